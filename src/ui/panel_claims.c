/* panel_claims.c - what people say and what is known, claim by claim; when not to massage; whether it has to hurt. */
#include "hip/claims.h"
#include "hip/words.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- signs: shape and word say the same as the colour ---- */

static UiColour verdict_colour(const UiTheme *theme, ClaimVerdict verdict)
{
    const UiColour colours[CLAIM_VERDICTS] = {
        [CLAIM_SUPPORTED] = theme->accent, [CLAIM_PARTLY] = theme->accent,     [CLAIM_PLAUSIBLE] = theme->accent,
        [CLAIM_UNPROVEN] = theme->caution, [CLAIM_CONTRADICTED] = theme->stop, [CLAIM_VALUE] = theme->quiet,
        [CLAIM_SCOPE] = theme->quiet};
    return colours[verdict];
}

static void draw_cross(float x, float y, float size, float width, UiColour ink)
{
    shim_line(x + 0.2f * size, y + 0.2f * size, x + 0.8f * size, y + 0.8f * size, width, ink);
    shim_line(x + 0.2f * size, y + 0.8f * size, x + 0.8f * size, y + 0.2f * size, width, ink);
}

static void draw_tick(float x, float y, float size, float width, UiColour ink)
{
    shim_line(x + 0.15f * size, y + 0.55f * size, x + 0.4f * size, y + 0.8f * size, width, ink);
    shim_line(x + 0.4f * size, y + 0.8f * size, x + 0.87f * size, y + 0.2f * size, width, ink);
}

/* A tick, half a box, a wave, a question, a cross, a ring, an arrow. */
static void draw_verdict_sign(Ui *ui, float x, float y, float size, ClaimVerdict verdict, UiColour ink)
{
    float width = fmaxf(1, px(ui, 2)), thin = fmaxf(1, px(ui, 1.5f));
    UiRect box = {x + 0.1f * size, y + 0.1f * size, 0.8f * size, 0.8f * size};
    switch (verdict) {
    case CLAIM_SUPPORTED:
        draw_tick(x, y, size, width, ink);
        break;
    case CLAIM_PARTLY:
        shim_outline(box, px(ui, 2), thin, ink);
        box.w /= 2;
        shim_rect(box, 0, ink);
        break;
    case CLAIM_PLAUSIBLE:
        shim_line(x + 0.1f * size, y + 0.62f * size, x + 0.36f * size, y + 0.38f * size, width, ink);
        shim_line(x + 0.36f * size, y + 0.38f * size, x + 0.64f * size, y + 0.62f * size, width, ink);
        shim_line(x + 0.64f * size, y + 0.62f * size, x + 0.9f * size, y + 0.38f * size, width, ink);
        break;
    case CLAIM_UNPROVEN:
        ui_text_centred(UI_FONT_STRONG, (UiRect){x, y, size, size}, ink, "?");
        break;
    case CLAIM_CONTRADICTED:
        draw_cross(x, y, size, width, ink);
        break;
    case CLAIM_VALUE:
        shim_ring(x + size / 2, y + size / 2, 0.36f * size, thin, ink);
        break;
    default:
        shim_line(x + 0.1f * size, y + size / 2, x + 0.88f * size, y + size / 2, width, ink);
        shim_line(x + 0.6f * size, y + 0.22f * size, x + 0.9f * size, y + size / 2, width, ink);
        shim_line(x + 0.6f * size, y + 0.78f * size, x + 0.9f * size, y + size / 2, width, ink);
    }
}

/* "Not so, in part true" */
static const char *verdict_words(const AtlasClaim *claim, char *out, size_t size)
{
    static const char *const ALSO[CLAIM_VERDICTS] = {
        N_("in part supported"), N_("in part true"),    N_("in part likely"),     N_("in part not proven"),
        N_("in part not so"),    N_("in part opinion"), N_("and whose job it is")};
    snprintf(out, size, "%s%s%s", _(claim_verdict_name(claim->verdict)), claim->also >= 0 ? ", " : "",
             claim->also >= 0 ? _(ALSO[claim->also]) : "");
    return out;
}

/* ---- claims ---- */

/* The body stands as the scene has it. */
static bool is_shown(const Ui *ui, const ClaimScene *scene)
{
    int side = view_worked(ui->view) == SIDE_LEFT ? POSE_LEFT : POSE_RIGHT;
    bool same = ui->view->position < 0 && ui->view->depth == scene->depth;
    for (int i = 0; i < ui->atlas->joint_count && same; i++) {
        same = ui->view->pose.deg[side][i] == scene->deg[i];
    }
    return same;
}

static void draw_scene(Ui *ui, Flow *flow, int scene, uint32_t salt)
{
    if (scene < 0) {
        return;
    }
    const ClaimScene *shown = &ui->atlas->claims->scenes[scene];
    bool on = is_shown(ui, shown);
    char scope[32];
    snprintf(scope, sizeof scope, "scene %u", salt);
    const UiButton show = {shown->name, on, ui->model != NULL};
    flow_gap(flow, 4);
    if (flow_buttons(flow, scope, &show, 1) == 0) {
        ui_push(ui, COMMAND_SCENE)->value = (float)scene;
        ui->tree_selected = true; /* what the scene selects does not take the page's room */
    }
    if (on) {
        flow_cited(flow, ui_id("scene", shown->id, (int)salt), &shown->shows, ui->theme->text);
    }
}

static void draw_answer(Ui *ui, Flow *flow, const AtlasClaim *claim)
{
    const ClaimAtlas *all = ui->atlas->claims;
    char said[160];
    if (claim->known.text) {
        flow_head(flow, "What is known");
        flow_cited(flow, ui_id("claim known", claim->id, 0), &claim->known, ui->theme->text);
    }
    if (claim->say.text) {
        flow_head(flow, "So we say");
        flow_cited(flow, ui_id("claim say", claim->id, 0), &claim->say, ui->theme->text);
    }
    draw_scene(ui, flow, claim->scene, ui_id("claim", claim->id, 0));
    snprintf(said, sizeof said, _("Said in: %s"), _(all->texts[claim->text].name));
    flow_gap(flow, 4);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, said);
    flow_gap(flow, 8);
}

/* The verdict, then what is said; a click opens what is known. */
static void draw_claim(Ui *ui, Flow *flow, int index)
{
    const AtlasClaim *claim = &ui->atlas->claims->claims[index];
    bool open = ui->claim_open == index;
    char words[96], quoted[400];
    UiColour ink = verdict_colour(ui->theme, claim->verdict);
    float line = flow_line(ui, UI_FONT_SMALL), pad = px(ui, 5), size = px(ui, 14), indent = size + px(ui, 8);
    const char *verdict = verdict_words(claim, words, sizeof words);
    float head = shim_text_wrapped(UI_FONT_SMALL, 0, 0, flow->w - indent, line, 0, verdict);
    snprintf(quoted, sizeof quoted, _("\u201c%s.\u201d"), _(claim->claim));
    float height = shim_text_wrapped(UI_FONT_SMALL, 0, 0, flow->w, line, 0, quoted);
    UiRect row;
    if (flow_choice(flow, ui_id("claim row", claim->id, 0), (head + height + 2 * pad) / ui_row(ui, 1), open, true,
                    &row)) {
        ui->claim_open = open ? -1 : index;
        ui->settle = 2;
    }
    draw_verdict_sign(ui, flow->x, row.y + pad + (line - size) / 2, size, claim->verdict, ink);
    shim_text_wrapped(UI_FONT_SMALL, flow->x + indent, row.y + pad, flow->w - indent, line, ink, verdict);
    shim_text_wrapped(UI_FONT_SMALL, flow->x, row.y + pad + head, flow->w, line, ui->theme->text, quoted);
    if (open) {
        draw_answer(ui, flow, claim);
    }
    if (ui->claim_scroll && open) {
        shim_scroll_into_view(row.y - px(ui, 40), row.y + fminf(row.h + px(ui, 260), px(ui, 420)));
        ui->claim_scroll--;
    }
}

/* ---- where the texts disagree: a cell for each side, two in a row where their words have room ---- */

static const char *texts_of(const ClaimAtlas *all, unsigned bits, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < all->text_count; i++) {
        if (bits & 1u << i && used < size) {
            int more = snprintf(out + used, size - used, "%s%s", used ? ", " : "", _(all->texts[i].name));
            used += more > 0 ? (size_t)more : 0;
        }
    }
    if (out[0] >= 'a' && out[0] <= 'z') {
        out[0] = (char)(out[0] & ~0x20);
    }
    return out;
}

static float side_text(Ui *ui, const ClaimSide *side, UiRect in, bool draw)
{
    char who[160], quoted[240];
    const UiTheme *theme = ui->theme;
    float line = flow_line(ui, UI_FONT_SMALL);
    texts_of(ui->atlas->claims, side->texts, who, sizeof who);
    snprintf(quoted, sizeof quoted, _("\u201c%s\u201d"), _(side->says));
    float high = shim_text_wrapped(UI_FONT_SMALL, in.x, in.y, in.w, line, draw ? theme->quiet : 0, who);
    return high + shim_text_wrapped(UI_FONT_SMALL, in.x, in.y + high, in.w, line, draw ? theme->text : 0, quoted);
}

static bool words_fit(const Ui *ui, const ClaimDispute *dispute, float width)
{
    for (int i = 0; i < dispute->side_count; i++) {
        char who[160];
        texts_of(ui->atlas->claims, dispute->sides[i].texts, who, sizeof who);
        if (ui_widest_word(UI_FONT_SMALL, who) > width ||
            ui_widest_word(UI_FONT_SMALL, dispute->sides[i].says) + px(ui, 8) > width) {
            return false;
        }
    }
    return true;
}

static void draw_sides(Ui *ui, Flow *flow, const ClaimDispute *dispute)
{
    float gap = px(ui, 6), pad = px(ui, 7), half = (flow->w - gap) / 2;
    int in_row = dispute->side_count > 1 && words_fit(ui, dispute, half - 2 * pad) ? 2 : 1;
    float width = in_row == 1 ? flow->w : half;
    for (int i = 0; i < dispute->side_count; i += in_row) {
        bool pair = in_row == 2 && i + 1 < dispute->side_count;
        UiRect cell = {flow->x, flow->y, width, 0}, inside = {0, 0, width - 2 * pad, 0};
        float high = side_text(ui, &dispute->sides[i], inside, false);
        high = pair ? fmaxf(high, side_text(ui, &dispute->sides[i + 1], inside, false)) : high;
        cell.h = high + 2 * pad;
        for (int k = i; k < i + 1 + pair; k++) {
            cell.x = flow->x + (float)(k - i) * (width + gap);
            shim_rect(cell, px(ui, UI_CORNER - 2), ui->theme->raised);
            shim_outline(cell, px(ui, UI_CORNER - 2), fmaxf(1, floorf(px(ui, 1))), ui->theme->separator);
            side_text(ui, &dispute->sides[k], (UiRect){cell.x + pad, cell.y + pad, width - 2 * pad, 0}, true);
        }
        flow->y += cell.h + gap;
    }
}

static void draw_dispute(Ui *ui, Flow *flow, const ClaimDispute *dispute)
{
    flow_gap(flow, 10);
    if (dispute->side_count > 1) {
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, "Here the texts disagree");
    }
    flow_text(flow, UI_FONT_STRONG, ui->theme->text, dispute->name);
    flow_gap(flow, 6);
    draw_sides(ui, flow, dispute);
    flow_text(flow, UI_FONT_STRONG, ui->theme->accent, dispute->side_count > 1 ? "Where we stand" : "What is known");
    flow_cited(flow, ui_id("dispute", dispute->id, 0), &dispute->line, ui->theme->text);
    draw_scene(ui, flow, dispute->scene, ui_id("dispute scene", dispute->id, 0));
    flow_gap(flow, 10);
    flow_rule(flow);
}

/* ---- topics ---- */

static bool draw_topic_row(Ui *ui, Flow *flow, int topic, int count)
{
    const ClaimName *name = &ui->atlas->claims->topics[topic];
    bool open = ui->claim_topic == topic;
    char number[16];
    UiRect row;
    snprintf(number, sizeof number, "%d", count);
    float line = flow_line(ui, UI_FONT_STRONG), room = flow->w - px(ui, 50);
    float high = shim_text_wrapped(UI_FONT_STRONG, 0, 0, room, line, 0, name->name);
    float height = fmaxf(30, (high + px(ui, 8)) / ui_row(ui, 1));
    bool clicked = flow_choice(flow, ui_id("topic", name->id, 0), height, open, true, &row);
    float y = row.y + (row.h - shim_font_pixels(UI_FONT_SMALL)) / 2, x = flow->x + px(ui, 4), m = row.y + row.h / 2;
    float arm = px(ui, 4), width = fmaxf(1, px(ui, 1.7f));
    UiColour ink = open ? ui->theme->accent : ui->theme->text;
    if (open) { /* points down */
        shim_line(x - arm, m - arm / 2, x, m + arm / 2, width, ink);
        shim_line(x, m + arm / 2, x + arm, m - arm / 2, width, ink);
    } else {
        shim_line(x - arm / 2, m - arm, x + arm / 2, m, width, ink);
        shim_line(x + arm / 2, m, x - arm / 2, m + arm, width, ink);
    }
    shim_text_wrapped(UI_FONT_STRONG, flow->x + px(ui, 16), row.y + (row.h - high) / 2, room, line, ink, name->name);
    shim_text(UI_FONT_SMALL, flow->x + flow->w - ui_text_width(UI_FONT_SMALL, number), y, ui->theme->quiet, number);
    return clicked;
}

static int claims_in(const ClaimAtlas *all, int topic)
{
    int count = 0;
    for (int i = 0; i < all->claim_count; i++) {
        count += all->claims[i].topic == topic;
    }
    return count;
}

static void draw_topic(Ui *ui, Flow *flow, int topic)
{
    const ClaimAtlas *all = ui->atlas->claims;
    for (int i = 0; i < all->dispute_count; i++) {
        if (all->disputes[i].topic == topic) {
            draw_dispute(ui, flow, &all->disputes[i]);
        }
    }
    for (int i = 0; i < all->claim_count; i++) {
        if (all->claims[i].topic == topic) {
            draw_claim(ui, flow, i);
        }
    }
    flow_gap(flow, 10);
}

static void draw_claims(Ui *ui, Flow *flow)
{
    const ClaimAtlas *all = ui->atlas->claims;
    flow_cited(flow, ui_id("claims", "note", 0), &all->note, ui->theme->quiet);
    flow_gap(flow, 4);
    for (int i = 0; i < all->topic_count; i++) {
        bool open = ui->claim_topic == i;
        if (draw_topic_row(ui, flow, i, claims_in(all, i))) {
            ui->claim_topic = open ? -1 : i;
            ui->claim_open = -1;
            ui->settle = 2;
        }
        if (open) {
            draw_topic(ui, flow, i);
        }
    }
}

/* ---- before you massage ---- */

static UiColour level_colour(const UiTheme *theme, StopLevel level)
{
    return level == STOP_SESSION ? theme->stop : level == STOP_LOCAL ? theme->caution : theme->accent;
}

/* A full octagon's cross, a ring with a bar, a triangle: each level has its shape. */
static void draw_level_sign(Ui *ui, float x, float y, float size, StopLevel level, UiColour ink)
{
    float width = fmaxf(1, px(ui, 2));
    if (level == STOP_SESSION) {
        draw_cross(x, y, size, width, ink);
    } else if (level == STOP_LOCAL) {
        shim_ring(x + size / 2, y + size / 2, 0.4f * size, width, ink);
        shim_line(x + 0.24f * size, y + 0.76f * size, x + 0.76f * size, y + 0.24f * size, width, ink);
    } else {
        const float at[6] = {x + size / 2,    y + 0.08f * size, x + 0.95f * size,
                             y + 0.9f * size, x + 0.05f * size, y + 0.9f * size};
        shim_triangle(at, ink);
    }
}

static void draw_level(Ui *ui, Flow *flow, StopLevel level)
{
    const ClaimAtlas *all = ui->atlas->claims;
    UiColour ink = level_colour(ui->theme, level);
    float line = flow_line(ui, UI_FONT_STRONG), size = px(ui, 16), indent = size + px(ui, 8);
    flow_gap(flow, 12);
    draw_level_sign(ui, flow->x, flow->y + (line - size) / 2, size, level, ink);
    flow->y += shim_text_wrapped(UI_FONT_STRONG, flow->x + indent, flow->y, flow->w - indent, line, ink,
                                 stop_level_name(level));
    flow_gap(flow, 4);
    for (int i = 0; i < all->stop_count; i++) {
        const AtlasStop *stop = &all->stops[i];
        if (stop->level == level) {
            shim_rect((UiRect){flow->x, flow->y + px(ui, 3), px(ui, 3), flow_line(ui, UI_FONT_SMALL) - px(ui, 6)},
                      px(ui, 1.5f), ink);
            Flow inside = {ui, flow->x + px(ui, 11), flow->y, flow->w - px(ui, 11)};
            flow_text(&inside, UI_FONT_SMALL, ui->theme->text, stop->name);
            flow_cited(&inside, ui_id("stop", stop->id, 0), &stop->act, ui->theme->quiet);
            flow->y = inside.y;
            flow_gap(flow, 4);
        }
    }
}

static void draw_before(Ui *ui, Flow *flow)
{
    const ClaimAtlas *all = ui->atlas->claims;
    for (int level = 0; level < STOP_LEVELS; level++) {
        draw_level(ui, flow, (StopLevel)level);
    }
    flow_gap(flow, 4);
    flow_rule(flow);
    flow_head(flow, "What this program is, and what massage is not");
    for (int i = 0; i < all->scope_count; i++) {
        flow_gap(flow, 4);
        flow_cited(flow, ui_id("scope", "", i), &all->scope[i], ui->theme->text);
    }
}

/* ---- does it have to hurt ---- */

static UiColour scale_colour(const UiTheme *theme, int level)
{
    return level >= 8 ? theme->stop : level == 7 ? theme->caution : theme->accent;
}

/* The number stands beside its words: 8 and above also by a cross. */
static void draw_scale(Ui *ui, Flow *flow)
{
    const ClaimAtlas *all = ui->atlas->claims;
    float column = ui_text_width(UI_FONT_SMALL, "9\u201310") + px(ui, 22), pad = px(ui, 2);
    for (int i = 0; i < all->scale_count; i++) {
        const ScaleStep *step = &all->scale[i];
        UiColour ink = scale_colour(ui->theme, step->from);
        char number[16];
        snprintf(number, sizeof number, step->from == step->to ? "%d" : "%d\u2013%d", step->from, step->to);
        float line = flow_line(ui, UI_FONT_SMALL);
        UiRect badge = {flow->x, flow->y + pad, column - px(ui, 10), line};
        shim_rect(badge, px(ui, 4), ui_fade(ink, 0.2f));
        shim_outline(badge, px(ui, 4), fmaxf(1, floorf(px(ui, 1))), ink);
        ui_text_centred(UI_FONT_SMALL, badge, ui->theme->text, number);
        Flow inside = {ui, flow->x + column, flow->y + pad, flow->w - column};
        flow_text(&inside, UI_FONT_SMALL, step->from >= 8 ? ink : ui->theme->text, step->is.text);
        flow->y = fmaxf(inside.y, badge.y + badge.h) + pad;
    }
    if (all->scale_count && !ui->shown->client) { /* one source for all steps */
        const AtlasFact *fact = &all->scale[0].is;
        uint32_t id = ui_id("claims", "scale", 0);
        bool open = ui->cited == id;
        ui->cited = !flow_mark(flow, id, fact, open) ? ui->cited : open ? 0 : id;
        flow->y += flow_line(ui, UI_FONT_SMALL);
        if (open) {
            flow_citations(flow, fact->sources, fact->source_count);
        }
    }
}

static void draw_comfort(Ui *ui, Flow *flow)
{
    const ClaimAtlas *all = ui->atlas->claims;
    for (int i = 0; i < all->comfort_count; i++) {
        const ComfortPart *part = &all->comfort[i];
        flow_head(flow, part->name);
        for (int k = 0; k < part->say_count; k++) {
            flow_gap(flow, 4);
            flow_cited(flow, ui_id("comfort", part->id, k), &part->says[k], ui->theme->text);
            if (k == 0 && strcmp(part->id, "scale") == 0) {
                flow_gap(flow, 4);
                draw_scale(ui, flow);
            }
        }
        flow_gap(flow, 6);
    }
}

void ui_show_claim(Ui *ui, int claim)
{
    ui->claim_tab = TAB_CLAIMS;
    ui->claim_open = claim;
    ui->claim_topic = ui->atlas->claims->claims[claim].topic;
    ui->claim_scroll = 3; /* frames until what opens has its place */
    ui->settle = 4;
}

void ui_open_claims(Ui *ui, ClaimTab tab)
{
    ui->claim_tab = tab;
    if (ui->screen->page != PAGE_CLAIMS) {
        ui_push(ui, COMMAND_CLAIMS);
    }
}

void panel_claims(Ui *ui, UiRect rect)
{
    static void (*const DRAW[CLAIM_TABS])(Ui *, Flow *) = {draw_claims, draw_before, draw_comfort};
    Flow flow;
    char id[24];
    snprintf(id, sizeof id, "claims-%d", ui->claim_tab); /* each tab scrolls by itself */
    float start = page_begin(ui, rect, id, "What people say and what is known", COMMAND_CLAIMS, &flow);
    const UiButton tabs[CLAIM_TABS] = {{"Claims", ui->claim_tab == TAB_CLAIMS, true},
                                       {"Before you massage", ui->claim_tab == TAB_BEFORE, true},
                                       {"Does it have to hurt?", ui->claim_tab == TAB_COMFORT, true}};
    int clicked = flow_buttons(&flow, "claim tab", tabs, CLAIM_TABS);
    if (clicked >= 0) {
        ui->claim_tab = clicked;
        ui->settle = 2;
    } else {
        flow_gap(&flow, 8);
        DRAW[ui->claim_tab](ui, &flow);
    }
    page_end(&flow, rect, start);
}

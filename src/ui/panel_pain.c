/* panel_pain.c - the page that asks where it hurts: places that were shown, how it feels, warning signs; and the way to
 * forget all of it. What it may come from is in panel_pain_answer.c. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Places in the list, by the height of their first ball over the hip joints. */
typedef struct PlaceGroup {
    float least_m;
    const char *name;
} PlaceGroup;
static const PlaceGroup GROUPS[] = {{0.105f, "Back and waist"},
                                    {-0.125f, "Buttock, hip and groin"},
                                    {-0.37f, "Thigh"},
                                    {-0.8f, "Knee and lower leg"},
                                    {-9, "Ankle and foot"}};
enum { GROUP_COUNT = sizeof GROUPS / sizeof *GROUPS, FOOTER = 52 };

static const PainAsked *told(const Ui *ui)
{
    return &ui->view->told;
}

static void tell(Ui *ui, CommandId id, int which)
{
    ui_push(ui, id)->value = (float)which; /* told, or taken back */
}

static int group_of(const Ui *ui, const AtlasZone *zone)
{
    float at[3] = {0};
    int group = 0;
    if (zone->ball_count) {
        atlas_place_at(ui->atlas, &zone->balls[0].at, SIDE_RIGHT, at);
    }
    while (group + 1 < GROUP_COUNT && at[1] < GROUPS[group].least_m) {
        group++;
    }
    return group;
}

/* The places for which `wanted` says so, as buttons. */
static void draw_places(Ui *ui, Flow *flow, const char *scope, int group)
{
    const PainAtlas *pain = ui->atlas->pain;
    UiButton buttons[PAIN_ZONES];
    int zones[PAIN_ZONES], count = 0;
    for (int i = 0; i < pain->zone_count && i < PAIN_ZONES; i++) {
        bool on = (told(ui)->zones >> i & 1) != 0;
        if (group < 0 ? on : group_of(ui, &pain->zones[i]) == group) {
            zones[count] = i;
            buttons[count++] = (UiButton){pain->zones[i].name, on, true};
        }
    }
    if (count > 0 && group >= 0) {
        flow_head(flow, GROUPS[group].name);
    }
    int clicked = flow_buttons(flow, scope, buttons, count);
    if (clicked >= 0) {
        tell(ui, COMMAND_TELL_ZONE, zones[clicked]);
    }
}

static void draw_side(Ui *ui, Flow *flow)
{
    bool left = ui->view->side == SIDE_LEFT;
    const UiButton buttons[] = {{"Right side", !left, true}, {"Left side", left, true}};
    int clicked = flow_buttons(flow, "pain side", buttons, 2);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_SIDE)->value = (float)(clicked ? SIDE_LEFT : SIDE_RIGHT);
    }
}

static void draw_list(Ui *ui, Flow *flow)
{
    flow_gap(flow, 6);
    draw_side(ui, flow);
    static const char *const SCOPES[GROUP_COUNT] = {"places 0", "places 1", "places 2", "places 3", "places 4"};
    for (int i = 0; i < GROUP_COUNT; i++) {
        draw_places(ui, flow, SCOPES[i], i);
    }
}

static void draw_words(Ui *ui, Flow *flow, bool when)
{
    const PainAtlas *pain = ui->atlas->pain;
    UiButton buttons[PAIN_QUALITIES];
    int words[PAIN_QUALITIES], count = 0;
    flow_head(flow, when ? "When does it come, or get worse?" : "What does it feel like?");
    flow_gap(flow, 2);
    for (int i = 0; i < pain->quality_count && i < PAIN_QUALITIES; i++) {
        if (pain->qualities[i].when == when) {
            words[count] = i;
            buttons[count++] = (UiButton){pain->qualities[i].name, (told(ui)->qualities >> i & 1) != 0, true};
        }
    }
    int clicked = flow_buttons(flow, when ? "when" : "feels", buttons, count);
    if (clicked >= 0) {
        tell(ui, COMMAND_TELL_QUALITY, words[clicked]);
    }
}

static void draw_checklist(Ui *ui, Flow *flow)
{
    const PainAtlas *pain = ui->atlas->pain;
    flow_head(flow, "Is any of this so?");
    for (int tier = 0; tier < FLAG_TIERS; tier++) {
        for (int i = 0; i < pain->flag_count && i < PAIN_FLAGS; i++) {
            bool on = (told(ui)->flags >> i & 1) != 0;
            if (pain->flags[i].tier == (FlagTier)tier &&
                flow_check(flow, ui_id("sign", pain->flags[i].id, 0), on, pain->flags[i].name)) {
                tell(ui, COMMAND_TELL_FLAG, i);
            }
        }
    }
}

static int bits(uint32_t word)
{
    int count = 0;
    for (; word; word &= word - 1) {
        count++;
    }
    return count;
}

/* What else there is to tell: three questions, of which one at a time is open. */
static void draw_questions(Ui *ui, Flow *flow)
{
    enum { QUESTIONS = 3 };
    static const char *const TITLES[QUESTIONS] = {"Places", "Feeling", "Warning signs"};
    const int counts[QUESTIONS] = {0, bits(told(ui)->qualities), bits(told(ui)->flags)};
    char words[QUESTIONS][48];
    UiButton buttons[QUESTIONS];
    for (int i = 0; i < QUESTIONS; i++) {
        snprintf(words[i], sizeof words[i], counts[i] ? "%s: %d" : "%s", _(TITLES[i]), counts[i]);
        buttons[i] = (UiButton){words[i], (int)ui->pain.ask == i + 1, true};
    }
    int clicked = flow_buttons(flow, "pain ask", buttons, QUESTIONS);
    if (clicked >= 0) {
        ui->pain.ask = (int)ui->pain.ask == clicked + 1 ? PAIN_ASK_NOTHING : (PainAsk)(clicked + 1);
        ui->settle = 2;
    }
    switch (ui->pain.ask) {
    case PAIN_ASK_PLACES:
        draw_list(ui, flow);
        break;
    case PAIN_ASK_FEELING:
        draw_words(ui, flow, false);
        draw_words(ui, flow, true);
        break;
    case PAIN_ASK_SIGNS:
        draw_checklist(ui, flow);
        break;
    default:
        break;
    }
}

/* Away from the body that is pointed at there is a way back. */
static void draw_way_back(Ui *ui, Flow *flow)
{
    const ViewState *view = ui->view;
    bool standing = view->position >= 0 && ui->atlas->positions[view->position].lies == LIES_UPRIGHT;
    const UiButton back = {"Back to the whole body", false, true};
    bool away = view->source >= 0 || view->stroke >= 0 || view->compare[0] || !standing;
    if (away && flow_buttons(flow, "pain back", &back, 1) == 0) {
        ui_push(ui, COMMAND_PAIN_BODY);
    }
}

/* The therapist's own words, which are printed with the page and wiped with everything else. */
static void draw_note(Ui *ui, Flow *flow)
{
    Screen *screen = ui->screen;
    const char *words = screen->note[0] ? "Your words for the page" : "Add your own words for the page";
    flow_gap(flow, 12);
    const UiButton open = {words, ui->note_open, true};
    if (flow_buttons(flow, "pain note", &open, 1) == 0) {
        ui->note_open = ui->note_focus = !ui->note_open;
        ui->ask_field = ui->note_open ? ui_id("record", "##note", 0) : 0;
        ui->settle = 2;
    }
    ui->note_active = false;
    if (!ui->note_open) {
        return;
    }
    UiRect box = {flow->x, flow->y, flow->w, ui_row(ui, 34)};
    ui->note_active = ui_field(ui, "##note", box, screen->note, sizeof screen->note);
    ui->note_focus = false;
    flow->y += box.h + px(ui, 4);
    const UiButton papers[] = {{"A4", screen->paper == 0, true}, {"Letter", screen->paper == 1, true}};
    int paper = flow_buttons(flow, "pain paper", papers, 2);
    screen->paper = paper >= 0 ? paper : screen->paper;
}

/* At the foot of the page, never scrolled away: the page for the client, and forgetting. */
static void draw_footer(Ui *ui, UiRect rect)
{
    float gap = px(ui, 8), width = (rect.w - 3 * gap) / 2, height = rect.h - 2 * gap;
    bool any = told(ui)->zones || told(ui)->qualities || told(ui)->flags || ui->screen->note[0];
    shim_window_begin("##pain-foot", rect, 0);
    ui_panel(ui, rect);
    UiRect left = {rect.x + gap, rect.y + gap, width, height}, right = left;
    right.x += width + gap;
    if (ui_button(ui, ui_id("pain", "print", 0), left, "Print a page", BUTTON_PRIMARY, any)) {
        ui_push(ui, COMMAND_HANDOUT);
    }
    if (ui_button(ui, ui_id("pain", "over", 0), right, "Start over", BUTTON_PLAIN, any)) {
        ui_push(ui, COMMAND_PAIN_WIPE);
    }
    shim_window_end();
}

static void draw_page(Ui *ui, Flow *flow)
{
    const UiTheme *theme = ui->theme;
    weigh_pain(ui);
    bool signs = ui->pain.flags != 0;
    if (signs) {
        draw_pain_signs(ui, flow);
    }
    draw_way_back(ui, flow);
    if (!told(ui)->zones) {
        flow_gap(flow, 6);
        flow_text(flow, UI_FONT_BODY, theme->text, "Point at the body where it hurts.");
        flow_text(flow, UI_FONT_SMALL, theme->quiet,
                  "Several places are fine; a second click takes one back. Turn the body by dragging, or type: back of "
                  "thigh, sit bone.");
        flow_gap(flow, 6);
    }
    draw_places(ui, flow, "places told", -1);
    flow_gap(flow, told(ui)->zones ? 6 : 0);
    draw_questions(ui, flow);
    if (told(ui)->zones && (!signs || ui->pain.past_signs)) {
        draw_pain_answers(ui, flow);
    }
    draw_note(ui, flow);
}

void panel_pain(Ui *ui, UiRect rect)
{
    Flow flow;
    UiRect page = rect;
    page.h -= px(ui, FOOTER + 8);
    float start = page_begin(ui, page, "pain", "Where does it hurt?", COMMAND_PAIN, &flow);
    if (ui->atlas->pain) {
        draw_page(ui, &flow);
    } else {
        flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet, "The atlas knows nothing of pain.");
    }
    page_end(&flow, page, start);
    draw_footer(ui, (UiRect){rect.x, page.y + page.h + px(ui, 8), rect.w, px(ui, FOOTER)});
}

void panel_wipe(Ui *ui)
{
    if (!ui->screen->wipe) {
        return;
    }
    static const char *const WORDS = "Wipe all that was told: places, words, warning signs, the note, every step back? "
                                     "It cannot be undone.";
    UiRect room = ui_free(ui);
    float pad = px(ui, 16), width = fminf(px(ui, 400), ui->width - 2 * pad), line = flow_line(ui, UI_FONT_BODY),
          row = px(ui, 36);
    float words = shim_text_wrapped(UI_FONT_BODY, 0, 0, width - 2 * pad, line, 0, WORDS);
    float x = clampf(room.x + (room.w - width) / 2, pad, ui->width - pad - width), height = words + row + 3 * pad;
    UiRect box = {roundf(x), roundf(fminf(room.y + room.h / 3, ui->height - pad - height)), width, height};
    ui->focus.modal = REGION_WIPE;
    shim_window_begin("##wipe", box, 0);
    ui_panel(ui, box);
    shim_rect(box, px(ui, UI_CORNER), ui->theme->panel | 0xff000000u);
    shim_outline(box, px(ui, UI_CORNER), px(ui, 2), ui->theme->caution);
    shim_text_wrapped(UI_FONT_BODY, box.x + pad, box.y + pad, width - 2 * pad, line, ui->theme->text, WORDS);
    float button = (width - 2 * pad - px(ui, 8)) / 2;
    UiRect yes = {box.x + pad, box.y + 2 * pad + words, button, row}, no = yes;
    no.x += button + px(ui, 8);
    if (ui_button(ui, ui_id("wipe", "yes", 0), yes, "Wipe it", BUTTON_PRIMARY, true)) {
        ui_push(ui, COMMAND_PAIN_WIPE);
    }
    if (ui_button(ui, ui_id("wipe", "no", 0), no, "Keep it", BUTTON_PLAIN, true)) {
        ui_push(ui, COMMAND_BACK);
    }
    shim_window_end();
}

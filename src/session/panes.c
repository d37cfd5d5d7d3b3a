#include "hip/panes.h"
#include "hip/mem.h"
#include "hip/source_view.h"
#include "hip/words.h"
#include "view_code.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char FROM_START[] = "from=start", FROM_NOW[] = "from=now";
static const float CAPTIONS = 0.15f; /* of the picture's height, under the panes */

const AtlasCompare *view_comparison(const Atlas *atlas, const ViewState *view)
{
    int found = view->compare[0] ? atlas_compare(atlas, view->compare) : -1;
    return found >= 0 ? &atlas->compares[found] : NULL;
}

/* The words of a pane; empty when there is no such one. */
static void words_of(const Atlas *atlas, const ViewState *view, int pane, char out[VIEW_COMPARE])
{
    const AtlasCompare *compare = view_comparison(atlas, view);
    out[0] = '\0';
    if (compare) {
        snprintf(out, VIEW_COMPARE, "%s", pane < compare->pane_count ? compare->panes[pane].words : "");
        return;
    }
    const char *at = view->compare;
    for (int i = 0; i < pane && at; i++) {
        at = strchr(at, '|');
        at = at ? at + 1 : NULL;
    }
    if (at) {
        snprintf(out, VIEW_COMPARE, "%.*s", (int)strcspn(at, "|"), at);
    }
}

static int count_panes(const Atlas *atlas, const ViewState *view)
{
    const AtlasCompare *compare = view_comparison(atlas, view);
    int count = view->compare[0] ? 1 : 0;
    for (const char *at = compare ? "" : view->compare; *at; at++) {
        count += *at == '|';
    }
    return compare ? compare->pane_count : count;
}

int panes_place(const Atlas *atlas, const ViewState *view, const Screen *screen, PaneRect out[PANES_MOST])
{
    int count = view->body.step ? 0 : count_panes(atlas, view); /* a body has room for one */
    if (count < 2) {
        out[0] = (PaneRect){0, 0, 1, 1};
        return 0;
    }
    float left = view->present ? 0 : screen->free_left, right = view->present ? 0 : screen->free_right;
    float width = fmaxf(1 - left - right, 0.1f) / (float)count, low = view->present ? 0 : screen->free_bottom;
    for (int i = 0; i < count; i++) {
        out[i] = (PaneRect){left + width * (float)i, 0, width, 1 - CAPTIONS - low};
    }
    return count;
}

int session_panes(const Session *session, PaneRect out[PANES_MOST])
{
    return panes_place(session_atlas(session), session_shown(session), session_screen_const(session), out);
}

int session_pane_at(const Session *session, float x)
{
    PaneRect rects[PANES_MOST];
    int count = session_panes(session, rects), nearest = 0;
    for (int i = 1; i < count; i++) {
        nearest = x >= rects[i].x ? i : nearest;
    }
    return nearest;
}

/* The body as nobody has touched it: nothing bent back, hidden, see-through or cut, the joints as the position has
 * them. */
static void from_start(const Atlas *atlas, ViewState *view)
{
    ViewState start;
    view_state_default(&start);
    view->depth = 0;
    memcpy(view->peel, start.peel, sizeof view->peel);
    memcpy(view->hidden, start.hidden, sizeof view->hidden);
    memcpy(view->ghost, start.ghost, sizeof view->ghost);
    view->section = SECTION_NONE;
    view->xray = false;
    view_place_client(atlas, view->position, view);
}

static bool other_hip(const ViewState *a, const ViewState *b)
{
    return a->side != b->side && a->side != SIDE_BOTH && b->side != SIDE_BOTH;
}

/* What was done to a structure of one side is done to its twin instead, joints too where no position has set them. */
static void swap_sides(const Atlas *atlas, ViewState *view)
{
    ViewState was = *view;
    for (int i = 0; i < atlas->structure_count; i++) {
        int twin = atlas->structures[i].twin;
        if (twin >= 0) {
            view->peel[i] = was.peel[twin];
            view->hidden[i] = was.hidden[twin];
            view->ghost[i] = was.ghost[twin];
            view->named[i] = was.named[twin];
        }
    }
    if (was.selected >= 0 && was.selected < atlas->structure_count && atlas->structures[was.selected].twin >= 0) {
        view->selected = atlas->structures[was.selected].twin;
    }
    for (int joint = 0; view->position < 0 && joint < atlas->joint_count; joint++) {
        if (atlas->joints[joint].paired) {
            view->pose.deg[POSE_RIGHT][joint] = was.pose.deg[POSE_LEFT][joint];
            view->pose.deg[POSE_LEFT][joint] = was.pose.deg[POSE_RIGHT][joint];
        }
    }
}

/* A pane's words on top of the view: those of a view code, before them perhaps "from=start" (the untouched body) or
 * "from=now" (as it is). The other side is the same view of the other hip. */
static HipResult read_pane(const Atlas *atlas, const char *words, ViewState *view, HipError *err)
{
    words += strspn(words, " ;");
    size_t first = strcspn(words, " ;");
    bool start = first == strlen(FROM_START) && strncmp(words, FROM_START, first) == 0;
    bool now = first == strlen(FROM_NOW) && strncmp(words, FROM_NOW, first) == 0;
    ViewState read = *view;
    if (start) {
        from_start(atlas, &read);
    }
    HipResult rc = view_words_read(atlas, words + (start || now ? first : 0), &read, err);
    if (rc != HIP_OK) {
        return rc;
    }
    if (other_hip(view, &read)) {
        swap_sides(atlas, &read);
    }
    *view = read;
    return HIP_OK;
}

void pane_view(Model *model, const ViewState *view, int pane, ViewState *out)
{
    char words[VIEW_COMPARE];
    *out = *view;
    if (!model) {
        return;
    }
    words_of(model->atlas, view, pane, words);
    int source = out->source;
    read_pane(model->atlas, words, out, NULL);
    out->camera = view->camera;
    if (other_hip(view, out) && out->position < 0) { /* each hip from its own side, so that both are seen alike */
        out->camera.yaw_deg = -view->camera.yaw_deg;
        out->camera.target[0] = -view->camera.target[0];
    }
    out->compare[0] = '\0';
    if (out->source >= 0 && out->source != source) {
        out->source_s = view->source_s;
        view_open_source(model, out);
    }
}

static void add_words(char *out, size_t size, const char *more)
{
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s", used ? ", " : "", more);
}

/* "variant=II" -> "Type II". */
static void describe_word(const Atlas *atlas, const ViewState *pane, const char *word, char *out, size_t size)
{
    char text[128];
    if (strncmp(word, "source=", 7) == 0 && pane->source >= 0) {
        const AtlasPain *source = &atlas->pain->sources[pane->source];
        snprintf(text, sizeof text, "%s", _(pane->client ? source->plain : source->name));
    } else if (strncmp(word, "variant=", 8) == 0) {
        snprintf(text, sizeof text, _("Type %s"), variant_id(pane->variant));
    } else if (strncmp(word, "position=", 9) == 0) {
        const char *alone = _("The hip alone");
        snprintf(text, sizeof text, "%s", pane->position < 0 ? alone : _(atlas->positions[pane->position].name));
    } else if (strncmp(word, "stroke=", 7) == 0 && pane->stroke >= 0) {
        snprintf(text, sizeof text, "%s", _(atlas->strokes[pane->stroke].name));
    } else if (strncmp(word, "side=", 5) == 0) {
        static const char *const SIDES[] = {"", N_("Right side"), N_("Left side"), N_("Both sides")};
        snprintf(text, sizeof text, "%s", _(SIDES[pane->side]));
    } else if (strcmp(word, FROM_START) == 0 || strcmp(word, FROM_NOW) == 0) {
        snprintf(text, sizeof text, "%s", strcmp(word, FROM_START) == 0 ? _("Before") : _("As it is now"));
    } else {
        snprintf(text, sizeof text, "%s", word);
        for (char *c = text; *c; c++) {
            *c = *c == '=' || *c == '_' ? ' ' : *c;
        }
        text[0] = (char)toupper((unsigned char)text[0]);
    }
    add_words(out, size, text);
}

const char *pane_caption(const Atlas *atlas, const ViewState *view, int pane, char *out, size_t size)
{
    const AtlasCompare *compare = view_comparison(atlas, view);
    char words[VIEW_COMPARE], *save = NULL;
    ViewState shown = *view;
    out[0] = '\0';
    words_of(atlas, view, pane, words);
    read_pane(atlas, words, &shown, NULL);
    if (compare && (view->client || shown.source < 0)) {
        snprintf(out, size, "%s", pane < compare->pane_count ? compare->panes[pane].caption : "");
        return out;
    }
    for (char *word = strtok_r(words, " ;", &save); word; word = strtok_r(NULL, " ;", &save)) {
        describe_word(atlas, &shown, word, out, size);
    }
    return out;
}

bool panes_have_source(const Atlas *atlas, const ViewState *view)
{
    char words[VIEW_COMPARE];
    bool found = false;
    for (int i = 0; i < count_panes(atlas, view); i++) {
        words_of(atlas, view, i, words);
        found |= strstr(words, "source=") != NULL;
    }
    return found;
}

/* One pane's words on top of the view; what would part the cameras is no word of a pane. */
static HipResult try_words(const Atlas *atlas, const ViewState *view, const char *words, HipError *err)
{
    static const char *const SHARED[] = {"cam=", "compare=", "fit=", "lens=", "present=", "project=", "theme="};
    ViewState tried = *view;
    if (!words[strspn(words, " ;")]) {
        return hip_usage(err, "a pane to compare wants words of a view code, like variant=II or source=C_pir");
    }
    char *copy = mem_string(words), *save = NULL;
    HipResult rc = HIP_OK;
    for (char *word = strtok_r(copy, " ;", &save); word && rc == HIP_OK; word = strtok_r(NULL, " ;", &save)) {
        for (size_t i = 0; i < sizeof SHARED / sizeof *SHARED; i++) {
            size_t n = strlen(SHARED[i]);
            if (strncmp(word, SHARED[i], n) == 0) {
                rc = hip_usage(err, "panes share %.*s: '%s' cannot be in one of them", (int)n - 1, SHARED[i], word);
            }
        }
    }
    free(copy);
    return rc == HIP_OK ? read_pane(atlas, words, &tried, err) : rc;
}

HipResult compare_check(const Atlas *atlas, const AtlasCompare *compare, HipError *err)
{
    ViewState view;
    view_state_default(&view);
    HipResult rc = HIP_OK;
    for (int i = 0; i < compare->pane_count && rc == HIP_OK; i++) {
        bool fits = compare->panes[i].words && strlen(compare->panes[i].words) < VIEW_COMPARE;
        rc = fits ? try_words(atlas, &view, compare->panes[i].words, err) : hip_usage(err, "too long: pane %d", i + 1);
    }
    return rc;
}

static HipResult read_words(const Atlas *atlas, const char *value, const ViewState *view, HipError *err)
{
    char *copy = mem_string(value), *at = copy;
    int count = 0;
    HipResult rc = HIP_OK;
    for (; at && rc == HIP_OK; count++) {
        char *next = strchr(at, '|');
        if (next) {
            *next++ = '\0';
        }
        rc = try_words(atlas, view, at, err);
        at = next;
    }
    free(copy);
    if (rc == HIP_OK && (count < 2 || count > PANES_MOST)) {
        return hip_usage(err,
                         "to compare takes 2 or %d panes parted by '|', or a comparison's name "
                         "(hip-atlas list compares); got '%s'",
                         (int)PANES_MOST, value);
    }
    return rc;
}

HipResult view_read_compare(const Atlas *atlas, const char *value, ViewState *view, HipError *err)
{
    int named = atlas_compare(atlas, value);
    bool none = !value[0] || strcmp(value, "none") == 0;
    if (strlen(value) >= VIEW_COMPARE) {
        return hip_usage(err, "what is to be compared has more than %d letters", (int)VIEW_COMPARE - 1);
    }
    if (!none && named < 0 && !strchr(value, '=')) {
        return hip_usage(err, "unknown comparison '%s' (hip-atlas list compares)", value);
    }
    HipResult rc = none || named >= 0 ? HIP_OK : read_words(atlas, value, view, err);
    if (rc != HIP_OK) {
        return rc;
    }
    char text[VIEW_COMPARE] = {0}; /* views are compared byte by byte: no leavings behind the end */
    snprintf(text, sizeof text, "%s", none ? "" : named >= 0 ? atlas->compares[named].id : value);
    memcpy(view->compare, text, sizeof text);
    for (char *c = view->compare; *c; c++) {
        *c = *c == ' ' ? ';' : *c;
    }
    if (!none) {
        view->source_s = SOURCE_LENGTH_S;
    }
    return HIP_OK;
}

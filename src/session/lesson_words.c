/* lesson_words.c - what words make one view of another: the ones somebody would write by hand, only what changes. Each
 * word is tried as a lesson applies it, so that one which brings others along (a stroke lays the client and turns the
 * camera) makes those needless, and what is written is known to give the same view. */
#include "lesson_words.h"
#include "hip/mem.h"
#include "session_private.h"
#include "view_code.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 2, FINE_DIGITS = 3, LENS_DIGITS = 4, PASSES = 2 };

static char *choice(bool same, int way, const char *id)
{
    return same || way > 0 ? NULL : mem_string(id);
}

/* Of two texts that it takes over the other one, where they differ. */
static char *other_of(char *here, char *there, int way)
{
    bool same = strcmp(here, there) == 0;
    free(here);
    if (same || way > 0) {
        free(there);
        return NULL;
    }
    return there;
}

void words_append(char **text, const char *more)
{
    char *longer = mem_format("%s%s%s", *text ? *text : "", *text ? "," : "", more);
    free(*text);
    *text = longer;
}

static void append_number(char **text, double value, int digits)
{
    char number[VIEW_NUMBER_SIZE];
    words_append(text, view_write_number(value, digits, number));
}

/* ---- the client ---- */

static char *say_position(const Between *b, int way)
{
    int position = b->to->position;
    return choice(b->at.position == position, way, position < 0 ? "none" : b->atlas->positions[position].id);
}

static char *say_stroke(const Between *b, int way)
{
    int stroke = b->to->stroke;
    return choice(b->at.stroke == stroke, way, stroke < 0 ? "none" : b->atlas->strokes[stroke].id);
}

static char *say_source(const Between *b, int way)
{
    int source = b->to->source;
    return choice(b->at.source == source, way, source < 0 ? "none" : b->atlas->pain->sources[source].id);
}

static char *say_tool(const Between *b, int way)
{
    int tool = b->to->tool;
    return choice(b->at.tool == tool, way, tool < 0 ? "none" : b->atlas->tools[tool].id);
}

static char *place(const float at[3])
{
    char *text = NULL;
    for (int k = 0; k < 3; k++) {
        append_number(&text, 1000.0 * (double)at[k], DIGITS);
    }
    return text;
}

static char *say_at(const Between *b, int way)
{
    return b->to->tool < 0 ? NULL : other_of(place(b->at.press_at), place(b->to->press_at), way);
}

static bool same_joint(const Between *b, int side, int joint)
{
    char here[VIEW_NUMBER_SIZE], there[VIEW_NUMBER_SIZE];
    return strcmp(view_write_number((double)b->at.pose.deg[side][joint], DIGITS, here),
                  view_write_number((double)b->to->pose.deg[side][joint], DIGITS, there)) == 0;
}

/* "hip_flexion=30,knee_flexion_l=10": the joints that are elsewhere now. */
static char *joints(const Between *b)
{
    char *text = NULL, number[VIEW_NUMBER_SIZE], entry[128];
    int worked = view_worked(b->to) == SIDE_LEFT ? POSE_LEFT : POSE_RIGHT;
    for (int i = 0; i < b->atlas->joint_count; i++) {
        const AtlasJoint *joint = &b->atlas->joints[i];
        for (int side = 0; side < (joint->paired ? POSE_SIDES : 1); side++) {
            bool plain = !joint->paired || (side == worked && b->to->side != SIDE_BOTH);
            if (!same_joint(b, side, i)) {
                snprintf(entry, sizeof entry, "%s%s=%s", joint->id,
                         plain               ? ""
                         : side == POSE_LEFT ? "_l"
                                             : "_r",
                         view_write_number((double)b->to->pose.deg[side][i], DIGITS, number));
                words_append(&text, entry);
            }
        }
    }
    return text;
}

/* One joint is soon said; back to where the position has them all is one word too. */
static char *say_pose(const Between *b, int way)
{
    char *text = joints(b);
    if (way == 0 && text && strchr(text, ',')) {
        free(text);
        return mem_string("rest");
    }
    if (way > 1) {
        free(text);
        return NULL;
    }
    return text;
}

static char *say_drape(const Between *b, int way)
{
    return choice(b->at.drape == b->to->drape, way, b->to->drape ? "on" : "off");
}

static char *say_client(const Between *b, int way)
{
    return choice(b->at.client == b->to->client, way, b->to->client ? "true" : "off");
}

static char *say_compare(const Between *b, int way)
{
    return choice(strcmp(b->at.compare, b->to->compare) == 0, way, b->to->compare[0] ? b->to->compare : "none");
}

/* Of what is shown, as view codes have it: a source, or views side by side, or a stroke. */
static char *time_of(const ViewState *view)
{
    char *text = NULL;
    bool source = view->source >= 0 || view->compare[0];
    append_number(&text, source ? (double)view->source_s : view->stroke >= 0 ? (double)view->stroke_s : 0, DIGITS);
    return text;
}

static char *say_time(const Between *b, int way)
{
    return other_of(time_of(&b->at), time_of(b->to), way);
}

/* ---- how it is seen ---- */

static char *say_side(const Between *b, int way)
{
    return choice(b->at.side == b->to->side, way, side_id(b->to->side));
}

static char *say_variant(const Between *b, int way)
{
    return choice(b->at.variant == b->to->variant, way, variant_id(b->to->variant));
}

static char *say_depth(const Between *b, int way)
{
    char number[VIEW_NUMBER_SIZE];
    return choice(b->at.depth == b->to->depth, way, view_write_number((double)b->to->depth, FINE_DIGITS, number));
}

static char *say_xray(const Between *b, int way)
{
    return choice(b->at.xray == b->to->xray, way, b->to->xray ? "true" : "off");
}

static char *say_lines(const Between *b, int way)
{
    return choice(b->at.lines == b->to->lines, way, lines_id(b->to->lines));
}

static char *say_colours(const Between *b, int way)
{
    return choice(b->at.colours == b->to->colours, way, colours_id(b->to->colours));
}

/* The landmarks by which it is laid on a body. */
static char *say_fit(const Between *b, int way)
{
    char there[128];
    ViewState usual;
    view_state_default(&usual);
    view_write_marks(b->atlas, b->to, there, sizeof there);
    if (!there[0]) {
        snprintf(there, sizeof there, "%s,%s", view_mark(b->atlas, &usual, 0, NULL)->id,
                 view_mark(b->atlas, &usual, 1, NULL)->id);
    }
    return choice(memcmp(b->at.marks, b->to->marks, sizeof b->at.marks) == 0, way, there);
}

static char *lens_of(const ViewState *view)
{
    char *text = NULL;
    if (!view->lens) {
        return mem_string("none");
    }
    append_number(&text, (double)view->lens_at[0], LENS_DIGITS);
    append_number(&text, (double)view->lens_at[1], LENS_DIGITS);
    if (view->lens_depth > 0) {
        append_number(&text, (double)view->lens_depth, FINE_DIGITS);
    }
    return text;
}

static char *say_lens(const Between *b, int way)
{
    return other_of(lens_of(&b->at), lens_of(b->to), way);
}

static char *camera_of(const ViewState *view)
{
    const CameraPose *c = &view->camera;
    const double numbers[] = {c->yaw_deg,
                              c->pitch_deg,
                              1000.0 * (double)c->distance_m,
                              1000.0 * (double)c->target[0],
                              1000.0 * (double)c->target[1],
                              1000.0 * (double)c->target[2]};
    char *text = NULL;
    for (int i = 0; i < 6; i++) {
        append_number(&text, numbers[i], DIGITS);
    }
    return text;
}

/* A name when one of them looks just so (of two alike the later: one that follows the side), else numbers. */
static char *say_camera(const Between *b, int way)
{
    char *here = camera_of(&b->at), *there = camera_of(b->to);
    bool same = strcmp(here, there) == 0;
    free(here);
    if (!same && way == b->atlas->camera_count) {
        return there;
    }
    free(there);
    return same || way > b->atlas->camera_count ? NULL
                                                : mem_string(b->atlas->cameras[b->atlas->camera_count - 1 - way].id);
}

/* The half on the viewer's side goes, or the other. */
static char *say_section(const Between *b, int way)
{
    char here[96], there[96], other[96];
    ViewState plain = *b->to;
    plain.section_flip = false;
    view_write_section(&plain, other, sizeof other);
    if (strcmp(view_write_section(&b->at, here, sizeof here), view_write_section(b->to, there, sizeof there)) == 0) {
        return NULL;
    }
    return way == 0 ? mem_string(other) : way == 1 ? mem_format("%s,flip", other) : NULL;
}

/* What brings much along comes first; the camera, which they turn, and the cut that is made from there come last. */
static const struct Word {
    const char *name;
    Say say;
} WORDS[] = {{"side", say_side},     {"variant", say_variant}, {"client", say_client},   {"compare", say_compare},
             {"source", say_source}, {"reveal", say_reveal},   {"stroke", say_stroke},   {"position", say_position},
             {"pose", say_pose},     {"tool", say_tool},       {"at", say_at},           {"drape", say_drape},
             {"show", say_show},     {"ghost", say_ghost},     {"only", say_only},       {"hide", say_hide},
             {"peel", say_peel},     {"depth", say_depth},     {"xray", say_xray},       {"select", say_select},
             {"labels", say_labels}, {"lines", say_lines},     {"lens", say_lens},       {"colours", say_colours},
             {"time", say_time},     {"camera", say_camera},   {"section", say_section}, {"fit", say_fit}};

static LessonWord *find(LessonWords *words, const char *name)
{
    for (int i = 0; i < words->count; i++) {
        if (strcmp(words->items[i].name, name) == 0) {
            return &words->items[i];
        }
    }
    return NULL;
}

static void put(LessonWords *words, const char *name, char *value)
{
    words->values[words->count] = value;
    words->items[words->count++] = (LessonWord){name, strcmp(value, "true") == 0 ? NULL : value, 0};
}

static void take_back(LessonWords *words)
{
    free(words->values[--words->count]);
}

static bool apply(const Between *b, ViewState *out)
{
    ViewWord words[LESSON_WORDS];
    for (int i = 0; i < b->words->count; i++) {
        words[i] = (ViewWord){b->words->items[i].name, b->words->items[i].value};
    }
    return session_words_state(b->session, b->from, words, (size_t)b->words->count, out, NULL) == HIP_OK;
}

/* Adds the word in the first way that brings its part of the view there; else not at all. */
static void try_word(Between *b, const struct Word *word)
{
    char *value;
    ViewState before = b->at;
    for (int way = 0; b->words->count < LESSON_WORDS && (value = word->say(b, way)) != NULL; way++) {
        put(b->words, word->name, value);
        if (apply(b, &b->at)) {
            char *left = word->say(b, 0);
            free(left);
            if (!left) {
                return;
            }
        }
        take_back(b->words);
        b->at = before;
    }
}

static bool same_code(const Atlas *atlas, const ViewState *a, const ViewState *b)
{
    char *one = view_code_write(atlas, a), *other = view_code_write(atlas, b);
    bool same = strcmp(one, other) == 0;
    free(one);
    free(other);
    return same;
}

bool lesson_words_between(const Session *session, const ViewState *from, const ViewState *to, LessonWords *out)
{
    *out = (LessonWords){.count = 0};
    Between b = {session, session->atlas, from, to, *from, out};
    for (int pass = 0; pass < PASSES; pass++) { /* what needs another first, a stroke its position, comes later */
        for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
            if (!find(out, WORDS[i].name)) {
                try_word(&b, &WORDS[i]);
            }
        }
    }
    return same_code(b.atlas, &b.at, to);
}

void lesson_words_release(LessonWords *words)
{
    while (words->count > 0) {
        take_back(words);
    }
}

/* handout_text.c - what a view is about, in words. What was told of pain comes first, else a stroke, a structure, a
 * position, at last the layer that lies open. */
#include "handout_private.h"
#include "hip/claims.h"
#include "hip/handout_pdf.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef enum Topic { TOPIC_PAIN, TOPIC_STROKE, TOPIC_STRUCTURE, TOPIC_POSITION, TOPIC_LAYER } Topic;

static Topic topic_of(const Atlas *atlas, const ViewState *view)
{
    const PainAsked *told = &view->told;
    if ((told->zones || told->qualities || told->flags || view->source >= 0)) {
        return TOPIC_PAIN;
    }
    return view->stroke >= 0                                                              ? TOPIC_STROKE
           : view->selected >= 0 && view->selected < atlas->structure_count               ? TOPIC_STRUCTURE
           : view->position >= 0 && atlas->positions[view->position].lies != LIES_UPRIGHT ? TOPIC_POSITION
                                                                                          : TOPIC_LAYER;
}

HandoutWord handout_lies(const AtlasPosition *position, Side written, Side worked)
{
    static const HandoutWord LIES[] = {[LIES_UPRIGHT] = WORD_LIES_UPRIGHT,
                                       [LIES_FACE_DOWN] = WORD_LIES_DOWN,
                                       [LIES_FACE_UP] = WORD_LIES_UP,
                                       [LIES_LEFT] = WORD_LIES_LEFT,
                                       [LIES_RIGHT] = WORD_LIES_RIGHT};
    AtlasLies lies = position->lies;
    if (written != worked && lies == LIES_LEFT) {
        lies = LIES_RIGHT;
    } else if (written != worked && lies == LIES_RIGHT) {
        lies = LIES_LEFT;
    }
    return LIES[lies];
}

/* "lying face down (Prone, knee bent)" */
static const char *position_name(Writer *w)
{
    const AtlasPosition *position = &w->atlas->positions[w->view->position];
    const char *lies = handout_word(handout_lies(position, SIDE_RIGHT, SIDE_RIGHT));
    bool same = strcasecmp(lies, _(position->name)) == 0;
    return same ? lies : writer_say(w, "%s%s", lies, writer_word(w, WORD_ALSO_CALLED, position->name));
}

/* "Pear-shaped muscle (Piriformis), right" */
static const char *structure_name(Writer *w, int index)
{
    const AtlasStructure *structure = &w->atlas->structures[index];
    const char *name = _(structure->plain);
    if (strcmp(name, _(structure->name_en)) != 0) {
        name = writer_say(w, "%s%s", name, writer_word(w, WORD_ALSO_CALLED, structure->name_en));
    }
    return structure->side == SIDE_RIGHT  ? writer_word(w, WORD_IN_RIGHT, name)
           : structure->side == SIDE_LEFT ? writer_word(w, WORD_IN_LEFT, name)
                                          : name;
}

static void tell_position(Writer *w)
{
    const AtlasPosition *position = &w->atlas->positions[w->view->position];
    writer_section(w, HANDOUT_MAIN, handout_word(WORD_POSITION_HEAD), 0);
    writer_backed(w, HANDOUT_STRONG, position->name, &position->choose);
    writer_fact(w, HANDOUT_TEXT, &position->choose);
    if (w->view->drape) {
        writer_led(w, HANDOUT_TEXT, handout_word(WORD_COVERED), &position->covered);
        writer_led(w, HANDOUT_TEXT, handout_word(WORD_EXPOSED), &position->exposed);
    }
    writer_section(w, HANDOUT_MAIN, handout_word(WORD_AVOID), 0);
    writer_fact(w, HANDOUT_BULLET, &position->avoid);
}

static const char *names_of(Writer *w, const int *structures, int count)
{
    const char *list = "";
    for (int i = 0; i < count; i++) {
        const char *name = _(w->atlas->structures[structures[i]].plain);
        list = i ? writer_say(w, "%s%s%s", list, handout_word(WORD_LIST_JOINT), name) : name;
    }
    return list;
}

static void tell_stroke(Writer *w)
{
    const AtlasStroke *stroke = &w->atlas->strokes[w->view->stroke];
    writer_section(w, HANDOUT_MAIN, handout_word(WORD_STROKE_HEAD), 0);
    writer_backed(w, HANDOUT_STRONG, stroke->name, &stroke->how);
    writer_fact(w, HANDOUT_TEXT, &stroke->how);
    if (stroke->target_count) {
        writer_backed(w, HANDOUT_TEXT,
                      writer_word(w, WORD_STROKE_REACHES, names_of(w, stroke->targets, stroke->target_count)),
                      &stroke->how);
    }
    if (stroke->cue && stroke->cue[0]) {
        writer_backed(w, HANDOUT_TEXT, writer_word(w, WORD_STROKE_ASK, stroke->cue), &stroke->how);
    }
    if (stroke->caution && stroke->caution[0]) {
        writer_section(w, HANDOUT_MAIN, handout_word(WORD_AVOID), 0);
        writer_backed(w, HANDOUT_BULLET, stroke->caution, &stroke->how);
    }
}

/* Where pain from it is often felt, and what to do about it. */
static void tell_structure(Writer *w)
{
    enum { PATTERNS = 2 };
    const PainAtlas *pain = w->atlas->pain;
    const AtlasStructure *structure = &w->atlas->structures[w->view->selected];
    writer_section(w, HANDOUT_MAIN, handout_word(WORD_STRUCTURE_HEAD), 0);
    writer_fact(w, HANDOUT_TEXT, &structure->facts[FACT_EVERYDAY]);
    PainAnswer answers[PATTERNS] = {0};
    int count = 0;
    for (int i = 0; i < pain->source_count && count < PATTERNS; i++) {
        int first = pain->sources[i].part_count ? pain->sources[i].parts[0].structure : -1;
        if (first >= 0 && strcmp(w->atlas->structures[first].base_id, structure->base_id) == 0) {
            answers[count++].source = i;
        }
    }
    handout_sources(w, WORD_STRUCTURE_PAIN, answers, count);
}

static const AtlasLayer *layer_of(const Writer *w)
{
    int layer = (int)floorf(w->view->depth), last = w->atlas->layer_count - 1;
    return &w->atlas->layers[layer < 0 ? 0 : layer > last ? last : layer];
}

static void tell_layer(Writer *w)
{
    const AtlasLayer *layer = layer_of(w);
    const AtlasFact shows = {layer->shows, layer->confidence, layer->sources, layer->source_count};
    writer_section(w, HANDOUT_MAIN, handout_word(WORD_LAYER_HEAD), 0);
    writer_fact(w, HANDOUT_TEXT, &shows);
}

/* The name of what the page is about. */
static const char *name_of(Writer *w, Topic topic)
{
    const ViewState *view = w->view;
    switch (topic) {
    case TOPIC_STROKE:
        return _(w->atlas->strokes[view->stroke].name);
    case TOPIC_STRUCTURE:
        return structure_name(w, view->selected);
    case TOPIC_POSITION:
        return position_name(w);
    case TOPIC_PAIN:
        return view->source >= 0 ? _(w->atlas->pain->sources[view->source].plain) : handout_word(WORD_SEEN_ZONES);
    default:
        return _(layer_of(w)->name);
    }
}

static void tell_looked(Writer *w, Topic topic)
{
    static const HandoutWord WORDS[] = {[TOPIC_STROKE] = WORD_LOOKED_STROKE,
                                        [TOPIC_STRUCTURE] = WORD_LOOKED_STRUCTURE,
                                        [TOPIC_POSITION] = WORD_LOOKED_POSITION,
                                        [TOPIC_LAYER] = WORD_LOOKED_LAYER};
    writer_section(w, HANDOUT_LOOKED, NULL, 0);
    if (topic == TOPIC_PAIN) {
        handout_told(w);
    } else {
        writer_para(w, HANDOUT_TEXT, writer_word(w, WORDS[topic], name_of(w, topic)));
    }
    if (w->view->stroke >= 0 && topic == TOPIC_PAIN) {
        writer_para(w, HANDOUT_TEXT, writer_word(w, WORD_LOOKED_STROKE, w->atlas->strokes[w->view->stroke].name));
    }
    if (w->view->position >= 0 && topic != TOPIC_POSITION &&
        w->atlas->positions[w->view->position].lies != LIES_UPRIGHT) {
        writer_para(w, HANDOUT_TEXT, writer_word(w, WORD_LOOKED_POSITION, position_name(w)));
    }
}

/* "Piriformis (right), seen from behind"; of who lies only what it shows. */
static const char *caption_of(Writer *w, Topic topic)
{
    const ViewState *view = w->view;
    const char *name = topic == TOPIC_POSITION ? _(w->atlas->positions[view->position].name) : name_of(w, topic);
    if (view->position >= 0 && w->atlas->positions[view->position].lies != LIES_UPRIGHT) {
        return name;
    }
    float yaw = view->camera.yaw_deg;
    HandoutWord from = fabsf(yaw) < 45    ? WORD_SEEN_FRONT
                       : fabsf(yaw) > 135 ? WORD_SEEN_BEHIND
                       : yaw < 0          ? WORD_SEEN_RIGHT
                                          : WORD_SEEN_LEFT;
    return writer_say(w, "%s%s%s", name, handout_word(WORD_LIST_JOINT), handout_word(from));
}

enum { NOTE_MOST = 6000 }; /* bytes */

static void tell_note(Writer *w, const char *note)
{
    char *clean = handout_clean(note ? note : "");
    if (strlen(clean) > NOTE_MOST) { /* more than any page holds, so that it is cut there anyway */
        size_t end = NOTE_MOST;
        while (end > 0 && ((unsigned char)clean[end] & 0xc0) == 0x80) {
            end--;
        }
        clean[end] = '\0';
    }
    writer_section(w, HANDOUT_NOTE, handout_word(WORD_NOTE), 0);
    writer_para(w, HANDOUT_TEXT, arena_string(w->arena, clean));
    free(clean);
}

static void tell(Writer *w, Topic topic)
{
    tell_looked(w, topic);
    handout_alarm(w);
    if (topic == TOPIC_PAIN) {
        handout_pain(w);
    } else if (topic == TOPIC_STROKE) {
        tell_stroke(w);
    } else if (topic == TOPIC_STRUCTURE) {
        tell_structure(w);
    } else if (topic == TOPIC_POSITION) {
        tell_position(w);
    } else {
        tell_layer(w);
    }
    if (!pain_flags(w->atlas, &w->view->told)) {
        handout_watch(w);
    }
}

static void tell_scope(Writer *w)
{
    writer_section(w, HANDOUT_BASE, handout_word(WORD_SCOPE), HANDOUT_SPARE_BASE);
    writer_joined(w, HANDOUT_TEXT, w->atlas->claims->scope, w->atlas->claims->scope_count);
}

HandoutPage *handout_page(const Atlas *atlas, const ViewState *view, const char *note, const char *date)
{
    static const HandoutWord TITLES[] = {[TOPIC_PAIN] = WORD_TITLE_PAIN,
                                         [TOPIC_STROKE] = WORD_TITLE_STROKE,
                                         [TOPIC_STRUCTURE] = WORD_TITLE_STRUCTURE,
                                         [TOPIC_POSITION] = WORD_TITLE_POSITION,
                                         [TOPIC_LAYER] = WORD_TITLE_PLAIN};
    Arena *arena = mem_alloc(1, sizeof *arena);
    HandoutPage *page = mem_alloc(1, sizeof *page);
    Writer w = {.atlas = atlas, .view = view, .page = page, .arena = arena};
    Topic topic = topic_of(atlas, view);
    page->owner = arena;
    page->title = handout_word(TITLES[topic]);
    page->date = arena_string(arena, date ? date : "");
    page->caption = caption_of(&w, topic);
    page->note_cut = handout_word(WORD_NOTE_CUT);
    tell(&w, topic);
    tell_scope(&w);
    tell_note(&w, note);
    handout_cite(&w);
    writer_end(&w);
    return page;
}

void handout_page_release(HandoutPage *page)
{
    if (page) {
        arena_release(page->owner);
        free(page->owner);
        free(page);
    }
}

static int two_digits(const char *text)
{
    return 10 * (text[0] - '0') + (text[1] - '0');
}

HipResult handout_check_date(const char *text, HipError *err)
{
    static const char FORM[] = "0000-00-00";
    static const int DAYS[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool formed = strlen(text) == sizeof FORM - 1;
    for (size_t i = 0; formed && FORM[i]; i++) {
        formed = FORM[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
    }
    int month = formed ? two_digits(text + 5) : 0, day = formed ? two_digits(text + 8) : 0;
    if (month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
        return hip_usage(err, "--date wants a day like 2026-11-22, got '%s'", text);
    }
    return HIP_OK;
}

/* quiz.c - cards and questions, out of the tables of the atlas. */
#include "hip/quiz.h"
#include "hip/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const KIND_IDS[QUIZ_KINDS] = {"name",  "find",   "layers",   "origin", "insertion",
                                                 "nerve", "stroke", "position", "variant"};

/* ---- chance, repeatable ---- */

/* SplitMix64 (Steele, Lea, Flood 2014): any seed will do. */
static uint64_t chance(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static int pick(uint64_t *state, int count)
{
    return (int)(chance(state) % (uint64_t)count);
}

/* ---- what is known of a structure ---- */

static bool holds(const int *list, int count, int value)
{
    for (int i = 0; i < count; i++) {
        if (list[i] == value) {
            return true;
        }
    }
    return false;
}

static bool is_first_side(const AtlasStructure *s)
{
    return s->side != SIDE_LEFT;
}

static bool is_bone(const AtlasStructure *s)
{
    return s->system == SYSTEM_BONE && !s->cartilage;
}

static bool stroke_works_on(const AtlasStroke *stroke, int structure)
{
    return holds(stroke->targets, stroke->target_count, structure);
}

static bool position_opens(const AtlasPosition *position, int structure)
{
    return holds(position->access, position->access_count, structure);
}

/* Whether a choice is a right answer about the card's structure. */
static bool fits(const Atlas *atlas, QuizCard card, int choice)
{
    const AtlasStructure *s = &atlas->structures[card.about];
    switch (card.kind) {
    case QUIZ_ORIGIN:
        return holds(s->origin_on, s->origin_count, choice);
    case QUIZ_INSERTION:
        return holds(s->insertion_on, s->insertion_count, choice);
    case QUIZ_NERVE:
        return holds(s->nerve_from, s->nerve_count, choice);
    case QUIZ_STROKE:
        return stroke_works_on(&atlas->strokes[choice], card.about);
    case QUIZ_POSITION:
        return position_opens(&atlas->positions[choice], card.about);
    default:
        return choice == card.about;
    }
}

/* Whether it may stand among the choices at all. */
static bool is_choice(const Atlas *atlas, QuizCard card, int choice)
{
    if (card.kind == QUIZ_STROKE || card.kind == QUIZ_POSITION || card.kind == QUIZ_VARIANT) {
        return true;
    }
    const AtlasStructure *about = &atlas->structures[card.about], *s = &atlas->structures[choice];
    bool near = abs(s->layer - about->layer) <= 4;
    switch (card.kind) {
    case QUIZ_ORIGIN:
    case QUIZ_INSERTION:
        return is_first_side(s) && choice != card.about && is_bone(s);
    case QUIZ_NERVE:
        return is_first_side(s) && s->system == SYSTEM_NERVE;
    default:
        return is_first_side(s) && s->system == about->system && near;
    }
}

static int table_count(const Atlas *atlas, QuizKind kind)
{
    switch (kind) {
    case QUIZ_STROKE:
        return atlas->stroke_count;
    case QUIZ_POSITION:
        return atlas->position_count;
    case QUIZ_VARIANT:
        return atlas->variant_count;
    default:
        return atlas->structure_count;
    }
}

/* Some right one and enough wrong ones. */
static bool can_ask(const Atlas *atlas, QuizCard card)
{
    int right = 0, wrong = 0, count = table_count(atlas, card.kind);
    for (int i = 0; i < count; i++) {
        bool fit = fits(atlas, card, i);
        right += fit;
        wrong += !fit && is_choice(atlas, card, i);
    }
    return right > 0 && (wrong >= QUIZ_CHOICES - 1 || card.kind == QUIZ_FIND);
}

/* ---- cards ---- */

static void add_card(const Atlas *atlas, QuizKind kind, int about, QuizCard *out, int *count)
{
    QuizCard card = {kind, about};
    for (int i = 0; i < *count; i++) {
        if (out[i].kind == kind && out[i].about == about) {
            return;
        }
    }
    if (*count < QUIZ_CARDS && (kind == QUIZ_LAYERS || can_ask(atlas, card))) {
        out[(*count)++] = card;
    }
}

static bool is_taught(const AtlasStructure *s)
{
    return is_first_side(s) && !s->context && s->system != SYSTEM_SKIN && s->system != SYSTEM_FAT;
}

/* Level 1: name and place of what is asked for most; 2: of all that is taught, and what begins, ends and moves; 3: also
 * what lies around, hands and courses. */
int quiz_cards(const Atlas *atlas, int level, QuizCard out[QUIZ_CARDS])
{
    static const QuizKind LOOK[] = {QUIZ_NAME, QUIZ_FIND}, ROOT[] = {QUIZ_ORIGIN, QUIZ_INSERTION, QUIZ_NERVE},
                          HAND[] = {QUIZ_STROKE, QUIZ_POSITION};
    int count = 0;
    for (int i = 0; i < atlas->asked_count; i++) {
        add_card(atlas, LOOK[0], atlas->asked[i], out, &count);
        add_card(atlas, LOOK[1], atlas->asked[i], out, &count);
    }
    for (int i = 0; i < atlas->asked_count; i++) {
        if (atlas->structures[atlas->asked[i]].system == SYSTEM_MUSCLE) {
            add_card(atlas, QUIZ_LAYERS, atlas->asked[i], out, &count);
        }
    }
    for (int s = 0; s < atlas->structure_count && level >= 2; s++) {
        const AtlasStructure *structure = &atlas->structures[s];
        for (int k = 0; k < 2 && is_taught(structure); k++) {
            add_card(atlas, LOOK[k], s, out, &count);
        }
        for (int k = 0; k < 3 && is_taught(structure) && structure->system == SYSTEM_MUSCLE; k++) {
            add_card(atlas, ROOT[k], s, out, &count);
        }
    }
    for (int s = 0; s < atlas->structure_count && level >= 3; s++) {
        const AtlasStructure *structure = &atlas->structures[s];
        bool muscle = is_first_side(structure) && structure->system == SYSTEM_MUSCLE;
        for (int k = 0; k < 2 && muscle; k++) {
            add_card(atlas, LOOK[k], s, out, &count);
            add_card(atlas, HAND[k], s, out, &count);
        }
    }
    for (int v = 0; v < atlas->variant_count && level >= 3; v++) {
        add_card(atlas, QUIZ_VARIANT, v, out, &count);
    }
    return count;
}

const char *quiz_card_id(const Atlas *atlas, QuizCard card, char out[QUIZ_ID])
{
    const char *about =
        card.kind == QUIZ_VARIANT ? atlas->variants[card.about].id : atlas->structures[card.about].base_id;
    snprintf(out, QUIZ_ID, "%s.%s", KIND_IDS[card.kind], about);
    return out;
}

/* ---- questions ---- */

static void write_ask(const Atlas *atlas, QuizCard card, char *out, size_t size)
{
    static const char *const ASKS[QUIZ_KINDS] = {
        [QUIZ_NAME] = "What is this?",
        [QUIZ_FIND] = "Show on the body: %s",
        [QUIZ_LAYERS] = "From the skin inwards: which comes first, second, third, last?",
        [QUIZ_ORIGIN] = "Where does this muscle begin: %s?",
        [QUIZ_INSERTION] = "Where does this muscle end: %s?",
        [QUIZ_NERVE] = "Which nerve moves it: %s?",
        [QUIZ_STROKE] = "Which stroke works on it: %s?",
        [QUIZ_POSITION] = "Which position lays it open to the hands: %s?",
        [QUIZ_VARIANT] = "Which course of the sciatic nerve is shown here?",
    };
    const char *ask = _(ASKS[card.kind]), *name = strstr(ask, "%s");
    if (name) {
        snprintf(out, size, "%.*s%s%s", (int)(name - ask), ask, _(atlas->structures[card.about].name_en), name + 2);
    } else {
        snprintf(out, size, "%s", ask);
    }
}

/* One that `wanted` holds for and that is not taken yet; -1 none. */
static int draw_one(const Atlas *atlas, const QuizQuestion *q, bool right, uint64_t *state)
{
    int count = table_count(atlas, q->card.kind), found = -1, seen = 0;
    for (int i = 0; i < count; i++) {
        bool fit = fits(atlas, q->card, i);
        bool usable = fit == right && (fit || is_choice(atlas, q->card, i)) && !holds(q->choices, q->choice_count, i);
        if (usable && pick(state, ++seen) == 0) { /* each with the same chance */
            found = i;
        }
    }
    return found;
}

static void swap(int *a, int *b)
{
    int keep = *a;
    *a = *b;
    *b = keep;
}

static bool ask_choice(const Atlas *atlas, uint64_t *state, QuizQuestion *q)
{
    for (int i = 0; i < QUIZ_CHOICES; i++) {
        int one = draw_one(atlas, q, i == 0, state);
        if (one < 0) {
            return false;
        }
        q->choices[q->choice_count++] = one;
    }
    q->right = pick(state, QUIZ_CHOICES);
    swap(&q->choices[0], &q->choices[q->right]);
    return true;
}

/* The card's muscle and three others, each of a layer of its own. */
static bool ask_layers(const Atlas *atlas, uint64_t *state, QuizQuestion *q)
{
    q->choices[q->choice_count++] = q->card.about;
    while (q->choice_count < QUIZ_CHOICES) {
        int found = -1, seen = 0;
        for (int i = 0; i < atlas->structure_count; i++) {
            const AtlasStructure *s = &atlas->structures[i];
            bool fresh = is_first_side(s) && !s->context && s->system != SYSTEM_VESSEL;
            for (int k = 0; k < q->choice_count; k++) {
                fresh = fresh && atlas->structures[q->choices[k]].layer != s->layer;
            }
            if (fresh && pick(state, ++seen) == 0) {
                found = i;
            }
        }
        if (found < 0) {
            return false;
        }
        q->choices[q->choice_count++] = found;
    }
    for (int i = QUIZ_CHOICES - 1; i > 0; i--) {
        swap(&q->choices[i], &q->choices[pick(state, i + 1)]);
    }
    for (int i = 0; i < QUIZ_CHOICES; i++) {
        for (int k = 0; k < QUIZ_CHOICES; k++) {
            q->rank[i] += atlas->structures[q->choices[k]].layer < atlas->structures[q->choices[i]].layer;
        }
    }
    q->right = -1;
    return true;
}

bool quiz_question(const Atlas *atlas, QuizCard card, uint64_t seed, QuizQuestion *out)
{
    QuizQuestion q = {.card = card, .right = -1};
    uint64_t state = seed;
    write_ask(atlas, card, q.ask, sizeof q.ask);
    bool good = card.kind == QUIZ_FIND     ? can_ask(atlas, card)
                : card.kind == QUIZ_LAYERS ? ask_layers(atlas, &state, &q)
                                           : ask_choice(atlas, &state, &q);
    if (good) {
        *out = q;
    }
    return good;
}

const char *quiz_choice(const Atlas *atlas, const QuizQuestion *question, int choice, char *out, size_t size)
{
    int row = question->choices[choice];
    switch (question->card.kind) {
    case QUIZ_STROKE:
        snprintf(out, size, "%s", _(atlas->strokes[row].name));
        break;
    case QUIZ_POSITION:
        snprintf(out, size, "%s", _(atlas->positions[row].name));
        break;
    case QUIZ_VARIANT:
        snprintf(out, size, "%s: %s", atlas->variants[row].id, _(atlas->variants[row].name));
        break;
    default:
        snprintf(out, size, "%s", _(atlas->structures[row].name_en));
    }
    return out;
}

bool quiz_right(const Atlas *atlas, const QuizQuestion *question, const int *answer)
{
    const QuizCard card = question->card;
    if (card.kind == QUIZ_FIND) {
        return answer[0] == card.about || (answer[0] >= 0 && answer[0] == atlas->structures[card.about].twin);
    }
    if (card.kind != QUIZ_LAYERS) {
        return answer[0] == question->right;
    }
    for (int i = 0; i < QUIZ_CHOICES; i++) {
        if (question->rank[answer[i]] != i) {
            return false;
        }
    }
    return true;
}

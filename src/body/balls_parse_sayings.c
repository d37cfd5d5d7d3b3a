/* The statements about structures of any file: how deep each lies, which bones it goes with. */
#include "balls_parse.h"
#include "hip/mem.h"
#include <stdio.h>
#include <string.h>

enum { MOST_LAYER = 10 };

/* Index of the first id after the word that ends in ':', or 0. */
static int ids_begin(const Reader *r)
{
    for (int i = 1; i < r->word_count; i++) {
        char *last = &r->words[i][strlen(r->words[i]) - 1];
        if (*last == ':') {
            *last = 0;
            return i + 1 < r->word_count ? i + 1 : 0;
        }
    }
    return 0;
}

static void add_sayings(Reader *r, int first, const BallSaying *what)
{
    BallTable *t = r->table;
    for (int i = first; i < r->word_count; i++) {
        if (name_is_good(r, r->words[i])) {
            t->sayings = mem_grow(t->sayings, &t->saying_capacity, t->saying_count + 1, sizeof *t->sayings);
            BallSaying *saying = &t->sayings[t->saying_count++];
            *saying = *what;
            saying->file = r->file;
            saying->line = r->line;
            snprintf(saying->id, sizeof saying->id, "%s", r->words[i]);
        }
    }
}

/* layer N: ID ... */
void say_layer(Reader *r)
{
    BallSaying what = {0};
    int first = ids_begin(r);
    if (first != 2) {
        MISTAKE(r, "a layer is written: layer N: ID ID ...");
    } else if (read_count(r, r->words[1], 0, MOST_LAYER, "layer", &what.layer)) {
        add_sayings(r, first, &what);
    }
}

static bool add_bone(Reader *r, const char *word, BallMoves *moves)
{
    static const char *const BONES[] = {"pelvis", "thigh", "spine"};
    bool both = strcmp(word, "thighs") == 0;
    uint8_t bone = 0;
    while (bone < 3 && strcmp(both ? "thigh" : word, BONES[bone]) != 0) {
        bone++;
    }
    if (bone == 3) {
        MISTAKE(r, "there is no bone '%.40s' to move with: pelvis, thigh, thighs or spine", word);
        return false;
    }
    if (moves->count == 3 || memchr(moves->bones, bone, moves->count)) {
        MISTAKE(r, "a bone is named twice");
        return false;
    }
    moves->bones[moves->count++] = bone;
    moves->both_thighs |= both;
    return true;
}

/* moves [near] BONE [BONE [BONE]]: ID ... */
void say_moves(Reader *r)
{
    BallSaying what = {.layer = -1};
    int first = ids_begin(r);
    if (first < 2) {
        MISTAKE(r, "how something moves is written: moves [near] BONE ...: ID ID ...");
        return;
    }
    what.moves.near = strcmp(r->words[1], "near") == 0;
    for (int i = what.moves.near ? 2 : 1; i < first; i++) {
        if (!add_bone(r, r->words[i], &what.moves)) {
            return;
        }
    }
    if (what.moves.count == 0 || (what.moves.both_thighs && !what.moves.near)) {
        MISTAKE(r, what.moves.count ? "only what moves 'near' bones goes with both thighs" : "no bone is named");
        return;
    }
    add_sayings(r, first, &what);
}

void balls_apply_sayings(BallTable *table, Problems *problems)
{
    for (size_t i = 0; i < table->saying_count; i++) {
        const BallSaying *saying = &table->sayings[i];
        bool found = false, twice = false;
        for (size_t k = 0; k < table->count; k++) {
            BallStructure *s = &table->items[k];
            if (strcmp(s->id, saying->id) != 0) {
                continue;
            }
            found = true;
            if (saying->layer >= 0) {
                twice |= s->layer >= 0;
                s->layer = saying->layer;
            } else {
                twice |= s->moves.count > 0;
                s->moves = saying->moves;
            }
        }
        if (!found || twice) {
            problems_add(problems, saying->file, saying->line,
                         found ? "that of '%s' is said twice" : "no table holds a structure '%s'", saying->id);
        }
    }
}

/* goes BONE: what follows, balls and rows of a sheet, goes with this bone of the figure. */
void say_goes(Reader *r)
{
    static const struct {
        const char *word;
        uint8_t bone;
    } BONES[] = {
        {"pelvis", MESH_PELVIS},
        {"thigh", MESH_RIGHT_THIGH},
        {"spine", MESH_SPINE},
        {"head", MESH_HEAD},
        {"shank", MESH_RIGHT_SHANK},
        {"foot", MESH_RIGHT_FOOT},
        {"upper_arm", MESH_RIGHT_UPPER_ARM},
        {"forearm", MESH_RIGHT_FOREARM},
        {"hand", MESH_RIGHT_HAND},
    };
    for (size_t i = 0; i < sizeof BONES / sizeof *BONES && r->word_count == 2; i++) {
        if (strcmp(r->words[1], BONES[i].word) == 0) {
            r->now->next.bone = BONES[i].bone;
            return;
        }
    }
    MISTAKE(r, "'goes' takes one of: pelvis thigh spine head shank foot upper_arm forearm hand");
}

/* soft MM: creases at what follows are rounded so much. grows MM: in the second build it is so much thicker. */
void say_soft(Reader *r)
{
    bool grows = r->words[0][0] == 'g';
    int mm;
    if (r->word_count != 2) {
        MISTAKE(r, "'%s' takes 1 number", r->words[0]);
    } else if (read_count(r, r->words[1], grows ? -20 : 0, 20, r->words[0], &mm)) {
        r->now->next.soft = grows ? r->now->next.soft : (uint8_t)mm;
        r->now->next.grows = grows ? (int8_t)mm : r->now->next.grows;
    }
}

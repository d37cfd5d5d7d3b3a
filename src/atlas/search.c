/* Type-to-find. Each name of a structure is a phrase of folded words; every word that was typed must fit one
 * of them, in any order: whole, as its beginning, inside it, or with a typing slip (optimal string alignment,
 * Damerau 1964). */
#include "atlas_private.h"
#include "hip/words.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 12, MOST_LETTERS = 32 };

static const char *const COMMON[SYSTEM_COUNT] = {
    [SYSTEM_SKIN] = "skin",   [SYSTEM_FAT] = "fat",       [SYSTEM_FASCIA] = "fascia",     [SYSTEM_MUSCLE] = "muscle",
    [SYSTEM_NERVE] = "nerve", [SYSTEM_VESSEL] = "artery", [SYSTEM_LIGAMENT] = "ligament", [SYSTEM_BONE] = "bone",
};

/* Splits folded text in place. */
static int split(char *text, const char **words, int most)
{
    int n = 0;
    char *rest = NULL;
    for (char *w = strtok_r(text, " ", &rest); w && n < most; w = strtok_r(NULL, " ", &rest)) {
        words[n++] = w;
    }
    return n;
}

static void add_phrase(AtlasBuilder *b, int structure, const char *text, float weight)
{
    AtlasOwner *owner = b->atlas.owner;
    if (!text) {
        return;
    }
    char folded[256];
    atlas_fold(text, folded, sizeof folded);
    AtlasPhrase *phrase = &owner->phrases[owner->phrase_count++];
    phrase->structure = structure;
    phrase->shown = text;
    phrase->weight = weight;
    phrase->words = atlas_array(b, MOST_WORDS, sizeof *phrase->words);
    phrase->word_count = split(arena_string(b->arena, folded), phrase->words, MOST_WORDS);
}

void atlas_index_names(AtlasBuilder *b)
{
    AtlasOwner *owner = b->atlas.owner;
    size_t most = 0;
    for (int i = 0; i < b->atlas.structure_count; i++) {
        most += 4 + (size_t)b->structures[i].synonym_count;
    }
    owner->phrases = atlas_array(b, most, sizeof *owner->phrases);
    for (int i = 0; i < b->atlas.structure_count; i++) {
        const AtlasStructure *s = &b->structures[i];
        if (s->side == SIDE_LEFT) {
            continue;
        }
        float taught = s->context ? 0.97f : 1.0f;
        add_phrase(b, i, s->name_en, taught);
        add_phrase(b, i, s->name_la, 0.97f * taught);
        add_phrase(b, i, s->base_id, 0.95f * taught);
        if (s->plain != s->name_en) {
            add_phrase(b, i, s->plain, 0.96f * taught);
        }
        for (int k = 0; k < s->synonym_count; k++) {
            add_phrase(b, i, s->synonyms[k], 0.96f * taught);
        }
    }
}

static int least3(int a, int b, int c)
{
    int m = a < b ? a : b;
    return m < c ? m : c;
}

/* Slips between the typed word and the whole word, or its best beginning of any length when `begin`. */
static int slips(const char *typed, const char *word, bool begin)
{
    int n = (int)strlen(typed), m = (int)strlen(word);
    if (n > MOST_LETTERS || m > MOST_LETTERS) {
        return MOST_LETTERS;
    }
    int rows[3][MOST_LETTERS + 1];
    int *before = rows[0], *last = rows[1], *row = rows[2];
    for (int j = 0; j <= m; j++) {
        last[j] = j;
        before[j] = 0;
    }
    for (int i = 1; i <= n; i++) {
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int cost = typed[i - 1] != word[j - 1];
            row[j] = least3(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
            if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1] &&
                before[j - 2] + 1 < row[j]) {
                row[j] = before[j - 2] + 1;
            }
        }
        int *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    int best = last[m];
    for (int j = n > 2 ? n - 2 : 0; begin && j <= m; j++) {
        best = last[j] < best ? last[j] : best;
    }
    return best;
}

int atlas_slips(const char *typed, const char *word)
{
    return slips(typed, word, false);
}

static float word_score(const char *typed, const char *word)
{
    size_t n = strlen(typed), m = strlen(word);
    float share = m ? (float)n / (float)m : 0;
    if (n == m && memcmp(typed, word, n) == 0) {
        return 1.0f;
    }
    if (n < m && memcmp(typed, word, n) == 0) {
        return 0.78f + 0.17f * share;
    }
    if (n >= 2 && strstr(word, typed)) {
        return 0.52f + 0.1f * share;
    }
    int allowed = n >= 7 ? 2 : n >= 4 ? 1 : 0;
    if (allowed == 0 || typed[0] < 'a') {
        return 0; /* figures such as l4 are never slips of one another */
    }
    int whole = slips(typed, word, false);
    if (whole <= allowed) {
        return 0.5f - 0.08f * (float)whole;
    }
    int begin = slips(typed, word, true);
    return begin <= allowed ? 0.42f - 0.08f * (float)begin : 0;
}

static float phrase_score(const AtlasPhrase *phrase, const char *common, const char *const *typed, int count)
{
    float sum = 0;
    int used = 0;
    unsigned taken = 0;
    for (int i = 0; i < count; i++) {
        float best = 0;
        int at = -1;
        for (int k = 0; k < phrase->word_count; k++) {
            float score = taken & 1u << k ? 0 : word_score(typed[i], phrase->words[k]);
            if (score > best) {
                best = score;
                at = k;
            }
        }
        float kind = 0.6f * word_score(typed[i], common);
        if (at < 0 && kind <= 0) {
            return 0;
        }
        if (at >= 0) {
            taken |= 1u << at;
            used++;
            best += at == i ? 0.01f : 0; /* in its place */
        }
        sum += best > kind ? best : kind;
    }
    float cover = phrase->word_count ? (float)used / (float)phrase->word_count : 0;
    return phrase->weight * sum / (float)count * (0.94f + 0.06f * cover);
}

/* The better of the English name and that in the language that is set; *shown: which. */
static float best_score(const AtlasPhrase *phrase, const char *common, const char *const *typed, int count,
                        const char **shown)
{
    float score = phrase_score(phrase, common, typed, count);
    const char *own = words(phrase->shown), *own_words[MOST_WORDS];
    *shown = phrase->shown;
    if (own == phrase->shown) {
        return score;
    }
    char folded[256];
    atlas_fold(own, folded, sizeof folded);
    AtlasPhrase other = {.weight = phrase->weight, .words = own_words};
    other.word_count = split(folded, own_words, MOST_WORDS);
    float own_score = phrase_score(&other, common, typed, count);
    *shown = own_score > score ? own : phrase->shown;
    return fmaxf(score, own_score);
}

/* "left piriformis": the word of the side chooses the side. Returns how many words stay. */
static int take_side(const char **typed, int count, Side *side)
{
    int kept = 0;
    for (int i = 0; i < count; i++) {
        bool right = strcmp(typed[i], "right") == 0, left = strcmp(typed[i], "left") == 0;
        if (count > 1 && (right || left)) {
            *side = left ? SIDE_LEFT : SIDE_RIGHT;
        } else {
            typed[kept++] = typed[i];
        }
    }
    return kept;
}

static int by_score(const void *a, const void *b)
{
    const AtlasHit *x = a, *y = b;
    if (x->score != y->score) {
        return x->score < y->score ? 1 : -1;
    }
    return x->structure - y->structure;
}

int atlas_search(const Atlas *atlas, const char *text, Side side, AtlasHit *out, int most)
{
    const AtlasOwner *owner = atlas->owner;
    char folded[256];
    const char *typed[MOST_WORDS] = {0};
    atlas_fold(text, folded, sizeof folded);
    int count = take_side(typed, split(folded, typed, MOST_WORDS), &side);
    if (count == 0 || most <= 0) {
        return 0;
    }
    AtlasHit *hits = mem_alloc((size_t)atlas->structure_count, sizeof *hits);
    int found = 0;
    for (int i = 0; i < owner->phrase_count; i++) {
        const AtlasPhrase *phrase = &owner->phrases[i];
        const AtlasStructure *s = &atlas->structures[phrase->structure];
        const char *shown;
        float score = best_score(phrase, COMMON[s->system], typed, count, &shown);
        if (score <= 0) {
            continue;
        }
        int structure = side == SIDE_LEFT && s->twin >= 0 ? s->twin : phrase->structure;
        if (found == 0 || hits[found - 1].structure != structure) { /* the phrases of one stand together */
            hits[found++] = (AtlasHit){.structure = structure};
        }
        if (score > hits[found - 1].score) {
            hits[found - 1].score = score;
            hits[found - 1].matched = shown;
        }
    }
    qsort(hits, (size_t)found, sizeof *hits, by_score);
    found = found < most ? found : most;
    memcpy(out, hits, (size_t)found * sizeof *hits);
    free(hits);
    return found;
}

#include "mesh_recognise.h"
#include "hip/mem.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A name is reduced to its words: lower case, no accents, no punctuation, no words that say nothing, sorted.
 * Two names mean the same when the words are the same; the side is taken out and kept apart. */
enum { MOST_WORDS = 16, WORD_SIZE = 32, KEY_SIZE = 192 };

typedef struct Words {
    char word[MOST_WORDS][WORD_SIZE];
    int count;
    char side;     /* 'r', 'l', 0 none, '?' both */
    bool too_many; /* no structure has so long a name */
} Words;

typedef struct KeyRow {
    char key[KEY_SIZE];
    int entry;
    int rank; /* 0 a name, 1 a name without general words, 2 a synonym, 3 a synonym without general words */
    bool latin;
} KeyRow;

struct Recogniser {
    const Catalogue *catalogue;
    KeyRow *rows; /* sorted by key, then entry */
    size_t count;
};

typedef struct WordPair {
    const char *from, *to; /* "": the word says nothing */
} WordPair;

/* What a structure is rather than which one. */
static const char *const GENERAL_WORDS[] = {
    "muscle", "muscles", "musculus",       "musculi",         "musc", "m", "bone",
    "os",     "ossis",   "intervertebral", "intervertebralis"};

static const WordPair SAME_WORDS[] = {
    {"of", ""},
    {"the", ""},
    {"and", ""},
    {"et", ""},
    {"mesh", ""},
    {"node", ""},
    {"obj", ""},
    {"object", ""},
    {"geo", ""},
    {"geom", ""},
    {"geometry", ""},
    {"shape", ""},
    {"model", ""},
    {"group", ""},
    {"grp", ""},
    {"default", ""},
    {"solid", ""},
    {"stl", ""},
    {"ply", ""},
    {"glb", ""},
    {"low", ""},
    {"lowpoly", ""},
    {"side", ""},
    {"copy", ""},
    {"instance", ""},
    {"lod0", ""},
    {"disk", "disc"},
    {"disks", "disc"},
    {"discs", "disc"},
    {"discus", "disc"},
    {"glutaeus", "gluteus"},
    {"first", "1"},
    {"second", "2"},
    {"third", "3"},
    {"fourth", "4"},
    {"fifth", "5"},
    {"i", "1"},
    {"ii", "2"},
    {"iii", "3"},
    {"iv", "4"},
    {"v", "5"},
    {"1st", "1"},
    {"2nd", "2"},
    {"3rd", "3"},
    {"4th", "4"},
    {"5th", "5"},
};

static const WordPair SIDE_WORDS[] = {
    {"right", "r"},    {"r", "r"},         {"rt", "r"},      {"rgt", "r"},      {"dexter", "r"},   {"dextra", "r"},
    {"dextrum", "r"},  {"dextri", "r"},    {"dextrae", "r"}, {"dext", "r"},     {"dx", "r"},       {"left", "l"},
    {"l", "l"},        {"lt", "l"},        {"lft", "l"},     {"sinister", "l"}, {"sinistra", "l"}, {"sinistrum", "l"},
    {"sinistri", "l"}, {"sinistrae", "l"}, {"sin", "l"},     {"sx", "l"},
};

static const char *look_up(const WordPair *pairs, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(pairs[i].from, word) == 0) {
            return pairs[i].to;
        }
    }
    return NULL;
}

/* The base letter of the accented ones of Latin-1 (as UTF-8, lead byte 0xc3), else 0. */
static char base_letter(unsigned char second)
{
    static const char LETTERS[] = "aaaaaaaceeeeiiiidnooooo ouuuuy saaaaaaaceeeeiiiidnooooo ouuuuy y";
    return second >= 0x80 && second <= 0xbf ? LETTERS[second - 0x80] : 0;
}

static bool all_digits(const char *word)
{
    return *word && strspn(word, "0123456789") == strlen(word);
}

/* Numbers that catalogues and exporters add: FJ138, BP62752, FMA22325, TA3617; 001. */
static bool is_catalogue_number(const char *word)
{
    static const char *const PREFIXES[] = {"fj", "bp", "fma", "ta", "ta2", "a"};
    size_t length = strlen(word);
    if (all_digits(word)) {
        return length >= 3;
    }
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++) {
        size_t n = strlen(PREFIXES[i]);
        if (length > n + (n > 1 ? 0 : 3) && strncmp(word, PREFIXES[i], n) == 0 && all_digits(word + n)) {
            return true;
        }
    }
    return false;
}

static void add_plain(Words *words, const char *word)
{
    if (words->count == MOST_WORDS) {
        words->too_many = true;
        return;
    }
    snprintf(words->word[words->count++], WORD_SIZE, "%s", word);
}

static void add_word(Words *words, char *word)
{
    const char *side = look_up(SIDE_WORDS, sizeof SIDE_WORDS / sizeof *SIDE_WORDS, word);
    if (side) {
        words->side = words->side && words->side != *side ? '?' : *side;
        return;
    }
    if (is_catalogue_number(word)) {
        return;
    }
    /* "piriformis001": the digits are the exporter's. */
    size_t length = strlen(word), letters = length;
    while (letters > 0 && isdigit((unsigned char)word[letters - 1])) {
        letters--;
    }
    if (letters >= 4 && length - letters >= 2) {
        word[letters] = '\0';
    }
    const char *same = look_up(SAME_WORDS, sizeof SAME_WORDS / sizeof *SAME_WORDS, word);
    if (same && !*same) {
        return;
    }
    if (!same && (word[0] == 'l' || word[0] == 's') && length == 2 && word[1] >= '1' && word[1] <= '5') {
        add_plain(words, word[0] == 'l' ? "lumbar" : "sacral"); /* L3 is the third lumbar one */
        same = word + 1;
    }
    if (same && strcmp(same, "lumbalis") == 0) {
        same = "lumbar";
    }
    add_plain(words, same ? same : word);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

static Words split_words(const char *name)
{
    Words words = {0};
    char word[WORD_SIZE];
    size_t length = 0;
    bool lower_before = false;
    for (const unsigned char *c = (const unsigned char *)name;; c++) {
        char letter = 0;
        bool upper = false;
        if (*c == 0xc3 && base_letter(c[1])) {
            letter = base_letter(*++c);
        } else if (*c < 0x80 && isalnum(*c)) {
            upper = isupper(*c) != 0;
            letter = (char)tolower(*c);
        }
        /* PiriformisR, rightFemur, RFemur (the last capital of several begins the next word) */
        bool begins = upper && (lower_before || (length == 1 && islower(c[1])));
        if (length && (!letter || letter == ' ' || begins)) {
            word[length] = '\0';
            add_word(&words, word);
            length = 0;
        }
        if (*c == '\0' || words.too_many) { /* hostile names may be as long as a file */
            break;
        }
        if (letter && letter != ' ' && length + 1 < sizeof word) {
            word[length++] = letter;
        }
        lower_before = letter && letter != ' ' && !upper && !isdigit((unsigned char)letter);
    }
    if (words.count) {
        qsort(words.word, (size_t)words.count, WORD_SIZE, by_text);
    }
    return words;
}

static bool is_general(const char *word)
{
    for (size_t i = 0; i < sizeof GENERAL_WORDS / sizeof *GENERAL_WORDS; i++) {
        if (strcmp(GENERAL_WORDS[i], word) == 0) {
            return true;
        }
    }
    return false;
}

/* False when no word is left, or when without the general ones (`shorter`) the key is the same. */
static bool make_key(const Words *words, bool shorter, char key[KEY_SIZE])
{
    size_t length = 0;
    bool left_out = false;
    key[0] = '\0';
    for (int i = 0; i < words->count && !words->too_many; i++) {
        if (shorter && is_general(words->word[i])) {
            left_out = true;
            continue;
        }
        int n = snprintf(key + length, KEY_SIZE - length, "%s%s", length ? " " : "", words->word[i]);
        if (n < 0 || (size_t)n >= KEY_SIZE - length) {
            return false;
        }
        length += (size_t)n;
    }
    return length > 0 && !words->too_many && (left_out || !shorter);
}

static int by_key(const void *a, const void *b)
{
    const KeyRow *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : x->entry < y->entry ? -1 : x->entry > y->entry;
}

static void add_name(Recogniser *r, size_t *capacity, size_t entry, size_t name)
{
    Words words = split_words(r->catalogue->entries[entry].names[name]);
    for (int shorter = 0; shorter < 2; shorter++) {
        KeyRow row = {.entry = (int)entry, .latin = name == 1, .rank = (name < 2 ? 0 : 2) + shorter};
        if (make_key(&words, shorter, row.key)) {
            r->rows = mem_grow(r->rows, capacity, r->count + 1, sizeof *r->rows);
            r->rows[r->count++] = row;
        }
    }
}

Recogniser *recogniser_create(const Catalogue *catalogue)
{
    Recogniser *r = mem_alloc(1, sizeof *r);
    r->catalogue = catalogue;
    size_t capacity = 0;
    for (size_t e = 0; e < catalogue->count; e++) {
        for (size_t n = 0; catalogue->entries[e].names && catalogue->entries[e].names[n]; n++) {
            add_name(r, &capacity, e, n);
        }
    }
    if (r->count) {
        qsort(r->rows, r->count, sizeof *r->rows, by_key);
    }
    return r;
}

void recogniser_release(Recogniser *recogniser)
{
    if (recogniser) {
        free(recogniser->rows);
        free(recogniser);
    }
}

static const Recognised UNKNOWN = {-1, -1, ""};

/* "FMA22340", "FMA 22340", "fma_22340", or a name that is nothing but a number. 0: none. */
static int find_fma(const char *name)
{
    if (all_digits(name) && strlen(name) >= 4 && strlen(name) <= 7) {
        return (int)strtol(name, NULL, 10);
    }
    for (const char *c = name; (c = strpbrk(c, "fF")); c++) {
        if (tolower((unsigned char)c[1]) != 'm' || tolower((unsigned char)c[2]) != 'a') {
            continue;
        }
        const char *digits = c + 3 + strspn(c + 3, " _-:.#");
        size_t length = strspn(digits, "0123456789");
        if (length >= 1 && length <= 7) {
            return (int)strtol(digits, NULL, 10); /* at most seven of them */
        }
    }
    return 0;
}

/* The entry of a family (same key, or same number without side) for the side the name gives. */
typedef struct Family {
    int side_entry[3]; /* 'r', 'l', 'm' */
    bool latin, ambiguous;
} Family;

static void family_add(Family *family, const Catalogue *catalogue, int entry)
{
    char side = catalogue->entries[entry].side;
    int at = side == 'r' ? 0 : side == 'l' ? 1 : 2;
    family->ambiguous = family->ambiguous || (family->side_entry[at] >= 0 && family->side_entry[at] != entry);
    family->side_entry[at] = entry;
}

static Recognised family_pick(const Family *family, char side, const char *how)
{
    if (family->ambiguous) {
        return UNKNOWN; /* "hamstring" is several */
    }
    if (side == 'r' || side == 'l') {
        return (Recognised){family->side_entry[side == 'l'], -1, how};
    }
    if (side == 0 && family->side_entry[2] >= 0) {
        return (Recognised){family->side_entry[2], -1, how};
    }
    if (side == 0 && family->side_entry[0] >= 0 && family->side_entry[1] >= 0) {
        return (Recognised){family->side_entry[0], family->side_entry[1], how};
    }
    return UNKNOWN;
}

static Recognised by_number(const Recogniser *r, int fma, char side)
{
    Family any = {{-1, -1, -1}, false, false};
    for (size_t e = 0; e < r->catalogue->count; e++) {
        if (r->catalogue->entries[e].fma == fma) {
            return (Recognised){(int)e, -1, "fma"};
        }
        if (r->catalogue->entries[e].fma_any == fma) {
            family_add(&any, r->catalogue, (int)e);
        }
    }
    return family_pick(&any, side, "fma");
}

/* First row with this key, in the sorted table. */
static size_t find_key(const Recogniser *r, const char *key)
{
    size_t lo = 0, hi = r->count;
    while (lo < hi) {
        size_t middle = (lo + hi) / 2;
        if (strcmp(r->rows[middle].key, key) < 0) {
            lo = middle + 1;
        } else {
            hi = middle;
        }
    }
    return lo;
}

/* The entries with this key that rank best: a structure's own name says more than another's synonym. */
static bool find_family(const Recogniser *r, const char *key, Family *out)
{
    size_t first = find_key(r, key);
    int best = 4;
    for (size_t i = first; i < r->count && strcmp(r->rows[i].key, key) == 0; i++) {
        best = r->rows[i].rank < best ? r->rows[i].rank : best;
    }
    *out = (Family){{-1, -1, -1}, true, false};
    for (size_t i = first; i < r->count && strcmp(r->rows[i].key, key) == 0; i++) {
        if (r->rows[i].rank == best) {
            family_add(out, r->catalogue, r->rows[i].entry);
            out->latin = out->latin && r->rows[i].latin;
        }
    }
    return best < 4;
}

static Recognised by_words(const Recogniser *r, const Words *words)
{
    for (int shorter = 0; shorter < 2; shorter++) {
        char key[KEY_SIZE];
        Family family;
        if (make_key(words, shorter, key) && find_family(r, key, &family)) {
            return family_pick(&family, words->side, family.latin ? "latin" : "english");
        }
    }
    return UNKNOWN;
}

/* The atlas's own name, as `hip-atlas body` writes it. */
static Recognised by_id(const Recogniser *r, const char *name)
{
    for (size_t e = 0; e < r->catalogue->count; e++) {
        if (strcmp(r->catalogue->entries[e].id, name) == 0) {
            return (Recognised){(int)e, -1, "id"};
        }
    }
    return UNKNOWN;
}

static Recognised recognise_one(const Recogniser *r, const char *name)
{
    Words words = split_words(name);
    int fma = find_fma(name);
    Recognised found = by_id(r, name);
    if (found.entry < 0 && fma > 0) {
        found = by_number(r, fma, words.side);
    }
    if (found.entry < 0) {
        found = by_words(r, &words);
    }
    /* "Muscles|Gluteal:piriformis_r": the last step of a path often is the name */
    const char *last = name + strcspn(name, "|:/");
    while (found.entry < 0 && *last) {
        name = last + 1;
        last = name + strcspn(name, "|:/");
        words = split_words(name);
        found = by_words(r, &words);
    }
    if (found.entry < 0) {
        found = UNKNOWN;
    }
    return found;
}

Recognised recognise(const Recogniser *recogniser, const char *const *names, size_t name_count)
{
    Recognised best = UNKNOWN;
    for (size_t i = 0; i < name_count; i++) {
        if (!names[i] || !names[i][0]) {
            continue;
        }
        Recognised found = recognise_one(recogniser, names[i]);
        if (found.entry >= 0 && found.other_side < 0) {
            return found;
        }
        if (found.entry >= 0 && best.entry < 0) {
            best = found;
        }
    }
    return best;
}

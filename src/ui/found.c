/* found.c - what typing finds beside structures: areas of the skin, positions of the client, strokes, tools, acts. */
#include "found.h"
#include "hip/claims.h"
#include "hip/words.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

bool found_word_starts(const char *text, const char *typed)
{
    size_t n = strlen(typed);
    for (const char *at = text; text && *at; at++) {
        bool start = at == text || !isalnum((unsigned char)at[-1]);
        if (start && strncasecmp(at, typed, n) == 0) {
            return true;
        }
    }
    return false;
}

/* Every word that was typed begins one of the name or of the id: "side lying" is "Side-lying", "lying left" too. */
static bool answers(const char *name, const char *id, const char *typed)
{
    char words[256];
    bool any = false;
    snprintf(words, sizeof words, "%s", typed);
    for (char *save = NULL, *word = strtok_r(words, " -", &save); word; word = strtok_r(NULL, " -", &save)) {
        if (!found_word_starts(name, word) && !found_word_starts(_(name), word) && !found_word_starts(id, word)) {
            return false;
        }
        any = true;
    }
    return any;
}

static int add(Found *out, int count, int most, FoundKind kind, int index)
{
    if (count < most) {
        out[count++] = (Found){.kind = kind, .index = index};
    }
    return count;
}

/* Identifiers mean one thing: "S1" is not the beginning of ten others. */
static bool is_id(const char *id, const char *typed)
{
    return strcasecmp(id, typed) == 0;
}

int found_massage(const Atlas *atlas, const char *typed, Found *out, int most)
{
    int count = 0;
    if (strlen(typed) < 2) {
        return 0;
    }
    for (int i = 0; i < atlas->stroke_count; i++) {
        if (is_id(atlas->strokes[i].id, typed)) {
            return add(out, 0, most, FOUND_STROKE, i);
        }
    }
    for (int i = 0; i < atlas->position_count; i++) {
        const AtlasPosition *p = &atlas->positions[i];
        count = answers(p->name, p->id, typed) || answers(p->plain, "", typed)
                    ? add(out, count, most, FOUND_POSITION, i)
                    : count;
    }
    for (int i = 0; i < atlas->tool_count; i++) {
        const AtlasTool *t = &atlas->tools[i];
        count = answers(t->name, t->id, typed) ? add(out, count, most, FOUND_TOOL, i) : count;
    }
    for (int i = 0; i < atlas->stroke_count; i++) {
        count = answers(atlas->strokes[i].name, "", typed) || answers(atlas->strokes[i].plain, "", typed)
                    ? add(out, count, most, FOUND_STROKE, i)
                    : count;
    }
    return count;
}

enum { WORDS_MOST = 12, WORD_MOST = 32 };

typedef struct Words {
    char text[WORDS_MOST][WORD_MOST];
    int count;
    bool pain; /* it was spoken of */
} Words;

static bool is_among(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(word, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What names a place: without small words and without those for pain. */
static void read_words(const char *text, Words *out)
{
    static const char *const SMALL[] = {"a", "and", "at", "i", "in", "is", "it", "me", "my", "of", "on", "the", "to"};
    static const char *const PAIN[] = {"ache",  "aches", "aching",  "hurt",  "hurting",
                                       "hurts", "pain",  "painful", "pains", "sore"};
    char line[256];
    *out = (Words){0};
    snprintf(line, sizeof line, "%s", text);
    for (char *save = NULL, *word = strtok_r(line, " -,", &save); word; word = strtok_r(NULL, " -,", &save)) {
        bool pain = is_among(word, PAIN, sizeof PAIN / sizeof *PAIN);
        out->pain |= pain;
        if (!pain && !is_among(word, SMALL, sizeof SMALL / sizeof *SMALL) && out->count < WORDS_MOST) {
            snprintf(out->text[out->count++], WORD_MOST, "%s", word);
        }
    }
}

/* How much of a name was typed, 0..1: every word that was typed begins one of it, else nothing; 1 all of it. */
static float share_typed(const char *name, const Words *typed)
{
    Words words;
    int letters = 0, all = 0;
    read_words(name, &words);
    for (int i = 0; i < words.count; i++) {
        all += (int)strlen(words.text[i]);
    }
    for (int t = 0; t < typed->count; t++) {
        bool found = false;
        for (int i = 0; i < words.count && !found; i++) {
            found = strncasecmp(words.text[i], typed->text[t], strlen(typed->text[t])) == 0;
        }
        if (!found) {
            return 0;
        }
        letters += (int)strlen(typed->text[t]);
    }
    return all ? (float)letters / (float)all : 0;
}

/* Of the English name or of that in the language that is set. */
static float best_share(const char *name, const Words *typed)
{
    float english = share_typed(name, typed), own = share_typed(_(name), typed);
    return own > english ? own : english;
}

static float zone_share(const AtlasZone *zone, const Words *typed)
{
    float best = best_share(zone->name, typed), plain = best_share(zone->plain, typed);
    best = plain > best ? plain : best;
    for (int i = 0; i < zone->word_count; i++) {
        float share = best_share(zone->words[i], typed);
        best = share > best ? share : best;
    }
    return best;
}

int found_zones(const Atlas *atlas, const char *typed, Found *out, int most, int *said)
{
    Words words;
    float shares[PAIN_ZONES];
    int count = 0;
    *said = 0;
    read_words(typed, &words);
    if (!atlas->pain || words.count == 0 || strlen(typed) < 3 || most < 1 || most > PAIN_ZONES) {
        return 0;
    }
    for (int i = 0; i < atlas->pain->zone_count; i++) {
        float share = zone_share(&atlas->pain->zones[i], &words);
        int at;
        if (share <= 0 || (count == most && share <= shares[most - 1])) {
            continue;
        }
        count += count < most;
        for (at = count - 1; at > 0 && shares[at - 1] < share; at--) {
            shares[at] = shares[at - 1];
            out[at] = out[at - 1];
        }
        shares[at] = share;
        out[at] = (Found){.kind = FOUND_ZONE, .index = i};
    }
    while (*said < count && (words.pain || shares[*said] >= 1)) {
        (*said)++;
    }
    return count;
}

int found_claims(const Atlas *atlas, const char *typed, Found *out, int most)
{
    int count = 0;
    for (int i = 0; i < atlas->claims->claim_count && strlen(typed) >= 3; i++) {
        bool found = claim_answers(&atlas->claims->claims[i], typed);
        count = found ? add(out, count, most, FOUND_CLAIM, i) : count;
    }
    return count;
}

/* By words of the title; "lesson" finds them all. */
int found_lessons(const LessonList *lessons, const char *typed, Found *out, int most)
{
    int count = 0;
    for (int i = 0; i < lessons->count && strlen(typed) >= 3; i++) {
        const Lesson *lesson = lessons->items[i];
        bool found = answers(lesson->title, lesson->id, typed) || answers("lessons", "", typed);
        count = found ? add(out, count, most, FOUND_LESSON, i) : count;
    }
    return count;
}

int found_acts(const char *typed, Found *out, int most)
{
    int count = 0;
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT && strlen(typed) >= 2; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        bool listed = info && info->help && id != COMMAND_SEARCH && id != COMMAND_CAMERA_NAMED;
        if (listed && (found_word_starts(info->title, typed) || found_word_starts(_(info->title), typed) ||
                       found_word_starts(info->name, typed))) {
            count = add(out, count, most, FOUND_ACT, id);
        }
    }
    return count;
}

/* found.c - what typing finds beside structures: positions of the client, strokes, tools, acts. */
#include "found.h"
#include "hip/claims.h"
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
        if (!found_word_starts(name, word) && !found_word_starts(id, word)) {
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
        count = answers(p->name, p->id, typed) ? add(out, count, most, FOUND_POSITION, i) : count;
    }
    for (int i = 0; i < atlas->tool_count; i++) {
        const AtlasTool *t = &atlas->tools[i];
        count = answers(t->name, t->id, typed) ? add(out, count, most, FOUND_TOOL, i) : count;
    }
    for (int i = 0; i < atlas->stroke_count; i++) {
        count = answers(atlas->strokes[i].name, "", typed) ? add(out, count, most, FOUND_STROKE, i) : count;
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

int found_acts(const char *typed, Found *out, int most)
{
    int count = 0;
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT && strlen(typed) >= 2; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        bool listed = info && info->help && id != COMMAND_SEARCH && id != COMMAND_CAMERA_NAMED;
        if (listed && (found_word_starts(info->title, typed) || found_word_starts(info->name, typed))) {
            count = add(out, count, most, FOUND_ACT, id);
        }
    }
    return count;
}

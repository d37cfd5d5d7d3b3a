#include "hip/claims.h"
#include "atlas_private.h"
#include "hip/words.h"
#include <stdio.h>
#include <string.h>

const char *claim_verdict_id(ClaimVerdict verdict)
{
    static const char *const IDS[CLAIM_VERDICTS] = {"supported",    "partly", "plausible", "unproven",
                                                    "contradicted", "value",  "scope"};
    return IDS[verdict];
}

const char *claim_verdict_name(ClaimVerdict verdict)
{
    static const char *const NAMES[CLAIM_VERDICTS] = {"Supported", "True in part",      "Likely",         "Not proven",
                                                      "Not so",    "Opinion or custom", "Whose job it is"};
    return NAMES[verdict];
}

const char *stop_level_id(StopLevel level)
{
    static const char *const IDS[STOP_LEVELS] = {"stop", "local", "modify"};
    return IDS[level];
}

const char *stop_level_name(StopLevel level)
{
    static const char *const NAMES[STOP_LEVELS] = {"No massage now", "Not at that place", "With care"};
    return NAMES[level];
}

int atlas_claim(const Atlas *atlas, const char *id)
{
    for (int i = 0; i < atlas->claims->claim_count; i++) {
        if (strcmp(atlas->claims->claims[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

enum { FOLDED_MOST = 600 };

static bool begins_a_word(const char *text, const char *folded_word)
{
    char folded[FOLDED_MOST];
    size_t n = strlen(folded_word);
    if (!text) {
        return false;
    }
    atlas_fold(text, folded, sizeof folded);
    for (const char *at = folded; at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL) {
        if (strncmp(at, folded_word, n) == 0) {
            return true;
        }
    }
    return false;
}

static bool holds(const AtlasClaim *claim, const char *word)
{
    bool found = begins_a_word(claim->claim, word) || begins_a_word(claim->known.text, word) ||
                 begins_a_word(_(claim->claim), word) || begins_a_word(_(claim->known.text), word);
    for (int i = 0; i < claim->word_count && !found; i++) {
        found = begins_a_word(claim->words[i], word);
    }
    return found;
}

bool claim_answers(const AtlasClaim *claim, const char *typed)
{
    char words[FOLDED_MOST];
    bool any = false;
    atlas_fold(typed, words, sizeof words);
    for (char *save = NULL, *word = strtok_r(words, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
        if (!holds(claim, word)) {
            return false;
        }
        any = true;
    }
    return any;
}

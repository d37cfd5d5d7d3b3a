/* view_told.c - what a client told, as words of codes and of the command line: zone=Z_sitbone,Z_calf_post quality=...
 */
#include "view_told.h"
#include "hip/mem.h"
#include <stdlib.h>
#include <string.h>

static const char *const KEYS[TELL_KINDS] = {
    [TELL_ZONES] = "zone", [TELL_QUALITIES] = "quality", [TELL_FLAGS] = "flag"};

static uint64_t bits_of(const PainAsked *told, PainTell what)
{
    return what == TELL_ZONES ? told->zones : what == TELL_QUALITIES ? told->qualities : told->flags;
}

void view_told_set(PainAsked *told, PainTell what, uint64_t bits)
{
    if (what == TELL_ZONES) {
        told->zones = bits;
    } else if (what == TELL_QUALITIES) {
        told->qualities = (uint32_t)bits;
    } else {
        told->flags = (uint32_t)bits;
    }
}

HipResult view_told_read(const Atlas *atlas, const char *key, const char *value, PainAsked *told, bool *known,
                         HipError *err)
{
    int what = TELL_KINDS;
    for (int i = 0; i < TELL_KINDS; i++) {
        what = strcmp(KEYS[i], key) == 0 ? i : what;
    }
    *known = what < TELL_KINDS;
    if (!*known) {
        return HIP_OK;
    }
    PainAsked asked = *told;
    view_told_set(&asked, (PainTell)what, 0);
    HipResult rc = strcmp(value, "none") == 0 ? HIP_OK : pain_tell(atlas, (PainTell)what, value, &asked, err);
    if (rc == HIP_OK) {
        *told = asked;
    }
    return rc;
}

static const char *id_at(const PainAtlas *pain, PainTell what, int i)
{
    return what == TELL_ZONES ? pain->zones[i].id : what == TELL_QUALITIES ? pain->qualities[i].id : pain->flags[i].id;
}

char *view_told_write(const Atlas *atlas, const PainAsked *told)
{
    char *text = mem_string("");
    for (int what = 0; what < TELL_KINDS; what++) {
        uint64_t bits = bits_of(told, (PainTell)what);
        for (int i = 0, count = 0; i < PAIN_ZONES; i++) {
            if (bits >> i & 1) {
                const char *id = id_at(atlas->pain, (PainTell)what, i);
                char *longer = count++ ? mem_format("%s,%s", text, id) : mem_format("%s %s=%s", text, KEYS[what], id);
                free(text);
                text = longer;
            }
        }
    }
    return text;
}

/* view_told.h - what a client told, as words. Private to src/session. */
#ifndef HIP_VIEW_TOLD_H
#define HIP_VIEW_TOLD_H
#include "hip/view_state.h"

/* "zone", "quality" or "flag" and its ids, joined by commas, or "none"; `told` is changed on success only. */
HipResult view_told_read(const Atlas *atlas, const char *key, const char *value, PainAsked *told, bool *known,
                         HipError *err);
/* " zone=Z_sitbone quality=shooting"; new string, free. */
char *view_told_write(const Atlas *atlas, const PainAsked *told);
void view_told_set(PainAsked *told, PainTell what, uint64_t bits); /* all of a kind; bits by index */
#endif

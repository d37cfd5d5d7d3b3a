/* panes.h - a picture of two or three views side by side: each is the session's own view with a few words of it
 * replaced, and all have its camera: who turns one turns all. ViewState.compare says which: the id of a comparison of
 * the atlas, or the panes' words parted by '|' ("variant=I|variant=II"); a pane's words are parted by ';' or spaces.
 * A pane of the other side ("side=left|side=right") shows the same done to the other hip, from where the mirrored
 * camera stands; a pane may begin with "from=start" (nothing bent back, hidden or cut, joints at rest) or "from=now"
 * (as it is): before and after. */
#ifndef HIP_PANES_H
#define HIP_PANES_H
#include "hip/compare.h"
#include "hip/session.h"

enum { PANES_MOST = COMPARE_PANES };

/* Where a pane lies in the picture: shares of its width and height, from the top left. */
typedef struct PaneRect {
    float x, y, w, h;
} PaneRect;

/* The panes of a view between what panels cover; under them there is room for their captions. Returns how many; 0: the
 * picture is one view, and out[0] is all of it. */
int panes_place(const Atlas *atlas, const ViewState *view, const Screen *screen, PaneRect out[PANES_MOST]);
int session_panes(const Session *session, PaneRect out[PANES_MOST]); /* as it is shown now */
/* The pane at this share of the picture's width, else the nearest; 0 without panes. They stand in one row. */
int session_pane_at(const Session *session, float x);

/* What a pane shows of a view; without panes that is the view. */
void pane_view(Model *model, const ViewState *view, int pane, ViewState *out);

/* What stands under a pane: what its words mean ("Type II", a source's name), for a client's eyes the comparison's own
 * plain caption. `out` is returned. */
const char *pane_caption(const Atlas *atlas, const ViewState *view, int pane, char *out, size_t size);

/* The comparison of the atlas that the view shows; NULL: none, or words of its own. */
const AtlasCompare *view_comparison(const Atlas *atlas, const ViewState *view);

/* Whether the words of a comparison's panes mean something; one line when not. */
HipResult compare_check(const Atlas *atlas, const AtlasCompare *compare, HipError *err);

/* Some pane shows a source of pain. */
bool panes_have_source(const Atlas *atlas, const ViewState *view);
#endif

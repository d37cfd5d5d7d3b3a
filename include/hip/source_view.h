/* source_view.h - the short view of a likely source of pain (AtlasPain): the body opens down to it, its trigger points
 * pulse, then the skin comes back round a window over it and the pain spreads over the skin. A function of seconds:
 * ViewState.source_s, which stops at the end. */
#ifndef HIP_SOURCE_VIEW_H
#define HIP_SOURCE_VIEW_H
#include "hip/model.h"

#define SOURCE_LENGTH_S 8.0f

/* How far each part of it is, 0..1. */
typedef struct SourceMoment {
    float points;    /* trigger points are there */
    float closed;    /* what was bent back lies in place again, but for the window */
    float essential; /* where it is felt first of all */
    float spill;     /* where it may spread to */
} SourceMoment;
SourceMoment source_moment(float seconds);
extern const float SOURCE_SPREADS_S; /* when the pain begins to spread */

enum { SOURCE_POINTS = 8, SOURCE_AWAY = 64 };

/* What there is to show of it on one side of a model. */
typedef struct SourceShow {
    int item;                                  /* what the body is opened to, -1: nothing of it is in this model */
    int course;                                /* the nerve that runs beside it, -1 none */
    int peel[SOURCE_AWAY], ghost[SOURCE_AWAY]; /* what has to go for that */
    int peel_count, ghost_count;
    float points[SOURCE_POINTS][3]; /* trigger points, as deep as they lie; metres, at rest */
    int point_count;
    float window_at[3], window_m; /* the window's middle and radius */
    float towards[3];             /* unit: from where it is looked at */
    float yaw_deg;                /* the same for a camera */
    Box3 near_box, whole_box;     /* the source among its neighbours; all that hurts */
    bool low;                     /* it reaches below the knee */
    bool over_edge;               /* the window reaches over the upper edge of the model's own skin */
    bool beyond;                  /* it reaches beyond the model's own skin: the figure is wanted */
} SourceShow;

/* `side`: right or left. NULL when the atlas has no such source. Kept in the model, one thread at a time. */
const SourceShow *model_source(Model *model, int source, Side side, int variant);

/* Opens a view down to its source: bends back what covers it; nothing else is left open. */
void view_open_source(Model *model, ViewState *view);
#endif

/* query_section.c - rays and the section plane: what is taken away is not met, the face of the cut is. */
#include "query_private.h"
#include <math.h>

static float distance_to(const float plane[4], const float p[3])
{
    return plane[0] * p[0] + plane[1] * p[1] + plane[2] * p[2] + plane[3];
}

bool query_cut_away(const DrawList *list, const DrawItem *item, const float point[3])
{
    return list->section && !item->uncut && distance_to(list->plane, point) > 0;
}

bool query_span(const DrawList *list, const DrawItem *item, const float from[3], const float dir[3], float far_m,
                RaySpan *out)
{
    *out = (RaySpan){0, far_m, false};
    if (!list->section || item->uncut) {
        return true;
    }
    float away = distance_to(list->plane, from);
    float towards = list->plane[0] * dir[0] + list->plane[1] * dir[1] + list->plane[2] * dir[2];
    float meets = towards != 0 ? -away / towards : INFINITY;
    if (away > 0) {
        out->near_m = meets;
        out->face = true;
        return towards < 0 && meets <= far_m;
    }
    out->far_m = towards > 0 ? fminf(far_m, meets) : far_m;
    return true;
}

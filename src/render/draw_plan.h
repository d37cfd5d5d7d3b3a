/* draw_plan.h - which parts of a DrawList are in the picture, at which level of detail, in which order and
 * call. */
#ifndef HIP_DRAW_PLAN_H
#define HIP_DRAW_PLAN_H
#include "hip/draw_list.h"
#include <stddef.h>

/* Calls of the opaque pass: parts that share all state. */
typedef enum PlanGroup {
    GROUP_CLOSED,
    GROUP_OPEN,
    GROUP_CLOSED_BENT, /* flaps */
    GROUP_OPEN_BENT,
    GROUP_CLOSED_MOVED, /* by joints, some of them by a bend that is no flap */
    GROUP_OPEN_MOVED,
    GROUP_CLOSED_EVEN, /* with their light at the vertices, moved or not */
    GROUP_OPEN_EVEN,
    GROUP_COUNT
} PlanGroup;

/* Which pair of groups: as they lie, bent, moved, even. */
typedef enum PlanKind { KIND_STRAIGHT, KIND_BENT, KIND_MOVED, KIND_EVEN, KIND_COUNT } PlanKind;
static inline PlanGroup plan_group(PlanKind kind, bool open)
{
    return (PlanGroup)(2 * (int)kind + open);
}
static inline PlanKind plan_kind(PlanGroup group)
{
    return (PlanKind)((int)group / 2);
}

typedef struct PlanPart {
    const DrawItem *item;
    const MeshPart *part;
    const MeshLod *lod;
    Box3 box;             /* where it may reach */
    float nearest_m;      /* least distance from the eye along the view */
    bool open;            /* both faces are seen */
    uint32_t first_index; /* of the level, and what its indices lack, in the renderer's buffers (gpu_mesh.h) */
    int32_t base_vertex;
} PlanPart;

typedef struct DrawPlan {
    PlanPart groups[GROUP_COUNT][DRAW_MAX_ITEMS]; /* front to back */
    PlanPart ghosts[DRAW_MAX_ITEMS];              /* opacity < 1, in the list's order */
    uint32_t counts[GROUP_COUNT], ghost_count;
    MeshJointBoxes *joint_boxes[MESH_MAX_PARTS]; /* NULL until joints move the part */
} DrawPlan;

void draw_plan_forget(DrawPlan *plan); /* another mesh set follows */

/* solid: for each part whether its back faces may be left out; `apart`: even items get groups of their own. */
void draw_plan_make(DrawPlan *plan, const MeshSet *set, const bool *solid, const DrawList *list, int height,
                    bool apart);
#endif

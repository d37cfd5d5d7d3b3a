/* compose_pose.c - joints into a draw list: rigid pieces and jointed parts say what moves them, soft ones get a bend.
 */
#include "compose_private.h"
#include "hip/posture.h"
#include "hip/stroke.h"
#include <math.h>
#include <string.h>

void compose_bones(const Model *model, const ViewState *view, DrawList *list)
{
    pose_bones_still(&list->joints);
    Pose pose = view->pose;
    if (model && view->stroke >= 0) { /* a hand may lead the limb */
        stroke_pose(model->atlas, view->stroke, view->stroke_s, view_worked(view), &pose);
    }
    if (model && !pose_is_rest(&pose)) {
        pose_bones(model->atlas, &pose, &list->joints);
    }
}

static bool is_still(const PoseMotion *motion)
{
    const PoseMotion still = pose_still();
    return memcmp(motion, &still, sizeof still) == 0;
}

/* The bend happens at rest, then the bone carries all of it. */
static void carry(const PoseMotion *motion, BendGrid *grid)
{
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            const float *rest = grid->rest[row][column];
            float *shift = grid->shift[row][column], *turn = grid->turn[row][column], at[3];
            for (int k = 0; k < 3; k++) {
                at[k] = rest[k] + shift[k];
            }
            PoseMotion own = pose_still();
            memcpy(own.turn, turn, 3 * sizeof *turn);
            own.turn[3] = sqrtf(fmaxf(0, 1 - turn[0] * turn[0] - turn[1] * turn[1] - turn[2] * turn[2]));
            PoseMotion both = pose_after(&own, motion);
            pose_point(motion, at, at);
            for (int k = 0; k < 3; k++) {
                shift[k] = at[k] - rest[k];
                turn[k] = both.turn[3] < 0 ? -both.turn[k] : both.turn[k];
            }
        }
    }
}

/* A piece of one bone, bent back or not. */
static void place_rigid(MeshBone bone, DrawItem *item, DrawList *list)
{
    if (is_still(&list->joints.motion[bone])) {
        return;
    }
    if (item->bend >= 0) {
        carry(&list->joints.motion[bone], &list->bends[item->bend]);
    } else {
        item->moves = (uint8_t)(MOVES_BONE + bone);
    }
}

static void place_soft(const Model *model, float reflect, DrawItem *item, DrawList *list)
{
    bool flap = item->bend >= 0, bent = false;
    if (flap) {
        BendGrid *grid = &list->bends[item->bend];
        bent = model_bend(model, item->part, &list->joints, grid, reflect, grid);
    } else if (list->bend_count < DRAW_MAX_BENDS) {
        BendGrid *grid = &list->bends[list->bend_count];
        bent = model_bend(model, item->part, &list->joints, NULL, 0, grid);
        if (bent && !bend_is_rest(grid)) { /* else no joint of its own has moved */
            item->bend = (int32_t)list->bend_count++;
            item->posed = 1;
        }
    }
    if (!bent) {
        place_rigid(posture_bone(&model->set, item->part), item, list);
    }
}

void compose_place(const Model *model, float reflect, DrawItem *item, DrawList *list)
{
    if (pose_bones_are_still(&list->joints)) {
        return;
    }
    uint32_t moves = model->set.parts[item->part].moves;
    if (moves == MOVES_SOFT) {
        place_soft(model, reflect, item, list);
    } else if (moves == MOVES_JOINTED) {
        item->moves = MOVES_JOINTED;
    } else {
        place_rigid((MeshBone)(moves - MOVES_BONE), item, list);
    }
}

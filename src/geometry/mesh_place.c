#include "hip/mesh_place.h"
#include <math.h>

/* What is blended of two motions may bulge this far out of both boxes. */
static const float BULGE_M = 0.03f;

static PoseMotion motion_of(const MeshPlace *place, const MeshVertex *vertex)
{
    if (place->moves >= MOVES_BONE) {
        return place->bones->motion[place->moves - MOVES_BONE];
    }
    PoseMotion motion;
    pose_blend_joints(place->bones, mesh_vertex_joints(vertex), &motion);
    return motion;
}

void mesh_place_point(const MeshPlace *place, const MeshVertex *vertex, const float in[3], float out[3])
{
    float at[3] = {in[0], in[1], in[2]};
    if (place->moves != MOVES_SOFT) {
        PoseMotion motion = motion_of(place, vertex);
        pose_point(&motion, at, at);
    } else if (place->bend) {
        bend_point(place->bend, (float)vertex->along / 65535, (float)vertex->across / 65535, at, at);
    }
    for (int k = 0; k < 3; k++) {
        out[k] = at[k] + place->shift[k];
    }
}

void mesh_place_direction(const MeshPlace *place, const MeshVertex *vertex, const float in[3], float out[3])
{
    float at[3] = {in[0], in[1], in[2]};
    if (place->moves != MOVES_SOFT) {
        PoseMotion motion = motion_of(place, vertex);
        pose_direction(&motion, at, at);
    } else if (place->bend) {
        bend_direction(place->bend, (float)vertex->along / 65535, (float)vertex->across / 65535, at, at);
    }
    for (int k = 0; k < 3; k++) {
        out[k] = at[k];
    }
}

void mesh_joint_boxes(const MeshSet *set, uint32_t part, MeshJointBoxes *out)
{
    const MeshPart *p = &set->parts[part];
    for (int b = 0; b < MESH_BONES; b++) {
        out->of[b] = box3_empty();
    }
    for (uint32_t v = p->first_vertex; v < p->first_vertex + p->vertex_count; v++) {
        MeshJoints joints = mesh_vertex_joints(&set->vertices[v]);
        const int share[3] = {joints.share[0], joints.share[1], 255 - joints.share[0] - joints.share[1]};
        float at[3];
        mesh_vertex_position(p, &set->vertices[v], at);
        for (int i = 0; i < 3; i++) {
            if (share[i] > 0) {
                box3_add_point(&out->of[joints.bone[i]], at);
            }
        }
    }
}

static void add_moved(Box3 *box, const Box3 *part, const PoseMotion *motion)
{
    for (int corner = 0; corner < 8; corner++) {
        float at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = corner >> k & 1 ? part->hi[k] : part->lo[k];
        }
        pose_point(motion, at, at);
        box3_add_point(box, at);
    }
}

static Box3 jointed_box(const PoseBones *bones, const MeshJointBoxes *boxes)
{
    Box3 box = box3_empty();
    for (int b = 0; b < MESH_BONES; b++) {
        if (!box3_is_empty(&boxes->of[b])) {
            add_moved(&box, &boxes->of[b], &bones->motion[b]);
        }
    }
    for (int k = 0; k < 3; k++) {
        box.lo[k] -= BULGE_M;
        box.hi[k] += BULGE_M;
    }
    return box;
}

Box3 mesh_place_box(const MeshPlace *place, const MeshSet *set, uint32_t part, const MeshJointBoxes *boxes)
{
    Box3 box = set->parts[part].box;
    if (place->moves >= MOVES_BONE) {
        box = box3_empty();
        add_moved(&box, &set->parts[part].box, &place->bones->motion[place->moves - MOVES_BONE]);
    } else if (place->moves == MOVES_JOINTED) {
        MeshJointBoxes own;
        if (!boxes) {
            mesh_joint_boxes(set, part, &own);
        }
        box = jointed_box(place->bones, boxes ? boxes : &own);
    } else if (place->bend) {
        box = bend_box(place->bend, set, part);
    }
    for (int k = 0; k < 3; k++) {
        box.lo[k] += place->shift[k];
        box.hi[k] += place->shift[k];
    }
    return box;
}

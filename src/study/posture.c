/* posture.c - soft parts go with the joints: bones to keep out of, and the bend of a part that may be a flap too. */
#include "hip/posture.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include "posture_rest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float CELL_M = 0.003f;

static const float UNDER_M = 0.023f; /* of a muscle between another and bone */
static const float SHORT_M = 0.065f; /* a muscle that fills the gap between two bones */

/* A part may have lain this much deeper in bone than its middle tells: attachments do. */
static const float SKIN_M = 0.001f;

static void share_of(MeshWeights w, float out[MESH_HIP_BONES])
{
    out[MESH_RIGHT_THIGH] = (float)w.right_thigh;
    out[MESH_LEFT_THIGH] = (float)w.left_thigh;
    out[MESH_SPINE] = (float)w.spine;
    out[MESH_PELVIS] = 255 - out[MESH_RIGHT_THIGH] - out[MESH_LEFT_THIGH] - out[MESH_SPINE];
}

MeshBone posture_bone(const MeshSet *set, uint32_t part)
{
    const MeshPart *p = &set->parts[part];
    double sum[MESH_HIP_BONES] = {0};
    for (uint32_t v = 0; set->weights && v < p->vertex_count; v++) {
        float share[MESH_HIP_BONES];
        share_of(set->weights[p->first_vertex + v], share);
        for (int b = 0; b < MESH_HIP_BONES; b++) {
            sum[b] += (double)share[b];
        }
    }
    int most = MESH_PELVIS;
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        most = sum[b] > sum[most] ? b : most;
    }
    return (MeshBone)most;
}

static bool is_bone(const Atlas *atlas, const MeshPart *part)
{
    int structure = part->id[0] ? atlas_structure(atlas, part->id) : -1;
    return structure >= 0 && atlas->structures[structure].system == SYSTEM_BONE;
}

typedef struct Measuring {
    const MeshSet *set;
    bool (*chosen)[MESH_MAX_PARTS];
    PostureBones *out;
} Measuring;

static void measure_bone(void *context, size_t bone)
{
    Measuring *m = context;
    m->out->around[bone] = mesh_distance_create(m->set, m->chosen[bone], CELL_M);
}

PostureBones *posture_bones_create(const Atlas *atlas, const MeshSet *set)
{
    if (!set->weights || set->part_count > MESH_MAX_PARTS) {
        return NULL;
    }
    PostureBones *out = mem_alloc(1, sizeof *out);
    Measuring m = {.set = set, .out = out, .chosen = mem_alloc(MESH_HIP_BONES, sizeof *m.chosen)};
    for (uint32_t p = 0; p < set->part_count; p++) {
        if (is_bone(atlas, &set->parts[p])) {
            m.chosen[posture_bone(set, p)][p] = true;
        }
    }
    parallel_for(0, MESH_HIP_BONES, measure_bone, &m);
    free(m.chosen);
    return out;
}

void posture_bones_release(PostureBones *bones)
{
    for (int b = 0; bones && b < MESH_HIP_BONES; b++) {
        mesh_distance_release(&bones->around[b]);
    }
    free(bones);
}

void posture_keep_out(PostureRest *rest, const PostureBones *bones)
{
    rest->bones = bones;
    posture_flesh_keep_out(&rest->flesh, bones);
    for (int r = 0; bones && r < BEND_ROWS; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            for (int b = 0; b < MESH_HIP_BONES; b++) {
                float now = mesh_distance_at(&bones->around[b], rest->grid.rest[r][c], NULL);
                rest->clear[r][c][b] = fminf(now, rest->half[r][c] + SKIN_M + rest->over);
            }
        }
    }
}

/* Whether every bone that one is attached to carries the other too. */
static bool bones_within(const Atlas *atlas, const AtlasStructure *a, const AtlasStructure *b)
{
    for (int i = 0; i < a->origin_count + a->insertion_count; i++) {
        int bone = i < a->origin_count ? a->origin_on[i] : a->insertion_on[i - a->origin_count];
        bool there = atlas->structures[bone].system != SYSTEM_BONE;
        for (int k = 0; k < b->origin_count + b->insertion_count && !there; k++) {
            there = bone == (k < b->origin_count ? b->origin_on[k] : b->insertion_on[k - b->origin_count]);
        }
        if (!there) {
            return false;
        }
    }
    return true;
}

/* A muscle that covers another between the same bones, as medius does minimus, lies on it wherever they go. */
static bool lies_on_muscle(const Atlas *atlas, int structure)
{
    const AtlasStructure *s = &atlas->structures[structure];
    for (int i = 0; i < s->covers_count; i++) {
        const AtlasStructure *under = &atlas->structures[s->covers[i]];
        if (under->system == SYSTEM_MUSCLE && bones_within(atlas, under, s) && bones_within(atlas, s, under)) {
            return true;
        }
    }
    return false;
}

static float mean_length(const PostureRest *rest)
{
    float sum = 0;
    for (int r = 0; r < rest->rows; r++) {
        for (int c = rest->first; c < rest->last; c++) {
            sum += rest->along[r][c] / (float)rest->rows;
        }
    }
    return sum;
}

static bool inserts_in_no_bone(const Atlas *atlas, int structure)
{
    const AtlasStructure *s = &atlas->structures[structure];
    bool bone = s->insertion_count == 0;
    for (int i = 0; i < s->insertion_count; i++) {
        bone = bone || atlas->structures[s->insertion_on[i]].system == SYSTEM_BONE;
    }
    return !bone;
}

PostureRest *posture_rest_create(const Atlas *atlas, int structure, const MeshSet *set, uint32_t part)
{
    if (!set->weights) {
        return NULL;
    }
    PostureRest *rest = mem_alloc(1, sizeof *rest);
    if (!posture_gather(rest, set, part)) {
        free(rest);
        return NULL;
    }
    rest->over = structure >= 0 && lies_on_muscle(atlas, structure) ? UNDER_M : 0;
    rest->bows = structure >= 0 && mean_length(rest) < SHORT_M &&
                 atlas_landmark_at(atlas, "hip_joint_centre", atlas->structures[structure].side, rest->hip);
    rest->slides = structure >= 0 && inserts_in_no_bone(atlas, structure);
    rest->fleshy = structure < 0 || atlas->structures[structure].system == SYSTEM_MUSCLE;
    if (rest->fleshy) {
        posture_flesh_make(set, part, &rest->flesh);
    }
    return rest;
}

void posture_rest_release(PostureRest *rest)
{
    if (rest) {
        posture_flesh_release(&rest->flesh);
    }
    free(rest);
}

/* What a flap hangs by: the mean motion along its hinge. */
static void hinge_motion(const PostureRest *rest, const PosturePlace *place, const BendGrid *flap, float turn[4],
                         float from[3], float to[3])
{
    float u = flap->w_scale != 0 ? clampf(-flap->w_at_zero / flap->w_scale, 0, 1) : 0;
    float at = clampf(u * (BEND_COLUMNS - 1), (float)rest->first, (float)rest->last);
    int column = (int)lrintf(at);
    memset(turn, 0, sizeof(float[4]));
    memset(from, 0, sizeof(float[3]));
    memset(to, 0, sizeof(float[3]));
    for (int r = 0; r < BEND_ROWS; r++) {
        const float *q = place->turn[r][column];
        float same = q[0] * place->turn[0][column][0] + q[1] * place->turn[0][column][1] +
                     q[2] * place->turn[0][column][2] + q[3] * place->turn[0][column][3];
        for (int k = 0; k < 4; k++) {
            turn[k] += same < 0 ? -q[k] : q[k];
        }
        for (int k = 0; k < 3; k++) {
            from[k] += rest->grid.rest[r][column][k] / BEND_ROWS;
            to[k] += place->at[r][column][k] / BEND_ROWS;
        }
    }
    posture_unit(turn);
}

static void write_turn(const float q[4], float out[3])
{
    float sign = q[3] < 0 ? -1 : 1;
    for (int k = 0; k < 3; k++) {
        out[k] = sign * q[k];
    }
}

/* Each node is bent back first, then carried: by its own motion while the flap has hardly left its place, by that of
 * its hinge the more it hangs free. */
static void carry_flap(const PostureRest *rest, const BendGrid *flap, float reflect, PosturePlace *place)
{
    float hinge_turn[4], from[3], to[3], loose = smoothstepf(0, 0.5f, reflect);
    hinge_motion(rest, place, flap, hinge_turn, from, to);
    for (int r = 0; r < BEND_ROWS; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            float u = (float)c / (BEND_COLUMNS - 1), v = (float)r / (BEND_ROWS - 1), way[3], bent[4];
            const float *at = rest->grid.rest[r][c];
            bend_motion(flap, u, v, at, way, bent);
            float w = clampf(flap->w_at_zero + flap->w_scale * u, 0, 1);
            float free = loose * smoothstepf(0, 0.3f, w), own[3], hung[3], off[3], q[4], same = 0;
            quaternion_turn(place->turn[r][c], way, own);
            for (int k = 0; k < 3; k++) {
                off[k] = at[k] + way[k] - from[k];
            }
            quaternion_turn(hinge_turn, off, hung);
            for (int k = 0; k < 4; k++) {
                same += hinge_turn[k] * place->turn[r][c][k];
            }
            for (int k = 0; k < 3; k++) {
                place->at[r][c][k] = mixf(place->at[r][c][k] + own[k], to[k] + hung[k], free);
            }
            for (int k = 0; k < 4; k++) {
                q[k] = mixf(place->turn[r][c][k], same < 0 ? -hinge_turn[k] : hinge_turn[k], free);
            }
            posture_unit(q);
            posture_multiply(q, bent, place->turn[r][c]);
            place->swell[r][c] *= 1 - free;
        }
    }
}

/* Whether all bones that the part goes with have the same motion: then it goes with them as it is. */
static const PoseMotion *rigid_motion(const PostureRest *rest, const PoseBones *bones)
{
    const PoseMotion *same = NULL;
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        if (rest->follows[b] && same && memcmp(same, &bones->motion[b], sizeof *same) != 0) {
            return NULL;
        }
        same = rest->follows[b] ? &bones->motion[b] : same;
    }
    return same;
}

/* The same for a part as a whole; a motion that is none leaves it at rest to the last bit. */
static void place_rigid(const PostureRest *rest, const PoseMotion *motion, PosturePlace *out)
{
    const PoseMotion still = pose_still();
    *out = (PosturePlace){0};
    for (int r = 0; r < BEND_ROWS; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            memcpy(out->turn[r][c], motion->turn, sizeof motion->turn);
            memcpy(out->at[r][c], rest->grid.rest[r][c], sizeof out->at[r][c]);
            if (memcmp(motion, &still, sizeof still) != 0) {
                pose_point(motion, out->at[r][c], out->at[r][c]);
            }
        }
    }
}

static void write_place(const PostureRest *rest, const PosturePlace *place, BendGrid *out)
{
    for (int r = 0; r < BEND_ROWS; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            for (int k = 0; k < 3; k++) {
                out->shift[r][c][k] = place->at[r][c][k] - rest->grid.rest[r][c][k];
            }
            write_turn(place->turn[r][c], out->turn[r][c]);
        }
    }
    memcpy(out->swell, place->swell, sizeof out->swell);
}

/* What shaping has changed: places and thickness. */
static void read_place(const BendGrid *grid, PosturePlace *out)
{
    const float *rest = &grid->rest[0][0][0], *shift = &grid->shift[0][0][0];
    float *at = &out->at[0][0][0];
    for (int i = 0; i < BEND_ROWS * BEND_COLUMNS * 3; i++) {
        at[i] = rest[i] + shift[i];
    }
    memcpy(out->swell, grid->swell, sizeof out->swell);
}

void posture_bend(const PostureRest *rest, const PoseBones *bones, const BendGrid *flap, float reflect, BendGrid *out)
{
    PosturePlace place;
    *out = rest->grid;
    const PoseMotion *rigid = rigid_motion(rest, bones);
    if (rigid) {
        place_rigid(rest, rigid, &place);
    } else {
        posture_solve(rest, bones, &place);
        write_place(rest, &place, out);
        posture_shape_flesh(rest, bones, out);
        read_place(out, &place);
    }
    if (flap && reflect > 0) {
        carry_flap(rest, flap, reflect, &place);
    }
    write_place(rest, &place, out);
}

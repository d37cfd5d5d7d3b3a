#include "hip/length.h"
#include "hip/mem.h"
#include "length_table.h"
#include "posture_rest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REGIONS = 3, ROWS = 3, ROUNDS = 48 };
static const int ROW[ROWS] = {1, 3, 6};    /* of the grid: a fibre for each third of the muscle */
static const float BESIDE_BONE_M = 0.002f; /* how near a taut fibre comes to bone that it does not lie on at rest */
static const float STEP_RAD = 0.01f;       /* of the difference quotient */

/* A muscle of the set. */
typedef struct Muscle {
    PostureRest *rest;             /* NULL: all its ways are in the table */
    const LengthWay *way[REGIONS]; /* NULL: along its fibres */
    int count;
    float length[REGIONS], whole[REGIONS]; /* at rest, metres */
    Side side;
} Muscle;

struct LengthSet {
    const Atlas *atlas;
    Muscle *muscles; /* by structure; count 0: none */
};

static float distance(const float a[3], const float b[3])
{
    float square = 0;
    for (int k = 0; k < 3; k++) {
        square += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sqrtf(square);
}

/* The length of a way of the table. */
static float stated_length(const Atlas *atlas, const Muscle *m, const LengthWay *way, const PoseBones *bones)
{
    float hip[3] = {0}, last[3], length = 0, mirror = m->side == SIDE_LEFT ? -1 : 1;
    atlas_landmark_at(atlas, "hip_joint_centre", m->side, hip);
    MeshBone thigh = m->side == SIDE_LEFT ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH;
    for (int i = 0; i < way->count; i++) {
        float at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = hip[k] + 0.001f * (k == 0 ? mirror : 1) * way->point[i].from_hip[k];
        }
        pose_point(&bones->motion[way->point[i].thigh ? thigh : MESH_PELVIS], at, at);
        length += i > 0 ? distance(last, at) : 0;
        memcpy(last, at, sizeof last);
    }
    return length;
}

static int main_bone(const float share[MESH_HIP_BONES])
{
    int most = 0;
    for (int b = 1; b < MESH_HIP_BONES; b++) {
        most = share[b] > share[most] ? b : most;
    }
    return most;
}

/* Out of bone, but no farther than it lies at rest. */
static void keep_out(const PostureRest *rest, const PoseBones *bones, const PoseMotion *back, int r, int c, float at[3])
{
    for (int b = 0; rest->bones && b < MESH_HIP_BONES; b++) {
        float local[3], way[3];
        if (!rest->follows[b]) {
            continue;
        }
        pose_point(&back[b], at, local);
        float short_by =
            fminf(rest->clear[r][c][b], BESIDE_BONE_M) - mesh_distance_at(&rest->bones->around[b], local, way);
        if (short_by > 0) {
            pose_direction(&bones->motion[b], way, way);
            for (int k = 0; k < 3; k++) {
                at[k] += short_by * way[k];
            }
        }
    }
}

/* A fibre as a string: its ends go with their bones, between them it is drawn straight as far as bone lets it. */
static float fibre_length(const PostureRest *rest, const PoseBones *bones, int r)
{
    float at[BEND_COLUMNS][3];
    PoseMotion back[MESH_HIP_BONES];
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        back[b] = pose_back(&bones->motion[b]);
    }
    for (int c = rest->first; c <= rest->last; c++) {
        PoseMotion motion;
        posture_blend(bones, rest->share[r][c], &motion);
        if (c == rest->first || c == rest->last) {
            motion = bones->motion[main_bone(rest->share[r][c])];
        }
        pose_point(&motion, rest->grid.rest[r][c], at[c]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int c = rest->first + 1; c < rest->last; c++) {
            for (int k = 0; k < 3; k++) {
                at[c][k] = 0.5f * (at[c - 1][k] + at[c + 1][k]);
            }
            keep_out(rest, bones, back, r, c, at[c]);
        }
    }
    float length = 0;
    for (int c = rest->first; c < rest->last; c++) {
        length += distance(at[c], at[c + 1]);
    }
    return length;
}

static float line_length(const LengthSet *set, const Muscle *m, int line, const PoseBones *bones)
{
    const LengthWay *way = m->way[line];
    if (way && way->count > 0) {
        return stated_length(set->atlas, m, way, bones);
    }
    float sum = 0;
    for (int i = 0; m->rest && i < ROWS; i++) {
        sum += fibre_length(m->rest, bones, m->rest->rows == 1 ? 0 : ROW[i]) / ROWS;
    }
    return sum;
}

static void find_ways(const AtlasStructure *structure, Muscle *m)
{
    for (int i = 0; i < LENGTH_WAY_COUNT && m->count < REGIONS; i++) {
        if (strcmp(LENGTH_WAYS[i].base_id, structure->base_id) == 0) {
            m->way[m->count++] = &LENGTH_WAYS[i];
        }
    }
    m->count = m->count > 0 ? m->count : 1;
}

static void add_muscle(LengthSet *out, const MeshSet *set, uint32_t part, int structure, const PostureBones *bones)
{
    Muscle m = {.side = out->atlas->structures[structure].side};
    PoseBones still;
    pose_bones_still(&still);
    find_ways(&out->atlas->structures[structure], &m);
    if (!m.way[0] || m.way[0]->count == 0) {
        m.rest = posture_rest_create(out->atlas, structure, set, part);
        if (!m.rest) {
            return;
        }
        posture_keep_out(m.rest, bones);
    }
    for (int i = 0; i < m.count; i++) {
        m.length[i] = line_length(out, &m, i, &still);
        m.whole[i] = m.way[i] && m.way[i]->whole_mm > 0 ? 0.001f * m.way[i]->whole_mm : m.length[i];
    }
    out->muscles[structure] = m;
}

LengthSet *length_create(const Atlas *atlas, const MeshSet *set, const PostureBones *bones)
{
    LengthSet *out = mem_alloc(1, sizeof *out);
    out->atlas = atlas;
    out->muscles = mem_alloc((size_t)atlas->structure_count + 1, sizeof *out->muscles);
    for (uint32_t p = 0; p < set->part_count; p++) {
        const MeshPart *part = &set->parts[p];
        int structure = part->id[0] ? atlas_structure(atlas, part->id) : -1;
        if (structure >= 0 && atlas->structures[structure].system == SYSTEM_MUSCLE && mesh_part_in(part, 0) &&
            part->moves == MOVES_SOFT && out->muscles[structure].count == 0) {
            add_muscle(out, set, p, structure, bones);
        }
    }
    return out;
}

void length_release(LengthSet *lengths)
{
    for (int i = 0; lengths && i < lengths->atlas->structure_count; i++) {
        posture_rest_release(lengths->muscles[i].rest);
    }
    if (lengths) {
        free(lengths->muscles);
    }
    free(lengths);
}

static const Muscle *muscle_of(const LengthSet *lengths, int structure)
{
    bool known = structure >= 0 && structure < lengths->atlas->structure_count;
    return known && lengths->muscles[structure].count > 0 ? &lengths->muscles[structure] : NULL;
}

const char *length_region(const LengthSet *lengths, int structure, int line)
{
    const Muscle *m = muscle_of(lengths, structure);
    if (!m || line < 0 || line >= m->count) {
        return NULL;
    }
    return m->way[line] ? m->way[line]->region : "";
}

bool length_change(const LengthSet *lengths, int structure, int line, const PoseBones *bones, float *percent)
{
    const Muscle *m = muscle_of(lengths, structure);
    if (!m || line >= m->count) {
        return false;
    }
    int from = line < 0 ? 0 : line, to = line < 0 ? m->count : line + 1;
    float sum = 0;
    for (int i = from; i < to; i++) {
        sum += 100 * (line_length(lengths, m, i, bones) - m->length[i]) / fmaxf(m->whole[i], 1e-4f);
    }
    *percent = sum / (float)(to - from);
    return true;
}

bool length_moment_arm(const LengthSet *lengths, int structure, int line, const Pose *pose, int joint, float *arm_m)
{
    const Muscle *m = muscle_of(lengths, structure);
    if (!m || line < 0 || line >= m->count || joint < 0 || joint >= lengths->atlas->joint_count) {
        return false;
    }
    int side = m->side == SIDE_LEFT && lengths->atlas->joints[joint].paired ? POSE_LEFT : POSE_RIGHT;
    float length[2];
    for (int i = 0; i < 2; i++) {
        Pose moved = *pose;
        PoseBones bones;
        moved.deg[side][joint] += degrees(i == 0 ? -STEP_RAD : STEP_RAD);
        pose_bones(lengths->atlas, &moved, &bones);
        length[i] = line_length(lengths, m, line, &bones);
    }
    *arm_m = (length[0] - length[1]) / (2 * STEP_RAD);
    return true;
}

#include "hip/length.h"
#include "hip/mem.h"
#include "posture_rest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 3, ROUNDS = 48 };
static const int ROW[ROWS] = {1, 3, 6};    /* of the grid: a fibre for each third of the muscle */
static const float BESIDE_BONE_M = 0.002f; /* how near a taut fibre comes to bone that it does not lie on at rest */
static const float STEP_RAD = 0.01f;       /* of the difference quotient */

/* A muscle of the set. */
typedef struct Muscle {
    PostureRest *rest;                 /* NULL: all its lines are published ones */
    const AtlasLine *line[LINE_PARTS]; /* NULL: along all of its fibres */
    int count;
    float length[LINE_PARTS], whole[LINE_PARTS]; /* at rest, metres */
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

/* Where the points of a published line are. */
static int follow_points(const Atlas *atlas, const Muscle *m, const AtlasLine *line, const PoseBones *bones,
                         float out[LENGTH_POINTS_MOST][3])
{
    float hip[3] = {0}, mirror = m->side == SIDE_LEFT ? -1 : 1;
    atlas_landmark_at(atlas, "hip_joint_centre", m->side, hip);
    MeshBone thigh = m->side == SIDE_LEFT ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH;
    for (int i = 0; i < line->point_count; i++) {
        float at[3];
        for (int k = 0; k < 3; k++) {
            at[k] = hip[k] + (k == 0 ? mirror : 1) * line->point[i].from_hip[k];
        }
        pose_point(&bones->motion[line->point[i].thigh ? thigh : MESH_PELVIS], at, out[i]);
    }
    return line->point_count;
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
static int stretch_fibre(const PostureRest *rest, const PoseBones *bones, int r, float at[LENGTH_POINTS_MOST][3])
{
    PoseMotion back[MESH_HIP_BONES];
    const int last = rest->last - rest->first;
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        back[b] = pose_back(&bones->motion[b]);
    }
    for (int i = 0; i <= last; i++) {
        const float *share = rest->share[r][rest->first + i];
        PoseMotion motion;
        posture_blend(bones, share, &motion);
        if (i == 0 || i == last) {
            motion = bones->motion[main_bone(share)];
        }
        pose_point(&motion, rest->grid.rest[r][rest->first + i], at[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 1; i < last; i++) {
            for (int k = 0; k < 3; k++) {
                at[i][k] = 0.5f * (at[i - 1][k] + at[i + 1][k]);
            }
            keep_out(rest, bones, back, r, rest->first + i, at[i]);
        }
    }
    return last + 1;
}

/* The third across its fibres that a string of a line runs in, -1 beyond the last. */
static int third_of(const AtlasLine *line, const PostureRest *rest, int string)
{
    bool all = !line || line->fibres == LINE_FIBRES_ALL;
    int count = all && rest->rows > 1 ? ROWS : 1;
    return string >= count ? -1 : all ? string : (int)line->fibres - LINE_FIBRES_FIRST;
}

static int find_path(const Atlas *atlas, const Muscle *m, const AtlasLine *line, int string, const PoseBones *bones,
                     float out[LENGTH_POINTS_MOST][3])
{
    if (line && line->point_count > 0) {
        return string == 0 ? follow_points(atlas, m, line, bones, out) : 0;
    }
    int third = m->rest ? third_of(line, m->rest, string) : -1;
    return third < 0 ? 0 : stretch_fibre(m->rest, bones, m->rest->rows == 1 ? 0 : ROW[third], out);
}

/* The mean of its strings. */
static float line_length(const Atlas *atlas, const Muscle *m, const AtlasLine *line, const PoseBones *bones)
{
    float at[LENGTH_POINTS_MOST][3], sum = 0;
    int strings = 0;
    for (int count; (count = find_path(atlas, m, line, strings, bones, at)) > 0; strings++) {
        for (int i = 1; i < count; i++) {
            sum += distance(at[i - 1], at[i]);
        }
    }
    return sum / fmaxf((float)strings, 1);
}

static bool find_lines(const Atlas *atlas, int structure, Muscle *m)
{
    const AtlasStructure *s = &atlas->structures[structure];
    bool along_fibres = false;
    for (int i = 0; i < atlas->line_count && m->count < LINE_PARTS; i++) {
        if (strcmp(atlas->structures[atlas->lines[i].structure].base_id, s->base_id) == 0) {
            m->line[m->count++] = &atlas->lines[i];
            along_fibres = along_fibres || atlas->lines[i].point_count == 0;
        }
    }
    along_fibres = along_fibres || m->count == 0;
    m->count = m->count > 0 ? m->count : 1;
    return along_fibres;
}

static void add_muscle(LengthSet *out, const MeshSet *set, uint32_t part, int structure, const PostureBones *bones)
{
    Muscle m = {.side = out->atlas->structures[structure].side};
    PoseBones still;
    pose_bones_still(&still);
    bool along_fibres = find_lines(out->atlas, structure, &m);
    m.rest = posture_rest_create(out->atlas, structure, set, part);
    if (m.rest) {
        posture_keep_out(m.rest, bones);
    } else if (along_fibres) {
        return;
    }
    for (int i = 0; i < m.count; i++) {
        m.length[i] = line_length(out->atlas, &m, m.line[i], &still);
        m.whole[i] = m.line[i] && m.line[i]->whole_m > 0 ? m.line[i]->whole_m : m.length[i];
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
    return m->line[line] ? m->line[line]->part : "";
}

int length_path(const LengthSet *lengths, int structure, int line, int string, const PoseBones *bones,
                float out[LENGTH_POINTS_MOST][3])
{
    const Muscle *m = muscle_of(lengths, structure);
    bool known = m && line >= 0 && line < m->count && string >= 0;
    return known ? find_path(lengths->atlas, m, m->line[line], string, bones, out) : 0;
}

float length_of_fibres(const LengthSet *lengths, int structure, LineFibres third, const PoseBones *bones)
{
    const Muscle *m = muscle_of(lengths, structure);
    const AtlasLine line = {.fibres = third};
    return m && m->rest ? line_length(lengths->atlas, m, &line, bones) : 0;
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
        sum += 100 * (line_length(lengths->atlas, m, m->line[i], bones) - m->length[i]) / fmaxf(m->whole[i], 1e-4f);
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
        length[i] = line_length(lengths->atlas, m, m->line[line], &bones);
    }
    *arm_m = (length[0] - length[1]) / (2 * STEP_RAD);
    return true;
}

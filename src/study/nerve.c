/* nerve.c - the bed of a long nerve as its bones carry it, and where the nerve lies in it. */
#include "hip/nerve.h"
#include "hip/mem.h"
#include "posture_rest.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float LONG_M = 0.2f;
/* Of what its bed grows longer, the share that strains it; the rest glides: some 30 mm in deep flexion (28 are
 * reported, source 89). */
static const float STRAINS = 0.6f;
static const float NEAR_M = 0.01f; /* how far round a place of its bed its shares are gathered */

struct NerveBed {
    float at[NERVE_PLACES][3], share[NERVE_PLACES][MESH_HIP_BONES];
    float length;
};

static float distance(const float a[3], const float b[3])
{
    float d[3] = {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    return sqrtf(dot3(d, d));
}

static float length_of(const float (*at)[3], int count)
{
    float length = 0;
    for (int i = 1; i < count; i++) {
        length += distance(at[i - 1], at[i]);
    }
    return length;
}

/* The place so far along a line; beyond its end straight on. */
static void walk(const float (*line)[3], int count, float far, float out[3])
{
    int i = 1;
    float piece = distance(line[0], line[1]);
    while (i + 1 < count && far > piece) {
        far -= piece;
        i++;
        piece = distance(line[i - 1], line[i]);
    }
    for (int k = 0; k < 3; k++) {
        out[k] = mixf(line[i - 1][k], line[i][k], far / fmaxf(piece, 1e-6f));
    }
}

static bool is_nerve_of(const Atlas *atlas, const MeshPart *part, Side side)
{
    int structure = part->id[0] ? atlas_structure(atlas, part->id) : -1;
    return structure >= 0 && atlas->structures[structure].system == SYSTEM_NERVE &&
           atlas->structures[structure].side == side;
}

static void gather(const MeshSet *set, const MeshPart *part, NerveBed *nerve)
{
    for (uint32_t v = part->first_vertex; v < part->first_vertex + part->vertex_count; v += 2) {
        const MeshWeights *w = &set->weights[v];
        const int each[MESH_HIP_BONES] = {[MESH_PELVIS] = 255 - w->right_thigh - w->left_thigh - w->spine,
                                          [MESH_RIGHT_THIGH] = w->right_thigh,
                                          [MESH_LEFT_THIGH] = w->left_thigh,
                                          [MESH_SPINE] = w->spine};
        float at[3];
        mesh_vertex_position(part, &set->vertices[v], at);
        for (int i = 0; i < NERVE_PLACES; i++) {
            float off = distance(at, nerve->at[i]) / NEAR_M, pull = 1 / ((1 + off * off) * (1 + off * off));
            for (int b = 0; b < MESH_HIP_BONES; b++) {
                nerve->share[i][b] += pull * (float)each[b];
            }
        }
    }
}

NerveBed *nerve_create(const Atlas *atlas, const MeshSet *set, int structure)
{
    if (structure < 0) {
        return NULL;
    }
    const AtlasStructure *s = &atlas->structures[structure];
    float length = s->system == SYSTEM_NERVE && s->course_count > 1 ? length_of(s->course, s->course_count) : 0;
    if (length < LONG_M || !set->weights) {
        return NULL;
    }
    NerveBed *nerve = mem_alloc(1, sizeof *nerve);
    for (int i = 0; i < NERVE_PLACES; i++) {
        walk(s->course, s->course_count, length * (float)i / (NERVE_PLACES - 1), nerve->at[i]);
    }
    for (size_t p = 0; p < set->part_count; p++) { /* its bed goes on where it has become another nerve */
        if (is_nerve_of(atlas, &set->parts[p], s->side)) {
            gather(set, &set->parts[p], nerve);
        }
    }
    for (int i = 0; i < NERVE_PLACES; i++) {
        float all = 1e-9f;
        for (int b = 0; b < MESH_HIP_BONES; b++) {
            all += nerve->share[i][b];
        }
        for (int b = 0; b < MESH_HIP_BONES; b++) {
            nerve->share[i][b] /= all;
        }
    }
    nerve->length = length_of((const float(*)[3])nerve->at, NERVE_PLACES);
    return nerve;
}

void nerve_release(NerveBed *nerve)
{
    free(nerve);
}

void nerve_now(const NerveBed *nerve, const PoseBones *bones, NerveNow *out)
{
    float bed[NERVE_PLACES][3];
    for (int i = 0; i < NERVE_PLACES; i++) {
        PoseMotion motion;
        posture_blend(bones, nerve->share[i], &motion);
        pose_point(&motion, nerve->at[i], bed[i]);
    }
    out->bed_at_rest_m = nerve->length;
    out->bed_m = length_of((const float(*)[3])bed, NERVE_PLACES);
    out->strain = STRAINS * (out->bed_m / nerve->length - 1);
    out->glide_m = out->bed_m - (1 + out->strain) * nerve->length;
    float far = 0;
    for (int i = 0; i < NERVE_PLACES; i++) {
        far += i > 0 ? (1 + out->strain) * distance(nerve->at[i - 1], nerve->at[i]) : 0;
        walk((const float(*)[3])bed, NERVE_PLACES, far, out->at[i]);
    }
}

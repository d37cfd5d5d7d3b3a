/* query_reveal_target.c - points spread over the structure that is to be revealed. */
#include "query_private.h"
#include <math.h>
#include <string.h>

/* Twice the area; the unit normal is written when there is one. */
static float triangle_corners(const Model *model, const MeshPart *part, uint32_t at, float corner[3][3],
                              float normal[3])
{
    float length2 = 0;
    for (uint32_t k = 0; k < 3; k++) {
        mesh_vertex_position(part, &model->set.vertices[model->set.indices[at + k]], corner[k]);
    }
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        normal[i] = (corner[1][j] - corner[0][j]) * (corner[2][k] - corner[0][k]) -
                    (corner[1][k] - corner[0][k]) * (corner[2][j] - corner[0][j]);
        length2 += normal[i] * normal[i];
    }
    float length = sqrtf(length2);
    for (int i = 0; i < 3 && length > 0; i++) {
        normal[i] /= length;
    }
    return length;
}

/* Points at even steps of area over the first level below full detail of each part; step 0 only measures the area. */
static double sample_surface(RevealTarget *target, double step)
{
    double area = 0, next = step / 2;
    for (size_t p = 0; p < target->model->set.part_count; p++) {
        const MeshPart *part = &target->model->set.parts[p];
        if (target->model->part_item[p] != target->item || !mesh_part_in(part, target->variant)) {
            continue;
        }
        const MeshLod *lod = &part->lods[part->lod_count > 1];
        for (uint32_t i = 0; i + 2 < lod->index_count; i += 3) {
            float corner[3][3], normal[3];
            area += (double)triangle_corners(target->model, part, lod->first_index + i, corner, normal);
            while (step > 0 && next < area && target->count < REVEAL_SAMPLES) {
                RevealSample *sample = &target->samples[target->count++];
                memcpy(sample->normal, normal, sizeof normal);
                for (int k = 0; k < 3; k++) {
                    sample->at[k] = (corner[0][k] + corner[1][k] + corner[2][k]) / 3;
                }
                next += step;
            }
        }
    }
    return area;
}

static void sample_course(RevealTarget *target, const AtlasStructure *structure)
{
    float length = 0;
    target->line = true;
    for (int i = 0; i + 1 < structure->course_count; i++) {
        float piece = 0;
        for (int k = 0; k < 3; k++) {
            piece += powf(structure->course[i + 1][k] - structure->course[i][k], 2);
        }
        length += sqrtf(piece);
    }
    float step = fmaxf(length / (REVEAL_SAMPLES - 1), 0.003f), next = 0, passed = 0;
    for (int i = 0; i + 1 < structure->course_count; i++) {
        const float *a = structure->course[i], *b = structure->course[i + 1];
        float piece = sqrtf(powf(b[0] - a[0], 2) + powf(b[1] - a[1], 2) + powf(b[2] - a[2], 2));
        while (next <= passed + piece && target->count < REVEAL_SAMPLES && piece > 0) {
            RevealSample *sample = &target->samples[target->count++];
            for (int k = 0; k < 3; k++) {
                sample->at[k] = mixf(a[k], b[k], (next - passed) / piece);
            }
            next += step;
        }
        passed += piece;
    }
}

bool reveal_target(const Model *model, int item, int variant, RevealTarget *target)
{
    *target = (RevealTarget){.model = model, .bvh = query_trees(model), .item = item, .variant = variant};
    if (item < model->atlas->structure_count && model->atlas->structures[item].course_count > 1) {
        sample_course(target, &model->atlas->structures[item]); /* of a nerve the stretch that is taught */
    } else if (model->present[item]) {
        double area = sample_surface(target, 0);
        sample_surface(target, area / REVEAL_SAMPLES);
    }
    for (int i = 0; i < target->count; i++) {
        for (int k = 0; k < 3; k++) {
            target->middle[k] += target->samples[i].at[k] / (float)target->count;
        }
    }
    return target->count > 0;
}

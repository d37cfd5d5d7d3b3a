/* region_course.c - the zone of a nerve that takes another way: dots on the skin over its own part, each with half of
 * the band's width about it. Only what has left the pelvis counts: what lies behind the exit below piriformis. */
#include "region_course.h"
#include <string.h>

static const float HALF_WIDTH_M = 0.015f; /* as the usual course's band, facts.md 3.3 */
static const float CELL_M = 0.006f;       /* dots are no nearer to each other */
static const float EXIT_SLACK_M = 0.006f;

static bool takes_other_ways(const Atlas *atlas, int structure)
{
    for (int i = 0; i < atlas->variant_of_count; i++) {
        if (atlas->variant_of[i] == structure) {
            return true;
        }
    }
    return false;
}

static bool is_near(const SkinLine *line, const float at[2])
{
    for (int i = 0; i < line->count; i++) {
        float dx = line->at[i][0] - at[0], dy = line->at[i][1] - at[1];
        if (dx * dx + dy * dy < CELL_M * CELL_M) {
            return true;
        }
    }
    return false;
}

static void add_dot(const Chart *chart, const float at[2], SkinLine *line)
{
    if (line->count < SKIN_LINE_MOST && !is_near(line, at)) {
        memcpy(line->at[line->count], at, sizeof line->at[0]);
        chart_skin(chart, at, line->skin[line->count]);
        line->count++;
    }
}

static void add_part(const Chart *chart, const MeshSet *set, const MeshPart *part, float behind, SkinLine *line)
{
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        float point[3], at[2];
        mesh_vertex_position(part, &set->vertices[part->first_vertex + v], point);
        if (point[2] < behind && point[1] > chart->sheet.y[0]) {
            chart_of(&chart->sheet, point, at);
            add_dot(chart, at, line);
        }
    }
}

void region_add_courses(const Atlas *atlas, const Chart *chart, const MeshSet *set, const AtlasRegion *from,
                        int variant, SkinRegion *out)
{
    float exit[3];
    if (from->contact == CONTACT_FREE || out->count == REGION_SHAPES ||
        !atlas_landmark_at(atlas, "infrapiriform_exit", SIDE_RIGHT, exit)) {
        return;
    }
    SkinShape *shape = &out->shapes[out->count];
    *shape = (SkinShape){.kind = SHAPE_DISC, .outer_m = HALF_WIDTH_M};
    for (int i = 0; i < from->target_count; i++) {
        int target = from->targets[i];
        if (chart->sheet.mirror < 0 && atlas->structures[target].twin >= 0) {
            target = atlas->structures[target].twin;
        }
        for (size_t p = 0; takes_other_ways(atlas, target) && p < set->part_count; p++) {
            const MeshPart *part = &set->parts[p];
            if (mesh_part_in(part, variant) && strcmp(part->id, atlas->structures[target].id) == 0) {
                add_part(chart, set, part, exit[2] + EXIT_SLACK_M, &shape->line);
            }
        }
    }
    if (shape->line.count) {
        skin_shape_bound(shape);
        out->count++;
    }
}

/* Regions, zones and ways of strokes as they lie on the body: on the skin, over their targets, clear of what is not to
 * be touched. Each test lists all offenders before it fails. */
#include "stroke_body.h"

static const float GRID_M = 0.008f;

static SkinRegion *lay(int side, int region, int variant)
{
    return skin_region_create(atlas, charts[side], &body, region, variant);
}

/* Calls `see` for places of the chart that lie in the region where the model has skin. */
typedef void (*See)(const Chart *chart, const float at[2], void *context);
static int each_place(int side, int region, See see, void *context)
{
    const ChartSheet *sheet = &charts[side]->sheet;
    SkinRegion *laid = lay(side, region, 0);
    int count = 0;
    for (float y = sheet->y[0]; y < sheet->y[1]; y += GRID_M) {
        for (float along = 0; along < sheet->length; along += GRID_M) {
            float at[2] = {along, y}, skin[3];
            if (chart_skin(charts[side], at, skin) && skin_region_distance(charts[side], laid, at) < 0) {
                see(charts[side], at, context);
                count++;
            }
        }
    }
    skin_region_release(laid);
    return count;
}

static void charts_lie_on_the_skin(void **state)
{
    (void)state;
    int seen = 0, off = 0;
    for (int r = 0; r < CHART_RAY_ROWS; r += 5) {
        for (int c = 0; c < CHART_RAYS; c += 5) {
            const ChartSheet *sheet = &charts[0]->sheet;
            float at[2] = {sheet->length * ((float)c + 0.5f) / CHART_RAYS,
                           sheet->y[0] + (sheet->y[1] - sheet->y[0]) * ((float)r + 0.5f) / CHART_RAY_ROWS};
            float skin[3], back[2];
            if (chart_skin(charts[0], at, skin)) {
                chart_of(sheet, skin, back);
                assert_true(fabsf(back[0] - at[0]) < 1e-4f && fabsf(back[1] - at[1]) < 1e-5f);
                seen++;
                off += skin_away_mm(skin) > 2;
            }
        }
    }
    assert_true(seen > 500);
    assert_int_equal(off, 0);
}

static void every_corner_lies_on_the_skin(void **state)
{
    (void)state;
    int far = 0, seen = 0;
    for (int r = 0; r < atlas->region_count; r++) {
        SkinRegion *laid = lay(0, r, 0);
        assert_true(laid->count >= atlas->regions[r].shape_count);
        for (int s = 0; s < laid->count; s++) {
            const SkinLine *line = &laid->shapes[s].line;
            for (int i = 0; i < line->count; i++) {
                float skin[3];
                if (chart_skin(charts[0], line->at[i], skin)) {
                    float away = skin_away_mm(line->skin[i]);
                    seen++;
                    far += away > 5;
                    if (away > 5) {
                        print_error("%s: a corner is %.1f mm from the skin\n", atlas->regions[r].id, (double)away);
                    }
                }
            }
        }
        skin_region_release(laid);
    }
    assert_true(seen > 500);
    assert_int_equal(far, 0);
}

typedef struct Aim {
    const int *targets;
    int target_count, hits;
} Aim;

static bool inward_meets(const Chart *chart, const float at[2], int structure)
{
    float skin[3], from[3], dir[3];
    MeshHit hit;
    chart_skin(chart, at, skin);
    chart_inward(&chart->sheet, at, dir);
    for (int k = 0; k < 3; k++) {
        from[k] = skin[k] - 0.01f * dir[k];
    }
    int twin = atlas->structures[structure].twin; /* zones of the midline reach over */
    for (uint32_t p = 0; p < body.part_count; p++) {
        const char *id = body.parts[p].id;
        bool wanted = strcmp(id, atlas->structures[structure].id) == 0 ||
                      (twin >= 0 && strcmp(id, atlas->structures[twin].id) == 0);
        if (wanted && mesh_part_in(&body.parts[p], 0) && mesh_bvh_hit(trees, p, from, dir, 0, 0.12f, &hit)) {
            return true;
        }
    }
    return false;
}

static void aim(const Chart *chart, const float at[2], void *context)
{
    Aim *a = context;
    for (int i = 0; i < a->target_count; i++) {
        if (inward_meets(chart, at, a->targets[i])) {
            a->hits++;
            return;
        }
    }
}

static void regions_lie_over_their_targets(void **state)
{
    (void)state;
    int missed = 0;
    for (int r = 0; r < atlas->region_count; r++) {
        const AtlasRegion *region = &atlas->regions[r];
        Aim a = {region->targets, region->target_count, 0};
        int count = region->contact == CONTACT_FREE ? each_place(0, r, aim, &a) : 0;
        if (count && a.hits < 0.8f * (float)count) {
            print_error("%s: %d of %d places lie over a target\n", region->id, a.hits, count);
            missed++;
        }
        if (region->contact == CONTACT_FREE && count < 4) {
            print_error("%s: only %d places on the body\n", region->id, count);
            missed++;
        }
    }
    assert_int_equal(missed, 0);
}

/* All regions of a stroke together must show what the stroke is for. */
static void strokes_reach_their_targets(void **state)
{
    (void)state;
    int missed = 0;
    for (int s = 0; s < atlas->stroke_count; s++) {
        const AtlasStroke *stroke = &atlas->strokes[s];
        Aim a = {stroke->targets, stroke->target_count, 0};
        int count = 0;
        for (int i = 0; i < stroke->region_count; i++) {
            count += each_place(0, stroke->regions[i], aim, &a);
        }
        if (a.hits < 0.8f * (float)count || count == 0) {
            print_error("%s: %d of %d places lie over a target\n", stroke->id, a.hits, count);
            missed++;
        }
    }
    assert_int_equal(missed, 0);
}

static float out_of_regions_mm(const AtlasStroke *stroke, SkinRegion *const *laid, const float at[2])
{
    float best = 1;
    for (int i = 0; i < stroke->region_count; i++) {
        best = fminf(best, skin_region_distance(charts[0], laid[i], at));
    }
    return 1000 * best;
}

static void paths_stay_in_their_region(void **state)
{
    (void)state;
    int left = 0;
    for (int s = 0; s < atlas->stroke_count; s++) {
        const AtlasStroke *stroke = &atlas->strokes[s];
        SkinRegion *laid[8];
        assert_true(stroke->region_count <= 8);
        for (int i = 0; i < stroke->region_count; i++) {
            laid[i] = lay(0, stroke->regions[i], 0);
        }
        for (int p = 0; p < stroke->path_count; p++) {
            SkinLine line;
            skin_line(atlas, charts[0], stroke->paths[p].places, stroke->paths[p].place_count, false, &line);
            float worst = -1000;
            for (int i = 0; i < line.count; i++) {
                worst = fmaxf(worst, out_of_regions_mm(stroke, laid, line.at[i]));
            }
            if (worst > 0) {
                print_error("%s path %d: %.1f mm out of its region\n", stroke->id, p + 1, (double)worst);
                left++;
            }
        }
        for (int i = 0; i < stroke->region_count; i++) {
            skin_region_release(laid[i]);
        }
    }
    assert_int_equal(left, 0);
}

/* Least distance from the edge of the patch to a zone: of the middle and both ends of each of its bars. */
static float patch_clears_mm(const Chart *chart, const SkinRegion *zone, const AtlasTool *tool, const StrokeMoment *m)
{
    PatchPiece pieces[PATCH_PIECES];
    int count = stroke_patch(tool, pieces);
    float best = 1;
    for (int i = 0; i < count; i++) {
        for (float t = 0; t <= 1; t += 0.25f) {
            float x = pieces[i].from[0] + t * (pieces[i].to[0] - pieces[i].from[0]);
            float y = pieces[i].from[1] + t * (pieces[i].to[1] - pieces[i].from[1]), place[3], at[2];
            for (int k = 0; k < 3; k++) {
                place[k] = m->place[k] + x * m->along[k] + y * m->forward[k];
            }
            chart_of(&chart->sheet, place, at);
            best = fminf(best, skin_region_distance(chart, zone, at) - fminf(pieces[i].radius, REGION_EDGE_M));
        }
    }
    return 1000 * best;
}

static void nothing_enters_a_zone_without_contact(void **state)
{
    (void)state;
    int entered = 0;
    for (int z = 0; z < atlas->region_count; z++) {
        if (atlas->regions[z].contact != CONTACT_NONE) {
            continue;
        }
        SkinRegion *zone = lay(0, z, 0);
        for (int s = 0; s < atlas->stroke_count; s++) {
            const AtlasStroke *stroke = &atlas->strokes[s];
            float worst = 1000, length = stroke_length_s(stroke), when = 0;
            int which = 0;
            for (float t = 0; t < length; t += 0.4f) {
                for (int k = 0; k < stroke->tool_count; k++) {
                    StrokeMoment m;
                    stroke_at(atlas, charts[0], s, stroke->tools[k], t, &m);
                    float clear = m.lifted > 0 ? 1000 : patch_clears_mm(charts[0], zone, &atlas->tools[m.tool], &m);
                    if (clear < worst) {
                        worst = clear;
                        when = t;
                        which = m.tool;
                    }
                }
            }
            if (worst < 0) {
                print_error("%s with %s at %.1f s: %.1f mm into %s\n", stroke->id, atlas->tools[which].id, (double)when,
                            (double)-worst, atlas->regions[z].id);
                entered++;
            }
        }
        skin_region_release(zone);
    }
    assert_int_equal(entered, 0);
}

/* How far a path runs on inside a zone. */
static float length_inside_mm(const SkinLine *line, const SkinRegion *zone)
{
    float length = 0, longest = 0;
    for (int i = 0; i < line->count; i++) {
        bool inside = skin_region_distance(charts[0], zone, line->at[i]) < 0;
        length = inside ? length + (i ? line->way[i] - line->way[i - 1] : 0.001f) : 0;
        longest = fmaxf(longest, length);
    }
    return 1000 * longest;
}

/* No path stands or runs on a zone that its stroke names. Only the nerve is crossed, the short way and on the move:
 * muscle fibres run across it. */
static void strokes_keep_off_what_they_name(void **state)
{
    (void)state;
    int nerve = atlas_region(atlas, "x_sciatic"), on = 0;
    for (int s = 0; s < atlas->stroke_count; s++) {
        const AtlasStroke *stroke = &atlas->strokes[s];
        for (int z = 0; z < stroke->keep_off_count; z++) {
            SkinRegion *zone = lay(0, stroke->keep_off[z], 0);
            bool may_cross = stroke->keep_off[z] == nerve && stroke->motion == MOTION_GLIDE;
            for (int p = 0; p < stroke->path_count; p++) {
                SkinLine line;
                skin_line(atlas, charts[0], stroke->paths[p].places, stroke->paths[p].place_count, false, &line);
                float inside = length_inside_mm(&line, zone);
                if (inside > (may_cross ? 45 : 0)) {
                    print_error("%s path %d runs %.1f mm on %s\n", stroke->id, p + 1, (double)inside,
                                atlas->regions[stroke->keep_off[z]].id);
                    on++;
                }
            }
            skin_region_release(zone);
        }
    }
    assert_int_equal(on, 0);
}

/* The band to spare lies over the nerve, in every course: of its surface behind the pelvis and above the knee. */
static void the_sciatic_zone_covers_the_nerve(void **state)
{
    (void)state;
    int zone = atlas_region(atlas, "x_sciatic"), bad = 0;
    float exit[3];
    assert_true(atlas_landmark_at(atlas, "infrapiriform_exit", SIDE_RIGHT, exit));
    for (int variant = 0; variant < 6; variant++) {
        SkinRegion *laid = lay(0, zone, variant);
        int seen = 0, covered = 0;
        for (size_t p = 0; p < body.part_count; p++) {
            const MeshPart *part = &body.parts[p];
            bool nerve = strcmp(part->id, "sciatic_nerve_r") == 0 && mesh_part_in(part, variant);
            for (uint32_t v = 0; nerve && v < part->vertex_count; v++) {
                float point[3], at[2];
                mesh_vertex_position(part, &body.vertices[part->first_vertex + v], point);
                if (point[2] < exit[2] + 0.004f && point[1] < exit[1] + 0.05f) {
                    chart_of(&charts[0]->sheet, point, at);
                    seen++;
                    covered += skin_region_distance(charts[0], laid, at) < 0;
                }
            }
        }
        if (seen < 100 || covered < 0.95f * (float)seen) {
            print_error("type %d: %d of %d places of the nerve lie under the zone\n", variant + 1, covered, seen);
            bad++;
        }
        skin_region_release(laid);
    }
    assert_int_equal(bad, 0);
}

static void both_sides_mirror(void **state)
{
    (void)state;
    const ChartSheet *sheet = &charts[0]->sheet;
    int apart = 0, seen = 0;
    for (int r = 0; r < atlas->region_count; r++) {
        SkinRegion *right = lay(0, r, 0), *left = lay(1, r, 0);
        for (float y = sheet->y[0]; y < sheet->y[1]; y += GRID_M) {
            for (float along = 0; along < sheet->length; along += GRID_M) {
                float at[2] = {along, y}, x[2][3];
                float here = clampf(skin_region_distance(charts[0], right, at), -REGION_EDGE_M, REGION_EDGE_M);
                float there = clampf(skin_region_distance(charts[1], left, at), -REGION_EDGE_M, REGION_EDGE_M);
                chart_skin(charts[0], at, x[0]);
                chart_skin(charts[1], at, x[1]);
                x[1][0] = -x[1][0];
                seen += here < 0;
                apart += here < 0 && (fabsf(here - there) > 0.005f || apart_mm(x[0], x[1]) > 5);
            }
        }
        skin_region_release(right);
        skin_region_release(left);
    }
    assert_true(seen > 1000);
    assert_true(1000 * apart <=
                seen); /* where skin falls away steeply the halves of the body differ by a little more */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charts_lie_on_the_skin),
        cmocka_unit_test(every_corner_lies_on_the_skin),
        cmocka_unit_test(regions_lie_over_their_targets),
        cmocka_unit_test(strokes_reach_their_targets),
        cmocka_unit_test(paths_stay_in_their_region),
        cmocka_unit_test(nothing_enters_a_zone_without_contact),
        cmocka_unit_test(strokes_keep_off_what_they_name),
        cmocka_unit_test(the_sciatic_zone_covers_the_nerve),
        cmocka_unit_test(both_sides_mirror),
    };
    return cmocka_run_group_tests(tests, stroke_body_load, stroke_body_release);
}

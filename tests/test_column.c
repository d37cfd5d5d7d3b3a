/* What lies under a tool, against the depths of the sources: facts 1.2 (piriformis by CT, 60 adults, source 21), 3.3
 * (the sciatic nerve). */
#include "stroke_body.h"

static int structure(const char *id)
{
    return atlas_structure_on_side(atlas, id, SIDE_RIGHT);
}

/* A place on the line from the sacrum's edge to the trochanter along which piriformis runs. */
static void on_the_muscle(float share, float out[3])
{
    float edge[3], trochanter[3];
    int band = atlas_region(atlas, "r_piriformis");
    assert_true(band >= 0);
    atlas_place_at(atlas, &atlas->regions[band].shapes[0].places[0], SIDE_RIGHT, edge);
    assert_true(atlas_landmark_at(atlas, "greater_trochanter", SIDE_RIGHT, trochanter));
    for (int k = 0; k < 3; k++) {
        out[k] = mixf(edge[k], trochanter[k], share);
    }
}

static void look(const char *tool, const float place[3], int variant, Column *out)
{
    ColumnBody under = {atlas, &body, trees, charts[0], variant};
    column_at(&under, atlas_tool(atlas, tool), place, out);
}

static const ColumnLayer *layer_of(const Column *column, const char *id)
{
    for (int i = 0; i < column->layer_count; i++) {
        if (column->layers[i].structure == structure(id)) {
            return &column->layers[i];
        }
    }
    fail_msg("%s is not in the column", id);
    return NULL;
}

static void check_depth(const char *what, float found_m, float mean_mm)
{
    if (fabsf(1000 * found_m - mean_mm) > 10) {
        fail_msg("%s lies %.1f mm deep instead of %.0f", what, (double)(1000 * found_m), (double)mean_mm);
    }
}

static void depths_are_the_sources(void **state)
{
    (void)state;
    static const struct {
        float share, mean_mm;
    } CT[] = {{0.0f, 52}, {0.22f, 63}, {0.72f, 66}}; /* medial end, centre of the belly, lateral end */
    Column column;
    float place[3];
    for (int i = 0; i < 3; i++) {
        on_the_muscle(CT[i].share, place);
        look("elbow", place, 0, &column);
        check_depth("piriformis", layer_of(&column, "piriformis")->from_m, CT[i].mean_mm);
    }
    assert_true(atlas_landmark_at(atlas, "sciatic_p2", SIDE_RIGHT, place)); /* 5-7 cm in the middle of the buttock */
    look("palm", place, 0, &column);
    for (int i = 0; i < column.spared_count; i++) {
        if (column.spared[i].structure == structure("sciatic_nerve")) {
            assert_true(column.spared[i].beside_m < 0.045f);
        }
    }
    look("elbow", place, 0, &column);
    assert_int_equal(column.spared[0].structure, structure("sciatic_nerve"));
    assert_true(column.spared[0].beside_m < 0.008f);
    check_depth("the sciatic nerve", column.spared[0].deep_m, 60);
}

static void columns_are_in_order(void **state)
{
    (void)state;
    Column column;
    float place[3];
    for (float share = 0; share <= 1; share += 0.05f) {
        on_the_muscle(share, place);
        look("elbow", place, 0, &column);
        assert_true(column.skinned && column.layer_count >= 4);
        assert_int_equal(column.layers[0].structure, structure("skin"));
        assert_true(fabsf(column.layers[0].from_m) < 0.003f);
        bool reached = true;
        for (int i = 0; i < column.layer_count; i++) {
            assert_true(column.layers[i].to_m >= column.layers[i].from_m);
            assert_true(i == 0 || column.layers[i].from_m >= column.layers[i - 1].from_m);
            assert_true(reached || !column.layers[i].reached);
            reached = column.layers[i].reached;
            bool bone = atlas->structures[column.layers[i].structure].system == SYSTEM_BONE;
            assert_true(!bone || i + 1 == column.layer_count);
        }
        for (int i = 1; i < column.spared_count; i++) {
            assert_true(column.spared[i].beside_m >= column.spared[i - 1].beside_m);
        }
    }
}

static void tools_reach_as_deep_as_they_do(void **state)
{
    (void)state;
    Column column;
    float place[3];
    on_the_muscle(0.68f, place); /* where the elbow sinks on piriformis */
    look("elbow", place, 0, &column);
    assert_true(layer_of(&column, "piriformis")->reached);
    look("forearm", place, 0, &column);
    assert_true(layer_of(&column, "gluteus_maximus")->reached);
    assert_false(layer_of(&column, "piriformis")->reached);
    look("fingertips", place, 0, &column);
    assert_true(layer_of(&column, "skin")->reached);
    assert_false(layer_of(&column, "gluteus_maximus")->reached);
    assert_true(atlas_landmark_at(atlas, "psis", SIDE_RIGHT, place));
    look("elbow", place, 0, &column);
    assert_true(column.bone_m > 0.010f && column.bone_m < 0.030f); /* thin over the spine */
    assert_float_equal(column.reach_m, column.bone_m, 1e-6f);
}

static void zones_are_told(void **state)
{
    (void)state;
    Column column;
    float place[3];
    assert_true(atlas_landmark_at(atlas, "ischial_tuberosity", SIDE_RIGHT, place));
    look("thumb", place, 0, &column);
    assert_true(column.zone_count > 5 && column.zones[0].away_m < 0);
    assert_string_equal(atlas->regions[column.zones[0].region].id, "x_it");
    assert_true(atlas_landmark_at(atlas, "iliac_tubercle", SIDE_RIGHT, place));
    look("thumb", place, 0, &column);
    assert_true(column.zones[0].away_m > 0);
}

/* Off the body nothing is found and nothing goes wrong. */
static void places_off_the_body_are_empty(void **state)
{
    (void)state;
    Column column;
    static const float FAR[][3] = {{0, 5, 0}, {-0.08f, -0.42f, -0.05f}, {0, 0, 0}, {-9, 0, 0}};
    for (size_t i = 0; i < sizeof FAR / sizeof *FAR; i++) {
        look("elbow", FAR[i], 5, &column);
        assert_true(column.layer_count >= 0 && column.layer_count <= COLUMN_LAYERS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(depths_are_the_sources),         cmocka_unit_test(columns_are_in_order),
        cmocka_unit_test(tools_reach_as_deep_as_they_do), cmocka_unit_test(zones_are_told),
        cmocka_unit_test(places_off_the_body_are_empty),
    };
    return cmocka_run_group_tests(tests, stroke_body_load, stroke_body_release);
}

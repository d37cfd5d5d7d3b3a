#include "hip/peel.h"
#include "sheet_fixture.h"

static Atlas *the_atlas(void)
{
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipError err = {0};
    if (atlas_load(NULL, &atlas, &problems, &err) != HIP_OK) {
        problems_print(&problems, stderr);
        fail_msg("%s", err.text);
    }
    problems_release(&problems);
    return atlas;
}

static PeelState *at_depth(const Atlas *atlas, float depth, const float *own)
{
    PeelState *states = mem_alloc((size_t)atlas->structure_count, sizeof *states);
    peel_evaluate(atlas, depth, own, states);
    return states;
}

static bool is_away(const PeelState *state)
{
    return state->opacity <= 0 || state->reflect >= 1 || state->shift[0] != 0;
}

/* Ligaments stay until the bones alone are left, since they bound the foramina. */
static bool stays_to_the_last(const AtlasStructure *s)
{
    return s->system == SYSTEM_BONE || strcmp(s->base_id, "sacrotuberous_ligament") == 0 ||
           strcmp(s->base_id, "sacrospinous_ligament") == 0;
}

static void every_layer_above_the_depth_is_away_and_none_below(void **state)
{
    (void)state;
    Atlas *atlas = the_atlas();
    for (int depth = 0; depth <= 10; depth++) {
        PeelState *states = at_depth(atlas, (float)depth, NULL);
        for (int i = 0; i < atlas->structure_count; i++) {
            const AtlasStructure *s = &atlas->structures[i];
            bool whole = states[i].opacity >= 1 && states[i].reflect <= 0 && states[i].shift[0] == 0;
            if (stays_to_the_last(s)) {
                assert_true(depth == 10 || whole);
            } else if (s->layer < depth ? !is_away(&states[i]) : !whole) {
                fail_msg("%s of layer %d at depth %d", s->id, s->layer, depth);
            }
        }
        free(states);
    }
    atlas_release(atlas);
}

static void only_bone_is_left_at_ten(void **state)
{
    (void)state;
    Atlas *atlas = the_atlas();
    PeelState *states = at_depth(atlas, 10, NULL);
    for (int i = 0; i < atlas->structure_count; i++) {
        bool bone = atlas->structures[i].system == SYSTEM_BONE;
        assert_true(bone ? states[i].opacity >= 1 : states[i].opacity <= 0);
    }
    free(states);
    atlas_release(atlas);
}

static void flaps_stay_in_sight_for_a_while(void **state)
{
    (void)state;
    Atlas *atlas = the_atlas();
    int maximus = atlas_structure(atlas, "gluteus_maximus_r"), medius = atlas_structure(atlas, "gluteus_medius_r");
    PeelState *states = at_depth(atlas, 7, NULL);
    assert_true(states[maximus].reflect >= 1 && states[maximus].opacity >= 1);
    peel_evaluate(atlas, 7.5f, NULL, states);
    assert_float_equal(states[maximus].opacity, 0.5f, 1e-4f);
    peel_evaluate(atlas, 8, NULL, states);
    assert_true(states[maximus].opacity <= 0 && states[medius].opacity >= 1);
    free(states);
    atlas_release(atlas);
}

static void the_sciatic_nerve_is_set_aside_and_never_cut(void **state)
{
    (void)state;
    static const char *const ids[] = {"sciatic_nerve_r", "tibial_nerve_r", "common_fibular_nerve_r"};
    Atlas *atlas = the_atlas();
    for (int k = 0; k < 3; k++) {
        int nerve = atlas_structure(atlas, ids[k]), left = atlas->structures[nerve].twin;
        assert_true(nerve >= 0 && left >= 0);
        for (float depth = 7; depth <= 9; depth += 0.25f) {
            PeelState *states = at_depth(atlas, depth, NULL);
            assert_true(states[nerve].opacity >= 1 && states[nerve].reflect <= 0);
            assert_true(states[nerve].shift[0] <= 0); /* laterally: to the right on the right */
            assert_true(states[left].shift[0] == -states[nerve].shift[0]);
            free(states);
        }
        PeelState *aside = at_depth(atlas, 8, NULL);
        assert_float_equal(aside[nerve].shift[0], -0.015f, 1e-6f);
        free(aside);
    }
    atlas_release(atlas);
}

static void own_motion_overrides_the_depth(void **state)
{
    (void)state;
    Atlas *atlas = the_atlas();
    float *own = mem_alloc((size_t)atlas->structure_count, sizeof *own);
    for (int i = 0; i < atlas->structure_count; i++) {
        own[i] = -1;
    }
    int maximus = atlas_structure(atlas, "gluteus_maximus_r"),
        skin = atlas_structure_on_side(atlas, "skin", SIDE_RIGHT);
    int context = atlas_structure(atlas, "gracilis_r"), femur = atlas_structure(atlas, "femur_r");
    int nerve = atlas_structure(atlas, "sciatic_nerve_r");
    own[maximus] = 0.5f;
    own[context] = own[femur] = own[nerve] = 1;
    PeelState *states = at_depth(atlas, 0, own);
    assert_float_equal(states[maximus].reflect, 0.5f, 1e-6f);
    assert_true(states[maximus].opacity >= 1);
    assert_true(states[skin].opacity <= 0);                         /* else the flap would come through it ... */
    assert_true(states[atlas->structures[skin].twin].opacity >= 1); /* ... but only on its own side */
    own[skin] = 0;
    peel_evaluate(atlas, 0, own, states);
    assert_true(states[skin].opacity >= 1); /* unless it was asked to stay */
    own[skin] = -1;
    assert_true(states[context].opacity <= 0); /* what has only a fade fades */
    assert_true(states[femur].opacity >= 1);   /* bones never leave */
    assert_true(states[nerve].opacity >= 1 && states[nerve].shift[0] < 0);
    peel_evaluate(atlas, 10, own, states);
    assert_true(states[maximus].opacity >= 1); /* stays in sight whatever the depth */
    own[maximus] = 0;
    peel_evaluate(atlas, 10, own, states);
    assert_true(states[maximus].reflect <= 0 && states[maximus].opacity >= 1);
    free(own);
    free(states);
    atlas_release(atlas);
}

static void depth_is_clamped(void **state)
{
    (void)state;
    Atlas *atlas = the_atlas();
    size_t size = (size_t)atlas->structure_count * sizeof(PeelState);
    static const float wild[][2] = {{-3, 0}, {44, 10}, {INFINITY, 10}, {NAN, 0}};
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
        PeelState *a = at_depth(atlas, wild[i][0], NULL), *b = at_depth(atlas, wild[i][1], NULL);
        assert_memory_equal(a, b, size);
        free(a);
        free(b);
    }
    atlas_release(atlas);
}

static int stops_with(const Atlas *atlas, const char *const *ids, int count, float out[11])
{
    bool *present = mem_alloc((size_t)atlas->structure_count, sizeof *present);
    for (int i = 0; i < count; i++) {
        int structure = atlas_structure_on_side(atlas, ids[i], SIDE_RIGHT);
        assert_true(structure >= 0);
        present[structure] = true;
    }
    int stops = peel_stops(atlas, present, out);
    free(present);
    return stops;
}

static void stops_skip_what_changes_nothing(void **state)
{
    (void)state;
    Atlas *atlas = the_atlas();
    float stops[11];
    static const char *const few[] = {"gluteus_maximus", "femur"};
    assert_int_equal(stops_with(atlas, few, 2, stops), 3);
    assert_true(stops[0] == 3);  /* whole */
    assert_true(stops[1] == 7);  /* reflected: nothing more until the flap fades */
    assert_true(stops[2] == 10); /* gone */
    static const char *const bones[] = {"femur", "sacrum"};
    assert_int_equal(stops_with(atlas, bones, 2, stops), 1);
    static const char *const more[] = {
        "skin", "gluteus_maximus", "gluteus_medius", "piriformis", "gluteus_minimus", "obturator_internus", "femur"};
    int count = stops_with(atlas, more, 7, stops);
    static const float wanted[] = {0, 3, 5, 6, 7, 8, 9, 10};
    assert_int_equal(count, 8);
    assert_memory_equal(stops, wanted, sizeof wanted);
    atlas_release(atlas);
}

static void left_steps_mirror_the_right_ones(void **state)
{
    (void)state;
    Atlas *atlas = the_atlas();
    int reflecting = 0;
    for (int i = 0; i < atlas->step_count; i++) {
        const AtlasStep *right = &atlas->steps[i];
        const AtlasStructure *s = &atlas->structures[right->structure];
        if (s->side != SIDE_RIGHT || right->kind != PEEL_REFLECT) {
            continue;
        }
        const AtlasStep *left = atlas_step_of(atlas, s->twin);
        assert_non_null(left);
        assert_true(left->lift[0] == -right->lift[0] && left->lift[2] == right->lift[2]);
        assert_int_equal(left->hinge_count, right->hinge_count);
        for (int k = 0; k < right->hinge_count; k++) {
            assert_true(left->hinge[k][0] == -right->hinge[k][0] && left->hinge[k][1] == right->hinge[k][1]);
            assert_true(right->hinge[k][0] < 0); /* the files are written for the right */
        }
        reflecting++;
    }
    assert_int_equal(reflecting, 9);
    atlas_release(atlas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_layer_above_the_depth_is_away_and_none_below),
        cmocka_unit_test(only_bone_is_left_at_ten),
        cmocka_unit_test(flaps_stay_in_sight_for_a_while),
        cmocka_unit_test(the_sciatic_nerve_is_set_aside_and_never_cut),
        cmocka_unit_test(own_motion_overrides_the_depth),
        cmocka_unit_test(depth_is_clamped),
        cmocka_unit_test(stops_skip_what_changes_nothing),
        cmocka_unit_test(left_steps_mirror_the_right_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

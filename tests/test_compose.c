/* test_compose.c - what compose makes of coverings, colour schemes, skin tones and themes. */
#include "box_session.h"
#include "hip/mem.h"
#include "hip/scheme.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static Atlas *atlas;
static Session *session;
static DrawList *list;
static ViewState view;

static int setup(void **state)
{
    (void)state;
    static const char *const IDS[] = {"skin_r",
                                      "fat_r",
                                      "gluteal_fascia_r",
                                      "gluteus_maximus_r",
                                      "gluteus_medius_r",
                                      "superior_gluteal_nerve_r",
                                      "inferior_gluteal_nerve_r",
                                      "piriformis_r",
                                      "femur_r",
                                      "disc_l3",
                                      NULL};
    session = box_session(atlas, IDS);
    list = mem_alloc(1, sizeof *list);
    if (!session) {
        return -1;
    }
    view = *session_view(session);
    view.depth = 0;
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    session_destroy(session);
    free(list);
    return 0;
}

static int item(const char *id)
{
    int found = atlas_structure(atlas, id);
    assert_true(found >= 0);
    return found;
}

/* NULL: it is not drawn. */
static const DrawItem *drawn(const char *id)
{
    const Model *model = session_model(session);
    compose(model, &view, -1, 640, 480, list);
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (model->part_item[list->items[i].part] == item(id)) {
            return &list->items[i];
        }
    }
    return NULL;
}

static float uncovered(const char *id)
{
    const DrawItem *found = drawn(id);
    assert_non_null(found);
    return found->uncovered;
}

static float brightness(const float c[3])
{
    return 0.2126f * c[0] + 0.7152f * c[1] + 0.0722f * c[2];
}

static void covered_until_the_last_covering_is_gone(void **state)
{
    (void)state;
    assert_float_equal(uncovered("skin_r"), 1, 0);
    assert_float_equal(uncovered("gluteus_maximus_r"), 0, 0);
    view.depth = 3; /* maximus lies open, and still covers */
    assert_float_equal(uncovered("gluteus_maximus_r"), 1, 1e-6f);
    assert_float_equal(uncovered("piriformis_r"), 0, 0);
    view.depth = 4;
    assert_float_equal(uncovered("piriformis_r"), 1, 1e-6f);
}

static void light_comes_in_as_the_covering_leaves(void **state)
{
    (void)state;
    float before = 0;
    view.depth = 3;
    for (int i = 0; i <= 10; i++) {
        view.peel[item("gluteus_maximus_r")] = (float)i / 10;
        float now = uncovered("piriformis_r");
        assert_true(now >= before && now - before < 0.2f);
        before = now;
    }
    assert_float_equal(before, 1, 1e-6f);
}

static void hidden_and_see_through_coverings_let_light_in(void **state)
{
    (void)state;
    view.depth = 3;
    view.ghost[item("gluteus_maximus_r")] = 102; /* 0.4 */
    assert_float_equal(uncovered("piriformis_r"), 0.6f, 1e-5f);
    view.ghost[item("gluteus_maximus_r")] = 0;
    view.hidden[item("gluteus_maximus_r")] = 1;
    assert_float_equal(uncovered("piriformis_r"), 1, 1e-6f);
    view.depth = 0; /* skin, fat and fascia are back */
    assert_float_equal(uncovered("piriformis_r"), 0, 1e-6f);
    view.xray = true;
    assert_float_equal(uncovered("piriformis_r"), 1, 1e-6f);
}

static void depth_is_told_twice(void **state)
{
    (void)state;
    view.colours = COLOURS_NATURAL;
    assert_int_equal(drawn("femur_r")->hatch, 0);
    assert_false(list->schematic);
    view.colours = COLOURS_DEPTH;
    assert_int_equal(drawn("skin_r")->hatch, 1);
    assert_int_equal(drawn("gluteus_maximus_r")->hatch, 4);
    assert_int_equal(drawn("femur_r")->hatch, 11);
    assert_true(list->schematic);
    float before = 2;
    for (int layer = 0; layer <= 10; layer++) { /* and darker layer by layer, so that it prints in grey */
        float colour[3];
        scheme_depth_colour(layer, colour);
        assert_true(brightness(colour) < before);
        before = brightness(colour);
        assert_int_equal(scheme_depth_hatch(layer), layer + 1);
    }
}

static bool same_colour(const char *a, const char *b)
{
    float first[3];
    memcpy(first, drawn(a)->colour, sizeof first);
    return memcmp(first, drawn(b)->colour, sizeof first) == 0;
}

static void a_nerve_and_its_muscles_share_a_colour(void **state)
{
    (void)state;
    view.colours = COLOURS_NERVE;
    assert_true(same_colour("gluteus_medius_r", "superior_gluteal_nerve_r"));
    assert_true(same_colour("gluteus_maximus_r", "inferior_gluteal_nerve_r"));
    assert_false(same_colour("gluteus_maximus_r", "gluteus_medius_r"));
    assert_memory_equal(drawn("femur_r")->colour, atlas->structures[item("femur_r")].colour, 3 * sizeof(float));
    for (int i = 0; i < atlas->supply_count; i++) {
        for (int j = -1; j < i; j++) {
            float a[3], b[3];
            scheme_supply_colour(i, a);
            scheme_supply_colour(j, b);
            assert_true(memcmp(a, b, sizeof a) != 0);
        }
    }
}

/* What the page says in words and what the colour says is the same nerve. */
static void supply_agrees_with_nerve_from(void **state)
{
    (void)state;
    int checked = 0;
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *s = &atlas->structures[i];
        bool agrees = s->nerve_count == 0 || s->system != SYSTEM_MUSCLE;
        for (int k = 0; k < s->nerve_count && !agrees; k++) {
            agrees = atlas->structures[s->nerve_from[k]].supply == s->supply;
        }
        /* Adductor magnus has two nerves; its front part's is not in the model. */
        if (!agrees && strcmp(s->base_id, "adductor_magnus") != 0) {
            fail_msg("%s is coloured as '%s'", s->id, s->supply < 0 ? "none" : atlas->supplies[s->supply]);
        }
        checked += s->nerve_count > 0;
        assert_true(s->system != SYSTEM_MUSCLE || s->supply >= 0);
    }
    assert_true(checked >= 10);
}

static void three_tones_of_skin(void **state)
{
    (void)state;
    float before = 2, fat[3];
    memcpy(fat, drawn("fat_r")->colour, sizeof fat);
    for (view.skin = 0; view.skin < VIEW_SKIN_TONES; view.skin++) {
        float now = brightness(drawn("skin_r")->colour);
        assert_true(now < 0.8f * before);
        assert_memory_equal(drawn("fat_r")->colour, fat, sizeof fat);
        before = now;
    }
}

static void skin_in_the_view_code(void **state)
{
    (void)state;
    view.skin = 2;
    char *code = view_code_write(atlas, &view);
    assert_non_null(strstr(code, " skin=3"));
    ViewState back;
    HipError err = {""};
    assert_int_equal(view_code_read(atlas, code, &back, &err), HIP_OK);
    assert_int_equal(back.skin, 2);
    free(code);
    assert_int_not_equal(view_code_read(atlas, "h1 skin=4", &back, &err), HIP_OK);
    assert_true(err.text[0] != '\0');
}

static void tissues_by_structure(void **state)
{
    (void)state;
    assert_int_equal(drawn("femur_r")->material, MATERIAL_BONE);
    assert_int_equal(drawn("disc_l3")->material, MATERIAL_CARTILAGE);
    assert_int_equal(drawn("piriformis_r")->material, MATERIAL_MUSCLE);
    assert_int_equal(drawn("superior_gluteal_nerve_r")->material, MATERIAL_NERVE);
}

static void themes_light_the_body(void **state)
{
    (void)state;
    view.theme = THEME_LIGHT; /* no lamp from behind shows on paper: ink instead */
    drawn("skin_r");
    assert_true(list->light.ink > 0.3f && brightness(list->light.rim) <= 0);
    view.theme = THEME_CONTRAST;
    drawn("skin_r");
    assert_true(list->light.rim_around > 0 && brightness(list->light.rim) > 0.5f);
    assert_float_equal(brightness(list->ground_top) + brightness(list->ground_bottom), 0, 0);
    assert_float_equal(list->light.haze, 0, 0);
}

#define COMPOSED(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    Problems problems = {0};
    HipError err = {""};
    if (atlas_load("assets/atlas", &atlas, &problems, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    const struct CMUnitTest tests[] = {
        COMPOSED(covered_until_the_last_covering_is_gone),
        COMPOSED(light_comes_in_as_the_covering_leaves),
        COMPOSED(hidden_and_see_through_coverings_let_light_in),
        COMPOSED(depth_is_told_twice),
        COMPOSED(a_nerve_and_its_muscles_share_a_colour),
        COMPOSED(supply_agrees_with_nerve_from),
        COMPOSED(three_tones_of_skin),
        COMPOSED(skin_in_the_view_code),
        COMPOSED(tissues_by_structure),
        COMPOSED(themes_light_the_body),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    atlas_release(atlas);
    return failed;
}

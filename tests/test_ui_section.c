/* test_ui_section.c - the section's chip, its slider and handle, names on the face. */
#include "ui_internal.h"
#include "ui_stage.h"
#include <math.h>

static const ViewState *view(void)
{
    return session_view(stage.session);
}

static void cut(SectionPlane plane)
{
    stage_do(COMMAND_SECTION, -1, (float)plane, NULL);
    stage.input.time_s += 2; /* the camera has turned */
    stage_frames(4);
    stage_forget();
}

static void the_chip_comes_and_goes(void **state)
{
    (void)state;
    assert_false(stage_says_alone("Other half"));
    cut(SECTION_AXIAL);
    assert_true(stage_says_alone("Across"));
    assert_true(stage_says_alone("Other half"));
    assert_true(stage_says_alone("through the hips"));
    stage_do(COMMAND_SECTION_MOVE, -1, 35, NULL);
    stage_frames(60);
    assert_true(stage_says_alone("35 mm above the hips"));
    stage_do(COMMAND_SECTION, -1, -1, NULL);
    stage_frames(3);
    assert_false(stage_says_alone("Other half"));
}

/* Beside a page and in small windows as well: nothing of it under the page or outside. */
static void it_fits(void **state)
{
    (void)state;
    static const float SIZES[][2] = {{1280, 720}, {900, 700}, {1920, 1080}, {640, 480}, {3840, 2160}};
    stage_do(COMMAND_SELECT, stage_item("piriformis_r"), 0, NULL);
    cut(SECTION_CORONAL);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        stage.input.width = SIZES[i][0];
        stage.input.height = SIZES[i][1];
        stage_frames(4);
        UiRect room = ui_free(stage.ui);
        assert_true(stage.ui->section_chip.x >= 0);
        assert_true(stage.ui->section_chip.x + stage.ui->section_chip.w <= stage.input.width);
        if (SIZES[i][0] >= 1280) {
            assert_true(stage.ui->section_chip.x >= room.x);
            assert_true(stage.ui->section_chip.x + stage.ui->section_chip.w <= room.x + room.w);
        }
    }
}

static int moves(uint32_t *gesture)
{
    int count = 0;
    for (int i = 0; i < stage.pushed_count; i++) {
        if (stage.pushed[i].id == COMMAND_SECTION_MOVE) {
            assert_true(count == 0 || stage.pushed[i].gesture == *gesture);
            *gesture = stage.pushed[i].gesture;
            count++;
        }
    }
    return count;
}

static void drag(float x, float y, float dx, float dy)
{
    stage_mouse(x, y);
    stage_press(true);
    for (int i = 1; i <= 10; i++) {
        stage_mouse(x + dx * (float)i / 10, y + dy * (float)i / 10);
    }
    stage_press(false);
}

static void the_slider_moves_the_plane(void **state)
{
    (void)state;
    cut(SECTION_AXIAL);
    float before = view()->section_mm;
    UiRect slider = stage.ui->section_slider;
    drag(slider.x + slider.w / 2, slider.y + slider.h / 2, slider.w / 4, 0);
    uint32_t gesture = 0;
    assert_true(moves(&gesture) > 3 && gesture > 0);
    assert_true(view()->section_mm > before + 20);
    stage_do(COMMAND_UNDO, -1, 0, NULL); /* one step */
    assert_float_equal(view()->section_mm, before, 1e-3);
}

static void the_handle_moves_the_plane(void **state)
{
    (void)state;
    cut(SECTION_AXIAL);
    float before = view()->section_mm;
    drag(stage.ui->section_handle[0], stage.ui->section_handle[1], 0, -60);
    uint32_t gesture = 0;
    assert_true(moves(&gesture) > 3 && gesture > 0);
    assert_true(view()->section_mm > before + 20); /* up the screen is up the body */
}

static void names_stand_on_the_face(void **state)
{
    (void)state;
    stage_do(COMMAND_LABELS, -1, LABELS_ALL, NULL);
    cut(SECTION_AXIAL);
    stage_frames(30);
    assert_true(stage.ui->cut_count > 0);
    assert_true(stage.ui->cut_named > 0);
    for (int i = 0; i < stage.ui->cut_named; i++) {
        const CutName *name = &stage.ui->cut_names[i];
        assert_true(stage_says(name->lines[0]));
        float x = 2 * (name->box.x + name->box.w / 2) / stage.ui->width - 1;
        float y = 1 - 2 * (name->box.y + name->box.h / 2) / stage.ui->height;
        Pick pick = query_pick(session_model(stage.session), stage.list, &stage.ui->cache, x, y);
        assert_int_equal(pick.item, name->item);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_chip_comes_and_goes, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(it_fits, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_slider_moves_the_plane, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(the_handle_moves_the_plane, stage_each, stage_each_done),
        cmocka_unit_test_setup_teardown(names_stand_on_the_face, stage_each, stage_each_done),
    };
    return cmocka_run_group_tests_name("ui_section", tests, stage_open, stage_close);
}

/* Labels on the projector while the real body turns once round, a degree a frame at 30 frames a second: no text over
 * another, none outside the picture, none that jumps, no lines that cross, and none that points at what is hidden. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "gl_context.h"
#include "hip/body.h"
#include "hip/mem.h"
#include "hip/render.h"
#include "ui_internal.h"
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 1920, HEIGHT = 1080, STEPS = 360 };
static const float MOST_JUMP = 24;

static struct {
    GlContext gl;
    Atlas *atlas;
    Session *session;
    Renderer *renderer;
    DrawList *list;
    QueryCache rays;
} stage;

static int open_stage(void **state)
{
    HipError err = {{0}};
    Problems problems = {0};
    MeshSet set = {0};
    Model *model = NULL;
    (void)state;
    if (!gl_context_open(&stage.gl)) {
        exit(77);
    }
    ImportReport report = {0};
    assert_int_equal(atlas_load(NULL, &stage.atlas, &problems, &err), HIP_OK);
    assert_int_equal(body_load(&set, &err), HIP_OK);
    assert_int_equal(model_create(stage.atlas, &set, &report, &model, &err), HIP_OK);
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &stage.renderer, &err), HIP_OK);
    stage.session = session_create(stage.atlas);
    session_set_model(stage.session, model, (float)WIDTH / HEIGHT);
    stage.list = mem_alloc(1, sizeof *stage.list);
    return 0;
}

static int close_stage(void **state)
{
    (void)state;
    query_cache_release(&stage.rays);
    renderer_destroy(stage.renderer);
    session_destroy(stage.session);
    atlas_release(stage.atlas);
    free(stage.list);
    return 0;
}

static float turn(const float a[2], const float b[2], const float c[2])
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static bool cross(const LabelPlace *p, const LabelPlace *q)
{
    float a[2] = {p->edge, p->y + p->height / 2}, b[2] = {q->edge, q->y + q->height / 2};
    return turn(a, p->anchor, b) * turn(a, p->anchor, q->anchor) < 0 &&
           turn(b, q->anchor, a) * turn(b, q->anchor, p->anchor) < 0;
}

static bool overlap(const LabelPlace *a, const LabelPlace *b)
{
    const float rounding = 0.05f;
    return a->x + rounding < b->x + b->width && b->x + rounding < a->x + a->width &&
           a->y + rounding < b->y + b->height && b->y + rounding < a->y + a->height;
}

typedef struct Tally {
    int frames, texts, appeared, hidden_ends, ends;
    float greatest;
} Tally;

static void check_place(const LabelPlace *place, const LabelMotion *before, int step, Tally *tally)
{
    char id[64];
    view_item_id(stage.atlas, place->item, id, sizeof id);
    if (!(place->x >= 0 && place->x + place->width <= WIDTH && place->y >= 0 && place->y + place->height <= HEIGHT)) {
        fail_msg("%s at %d degrees lies outside: %g %g", id, step, place->x, place->y);
    }
    const LabelPlace *last = label_motion_find(before, place->item);
    tally->texts++;
    if (!last || last->shown <= 0) {
        tally->appeared++;
        return;
    }
    float jump = hypotf(place->x - last->x, place->y - last->y);
    tally->greatest = fmaxf(tally->greatest, jump);
    if (jump > MOST_JUMP || place->side != last->side) {
        fail_msg("%s at %d degrees jumps by %g", id, step, jump);
    }
}

/* What the line's end shows: a surface of the item itself, to three pixels. */
static bool end_is_seen(const LabelPlace *place)
{
    for (int i = 0; i < 9; i++) {
        float x = place->anchor[0] + 3 * (float)(i % 3 - 1), y = place->anchor[1] + 3 * (float)(i / 3 - 1);
        Pick pick =
            query_pick(session_model(stage.session), stage.list, &stage.rays, 2 * x / WIDTH - 1, 1 - 2 * y / HEIGHT);
        if (pick.item == place->item) {
            return true;
        }
    }
    return false;
}

static void check_frame(const Ui *ui, const LabelMotion *before, int step, Tally *tally)
{
    for (int i = 0; i < ui->labels.count; i++) {
        const LabelPlace *place = &ui->labels.places[i];
        if (place->shown <= 0) {
            continue;
        }
        check_place(place, before, step, tally);
        if (place->wanted && place->shown * place->pointing > 0.5f) {
            tally->ends++;
            tally->hidden_ends += !end_is_seen(place);
        }
        for (int j = 0; j < i; j++) {
            const LabelPlace *other = &ui->labels.places[j];
            if (other->shown <= 0) {
                continue;
            }
            if (overlap(place, other)) {
                fail_msg("items %d and %d overlap at %d degrees", place->item, other->item, step);
            }
            if (place->pointing > 0 && other->pointing > 0 && cross(place, other)) {
                fail_msg("lines of items %d and %d cross at %d degrees", place->item, other->item, step);
            }
        }
    }
    tally->frames++;
}

/* The view turns once round; at the end it stands still and nothing moves any more. */
static Tally orbit(const ViewState *start, const char *name)
{
    HipError err = {{0}};
    Ui *ui = NULL;
    Tally tally = {0};
    unsigned framebuffer = 0;
    CommandQueue none = {0};
    UiInput input = {.width = WIDTH, .height = HEIGHT, .pixel_scale = 1, .time_s = 10};
    LabelMotion before = {0};
    assert_int_equal(ui_create(&ui, &err), HIP_OK);
    assert_int_equal(renderer_offscreen(stage.renderer, WIDTH, HEIGHT, &framebuffer, &err), HIP_OK);
    for (int step = 0; step < STEPS + 60; step++) {
        ViewState view = *start;
        camera_orbit(&view.camera, (float)(step < STEPS ? step : STEPS), 0);
        session_place(stage.session, &view);
        session_compose(stage.session, WIDTH, HEIGHT, stage.list);
        input.time_s += 1.0 / 30;
        ui_frame(ui, stage.session, stage.list, &input, framebuffer, false, &none);
        check_frame(ui, &before, step, &tally);
        before = ui->labels;
    }
    float capitals = 0.727f * shim_font_em(UI_FONT_BODY); /* of Inter; others are as tall */
    printf("%-12s %.1f texts, %d appearances, greatest move %.1f px, %d of %d ends hidden\n", name,
           (double)tally.texts / tally.frames, tally.appeared, (double)tally.greatest, tally.hidden_ends, tally.ends);
    assert_true(capitals >= 0.025f * HEIGHT);
    assert_false(ui_moving(ui));
    assert_true(tally.hidden_ends * 200 <= tally.ends); /* rays see a slightly coarser surface */
    ui_destroy(ui);
    return tally;
}

static ViewState projected(float depth)
{
    ViewState view;
    session_home(stage.session, &view);
    view.side = SIDE_RIGHT;
    view.labels = LABELS_ALL;
    view.present = true;
    view.depth = depth;
    return view;
}

static void the_most_asked_stay_steady(void **state)
{
    (void)state;
    ViewState view = projected(0);
    const Model *model = session_model(stage.session);
    assert_int_equal(stage.atlas->asked_count, 12);
    for (int i = 0; i < model->item_count; i++) {
        view.hidden[i] = model->present[i];
    }
    for (int i = 0; i < stage.atlas->asked_count; i++) {
        int right = stage.atlas->asked[i], left = stage.atlas->structures[right].twin;
        view.hidden[right] = 0;
        if (left >= 0) {
            view.hidden[left] = 0;
        }
    }
    Tally tally = orbit(&view, "most asked");
    assert_true(tally.texts > 7 * tally.frames);
}

static void every_depth_stays_steady(void **state)
{
    (void)state;
    static const float DEPTHS[] = {3, 5, 6.5f, 8, 10};
    for (size_t i = 0; i < sizeof DEPTHS / sizeof *DEPTHS; i++) {
        char name[32];
        snprintf(name, sizeof name, "depth %g", (double)DEPTHS[i]);
        ViewState view = projected(DEPTHS[i]);
        Tally tally = orbit(&view, name);
        assert_true(tally.texts > 3 * tally.frames);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_asked_stay_steady),
        cmocka_unit_test(every_depth_stays_steady),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}

#include "cli.h"
#include "hip/handout.h"
#include "hip/mem.h"
#include "hip/notes.h"
#include "hip/ui.h"
#include "picture.h"
#include <stdlib.h>
#include <string.h>

static const double PICTURES_A_SECOND = 30;
enum { FILM_LEAST = 60 }; /* fewer pictures are looked at one by one */
enum { WIDTH = 1280, HEIGHT = 720, SAMPLES = 4 };

/* "turn-%03d.png" -> the number's place, or false: exactly one %d with an optional width, nothing else printf knows. */
static bool pattern_parts(const char *pattern, size_t *before, int *digits, const char **after)
{
    const char *percent = strchr(pattern, '%');
    if (!percent || strchr(percent + 1, '%')) {
        return false;
    }
    char *end;
    long width = strtol(percent + 1, &end, 10);
    *before = (size_t)(percent - pattern);
    *digits = (int)width;
    *after = end + 1;
    return *end == 'd' && width >= 0 && width <= 9;
}

static HipResult frame_path(const Cli *cli, int frame, char **out, HipError *err)
{
    size_t before;
    int digits;
    const char *after;
    if (cli->frames <= 1 && !strchr(cli->out, '%')) {
        *out = mem_string(cli->out);
    } else if (pattern_parts(cli->out, &before, &digits, &after)) {
        *out = mem_format("%.*s%0*d%s", (int)before, cli->out, digits, frame, after);
    } else {
        return hip_usage(err, "-o wants one number place for several pictures, like turn-%%03d.png, got '%s'",
                         cli->out);
    }
    return HIP_OK;
}

typedef struct Painter {
    Scene scene;
    Offscreen gl;
    Ui *ui;
    Picture picture;
    unsigned char *pixels;
    int width, height, samples;
    float scale; /* of names and marks */
    bool full_detail;
    bool film; /* pictures that are shown one after the other: labels glide and fade between them */
} Painter;

static void painter_close(Painter *p)
{
    ui_destroy(p->ui);
    scene_close(&p->scene, &p->gl);
    picture_release(&p->picture);
    free(p->pixels);
}

/* Notes are drawn when they were asked for, whoever looks. */
static void show_notes(Session *session)
{
    const Command shown = {.id = COMMAND_NOTES_SHOW, .item = -1, .value = 1},
                  projected = {.id = COMMAND_NOTES_PROJECT, .item = -1, .value = 1};
    session_do(session, &shown, NULL);
    session_do(session, &projected, NULL);
    session_notes(session);
    model_bvh(session_model(session));         /* no thread makes it here */
    if (session_screen(session)->message[0]) { /* their file could not be read */
        fprintf(stderr, "hip-atlas: %s\n", session_screen(session)->message);
    }
}

static HipResult painter_open(const Cli *cli, Painter *p, HipError *err)
{
    *p = (Painter){.width = cli->width ? cli->width : WIDTH,
                   .height = cli->height ? cli->height : HEIGHT,
                   .samples = cli->samples ? cli->samples : SAMPLES,
                   .scale = 1,
                   .full_detail = cli->full_detail,
                   .film = cli->frames >= FILM_LEAST};
    p->pixels = mem_alloc((size_t)p->width * (size_t)p->height, 4);
    HipResult rc = scene_open(cli, p->width, p->height, false, &p->scene, &p->gl, err);
    const ViewState *view = rc == HIP_OK ? session_view(p->scene.session) : NULL;
    bool lesson = view && scene_whole_lesson(cli, p->scene.session);
    if (view && cli->notes) {
        show_notes(p->scene.session);
    }
    if (view && (lesson || cli->notes || view->labels != LABELS_NONE || view->compare[0] ||
                 session_lines(p->scene.session) != LINES_NONE)) {
        rc = ui_create(&p->ui, err);
    }
    if (rc != HIP_OK) {
        painter_close(p);
    }
    return rc;
}

/* Into the painter's pixels. */
static HipResult draw(Painter *p, int frame, HipError *err)
{
    unsigned framebuffer = 0;
    PictureDraw how = {.pixels = {p->width, p->height}, .samples = p->samples, .scale = 1, .full = p->full_detail};
    RenderStats stats;
    picture_compose(&p->picture, p->scene.session, session_hovered(p->scene.session), how.pixels);
    HipResult rc = picture_draw(p->gl.renderer, &p->picture, &how, &framebuffer, &stats, err);
    if (rc != HIP_OK) {
        return rc;
    }
    if (p->ui) {
        UiInput input = {.width = (float)p->width / p->scale,
                         .height = (float)p->height / p->scale,
                         .pixel_scale = p->scale,
                         .time_s = frame / PICTURES_A_SECOND,
                         .alone = !p->film};
        CommandQueue ignored = {0};
        ui_frame(p->ui, p->scene.session, p->picture.lists[0], &input, framebuffer, true, &ignored);
    }
    renderer_read(p->gl.renderer, framebuffer, p->width, p->height, p->pixels);
    return HIP_OK;
}

static HipResult paint(Painter *p, int frame, const char *path, HipError *err)
{
    HipResult rc = draw(p, frame, err);
    return rc == HIP_OK ? picture_write_png(path, p->width, p->height, p->pixels, err) : rc;
}

static void place_frame(const Cli *cli, const ViewState *start, int frame, Session *session)
{
    ViewState view = *start;
    if (cli->spin) {
        camera_orbit(&view.camera, 360.0f * (float)frame / (float)cli->frames, 0);
    }
    if (cli->play && cli->frames > 1) {
        view.depth = mixf(start->depth, 10, (float)frame / (float)(cli->frames - 1));
    }
    session_place(session, &view);
}

/* All steps of the lesson, numbered from 1 as people count them. */
static HipResult render_lesson(const Cli *cli, const Lesson *lesson, Painter *painter, HipError *err)
{
    HipResult rc = HIP_OK;
    ViewState view;
    view_state_default(&view);
    for (int i = 0; i < lesson->step_count && rc == HIP_OK; i++) {
        char *path = NULL;
        rc = session_lesson_step(painter->scene.session, lesson, i, &view, err);
        if (rc == HIP_OK) {
            session_place(painter->scene.session, &view);
            rc = frame_path(cli, i + 1, &path, err);
        }
        if (rc == HIP_OK) {
            rc = paint(painter, i, path, err);
        }
        free(path);
    }
    return rc;
}

/* On paper by daylight; colours and names as the step has them. */
static HipResult step_picture(Painter *painter, const Lesson *lesson, int step, ViewState *view, HandoutPicture *out,
                              HipError *err)
{
    HipResult rc = session_lesson_step(painter->scene.session, lesson, step, view, err);
    if (rc == HIP_OK) {
        view->theme = THEME_LIGHT;
        session_place(painter->scene.session, view);
        rc = draw(painter, step, err);
    }
    if (rc == HIP_OK) {
        size_t size = 4 * (size_t)painter->width * (size_t)painter->height;
        *out = (HandoutPicture){painter->width, painter->height, mem_copy(painter->pixels, size)};
    }
    return rc;
}

HipResult job_lesson_handout(const Cli *cli, HandoutPaper paper, HipError *err)
{
    Painter painter;
    Cli *sized = mem_copy(cli, sizeof *cli);
    handout_step_size(&sized->width, &sized->height);
    HipResult rc = painter_open(sized, &painter, err);
    free(sized);
    if (rc != HIP_OK) {
        return rc;
    }
    painter.scale = 1.5f; /* small pictures of many dots: names must be read */
    const Lesson *lesson = session_lesson(painter.scene.session, NULL);
    HandoutPicture *pictures = mem_alloc((size_t)lesson->step_count, sizeof *pictures);
    ViewState view;
    view_state_default(&view);
    for (int i = 0; i < lesson->step_count && rc == HIP_OK; i++) {
        rc = step_picture(&painter, lesson, i, &view, &pictures[i], err);
    }
    if (rc == HIP_OK) {
        rc = handout_lesson(painter.scene.atlas, lesson, paper, pictures, cli->out, err);
    }
    for (int i = 0; i < lesson->step_count; i++) {
        free((void *)(uintptr_t)pictures[i].rgba);
    }
    free(pictures);
    painter_close(&painter);
    return rc;
}

HipResult job_render(const Cli *cli, HipError *err)
{
    if (!cli->out) {
        return hip_usage(err, "render wants -o FILE.png");
    }
    char *first = NULL;
    HipResult rc = frame_path(cli, 0, &first, err);
    free(first);
    Painter painter;
    if (rc != HIP_OK || (rc = painter_open(cli, &painter, err)) != HIP_OK) {
        return rc;
    }
    ViewState start = *session_view(painter.scene.session);
    const Lesson *lesson = scene_whole_lesson(cli, painter.scene.session);
    int frames = lesson ? 0 : cli->frames ? cli->frames : 1;
    rc = lesson ? render_lesson(cli, lesson, &painter, err) : rc;
    for (int i = 0; i < frames && rc == HIP_OK; i++) {
        place_frame(cli, &start, i, painter.scene.session);
        char *path = NULL;
        rc = frame_path(cli, i, &path, err);
        if (rc == HIP_OK) {
            rc = paint(&painter, i, path, err);
        }
        free(path);
    }
    painter_close(&painter);
    return rc;
}

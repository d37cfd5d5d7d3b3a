/* job_bench.c - start, frames, memory, as design.md section 7 defines them. */
#include "cli.h"
#include "hip/mem.h"
#include "window.h"
#include <SDL.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* Seconds since this process was started by the kernel (10 ms steps), so that loading the libraries counts. */
static double since_start_s(void)
{
    FILE *file = fopen("/proc/self/stat", "r");
    char text[1024];
    size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file) {
        fclose(file);
    }
    text[n] = '\0';
    const char *at = strrchr(text, ')'); /* the name may hold anything */
    for (int field = 2; at && field < 22; field++) {
        at = strchr(at + 1, ' ');
    }
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    double started = at ? strtod(at + 1, NULL) / (double)sysconf(_SC_CLK_TCK) : 0;
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec - started;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

/* Of all threads: on a machine that others use too it says more than the clock. */
static double processor_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef struct Bench {
    Scene scene;
    Offscreen gl;
    DrawList *list, *inside;
    int width, height, samples;
    bool full_detail, plain, in_window;
    const char *change;
    RenderStats stats;
} Bench;

/* One frame to its end: reading a pixel back waits for all of it. */
static HipResult bench_frame(Bench *bench, HipError *err)
{
    unsigned framebuffer = 0;
    unsigned char pixel[4];
    session_compose(bench->scene.session, bench->width, bench->height, bench->list);
    session_compose_lens(bench->scene.session, bench->inside, bench->list);
    bench->list->full_detail = bench->full_detail;
    bench->list->plain = bench->plain;
    bench->list->moving = true; /* as in the window while the hip turns */
    HipResult rc = renderer_offscreen(bench->gl.renderer, bench->width, bench->height, &framebuffer, err);
    RenderTarget target = {bench->width, bench->height, bench->samples, framebuffer};
    if (rc == HIP_OK) {
        rc = renderer_draw(bench->gl.renderer, bench->list, &target, &bench->stats, err);
    }
    if (rc == HIP_OK && bench->in_window) {
        rc = renderer_show(bench->gl.renderer, bench->width, bench->height, err);
        SDL_GL_SwapWindow(bench->gl.window);
    }
    if (rc == HIP_OK) {
        renderer_read(bench->gl.renderer, framebuffer, 1, 1, pixel);
    }
    return rc;
}

static void show_window(const Bench *bench)
{
    SDL_SetWindowBordered(bench->gl.window, SDL_FALSE);
    SDL_SetWindowSize(bench->gl.window, bench->width, bench->height);
    SDL_ShowWindow(bench->gl.window);
    SDL_GL_SetSwapInterval(0);
    SDL_PumpEvents();
}

static HipResult first_frame(const Cli *cli, Bench *bench, double *first_ms, HipError *err)
{
    HipResult rc = scene_open(cli, bench->width, bench->height, true, &bench->scene, &bench->gl, err);
    if (rc == HIP_OK && bench->in_window) {
        show_window(bench);
    }
    if (rc == HIP_OK) {
        rc = bench_frame(bench, err);
    }
    unsigned framebuffer = 0;
    if (rc == HIP_OK &&
        (rc = renderer_offscreen(bench->gl.renderer, bench->width, bench->height, &framebuffer, err)) == HIP_OK) {
        unsigned char *pixels = mem_alloc((size_t)bench->width * (size_t)bench->height, 4);
        renderer_read(bench->gl.renderer, framebuffer, bench->width, bench->height, pixels);
        free(pixels);
    }
    *first_ms = 1e3 * since_start_s();
    return rc;
}

static const float FRAMES_A_SECOND = 25; /* of a stroke that runs */

/* A lens wanders twice round the place where it was put. */
static void move_lens(const ViewState *start, float t, ViewState *view)
{
    static const float REACH = 0.12f;
    view->lens_at[0] = clampf(start->lens_at[0] + REACH * cosf(4 * HIP_PI * t), 0, 1);
    view->lens_at[1] = clampf(start->lens_at[1] + REACH * sinf(4 * HIP_PI * t), 0, 1);
}

/* The view at a share of the way: once round the body while a stroke runs, or over to another position. */
static void view_at(const Bench *bench, const ViewState *start, const ViewState *goal, int i, int frames,
                    ViewState *view)
{
    if (bench->change) {
        float t = smoothstepf(0, 1, (float)(i + 1) / (float)frames);
        view_state_mix(session_atlas(bench->scene.session), start, goal, t, t, view);
        return;
    }
    *view = *start;
    camera_orbit(&view->camera, 360.0f * (float)(i + 1) / (float)frames, 0);
    move_lens(start, (float)i / (float)frames, view);
    view->stroke_s = start->stroke_s + (float)i / FRAMES_A_SECOND;
}

static HipResult orbit(Bench *bench, int frames, double *ms, double *processor, HipError *err)
{
    ViewState start = *session_view(bench->scene.session), goal = start;
    HipResult rc = HIP_OK;
    int position = -1;
    if (bench->change && strcmp(bench->change, "none") != 0) {
        rc = view_find(session_atlas(bench->scene.session), TABLE_POSITIONS, bench->change, &position, err);
    }
    if (rc == HIP_OK && bench->change) {
        view_place_client(session_atlas(bench->scene.session), position, &goal);
    }
    for (int i = 0; i < frames && rc == HIP_OK; i++) {
        ViewState view;
        view_at(bench, &start, &goal, i, frames, &view);
        session_place(bench->scene.session, &view);
        double from = now_ms(), processor_from = processor_ms();
        rc = bench_frame(bench, err);
        ms[i] = now_ms() - from;
        processor[i] = processor_ms() - processor_from;
    }
    return rc;
}

static long peak_kb(void)
{
    struct rusage self, children;
    getrusage(RUSAGE_SELF, &self);
    getrusage(RUSAGE_CHILDREN, &children);
    return self.ru_maxrss + children.ru_maxrss;
}

/* The median; `p95`: 95 % are under it. Sorts. */
static double median_of(double *ms, int frames, double *p95)
{
    qsort(ms, (size_t)frames, sizeof *ms, by_value);
    *p95 = ms[(int)(0.95 * (frames - 1) + 0.5)];
    return ms[frames / 2];
}

static void report(const Cli *cli, const Bench *bench, double first_ms, double *ms, double *processor, int frames)
{
    double p95, processor_p95, median = median_of(ms, frames, &p95);
    double processor_median = median_of(processor, frames, &processor_p95);
    size_t all = mesh_set_triangles(&session_model(bench->scene.session)->set);
    if (!cli->json) {
        printf("first frame %.0f ms, frame %.1f ms (95 %% under %.1f; processor %.1f, %.1f), %u of %zu triangles in %u "
               "draws, %ld MB, %s, "
               "%dx%d\n",
               first_ms, median, p95, processor_median, processor_p95, bench->stats.triangles, all,
               bench->stats.draw_calls, peak_kb() / 1024, renderer_name(bench->gl.renderer), bench->width,
               bench->height);
        return;
    }
    json_t *json = json_pack("{s:f, s:f, s:f, s:f, s:f, s:f, s:I, s:I, s:I, s:I, s:f, s:I, s:s, s:[i,i], s:i, s:i}",
                             "first_frame_ms", first_ms, "frame_ms_median", median, "frame_ms_p95", p95,
                             "processor_ms_median", processor_median, "processor_ms_p95", processor_p95, "frame_ms_min",
                             ms[0], "triangles", (json_int_t)all, "triangles_drawn", (json_int_t)bench->stats.triangles,
                             "sorted_triangles", (json_int_t)bench->stats.sorted_triangles, "draw_calls",
                             (json_int_t)bench->stats.draw_calls, "sort_ms", (double)bench->stats.sort_ms,
                             "peak_rss_kb", (json_int_t)peak_kb(), "gl_renderer", renderer_name(bench->gl.renderer),
                             "size", bench->width, bench->height, "samples", bench->samples, "frames", frames);
    if (json) {
        json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
        printf("\n");
        json_decref(json);
    }
}

HipResult job_bench(const Cli *cli, HipError *err)
{
    Bench bench = {.width = cli->width ? cli->width : 1280,
                   .height = cli->height ? cli->height : 720,
                   .samples = cli->samples ? cli->samples : 1,
                   .full_detail = cli->full_detail,
                   .plain = cli->plain,
                   .in_window = cli->in_window,
                   .change = cli->change,
                   .list = mem_alloc(1, sizeof(DrawList)),
                   .inside = mem_alloc(1, sizeof(DrawList))};
    int frames = cli->frames ? cli->frames : 40;
    double first_ms = 0, *ms = mem_alloc((size_t)frames, sizeof *ms);
    double *processor = mem_alloc((size_t)frames, sizeof *processor);
    HipResult rc = first_frame(cli, &bench, &first_ms, err);
    if (rc == HIP_OK) {
        rc = scene_finish(cli, &bench.scene, &bench.gl, err); /* after the first frame, as in the window */
    }
    if (rc == HIP_OK) {
        rc = orbit(&bench, frames, ms, processor, err);
    }
    if (rc == HIP_OK) {
        report(cli, &bench, first_ms, ms, processor, frames);
    }
    scene_close(&bench.scene, &bench.gl);
    free(bench.list);
    free(bench.inside);
    free(ms);
    free(processor);
    return rc;
}

/* loop.c - the interactive program: waits, takes input, lets the session act, draws what changed, and sleeps again. */
#include "loop.h"
#include "clicker.h"
#include "hip/board.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/words.h"
#include "own.h"
#include "warm.h"
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const double FRAME_S = 1.0 / 60;                        /* the pace where the driver has none */
static const double FIRST_PICTURE_S = 0.15;                    /* a model that takes longer is announced */
static const float FIRST_COLOUR[3] = {0.011f, 0.014f, 0.018f}; /* between the two ends of the dark ground */
static unsigned wake_event;

double loop_now_s(void)
{
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

void loop_say(Loop *loop, double seconds, const char *format, ...)
{
    if (!loop->session) {
        return;
    }
    Screen *screen = session_screen(loop->session);
    va_list args;
    va_start(args, format);
    vsnprintf(screen->message, sizeof screen->message, _(format), args);
    va_end(args);
    screen->message_until_s = loop_now_s() + seconds;
    loop->dirty = true;
    loop_trace(loop, "message %s", screen->message);
}

void loop_trace(Loop *loop, const char *format, ...)
{
    if (!loop->trace) {
        return;
    }
    va_list args;
    va_start(args, format);
    fprintf(loop->trace, "%.3f ", loop_now_s());
    vfprintf(loop->trace, format, args);
    fputc('\n', loop->trace);
    fflush(loop->trace);
    va_end(args);
}

static void drop(Loop *loop, const SDL_Event *event)
{
    if (event->type == SDL_DROPFILE) {
        loop->drops = mem_grow(loop->drops, &loop->drop_capacity, loop->drop_count + 1, sizeof *loop->drops);
        loop->drops[loop->drop_count++] = mem_string(event->drop.file);
        return;
    }
    if (loop->drop_count > 0 && loop->session) {
        acts_open(loop, (const char *const *)loop->drops, loop->drop_count);
    }
    for (size_t i = 0; i < loop->drop_count; i++) {
        free(loop->drops[i]);
    }
    loop->drop_count = 0;
}

static void window_event(Loop *loop, const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_CLOSE: /* with two windows there is no SDL_QUIT */
        loop->quit = true;
        break;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        loop->window.visible = false;
        break;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        loop->window.visible = !(SDL_GetWindowFlags(loop->window.sdl) & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN));
        loop->dirty = true;
        break;
    default:
        break;
    }
}

static void take_event(Loop *loop, const SDL_Event *event)
{
    InputEvent input;
    if (teacher_event(loop, event)) {
        return;
    }
    if (window_translate(&loop->window, event, &input)) {
        input.time_s = loop_now_s() - (SDL_GetTicks() - event->common.timestamp) / 1000.0;
        input_push(&loop->input, &input);
        if (loop->record) {
            char line[128];
            input_write(&input, line, sizeof line);
            fprintf(loop->record, "%s\n", line);
        }
    }
    switch (event->type) {
    case SDL_QUIT:
        loop->quit = true;
        break;
    case SDL_WINDOWEVENT:
        window_event(loop, &event->window);
        break;
    case SDL_DROPFILE:
    case SDL_DROPCOMPLETE:
        drop(loop, event);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        loop->lost = true;
        break;
    case SDL_DROPTEXT:
    case SDL_DROPBEGIN:
        break;
    default:
        break;
    }
    if (event->type == SDL_DROPFILE || event->type == SDL_DROPTEXT) {
        SDL_free(event->drop.file);
    }
}

static bool message_shown(const Loop *loop)
{
    return loop->session && session_screen_const(loop->session)->message[0] != '\0';
}

/* Everything that moves wants another frame without being asked. */
static bool moving(const Loop *loop)
{
    return loop->dirty || loop->settle > 0 || input_pending(&loop->input) || hands_gliding(&loop->hands) ||
           session_moving(loop->session) || (loop->ui && ui_moving(loop->ui)) || teacher_moving(loop);
}

/* Seconds until there is something to do without an event; negative: nothing ever. */
static double idle_s(const Loop *loop, double now_s)
{
    double next_s = INFINITY;
    double times[] = {
        loop->window.visible && loop->session ? frame_refine_s(loop) : 0,
        hands_wake_s(&loop->hands),
        loop->ui ? ui_wake_s(loop->ui) : 0,
        teacher_wake_s(loop),
        loop->session ? warm_due_s(loop) : 0,
        message_shown(loop) ? session_screen_const(loop->session)->message_until_s : 0,
    };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        if (times[i] > 0) {
            next_s = fmin(next_s, times[i]);
        }
    }
    return next_s > now_s + 1e6 ? -1 : fmax(next_s - now_s, 0);
}

static int milliseconds(double seconds)
{
    return (int)ceil(fmax(seconds, 0) * 1000);
}

/* Sleeps until there is work, then takes every event that is there. */
static void wait_for_work(Loop *loop, double last_frame_s)
{
    SDL_Event event;
    bool visible = loop->window.visible && loop->session;
    double now_s = loop_now_s(),
           wait_s = visible && moving(loop) ? last_frame_s + FRAME_S - now_s : idle_s(loop, now_s);
    int got;
    if (visible && moving(loop) && (wait_s <= 0 || input_pending(&loop->input))) {
        got = SDL_PollEvent(&event);
    } else if (wait_s < 0) {
        got = SDL_WaitEvent(&event);
    } else {
        got = SDL_WaitEventTimeout(&event, milliseconds(wait_s));
    }
    for (; got; got = SDL_PollEvent(&event)) {
        take_event(loop, &event);
    }
}

static int pick(void *context, float x, float y)
{
    Loop *loop = context;
    const Model *model = session_model(loop->session);
    if (!model || !loop->rays_ready || !loop->frame.valid) {
        return -1;
    }
    const UiInput *now = &loop->input.now;
    float at[2];
    const DrawList *list = picture_at(&loop->frame.drawn, x / now->width, y / now->height, at);
    return list ? query_pick(model, list, &loop->rays, at[0], at[1]).item : -1;
}

static bool grip(void *context, float x, float y, PullGrip *out)
{
    Loop *loop = context;
    const Model *model = session_model(loop->session);
    if (!model || !loop->rays_ready || !loop->frame.valid) {
        return false;
    }
    const UiInput *now = &loop->input.now;
    float place[2];
    const DrawList *list = picture_at(&loop->frame.drawn, x / now->width, y / now->height, place);
    if (!list) {
        return false;
    }
    Pick at = query_pick(model, list, &loop->rays, place[0], place[1]);
    return at.distance_m > 0 && query_grip(model, list, &loop->rays, &at, out);
}

/* While somebody shows where it hurts areas of the skin are named, not structures. */
static void hover_zone(Loop *loop, bool on_body)
{
    const UiInput *now = &loop->input.now;
    Screen *screen = session_screen(loop->session);
    PullGrip place;
    Side side = SIDE_RIGHT;
    int zone = -1;
    if (on_body && screen->page == PAGE_PAIN && grip(loop, now->mouse_x, now->mouse_y, &place)) {
        zone = session_zone_at(loop->session, place.rest, &side);
    }
    bool worked = zone >= 0 && side == view_worked(session_view(loop->session));
    loop->dirty |= screen->hover_zone != zone + 1 || screen->hover_side != side;
    screen->hover_zone = zone + 1;
    screen->hover_side = side;
    loop->dirty |= session_point_zone(loop->session, worked ? zone : -1);
}

static void hover(Loop *loop)
{
    const UiInput *now = &loop->input.now;
    if (hands_moving(&loop->hands) || session_moving(loop->session)) {
        return; /* the name stays until the picture does */
    }
    bool on_body = now->mouse_inside && !(loop->ui && ui_wants_mouse(loop->ui));
    hover_zone(loop, on_body);
    on_body &= session_screen(loop->session)->page != PAGE_PAIN;
    on_body &= session_board(loop->session)->pen == 0; /* who draws does not point */
    if (session_set_hovered(loop->session, on_body ? pick(loop, now->mouse_x, now->mouse_y) : -1)) {
        loop->dirty = true;
    }
}

static void forget_old_message(Loop *loop, double now_s)
{
    Screen *screen = session_screen(loop->session);
    if (screen->message[0] && now_s >= screen->message_until_s) {
        screen->message[0] = '\0';
        loop->dirty = true;
    }
}

static void measure_window(Loop *loop)
{
    int points[2], pixels[2];
    window_size(&loop->window, points, pixels);
    loop->input.now.width = (float)points[0];
    loop->input.now.height = (float)points[1];
    loop->input.now.pixel_scale = (float)pixels[0] / (float)points[0];
}

void loop_keep_whole(Loop *loop, bool first)
{
    int points[2], pixels[2];
    window_size(&loop->window, points, pixels);
    float aspect = (float)pixels[0] / (float)pixels[1], left = session_screen_const(loop->session)->free_left;
    bool same = aspect == loop->home_aspect && left == loop->home_left;
    if (!session_model(loop->session) || (!first && (same || session_moving(loop->session)))) {
        return;
    }
    ViewState home, view = *session_view(loop->session);
    session_home(loop->session, &home);
    if (!first && memcmp(&view.camera, &loop->home, sizeof view.camera) == 0) {
        view.camera = home.camera;
        session_place(loop->session, &view);
        loop->dirty = true;
    }
    loop->home = home.camera;
    loop->home_aspect = aspect;
    loop->home_left = left;
}

static void draw(Loop *loop, const UiInput *input, CommandQueue *queue)
{
    frame_draw(loop, input, queue);
    if (session_model(loop->session)) {
        loader_shown(loop->loader);
    }
}

static void push_pointer(Loop *loop, InputKind kind, double now_s, float x, float y)
{
    InputEvent event = {.kind = kind, .time_s = now_s, .x = x, .y = y, .clicks = 1, .keyed = true};
    event.button = loop->hands.point_click > 0 ? loop->hands.point_click : 0;
    input_push(&loop->input, &event);
}

/* The pointer as keys move it; it begins in the middle of what is seen of the body. */
static void point(Loop *loop, double now_s)
{
    const UiInput *now = &loop->input.now;
    const Screen *screen = session_screen_const(loop->session);
    const float *way = loop->hands.point;
    bool click = loop->hands.point_click >= 0;
    if (!click && way[0] == 0 && way[1] == 0) {
        return;
    }
    float x = now->mouse_x, y = now->mouse_y;
    if (!now->mouse_inside) {
        x = now->width * (screen->free_left + 1 - screen->free_right) / 2;
        y = now->height * (1 - screen->free_bottom) / 2;
    }
    x = fminf(fmaxf(x + way[0], 0), now->width - 1);
    y = fminf(fmaxf(y + way[1], 0), now->height - 1);
    push_pointer(loop, INPUT_MOVE, now_s, x, y);
    if (click) {
        push_pointer(loop, INPUT_PRESS, now_s, x, y);
        push_pointer(loop, INPUT_RELEASE, now_s, x, y);
    }
}

/* One frame: input, acts, motion, picture. */
static void step(Loop *loop)
{
    InputFrame *frame = &loop->taken;
    CommandQueue *queue = &loop->queue;
    double now_s = loop_now_s();
    measure_window(loop);
    input_take(&loop->input, now_s, frame);
    HandsWorld world = {.session = loop->session,
                        .pick = pick,
                        .grip = grip,
                        .context = loop,
                        .ui_mouse = loop->ui && ui_wants_mouse(loop->ui),
                        .ui_text = loop->ui && ui_wants_text(loop->ui),
                        .ui_keys = loop->ui ? ui_keys(loop->ui) : 0};
    hands_frame(&loop->hands, frame, &world, queue);
    point(loop, now_s);
    acts_run(loop, queue);
    teacher_follow(loop);
    teacher_name_windows(loop);
    onto_follow(loop);
    if (loop->ui && loop->hands.menu_item >= 0) {
        ui_open_menu(loop->ui, loop->hands.menu_item);
    }
    bool was_moving = session_moving(loop->session);
    session_tick(loop->session, now_s);
    forget_old_message(loop, now_s);
    double panels_s = loop->ui ? ui_wake_s(loop->ui) : 0;
    bool panels_move = loop->ui && (ui_moving(loop->ui) || (panels_s > 0 && now_s >= panels_s));
    if (frame->count > 0) {
        hover(loop);
        loop->settle = 2; /* the panels answer to a change one frame late */
    }
    double refine_s = frame_refine_s(loop);
    loop->idle = frame->count == 0 && !loop->dirty && loop->settle == 0;
    bool refine = loop->idle && refine_s > 0 && now_s >= refine_s;
    double warm_s = warm_due_s(loop);
    if (loop->idle && warm_s > 0 && now_s >= warm_s && loop->window.visible) {
        warm_next(loop);
    }
    if (!loop->window.visible ||
        !(loop->dirty || loop->settle > 0 || was_moving || panels_move || refine || hands_gliding(&loop->hands))) {
        return;
    }
    loop->dirty = false;
    loop->settle -= loop->settle > 0;
    draw(loop, &frame->ui, queue);
    window_pointer(!clicker_hides_pointer(loop->session) || !loop->input.now.mouse_inside);
    loop_keep_whole(loop, false);
    hover(loop);
    acts_run(loop, queue);
}

static void first_colour(Loop *loop)
{
    int points[2], pixels[2];
    window_fill(FIRST_COLOUR);
    window_swap(&loop->window);
    window_size(&loop->window, points, pixels);
    renderer_rehearse(loop->renderer, pixels[0], pixels[1], FIRST_COLOUR, NULL); /* what fails here fails later too */
}

static void first_picture(Loop *loop)
{
    double until_s = loop_now_s() + FIRST_PICTURE_S;
    bool cleared = false;
    while (!loop->quit && !(loop->session && session_model(loop->session)) &&
           (loop_now_s() < until_s || !loop->session)) {
        SDL_Event event;
        acts_news(loop);
        bool ready = loop->session && session_model(loop->session);
        if (!ready && !cleared) { /* there is time for a first colour */
            first_colour(loop);
            cleared = true;
        }
        if (!ready && SDL_WaitEventTimeout(&event, milliseconds(until_s - loop_now_s()) + 1)) {
            take_event(loop, &event);
        }
    }
    if (loop->quit) {
        return;
    }
    CommandQueue none = {0};
    draw(loop, NULL, &none); /* the body alone: fonts are made for the second frame */
    loop->dirty = true;
    if (!session_model(loop->session)) {
        char what[256];
        loader_describe(loop->options->models, loop->options->model_count, what, sizeof what);
        loop_say(loop, 1e9, "%s", what);
        loop->reading_said = true;
    }
}

/* Everything on the graphics card is gone (a driver's reset, a laptop that changed its card): made anew from what the
 * session holds. */
static HipResult renew(Loop *loop, HipError *err)
{
    const Model *model = session_model(loop->session);
    teacher_forget(loop);
    ui_destroy(loop->ui);
    renderer_destroy(loop->renderer);
    loop->ui = NULL;
    loop->renderer = NULL;
    loop->lost = loop->frame.valid = false;
    loop->warmed = 0;
    loop->dirty = true;
    HipResult rc = window_renew(&loop->window, err);
    if (rc == HIP_OK) {
        rc = renderer_create(SDL_GL_GetProcAddress, &loop->renderer, err);
    }
    if (rc == HIP_OK && model) {
        rc = renderer_set_model(loop->renderer, &model->set, err);
    }
    loop_trace(loop, "renewed");
    return rc == HIP_OK ? ui_create(&loop->ui, err) : rc;
}

/* $HIP_LOSE_CONTEXT=N (tests): the context counts as lost after every Nth frame. */
static bool test_loses(const Loop *loop, unsigned long drawn)
{
    return loop->lose_every > 0 && loop->frame.count != drawn && loop->frame.count % loop->lose_every == 0;
}

static HipResult run(Loop *loop, HipError *err)
{
    first_picture(loop);
    HipResult rc = loop->quit ? HIP_OK : ui_create(&loop->ui, err);
    while (!loop->quit && rc == HIP_OK) {
        double begin_s = loop_now_s();
        unsigned long drawn = loop->frame.count;
        step(loop);
        teacher_step(loop);
        if (loop->lost || test_loses(loop, drawn) || (loop->frame.count != drawn && window_lost(&loop->window))) {
            rc = renew(loop, err);
            continue;
        }
        wait_for_work(loop, begin_s);
        acts_news(loop);
        own_keep(loop);
    }
    if (loop->result != HIP_OK && err) {
        *err = loop->fatal;
        rc = loop->result;
    }
    return rc;
}

static FILE *open_from_environment(const char *name)
{
    const char *path = getenv(name);
    return path && *path ? fopen(path, "we") : NULL;
}

static void close_all(Loop *loop)
{
    loader_destroy(loop->loader); /* first: it reads the model and the atlas */
    dialog_destroy(loop->dialog);
    picture_out_destroy(loop->pictures);
    teacher_end(loop);
    ui_destroy(loop->ui);
    renderer_destroy(loop->renderer);
    window_close(&loop->window);
    query_cache_release(&loop->rays);
    if (loop->session) {
        session_destroy(loop->session);
    }
    atlas_release(loop->atlas);
    frame_release(&loop->frame);
    for (size_t i = 0; i < loop->drop_count; i++) {
        free(loop->drops[i]);
    }
    free(loop->drops);
    if (loop->trace) {
        fclose(loop->trace);
    }
    if (loop->record) {
        fclose(loop->record);
    }
    free(loop);
}

HipResult app_run_window(const AppOptions *options, HipError *err)
{
    Loop *loop = mem_alloc(1, sizeof *loop);
    loop->options = options;
    loop->trace = open_from_environment("HIP_TRACE");
    loop->record = open_from_environment("HIP_RECORD");
    const char *lose = getenv("HIP_LOSE_CONTEXT");
    loop->lose_every = lose ? strtoul(lose, NULL, 10) : 0;
    signal(SIGPIPE, SIG_IGN); /* a clipboard or dialog program that ends early is no reason to end */
    wake_event = SDL_RegisterEvents(1);
    loop->loader = loader_create(wake_event);
    loop->dialog = dialog_create(wake_event);
    loop->pictures = picture_out_create(wake_event);
    frame_create(&loop->frame);
    loader_start(loop->loader, options->models, options->model_count); /* while the window opens */
    HipResult rc = window_open(options->width, options->height, &loop->window, err);
    if (rc == HIP_OK) {
        rc = renderer_create(SDL_GL_GetProcAddress, &loop->renderer, err);
    }
    if (rc == HIP_OK) {
        loop_trace(loop, "window %s", renderer_name(loop->renderer));
        rc = run(loop, err);
    }
    close_all(loop);
    return rc;
}

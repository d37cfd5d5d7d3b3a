#include "frame.h"
#include "hip/mem.h"
#include "loop.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FINE_SAMPLES = 4 };
static const double REST_S = 0.12, REST_MOST_S = 0.6; /* still for so long: time for the fine picture */
static const double FULL_S =
    0.04; /* where a plain frame takes longer, the fine one keeps its levels of detail: input waits for it */
static const double QUICK_S = 0.025; /* a fine picture in less than this is drawn at once, even while moving */

void frame_create(Frame *frame)
{
    *frame = (Frame){0};
    picture_create(&frame->now);
    picture_create(&frame->drawn);
}

void frame_release(Frame *frame)
{
    picture_release(&frame->now);
    picture_release(&frame->drawn);
    *frame = (Frame){0};
}

static bool moving(const Loop *loop)
{
    return hands_moving(&loop->hands) || session_moving(loop->session);
}

static double rest_s(const Frame *frame)
{
    return frame->refined_s > REST_S ? (frame->refined_s < REST_MOST_S ? frame->refined_s : REST_MOST_S) : REST_S;
}

double frame_refine_s(const Loop *loop)
{
    const Frame *frame = &loop->frame;
    bool waiting = frame->valid && !frame->refined && !moving(loop);
    return waiting ? frame->changed_s + rest_s(frame) : 0;
}

/* A run that is written down draws the same pictures on every machine. */
static float motion_scale(const Loop *loop)
{
    return loop->trace ? 1 : pace_scale(&loop->frame.pace);
}

static HipResult draw(Loop *loop, Picture *picture, const int pixels[2], bool fine, bool full, HipError *err)
{
    Frame *frame = &loop->frame;
    PictureDraw how = {.pixels = {pixels[0], pixels[1]},
                       .samples = fine ? FINE_SAMPLES : 1,
                       .scale = fine ? 1 : motion_scale(loop),
                       .full = full,
                       .moving = !fine};
    return picture_draw(loop->renderer, picture, &how, &frame->framebuffer, &frame->stats, err);
}

static void swap_pictures(Frame *frame)
{
    Picture other = frame->drawn;
    frame->drawn = frame->now;
    frame->now = other;
}

/* The picture of the body, drawn only when it is another one, or a finer one is due. */
static void draw_scene(Loop *loop, const int pixels[2])
{
    Frame *frame = &loop->frame;
    double now_s = loop_now_s(), refine_s = frame_refine_s(loop);
    picture_compose(&frame->now, loop->session, session_hovered(loop->session), pixels);
    if (!session_model(loop->session)) {
        swap_pictures(frame);
        frame->valid = false;
        return;
    }
    bool resized = frame->pixels[0] != pixels[0] || frame->pixels[1] != pixels[1];
    bool same = frame->valid && !resized && picture_same(&frame->now, &frame->drawn);
    if (same && (!loop->idle || refine_s == 0 || now_s < refine_s)) {
        return;
    }
    bool quick = frame->refined_s > 0 && frame->refined_s < QUICK_S;
    bool fine = same || quick;
    HipError err = {0};
    bool full = fine && frame->plain_s > 0 && frame->plain_s < FULL_S;
    if (draw(loop, &frame->now, pixels, fine, full, &err) != HIP_OK) {
        loop_say(loop, 10, "%s", err.text);
        frame->valid = same;
        frame->refined = true; /* do not try again until something changes */
        return;
    }
    swap_pictures(frame);
    memcpy(frame->pixels, pixels, sizeof frame->pixels);
    frame->valid = true;
    frame->refined = fine;
    double done_s = loop_now_s(); /* rest counts from when it can be seen */
    frame->changed_s = same ? frame->changed_s : done_s;
    frame->scene_s = done_s - now_s;
}

static int count_bits(uint64_t word)
{
    int count = 0;
    for (; word; word &= word - 1) {
        count++;
    }
    return count;
}

/* What the quiz asks: "find.piriformis" and what is right: the choice, or the place of each from the skin. */
static void trace_quiz(Loop *loop)
{
    const QuizRound *round = session_quiz(loop->session);
    const QuizQuestion *q = &round->question;
    char id[QUIZ_ID], clicked[64] = "none";
    if (round->level && q->card.kind == QUIZ_FIND && round->chosen_count) {
        view_item_id(loop->atlas, round->chosen[0], clicked, sizeof clicked);
    }
    loop_trace(loop, "quiz level=%d asks=%s right=%d order=%d%d%d%d answered=%d was_right=%d clicked=%s score=%d/%d",
               round->level, round->level ? quiz_card_id(loop->atlas, q->card, id) : "none", q->right, q->rank[0],
               q->rank[1], q->rank[2], q->rank[3], round->answered, round->was_right, clicked, round->right,
               round->asked);
}

/* Of what a client tells only how much. */
static void trace(Loop *loop, double begin_s, unsigned long scene)
{
    const Screen *screen = session_screen_const(loop->session);
    Frame *frame = &loop->frame;
    const ViewState *view = session_shown(loop->session);
    const AtlasStructure *structures = loop->atlas->structures;
    int hovered = session_hovered(loop->session), known = loop->atlas->structure_count;
    char ring[32] = "none";
    if (loop->ui) {
        ui_ring_place(loop->ui, ring, sizeof ring);
    }
    loop_trace(
        loop,
        "frame %lu ms=%.1f scene=%lu fine=%d size=%dx%d triangles=%u yaw=%.2f pitch=%.2f distance=%.4f depth=%.3f "
        "hovered=%s selected=%s search=%d told=%d source=%d wipe=%d target=%.5f,%.5f,%.5f present=%d ring=%s",
        frame->count, (loop_now_s() - begin_s) * 1000, scene, frame->refined, frame->pixels[0], frame->pixels[1],
        frame->stats.triangles, (double)view->camera.yaw_deg, (double)view->camera.pitch_deg,
        (double)view->camera.distance_m, (double)view->depth,
        hovered >= 0 && hovered < known ? structures[hovered].id
        : hovered < 0                   ? "none"
                                        : "part",
        view->selected >= 0 && view->selected < known ? structures[view->selected].id
        : view->selected < 0                          ? "none"
                                                      : "part",
        screen->search, count_bits(view->told.zones), view->source >= 0, screen->wipe, (double)view->camera.target[0],
        (double)view->camera.target[1], (double)view->camera.target[2], view->present, ring);
}

static void note_time(Loop *loop, double seconds)
{
    Frame *frame = &loop->frame;
    if (frame->refined) {
        frame->refined_s = seconds;
        pace_rest(&frame->pace);
        return;
    }
    double scale = (double)motion_scale(loop);
    frame->plain_s = seconds / (scale * scale); /* had it had all its pixels */
    pace_frame(&frame->pace, seconds);
}

void frame_draw(Loop *loop, const UiInput *input, CommandQueue *queue)
{
    Frame *frame = &loop->frame;
    int points[2], pixels[2];
    double begin_s = loop_now_s();
    window_size(&loop->window, points, pixels);
    session_set_aspect(loop->session, (float)pixels[0] / (float)pixels[1]);
    frame->scene_s = 0;
    draw_scene(loop, pixels);
    if (frame->valid) {
        renderer_show(loop->renderer, pixels[0], pixels[1], NULL);
    } else {
        window_fill(frame->drawn.lists[0]->ground_top);
    }
    if (loop->ui) {
        ui_frame(loop->ui, loop->session, frame->drawn.lists[0], input, 0, false, queue);
    }
    teacher_take_picture(loop, pixels);
    window_swap(&loop->window);
    frame->count++;
    if (frame->scene_s > 0) { /* until the frame is handed over: before that a driver may only have taken notes */
        note_time(loop, loop_now_s() - begin_s);
    }
    if (loop->trace) {
        if (session_screen_const(loop->session)->page == PAGE_QUIZ) {
            trace_quiz(loop);
        }
        if (session_view(loop->session)->body.step) {
            onto_trace(loop);
        }
        trace(loop, begin_s, frame->scene_s > 0);
    }
}

HipResult frame_picture(Loop *loop, int pixels[2], unsigned char **rgba, HipError *err)
{
    Frame *frame = &loop->frame;
    int points[2];
    window_size(&loop->window, points, pixels);
    picture_compose(&frame->now, loop->session, -1, pixels); /* the pointer is not in the picture */
    frame->valid = false;                                    /* the kept picture is drawn over */
    HipResult rc = draw(loop, &frame->now, pixels, true, true, err);
    if (rc != HIP_OK) {
        return rc;
    }
    if (loop->ui) {
        CommandQueue none = {0};
        UiInput input = loop->input.now;
        input.time_s = loop_now_s();
        input.alone = true;
        Screen *screen = session_screen(loop->session), kept = *screen;
        ui_frame(loop->ui, loop->session, frame->now.lists[0], &input, frame->framebuffer, true, &none);
        *screen = kept;
    }
    *rgba = mem_alloc((size_t)pixels[0] * (size_t)pixels[1], 4);
    renderer_read(loop->renderer, frame->framebuffer, pixels[0], pixels[1], *rgba);
    return HIP_OK;
}

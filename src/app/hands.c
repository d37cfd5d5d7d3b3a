#include "clicker.h"
#include "hands_private.h"
#include "hip/panes.h"
#include <math.h>
#include <string.h>

static const float CLICK_SLACK = 5;  /* points a hand trembles during a click */
static const float TOUCH_SLACK = 12; /* ... and a finger */
static const double LONG_PRESS_S = 0.6;
static const float TURN_DEG_PER_HEIGHT = 220;
static const float DEPTH_PER_NOTCH = 0.25f;
static const float LENS_PER_NOTCH = 0.5f;
static const double SAME_GESTURE_S = 0.6; /* wheel notches closer than this undo as one */
static const float GLIDE_S = 0.13f;       /* time constants of what glides on */
static const float EASE_S = 0.06f;
static const float GLIDE_LEAST_DEG_S = 6, GLIDE_MOST_DEG_S = 500;
static const uint32_t GESTURE_FIRST = 0x40000000; /* the panels count their own gestures from 1 */

static uint32_t new_gesture(Hands *hands, double now_s)
{
    hands->gestures++;
    hands->gesture = GESTURE_FIRST + hands->gestures;
    hands->gesture_s = now_s;
    return hands->gesture;
}

uint32_t hands_running_gesture(Hands *hands, double now_s)
{
    if (hands->gesture == 0 || now_s - hands->gesture_s > SAME_GESTURE_S) {
        return new_gesture(hands, now_s);
    }
    hands->gesture_s = now_s;
    return hands->gesture;
}

static void limit(Work *work)
{
    session_limit_camera(work->world->session, &work->pose);
    work->camera_moved = true;
}

/* Of the body's picture; less than the window's where several stand over their captions. */
static float picture_height(const Work *work)
{
    PaneRect panes[PANES_MOST];
    session_panes(work->world->session, panes);
    return work->height * panes[0].h;
}

static void zoom(Work *work, float log_factor, float x, float y)
{
    CameraPose before = work->pose;
    PaneRect panes[PANES_MOST];
    int pane = session_pane_at(work->world->session, x / work->width);
    session_panes(work->world->session, panes);
    const PaneRect *rect = &panes[pane];
    float half = work->height * rect->h / 2;
    x -= work->width * (rect->x + rect->w / 2);
    y -= work->height * rect->y;
    camera_zoom(&work->pose, expf(-log_factor), x / half, (half - y) / half);
    limit(work);
    /* At the closest distance a further zoom would only slide sideways. */
    if (log_factor > 0 && work->pose.distance_m >= before.distance_m * 0.9999f) {
        work->pose = before;
    }
}

static void turn(Work *work, float yaw_deg, float pitch_deg)
{
    camera_orbit(&work->pose, yaw_deg, pitch_deg);
    limit(work);
}

static void pan(Work *work, float dx, float dy)
{
    float height = picture_height(work);
    camera_pan(&work->pose, dx / height, -dy / height);
    limit(work);
}

static ScreenPage page(const Work *work)
{
    return session_screen_const(work->world->session)->page;
}

static bool take(Hands *hands, const InputEvent *event, const Work *work)
{
    const HandsWorld *world = work->world;
    return world->grip && world->grip(world->context, event->x, event->y, &hands->grip);
}

/* The thigh or the pelvis goes with the pointer; with Ctrl the thigh turns. */
static void pull(const Hands *hands, const InputEvent *event, const Work *work, float dx, float dy)
{
    float metres = camera_height_m(&work->pose) / picture_height(work);
    const float *rest = hands->grip.rest;
    const float vector[6] = {rest[0],     rest[1],      rest[2],
                             dx * metres, -dy * metres, event->mods & MOD_CTRL ? 1.0f : 0.0f};
    Command *command = command_push(work->queue, COMMAND_PULL);
    command->item = (int)hands->grip.bone;
    command->gesture = hands->gesture;
    memcpy(command->vector, vector, sizeof vector);
}

static void press(Hands *hands, const InputEvent *event, const Work *work)
{
    const Session *session = work->world->session;
    if (work->world->ui_mouse || hands->drag != DRAG_NONE || clicker_press(session, work->queue) ||
        projecting_press(session, event, &work->picture, work->queue)) {
        return;
    }
    bool orbit = event->button == 0 && !(event->mods & MOD_SHIFT);
    hands->drag = projecting_drags(session) ? DRAG_BODY : orbit ? DRAG_ORBIT : DRAG_PAN;
    hands->button = event->button;
    hands->press_x = hands->last_x = event->x;
    hands->press_y = hands->last_y = event->y;
    hands->press_s = hands->last_move_s = event->time_s;
    hands->far = hands->gliding = false;
    hands->focus = event->clicks >= 2;
    hands->touch = event->touch;
    hands->zoom_left = hands->turn_left = 0;
    hands->speed[0] = hands->speed[1] = 0;
    hands->pressed_item = work->world->pick(work->world->context, event->x, event->y);
    if (orbit && page(work) == PAGE_MOTION && take(hands, event, work) && hands->grip.bone < MESH_HIP_BONES) {
        hands->drag = DRAG_PULL;
    }
    if (orbit && clicker_draws(session) && take(hands, event, work)) {
        hands->drag = DRAG_PEN; /* beside the body the drag still turns it */
        clicker_draw(true, event->x / work->width, event->y / work->height, work->queue);
    } else if (orbit && clicker_draws(session) && hands->drag == DRAG_BODY) {
        hands->drag = DRAG_NONE; /* a line that begins a little beside the body must not move it */
    }
    new_gesture(hands, event->time_s);
}

static void move(Hands *hands, const InputEvent *event, Work *work)
{
    if (hands->drag == DRAG_NONE) {
        return;
    }
    if (hands->drag == DRAG_PEN) {
        hands->far = true;
        clicker_draw(false, event->x / work->width, event->y / work->height, work->queue);
        return;
    }
    float slack = hands->touch ? TOUCH_SLACK : CLICK_SLACK;
    if (!hands->far && hypotf(event->x - hands->press_x, event->y - hands->press_y) < slack) {
        return;
    }
    hands->far = true;
    float dx = event->x - hands->last_x, dy = event->y - hands->last_y;
    hands->last_x = event->x;
    hands->last_y = event->y;
    if (hands->drag == DRAG_BODY) {
        projecting_drag(work->world->session, (const float[]){event->x, event->y}, (const float[]){dx, dy},
                        &work->picture, work->queue);
        return;
    }
    if (hands->drag == DRAG_PAN) {
        pan(work, dx, dy);
        return;
    }
    if (hands->drag == DRAG_PULL) {
        pull(hands, event, work, dx, dy);
        return;
    }
    float yaw = -dx / work->height * TURN_DEG_PER_HEIGHT, pitch = dy / work->height * TURN_DEG_PER_HEIGHT;
    turn(work, yaw, pitch);
    float dt = (float)(event->time_s - hands->last_move_s);
    hands->last_move_s = event->time_s;
    if (dt > 0.001f) {
        float share = dt > 0.1f ? 1 : 0.6f;
        hands->speed[0] = mixf(hands->speed[0], clampf(yaw / dt, -GLIDE_MOST_DEG_S, GLIDE_MOST_DEG_S), share);
        hands->speed[1] = mixf(hands->speed[1], clampf(pitch / dt, -GLIDE_MOST_DEG_S, GLIDE_MOST_DEG_S), share);
    }
}

/* While a question waits a click says nothing and outlines nothing; it is the answer where the body is asked. */
static void click_in_quiz(const Hands *hands, const Work *work)
{
    bool body = session_quiz(work->world->session)->question.card.kind == QUIZ_FIND;
    if (hands->button == 0 && body && hands->pressed_item >= 0) {
        command_push(work->queue, COMMAND_QUIZ_ANSWER)->item = hands->pressed_item;
    }
}

static void click(Hands *hands, const InputEvent *event, Work *work)
{
    if (session_asks(work->world->session)) {
        click_in_quiz(hands, work);
    } else if (hands->button == 1) {
        hands->menu_item = hands->pressed_item;
    } else if (hands->button == 0 && page(work) == PAGE_PRESS && take(hands, event, work)) {
        memcpy(command_push(work->queue, COMMAND_PRESS_AT)->vector, hands->grip.rest, sizeof hands->grip.rest);
    } else if (hands->button == 0 && page(work) == PAGE_PAIN) {
        if (take(hands, event, work)) {
            memcpy(command_push(work->queue, COMMAND_TELL_AT)->vector, hands->grip.rest, sizeof hands->grip.rest);
        }
    } else if (hands->button == 0 && hands->focus && hands->pressed_item >= 0) {
        command_push(work->queue, COMMAND_FOCUS)->item = hands->pressed_item;
    } else if (hands->button == 0) {
        command_push(work->queue, COMMAND_SELECT)->item = hands->pressed_item;
    }
}

static void release(Hands *hands, const InputEvent *event, Work *work)
{
    if (hands->drag == DRAG_NONE || event->button != hands->button) {
        return;
    }
    if (!hands->far && hands->drag != DRAG_PEN) {
        click(hands, event, work);
    }
    bool thrown = hands->far && hands->drag == DRAG_ORBIT && event->time_s - hands->last_move_s < 0.05 &&
                  hypotf(hands->speed[0], hands->speed[1]) > 4 * GLIDE_LEAST_DEG_S;
    hands->gliding = thrown && !work->world->reduced_motion;
    hands->drag = DRAG_NONE;
    hands->gesture_s = event->time_s;
}

static void push_depth(Hands *hands, Work *work, float depth)
{
    float stops[11];
    int count = session_stops(work->world->session, stops);
    work->depth = clampf(depth, count > 0 ? stops[0] : 0, 10);
    if (work->depth != depth) {
        hands->depth_left = 0; /* the end: nothing more to come */
    }
    Command *command = command_push(work->queue, COMMAND_DEPTH);
    command->value = work->depth;
    command->gesture = hands_running_gesture(hands, work->now_s);
}

/* Alt holds a lens under the pointer through which the deep layer is seen; it goes when Alt is let go. */
static void hold_lens(Hands *hands, const InputFrame *frame, const Work *work)
{
    const ViewState *view = session_view(work->world->session);
    const UiInput *ui = &frame->ui;
    bool held = ui->alt && !ui->ctrl && ui->mouse_inside && !work->world->ui_mouse;
    float at[2] = {clampf(ui->mouse_x / work->width, 0, 1), clampf(ui->mouse_y / work->height, 0, 1)};
    bool there = view->lens && view->lens_at[0] == at[0] && view->lens_at[1] == at[1];
    if (held ? !there : hands->lens && view->lens) {
        Command *command = command_push(work->queue, COMMAND_LENS);
        command->value = held;
        memcpy(command->vector, at, sizeof at);
    }
    hands->lens = held;
}

static void wheel(Hands *hands, const InputEvent *event, const InputFrame *frame, Work *work)
{
    if (work->world->ui_mouse) {
        return;
    }
    /* Some systems turn Shift or Alt with the wheel into a sideways wheel. */
    float notches = event->dy != 0 ? event->dy : event->dx;
    if (event->mods == 0 && clicker_wheel(work->world->session, notches, work->queue)) {
        return;
    }
    if (event->mods & MOD_ALT) {
        const ViewState *view = session_view(work->world->session);
        float depth = lens_depth(session_atlas(work->world->session), view) - notches * LENS_PER_NOTCH;
        command_push(work->queue, COMMAND_LENS_DEPTH)->value = clampf(depth, LENS_PER_NOTCH, 10);
        return;
    }
    if (event->mods & MOD_SHIFT) {
        hands->depth_left = clampf(hands->depth_left - notches * DEPTH_PER_NOTCH, -10, 10);
        return;
    }
    hands_running_gesture(hands, work->now_s);
    hands->zoom_left = clampf(hands->zoom_left + event->dy * HANDS_ZOOM_PER_NOTCH, -3, 3);
    hands->zoom_x = frame->ui.mouse_x;
    hands->zoom_y = frame->ui.mouse_y;
    hands->gliding = false;
}

static void pinch(Hands *hands, const InputEvent *event, Work *work)
{
    if (hands->drag != DRAG_NONE) { /* the second finger came down: what the first began is no click any more */
        hands->drag = DRAG_NONE;
        hands->gliding = false;
    }
    if (projecting_pinch(work->world->session, event, &work->picture, work->queue)) {
        return;
    }
    hands_running_gesture(hands, work->now_s);
    pan(work, event->dx, event->dy);
    if (event->spread > 0.01f && event->spread < 100) {
        zoom(work, logf(event->spread), event->x, event->y);
    }
    turn(work, -event->turn_deg, 0);
}

static void event(Hands *hands, const InputEvent *e, InputFrame *frame, Work *work)
{
    switch (e->kind) {
    case INPUT_PRESS:
        press(hands, e, work);
        break;
    case INPUT_MOVE:
        move(hands, e, work);
        break;
    case INPUT_RELEASE:
        release(hands, e, work);
        break;
    case INPUT_WHEEL:
        wheel(hands, e, frame, work);
        break;
    case INPUT_PINCH:
        pinch(hands, e, work);
        break;
    case INPUT_KEY:
        hands_key(hands, e, &frame->ui, work);
        break;
    case INPUT_TEXT:
        hands_text(hands, e, &frame->ui, work);
        break;
    default:
        break;
    }
}

/* A share of what is left, so that the whole comes in by and by; the last crumb at once. */
static float ease(float *left, float dt, float crumb, bool at_once)
{
    float part = *left * (1 - expf(-dt / EASE_S));
    if (at_once || fabsf(*left) < crumb) {
        part = *left;
    }
    *left -= part;
    return part;
}

static void glide(Hands *hands, Work *work, float dt)
{
    if (hands->zoom_left != 0) {
        zoom(work, ease(&hands->zoom_left, dt, 0.004f, work->world->reduced_motion), hands->zoom_x, hands->zoom_y);
    }
    if (hands->turn_left != 0) {
        turn(work, ease(&hands->turn_left, dt, 0.1f, work->world->reduced_motion), 0);
    }
    if (hands->depth_left != 0) {
        push_depth(hands, work, work->depth + ease(&hands->depth_left, dt, 0.01f, work->world->reduced_motion));
    }
    if (hands->gliding) {
        turn(work, hands->speed[0] * dt, hands->speed[1] * dt);
        float keep = expf(-dt / GLIDE_S);
        hands->speed[0] *= keep;
        hands->speed[1] *= keep;
        hands->gliding = hypotf(hands->speed[0], hands->speed[1]) > GLIDE_LEAST_DEG_S;
    }
}

static void long_press(Hands *hands, double now_s)
{
    bool held = hands->drag != DRAG_NONE && hands->touch && !hands->far;
    if (held && now_s - hands->press_s >= LONG_PRESS_S) {
        hands->menu_item = hands->pressed_item;
        hands->drag = DRAG_NONE;
    }
}

void hands_frame(Hands *hands, InputFrame *frame, const HandsWorld *world, CommandQueue *queue)
{
    Work work = {
        .world = world,
        .queue = queue,
        .width = fmaxf(frame->ui.width, 1),
        .height = fmaxf(frame->ui.height, 1),
        .picture = {fmaxf(frame->ui.width, 1), fmaxf(frame->ui.height, 1),
                    frame->ui.pixel_scale > 0 ? frame->ui.pixel_scale : 1},
        .now_s = frame->ui.time_s,
        .pose = session_shown(world->session)->camera,
        .depth = session_view(world->session)->depth,
    };
    hands->menu_item = hands->point_click = -1;
    hands->point[0] = hands->point[1] = 0;
    for (int i = 0; i < frame->count; i++) {
        event(hands, &frame->events[i], frame, &work);
    }
    hold_lens(hands, frame, &work);
    /* The first frame of a motion gets an ordinary frame's time, not the rest before it. */
    float dt = clampf((float)(work.now_s - hands->tick_s), 0.001f, 0.05f);
    hands->tick_s = work.now_s;
    glide(hands, &work, dt);
    long_press(hands, work.now_s);
    if (work.camera_moved) {
        Command *command = command_push(queue, COMMAND_CAMERA);
        const CameraPose *p = &work.pose;
        float vector[6] = {p->yaw_deg, p->pitch_deg, p->distance_m, p->target[0], p->target[1], p->target[2]};
        memcpy(command->vector, vector, sizeof vector);
        command->gesture = hands->gesture;
    }
}

bool hands_gliding(const Hands *hands)
{
    return hands->gliding || hands->zoom_left != 0 || hands->turn_left != 0 || hands->depth_left != 0;
}

bool hands_moving(const Hands *hands)
{
    return hands_gliding(hands) || (hands->drag != DRAG_NONE && hands->far);
}

double hands_wake_s(const Hands *hands)
{
    bool waiting = hands->drag != DRAG_NONE && hands->touch && !hands->far;
    return waiting ? hands->press_s + LONG_PRESS_S : 0;
}

#include "hands.h"
#include "clicker.h"
#include "hip/panes.h"
#include "projecting.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float CLICK_SLACK = 5;  /* points a hand trembles during a click */
static const float TOUCH_SLACK = 12; /* ... and a finger */
static const double LONG_PRESS_S = 0.6;
static const float TURN_DEG_PER_HEIGHT = 220;
static const float ZOOM_PER_NOTCH = 0.16f; /* logarithm */
static const float DEPTH_PER_NOTCH = 0.25f;
static const float LENS_PER_NOTCH = 0.5f;
static const float ARROW_TURN_DEG = 7.5f;
static const double SAME_GESTURE_S = 0.6; /* wheel notches closer than this undo as one */
static const double HELD_KEY_S = 0.35;    /* a held depth key stops at each layer for so long */
static const double TYPING_S = 1.0;
static const float POINT_STEP = 24, POINT_SMALL = 4; /* points that keys move the pointer by */
static const float GLIDE_S = 0.13f;                  /* time constants of what glides on */
static const float EASE_S = 0.06f;
static const float GLIDE_LEAST_DEG_S = 6, GLIDE_MOST_DEG_S = 500;
static const uint32_t GESTURE_FIRST = 0x40000000; /* the panels count their own gestures from 1 */

typedef struct Work { /* the view as it becomes during one frame */
    const HandsWorld *world;
    CommandQueue *queue;
    float width, height;
    ProjectingView picture;
    double now_s;
    CameraPose pose;
    bool camera_moved;
    float depth;
} Work;

static uint32_t new_gesture(Hands *hands, double now_s)
{
    hands->gestures++;
    hands->gesture = GESTURE_FIRST + hands->gestures;
    hands->gesture_s = now_s;
    return hands->gesture;
}

static uint32_t running_gesture(Hands *hands, double now_s)
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
    command->gesture = running_gesture(hands, work->now_s);
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
    running_gesture(hands, work->now_s);
    hands->zoom_left = clampf(hands->zoom_left + event->dy * ZOOM_PER_NOTCH, -3, 3);
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
    running_gesture(hands, work->now_s);
    pan(work, event->dx, event->dy);
    if (event->spread > 0.01f && event->spread < 100) {
        zoom(work, logf(event->spread), event->x, event->y);
    }
    turn(work, -event->turn_deg, 0);
}

static const char *camera_of_key(const Session *session, int key)
{
    const Atlas *atlas = session_atlas(session);
    for (int i = 0; i < atlas->camera_count; i++) {
        if (atlas->cameras[i].key == key - '0') {
            return atlas->cameras[i].id;
        }
    }
    return NULL;
}

/* Fills in what a key does not say. */
static void push_from_key(CommandId id, int digit, Work *work)
{
    const char *camera = NULL;
    if (id == COMMAND_CAMERA_NAMED) {
        camera = camera_of_key(work->world->session, digit);
        if (!camera) {
            return;
        }
    }
    Command *command = command_push(work->queue, id);
    switch (id) {
    case COMMAND_CAMERA_NAMED:
        snprintf(command->text, sizeof command->text, "%s", camera);
        break;
    case COMMAND_GHOST:
    case COMMAND_LABELS:
    case COMMAND_LINES:
    case COMMAND_THEME:
    case COMMAND_COLOURS:
    case COMMAND_SKIN:
    case COMMAND_VARIANT:
    case COMMAND_PRESENT:
    case COMMAND_PROJECT:
    case COMMAND_QUIZ_MAP:
    case COMMAND_SECTION:
    case COMMAND_PLAY:
    case COMMAND_DRAPE:
    case COMMAND_CLIENT:
    case COMMAND_BUILD:
        command->value = -1; /* toggles, or the next one */
        break;
    default:
        break;
    }
}

/* Letters that open the search are on their way: a quick Enter behind them chooses there, not on the body. */
static bool search_opens(const Hands *hands, const InputEvent *event, const Work *work)
{
    bool open = session_screen_const(work->world->session)->search;
    for (int i = 0; i < work->queue->count; i++) {
        open |= work->queue->items[i].id == COMMAND_SEARCH;
    }
    return open && hands->typed[0] != '\0' && event->time_s - hands->typed_s < TYPING_S;
}

/* While a lesson runs the keys of a clicker turn its pages. */
static CommandId in_lesson(CommandId id, const InputEvent *event, const Work *work)
{
    bool page = event->key == KEY_PAGE_DOWN || event->key == KEY_PAGE_UP;
    if (!page || event->mods != 0 || !session_lesson(work->world->session, NULL)) {
        return id;
    }
    return event->key == KEY_PAGE_DOWN ? COMMAND_LESSON_NEXT : COMMAND_LESSON_PREVIOUS;
}

/* Enter goes on once a question is answered. */
static CommandId in_quiz(CommandId id, const Work *work)
{
    const QuizRound *round = session_quiz(work->world->session);
    return id == COMMAND_REVEAL && round->level ? round->answered ? COMMAND_QUIZ_NEXT : COMMAND_NONE : id;
}

/* Shift and the arrows move the pointer, with Ctrl by small steps; Shift+Enter clicks there, Ctrl+Enter with the other
 * button: what is done on the body with a mouse is done by keys too. */
static bool point_by_key(Hands *hands, const InputEvent *event, const HandsWorld *world)
{
    const unsigned SLIDES = 1u << UIKEY_LEFT;
    if (world->ui_keys & SLIDES || !(event->mods & (MOD_SHIFT | MOD_CTRL)) || event->mods & MOD_ALT) {
        return false; /* a slider or a field goes faster with Shift */
    }
    BodyStep asks = session_view(world->session)->body.step;
    if (projecting_drags(world->session) && asks != BODY_FIRST && asks != BODY_SECOND) {
        return false; /* so does what lies on a body; where its landmarks are is pointed at */
    }
    if (event->key == KEY_ENTER && !world->ui_keys) {
        hands->point_click = event->mods & MOD_CTRL ? 1 : 0;
        return true;
    }
    static const struct {
        int key;
        float x, y;
    } WAYS[] = {{KEY_LEFT, -1, 0}, {KEY_RIGHT, 1, 0}, {KEY_UP, 0, -1}, {KEY_DOWN, 0, 1}};
    float step = event->mods & MOD_CTRL ? POINT_SMALL : POINT_STEP;
    for (size_t i = 0; event->mods & MOD_SHIFT && i < sizeof WAYS / sizeof *WAYS; i++) {
        if (WAYS[i].key == event->key) {
            hands->point[0] += step * WAYS[i].x;
            hands->point[1] += step * WAYS[i].y;
            return true;
        }
    }
    return false;
}

static void key(Hands *hands, const InputEvent *event, UiInput *ui, Work *work)
{
    /* Panels get what they use: what edits, moves and closes; everything else stays a command. */
    UiKey used = input_ui_key(event);
    if (point_by_key(hands, event, work->world)) {
        return;
    }
    bool to_ui = work->world->ui_keys >> used & 1 || event->key == KEY_TAB || search_opens(hands, event, work);
    if (to_ui && used != UIKEY_NONE) {
        input_give_key(event, ui);
        return;
    }
    if (projecting_key(work->world->session, event, work->queue) ||
        clicker_key(work->world->session, event, work->queue)) {
        return;
    }
    if (event->mods == 0 && (event->key == KEY_LEFT || event->key == KEY_RIGHT)) {
        running_gesture(hands, work->now_s);
        hands->turn_left += event->key == KEY_LEFT ? -ARROW_TURN_DEG : ARROW_TURN_DEG;
        return;
    }
    CommandId id = in_quiz(in_lesson(keys_pressed(event->key, event->mods), event, work), work);
    const ViewState *view = session_view(work->world->session);
    bool plays = view->stroke >= 0 || view->source >= 0 || view->compare[0] ||
                 session_screen_const(work->world->session)->page == PAGE_WALK;
    if (id == COMMAND_REFLECT && event->key == ' ' && plays) {
        id = COMMAND_PLAY;
    }
    bool steps = id == COMMAND_DEEPER || id == COMMAND_SHALLOWER;
    bool repeats = steps || id == COMMAND_UNDO || id == COMMAND_REDO;
    if (id == COMMAND_NONE || (event->repeat && !repeats)) {
        return;
    }
    if (steps && event->repeat && event->time_s - hands->deeper_s < HELD_KEY_S) {
        return;
    }
    if (steps) {
        hands->deeper_s = event->time_s;
    }
    push_from_key(id, 0, work);
}

static void append(char *out, size_t size, const char *more)
{
    size_t used = strlen(out);
    if (used + strlen(more) < size) { /* never half a character */
        memcpy(out + used, more, strlen(more) + 1);
    }
}

static void text(Hands *hands, const InputEvent *event, UiInput *ui, Work *work)
{
    if (work->world->ui_text) {
        append(ui->text, sizeof ui->text, event->text);
        return;
    }
    if (projecting_text(work->world->session, event, work->queue) ||
        clicker_text(work->world->session, event, work->queue)) {
        return;
    }
    bool typing = hands->typed[0] != '\0' && event->time_s - hands->typed_s < TYPING_S &&
                  (session_screen_const(work->world->session)->search || work->queue->count > 0);
    if (typing || keys_is_letter(event->text)) {
        if (!typing) {
            hands->typed[0] = '\0';
        }
        append(hands->typed, sizeof hands->typed, event->text);
        hands->typed_s = event->time_s;
        Command *command = command_push(work->queue, COMMAND_SEARCH);
        snprintf(command->text, sizeof command->text, "%s", hands->typed);
        return;
    }
    hands->typed[0] = '\0';
    char c = event->text[0];
    if (event->text[1] == '\0' && (c == '+' || c == '=' || c == '-')) {
        running_gesture(hands, work->now_s);
        hands->zoom_left += (c == '-' ? -1.5f : 1.5f) * ZOOM_PER_NOTCH;
        hands->zoom_x = work->width / 2;
        hands->zoom_y = work->height / 2;
        return;
    }
    if (session_asks(work->world->session) && event->text[1] == '\0' && c >= '1' &&
        c - '1' < session_quiz(work->world->session)->question.choice_count) {
        command_push(work->queue, COMMAND_QUIZ_ANSWER)->value = (float)(c - '1');
        return;
    }
    CommandId id = keys_typed(event->text);
    if (id != COMMAND_NONE) {
        push_from_key(id, c, work);
    }
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
        key(hands, e, &frame->ui, work);
        break;
    case INPUT_TEXT:
        text(hands, e, &frame->ui, work);
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

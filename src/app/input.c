#include "input.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static InputEvent *at(InputQueue *queue, int i)
{
    return &queue->events[(queue->first + i) % INPUT_QUEUE_EVENTS];
}

void input_push(InputQueue *queue, const InputEvent *event)
{
    InputEvent *last = queue->count > 0 ? at(queue, queue->count - 1) : NULL;
    if (last && last->kind == INPUT_MOVE && event->kind == INPUT_MOVE) {
        *last = *event;
        return;
    }
    if (queue->count == INPUT_QUEUE_EVENTS) {
        return; /* a thousand unhandled acts: nobody waits for the next one */
    }
    queue->count++;
    *at(queue, queue->count - 1) = *event;
}

bool input_pending(const InputQueue *queue)
{
    return queue->count > 0;
}

static bool is_button(InputKind kind)
{
    return kind == INPUT_PRESS || kind == INPUT_RELEASE;
}

/* True when this event has to wait for the next frame. */
static bool breaks_frame(const InputFrame *frame, const UiInput *before, const InputEvent *event)
{
    if (frame->count == INPUT_FRAME_EVENTS) {
        return true;
    }
    bool typed = strlen(frame->ui.text) + strlen(event->text) + 1 > sizeof frame->ui.text;
    if (event->kind == INPUT_TEXT && typed) {
        return true;
    }
    if (!is_button(event->kind)) {
        return false;
    }
    bool moved = !before->mouse_inside || event->x != before->mouse_x || event->y != before->mouse_y;
    if (event->kind == INPUT_PRESS && moved) {
        return frame->count > 0;
    }
    for (int i = 0; i < frame->count; i++) {
        if (is_button(frame->events[i].kind)) {
            return true;
        }
    }
    return false;
}

static void apply(InputFrame *frame, const InputEvent *event)
{
    UiInput *ui = &frame->ui;
    switch (event->kind) {
    case INPUT_MOVE:
    case INPUT_PINCH:
    case INPUT_PRESS:
    case INPUT_RELEASE:
        ui->mouse_x = event->x;
        ui->mouse_y = event->y;
        ui->keyed = event->keyed;
        ui->mouse_inside = true;
        if (is_button(event->kind) && event->button >= 0 && event->button < 3) {
            ui->buttons[event->button] = event->kind == INPUT_PRESS;
        }
        break;
    case INPUT_LEAVE:
        ui->mouse_inside = false;
        break;
    case INPUT_WHEEL:
        ui->wheel_x += event->dx;
        ui->wheel_y += event->dy;
        break;
    default:
        break;
    }
    ui->ctrl = event->mods & MOD_CTRL;
    ui->shift = event->mods & MOD_SHIFT;
    ui->alt = event->mods & MOD_ALT;
}

void input_take(InputQueue *queue, double time_s, InputFrame *out)
{
    *out = (InputFrame){.ui = queue->now};
    out->ui.wheel_x = out->ui.wheel_y = 0;
    out->ui.time_s = time_s;
    UiInput before = queue->now;
    while (queue->count > 0 && !breaks_frame(out, &before, at(queue, 0))) {
        InputEvent *event = at(queue, 0);
        bool press_elsewhere = event->kind == INPUT_PRESS &&
                               (!before.mouse_inside || event->x != before.mouse_x || event->y != before.mouse_y);
        if (press_elsewhere) {
            /* A touch, or a press whose move was merged away: first a frame with the pointer there. */
            InputEvent move = {.kind = INPUT_MOVE,
                               .time_s = event->time_s,
                               .x = event->x,
                               .y = event->y,
                               .mods = event->mods,
                               .touch = event->touch};
            out->events[out->count++] = move;
            apply(out, &move);
            break;
        }
        out->events[out->count++] = *event;
        apply(out, event);
        queue->first = (queue->first + 1) % INPUT_QUEUE_EVENTS;
        queue->count--;
    }
    queue->now = out->ui;
}

UiKey input_ui_key(const InputEvent *event)
{
    static const struct {
        int key;
        UiKey ui;
        bool ctrl;
    } ROWS[] = {
        {KEY_TAB, UIKEY_TAB, 0},
        {KEY_LEFT, UIKEY_LEFT, 0},
        {KEY_RIGHT, UIKEY_RIGHT, 0},
        {KEY_UP, UIKEY_UP, 0},
        {KEY_DOWN, UIKEY_DOWN, 0},
        {KEY_PAGE_UP, UIKEY_PAGE_UP, 0},
        {KEY_HOME, UIKEY_HOME, 0},
        {KEY_PAGE_DOWN, UIKEY_PAGE_DOWN, 0},
        {KEY_END, UIKEY_END, 0},
        {KEY_DELETE, UIKEY_DELETE, 0},
        {KEY_BACKSPACE, UIKEY_BACKSPACE, 0},
        {KEY_ENTER, UIKEY_ENTER, 0},
        {KEY_ESCAPE, UIKEY_ESCAPE, 0},
        {' ', UIKEY_SPACE, 0},
        {'a', UIKEY_A, 1},
        {'c', UIKEY_C, 1},
        {'v', UIKEY_V, 1},
        {'x', UIKEY_X, 1},
        {'y', UIKEY_Y, 1},
        {'z', UIKEY_Z, 1},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (ROWS[i].key == event->key && (!ROWS[i].ctrl || (event->mods & MOD_CTRL))) {
            return ROWS[i].ui;
        }
    }
    return UIKEY_NONE;
}

void input_give_key(const InputEvent *event, UiInput *ui)
{
    UiKey key = input_ui_key(event);
    for (size_t i = 0; key != UIKEY_NONE && i + 1 < sizeof ui->keys_down / sizeof *ui->keys_down; i++) {
        if (ui->keys_down[i] == UIKEY_NONE) {
            ui->keys_down[i] = (int)key;
            return;
        }
    }
}

static const char *const KINDS[INPUT_KINDS] = {
    "none", "move", "leave", "press", "release", "wheel", "key", "text", "mods", "pinch",
};
static const char *const BUTTONS[3] = {"left", "right", "middle"};

static void write_mods(unsigned mods, char *out, size_t size)
{
    snprintf(out, size, "%s%s%s", mods & MOD_CTRL ? "Ctrl+" : "", mods & MOD_SHIFT ? "Shift+" : "",
             mods & MOD_ALT ? "Alt+" : "");
}

void input_write(const InputEvent *event, char *out, size_t size)
{
    char mods[32], key[32];
    write_mods(event->mods, mods, sizeof mods);
    int n = snprintf(out, size, "%.3f %s%s", event->time_s, event->kind == INPUT_KEY ? "" : mods,
                     KINDS[event->kind < INPUT_KINDS ? event->kind : INPUT_NONE]);
    if (n < 0 || (size_t)n >= size) {
        return;
    }
    out += n;
    size -= (size_t)n;
    switch (event->kind) {
    case INPUT_MOVE:
        snprintf(out, size, " %g %g", event->x, event->y);
        break;
    case INPUT_PRESS:
    case INPUT_RELEASE:
        snprintf(out, size, " %g %g %s %d%s", event->x, event->y, BUTTONS[event->button % 3], event->clicks,
                 event->touch ? " touch" : "");
        break;
    case INPUT_WHEEL:
        snprintf(out, size, " %g %g", event->dx, event->dy);
        break;
    case INPUT_KEY:
        snprintf(out, size, " %s%s%s", mods, key_name(event->key, key, sizeof key), event->repeat ? " repeat" : "");
        break;
    case INPUT_TEXT:
        snprintf(out, size, " %s", event->text);
        break;
    case INPUT_PINCH:
        snprintf(out, size, " %g %g %g %g %g %g", event->x, event->y, event->dx, event->dy, event->spread,
                 event->turn_deg);
        break;
    default:
        break;
    }
}

/* Cuts the modifiers off the front of a word. */
static unsigned read_mods(const char **word)
{
    static const char *const NAMES[] = {"Shift+", "Ctrl+", "Alt+"};
    unsigned mods = 0;
    for (int i = 0; i < 3;) {
        size_t n = strlen(NAMES[i]);
        if (strncmp(*word, NAMES[i], n) == 0) {
            mods |= 1u << i;
            *word += n;
            i = 0;
        } else {
            i++;
        }
    }
    return mods;
}

/* Takes that many numbers off the front. */
static bool read_numbers(const char **at, float *out, int count)
{
    for (int i = 0; i < count; i++) {
        char *end;
        out[i] = strtof(*at, &end);
        if (end == *at) {
            return false;
        }
        *at = end;
    }
    return true;
}

/* Takes one word off the front; "" at the end. */
static void read_word(const char **at, char *out, size_t size)
{
    *at += strspn(*at, " ");
    size_t length = strcspn(*at, " ");
    snprintf(out, size, "%.*s", (int)length, *at);
    *at += length;
}

static bool read_button(const char *rest, InputEvent *event)
{
    float at[2];
    char button[16], clicks[8], touch[8];
    if (!read_numbers(&rest, at, 2)) {
        return false;
    }
    read_word(&rest, button, sizeof button);
    read_word(&rest, clicks, sizeof clicks);
    read_word(&rest, touch, sizeof touch);
    event->x = at[0];
    event->y = at[1];
    event->clicks = clicks[0] ? (int)strtol(clicks, NULL, 10) : 1;
    event->touch = strcmp(touch, "touch") == 0;
    for (event->button = 0; event->button < 3; event->button++) {
        if (strcmp(button, BUTTONS[event->button]) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_key(const char *rest, InputEvent *event)
{
    char name[48], repeat[16];
    read_word(&rest, name, sizeof name);
    read_word(&rest, repeat, sizeof repeat);
    const char *word = name;
    event->mods = read_mods(&word);
    event->key = key_from_name(word);
    event->repeat = strcmp(repeat, "repeat") == 0;
    return event->key != KEY_NONE;
}

static bool read_pinch(const char *rest, InputEvent *event)
{
    float n[6];
    if (!read_numbers(&rest, n, 6)) {
        return false;
    }
    event->x = n[0];
    event->y = n[1];
    event->dx = n[2];
    event->dy = n[3];
    event->spread = n[4];
    event->turn_deg = n[5];
    return true;
}

static bool read_rest(const char *rest, InputEvent *event)
{
    float n[2] = {0, 0};
    bool two = read_numbers(&(const char *){rest}, n, 2);
    switch (event->kind) {
    case INPUT_LEAVE:
    case INPUT_MODS:
        return true;
    case INPUT_MOVE:
        event->x = n[0];
        event->y = n[1];
        return two;
    case INPUT_WHEEL:
        event->dx = n[0];
        event->dy = n[1];
        return two;
    case INPUT_PRESS:
    case INPUT_RELEASE:
        return read_button(rest, event);
    case INPUT_KEY:
        return read_key(rest, event);
    case INPUT_TEXT:
        snprintf(event->text, sizeof event->text, "%s", rest + (rest[0] == ' '));
        return event->text[0] != '\0';
    case INPUT_PINCH:
        return read_pinch(rest, event);
    default:
        return false;
    }
}

HipResult input_read(const char *line, InputEvent *out, HipError *err)
{
    InputEvent event = {.spread = 1};
    char word[64], *end;
    event.time_s = strtod(line, &end);
    if (end == line) {
        return hip_fail(err, "expected 'SECONDS KIND ...' in \"%s\"", line);
    }
    const char *rest = end;
    read_word(&rest, word, sizeof word);
    const char *kind = word;
    event.mods = read_mods(&kind);
    for (int i = INPUT_NONE + 1; i < INPUT_KINDS; i++) {
        if (strcmp(kind, KINDS[i]) == 0) {
            event.kind = (InputKind)i;
        }
    }
    if (event.kind == INPUT_NONE || !read_rest(rest, &event)) {
        return hip_fail(err, "not an input event: \"%s\"", line);
    }
    *out = event;
    return HIP_OK;
}

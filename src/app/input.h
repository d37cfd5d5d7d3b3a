/* input.h - what the user's hands did since the last frame, as one plain value. The window fills the queue from SDL's
 * events, a replay fills it from a file; behind the queue nobody can tell the difference. */
#ifndef HIP_APP_INPUT_H
#define HIP_APP_INPUT_H
#include "hip/error.h"
#include "hip/ui.h"
#include "keys.h"

typedef enum InputKind {
    INPUT_NONE,
    INPUT_MOVE,    /* pointer is at x, y */
    INPUT_LEAVE,   /* pointer left the window */
    INPUT_PRESS,   /* button, clicks */
    INPUT_RELEASE, /* button */
    INPUT_WHEEL,   /* dy notches, up positive; dx to the right */
    INPUT_KEY,     /* key, mods, repeat */
    INPUT_TEXT,    /* text */
    INPUT_MODS,    /* a modifier key went down or up: mods as they are now */
    INPUT_PINCH, /* two fingers: middle at x, y; moved by dx, dy points; spread is the factor, turn_deg anticlockwise */
    INPUT_KINDS
} InputKind;

typedef struct InputEvent {
    InputKind kind;
    double time_s;
    float x, y; /* points from the top left of the window */
    float dx, dy;
    float spread, turn_deg;
    int button; /* 0 left, 1 right, 2 middle */
    int clicks; /* 2: the second of a double click */
    int key;
    unsigned mods;
    bool touch, repeat;
    bool keyed; /* made by keys, not by a mouse */
    char text[32];
} InputEvent;

enum { INPUT_FRAME_EVENTS = 64, INPUT_QUEUE_EVENTS = 1024 };

/* One frame's worth. `ui` holds the pointer, buttons, wheel and modifiers as they are after the events; its text and
 * keys are filled by hands_frame once it is known whose they are. */
typedef struct InputFrame {
    UiInput ui;
    InputEvent events[INPUT_FRAME_EVENTS];
    int count;
} InputFrame;

typedef struct InputQueue { /* `= {0}` is empty */
    InputEvent events[INPUT_QUEUE_EVENTS];
    int first, count;
    UiInput now; /* the state after the frames taken so far */
    unsigned mods;
} InputQueue;

/* Appends; a move that follows a move replaces it. When the queue is full, moves are dropped first. */
void input_push(InputQueue *queue, const InputEvent *event);
bool input_pending(const InputQueue *queue);

/* The next frame. Panels see only a snapshot, so one frame never holds two changes of buttons, nor a press at a place
 * where the pointer was not in the frame before: what comes after waits for the next frame. */
void input_take(InputQueue *queue, double time_s, InputFrame *out);

/* What a key is to the panels, UIKEY_NONE: nothing; and into their snapshot with it. */
UiKey input_ui_key(const InputEvent *event);
void input_give_key(const InputEvent *event, UiInput *ui);

/* One event as a line of a replay, without line break ("2.50 press 640 360 left"), and back. */
void input_write(const InputEvent *event, char *out, size_t size);
HipResult input_read(const char *line, InputEvent *out, HipError *err);
#endif

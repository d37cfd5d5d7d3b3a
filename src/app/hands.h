/* hands.h - what the hands mean: pointer, wheel, keys and fingers (screens.md "Hands") -> commands. Pure: no window, no
 * GL, time is an argument, so a recorded session plays back without either. */
#ifndef HIP_APP_HANDS_H
#define HIP_APP_HANDS_H
#include "input.h"

typedef struct HandsWorld { /* what they act on */
    const Session *session;
    int (*pick)(void *context, float x, float y);                 /* item under a point of the window, -1 none */
    bool (*grip)(void *context, float x, float y, PullGrip *out); /* what a hand takes there; false: nothing */
    void *context;
    bool ui_mouse, ui_text; /* the pointer is on a panel; what is typed is a field's */
    unsigned ui_keys;       /* keys that the panels use now, a bit (1u << UiKey) for each */
    bool reduced_motion;    /* nothing glides */
} HandsWorld;

typedef enum HandsDrag { DRAG_NONE, DRAG_ORBIT, DRAG_PAN, DRAG_PULL, DRAG_PEN, DRAG_BODY } HandsDrag;

typedef struct Hands { /* `= {0}` is at rest */
    HandsDrag drag;
    int button;
    float press_x, press_y, last_x, last_y;
    double press_s, last_move_s;
    bool far;   /* moved too far for a click */
    bool focus; /* second press of a double click */
    bool touch;
    int pressed_item;
    PullGrip grip;              /* of DRAG_PULL */
    uint32_t gestures, gesture; /* numbers given so far; the one in use */
    double gesture_s;           /* when it was last used */
    float speed[2];             /* of the turn, degrees a second, yaw and pitch */
    bool gliding;               /* still turning after the button was let go */
    float zoom_left;            /* logarithm of the zoom that is still to come */
    float zoom_x, zoom_y;       /* about this point of the window */
    float turn_left;            /* degrees of yaw still to come */
    float depth_left;           /* depth still to come */
    double tick_s;              /* time of the last frame */
    double deeper_s;            /* last step of a held depth key */
    char typed[128];            /* search begun, before the field has the focus */
    double typed_s;
    bool lens;       /* held by Alt */
    int menu_item;   /* set by hands_frame: open its menu at the pointer; -1 none */
    float point[2];  /* set by hands_frame: keys move the pointer so far, points; */
    int point_click; /* and press this button there; -1 none */
} Hands;

/* Takes one frame of input and the time that went by; pushes what it means. Fills text and keys of frame->ui when they
 * are the panels'. */
void hands_frame(Hands *hands, InputFrame *frame, const HandsWorld *world, CommandQueue *queue);

bool hands_moving(const Hands *hands);   /* something glides or is being dragged: draw fast, and again */
bool hands_gliding(const Hands *hands);  /* needs another frame even without input */
double hands_wake_s(const Hands *hands); /* when to look again (a long press), 0 never */
#endif

/* ui.h - panels, labels, scale bar, marker: everything drawn over the body. Reads the session, pushes commands.
 * Dear ImGui is behind ui/imgui_shim.h; it draws with the context that is current. */
#ifndef HIP_UI_H
#define HIP_UI_H
#include "hip/query.h"

typedef struct Ui Ui;

typedef struct UiInput { /* one plain snapshot a frame; the window makes it from events, a replay from a file */
    float width, height; /* window in points */
    float pixel_scale;   /* framebuffer pixels for one point */
    float mouse_x, mouse_y;
    bool mouse_inside;
    bool buttons[3]; /* left, right, middle */
    float wheel_x, wheel_y;
    char text[64];     /* typed this frame, UTF-8 */
    int keys_down[16]; /* pressed this frame: codes of UiKey, 0 ends */
    bool ctrl, shift, alt;
    double time_s;
    bool keyed; /* the pointer was moved by keys: it is drawn here, for the system's stands elsewhere */
    bool alone; /* a picture by itself: labels are where they belong at once, whatever was shown before */
} UiInput;

typedef enum UiKey {
    UIKEY_NONE,
    UIKEY_TAB,
    UIKEY_LEFT,
    UIKEY_RIGHT,
    UIKEY_UP,
    UIKEY_DOWN,
    UIKEY_PAGE_UP,
    UIKEY_PAGE_DOWN,
    UIKEY_HOME,
    UIKEY_END,
    UIKEY_DELETE,
    UIKEY_BACKSPACE,
    UIKEY_ENTER,
    UIKEY_ESCAPE,
    UIKEY_SPACE,
    UIKEY_A,
    UIKEY_C,
    UIKEY_V,
    UIKEY_X,
    UIKEY_Y,
    UIKEY_Z
} UiKey;

HipResult ui_create(Ui **out, HipError *err); /* GL context current; fonts through fontconfig, made on first frame */
void ui_destroy(Ui *ui);

/* Builds and draws one frame over what is in `framebuffer` (width x height pixels). Commands that the user's acts mean
 * are pushed. Also sets Screen.free_left/right. `overlay_only`: labels, marker and scale bar, no panels (render,
 * teach). */
void ui_frame(Ui *ui, Session *session, const DrawList *list, const UiInput *input, unsigned framebuffer,
              bool overlay_only, CommandQueue *queue);

/* The teacher's window while another is projected: what is to be said, what comes next, the time, and the picture. */
typedef struct UiTeacher {
    unsigned picture; /* GL texture of what is projected, rows from the bottom; 0: none yet */
    float aspect;     /* its width / height */
    char clock[8];    /* "14:05" */
    double since_s;   /* since it began */
} UiTeacher;
/* The whole of that window, for an Ui of its own that no other frame uses. */
void ui_teacher(Ui *ui, Session *session, const UiInput *input, const UiTeacher *what, CommandQueue *queue);

bool ui_wants_mouse(const Ui *ui);    /* the pointer is on a panel: the body does not turn */
bool ui_wants_keyboard(const Ui *ui); /* a field, a menu or the ring uses keys */
bool ui_wants_text(const Ui *ui);     /* what is typed is a field's */
/* Keys that the panels use now, a bit (1u << UiKey) for each; what they do not use keeps its meaning. */
unsigned ui_keys(const Ui *ui);
/* Where the keyboard's ring is: "page.3", the third control of the page; "field" while one is written in, else "none".
 * For traces; `out` is returned. */
const char *ui_ring_place(const Ui *ui, char *out, size_t size);
bool ui_moving(const Ui *ui); /* something in the interface still moves: draw another frame */

/* When the interface will change by itself though nothing moves now (a resting pointer, a message that goes): draw a
 * frame then. Same clock as UiInput.time_s; 0: never. Cheaper than drawing all the while. */
double ui_wake_s(const Ui *ui);

/* The item whose context menu is to be opened at the pointer. */
void ui_open_menu(Ui *ui, int item);
#endif

/* imgui_shim.h - the little of Dear ImGui that the panels use, as C: windows that scroll and clip, items that know the
 * pointer, text, shapes, one text field. Framebuffer pixels, origin top left; colours 0xAABBGGRR, sRGB. */
#ifndef HIP_UI_IMGUI_SHIM_H
#define HIP_UI_IMGUI_SHIM_H
#include "hip/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint32_t UiColour;
typedef struct UiRect {
    float x, y, w, h;
} UiRect;

typedef enum UiFont {
    UI_FONT_SMALL,  /* 14 */
    UI_FONT_STRONG, /* 14, semi-bold */
    UI_FONT_BODY,   /* 16 */
    UI_FONT_LARGE,  /* 20, semi-bold */
    UI_FONT_TITLE,  /* 28, semi-bold */
    UI_FONT_COUNT
} UiFont;

typedef struct ShimFonts {
    const char *regular, *strong; /* files; NULL: the built-in font */
    float pixels[UI_FONT_COUNT];
} ShimFonts;

typedef struct ShimInput {
    float width, height; /* framebuffer pixels */
    float mouse_x, mouse_y;
    bool mouse_inside;
    bool buttons[3];
    float wheel_x, wheel_y;
    const char *text;
    const int *keys; /* codes of UiKey, 0 ends */
    bool ctrl, shift, alt;
    float step_s; /* since the last frame */
} ShimInput;

typedef enum ShimWindowFlags {
    SHIM_SCROLL = 1,       /* the wheel moves its content */
    SHIM_PASS_THROUGH = 2, /* takes no pointer (tooltips) */
} ShimWindowFlags;

typedef enum ShimItemFlags { SHIM_HOVERED = 1, SHIM_HELD = 2, SHIM_CLICKED = 4 } ShimItemFlags;

typedef enum ShimFieldFlags { SHIM_FIELD_ACTIVE = 1, SHIM_FIELD_CHANGED = 2 } ShimFieldFlags;

/* One window's toolkit. Everything below is about the one in use. */
typedef struct Shim Shim;

/* Makes it and uses it; needs a current GL context. NULL: the driver cannot draw it. */
Shim *shim_create(void);
void shim_destroy(Shim *shim);
void shim_use(Shim *shim);

/* Builds the fonts; called again when the sizes change. False when a file could not be read (the built-in font is
 * used). */
bool shim_fonts(const ShimFonts *fonts);

void shim_frame_begin(const ShimInput *input);
/* Draws everything into the framebuffer. */
void shim_frame_end(unsigned framebuffer);
bool shim_wants_mouse(void);
bool shim_text_active(void);
/* The field that holds the keyboard lets go of it. */
void shim_release_keyboard(void);

/* A window without any decoration, above those drawn before it; absolute places inside. Between begin and end drawing
 * goes to it, else to the back.
 */
void shim_window_begin(const char *id, UiRect rect, unsigned flags);
void shim_window_end(void);
float shim_scroll(void);                             /* how far the window's content is scrolled up */
void shim_scroll_extent(float content_height);       /* of what was drawn; call before end */
void shim_scroll_into_view(float top, float bottom); /* absolute */
void shim_draw_above(bool above); /* outside windows: draw over all (true) or beneath all (false, the default) */

/* An area that reacts to the left button. `id` must differ from all others in the frame and stay the same. */
unsigned shim_item(uint32_t id, UiRect rect);
void shim_mouse(float out[2]);
bool shim_mouse_clicked(int button);

/* A one-line text field. `focus`: take the keyboard now, with the text cursor at the end. */
unsigned shim_field(const char *id, UiRect rect, UiFont font, UiColour text, UiColour selection, bool focus,
                    char *buffer, size_t size);

UiRect shim_clip(void); /* what can be seen of what is drawn now */
void shim_clip_push(UiRect rect);
void shim_clip_pop(void);
void shim_rect(UiRect rect, float corner, UiColour fill);
void shim_outline(UiRect rect, float corner, float width, UiColour colour);
/* Colours of the corners: top left, top right, bottom right, bottom left. */
void shim_gradient(UiRect rect, const UiColour corners[4]);
void shim_line(float x0, float y0, float x1, float y1, float width, UiColour colour);
void shim_circle(float x, float y, float radius, UiColour fill);
void shim_ring(float x, float y, float radius, float width, UiColour colour);
void shim_triangle(const float at[6], UiColour fill);
/* A GL texture, its rows from the bottom. */
void shim_image(unsigned texture, UiRect rect);

float shim_font_em(UiFont font);     /* the size a designer means */
float shim_font_pixels(UiFont font); /* from the highest to the lowest line */
void shim_text(UiFont font, float x, float y, UiColour colour, const char *text);
void shim_text_size(UiFont font, const char *text, float *width, float *height);
/* Breaks lines at `width`; returns the height; draws nothing when the colour is 0. Each line is `line_height` high. */
float shim_text_wrapped(UiFont font, float x, float y, float width, float line_height, UiColour colour,
                        const char *text);

/* Tells a test every text that is drawn, also what is scrolled out of sight; NULL stops. */
void shim_listen(void (*heard)(void *context, const char *text), void *context);
/* Somebody cuts this text to make it fit: said to who watches. */
void shim_cut(const char *text);

typedef enum ShimSeenKind {
    SHIM_SEEN_WINDOW,  /* it begins; text: its id */
    SHIM_SEEN_CONTENT, /* where what it scrolls lies now */
    SHIM_SEEN_ITEM,    /* reacts to the pointer */
    SHIM_SEEN_TEXT,    /* one line as it is drawn */
    SHIM_SEEN_CUT,     /* a text that was shortened, a word that was broken */
} ShimSeenKind;

typedef struct ShimSeen { /* one thing that a frame draws; pixels */
    ShimSeenKind kind;
    const char *text;
    size_t length; /* of the text, bytes */
    UiRect box;    /* where it is ... */
    UiRect clip;   /* ... and what of that is seen at most */
    int window;    /* which one, from 1 in the order of drawing; 0: over the picture, in none */
    bool scrolls;  /* its window scrolls up and down */
} ShimSeen;

/* Tells a test all that is drawn, and draws nothing; NULL stops. */
void shim_watch(void (*seen)(void *context, const ShimSeen *seen), void *context);

#ifdef __cplusplus
}
#endif
#endif

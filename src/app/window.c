#include "window.h"
#include <glad/gl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char SOFTWARE[] = "Try: LIBGL_ALWAYS_SOFTWARE=1 hip-atlas";

static void set_hints(void)
{
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0"); /* projected while the teacher uses another window */
    SDL_SetHint(SDL_HINT_APP_NAME, "Hip Atlas");
    SDL_SetHint("SDL_VIDEO_X11_WMCLASS", "hip-atlas");
    SDL_SetHint("SDL_VIDEO_WAYLAND_WMCLASS", "hip-atlas");
}

static void set_attributes(void)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    /* Pictures are drawn, anti-aliased and depth-tested in framebuffers of our own. */
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
}

/* How a driver says that it was reset (GL 4.5 and the extensions before it); NULL where it never does. */
static ResetStatus find_reset_status(void)
{
    static const char *const NAMES[] = {"glGetGraphicsResetStatus", "glGetGraphicsResetStatusKHR",
                                        "glGetGraphicsResetStatusARB"};
    ResetStatus status = NULL;
    GLint flags = 0;
    glGetIntegerv(0x8256 /* GL_RESET_NOTIFICATION_STRATEGY */, &flags);
    bool tells = glGetError() == GL_NO_ERROR && flags == 0x8252 /* GL_LOSE_CONTEXT_ON_RESET */;
    for (size_t i = 0; tells && !status && i < sizeof NAMES / sizeof *NAMES; i++) {
        void *found = SDL_GL_GetProcAddress(NAMES[i]);
        memcpy(&status, &found, sizeof status); /* ISO C has no cast between the two kinds of pointer */
    }
    return status;
}

/* Asks the driver to tell when it is reset; where it cannot, without. */
static HipResult open_context(Window *window, HipError *err)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_LOSE_CONTEXT);
    window->gl = SDL_GL_CreateContext(window->sdl);
    if (!window->gl) {
        SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION, SDL_GL_CONTEXT_RESET_NO_NOTIFICATION);
        window->gl = SDL_GL_CreateContext(window->sdl);
    }
    if (!window->gl) {
        return hip_fail(err, "this graphics driver offers no OpenGL 3.3, which the program needs (%s). %s",
                        SDL_GetError(), SOFTWARE);
    }
    SDL_GL_SetSwapInterval(1); /* where there is none, the loop keeps the pace */
    if (!gladLoadGL((GLADloadfunc)SDL_GL_GetProcAddress)) {
        return hip_fail(err, "OpenGL could not be loaded. %s", SOFTWARE);
    }
    window->reset_status = find_reset_status();
    return HIP_OK;
}

static HipResult open_window(int width, int height, Window *out, HipError *err)
{
    Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    out->sdl = SDL_CreateWindow("Hip Atlas", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height, flags);
    if (!out->sdl) {
        return hip_fail(err, "the window could not be opened: %s. %s", SDL_GetError(), SOFTWARE);
    }
    SDL_SetWindowMinimumSize(out->sdl, 320, 240);
    out->visible = true;
    return open_context(out, err);
}

bool window_lost(const Window *window)
{
    return window->reset_status && window->reset_status() != GL_NO_ERROR;
}

HipResult window_renew(Window *window, HipError *err)
{
    window->in_flight = NULL; /* gone with the context */
    SDL_GL_DeleteContext(window->gl);
    return open_context(window, err);
}

/* Without a display SDL would fall back on drivers whose windows nobody sees, and libraries would complain on stderr:
 * only what this desktop says it has is tried. False: it has nothing. */
static bool choose_display(void)
{
#ifdef __linux__
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY"), *asked = getenv("SDL_VIDEODRIVER");
    bool has_x11 = x11 && *x11, has_wayland = wayland && *wayland;
    if (asked && *asked) {
        return true;
    }
    SDL_SetHint(SDL_HINT_VIDEODRIVER, has_x11 && has_wayland ? "x11,wayland" : has_x11 ? "x11" : "wayland");
    return has_x11 || has_wayland;
#else
    return true;
#endif
}

HipResult window_open(int width, int height, Window *out, HipError *err)
{
    *out = (Window){0};
    set_hints();
    static const char ELSE[] = "Pictures need none: hip-atlas render -o hip.png";
    if (!choose_display()) {
        return hip_fail(err, "there is no display to open a window on. %s", ELSE);
    }
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return hip_fail(err, "the display cannot be used (%s). %s", SDL_GetError(), ELSE);
    }
    set_attributes();
    HipResult rc = open_window(width > 0 ? width : 1280, height > 0 ? height : 720, out, err);
    if (rc != HIP_OK) {
        window_close(out);
    }
    return rc;
}

void window_close(Window *window)
{
    if (window->gl) {
        if (window->in_flight) {
            glDeleteSync(window->in_flight);
        }
        SDL_GL_DeleteContext(window->gl);
    }
    if (window->sdl) {
        SDL_DestroyWindow(window->sdl);
    }
    SDL_Quit();
    *window = (Window){0};
}

HipResult window_open_beside(const Window *first, const char *title, int width, int height, int display, Window *out,
                             HipError *err)
{
    Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    int centre = (int)SDL_WINDOWPOS_CENTERED_DISPLAY(display);
    *out = (Window){0};
    out->sdl = SDL_CreateWindow(title, centre, centre, width, height, flags);
    if (!out->sdl || SDL_GL_MakeCurrent(out->sdl, first->gl) != 0) {
        hip_fail(err, "a second window could not be opened: %s", SDL_GetError());
        if (out->sdl) {
            SDL_DestroyWindow(out->sdl);
        }
        *out = (Window){0};
        window_use(first);
        return HIP_FAILED;
    }
    SDL_GL_SetSwapInterval(0); /* the first one keeps the pace */
    out->gl = first->gl;
    out->visible = true;
    SDL_SetWindowMinimumSize(out->sdl, 480, 320);
    window_use(first);
    return HIP_OK;
}

void window_hide(const Window *first, Window *window)
{
    window_use(first);
    SDL_SetWindowInputFocus(first->sdl); /* where nobody manages the windows the keyboard would be lost with it */
    SDL_HideWindow(window->sdl);
    window->visible = false;
}

void window_show(Window *window)
{
    SDL_ShowWindow(window->sdl);
    SDL_RaiseWindow(window->sdl);
    window->visible = true;
}

void window_use(const Window *window)
{
    SDL_GL_MakeCurrent(window->sdl, window->gl);
}

void window_pointer(bool shown)
{
    if (SDL_ShowCursor(SDL_QUERY) != (shown ? SDL_ENABLE : SDL_DISABLE)) {
        SDL_ShowCursor(shown ? SDL_ENABLE : SDL_DISABLE);
    }
}

int window_display(const Window *window)
{
    int display = SDL_GetWindowDisplayIndex(window->sdl);
    return display > 0 ? display : 0;
}

Uint32 window_of_event(const SDL_Event *event)
{
    switch (event->type) {
    case SDL_MOUSEMOTION:
        return event->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return event->button.windowID;
    case SDL_MOUSEWHEEL:
        return event->wheel.windowID;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return event->key.windowID;
    case SDL_TEXTINPUT:
        return event->text.windowID;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        return event->tfinger.windowID;
    case SDL_WINDOWEVENT:
        return event->window.windowID;
    default:
        return 0;
    }
}

void window_size(const Window *window, int points[2], int pixels[2])
{
    SDL_GetWindowSize(window->sdl, &points[0], &points[1]);
    SDL_GL_GetDrawableSize(window->sdl, &pixels[0], &pixels[1]);
    for (int i = 0; i < 2; i++) {
        points[i] = points[i] > 0 ? points[i] : 1;
        pixels[i] = pixels[i] > 0 ? pixels[i] : 1;
    }
}

void window_fill(const float colour[3])
{
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(srgb_from_linear(colour[0]), srgb_from_linear(colour[1]), srgb_from_linear(colour[2]), 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

void window_swap(Window *window)
{
    GLsync now = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    SDL_GL_SwapWindow(window->sdl);
    if (window->in_flight) {
        glClientWaitSync(window->in_flight, GL_SYNC_FLUSH_COMMANDS_BIT, 1000000000);
        glDeleteSync(window->in_flight);
    }
    window->in_flight = now;
}

bool window_is_full_screen(const Window *window)
{
    return (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
}

/* On X11 the whole screen is a wish to whoever manages the windows; where nobody does, SDL believes in a size that the
 * window never got. So there it is moved and sized by hand as well. */
static bool by_hand(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver && strcmp(driver, "x11") == 0;
}

void window_full_screen(Window *window, bool full)
{
    if (full == window_is_full_screen(window)) {
        return;
    }
    SDL_Rect *kept = &window->kept, all;
    bool hand = by_hand();
    if (hand && full && SDL_GetDisplayBounds(SDL_GetWindowDisplayIndex(window->sdl), &all) == 0) {
        SDL_GetWindowPosition(window->sdl, &kept->x, &kept->y);
        SDL_GetWindowSize(window->sdl, &kept->w, &kept->h);
        SDL_SetWindowPosition(window->sdl, all.x, all.y);
        SDL_SetWindowSize(window->sdl, all.w, all.h);
    }
    SDL_SetWindowFullscreen(window->sdl, full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    if (hand && !full && kept->w > 0) {
        SDL_SetWindowSize(window->sdl, kept->w, kept->h);
        SDL_SetWindowPosition(window->sdl, kept->x, kept->y);
    }
}

void window_project(Window *window, int display)
{
    window->home = (SDL_Rect){0};
    if (display != window_display(window) && !window_is_full_screen(window)) {
        SDL_GetWindowPosition(window->sdl, &window->home.x, &window->home.y);
        SDL_GetWindowSize(window->sdl, &window->home.w, &window->home.h);
        int centre = (int)SDL_WINDOWPOS_CENTERED_DISPLAY(display);
        SDL_SetWindowPosition(window->sdl, centre, centre);
    }
    window_full_screen(window, true);
}

void window_unproject(Window *window, bool full)
{
    window_full_screen(window, full);
    if (window->home.w > 0) {
        SDL_SetWindowSize(window->sdl, window->home.w, window->home.h);
        SDL_SetWindowPosition(window->sdl, window->home.x, window->home.y);
        window->home = (SDL_Rect){0};
    }
}

static unsigned mods_of(Uint16 sdl)
{
    bool alt_gr = (sdl & KMOD_RALT) || (sdl & KMOD_MODE); /* types signs such as ] on many keyboards */
    unsigned mods = sdl & KMOD_SHIFT ? MOD_SHIFT : 0;
    mods |= sdl & (KMOD_CTRL | KMOD_GUI) && !alt_gr ? MOD_CTRL : 0;
    mods |= sdl & KMOD_LALT ? MOD_ALT : 0;
    return mods;
}

static int key_of(SDL_Keycode sym)
{
    static const struct {
        SDL_Keycode sdl;
        int key;
    } ROWS[] = {
        {SDLK_RETURN, KEY_ENTER},
        {SDLK_KP_ENTER, KEY_ENTER},
        {SDLK_ESCAPE, KEY_ESCAPE},
        {SDLK_TAB, KEY_TAB},
        {SDLK_BACKSPACE, KEY_BACKSPACE},
        {SDLK_DELETE, KEY_DELETE},
        {SDLK_INSERT, KEY_INSERT},
        {SDLK_HOME, KEY_HOME},
        {SDLK_END, KEY_END},
        {SDLK_PAGEUP, KEY_PAGE_UP},
        {SDLK_PAGEDOWN, KEY_PAGE_DOWN},
        {SDLK_LEFT, KEY_LEFT},
        {SDLK_RIGHT, KEY_RIGHT},
        {SDLK_UP, KEY_UP},
        {SDLK_DOWN, KEY_DOWN},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (ROWS[i].sdl == sym) {
            return ROWS[i].key;
        }
    }
    if (sym >= SDLK_F1 && sym <= SDLK_F12) {
        return KEY_F1 + (sym - SDLK_F1);
    }
    return sym >= ' ' && sym < 0x7f ? sym : KEY_NONE;
}

static bool is_alt(SDL_Keycode sym)
{
    return sym == SDLK_LALT; /* the right one types signs, see mods_of */
}

static int button_of(Uint8 sdl)
{
    return sdl == SDL_BUTTON_LEFT ? 0 : sdl == SDL_BUTTON_RIGHT ? 1 : sdl == SDL_BUTTON_MIDDLE ? 2 : -1;
}

static Finger *finger_find(Window *window, SDL_FingerID id)
{
    for (int i = 0; i < window->finger_count; i++) {
        if (window->fingers[i].id == id) {
            return &window->fingers[i];
        }
    }
    return NULL;
}

static void finger_down(Window *window, const SDL_TouchFingerEvent *event, const int points[2])
{
    if (window->finger_count < 2 && !finger_find(window, event->fingerId)) {
        window->fingers[window->finger_count++] =
            (Finger){event->fingerId, event->x * (float)points[0], event->y * (float)points[1]};
    }
}

static void finger_up(Window *window, const SDL_TouchFingerEvent *event)
{
    Finger *finger = finger_find(window, event->fingerId);
    if (finger) {
        *finger = window->fingers[window->finger_count - 1];
        window->finger_count--;
    }
}

/* One finger is a mouse to SDL already; two turn, spread and move. */
static bool finger_move(Window *window, const SDL_TouchFingerEvent *event, const int points[2], InputEvent *out)
{
    Finger *finger = finger_find(window, event->fingerId);
    if (!finger) {
        return false;
    }
    const Finger *a = &window->fingers[0], *b = &window->fingers[1];
    float x = b->x - a->x, y = b->y - a->y, middle[2] = {(a->x + b->x) / 2, (a->y + b->y) / 2};
    finger->x = event->x * (float)points[0];
    finger->y = event->y * (float)points[1];
    if (window->finger_count < 2) {
        return false;
    }
    float new_x = b->x - a->x, new_y = b->y - a->y;
    *out = (InputEvent){.kind = INPUT_PINCH, .x = (a->x + b->x) / 2, .y = (a->y + b->y) / 2, .touch = true};
    out->dx = out->x - middle[0];
    out->dy = out->y - middle[1];
    float before = hypotf(x, y), after = hypotf(new_x, new_y);
    out->spread = before > 8 && after > 8 ? after / before : 1;
    out->turn_deg = -degrees(atan2f(x * new_y - y * new_x, x * new_x + y * new_y));
    return true;
}

static bool translate_mouse(const Window *window, const SDL_Event *event, InputEvent *out)
{
    switch (event->type) {
    case SDL_MOUSEMOTION:
        out->kind = INPUT_MOVE;
        out->x = (float)event->motion.x;
        out->y = (float)event->motion.y;
        out->touch = event->motion.which == SDL_TOUCH_MOUSEID;
        return !(out->touch && window->finger_count > 1);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        out->kind = event->type == SDL_MOUSEBUTTONDOWN ? INPUT_PRESS : INPUT_RELEASE;
        out->x = (float)event->button.x;
        out->y = (float)event->button.y;
        out->button = button_of(event->button.button);
        out->clicks = event->button.clicks;
        out->touch = event->button.which == SDL_TOUCH_MOUSEID;
        return out->button >= 0;
    default:
        out->kind = INPUT_WHEEL;
        out->dx = event->wheel.preciseX;
        out->dy = event->wheel.preciseY;
        if (event->wheel.direction == SDL_MOUSEWHEEL_FLIPPED) {
            out->dx = -out->dx;
            out->dy = -out->dy;
        }
        return true;
    }
}

bool window_translate(Window *window, const SDL_Event *event, InputEvent *out)
{
    int points[2], pixels[2];
    bool is_input = false;
    window_size(window, points, pixels);
    *out = (InputEvent){0};
    switch (event->type) {
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEWHEEL:
        is_input = translate_mouse(window, event, out);
        break;
    case SDL_KEYDOWN:
        out->kind = INPUT_KEY;
        out->key = key_of(event->key.keysym.sym);
        out->repeat = event->key.repeat != 0;
        is_input = out->key != KEY_NONE || is_alt(event->key.keysym.sym);
        if (out->key == KEY_NONE) {
            out->kind = INPUT_MODS;
        }
        break;
    case SDL_KEYUP:
        out->kind = INPUT_MODS;
        is_input = is_alt(event->key.keysym.sym);
        break;
    case SDL_TEXTINPUT:
        out->kind = INPUT_TEXT;
        snprintf(out->text, sizeof out->text, "%s", event->text.text);
        is_input = true;
        break;
    case SDL_FINGERDOWN:
        finger_down(window, &event->tfinger, points);
        break;
    case SDL_FINGERUP:
        finger_up(window, &event->tfinger);
        break;
    case SDL_FINGERMOTION:
        is_input = finger_move(window, &event->tfinger, points, out);
        break;
    case SDL_WINDOWEVENT:
        out->kind = event->window.event == SDL_WINDOWEVENT_LEAVE ? INPUT_LEAVE : INPUT_MODS;
        is_input = event->window.event == SDL_WINDOWEVENT_LEAVE || event->window.event == SDL_WINDOWEVENT_FOCUS_LOST;
        break;
    default:
        break;
    }
    if (is_input) {
        out->mods = mods_of(event->type == SDL_KEYDOWN ? event->key.keysym.mod : (Uint16)SDL_GetModState());
        out->mods = event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_FOCUS_LOST ? 0 : out->mods;
        out->time_s = event->common.timestamp / 1000.0;
    }
    return is_input;
}

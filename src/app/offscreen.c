#include "app.h"
#include <SDL.h>
#include <stdlib.h>

static void gl_attributes(void)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0); /* we draw into framebuffers of our own */
}

static HipResult open_with(const char *driver, Offscreen *out, HipError *err)
{
    if (SDL_VideoInit(driver) != 0) {
        return hip_fail(err, "no offscreen video: %s", SDL_GetError());
    }
    gl_attributes();
    SDL_Window *window = SDL_CreateWindow("hip-atlas", 0, 0, 16, 16, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    SDL_GLContext context = window ? SDL_GL_CreateContext(window) : NULL;
    if (!context) {
        hip_fail(err, "no OpenGL 3.3 without a window: %s. Try: LIBGL_ALWAYS_SOFTWARE=1 hip-atlas ...", SDL_GetError());
        if (window) {
            SDL_DestroyWindow(window);
        }
        SDL_VideoQuit();
        return HIP_FAILED;
    }
    out->window = window;
    out->context = context;
    return HIP_OK;
}

HipResult offscreen_open(Offscreen *out, HipError *err)
{
    *out = (Offscreen){0};
    const char *asked = getenv("SDL_VIDEODRIVER");
    HipResult rc = open_with(asked && *asked ? asked : "offscreen", out, err);
    if (rc != HIP_OK && !(asked && *asked)) {
        HipError second; /* the first message is the one to show: most machines have no display here */
        rc = open_with(NULL, out, &second);
    }
    if (rc == HIP_OK) {
        rc = renderer_create(SDL_GL_GetProcAddress, &out->renderer, err);
        if (rc != HIP_OK) {
            offscreen_close(out);
        }
    }
    return rc;
}

void offscreen_close(Offscreen *offscreen)
{
    if (offscreen->context) {
        renderer_destroy(offscreen->renderer);
        SDL_GL_DeleteContext(offscreen->context);
        SDL_DestroyWindow(offscreen->window);
        SDL_VideoQuit();
    }
    *offscreen = (Offscreen){0};
}

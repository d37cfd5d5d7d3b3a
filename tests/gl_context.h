/* gl_context.h - an OpenGL 3.3 context with no display, for tests that draw. */
#ifndef GL_CONTEXT_H
#define GL_CONTEXT_H
#include <SDL.h>
#include <dlfcn.h>
#include <link.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct GlContext {
    SDL_Window *window;
    SDL_GLContext context;
} GlContext;

/* Keeps a loaded library for good: the leak checker can then name the driver as the owner of what it never
 * frees. */
static inline int gl_context_pin(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    if (info->dlpi_name && info->dlpi_name[0]) {
        dlopen(info->dlpi_name, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
    }
    return 0;
}

static inline bool gl_context_open(GlContext *out)
{
    setenv("SDL_VIDEODRIVER", "offscreen", 0);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        fprintf(stderr, "skipped: SDL has no offscreen driver here (%s)\n", SDL_GetError());
        return false;
    }
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_DEBUG_FLAG);
    out->window = SDL_CreateWindow("test", 0, 0, 64, 64, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    out->context = out->window ? SDL_GL_CreateContext(out->window) : NULL;
    if (!out->context) {
        fprintf(stderr, "skipped: no OpenGL 3.3 here (%s)\n", SDL_GetError());
        return false;
    }
    dl_iterate_phdr(gl_context_pin, NULL);
    return true;
}

static inline void gl_context_close(GlContext *context)
{
    SDL_GL_DeleteContext(context->context);
    SDL_DestroyWindow(context->window);
    SDL_Quit();
}

/* Read by the leak checker where there is one: leaks of the driver are not ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libSDL2\nleak:libEGL\nleak:libGLX\nleak:swrast_dri\nleak:libgallium\nleak:libLLVM\n";
}
#endif

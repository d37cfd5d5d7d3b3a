/* ui_pictures.c - draws every page of the window (ui_pages.h) on the built-in body as PNG files, to be looked at:
 *   ui_pictures FOLDER [LANGUAGE [TEXT_PER_CENT [WIDTHxHEIGHT [PAGE ...]]]] */
#include "hip/body.h"
#include "ui_pages.h"
#include <stdlib.h>

static unsigned char *pixels;

static bool open_body(void)
{
    HipError err = {{0}};
    Problems problems = {0};
    MeshSet set = {0};
    Model *model = NULL;
    if (!gl_context_open(&stage.gl) || atlas_load(NULL, &stage.atlas, &problems, &err) != HIP_OK ||
        renderer_create(SDL_GL_GetProcAddress, &stage.renderer, &err) != HIP_OK || body_load(&set, &err) != HIP_OK ||
        model_create(stage.atlas, &set, NULL, &model, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return false;
    }
    stage.session = session_create(stage.atlas);
    session_set_model(stage.session, model, 16.0f / 9);
    session_set_reduced_motion(stage.session, true);
    stage.list = mem_alloc(1, sizeof *stage.list);
    return renderer_set_model(stage.renderer, &session_model(stage.session)->set, &err) == HIP_OK &&
           ui_create(&stage.ui, &err) == HIP_OK;
}

static bool draw(const char *folder, const UiPage *page)
{
    int w = (int)stage.input.width, h = (int)stage.input.height;
    RenderTarget target = {.width = w, .height = h, .samples = 4, .framebuffer = stage.framebuffer};
    RenderStats stats;
    HipError err = {{0}};
    char path[512];
    page->open();
    stage_frames(3);
    stage.input.alone = true; /* labels are where they belong at once, what shows for a moment is gone */
    stage.input.time_s += 2;
    stage_frames(3);
    session_compose(stage.session, w, h, stage.list);
    if (renderer_draw(stage.renderer, stage.list, &target, &stats, &err) != HIP_OK) {
        fprintf(stderr, "%s\n", err.text);
        return false;
    }
    if (stage.teacher) { /* she draws to her window's own picture */
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        glViewport(0, 0, w, h);
        glClearColor(0.07f, 0.08f, 0.1f, 1);
        glClear(GL_COLOR_BUFFER_BIT);
    }
    stage_play(true);
    renderer_read(stage.renderer, stage.teacher ? 0 : stage.framebuffer, w, h, pixels);
    snprintf(path, sizeof path, "%s/%s.png", folder, page->name);
    for (char *at = path + strlen(folder) + 1; *at; at++) {
        *at = (char)(*at == ' ' ? '_' : *at);
    }
    return picture_write_png(path, w, h, pixels, &err) == HIP_OK;
}

static bool wanted(const char *name, int count, char **names)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return count <= 0;
}

int main(int argc, char **argv)
{
    int w = 1280, h = 720;
    char folder[] = "/tmp/hip_pictures_XXXXXX"; /* the user's own files */
    if (argc < 2 || (argc > 4 && sscanf(argv[4], "%dx%d", &w, &h) != 2) || w < 1 || h < 1 || w > 8192 || h > 8192) {
        fprintf(stderr, "ui_pictures FOLDER [LANGUAGE [TEXT_PER_CENT [WIDTHxHEIGHT [PAGE ...]]]]\n");
        return 2;
    }
    if (!mkdtemp(folder) || setenv("XDG_DATA_HOME", folder, 1) != 0 || !open_body()) {
        return 1;
    }
    pixels = mem_alloc((size_t)w * (size_t)h, 4);
    stage.input = (UiInput){.width = (float)w, .height = (float)h, .pixel_scale = 1, .time_s = 100};
    SDL_Window *large = SDL_CreateWindow("teacher", 0, 0, w, h, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    SDL_GL_MakeCurrent(large, stage.gl.context);
    stage.carry_out = true;
    session_set_aspect(stage.session, (float)w / (float)h);
    stage_do(COMMAND_LANGUAGE, -1, 0, argc > 2 ? argv[2] : "en");
    stage_do(COMMAND_TEXT_SIZE, -1, argc > 3 ? (float)atof(argv[3]) : 100, NULL);
    stage_frames(2);
    Ui fresh = *stage.ui;
    for (int i = 0; i < UI_PAGE_COUNT; i++) {
        stage.input.alone = false;
        if (wanted(UI_PAGES[i].name, argc - 5, argv + 5)) {
            pages_reset(&fresh);
            if (!draw(argv[1], &UI_PAGES[i])) {
                return 1;
            }
        }
    }
    return 0;
}

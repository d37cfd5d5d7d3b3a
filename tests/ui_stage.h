/* ui_stage.h - the whole interface over a small body, with no window: frames are played by hand, and every text that is
 * drawn can be asked for. */
#ifndef HIP_TESTS_UI_STAGE_H
#define HIP_TESTS_UI_STAGE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include "box_session.h"
#include "gl_context.h"
#include "hip/mem.h"
#include "hip/render.h"
#include "hip/ui.h"
#include "imgui_shim.h"
#include <cmocka.h>
#include <glad/gl.h>

typedef struct Stage {
    GlContext gl;
    Atlas *atlas;
    Session *session;
    Renderer *renderer;
    Ui *ui;
    DrawList *list;
    UiInput input;
    CommandQueue queue; /* of the last frame */
    Command pushed[64]; /* since stage_forget */
    int pushed_count;
    char said[200000]; /* every text of the last frame, each followed by a line break */
    unsigned framebuffer;
    bool overlay_only, carry_out;
    bool teacher; /* it is her window, beside the projected picture */
} Stage;

static Stage stage;

static inline void stage_hear(void *context, const char *text)
{
    Stage *s = context;
    size_t used = strlen(s->said), more = strlen(text);
    if (used + more + 2 < sizeof s->said) {
        memcpy(s->said + used, text, more);
        memcpy(s->said + used + more, "\n", 2);
    }
}

/* What the small body has: ids; NULL ends. A test may want more of them, before stage_open. */
static const char *const STAGE_BODY[] = {"gluteus_maximus_r",
                                         "gluteus_maximus_l",
                                         "piriformis_r",
                                         "piriformis_l",
                                         "hip_bone_r",
                                         "hip_bone_l",
                                         "sacrum",
                                         "femur_r",
                                         "femur_l",
                                         NULL};
static const char *const *stage_body = STAGE_BODY;

static inline int stage_open(void **state)
{
    HipError err = {{0}};
    Problems problems = {0};
    (void)state;
    if (!gl_context_open(&stage.gl)) {
        exit(77);
    }
    assert_int_equal(atlas_load(NULL, &stage.atlas, &problems, &err), HIP_OK);
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &stage.renderer, &err), HIP_OK);
    stage.session = box_session(stage.atlas, stage_body);
    assert_non_null(stage.session);
    assert_int_equal(renderer_set_model(stage.renderer, &session_model(stage.session)->set, &err), HIP_OK);
    stage.list = mem_alloc(1, sizeof *stage.list);
    return 0;
}

/* The context stays open: closing it unloads the driver, whose own memory would then look lost. */
static inline int stage_close(void **state)
{
    (void)state;
    renderer_destroy(stage.renderer);
    session_destroy(stage.session);
    atlas_release(stage.atlas);
    free(stage.list);
    return 0;
}

/* A frame, of which pixels are made only where somebody is going to look at them: most of the time goes into those. */
static inline void stage_play(bool seen)
{
    int w = (int)(stage.input.width * stage.input.pixel_scale), h = (int)(stage.input.height * stage.input.pixel_scale);
    stage.input.time_s += 1.0 / 60;
    session_tick(stage.session, stage.input.time_s);
    session_compose(stage.session, w > 0 ? w : 1, h > 0 ? h : 1, stage.list);
    HipError err = {{0}};
    if (w > 0 && h > 0) {
        assert_int_equal(renderer_offscreen(stage.renderer, w, h, &stage.framebuffer, &err), HIP_OK);
    }
    stage.said[0] = '\0';
    stage.queue.count = 0;
    if (!seen) {
        glEnable(GL_RASTERIZER_DISCARD);
    }
    if (stage.teacher) {
        const UiTeacher what = {.aspect = 16.0f / 9, .clock = "14:05", .since_s = 5754};
        ui_teacher(stage.ui, stage.session, &stage.input, &what, &stage.queue);
    } else {
        ui_frame(stage.ui, stage.session, stage.list, &stage.input, stage.framebuffer, stage.overlay_only,
                 &stage.queue);
    }
    glDisable(GL_RASTERIZER_DISCARD);
    for (int i = 0; i < stage.queue.count; i++) {
        const Command *command = &stage.queue.items[i];
        if (stage.pushed_count < 64) {
            stage.pushed[stage.pushed_count++] = *command;
        }
        if (stage.carry_out && command_info(command->id)->scope != SCOPE_WINDOW) {
            session_do(stage.session, command, &err);
        }
    }
    memset(stage.input.text, 0, sizeof stage.input.text);
    memset(stage.input.keys_down, 0, sizeof stage.input.keys_down);
    stage.input.wheel_y = 0;
}

static inline void stage_frame(void)
{
    stage_play(false);
}

static inline void stage_frames(int count)
{
    for (int i = 0; i < count; i++) {
        stage_frame();
    }
}

static inline void stage_forget(void)
{
    stage.pushed_count = 0;
}

static inline int stage_each(void **state)
{
    HipError err = {{0}};
    (void)state;
    memset(&stage.input, 0, sizeof stage.input);
    stage.input.width = 1280;
    stage.input.height = 720;
    stage.input.pixel_scale = 1;
    stage.input.time_s = 100;
    stage.overlay_only = stage.teacher = false;
    stage.carry_out = true;
    ViewState home;
    session_home(stage.session, &home);
    home.side = SIDE_RIGHT;
    session_place(stage.session, &home);
    *session_screen(stage.session) = (Screen){0};
    session_set_hovered(stage.session, -1);
    assert_int_equal(ui_create(&stage.ui, &err), HIP_OK);
    shim_listen(stage_hear, &stage);
    stage_frames(3);
    stage_forget();
    return 0;
}

static inline int stage_each_done(void **state)
{
    (void)state;
    shim_listen(NULL, NULL);
    ui_destroy(stage.ui);
    stage.ui = NULL;
    return 0;
}

static inline bool stage_says(const char *text)
{
    return strstr(stage.said, text) != NULL;
}

/* True when exactly this text was drawn. */
static inline bool stage_says_alone(const char *text)
{
    size_t length = strlen(text);
    for (const char *at = strstr(stage.said, text); at; at = strstr(at + 1, text)) {
        if ((at == stage.said || at[-1] == '\n') && at[length] == '\n') {
            return true;
        }
    }
    return false;
}

static inline const Command *stage_pushed(CommandId id)
{
    for (int i = stage.pushed_count - 1; i >= 0; i--) {
        if (stage.pushed[i].id == id) {
            return &stage.pushed[i];
        }
    }
    return NULL;
}

static inline void stage_do(CommandId id, int item, float value, const char *text)
{
    Command command = {.id = id, .item = item, .value = value};
    HipError err = {{0}};
    snprintf(command.text, sizeof command.text, "%s", text ? text : "");
    if (session_do(stage.session, &command, &err) != HIP_OK) {
        fprintf(stderr, "%s: %s\n", command_info(id)->name, err.text);
        fail();
    }
}

static inline void stage_key(UiKey key)
{
    stage.input.keys_down[0] = (int)key;
    stage_frame();
}

static inline void stage_type(const char *text)
{
    snprintf(stage.input.text, sizeof stage.input.text, "%s", text);
    stage_frame();
}

static inline void stage_mouse(float x, float y)
{
    stage.input.mouse_x = x;
    stage.input.mouse_y = y;
    stage.input.mouse_inside = true;
    stage_frames(2);
}

static inline void stage_press(bool down)
{
    stage.input.buttons[0] = down;
    stage_frame();
}

static inline void stage_click(float x, float y)
{
    stage_mouse(x, y);
    stage_press(true);
    stage_press(false);
}

static inline int stage_item(const char *id)
{
    int item = atlas_structure(stage.atlas, id);
    assert_true(item >= 0);
    return item;
}
#endif

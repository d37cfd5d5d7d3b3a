#include "teacher.h"
#include "clicker.h"
#include "hip/board.h"
#include "hip/words.h"
#include "loop.h"
#include <glad/gl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { WIDTH = 1120, HEIGHT = 680, PICTURE_WIDTH = 720 };
static const char TITLE[] = "Hip Atlas", NOTES_TITLE[] = "Hip Atlas: notes";
static const double PICTURE_S = 0.1; /* so often at most while the projected picture moves */

static bool make_window(Loop *loop)
{
    HipError err = {0};
    int display = window_display(&loop->window), displays = SDL_GetNumVideoDisplays();
    int beside = displays > 1 ? (display == 0 ? 1 : 0) : display;
    HipResult rc = window_open_beside(&loop->window, NOTES_TITLE, WIDTH, HEIGHT, beside, &loop->teacher.window, &err);
    if (rc != HIP_OK) {
        loop_say(loop, 8, "%s", err.text);
    }
    return rc == HIP_OK;
}

void teacher_open(Loop *loop)
{
    Teacher *teacher = &loop->teacher;
    if (teacher->open) {
        return;
    }
    if (teacher->window.sdl) {
        window_show(&teacher->window);
    } else if (!make_window(loop)) {
        return;
    }
    teacher->open = teacher->dirty = true;
    teacher->input = (InputQueue){0};
    loop->dirty = true; /* so that there is a picture to keep */
    loop_trace(loop, "teacher open");
}

static void release_picture(Teacher *teacher)
{
    if (teacher->picture) {
        glDeleteFramebuffers(1, &teacher->framebuffer);
        glDeleteTextures(1, &teacher->picture);
    }
    teacher->picture = teacher->framebuffer = 0;
}

void teacher_close(Loop *loop)
{
    Teacher *teacher = &loop->teacher;
    if (!teacher->open) {
        return;
    }
    window_use(&loop->window);
    ui_destroy(teacher->ui);
    teacher->ui = NULL;
    release_picture(teacher);
    window_hide(&loop->window, &teacher->window);
    teacher->open = false;
    loop->dirty = true;
    loop_trace(loop, "teacher closed");
}

void teacher_end(Loop *loop)
{
    Teacher *teacher = &loop->teacher;
    if (teacher->open) {
        window_use(&loop->window);
        ui_destroy(teacher->ui);
        release_picture(teacher);
    }
    *teacher = (Teacher){0}; /* its window goes with SDL, as late as the first one */
}

void teacher_forget(Loop *loop)
{
    ui_destroy(loop->teacher.ui);
    loop->teacher.ui = NULL;
    loop->teacher.picture = loop->teacher.framebuffer = 0;
    loop->teacher.dirty = true;
}

void teacher_follow(Loop *loop)
{
    bool present = session_view(loop->session)->present;
    if (present == loop->presenting) {
        return;
    }
    loop->presenting = present;
    if (!present) {
        teacher_close(loop);
        window_unproject(&loop->window, loop->was_full);
        return;
    }
    int displays = SDL_GetNumVideoDisplays(), display = projector_display(displays, window_display(&loop->window));
    loop->was_full = window_is_full_screen(&loop->window);
    loop->teacher.began_s = loop_now_s();
    window_project(&loop->window, display);
    if (displays > 1) {
        teacher_open(loop);
    }
}

static void name_window(Window *window, const char *title)
{
    if (window->sdl && strcmp(SDL_GetWindowTitle(window->sdl), title) != 0) {
        SDL_SetWindowTitle(window->sdl, title);
    }
}

void teacher_name_windows(Loop *loop)
{
    int step = 0;
    const Lesson *lesson = session_lesson(loop->session, &step);
    char place[240] = "", title[280];
    if (lesson) {
        snprintf(place, sizeof place, "%s (%d / %d)", _(lesson->title), step + 1, lesson->step_count);
    }
    snprintf(title, sizeof title, "%s%s%s", place, lesson ? " - " : "", TITLE);
    name_window(&loop->window, title);
    snprintf(title, sizeof title, "%s%s%s", NOTES_TITLE, lesson ? " - " : "", place);
    name_window(&loop->teacher.window, title);
}

static void window_event(Loop *loop, const SDL_WindowEvent *event)
{
    Teacher *teacher = &loop->teacher;
    switch (event->event) {
    case SDL_WINDOWEVENT_CLOSE:
        teacher_close(loop);
        break;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        teacher->window.visible = false;
        break;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        teacher->window.visible = teacher->dirty = true;
        break;
    default:
        break;
    }
}

/* The keyboard is one, whichever window has it: a clicker's keys are for the projected picture. Only what moves the
 * ring and, while there is one, chooses with it, stays here. */
static bool stays(const Teacher *teacher, const InputEvent *event)
{
    bool ring = teacher->ui && ui_wants_keyboard(teacher->ui);
    bool acts = event->key == KEY_ENTER || event->key == ' ' || event->key == KEY_ESCAPE;
    return event->kind != INPUT_TEXT && (event->kind != INPUT_KEY || event->key == KEY_TAB || (ring && acts));
}

bool teacher_event(Loop *loop, const SDL_Event *event)
{
    Teacher *teacher = &loop->teacher;
    if (!teacher->window.sdl || window_of_event(event) != SDL_GetWindowID(teacher->window.sdl)) {
        return false;
    }
    if (!teacher->open) {
        return true; /* its last words */
    }
    InputEvent input;
    if (window_translate(&teacher->window, event, &input)) {
        input.time_s = loop_now_s();
        input_push(stays(teacher, &input) ? &teacher->input : &loop->input, &input);
    }
    if (event->type == SDL_WINDOWEVENT) {
        window_event(loop, &event->window);
    }
    return true;
}

static void require_picture(Teacher *teacher, const int pixels[2])
{
    int width = pixels[0] < PICTURE_WIDTH ? pixels[0] : PICTURE_WIDTH;
    int height = (int)fmaxf(1, (float)width * (float)pixels[1] / (float)pixels[0]);
    if (teacher->picture && teacher->size[0] == width && teacher->size[1] == height) {
        return;
    }
    release_picture(teacher);
    teacher->size[0] = width;
    teacher->size[1] = height;
    glGenTextures(1, &teacher->picture);
    glBindTexture(GL_TEXTURE_2D, teacher->picture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGB8, width, height, 0, GL_RGB, GL_UNSIGNED_BYTE, NULL);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glBindTexture(GL_TEXTURE_2D, 0);
    glGenFramebuffers(1, &teacher->framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, teacher->framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, teacher->picture, 0);
}

void teacher_take_picture(Loop *loop, const int pixels[2])
{
    Teacher *teacher = &loop->teacher;
    if (!teacher->open) {
        return;
    }
    require_picture(teacher, pixels);
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, teacher->framebuffer);
    glBlitFramebuffer(0, 0, pixels[0], pixels[1], 0, 0, teacher->size[0], teacher->size[1], GL_COLOR_BUFFER_BIT,
                      GL_LINEAR);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    teacher->behind = true;
}

static void tell_time(const Loop *loop, double now_s, UiTeacher *out)
{
    time_t now = time(NULL);
    struct tm local;
    strftime(out->clock, sizeof out->clock, "%H:%M", localtime_r(&now, &local));
    out->since_s = now_s - loop->teacher.began_s;
}

static void draw(Loop *loop, double now_s)
{
    Teacher *teacher = &loop->teacher;
    int points[2], pixels[2], step = 0;
    HipError err = {0};
    teacher->window.gl = loop->window.gl; /* another one after a reset */
    window_use(&teacher->window);
    window_size(&teacher->window, points, pixels);
    if (!teacher->ui && ui_create(&teacher->ui, &err) != HIP_OK) {
        teacher_close(loop);
        loop_say(loop, 8, "%s", err.text);
        return;
    }
    UiTeacher what = {.picture = teacher->picture, .aspect = 16.0f / 9};
    if (teacher->picture) {
        what.aspect = (float)teacher->size[0] / (float)teacher->size[1];
    }
    tell_time(loop, now_s, &what);
    glViewport(0, 0, pixels[0], pixels[1]);
    window_fill(loop->frame.drawn.lists[0]->ground_top);
    ui_teacher(teacher->ui, loop->session, &teacher->taken.ui, &what, &teacher->queue);
    SDL_GL_SwapWindow(teacher->window.sdl);
    window_use(&loop->window);
    teacher->drawn_s = now_s;
    teacher->drawn_second = (long)what.since_s;
    teacher->dirty = teacher->behind = false;
    teacher->settle -= teacher->settle > 0;
    teacher->count++;
    const Lesson *lesson = session_lesson(loop->session, &step);
    loop_trace(loop, "teacher %lu step=%d depth=%.3f curtain=%d strokes=%d places=%d", teacher->count,
               lesson ? step + 1 : 0, (double)session_view(loop->session)->depth,
               (int)session_board(loop->session)->curtain, session_board(loop->session)->stroke_count,
               session_board(loop->session)->place_count);
}

static void measure(Teacher *teacher)
{
    int points[2], pixels[2];
    window_size(&teacher->window, points, pixels);
    teacher->input.now.width = (float)points[0];
    teacher->input.now.height = (float)points[1];
    teacher->input.now.pixel_scale = (float)pixels[0] / (float)points[0];
}

void teacher_step(Loop *loop)
{
    Teacher *teacher = &loop->teacher;
    if (!teacher->open) {
        return;
    }
    double now_s = loop_now_s();
    measure(teacher);
    input_take(&teacher->input, now_s, &teacher->taken);
    for (int i = 0; i < teacher->taken.count; i++) {
        if (teacher->taken.events[i].kind == INPUT_KEY) {
            input_give_key(&teacher->taken.events[i], &teacher->taken.ui);
        }
    }
    teacher->settle = teacher->taken.count > 0 ? 2 : teacher->settle;
    bool due = teacher->dirty || teacher->settle > 0 || (teacher->behind && now_s >= teacher->drawn_s + PICTURE_S) ||
               (long)(now_s - teacher->began_s) != teacher->drawn_second;
    if (due && teacher->window.visible) {
        draw(loop, now_s);
        teacher->settle = teacher->queue.count > 0 ? 2 : teacher->settle;
        acts_run(loop, &teacher->queue);
    }
}

bool teacher_moving(const Loop *loop)
{
    const Teacher *teacher = &loop->teacher;
    return teacher->open && teacher->window.visible &&
           (teacher->dirty || teacher->settle > 0 || input_pending(&teacher->input));
}

double teacher_wake_s(const Loop *loop)
{
    const Teacher *teacher = &loop->teacher;
    if (!teacher->open || !teacher->window.visible) {
        return 0;
    }
    double second_s = teacher->began_s + (double)teacher->drawn_second + 1;
    return teacher->behind ? fmin(teacher->drawn_s + PICTURE_S, second_s) : second_s;
}

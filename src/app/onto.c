#include "loop.h"

/* Only a guess: projectors tell their own chip's size, if anything. */
static float guess_mm(const Loop *loop, float scale)
{
    float across = 0;
    bool told = SDL_GetDisplayDPI(window_display(&loop->window), NULL, &across, NULL) == 0 && across > 0;
    return told ? 25.4f / across / (scale > 0 ? scale : 1) : 0;
}

static Onto where(const Loop *loop, float scale)
{
    int at[2], points[2], pixels[2];
    SDL_GetWindowPosition(loop->window.sdl, &at[0], &at[1]);
    window_size(&loop->window, points, pixels);
    Onto now = {.display = window_display(&loop->window), .known = true};
    for (int k = 0; k < 2; k++) {
        now.middle[k] = (float)at[k] * scale + (float)pixels[k] / 2;
    }
    return now;
}

void onto_follow(Loop *loop)
{
    const OnBody *body = &session_view(loop->session)->body;
    float scale = loop->input.now.pixel_scale;
    if (body->step == BODY_OFF) {
        loop->onto.known = false;
        return;
    }
    Onto before = loop->onto, now = where(loop, scale);
    loop->onto = now;
    if (!before.known || before.display != now.display) {
        session_guess_pixel(loop->session, guess_mm(loop, scale));
    }
    float right = now.middle[0] - before.middle[0], down = now.middle[1] - before.middle[1];
    if (before.known && before.display == now.display && (right != 0 || down != 0)) {
        Command stay = {
            .id = COMMAND_PROJECT_MOVE, .item = -1, .vector = {-right * body->pixel_mm, down * body->pixel_mm, 0, 0}};
        session_do(loop->session, &stay, NULL);
        loop->dirty = true;
    }
}

void onto_trace(Loop *loop)
{
    const OnBody *body = &session_view(loop->session)->body;
    const DrawList *list = loop->frame.drawn.lists[0];
    float at[3], xy[2], pixels[2][2] = {{0}};
    for (int i = 0; i < 2 && body->step == BODY_LIES; i++) {
        if (session_body_mark(loop->session, i, at) && camera_project(&list->camera, at, xy, NULL)) {
            pixels[i][0] = (xy[0] + 1) / 2 * (float)list->width;
            pixels[i][1] = (1 - xy[1]) / 2 * (float)list->height;
        }
    }
    loop_trace(loop, "body step=%d pixel_mm=%.5f scale=%.4f turn=%.3f first=%.2f,%.2f second=%.2f,%.2f",
               (int)body->step, (double)body->pixel_mm, (double)body->fit.scale, (double)body->fit.turn_deg,
               (double)pixels[0][0], (double)pixels[0][1], (double)pixels[1][0], (double)pixels[1][1]);
}

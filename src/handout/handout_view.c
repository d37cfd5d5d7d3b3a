#include "hip/handout.h"
#include "hip/source_view.h"
#include <math.h>

void handout_view(const ViewState *view, ViewState *out)
{
    *out = *view;
    out->theme = THEME_LIGHT;
    out->colours = COLOURS_NATURAL;
    out->labels = LABELS_NONE;
    out->drape = true;
    out->client = true;
    out->lens = false;
    out->present = false;
    out->body = (OnBody){.step = BODY_OFF};
    out->source_s = view->source >= 0 && view->source_s <= 0 ? SOURCE_LENGTH_S : view->source_s; /* all there is */
    out->furnished = view->position >= 0 ? 1 : view->furnished;
}

CameraPose handout_camera(const CameraPose *camera, float window_aspect, float free_left, float free_right,
                          float aspect)
{
    CameraPose out = *camera;
    float open = fmaxf(1 - free_left - free_right, 0.2f) * window_aspect; /* width of what is seen, in its heights */
    float middle = 0.5f * (free_left - free_right) * window_aspect;       /* right of the window's own */
    camera_pan(&out, -middle, 0);
    out.distance_m *= fmaxf(1, fminf(open, 1) / aspect);
    return out;
}

#include "hip/handout.h"
#include "hip/massage.h"
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
    out->source_s = view->source >= 0 && view->source_s <= 0 ? SOURCE_LENGTH_S : view->source_s; /* all there is */
    out->furnished = view->position >= 0 ? 1 : view->furnished;
}

/* A zone faces the way that its balls lie from the axis of trunk or thigh. */
float handout_yaw_deg(const Atlas *atlas, const ViewState *view)
{
    static const float YAWS_DEG[] = {180, 0, -90};
    static const float AXIS_M = 0.08f;
    Side side = view_worked(view);
    float mirror = side == SIDE_LEFT ? -1 : 1, faces[2] = {0, 0}, most = -1, best = YAWS_DEG[0];
    for (int z = 0; atlas->pain && z < atlas->pain->zone_count; z++) {
        const AtlasZone *zone = &atlas->pain->zones[z];
        for (int i = 0; view->told.zones >> z & 1 && i < zone->ball_count; i++) {
            float at[3];
            atlas_place_at(atlas, &zone->balls[i].at, side, at);
            float out = fmaxf(-at[0] * mirror - AXIS_M, 0), round = hypotf(out, at[2]) * (float)zone->ball_count;
            if (round > 0) {
                faces[0] += out / round;
                faces[1] += at[2] / round;
            }
        }
    }
    for (size_t i = 0; i < sizeof YAWS_DEG / sizeof *YAWS_DEG; i++) {
        float turn = radians(YAWS_DEG[i]), seen = -faces[0] * sinf(turn) + faces[1] * cosf(turn);
        if (seen > most + 1e-4f) {
            most = seen;
            best = YAWS_DEG[i] * mirror;
        }
    }
    return best;
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

#include "hip/on_body.h"
#include "hip/words.h"
#include <math.h>

BodyFit body_fit_plain(void)
{
    return (BodyFit){.scale = 1};
}

const char *body_fit_two(const float atlas_mm[2][2], const float body_mm[2][2], BodyFit *out)
{
    /* As complex numbers: body = shift + factor * atlas. */
    float a[2] = {atlas_mm[1][0] - atlas_mm[0][0], atlas_mm[1][1] - atlas_mm[0][1]};
    float b[2] = {body_mm[1][0] - body_mm[0][0], body_mm[1][1] - body_mm[0][1]};
    float a_mm = hypotf(a[0], a[1]), b_mm = hypotf(b[0], b[1]);
    if (!(a_mm >= BODY_APART_MM)) {
        return N_("Seen from here the two landmarks lie nearly behind each other: choose others");
    }
    if (!(b_mm >= BODY_SCALE_LEAST * BODY_APART_MM)) {
        return N_("The two places are too near to each other: click the second one again");
    }
    float scale = b_mm / a_mm;
    if (!(scale >= BODY_SCALE_LEAST && scale <= BODY_SCALE_MOST)) {
        return N_("So the body would be less than half or more than twice the atlas: measure and click again");
    }
    BodyFit fit = {.scale = scale, .turn_deg = degrees(atan2f(b[1], b[0]) - atan2f(a[1], a[0]))};
    fit.turn_deg = remainderf(fit.turn_deg, 360);
    float first[2];
    body_fit_place(&fit, atlas_mm[0], first);
    for (int k = 0; k < 2; k++) {
        fit.at_mm[k] = body_mm[0][k] - first[k];
    }
    *out = fit;
    return NULL;
}

const char *body_fit_points(const CameraPose *pose, const float room[4], const float points[2][3],
                            const float body_mm[2][2], BodyFit *out)
{
    enum { ROUNDS = 3, PICTURE = 1000 };
    float plane[2][2], asked[2][2];
    BodyFit fit;
    for (int i = 0; i < 2; i++) {
        body_plane(pose, room, points[i], plane[i]);
        asked[i][0] = body_mm[i][0];
        asked[i][1] = body_mm[i][1];
    }
    const char *wrong = body_fit_two((const float(*)[2])plane, body_mm, &fit);
    for (int round = 0; round < ROUNDS && !wrong; round++) { /* what the far eye still makes of their depth */
        CameraMatrices camera;
        body_camera(pose, room, &fit, 1, PICTURE, PICTURE, NULL, &camera);
        for (int i = 0; i < 2; i++) {
            float xy[2] = {0};
            camera_project(&camera, points[i], xy, NULL);
            asked[i][0] += body_mm[i][0] - xy[0] * PICTURE / 2;
            asked[i][1] += body_mm[i][1] - xy[1] * PICTURE / 2;
        }
        wrong = body_fit_two((const float(*)[2])plane, (const float(*)[2])asked, &fit);
    }
    if (!wrong) {
        *out = fit;
    }
    return wrong;
}

static void turned(float deg, const float in[2], float out[2])
{
    float c = cosf(radians(deg)), s = sinf(radians(deg)), x = in[0], y = in[1];
    out[0] = c * x - s * y;
    out[1] = s * x + c * y;
}

void body_fit_place(const BodyFit *fit, const float atlas_mm[2], float out_mm[2])
{
    turned(fit->turn_deg, atlas_mm, out_mm);
    for (int k = 0; k < 2; k++) {
        out_mm[k] = fit->at_mm[k] + fit->scale * out_mm[k];
    }
}

void body_fit_move(BodyFit *fit, float right_mm, float up_mm)
{
    fit->at_mm[0] += right_mm;
    fit->at_mm[1] += up_mm;
}

void body_fit_turn(BodyFit *fit, const float about_mm[2], float deg)
{
    float arm[2] = {fit->at_mm[0] - about_mm[0], fit->at_mm[1] - about_mm[1]};
    turned(deg, arm, arm);
    fit->turn_deg = remainderf(fit->turn_deg + deg, 360);
    for (int k = 0; k < 2; k++) {
        fit->at_mm[k] = about_mm[k] + arm[k];
    }
}

void body_fit_size(BodyFit *fit, const float about_mm[2], float factor)
{
    float scale = clampf(fit->scale * factor, BODY_SCALE_LEAST, BODY_SCALE_MOST);
    for (int k = 0; k < 2; k++) {
        fit->at_mm[k] = about_mm[k] + (fit->at_mm[k] - about_mm[k]) * scale / fit->scale;
    }
    fit->scale = scale;
}

void body_plane(const CameraPose *pose, const float room[4], const float point[3], float out_mm[2])
{
    CameraMatrices camera;
    float target[3] = {pose->target[0], pose->target[1], pose->target[2]}, way[3];
    camera_matrices(pose, room, 1, NULL, &camera);
    if (room) {
        quaternion_turn_back(room, target, target);
    }
    for (int k = 0; k < 3; k++) {
        way[k] = 1000 * (point[k] - target[k]);
    }
    out_mm[0] = dot3(way, camera.right);
    out_mm[1] = dot3(way, camera.up);
}

void body_camera(const CameraPose *pose, const float room[4], const BodyFit *fit, float pixel_mm, int width, int height,
                 const Box3 *scene, CameraMatrices *out)
{
    float scale = fit->scale > 0 ? fit->scale : 1, middle[2];
    float height_m = pixel_mm * (float)height / 1000 / scale;
    turned(-fit->turn_deg, fit->at_mm,
           middle); /* where the picture's middle is, in the atlas's plane, but for its sign */
    CameraPose moved = *pose;
    float own_m = camera_height_m(pose) * 1000 * scale;
    camera_pan(&moved, middle[0] / own_m, middle[1] / own_m);
    camera_matrices_far(&moved, room, height_m, fit->turn_deg, (float)width / (float)height, scene, out);
}

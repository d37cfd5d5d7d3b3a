/* section.c - what the acts on the section plane make of a view state. */
#include "session_private.h"
#include <math.h>
#include <string.h>

static const float CLEAR_MM = 5;       /* a plane goes so far beyond the body, not farther */
static const float MOST_LEVEL_DEG = 8; /* looks level, neither from above nor from below */

/* Along the plane's normal before any flip: the body's range and where the middle of a box lies, mm. */
static void range_of(const ViewState *view, const Box3 *box, float *lo, float *hi)
{
    ViewState plain = *view;
    plain.section_flip = false;
    float plane[4];
    *lo = *hi = 0;
    if (view_section_plane(&plain, plane)) {
        for (int k = 0; k < 3; k++) {
            float a = plane[k] * box->lo[k], b = plane[k] * box->hi[k];
            *lo += 1000 * fminf(a, b);
            *hi += 1000 * fmaxf(a, b);
        }
    }
}

void session_section_range(const Session *session, float *lo_mm, float *hi_mm)
{
    *lo_mm = *hi_mm = 0;
    if (session->model) {
        range_of(&session->view, &session->model->box, lo_mm, hi_mm);
        *lo_mm -= CLEAR_MM;
        *hi_mm += CLEAR_MM;
    }
}

/* What a new plane goes through: the middle of the selected structure, else the hip joint of the side in use. */
static void subject(const Session *session, const ViewState *view, float out[3])
{
    if (view->selected >= 0 && view->selected < session->model->item_count &&
        !box3_is_empty(&session->model->item_box[view->selected])) {
        box3_centre(&session->model->item_box[view->selected], out);
        return;
    }
    Box3 box = session_hip_box(session);
    float half = view->side == SIDE_LEFT ? box.hi[0] : view->side == SIDE_RIGHT ? box.lo[0] : 0;
    out[0] = half / 2;
    out[1] = out[2] = 0; /* the origin lies midway between the joints */
}

/* Turns the camera, no more than needed, until it looks well at the face of the cut. */
static void face(const float normal[3], CameraPose *camera)
{
    static const float MOST_DEG = 50, PITCH_DEG = 42, LEVEL_DEG = 20;
    if (fabsf(normal[1]) > 0.7f) {
        float pitch = normal[1] > 0 ? fmaxf(camera->pitch_deg, PITCH_DEG) : fminf(camera->pitch_deg, -PITCH_DEG);
        camera->pitch_deg = pitch;
        return;
    }
    float square = degrees(atan2f(normal[0], normal[2]));
    float off = remainderf(camera->yaw_deg - square, 360);
    camera->pitch_deg = clampf(camera->pitch_deg, -LEVEL_DEG, LEVEL_DEG);
    camera->yaw_deg = remainderf(square + clampf(off, -MOST_DEG, MOST_DEG), 360);
}

static void start(const Session *session, SectionPlane plane, ViewState *next)
{
    float point[3], at[4], eye = 0, along = 0;
    CameraMatrices camera;
    subject(session, next, point);
    camera_matrices(&next->camera, next->room, 1, NULL, &camera);
    next->section = plane;
    next->section_flip = false;
    next->section_mm = 0;
    memset(next->section_normal, 0, sizeof next->section_normal);
    for (int k = 0; k < 3 && plane == SECTION_FREE; k++) {
        next->section_normal[k] = -camera.forward[k];
    }
    view_section_plane(next, at);
    for (int k = 0; k < 3; k++) {
        along += at[k] * point[k];
        eye += at[k] * (camera.eye[k] - point[k]);
    }
    next->section_mm = roundf(1000 * along);
    /* Across the body the upper half goes unless one looks from below. */
    next->section_flip = plane == SECTION_AXIAL ? next->camera.pitch_deg < -MOST_LEVEL_DEG : eye < 0;
    if (plane != SECTION_FREE) {
        view_section_plane(next, at);
        face(at, &next->camera);
    }
}

void session_section(const Session *session, const Command *command, ViewState *next)
{
    float lo, hi, plane_now[4];
    int plane = command->value < 0 ? next->section != SECTION_NONE ? SECTION_NONE : SECTION_AXIAL : (int)command->value;
    switch (command->id) {
    case COMMAND_SECTION_MOVE:
        session_section_range(session, &lo, &hi);
        next->section_mm = clampf(command->value, lo, hi);
        break;
    case COMMAND_SECTION_FLIP:
        next->section_flip = !next->section_flip && next->section != SECTION_NONE;
        if (view_section_plane(next, plane_now)) {
            face(plane_now, &next->camera);
        }
        break;
    default:
        if (plane > SECTION_NONE && plane <= SECTION_FREE) {
            start(session, (SectionPlane)plane, next);
        } else if (plane == SECTION_NONE) {
            next->section = SECTION_NONE;
            next->section_mm = 0;
            next->section_flip = false;
            memset(next->section_normal, 0, sizeof next->section_normal);
        }
    }
}

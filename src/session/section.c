/* section.c - what the acts on the section plane make of a view state. */
#include "session_private.h"
#include <math.h>
#include <string.h>

static const float CLEAR_MM = 5; /* a plane goes so far beyond the body, not farther */

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

/* What a new plane goes through: the selected structure, else the hip of the side in use. */
static Box3 subject(const Session *session, const ViewState *view)
{
    Box3 box = session_hip_box(session);
    if (view->selected >= 0 && view->selected < session->model->item_count &&
        !box3_is_empty(&session->model->item_box[view->selected])) {
        return session->model->item_box[view->selected];
    }
    if (view->side == SIDE_RIGHT) {
        box.hi[0] = fminf(box.hi[0], 0);
    } else if (view->side == SIDE_LEFT) {
        box.lo[0] = fmaxf(box.lo[0], 0);
    }
    return box;
}

static void start(const Session *session, SectionPlane plane, ViewState *next)
{
    Box3 box = subject(session, next);
    CameraMatrices camera;
    camera_matrices(&next->camera, 1, NULL, &camera);
    next->section = plane;
    next->section_flip = false;
    memset(next->section_normal, 0, sizeof next->section_normal);
    for (int k = 0; k < 3 && plane == SECTION_FREE; k++) {
        next->section_normal[k] = -camera.forward[k];
    }
    float lo, hi, at[4], eye = 0;
    range_of(next, &box, &lo, &hi);
    next->section_mm = roundf((lo + hi) / 2);
    view_section_plane(next, at);
    for (int k = 0; k < 3; k++) {
        eye += at[k] * camera.eye[k];
    }
    next->section_flip = eye + at[3] < 0;
}

void session_section(const Session *session, const Command *command, ViewState *next)
{
    float lo, hi;
    int plane = command->value < 0 ? next->section != SECTION_NONE ? SECTION_NONE : SECTION_AXIAL : (int)command->value;
    switch (command->id) {
    case COMMAND_SECTION_MOVE:
        session_section_range(session, &lo, &hi);
        next->section_mm = clampf(command->value, lo, hi);
        break;
    case COMMAND_SECTION_FLIP:
        next->section_flip = !next->section_flip && next->section != SECTION_NONE;
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

/* note_view.c - the view that shows what a note is pinned to: its structure lies open and the camera sees the place. */
#include "hip/mem.h"
#include "hip/notes.h"
#include "hip/words.h"
#include "session_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float AROUND_M = 0.11f; /* so much of the body is framed about the place */
enum { HEIGHT = 720, BEFORE_MOST = 40, GHOST = 64 };

/* Whole again, cut as it was when the note was set. */
static HipResult cut_open(const Session *session, const Note *note, int item, ViewState *next, HipError *err)
{
    session_show_all(next);
    next->depth = session->stop_count ? session->stops[0] : 0;
    next->selected = item;
    return view_read_section(note->cut, next, err);
}

static void frame_from(const Session *session, const float at[3], float yaw_deg, float pitch_deg, ViewState *next)
{
    Box3 box;
    for (int k = 0; k < 3; k++) {
        box.lo[k] = at[k] - AROUND_M;
        box.hi[k] = at[k] + AROUND_M;
    }
    box = box3_turned(&box, next->room);
    const Screen *screen = &session->screen;
    next->camera = camera_frame(&box, yaw_deg, clampf(pitch_deg, -80, 80), session->aspect, screen->free_left,
                                fmaxf(screen->free_right, screen->sheet));
}

/* Yaw and pitch from which one looks against this direction of the model. */
static void against(const ViewState *view, const float out[3], float *yaw_deg, float *pitch_deg)
{
    float way[3];
    quaternion_turn(view->room, out, way);
    *yaw_deg = atan2f(way[0], way[2]) * 180 / HIP_PI;
    *pitch_deg = atan2f(way[1], hypotf(way[0], way[2])) * 180 / HIP_PI;
}

/* Away from the surface, as it lies in this list. */
static void outward(const DrawList *list, const PenPlace *place, float out[3])
{
    float corner[3][3] = {{0}}, a[3], b[3];
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (list->items[i].part == place->part) {
            MeshPlace lies = draw_place(list, &list->items[i]);
            for (int c = 0; c < 3; c++) {
                mesh_place_point(&lies, &place->corner[c], place->rest[c], corner[c]);
            }
        }
    }
    for (int k = 0; k < 3; k++) {
        a[k] = corner[1][k] - corner[0][k];
        b[k] = corner[2][k] - corner[0][k];
    }
    for (int k = 0; k < 3; k++) {
        out[k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
    }
}

typedef struct Eye {
    float yaw_deg, pitch_deg;
} Eye;
enum { EYES = 8 };

/* Where to look from: as the reveal has it, square to the place, from the sides that everybody knows. */
static void choose_eyes(const ViewState *next, const DrawList *list, const PenPlace *place, bool cut, Eye eyes[EYES])
{
    static const Eye KNOWN[EYES - 2] = {{180, 0}, {0, 0}, {90, 0}, {-90, 0}, {180, -60}, {180, 60}};
    float plane[4], out[3];
    eyes[0] = (Eye){next->camera.yaw_deg, next->camera.pitch_deg};
    outward(list, place, out);
    against(next, out, &eyes[1].yaw_deg, &eyes[1].pitch_deg);
    if (cut && view_section_plane(next, plane)) { /* from the half that is taken away */
        against(next, plane, &eyes[0].yaw_deg, &eyes[0].pitch_deg);
    }
    for (int i = 2; i < EYES; i++) {
        CameraPose pose = next->camera;
        session_direction(next->room, KNOWN[i - 2].yaw_deg, KNOWN[i - 2].pitch_deg, &pose);
        eyes[i] = (Eye){pose.yaw_deg, pose.pitch_deg};
    }
}

/* Where the camera looks from, and whether it sees the place. */
typedef struct Sight {
    Session *session;
    const PenPlace *place;
    DrawList *list;
    QueryCache cache;
    int width;
} Sight;

static bool sees(Sight *sight, const ViewState *next)
{
    const Model *model = sight->session->model;
    float at[3], xy[2];
    compose(model, next, -1, sight->width, HEIGHT, sight->list);
    return query_pen_seen(model, sight->list, &sight->cache, sight->place, at, xy);
}

/* What lies before the place becomes a ghost, one structure after the other. */
static void see_through(Sight *sight, int item, ViewState *next)
{
    const Model *model = sight->session->model;
    float at[3], xy[2];
    for (int i = 0; i < BEFORE_MOST && !sees(sight, next); i++) {
        if (!query_pen_now(model, sight->list, sight->place, at) ||
            !camera_project(&sight->list->camera, at, xy, NULL)) {
            return;
        }
        Pick before = query_pick(model, sight->list, &sight->cache, xy[0], xy[1]);
        if (before.item < 0 || before.item == item || next->ghost[before.item]) {
            return;
        }
        next->ghost[before.item] = GHOST;
    }
}

/* From the first eye that sees the place; where none does, square to it through what covers it. */
static void look_at(Session *session, const PenPlace *place, int item, bool cut, ViewState *next)
{
    Sight sight = {session, place, mem_alloc(1, sizeof *sight.list), {NULL}, (int)(session->aspect * (float)HEIGHT)};
    float at[3];
    Eye eyes[EYES];
    bool seen = false;
    compose(session->model, next, -1, sight.width, HEIGHT, sight.list);
    if (query_pen_now(session->model, sight.list, place, at)) {
        choose_eyes(next, sight.list, place, cut, eyes);
        for (int i = 0; i < EYES && !seen; i++) {
            frame_from(session, at, eyes[i].yaw_deg, eyes[i].pitch_deg, next);
            seen = sees(&sight, next);
        }
        if (!seen) {
            frame_from(session, at, eyes[1].yaw_deg, eyes[1].pitch_deg, next);
            see_through(&sight, item, next);
        }
    }
    query_cache_release(&sight.cache);
    free(sight.list);
}

HipResult session_note_view(Session *session, int row, ViewState *next, HipError *err)
{
    const Note *note = &session_notes(session)->rows[row];
    int item = session_note_item(session, note);
    PenPlace place;
    if (item < 0 || !session_note_place(session, row, &place)) {
        return hip_fail(err, "%s", _("This note's place is not in this model"));
    }
    Command reveal = {.id = COMMAND_REVEAL, .item = item};
    bool cut = note->cut[0] != '\0';
    HipResult rc = cut ? cut_open(session, note, item, next, err) : session_apply(session, &reveal, next, err);
    if (rc == HIP_OK) {
        next->section = cut ? next->section : SECTION_NONE;
        next->compare[0] = '\0';
        look_at(session, &place, item, cut, next);
    }
    return rc;
}

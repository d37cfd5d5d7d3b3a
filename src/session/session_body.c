/* session_body.c - the atlas projected onto a volunteer's body: a ruler measures the picture, two clicks lay the atlas
 * on the body, nudges do the rest. While it lies there the camera and the joints stay as they are. */
#include "hip/words.h"
#include "session_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void session_hold_body(const ViewState *from, ViewState *to)
{
    to->body = from->body;
    if (from->body.step != BODY_LIES) {
        return;
    }
    to->camera = from->camera;
    to->position = from->position;
    to->pose = from->pose;
    to->furnished = from->furnished;
    to->figure = from->figure;
    memcpy(to->room, from->room, sizeof to->room);
    memcpy(to->marks, from->marks, sizeof to->marks);
}

bool session_body_keeps(CommandId id)
{
    static const CommandId MOVING[] = {COMMAND_CAMERA,   COMMAND_CAMERA_NAMED, COMMAND_HOME, COMMAND_FOCUS,
                                       COMMAND_POSITION, COMMAND_JOINT,        COMMAND_PULL, COMMAND_REST};
    for (size_t i = 0; i < sizeof MOVING / sizeof *MOVING; i++) {
        if (MOVING[i] == id) {
            return true;
        }
    }
    return false;
}

/* The bone that carries a place of the atlas: that whose surface is nearest. */
static MeshBone bone_at(const Model *model, const float at[3])
{
    const MeshSet *set = &model->set;
    float least = INFINITY;
    MeshBone bone = MESH_PELVIS;
    for (uint32_t p = 0; p < model->own_parts; p++) {
        const MeshPart *part = &set->parts[p];
        for (uint32_t v = 0; part->moves >= MOVES_BONE && v < part->vertex_count; v++) {
            float place[3], d[3];
            mesh_vertex_position(part, &set->vertices[part->first_vertex + v], place);
            for (int k = 0; k < 3; k++) {
                d[k] = place[k] - at[k];
            }
            if (dot3(d, d) < least) {
                least = dot3(d, d);
                bone = (MeshBone)(part->moves - MOVES_BONE);
            }
        }
    }
    return bone;
}

bool session_body_mark(const Session *session, int which, float at[3])
{
    Side side;
    const ViewState *view = &session->view;
    const AtlasLandmark *mark = view_mark(session->atlas, view, which, &side);
    if (!session->model || !atlas_landmark_at(session->atlas, mark->id, side, at)) {
        return false;
    }
    if (!pose_is_rest(&view->pose)) {
        PoseBones bones;
        pose_bones(session->atlas, &view->pose, &bones);
        pose_point(&bones.motion[bone_at(session->model, at)], at, at);
    }
    return true;
}

static void show(Session *session, const OnBody *body)
{
    session->view.body = session->shown.body = session->from.body = *body;
}

/* As measured before; else what the screen says of itself. */
static float pixel_mm(const Session *session)
{
    ViewState guess;
    float known = session->settings.pixel_mm > 0 ? session->settings.pixel_mm : session->pixel_guess_mm;
    view_project(&guess);
    return known > 0 ? known : guess.body.pixel_mm;
}

void session_guess_pixel(Session *session, float mm)
{
    session->pixel_guess_mm = mm >= BODY_PIXEL_LEAST && mm <= BODY_PIXEL_MOST ? mm : 0;
    if (session->view.body.step == BODY_RULER && session->settings.pixel_mm <= 0) {
        OnBody body = session->view.body;
        body.pixel_mm = pixel_mm(session);
        show(session, &body);
    }
}

bool session_pixel_measured(const Session *session)
{
    return session->settings.pixel_mm > 0;
}

static void project(Session *session, float value)
{
    ViewState *view = &session->view;
    bool on = value < 0 ? view->body.step == BODY_OFF : value > 0;
    OnBody body = {.step = on ? BODY_RULER : BODY_OFF, .pixel_mm = on ? pixel_mm(session) : 0};
    if (!on && view->body.step == BODY_OFF) {
        return;
    }
    if (on && view->body.step == BODY_OFF) {
        session->presented_before = view->present;
    }
    if (value > 1) {
        body.step = BODY_LIES;
        body.fit = body_fit_plain();
    }
    session_present(session, on || session->presented_before);
    show(session, &body);
}

static void say_size(Session *session)
{
    static const double NEWS_S = 6;
    int hundredths = (int)lrintf(100 * session->view.body.fit.scale); /* so a translation has its own comma */
    snprintf(session->screen.message, sizeof session->screen.message, _("This body is %d.%02d times the atlas."),
             hundredths / 100, hundredths % 100);
    session->screen.message_until_s = session->now_s + NEWS_S;
}

/* On without having clicked: true size about the middle of the picture. */
static void go_on(Session *session)
{
    OnBody body = session->view.body;
    switch (body.step) {
    case BODY_RULER:
        session->settings.pixel_mm = body.pixel_mm;
        body.step = BODY_FIRST;
        break;
    case BODY_FIRST:
    case BODY_SECOND:
        body.step = BODY_LIES;
        body.matched = 0;
        body.fit = body_fit_plain();
        memset(body.middle_mm, 0, sizeof body.middle_mm);
        break;
    case BODY_LIES:
        body.step = BODY_FIRST;
        break;
    default:
        break;
    }
    show(session, &body);
}

static void go_back(Session *session)
{
    OnBody body = session->view.body;
    body.step = body.step > BODY_RULER ? (BodyStep)(body.step - 1) : body.step;
    show(session, &body);
}

static void measure(Session *session, float mm)
{
    OnBody body = session->view.body;
    if (body.step == BODY_RULER && isfinite(mm)) {
        body.pixel_mm = clampf(mm, BODY_PIXEL_LEAST, BODY_PIXEL_MOST);
        show(session, &body);
    }
}

static HipResult take_place(Session *session, const float pixels[2], HipError *err)
{
    OnBody body = session->view.body;
    float places[2][2], points[2][3];
    const ViewState *view = &session->view;
    memcpy(places[0], body.first_mm, sizeof places[0]);
    for (int k = 0; k < 2; k++) {
        places[1][k] = pixels[k] * body.pixel_mm;
    }
    if (body.step == BODY_FIRST) {
        memcpy(body.first_mm, places[1], sizeof body.first_mm);
        body.step = BODY_SECOND;
        show(session, &body);
        return HIP_OK;
    }
    if (!session_body_mark(session, 0, points[0]) || !session_body_mark(session, 1, points[1])) {
        return HIP_OK;
    }
    const char *wrong =
        body_fit_points(&view->camera, view->room, (const float(*)[3])points, (const float(*)[2])places, &body.fit);
    if (wrong) {
        return hip_usage(err, "%s", _(wrong));
    }
    for (int k = 0; k < 2; k++) {
        body.middle_mm[k] = 0.5f * (places[0][k] + places[1][k]);
    }
    body.step = BODY_LIES;
    body.matched = 1;
    show(session, &body);
    say_size(session);
    return HIP_OK;
}

/* vector: mm to the right, mm up, degrees counter-clockwise, per cent larger. */
static void nudge(Session *session, const float by[4])
{
    OnBody body = session->view.body;
    for (int k = 0; k < 4; k++) {
        if (!isfinite(by[k])) {
            return;
        }
    }
    body_fit_move(&body.fit, by[0], by[1]);
    for (int k = 0; k < 2; k++) {
        body.middle_mm[k] += by[k];
    }
    body_fit_turn(&body.fit, body.middle_mm, by[2]);
    body_fit_size(&body.fit, body.middle_mm, 1 + clampf(by[3], -50, 100) / 100);
    show(session, &body);
    if (by[3] != 0) {
        say_size(session);
    }
}

static void choose_mark(Session *session, int which, const BodyMark *mark)
{
    session->view.marks[which] = session->shown.marks[which] = session->from.marks[which] = *mark;
}

/* The next one that a hand can find. */
static void next_mark(Session *session, int which, int step)
{
    const Atlas *atlas = session->atlas;
    int now = (int)(view_mark(atlas, &session->view, which, NULL) - atlas->landmarks);
    for (int i = 1; i <= atlas->landmark_count; i++) {
        int other = ((now + i * step) % atlas->landmark_count + atlas->landmark_count) % atlas->landmark_count;
        if (view_mark_is_felt(&atlas->landmarks[other])) {
            choose_mark(session, which, &(BodyMark){other, session->view.marks[which].side});
            return;
        }
    }
}

static HipResult set_mark(Session *session, const Command *command, HipError *err)
{
    int which = command->item == 1 ? 1 : 0;
    if (session->view.body.step == BODY_LIES) {
        return HIP_OK;
    }
    if (!command->text[0]) {
        next_mark(session, which, command->value < 0 ? -1 : 1);
        return HIP_OK;
    }
    ViewState view = session->view;
    char both[2 * sizeof command->text + 2];
    snprintf(both, sizeof both, "%s,%s", command->text, command->text);
    HipResult rc = view_read_marks(session->atlas, both, &view, err);
    if (rc == HIP_OK) {
        choose_mark(session, which, &view.marks[which]);
    }
    return rc;
}

HipResult session_body_do(Session *session, const Command *command, HipError *err)
{
    BodyStep step = session->view.body.step;
    switch (command->id) {
    case COMMAND_PROJECT:
        project(session, command->value);
        break;
    case COMMAND_PROJECT_NEXT:
        go_on(session);
        break;
    case COMMAND_PROJECT_BACK:
        go_back(session);
        break;
    case COMMAND_PROJECT_RULER:
        measure(session, command->value);
        break;
    case COMMAND_PROJECT_MARK:
        return set_mark(session, command, err);
    case COMMAND_PROJECT_AT:
        return step == BODY_FIRST || step == BODY_SECOND ? take_place(session, command->vector, err) : HIP_OK;
    default:
        if (step == BODY_LIES) {
            nudge(session, command->vector);
        }
        break;
    }
    return HIP_OK;
}

/* view_words.c - VIEW options of the command line, words of lessons -> view state. */
#include "hip/bookmarks.h"
#include "hip/mem.h"
#include "hip/session.h"
#include "hip/stroke.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static HipResult read_number(const char *option, const char *text, float lo, float hi, float *out, HipError *err)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || !isfinite(value) || value < lo || value > hi) {
        return hip_usage(err, "%s wants a number from %g to %g, got '%s'", option, (double)lo, (double)hi, text);
    }
    *out = (float)value;
    return HIP_OK;
}

static HipResult command(Session *session, CommandId id, int item, float value, const char *text, HipError *err)
{
    CommandQueue queue = {0};
    Command *c = command_push(&queue, id);
    c->item = item;
    c->value = value;
    if (text) {
        strncpy(c->text, text, sizeof c->text - 1);
    }
    return session_do(session, c, err);
}

/* Calls `one` for every item of "ID,ID" or "ID=VALUE,ID=VALUE". */
typedef HipResult (*ItemAct)(Session *session, int item, float value, HipError *err);

static HipResult for_items(Session *session, const char *option, const char *list, bool with_value, ItemAct act,
                           HipError *err)
{
    HipResult rc = HIP_OK;
    char *copy = mem_string(list), *save = NULL;
    for (char *id = strtok_r(copy, ",", &save); id && rc == HIP_OK; id = strtok_r(NULL, ",", &save)) {
        float value = 0;
        if (with_value) {
            char *equals = strchr(id, '=');
            if (!equals) {
                rc = hip_usage(err, "%s wants ID=NUMBER, got '%s'", option, id);
                break;
            }
            *equals = '\0';
            rc = read_number(option, equals + 1, 0, 1, &value, err);
        }
        int items[VIEW_MAX_ITEMS];
        int count = view_resolve(session_atlas(session), id, session_view(session)->side, items);
        if (rc == HIP_OK && count == 0) {
            rc = view_unknown_id(session_atlas(session), id, err);
        }
        for (int i = 0; i < count && rc == HIP_OK; i++) {
            rc = act(session, items[i], value, err);
        }
    }
    free(copy);
    return rc;
}

static HipResult act_peel(Session *session, int item, float value, HipError *err)
{
    return command(session, COMMAND_PEEL, item, value, NULL, err);
}

static HipResult act_hide(Session *session, int item, float value, HipError *err)
{
    (void)value;
    (void)err;
    ViewState view = *session_view(session);
    view.hidden[item] = 1;
    session_place(session, &view);
    return HIP_OK;
}

static HipResult act_show(Session *session, int item, float value, HipError *err)
{
    (void)value;
    (void)err;
    ViewState view = *session_view(session);
    view.hidden[item] = 0;
    session_place(session, &view);
    return HIP_OK;
}

/* Back as the depth has it: neither hidden nor see-through nor bent back by itself. */
static HipResult act_return(Session *session, int item, float value, HipError *err)
{
    (void)value;
    (void)err;
    ViewState view = *session_view(session);
    view.hidden[item] = view.ghost[item] = 0;
    view.peel[item] = -1;
    session_place(session, &view);
    return HIP_OK;
}

static HipResult apply_show(Session *session, const char *list, HipError *err)
{
    return strcmp(list, "all") == 0 ? command(session, COMMAND_SHOW_ALL, -1, 0, NULL, err)
                                    : for_items(session, "--show", list, false, act_return, err);
}

/* What a word without a value switches on, "off" switches off again. */
static bool is_off(const char *value)
{
    return value && (strcmp(value, "off") == 0 || strcmp(value, "false") == 0);
}

static HipResult apply_xray(Session *session, const char *value, HipError *err)
{
    bool wanted = !is_off(value);
    return session_view(session)->xray == wanted ? HIP_OK : command(session, COMMAND_XRAY, -1, 0, NULL, err);
}

static HipResult apply_lens(Session *session, const char *value, HipError *err)
{
    ViewState view = *session_view(session);
    bool none = strcmp(value, "none") == 0;
    HipResult rc = none ? HIP_OK : view_read_lens(value, &view, err);
    view.lens = view.lens && !none;
    session_place(session, &view);
    return rc;
}

static HipResult apply_labels(Session *session, const char *value, HipError *err)
{
    ViewState view = *session_view(session);
    HipResult rc = view_read_labels(session_atlas(session), value, &view, err);
    session_place(session, &view);
    return rc;
}

static HipResult apply_marks(Session *session, const char *value, HipError *err)
{
    ViewState view = *session_view(session);
    HipResult rc = view_read_marks(session_atlas(session), value, &view, err);
    session_place(session, &view);
    return rc;
}

static HipResult act_ghost(Session *session, int item, float value, HipError *err)
{
    if (value <= 0) {
        return act_hide(session, item, 0, err);
    }
    return command(session, COMMAND_GHOST, item, value, NULL, err);
}

static HipResult act_select(Session *session, int item, float value, HipError *err)
{
    (void)value;
    return command(session, COMMAND_SELECT, item, 0, NULL, err);
}

static HipResult apply_select(Session *session, const char *list, HipError *err)
{
    return strcmp(list, "none") == 0 ? command(session, COMMAND_SELECT, -1, 0, NULL, err)
                                     : for_items(session, "--select", list, false, act_select, err);
}

static HipResult act_reveal(Session *session, int item, float value, HipError *err)
{
    (void)value;
    return command(session, COMMAND_REVEAL, item, 0, NULL, err);
}

static HipResult apply_only(Session *session, const char *list, HipError *err)
{
    const Model *model = session_model(session);
    ViewState view = *session_view(session);
    for (int i = 0; i < model->item_count; i++) {
        view.hidden[i] = model->present[i];
    }
    session_place(session, &view);
    return for_items(session, "--only", list, false, act_show, err);
}

/* "1,2,3": at most six numbers. */
static bool read_list(const char *text, float out[6], int *count)
{
    char *end;
    for (*count = 0; *count < 6; text = end + 1) {
        float value = strtof(text, &end);
        if (end == text || !isfinite(value)) {
            return false;
        }
        out[(*count)++] = value;
        if (*end != ',') {
            return *end == '\0';
        }
    }
    return false;
}

/* Direction and distance alone turn about the middle of the hip. */
static HipResult apply_camera(Session *session, const char *value, HipError *err)
{
    if (atlas_camera(session_atlas(session), value)) {
        ViewState view = *session_view(session);
        view.camera.distance_m = 1e3f; /* far away: a named camera then frames the whole */
        session_place(session, &view);
        return command(session, COMMAND_CAMERA_NAMED, -1, 0, value, err);
    }
    float n[6];
    int count = 0;
    if (!read_list(value, n, &count) || (count != 3 && count != 6)) {
        return hip_usage(err, "--camera wants a name (hip-atlas list cameras) or YAW,PITCH,DIST_MM[,X,Y,Z], got '%s'",
                         value);
    }
    if (fabsf(n[1]) > 89 || n[2] < 50 || n[2] > 20000) {
        return hip_usage(err, "--camera wants a pitch from -89 to 89 and a distance from 50 to 20000 mm, got '%s'",
                         value);
    }
    ViewState view;
    session_home(session, &view);
    ViewState now = *session_view(session);
    now.camera =
        (CameraPose){n[0], n[1], n[2] / 1000, {view.camera.target[0], view.camera.target[1], view.camera.target[2]}};
    for (int i = 3; i < count; i++) {
        now.camera.target[i - 3] = n[i] / 1000;
    }
    session_place(session, &now);
    return HIP_OK;
}

/* Nearer by this factor, at what is looked at. */
static HipResult apply_zoom(Session *session, const char *value, HipError *err)
{
    float factor = 1;
    HipResult rc = read_number("--zoom", value, 0.2f, 5, &factor, err);
    ViewState view = *session_view(session);
    view.camera.distance_m /= factor;
    session_place(session, &view);
    return rc;
}

/* The half on the viewer's side goes, with ",flip" the other: nobody asks for a cut to look at its back. */
static HipResult apply_section(Session *session, const char *value, HipError *err)
{
    ViewState view = *session_view(session);
    HipResult rc = view_read_section(value, &view, err);
    bool other = view.section_flip;
    view.section_flip = false;
    float plane[4];
    if (rc == HIP_OK && view_section_plane(&view, plane)) {
        CameraMatrices camera;
        camera_matrices(&view.camera, view.room, 1, NULL, &camera);
        float eye = plane[0] * camera.eye[0] + plane[1] * camera.eye[1] + plane[2] * camera.eye[2] + plane[3];
        view.section_flip = (eye < 0) != other;
    }
    if (rc == HIP_OK) {
        session_place(session, &view);
    }
    return rc;
}

static HipResult choose(Session *session, CommandId id, const char *option, const char *value, int chosen,
                        const char *choices, HipError *err)
{
    if (chosen < 0) {
        return hip_usage(err, "%s wants %s, got '%s'", option, choices, value);
    }
    return command(session, id, -1, (float)chosen, NULL, err);
}

/* As in the window a stroke lays the client and turns the camera to its region; a position that was asked for stays, or
 * the stroke is not for it. */
static HipResult apply_stroke(Session *session, const char *value, HipError *err)
{
    const Atlas *atlas = session_atlas(session);
    const ViewState *view = session_view(session);
    Side worked = view_worked(view);
    int stroke = atlas_stroke(atlas, value);
    if (stroke < 0 || view->position < 0 || stroke_allowed(atlas, stroke, view->position, worked)) {
        return command(session, COMMAND_STROKE, -1, -1, value, err);
    }
    char needs[240] = "";
    const AtlasStroke *s = &atlas->strokes[stroke];
    for (int i = 0; i < s->position_count; i++) {
        if (stroke_allowed(atlas, stroke, s->positions[i], worked)) {
            size_t used = strlen(needs);
            snprintf(needs + used, sizeof needs - used, "%s%s", used ? " or " : "",
                     atlas->positions[s->positions[i]].id);
        }
    }
    return hip_usage(err, "%s on the %s side is not given in %s; it needs --position %s", s->id, side_id(worked),
                     atlas->positions[view->position].id, needs);
}

/* Zones are seen on the whole client, who stands unless a position was asked for; the camera turns to them, but not
 * away from a stroke. */
static HipResult apply_zones(Session *session, const char *value, HipError *err)
{
    bool known;
    ViewState view = *session_view(session);
    HipResult rc = view_client_read(session_atlas(session), "zone", value, &view, &known, err);
    if (rc == HIP_OK && !view.told.zones) {
        session_place(session, &view);
        return rc;
    }
    if (rc == HIP_OK) {
        session_place(session, &view);
        rc = view.position < 0 ? command(session, COMMAND_POSITION, -1, -1, "standing", err) : rc;
    }
    if (rc == HIP_OK && view.stroke < 0) {
        view = *session_view(session);
        session_look_at_zones(session, view.told.zones, &view);
        session_place(session, &view);
    }
    return rc;
}

/* The client's words are those of view codes. A position also brings the camera that suits it. */
static HipResult apply_client(Session *session, const ViewWord *arg, HipError *err)
{
    const char *name = arg->name, *value = arg->value ? arg->value : "on";
    if (strcmp(name, "position") == 0) {
        return command(session, COMMAND_POSITION, -1, -1, value, err);
    }
    if (strcmp(name, "stroke") == 0) {
        return apply_stroke(session, value, err);
    }
    if (strcmp(name, "source") == 0) {
        return command(session, COMMAND_SOURCE, -1, -1, value, err);
    }
    if (strcmp(name, "compare") == 0) {
        return command(session, COMMAND_COMPARE, -1, 0, value, err);
    }
    if (strcmp(name, "zone") == 0) {
        return apply_zones(session, value, err);
    }
    if (strcmp(name, "client") == 0) { /* brings the sheet, unless something else is asked for */
        return command(session, COMMAND_CLIENT, -1, is_off(value) ? 0 : 1, NULL, err);
    }
    if (strcmp(name, "pose") == 0 && strcmp(value, "rest") == 0) {
        return command(session, COMMAND_REST, -1, 0, NULL, err);
    }
    ViewState view = *session_view(session);
    bool known;
    HipResult rc = view_client_read(session_atlas(session), name, value, &view, &known, err);
    if (!known) {
        return hip_usage(err, "unknown option '--%s'", arg->name);
    }
    if (rc == HIP_OK) {
        session_place(session, &view);
    }
    return rc;
}

/* A whole view code, or words of one on top of what stands. */
static HipResult apply_code(Session *session, const char *name, const char *value, HipError *err)
{
    ViewState view = *session_view(session);
    HipResult rc = strcmp(name, "view") == 0 ? view_code_read(session_atlas(session), value, &view, err)
                                             : view_words_read(session_atlas(session), value, &view, err);
    session_place(session, &view);
    return rc;
}

/* A view that the user kept, for eyes that look as now. */
static HipResult apply_bookmark(Session *session, const char *name, HipError *err)
{
    Bookmarks *kept = mem_alloc(1, sizeof *kept);
    ViewState view;
    int row;
    HipResult rc = bookmarks_load(kept, err);
    rc = rc == HIP_OK ? bookmarks_find(kept, name, &row, err) : rc;
    rc = rc == HIP_OK ? bookmark_view(session_atlas(session), &kept->rows[row], session_view(session), &view, err) : rc;
    if (rc == HIP_OK) {
        session_place(session, &view);
    }
    bookmarks_release(kept);
    free(kept);
    return rc;
}

static bool is_switch(const char *name)
{
    static const char *const SWITCHES[] = {"xray", "present", "project", "client", "drape"};
    for (size_t i = 0; i < sizeof SWITCHES / sizeof *SWITCHES; i++) {
        if (strcmp(name, SWITCHES[i]) == 0) {
            return true;
        }
    }
    return false;
}

static HipResult apply_one(Session *session, const ViewWord *arg, HipError *err)
{
    const char *name = arg->name, *value = arg->value;
    float number = 0;
    if (!value && !is_switch(name)) {
        return hip_usage(err, "--%s wants a value (hip-atlas --help)", name);
    }
    value = value ? value : "on";
    if (is_switch(name) && !is_off(value) && strcmp(value, "on") != 0 && strcmp(value, "true") != 0) {
        return hip_usage(err, "--%s is on or off, not '%s'", name, value);
    }
    if (strcmp(name, "view") == 0 || strcmp(name, "code") == 0) {
        return apply_code(session, name, value, err);
    } else if (strcmp(name, "bookmark") == 0) {
        return apply_bookmark(session, value, err);
    } else if (strcmp(name, "lesson") == 0) {
        return command(session, COMMAND_LESSON, -1, 0, value, err);
    } else if (strcmp(name, "camera") == 0) {
        return apply_camera(session, value, err);
    } else if (strcmp(name, "zoom") == 0) {
        return apply_zoom(session, value, err);
    } else if (strcmp(name, "side") == 0) {
        return choose(session, COMMAND_SIDE, "--side", value, side_from_id(value), "right, left or both", err);
    } else if (strcmp(name, "depth") == 0) {
        HipResult rc = read_number("--depth", value, 0, 10, &number, err);
        return rc == HIP_OK ? command(session, COMMAND_DEPTH, -1, number, NULL, err) : rc;
    } else if (strcmp(name, "peel") == 0) {
        return for_items(session, "--peel", value, true, act_peel, err);
    } else if (strcmp(name, "hide") == 0) {
        return for_items(session, "--hide", value, false, act_hide, err);
    } else if (strcmp(name, "ghost") == 0) {
        return for_items(session, "--ghost", value, true, act_ghost, err);
    } else if (strcmp(name, "xray") == 0) {
        return apply_xray(session, value, err);
    } else if (strcmp(name, "show") == 0) {
        return apply_show(session, value, err);
    } else if (strcmp(name, "only") == 0) {
        return apply_only(session, value, err);
    } else if (strcmp(name, "select") == 0) {
        return apply_select(session, value, err);
    } else if (strcmp(name, "reveal") == 0) {
        return for_items(session, "--reveal", value, false, act_reveal, err);
    } else if (strcmp(name, "section") == 0) {
        return apply_section(session, value, err);
    } else if (strcmp(name, "lens") == 0) {
        return apply_lens(session, value, err);
    } else if (strcmp(name, "present") == 0) {
        return command(session, COMMAND_PRESENT, -1, is_off(value) ? 0 : 1, NULL, err);
    } else if (strcmp(name, "project") == 0) {
        return command(session, COMMAND_PROJECT, -1, is_off(value) ? 0 : 2, NULL, err);
    } else if (strcmp(name, "fit") == 0) {
        return apply_marks(session, value, err);
    } else if (strcmp(name, "labels") == 0) {
        return apply_labels(session, value, err);
    } else if (strcmp(name, "lines") == 0) {
        return choose(session, COMMAND_LINES, "--lines", value, lines_from_id(value), "auto, none, selected or all",
                      err);
    } else if (strcmp(name, "theme") == 0) {
        return choose(session, COMMAND_THEME, "--theme", value, theme_from_id(value), "dark, light or contrast", err);
    } else if (strcmp(name, "colours") == 0) {
        return choose(session, COMMAND_COLOURS, "--colours", value, colours_from_id(value),
                      "natural, depth, system, nerve, structure or length", err);
    } else if (strcmp(name, "skin") == 0) {
        return choose(session, COMMAND_SKIN, "--skin", value, skin_from_id(value), "1, 2 or 3", err);
    } else if (strcmp(name, "variant") == 0) {
        return choose(session, COMMAND_VARIANT, "--variant", value, variant_from_id(value), "I, II, III, IV, V or VI",
                      err);
    }
    return apply_client(session, arg, err);
}

/* A code sets the whole state, a side changes what ids mean and a variant what is revealed, so these come first, then
 * how the client lies, for which stroke and where it hurts; a reveal turns the camera, so a camera that was asked for
 * comes late, a section is cut for who looks from there, and what lies on a body turns no more. */
enum { FIRSTS = 16, LAST_WORDS = 4 };
static int order_of(const ViewWord *arg)
{
    static const char *const ORDER[FIRSTS] = {"view", "bookmark", "lesson",   "side",   "code",   "variant",
                                              "show", "client",   "position", "tool",   "stroke", "pose",
                                              "zone", "reveal",   "source",   "compare"};
    for (int i = 0; i < FIRSTS; i++) {
        if (strcmp(arg->name, ORDER[i]) == 0) {
            return i;
        }
    }
    static const char *const LASTS[LAST_WORDS] = {"camera", "zoom", "section", "project"};
    for (int i = 0; i < LAST_WORDS; i++) {
        if (strcmp(arg->name, LASTS[i]) == 0) {
            return FIRSTS + 1 + i;
        }
    }
    return FIRSTS;
}

HipResult session_apply_words(Session *session, const ViewWord *view, size_t count, HipError *err)
{
    ViewState before = *session_view(session);
    bool calm = session_reduced_motion(session);
    session_set_reduced_motion(session, true);
    HipResult rc = HIP_OK;
    for (int order = 0; order <= FIRSTS + LAST_WORDS; order++) {
        for (size_t i = 0; i < count && rc == HIP_OK; i++) {
            if (order_of(&view[i]) == order) {
                rc = apply_one(session, &view[i], err);
            }
        }
    }
    session_set_reduced_motion(session, calm);
    ViewState after = rc == HIP_OK ? *session_view(session) : before;
    session_place(session, &after);
    session_forget_history(session);
    return rc;
}

/* view_body.c - what a view says of the body that it is projected on: the two landmarks, as words. */
#include "view_code.h"
#include <stdio.h>
#include <string.h>

static const char *const USUAL[2] = {"psis", "greater_trochanter"};
static const float GUESS_MM = 25.4f / 96; /* of a screen that says nothing of itself */

const AtlasLandmark *view_mark(const Atlas *atlas, const ViewState *view, int which, Side *side)
{
    const BodyMark *mark = &view->marks[which];
    bool chosen = mark->landmark >= 0 && mark->landmark < atlas->landmark_count;
    const AtlasLandmark *usual = atlas_landmark(atlas, USUAL[which]);
    const AtlasLandmark *found =
        chosen || !usual ? &atlas->landmarks[chosen ? mark->landmark : 0] : usual; /* an atlas has landmarks */
    if (side) {
        *side = !found->paired ? SIDE_MIDLINE : mark->side == SIDE_MIDLINE ? view_worked(view) : mark->side;
    }
    return found;
}

bool view_mark_is_felt(const AtlasLandmark *landmark)
{
    return landmark->find && !landmark->spared;
}

/* "psis_l" -> psis, left. */
static bool read_mark(const Atlas *atlas, int which, const char *word, size_t length, BodyMark *out)
{
    char id[64];
    if (length == 0 || length >= sizeof id) {
        return false;
    }
    snprintf(id, sizeof id, "%.*s", (int)length, word);
    const AtlasLandmark *found = atlas_landmark(atlas, id);
    Side side = SIDE_MIDLINE;
    if (!found && length > 2 && id[length - 2] == '_' && (id[length - 1] == 'r' || id[length - 1] == 'l')) {
        side = id[length - 1] == 'r' ? SIDE_RIGHT : SIDE_LEFT;
        id[length - 2] = '\0';
        found = atlas_landmark(atlas, id);
        found = found && found->paired ? found : NULL;
    }
    if (found) {
        bool usual = strcmp(found->id, USUAL[which]) == 0;
        *out = (BodyMark){usual ? -1 : (int)(found - atlas->landmarks), side};
    }
    return found != NULL;
}

HipResult view_read_marks(const Atlas *atlas, const char *value, ViewState *view, HipError *err)
{
    BodyMark marks[2];
    size_t first = strcspn(value, ",");
    const char *second = value[first] ? value + first + 1 : "";
    if (!read_mark(atlas, 0, value, first, &marks[0]) || !read_mark(atlas, 1, second, strlen(second), &marks[1])) {
        return hip_usage(err,
                         "two landmarks are wanted (hip-atlas list landmarks), like psis,greater_trochanter or "
                         "psis_r,psis_l; got '%s'",
                         value);
    }
    memcpy(view->marks, marks, sizeof marks);
    return HIP_OK;
}

const char *view_write_marks(const Atlas *atlas, const ViewState *view, char *out, size_t size)
{
    static const char *const ENDS[] = {[SIDE_MIDLINE] = "", [SIDE_RIGHT] = "_r", [SIDE_LEFT] = "_l", [SIDE_BOTH] = ""};
    ViewState usual;
    view_state_default(&usual);
    out[0] = '\0';
    if (memcmp(view->marks, usual.marks, sizeof usual.marks) != 0) {
        snprintf(out, size, "%s%s,%s%s", view_mark(atlas, view, 0, NULL)->id, ENDS[view->marks[0].side],
                 view_mark(atlas, view, 1, NULL)->id, ENDS[view->marks[1].side]);
    }
    return out;
}

void view_project(ViewState *view)
{
    view->present = true;
    view->body = (OnBody){.step = BODY_LIES, .pixel_mm = GUESS_MM, .fit = body_fit_plain()};
}

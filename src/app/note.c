/* note.c - pins a note: to the place under the pointer, else to what is selected. */
#include "hip/notes.h"
#include "hip/words.h"
#include "loop.h"

static bool under_pointer(Loop *loop, Command *out)
{
    const UiInput *now = &loop->input.now;
    float at[2];
    if (!now->mouse_inside || (loop->ui && ui_wants_mouse(loop->ui))) {
        return false;
    }
    const DrawList *list = picture_at(&loop->frame.drawn, now->mouse_x / now->width, now->mouse_y / now->height, at);
    return list && query_note(session_model(loop->session), list, &loop->rays, at[0], at[1], out);
}

/* Where its name would hang. */
static bool on_selected(Loop *loop, Command *out)
{
    const Model *model = session_model(loop->session);
    const DrawList *list = loop->frame.drawn.lists[0];
    int item = session_view(loop->session)->selected;
    float at[3], xy[2];
    return item >= 0 && query_anchor(model, list, &loop->rays, item, NULL, at) &&
           camera_project(&list->camera, at, xy, NULL) && query_note(model, list, &loop->rays, xy[0], xy[1], out);
}

void note_pin(Loop *loop)
{
    Command add;
    HipError err = {""};
    /* Several views side by side: a pin would be of one of them only. */
    if (!session_model(loop->session) || !loop->rays_ready || !loop->frame.valid || loop->frame.drawn.count > 0) {
        return;
    }
    if (!under_pointer(loop, &add) && !on_selected(loop, &add)) {
        bool selected = session_view(loop->session)->selected >= 0;
        loop_say(loop, 8, "%s",
                 selected ? _("What is selected cannot be seen from here: reveal it (Enter), or point at a place")
                          : _("Point at a place of the body, or choose a structure first"));
    } else if (session_do(loop->session, &add, &err) != HIP_OK) {
        loop_say(loop, 8, "%s", err.text);
    }
}

/* describe.c - the view in words. */
#include "hip/describe.h"
#include "hip/mem.h"
#include "hip/words.h"
#include "session_private.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 6 };

typedef struct Say {
    char *text;
    size_t length;
} Say;

/* One sentence more; the format has been translated. */
static void say(Say *out, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    out->text = mem_resize(out->text, out->length + (size_t)length + 2, 1);
    if (out->length) {
        out->text[out->length++] = ' ';
    }
    vsnprintf(out->text + out->length, (size_t)length + 1, format, again);
    va_end(again);
    out->length += (size_t)length;
}

static const char *side_words(Side side)
{
    return side == SIDE_LEFT ? _("the left hip") : side == SIDE_BOTH ? _("both hips") : _("the right hip");
}

static void say_camera(const Session *session, const ViewState *view, Say *out)
{
    const Atlas *atlas = session->atlas;
    float least = 1e9f;
    int nearest = -1;
    if (view->position >= 0 && atlas->positions[view->position].lies != LIES_UPRIGHT) {
        say(out, _("You see %s."), side_words(view->side)); /* behind and before mean nothing to who looks at a table */
        return;
    }
    for (int i = 0; i < atlas->camera_count; i++) {
        float yaw = remainderf(view->camera.yaw_deg - atlas->cameras[i].yaw_deg, 360);
        float pitch = view->camera.pitch_deg - atlas->cameras[i].pitch_deg;
        if (yaw * yaw + pitch * pitch < least) {
            least = yaw * yaw + pitch * pitch;
            nearest = i;
        }
    }
    if (nearest >= 0) {
        say(out, _("You see %s. Seen from: %s."), side_words(view->side), _(atlas->cameras[nearest].name));
    }
}

static void say_depth(const Session *session, const ViewState *view, Say *out)
{
    int layer = (int)floorf(view->depth + 1e-3f);
    if (layer >= 0 && layer < session->atlas->layer_count) {
        const AtlasLayer *open = &session->atlas->layers[layer];
        say(out, _("Layer %d of 10 lies open, %s: %s."), layer, _(open->name), _(open->shows));
    }
}

/* "Gluteus maximus, piriformis and 3 more" of the items that `wanted` holds for, one side counted once. */
static bool list_items(const Session *session, const uint8_t *wanted, char *out, size_t size)
{
    const Atlas *atlas = session->atlas;
    size_t used = 0;
    int listed = 0, more = 0;
    out[0] = '\0';
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *s = &atlas->structures[i];
        bool again = s->side == SIDE_LEFT && s->twin >= 0 && wanted[s->twin];
        if (!wanted[i] || again) {
            continue;
        }
        if (listed < LISTED && used < size) {
            used += (size_t)snprintf(out + used, size - used, "%s%s", listed ? ", " : "", _(s->name_en));
            listed++;
        } else {
            more++;
        }
    }
    if (more && used < size) {
        snprintf(out + used, size - used, _(" and %d more"), more);
    }
    return listed > 0;
}

static void say_changed(const Session *session, const ViewState *view, Say *out)
{
    char names[600];
    uint8_t bent[VIEW_MAX_ITEMS] = {0}, seen_through[VIEW_MAX_ITEMS];
    for (int i = 0; i < session->atlas->structure_count; i++) {
        bent[i] = view->peel[i] > 0.01f;
        seen_through[i] = view->ghost[i] > 0;
    }
    if (list_items(session, view->hidden, names, sizeof names)) {
        say(out, _("Left out: %s."), names);
    }
    if (list_items(session, bent, names, sizeof names)) {
        say(out, _("Bent back or taken away: %s."), names);
    }
    if (list_items(session, seen_through, names, sizeof names)) {
        say(out, _("See-through: %s."), names);
    }
    if (view->xray) {
        say(out, "%s", _("All coverings are see-through."));
    }
    if (view->section != SECTION_NONE) {
        say(out, "%s", _("A plane cuts the body and shows its inside."));
    }
    if (view->variant > 0) {
        say(out, _("The sciatic nerve takes its course of type %s."), variant_id(view->variant));
    }
}

static void say_client(const Session *session, const ViewState *view, Say *out)
{
    const Atlas *atlas = session->atlas;
    if (view->position >= 0) {
        say(out, _("How the client lies or stands: %s."), _(atlas->positions[view->position].name));
    }
    if (view->stroke >= 0) {
        const AtlasStroke *stroke = &atlas->strokes[view->stroke];
        say(out, _("A stroke is shown: %s. %s."), _(stroke->name), _(stroke->how.text));
    }
    if (view->source >= 0 && atlas->pain) {
        const AtlasPain *source = &atlas->pain->sources[view->source];
        say(out, _("A possible source of pain is shown: %s. %s"), _(source->name), _(source->sentence.text));
    }
    for (int i = 0; atlas->pain && i < atlas->pain->zone_count; i++) {
        if (view->told.zones >> i & 1) {
            say(out, _("It hurts here: %s."), _(atlas->pain->zones[i].name));
        }
    }
}

static void say_selected(const Session *session, const ViewState *view, Say *out)
{
    if (view->selected < 0 || view->selected >= session->atlas->structure_count || session_asks(session)) {
        return; /* nothing is chosen, or its name is what is asked for */
    }
    const AtlasStructure *s = &session->atlas->structures[view->selected];
    const char *everyday = s->facts[FACT_EVERYDAY].text;
    say(out, _("Chosen: %s."), _(s->name_en));
    if (everyday) {
        say(out, "%s", _(everyday));
    }
}

static void say_lesson(const Session *session, Say *out)
{
    if (session->lesson) {
        const LessonStep *step = &session->lesson->steps[session->lesson_step];
        say(out, _("Lesson: %s, step %d of %d."), _(session->lesson->title), session->lesson_step + 1,
            session->lesson->step_count);
        say(out, "%s", _(step->say.text));
    }
}

char *session_describe(const Session *session)
{
    const ViewState *view = &session->view;
    Say out = {0};
    say_lesson(session, &out);
    say_camera(session, view, &out);
    say_depth(session, view, &out);
    say_changed(session, view, &out);
    say_client(session, view, &out);
    say_selected(session, view, &out);
    return out.text ? out.text : mem_string("");
}

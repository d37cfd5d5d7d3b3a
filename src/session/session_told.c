/* session_told.c - what a client tells: the body to be shown where it hurts, and how all of it is forgotten. */
#include "hip/pain_field.h"
#include "hip/words.h"
#include "session_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const float MIDLINE_M = 0.006f; /* so near to it a hand means either side */
static const double NEWS_S = 5;
static const float WAIST_M = 0.36f, SOLES_M = -0.95f, SIDE_M = 0.34f, THICK_M = 0.22f; /* of the figure, upright */

int session_zone_at(const Session *session, const float at[3], Side *side)
{
    *side = fabsf(at[0]) < MIDLINE_M ? view_worked(&session->view) : at[0] > 0 ? SIDE_LEFT : SIDE_RIGHT;
    return session->atlas->pain ? pain_zone_at(session->atlas, *side, at) : -1;
}

/* Areas that lie on one side; what is told is of one side. */
static bool told_paired(const Atlas *atlas, uint64_t zones)
{
    for (int i = 0; i < atlas->pain->zone_count; i++) {
        if (zones >> i & 1 && atlas->pain->zones[i].paired) {
            return true;
        }
    }
    return false;
}

HipResult session_tell_at(const Session *session, const Command *command, ViewState *next, HipError *err)
{
    Side side;
    int zone = session_zone_at(session, command->vector, &side);
    if (zone < 0) {
        return HIP_OK;
    }
    if (session->atlas->pain->zones[zone].paired && side != view_worked(next)) {
        const char *worked = side_id(view_worked(next)), *other = side_id(side);
        if (told_paired(session->atlas, next->told.zones)) {
            return hip_fail(
                err,
                "One side at a time: the %s one was shown. For the %s one take its places back first. If it "
                "hurts down both legs, tick that sign.",
                worked, other);
        }
        view_work_side(session->atlas, side, next);
    }
    const Command tell = {.id = COMMAND_TELL_ZONE, .item = -1, .value = (float)zone};
    return session_tell(session, &tell, next, err);
}

/* From the last ribs to the soles, from behind, beside the page that opens with it. */
static void look_at_figure(const Session *session, ViewState *next)
{
    const Screen *screen = &session->screen;
    Box3 box = {{-SIDE_M, SOLES_M, -THICK_M}, {SIDE_M, WAIST_M, THICK_M}};
    box = box3_turned(&box, next->room);
    next->camera = camera_frame(&box, 180, 0, session->aspect, 0, screen->wide_sheet);
}

HipResult session_pain_body(const Session *session, ViewState *next, HipError *err)
{
    const Command stand = {.id = COMMAND_POSITION, .item = -1, .text = "standing"};
    HipResult rc = session_client(session, &stand, next, err);
    if (rc != HIP_OK) {
        return rc;
    }
    session_show_all(next);
    next->depth = session->stop_count ? session->stops[0] : 0;
    next->section = SECTION_NONE;
    next->selected = next->stroke = next->tool = next->source = -1;
    next->stroke_s = next->source_s = 0;
    memset(next->compare, 0, sizeof next->compare);
    look_at_figure(session, next);
    return HIP_OK;
}

void session_ask_pain(Session *session)
{
    HipError err;
    ViewState next = session->view;
    bool opened = session->screen.page == PAGE_PAIN;
    if (opened && session->model && !next.told.zones && session_pain_body(session, &next, &err) == HIP_OK) {
        session_go(session, &next, true);
    }
}

/* The figure, what was opened, chosen and typed go with it: each of them may tell something of the client. */
static void forget(Session *session)
{
    HipError err;
    ViewState next;
    Screen *screen = &session->screen;
    ScreenPage page = screen->page;
    session_home(session, &next);
    if (page == PAGE_PAIN && session->model) {
        session_pain_body(session, &next, &err);
    }
    session->playing = false;
    session->walk = (Walk){0};
    session->walk_step = -1;
    session_place(session, &next);
    session_forget_history(session);
    screen->wiped++;
    memset(screen->search_text, 0, sizeof screen->search_text);
    memset(screen->message, 0, sizeof screen->message);
    memset(screen->note, 0, sizeof screen->note);
    screen->search = false;
    screen->page = page == PAGE_PAIN ? page : PAGE_NONE;
    snprintf(screen->message, sizeof screen->message, "%s", _("Forgotten: nothing of what was told is kept."));
    screen->message_until_s = session->now_s + NEWS_S;
}

void session_wipe(Session *session)
{
    bool sure = session->screen.wipe;
    session->screen.wipe = !sure;
    if (sure) {
        forget(session);
    }
}

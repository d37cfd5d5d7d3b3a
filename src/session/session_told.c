/* session_told.c - what a client tells: the body to be shown where it hurts, and how all of it is forgotten. */
#include "session_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double NEWS_S = 5;
static const float WAIST_M = 0.36f, SOLES_M = -0.95f, SIDE_M = 0.34f, THICK_M = 0.22f; /* of the figure, upright */

/* From the last ribs to the soles, from behind, beside the page that opens with it. */
static void look_at_figure(const Session *session, ViewState *next)
{
    const Screen *screen = &session->screen;
    Box3 box = {{-SIDE_M, SOLES_M, -THICK_M}, {SIDE_M, WAIST_M, THICK_M}};
    box = box3_turned(&box, next->room);
    next->camera =
        camera_frame(&box, 180, 0, session->aspect, screen->free_left, fmaxf(screen->free_right, screen->sheet));
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
    memset(screen->search_text, 0, sizeof screen->search_text);
    memset(screen->message, 0, sizeof screen->message);
    memset(screen->note, 0, sizeof screen->note);
    screen->search = false;
    screen->page = page == PAGE_PAIN ? page : PAGE_NONE;
    snprintf(screen->message, sizeof screen->message, "Forgotten: nothing of what was told is kept.");
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

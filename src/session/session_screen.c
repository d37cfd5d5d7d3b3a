/* session_screen.c - acts on the screen: what is open on it, what is projected, what Esc leaves. They are no steps to
 * undo; what has a file of its own is handed on. */
#include "session_private.h"
#include <stdio.h>

void session_present(Session *session, bool on)
{
    session->view.present = on;
    session->view.body = (OnBody){.step = BODY_OFF};
    board_put_down(&session->board); /* the strokes stay for when it is projected again */
    session->board.curtain = CURTAIN_OPEN;
    session_copy_held(&session->view, &session->shown);
    session_copy_held(&session->view, &session->from);
}

static void do_held(Session *session, const Command *command)
{
    ViewState *view = &session->view;
    if (command->id == COMMAND_PRESENT) {
        session_present(session, command->value < 0 ? !view->present : command->value > 0);
    } else if (command->id == COMMAND_LENS_DEPTH) {
        view->lens_depth = clampf(command->value, 0, 10);
    } else {
        view->lens = command->value > 0;
        view->lens_at[0] = clampf(command->vector[0], 0, 1);
        view->lens_at[1] = clampf(command->vector[1], 0, 1);
        view->lens_depth = view->lens ? view->lens_depth : 0;
    }
    session_copy_held(view, &session->shown);
    session_copy_held(view, &session->from);
}

static void do_back(Session *session)
{
    Screen *screen = &session->screen;
    if (session->view.present && (session->board.curtain || board_holds(&session->board))) {
        board_put_down(&session->board);
        session->board.curtain = CURTAIN_OPEN;
        return;
    }
    if (session->view.body.step) {
        Command leave = {.id = COMMAND_PROJECT};
        session_body_do(session, &leave, NULL);
        return;
    }
    if (session->view.present) {
        session_present(session, false);
        return;
    }
    bool *field = screen->wipe ? &screen->wipe : screen->menu ? &screen->menu : screen->search ? &screen->search : NULL;
    if (field) {
        *field = false;
        screen->search_text[0] = '\0';
        return;
    }
    if (session->quiz.level) { /* the page stays and tells the score */
        session_quiz_stop(session);
        return;
    }
    if (screen->page != PAGE_NONE) {
        screen->page = PAGE_NONE;
        return;
    }
    if (screen->layers) {
        screen->layers = false;
        return;
    }
    if (session->lesson) { /* the view stays */
        Command leave = {.id = COMMAND_LESSON, .item = -1};
        session_lesson_do(session, &leave, NULL);
        return;
    }
    CommandId shown = session->view.compare[0]    ? COMMAND_COMPARE
                      : session->view.source >= 0 ? COMMAND_SOURCE
                                                  : COMMAND_SELECT;
    Command clear = {.id = shown, .item = -1, .value = -1};
    session_view_do(session, &clear, NULL);
}

CommandId page_command(ScreenPage page)
{
    static const CommandId COMMANDS[PAGE_COUNT] = {
        [PAGE_HELP] = COMMAND_HELP,         [PAGE_ABOUT] = COMMAND_ABOUT,         [PAGE_MODEL] = COMMAND_MODEL_INFO,
        [PAGE_VARIANTS] = COMMAND_VARIANTS, [PAGE_POSITIONS] = COMMAND_POSITIONS, [PAGE_MOTION] = COMMAND_MOTION,
        [PAGE_STROKES] = COMMAND_STROKES,   [PAGE_PRESS] = COMMAND_PRESS,         [PAGE_WALK] = COMMAND_WALK,
        [PAGE_PAIN] = COMMAND_PAIN,         [PAGE_COMPARE] = COMMAND_COMPARES,    [PAGE_LESSONS] = COMMAND_LESSONS,
        [PAGE_QUIZ] = COMMAND_QUIZ,         [PAGE_SETTINGS] = COMMAND_SETTINGS,   [PAGE_MORE] = COMMAND_MORE,
        [PAGE_CLAIMS] = COMMAND_CLAIMS,     [PAGE_BOOKMARKS] = COMMAND_BOOKMARKS, [PAGE_NOTES] = COMMAND_NOTES,
    };
    return page >= PAGE_NONE && page < PAGE_COUNT ? COMMANDS[page] : COMMAND_NONE;
}

/* Opens the page of a command, or closes it when it is open. */
static void turn_page(Screen *screen, CommandId id)
{
    for (ScreenPage page = PAGE_NONE + 1; page < PAGE_COUNT; page++) {
        if (page_command(page) == id) {
            screen->page = screen->page == page ? PAGE_NONE : page;
        }
    }
}

/* Where a session is open, it is what plays. */
static void play(Session *session, float value)
{
    if (session->walk.playing || session->screen.page == PAGE_WALK) {
        Command walk = {.id = COMMAND_WALK_PLAY, .item = -1, .value = value};
        session_walk_do(session, &walk);
    } else if (session_shows_source(session)) {
        session_play_source(session, value < 0 ? !session->playing : value > 0);
    } else {
        session->playing = value < 0 ? !session->playing : value > 0;
    }
}

HipResult session_screen_do(Session *session, const Command *command, HipError *err)
{
    Screen *screen = &session->screen;
    switch (command->id) {
    case COMMAND_BACK:
        do_back(session);
        break;
    case COMMAND_PRESENT:
    case COMMAND_LENS:
    case COMMAND_LENS_DEPTH:
        do_held(session, command);
        break;
    case COMMAND_CURTAIN:
    case COMMAND_DOT:
    case COMMAND_SPOT:
    case COMMAND_SPOT_SIZE:
    case COMMAND_PEN:
    case COMMAND_PEN_BACK:
    case COMMAND_PEN_WIPE:
        session_board_do(session, command);
        break;
    case COMMAND_PROJECT:
    case COMMAND_PROJECT_NEXT:
    case COMMAND_PROJECT_BACK:
    case COMMAND_PROJECT_RULER:
    case COMMAND_PROJECT_MARK:
    case COMMAND_PROJECT_AT:
    case COMMAND_PROJECT_MOVE:
        return session_body_do(session, command, err);
    case COMMAND_SEARCH:
        screen->search = true;
        snprintf(screen->search_text, sizeof screen->search_text, "%.255s", command->text);
        break;
    case COMMAND_LAYERS:
        session_quiz_stop(session); /* they take the page's place */
        screen->layers = !screen->layers;
        break;
    case COMMAND_PLAY:
        play(session, command->value);
        break;
    case COMMAND_WALK_PLAY:
    case COMMAND_WALK_NEXT:
    case COMMAND_WALK_PREVIOUS:
    case COMMAND_WALK_TO:
        session_walk_do(session, command);
        break;
    case COMMAND_LESSON:
    case COMMAND_LESSON_NEXT:
    case COMMAND_LESSON_PREVIOUS:
    case COMMAND_LESSON_PLAY:
        return session_lesson_do(session, command, err);
    case COMMAND_LESSON_KEEP:
    case COMMAND_LESSON_UNKEEP:
    case COMMAND_LESSON_SAY:
    case COMMAND_LESSON_SAVE:
        return session_record_do(session, command, err);
    case COMMAND_TEXT_SIZE:
    case COMMAND_CALM:
    case COMMAND_LATIN:
    case COMMAND_LANGUAGE:
        return session_settings_do(session, command, err);
    case COMMAND_BOOKMARK_KEEP:
    case COMMAND_BOOKMARK_OPEN:
    case COMMAND_BOOKMARK_RENAME:
    case COMMAND_BOOKMARK_DROP:
    case COMMAND_BOOKMARK_UNDROP:
        session_quiz_stop(session);
        return session_bookmark_do(session, command, err);
    case COMMAND_NOTE_ADD:
    case COMMAND_NOTE_SAY:
    case COMMAND_NOTE_CHOOSE:
    case COMMAND_NOTE_OPEN:
    case COMMAND_NOTE_DROP:
        session_quiz_stop(session);
        return session_note_do(session, command, err);
    case COMMAND_NOTES_SHOW:
    case COMMAND_NOTES_PROJECT:
        return session_note_do(session, command, err);
    case COMMAND_QUIZ_LEVEL:
    case COMMAND_QUIZ_ANSWER:
    case COMMAND_QUIZ_NEXT:
    case COMMAND_QUIZ_MAP:
        return session_quiz_do(session, command, err);
    case COMMAND_QUIZ:
        turn_page(screen, command->id);
        return session_quiz_opened(session, err);
    case COMMAND_PAIN:
        turn_page(screen, command->id);
        session_ask_pain(session);
        break;
    case COMMAND_PAIN_WIPE:
        session_wipe(session);
        break;
    default:
        turn_page(screen, command->id);
        if (session->quiz.level && screen->page != PAGE_QUIZ) {
            session_quiz_stop(session);
        }
        break;
    }
    return HIP_OK;
}

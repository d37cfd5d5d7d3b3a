/* session_lesson.c - a lesson that runs: its steps as states of the view, going on and back, leaving and coming back.
 */
#include "hip/mem.h"
#include "hip/words.h"
#include "session_private.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double NEWS_S = 20;
static const double LONGEST_WAIT_S = 2; /* a program that slept does not leap through the lesson */

HipResult session_words_state(const Session *session, const ViewState *from, const ViewWord *words, size_t count,
                              ViewState *out, HipError *err)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i].name, "lesson") == 0) {
            return hip_usage(err, "a lesson cannot hold a lesson");
        }
        if (strcmp(words[i].name, "present") == 0) {
            return hip_usage(err, "whether it is projected is not the view's: press F5");
        }
        if (strcmp(words[i].name, "project") == 0) {
            return hip_usage(err, "nothing projects itself on a body: say fit, and leave the rest to who teaches");
        }
        if (strcmp(words[i].name, "bookmark") == 0) { /* nobody else has it */
            return hip_usage(err, "a lesson cannot hold a bookmark: write its view code (Ctrl+Shift+C copies it)");
        }
    }
    Session trial = *session; /* shares the model; what commands push goes into stacks of its own */
    trial.undo = mem_alloc(UNDO_MOST, sizeof *trial.undo);
    trial.redo = mem_alloc(UNDO_MOST, sizeof *trial.redo);
    trial.undo_count = trial.redo_count = 0;
    trial.notes = NULL;  /* as little as its undo */
    trial.lesson = NULL; /* nothing runs in it: time that passes there would ask for steps again */
    trial.walk.playing = trial.playing = false;
    ViewState free_to_turn = *from;
    free_to_turn.body = (OnBody){.step = BODY_OFF};
    session_place(&trial, &free_to_turn);
    HipResult rc = session_apply_words(&trial, words, count, err);
    if (rc == HIP_OK) {
        OnBody body = from->body; /* where the atlas lies on a body is not for words to say */
        *out = trial.view;
        out->body = body;
    }
    free(trial.undo);
    free(trial.redo);
    return rc;
}

void session_read_lessons(Session *session, Problems *problems)
{
    Problems own = {0};
    char running[64] = "";
    int step = session->lesson_step;
    if (session->lesson) {
        snprintf(running, sizeof running, "%s", session->lesson->id);
    }
    session->lesson_place.lesson = NULL;
    lesson_list_release(&session->lessons);
    lesson_list_read(session->atlas, &session->lessons, problems ? problems : &own);
    session->lessons_read = true;
    session->lesson = lesson_find(&session->lessons, running);
    session->lesson_step = session->lesson && step < session->lesson->step_count ? step : 0;
    HipError err = {""};
    if (problems_result(&own, &err) != HIP_OK) { /* nobody else says it: one line of news */
        snprintf(session->screen.message, sizeof session->screen.message, _("Not read: %.480s"), err.text);
        session->screen.message_until_s = session->now_s + NEWS_S;
    }
    problems_release(&own);
}

const LessonList *session_lessons(Session *session, Problems *problems)
{
    if (!session->lessons_read) {
        session_read_lessons(session, problems);
    }
    return &session->lessons;
}

const Lesson *session_lesson(const Session *session, int *step)
{
    if (step) {
        *step = session->lesson_step;
    }
    return session->lesson;
}

/* Messages speak of options of the command line, "--depth"; in a lesson they are words. */
static void without_dashes(HipError *err)
{
    static const char OPTION[] = "unknown option '--", WORD[] = "unknown word '";
    char said[sizeof err->text];
    memcpy(said, err->text, sizeof said);
    if (strncmp(said, OPTION, sizeof OPTION - 1) == 0) {
        snprintf(err->text, sizeof err->text, "%s%.400s (hip-atlas --help lists them, with -- before each)", WORD,
                 said + sizeof OPTION - 1);
        return;
    }
    char *to = err->text;
    for (const char *at = said; *at; at++) {
        bool option = strncmp(at, "--", 2) == 0 && at[2] != 'h'; /* but not --help */
        at += option ? 2 : 0;
        *to++ = *at;
    }
    *to = '\0';
}

HipResult session_lesson_step(const Session *session, const Lesson *lesson, int step, ViewState *view, HipError *err)
{
    const LessonStep *one = &lesson->steps[step];
    ViewWord words[LESSON_WORDS];
    ViewState before = *view;
    for (int w = 0; w < one->word_count; w++) {
        words[w] = (ViewWord){one->words[w].name, one->words[w].value};
    }
    if (step == 0 ||
        one->from_home) { /* theme, skin and build are the user's; the side, which cameras look at, is not */
        session_home(session, &before);
    }
    HipResult rc = session_words_state(session, &before, words, (size_t)one->word_count, view, err);
    if (rc != HIP_OK) {
        without_dashes(err);
        hip_error_context(err, "lesson %s, step %d (line %d)", lesson->id, step + 1, one->line);
    }
    return rc;
}

HipResult session_lesson_state(const Session *session, const Lesson *lesson, int step, ViewState *out, HipError *err)
{
    ViewState view;
    HipResult rc = HIP_OK;
    view_state_default(&view);
    for (int i = 0; i <= step && i < lesson->step_count && rc == HIP_OK; i++) {
        rc = session_lesson_step(session, lesson, i, &view, err);
    }
    if (rc == HIP_OK) {
        *out = view;
    }
    return rc;
}

/* The running step as it was last worked out, unless what home looks like (window, panels, theme) or the body has
 * changed since. */
static bool knows_place(const Session *session, const Lesson *lesson, int step)
{
    const LessonPlace *place = &session->lesson_place;
    ViewState home;
    session_home(session, &home);
    return place->lesson == lesson && place->step == step && place->model == session->model &&
           view_state_equal(&place->home, &home);
}

/* A step of the lesson that runs: from the one before, when that is known, so that going through a lesson applies each
 * step once. */
static HipResult place_of(Session *session, const Lesson *lesson, int step, ViewState *out, HipError *err)
{
    LessonPlace *place = &session->lesson_place;
    HipResult rc = HIP_OK;
    if (knows_place(session, lesson, step)) {
        *out = place->view;
        return HIP_OK;
    }
    ViewState view = place->view;
    rc = knows_place(session, lesson, step - 1) ? session_lesson_step(session, lesson, step, &view, err)
                                                : session_lesson_state(session, lesson, step, &view, err);
    if (rc == HIP_OK) {
        *place = (LessonPlace){.lesson = lesson, .model = session->model, .step = step, .view = view};
        session_home(session, &place->home);
        *out = view;
    }
    return rc;
}

int session_lesson_selects(const Session *session)
{
    const LessonPlace *place = &session->lesson_place;
    bool known = session->lesson && place->lesson == session->lesson && place->step == session->lesson_step;
    return known ? place->view.selected : -1;
}

static HipResult go_to_step(Session *session, const Lesson *lesson, int step, HipError *err)
{
    ViewState next;
    HipResult rc = place_of(session, lesson, step, &next, err);
    if (rc == HIP_OK) {
        session->lesson = lesson;
        session->lesson_step = step;
        session->lesson_s = 0;
        session->playing = next.stroke >= 0 || next.source >= 0;
        if (!session->reduced_motion) { /* in a picture it stands where its time says; live it begins */
            next.stroke_s = next.source_s = 0;
        }
        session_go(session, &next, true);
    }
    return rc;
}

/* "ID" or "ID:STEP". */
static HipResult start(Session *session, const char *text, HipError *err)
{
    char id[128];
    const char *colon = strchr(text, ':');
    int length = colon ? (int)(colon - text) : (int)strlen(text), step = 1;
    snprintf(id, sizeof id, "%.*s", length, text);
    const Lesson *lesson = lesson_find(session_lessons(session, NULL), id);
    if (!lesson) {
        return hip_usage(err, "there is no lesson '%s' (hip-atlas list lessons)", id);
    }
    if (colon) {
        char *end;
        long number = strtol(colon + 1, &end, 10);
        if (end == colon + 1 || *end || number < 1 || number > lesson->step_count) {
            return hip_usage(err, "lesson %s has the steps 1 to %d, not '%s'", id, lesson->step_count, colon + 1);
        }
        step = (int)number;
    }
    return go_to_step(session, lesson, step - 1, err);
}

/* Whoever has explored first comes back to the step. */
static HipResult go_on(Session *session, HipError *err)
{
    ViewState here;
    int last = session->lesson->step_count - 1;
    HipResult rc = place_of(session, session->lesson, session->lesson_step, &here, err);
    here.stroke_s = session->view.stroke_s;
    here.source_s = session->view.source_s;
    here.furnished = session->view.furnished;
    bool away = rc == HIP_OK && !view_state_equal(&here, &session->view);
    int step = away ? session->lesson_step : session->lesson_step + 1;
    return rc != HIP_OK ? rc : go_to_step(session, session->lesson, step < last ? step : last, err);
}

HipResult session_lesson_do(Session *session, const Command *command, HipError *err)
{
    if (command->id == COMMAND_LESSON && command->text[0]) {
        return start(session, command->text, err);
    }
    if (command->id == COMMAND_LESSON) {
        session->lesson = NULL;
        session->lesson_plays = false;
        return HIP_OK;
    }
    if (!session->lesson) {
        return HIP_OK;
    }
    if (command->id == COMMAND_LESSON_PLAY) {
        session->lesson_plays = command->value < 0 ? !session->lesson_plays : command->value > 0;
        return HIP_OK;
    }
    int before = session->lesson_step > 0 ? session->lesson_step - 1 : 0;
    return command->id == COMMAND_LESSON_NEXT ? go_on(session, err) : go_to_step(session, session->lesson, before, err);
}

void session_lesson_tick(Session *session, double since_s)
{
    if (!session->lesson || !session->lesson_plays) {
        return;
    }
    session->lesson_s += fmin(fmax(since_s, 0), LONGEST_WAIT_S);
    if (session->lesson_s < (double)session->lesson->steps[session->lesson_step].seconds) {
        return;
    }
    HipError err;
    bool more = session->lesson_step + 1 < session->lesson->step_count;
    if (!more || go_to_step(session, session->lesson, session->lesson_step + 1, &err) != HIP_OK) {
        session->lesson_plays = false;
    }
}

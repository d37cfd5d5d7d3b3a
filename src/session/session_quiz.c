/* session_quiz.c - a round of the quiz: what is asked is shown on the body, unnamed; what is answered is remembered. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/progress.h"
#include "session_private.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const QuizRound *session_quiz(const Session *session)
{
    return &session->quiz;
}

const QuizMemory *session_quiz_memory(Session *session)
{
    if (!session->memory) {
        HipError err = {""};
        session->memory = mem_alloc(1, sizeof *session->memory);
        if (progress_load(session->memory, &err) != HIP_OK) {
            snprintf(session->screen.message, sizeof session->screen.message, "%.511s", err.text);
        }
    }
    return session->memory;
}

void session_set_today(Session *session, int day)
{
    session->today = day;
}

/* What is asked on the body lies open at the first level; later it has to be uncovered too. */
static HipResult view_of_find(const Session *session, const QuizQuestion *q, int level, ViewState *out)
{
    const AtlasStructure *s = &session->atlas->structures[q->card.about];
    session_home(session, out);
    if (level == 1) {
        out->depth = (float)s->layer;
    }
    out->labels = LABELS_NONE;
    return HIP_OK;
}

static HipResult view_of_variant(const Session *session, int variant, ViewState *out, HipError *err)
{
    ViewState home;
    const ViewWord words[] = {{"variant", variant_id(variant)}, {"reveal", "sciatic_nerve"}, {"labels", "none"}};
    session_home(session, &home);
    return session_words_state(session, &home, words, sizeof words / sizeof *words, out, err);
}

static HipResult view_of_structure(const Session *session, int structure, bool outlined, ViewState *out, HipError *err)
{
    const char *id = session->atlas->structures[structure].id;
    ViewState home;
    const ViewWord words[] = {{"reveal", id}, {"labels", "none"}};
    session_home(session, &home);
    HipResult rc = session_words_state(session, &home, words, sizeof words / sizeof *words, out, err);
    if (rc == HIP_OK) {
        out->selected = outlined ? structure : -1;
    }
    return rc;
}

/* Where the words of the question name it anyway, or point at it, it is outlined. */
static HipResult view_of_question(const Session *session, const QuizQuestion *q, int level, bool answered,
                                  ViewState *out, HipError *err)
{
    if (q->card.kind == QUIZ_VARIANT) {
        return view_of_variant(session, q->card.about, out, err);
    }
    if (q->card.kind == QUIZ_FIND && !answered) {
        return view_of_find(session, q, level, out);
    }
    if (q->card.kind == QUIZ_LAYERS && !answered) {
        session_home(session, out);
        return HIP_OK;
    }
    return view_of_structure(session, q->card.about, true, out, err);
}

static bool is_here(const Session *session, QuizCard card)
{
    return card.kind == QUIZ_VARIANT || (session->model && session->model->present[card.about]);
}

/* The next card whose structure the model holds. */
static HipResult ask(Session *session, HipError *err)
{
    QuizRound *round = &session->quiz;
    const QuizMemory *memory = session_quiz_memory(session);
    QuizCard last = round->asked || round->answered ? round->question.card : (QuizCard){QUIZ_KINDS, 0}, card = last;
    bool found = false;
    for (int tries = 0; tries < 8 && !found; tries++) {
        found = quiz_next(session->atlas, round->level, memory, session->today, round->asked + tries, card, &card) &&
                is_here(session, card);
    }
    char id[QUIZ_ID];
    QuizQuestion q;
    if (!found) {
        round->level = 0;
        return hip_fail(err, "this model holds nothing that the quiz asks for");
    }
    const QuizMark *mark = quiz_mark(memory, quiz_card_id(session->atlas, card, id));
    uint64_t seed = file_hash(id, strlen(id), mark ? (uint64_t)(mark->right + mark->wrong) : 0);
    ViewState next;
    if (!quiz_question(session->atlas, card, seed, &q)) {
        return hip_fail(err, "there is no question about %s", id);
    }
    HipResult rc = view_of_question(session, &q, round->level, false, &next, err);
    if (rc == HIP_OK) {
        round->question = q;
        round->answered = round->was_right = false;
        round->chosen_count = 0;
        session_go(session, &next, false);
    }
    return rc;
}

static HipResult settle(Session *session, bool right, HipError *err)
{
    QuizRound *round = &session->quiz;
    char id[QUIZ_ID];
    ViewState next;
    session_quiz_memory(session);
    quiz_remember(session->memory, quiz_card_id(session->atlas, round->question.card, id), right, session->today);
    round->answered = true;
    round->was_right = right;
    round->asked++;
    round->right += right;
    if (view_of_question(session, &round->question, round->level, true, &next, NULL) == HIP_OK) {
        session_go(session, &next, false);
    }
    return progress_save(session->memory, err); /* what it fails with is news: the round goes on */
}

static HipResult answer(Session *session, const Command *command, HipError *err)
{
    QuizRound *round = &session->quiz;
    const QuizQuestion *q = &round->question;
    bool body = q->card.kind == QUIZ_FIND;
    int given = body ? command->item : (int)command->value;
    if (round->answered || given < 0 || (!body && given >= q->choice_count)) {
        return HIP_OK;
    }
    for (int i = 0; i < round->chosen_count; i++) {
        if (round->chosen[i] == given) {
            return HIP_OK; /* one after the other, each once */
        }
    }
    round->chosen[round->chosen_count++] = given;
    if (q->card.kind == QUIZ_LAYERS && round->chosen_count < q->choice_count) {
        return HIP_OK;
    }
    return settle(session, quiz_right(session->atlas, q, round->chosen), err);
}

HipResult session_quiz_do(Session *session, const Command *command, HipError *err)
{
    QuizRound *round = &session->quiz;
    if (command->id == COMMAND_QUIZ_LEVEL) {
        int level = (int)command->value;
        *round = (QuizRound){.level = level >= 1 && level <= QUIZ_LEVELS ? level : 0};
        return round->level ? ask(session, err) : HIP_OK;
    }
    if (!round->level) {
        return HIP_OK;
    }
    if (command->id == COMMAND_QUIZ_ANSWER) {
        return answer(session, command, err);
    }
    HipResult rc = round->answered ? HIP_OK : settle(session, false, err);
    return rc == HIP_OK ? ask(session, err) : rc;
}

/* session_quiz.c - a round of the quiz: what is asked is shown on the body, unnamed; what is answered is remembered. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/progress.h"
#include "hip/scheme.h"
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
    memset(out->named, 0, sizeof out->named);
    return HIP_OK;
}

static HipResult view_of_variant(const Session *session, int variant, ViewState *out, HipError *err)
{
    ViewState home;
    const ViewWord words[] = {{"variant", variant_id(variant)}, {"reveal", "sciatic_nerve"}, {"labels", "none"}};
    session_home(session, &home);
    return session_words_state(session, &home, words, sizeof words / sizeof *words, out, err);
}

static HipResult view_of_structure(const Session *session, int structure, bool named, ViewState *out, HipError *err)
{
    const char *id = session->atlas->structures[structure].id;
    ViewState home;
    const ViewWord words[] = {{"reveal", id}, {"labels", named ? "selected" : "none"}};
    session_home(session, &home);
    HipResult rc = session_words_state(session, &home, words, sizeof words / sizeof *words, out, err);
    if (rc == HIP_OK) {
        out->selected = structure;
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
    return view_of_structure(session, q->card.about, answered, out, err);
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
        session_go(session, &next, round->asked == 0); /* undo goes back to before the round */
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

static HipResult begin(Session *session, int level, HipError *err)
{
    session->quiz = (QuizRound){.level = level, .left_s = QUIZ_ROUND_S};
    session->quiz_level = level;
    session->screen.page = PAGE_QUIZ;
    session->screen.known = session->screen.layers = session->screen.search = false;
    return ask(session, err);
}

/* Muscles lie open for it, and the page beside it says what the colours mean. */
static HipResult show_known(Session *session, float value)
{
    Screen *screen = &session->screen;
    int gluteus = atlas_structure(session->atlas, "gluteus_maximus_r");
    screen->known = value < 0 ? !screen->known : value > 0;
    if (!screen->known) {
        return HIP_OK;
    }
    session_quiz_memory(session);
    session_quiz_stop(session);
    screen->page = PAGE_QUIZ;
    ViewState next;
    session_home(session, &next);
    next.depth = gluteus >= 0 ? (float)session->atlas->structures[gluteus].layer : next.depth;
    session_go(session, &next, true);
    return HIP_OK;
}

void session_compose_known(const Session *session, DrawList *list)
{
    const Atlas *atlas = session->atlas;
    if (!session->screen.known || session->screen.page != PAGE_QUIZ || !session->memory || !session->model) {
        return;
    }
    for (uint32_t i = 0; i < list->item_count; i++) {
        int item = session->model->part_item[list->items[i].part];
        if (item >= 0 && item < atlas->structure_count && atlas->structures[item].system > SYSTEM_FAT) {
            QuizKnown known = quiz_known(atlas, session->memory, item);
            scheme_known_colour(known, list->items[i].colour);
            list->items[i].hatch = (uint8_t)scheme_known_hatch(known);
        }
    }
}

bool session_asks(const Session *session)
{
    return session->quiz.level && !session->quiz.answered;
}

void session_quiz_stop(Session *session)
{
    session->quiz.level = 0;
    session->quiz.answered = false;
}

void session_quiz_tick(Session *session, double since_s)
{
    if (session->quiz.level && since_s > 0) {
        session->quiz.left_s -= since_s;
    }
}

HipResult session_quiz_opened(Session *session, HipError *err)
{
    if (session->screen.page != PAGE_QUIZ) {
        session_quiz_stop(session);
    }
    bool waits = session->screen.page == PAGE_QUIZ && !session->quiz.level && session->model;
    return waits ? begin(session, session->quiz_level ? session->quiz_level : 1, err) : HIP_OK;
}

HipResult session_quiz_do(Session *session, const Command *command, HipError *err)
{
    QuizRound *round = &session->quiz;
    if (command->id == COMMAND_QUIZ_LEVEL) {
        int level = (int)command->value;
        session_quiz_stop(session);
        return level >= 1 && level <= QUIZ_LEVELS ? begin(session, level, err) : HIP_OK;
    }
    if (command->id == COMMAND_QUIZ_MAP) {
        return show_known(session, command->value);
    }
    if (!round->level) {
        return HIP_OK;
    }
    if (command->id == COMMAND_QUIZ_ANSWER) {
        return answer(session, command, err);
    }
    if (!round->answered) { /* not known: the answer is shown first */
        return settle(session, false, err);
    }
    if (round->left_s <= 0) {
        session_quiz_stop(session);
        return HIP_OK;
    }
    return ask(session, err);
}

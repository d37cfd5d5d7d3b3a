/* panel_quiz.c - the quiz: one question at a time, its choices, what is known so far. */
#include "ui_internal.h"
#include <stdio.h>

/* The round that has ended. */
static void draw_score(Ui *ui, Flow *flow, const QuizRound *round)
{
    char words[96];
    if (round->asked == 0) {
        return;
    }
    snprintf(words, sizeof words, _("%d of %d right \u00b7 %d %%"), round->right, round->asked,
             (100 * round->right + round->asked / 2) / round->asked);
    flow_text(flow, UI_FONT_LARGE, ui->theme->accent, words);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet,
              round->right == round->asked ? "All of them. They come again in a few days."
                                           : "What was wrong comes back first in the next round.");
    flow_gap(flow, 10);
}

static void draw_start(Ui *ui, Flow *flow, const QuizRound *round)
{
    static const char *const UNDER[QUIZ_LEVELS] = {"Names and places of what is asked for most",
                                                   "All that is taught; where muscles begin and end; their nerves",
                                                   "Also what lies around, strokes, positions, courses of the nerve"};
    draw_score(ui, flow, round);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet,
              "A few minutes are enough. What was wrong comes back soon, what you know comes back later.");
    flow_gap(flow, 8);
    for (int i = 0; i < QUIZ_LEVELS; i++) {
        static const char *const NAMES[QUIZ_LEVELS] = {"First steps", "The hip in full", "Everything"};
        if (flow_choice_words(flow, ui_id("quiz level", NAMES[i], i), false, ui->theme->text, NAMES[i], UNDER[i])) {
            ui_push(ui, COMMAND_QUIZ_LEVEL)->value = (float)(i + 1);
        }
    }
}

static bool is_chosen(const QuizRound *round, int choice)
{
    for (int i = 0; i < round->chosen_count; i++) {
        if (round->chosen[i] == choice) {
            return true;
        }
    }
    return false;
}

/* The place in the order that the user gave it, or has it in truth once all is told. */
static int place_of(const QuizRound *round, int choice)
{
    for (int i = 0; i < round->chosen_count && !round->answered; i++) {
        if (round->chosen[i] == choice) {
            return i + 1;
        }
    }
    return round->answered ? round->question.rank[choice] + 1 : 0;
}

static void under_choice(const QuizRound *round, int choice, char *out, size_t size)
{
    const QuizQuestion *q = &round->question;
    int place = q->card.kind == QUIZ_LAYERS ? place_of(round, choice) : 0;
    if (place) {
        snprintf(out, size,
                 round->answered ? _("In truth number %d from the skin") : _("Yours: number %d from the skin"), place);
    } else if (round->answered && choice == q->right) {
        snprintf(out, size, "Right.");
    } else {
        snprintf(out, size, "%s", round->answered && is_chosen(round, choice) ? "Your answer" : "");
    }
}

static void draw_choices(Ui *ui, Flow *flow, const QuizRound *round)
{
    const QuizQuestion *q = &round->question;
    bool order = q->card.kind == QUIZ_LAYERS;
    for (int i = 0; i < q->choice_count; i++) {
        char words[160], name[200], under[64];
        bool chosen = is_chosen(round, i), right = round->answered && (order ? round->was_right : i == q->right);
        quiz_choice(ui->atlas, q, i, words, sizeof words);
        snprintf(name, sizeof name, "%d  %s", i + 1, words); /* its key */
        under_choice(round, i, under, sizeof under);
        UiColour ink = right                                 ? ui->theme->accent
                       : round->answered && chosen && !order ? ui->theme->caution
                                                             : ui->theme->text;
        uint32_t id = round->answered ? 0 : ui_id("quiz choice", "", i);
        if (flow_choice_words(flow, id, chosen, ink, name, under)) {
            ui_push(ui, COMMAND_QUIZ_ANSWER)->value = (float)i;
            if (!order || round->chosen_count == q->choice_count - 1) {
                ui_focus_to(ui, ui_id("quiz keys", "button", 0));
            }
        }
    }
}

/* What was clicked on the body instead. */
static void draw_clicked(Ui *ui, Flow *flow, const QuizRound *round)
{
    char name[160], words[240];
    if (round->question.card.kind != QUIZ_FIND || round->was_right || !round->chosen_count) {
        return;
    }
    snprintf(words, sizeof words, _("You showed: %s. It lies where the outline is now."),
             item_name(ui, round->chosen[0], name, sizeof name));
    flow_text(flow, UI_FONT_SMALL, ui->theme->text, words);
}

static void draw_verdict(Ui *ui, Flow *flow, const QuizRound *round)
{
    if (!round->answered) {
        if (round->question.card.kind == QUIZ_FIND) {
            flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, "Click it on the body. Peel first if it lies deeper.");
        } else {
            flow_text(flow, UI_FONT_SMALL, ui->theme->quiet,
                      round->question.card.kind == QUIZ_LAYERS ? "Click them one after the other, or press 1 to 4."
                                                               : "Click, or press 1 to 4.");
        }
        return;
    }
    flow_gap(flow, 6);
    flow_text(flow, UI_FONT_BODY, round->was_right ? ui->theme->accent : ui->theme->caution,
              round->was_right      ? "Right."
              : round->chosen_count ? "Not quite."
                                    : "It is shown now.");
    draw_clicked(ui, flow, round);
}

static void draw_known(Ui *ui, Flow *flow)
{
    const QuizMemory *memory = session_quiz_memory(ui->session);
    int well = 0, shaky = 0, not_known = 0;
    char words[160];
    for (int i = 0; i < memory->count; i++) {
        int box = memory->marks[i].box;
        not_known += box == 0;
        shaky += box > 0 && box < 3;
        well += box >= 3;
    }
    flow_head(flow, "What you know");
    snprintf(words, sizeof words, _("%d known \u00b7 %d shaky \u00b7 %d not yet"), well, shaky, not_known);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, words);
    flow_gap(flow, 4);
    bool seen = ui->screen->known;
    const UiButton buttons[] = {{N_("Show it on the body"), seen, true},
                                {N_("Save as a table"), false, memory->count > 0}};
    int clicked = flow_buttons(flow, "quiz known", buttons, 2);
    if (clicked == 0) {
        ui_push(ui, COMMAND_QUIZ_MAP)->value = seen ? 0 : 1;
    } else if (clicked == 1) {
        ui_push(ui, COMMAND_QUIZ_CSV);
    }
}

static void draw_question(Ui *ui, Flow *flow, const QuizRound *round)
{
    char words[120];
    int minutes = round->left_s > 0 ? (int)(round->left_s / 60) + 1 : 0, number = round->asked + !round->answered;
    if (minutes) {
        snprintf(words, sizeof words, _("Question %d \u00b7 %d right so far \u00b7 %d min left"), number, round->right,
                 minutes);
    } else {
        snprintf(words, sizeof words, _("Question %d \u00b7 %d right so far \u00b7 the last one"), number,
                 round->right);
    }
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, words);
    flow_gap(flow, 4);
    flow_text(flow, UI_FONT_LARGE, ui->theme->text, round->question.ask);
    flow_gap(flow, 8);
    draw_choices(ui, flow, round);
    draw_verdict(ui, flow, round);
    flow_gap(flow, 10);
    const UiButton buttons[] = {{round->answered ? "Next" : "I do not know", round->answered, true},
                                {"Stop", false, true}};
    int clicked = flow_buttons(flow, "quiz keys", buttons, 2);
    if (clicked == 0) {
        ui_push(ui, COMMAND_QUIZ_NEXT);
        ui_focus_to(ui, round->answered ? ui_id("quiz choice", "", 0) : ui_id("quiz keys", "button", 0));
    } else if (clicked == 1) {
        ui_push(ui, COMMAND_QUIZ_LEVEL)->value = 0;
    }
}

void panel_quiz(Ui *ui, UiRect rect)
{
    Flow flow;
    const QuizRound *round = session_quiz(ui->session);
    float start = page_begin(ui, rect, "quiz", "Test me", COMMAND_QUIZ, &flow);
    if (round->level) {
        draw_question(ui, &flow, round);
    } else {
        draw_start(ui, &flow, round);
        flow_gap(&flow, 8);
        draw_known(ui, &flow);
    }
    page_end(&flow, rect, start);
}

/* hands_keys.c - what keys and typed text mean. */
#include "clicker.h"
#include "hands_private.h"
#include "keys.h"
#include <stdio.h>
#include <string.h>

static const float ARROW_TURN_DEG = 7.5f;
static const double HELD_KEY_S = 0.35; /* a held depth key stops at each layer for so long */
static const double TYPING_S = 1.0;
static const float POINT_STEP = 24, POINT_SMALL = 4; /* points that keys move the pointer by */

static const char *camera_of_key(const Session *session, int key)
{
    const Atlas *atlas = session_atlas(session);
    for (int i = 0; i < atlas->camera_count; i++) {
        if (atlas->cameras[i].key == key - '0') {
            return atlas->cameras[i].id;
        }
    }
    return NULL;
}

/* Fills in what a key does not say. */
static void push_from_key(CommandId id, int digit, Work *work)
{
    const char *camera = NULL;
    if (id == COMMAND_CAMERA_NAMED) {
        camera = camera_of_key(work->world->session, digit);
        if (!camera) {
            return;
        }
    }
    Command *command = command_push(work->queue, id);
    switch (id) {
    case COMMAND_CAMERA_NAMED:
        snprintf(command->text, sizeof command->text, "%s", camera);
        break;
    case COMMAND_GHOST:
    case COMMAND_LABELS:
    case COMMAND_LINES:
    case COMMAND_THEME:
    case COMMAND_COLOURS:
    case COMMAND_SKIN:
    case COMMAND_VARIANT:
    case COMMAND_PRESENT:
    case COMMAND_PROJECT:
    case COMMAND_QUIZ_MAP:
    case COMMAND_SECTION:
    case COMMAND_PLAY:
    case COMMAND_DRAPE:
    case COMMAND_CLIENT:
    case COMMAND_BUILD:
        command->value = -1; /* toggles, or the next one */
        break;
    default:
        break;
    }
}

/* Letters that open the search are on their way: a quick Enter behind them chooses there, not on the body. */
static bool search_opens(const Hands *hands, const InputEvent *event, const Work *work)
{
    bool open = session_screen_const(work->world->session)->search;
    for (int i = 0; i < work->queue->count; i++) {
        open |= work->queue->items[i].id == COMMAND_SEARCH;
    }
    return open && hands->typed[0] != '\0' && event->time_s - hands->typed_s < TYPING_S;
}

/* While a lesson runs the keys of a clicker turn its pages. */
static CommandId in_lesson(CommandId id, const InputEvent *event, const Work *work)
{
    bool page = event->key == KEY_PAGE_DOWN || event->key == KEY_PAGE_UP;
    if (!page || event->mods != 0 || !session_lesson(work->world->session, NULL)) {
        return id;
    }
    return event->key == KEY_PAGE_DOWN ? COMMAND_LESSON_NEXT : COMMAND_LESSON_PREVIOUS;
}

/* Enter goes on once a question is answered. */
static CommandId in_quiz(CommandId id, const Work *work)
{
    const QuizRound *round = session_quiz(work->world->session);
    return id == COMMAND_REVEAL && round->level ? round->answered ? COMMAND_QUIZ_NEXT : COMMAND_NONE : id;
}

/* Shift and the arrows move the pointer, with Ctrl by small steps; Shift+Enter clicks there, Ctrl+Enter with the other
 * button: what is done on the body with a mouse is done by keys too. */
static bool point_by_key(Hands *hands, const InputEvent *event, const HandsWorld *world)
{
    const unsigned SLIDES = 1u << UIKEY_LEFT;
    if (world->ui_keys & SLIDES || !(event->mods & (MOD_SHIFT | MOD_CTRL)) || event->mods & MOD_ALT) {
        return false; /* a slider or a field goes faster with Shift */
    }
    BodyStep asks = session_view(world->session)->body.step;
    if (projecting_drags(world->session) && asks != BODY_FIRST && asks != BODY_SECOND) {
        return false; /* so does what lies on a body; where its landmarks are is pointed at */
    }
    if (event->key == KEY_ENTER && !world->ui_keys) {
        hands->point_click = event->mods & MOD_CTRL ? 1 : 0;
        return true;
    }
    static const struct {
        int key;
        float x, y;
    } WAYS[] = {{KEY_LEFT, -1, 0}, {KEY_RIGHT, 1, 0}, {KEY_UP, 0, -1}, {KEY_DOWN, 0, 1}};
    float step = event->mods & MOD_CTRL ? POINT_SMALL : POINT_STEP;
    for (size_t i = 0; event->mods & MOD_SHIFT && i < sizeof WAYS / sizeof *WAYS; i++) {
        if (WAYS[i].key == event->key) {
            hands->point[0] += step * WAYS[i].x;
            hands->point[1] += step * WAYS[i].y;
            return true;
        }
    }
    return false;
}

void hands_key(Hands *hands, const InputEvent *event, UiInput *ui, Work *work)
{
    /* Panels get what they use: what edits, moves and closes; everything else stays a command. */
    UiKey used = input_ui_key(event);
    if (point_by_key(hands, event, work->world)) {
        return;
    }
    bool to_ui = work->world->ui_keys >> used & 1 || event->key == KEY_TAB || search_opens(hands, event, work);
    if (to_ui && used != UIKEY_NONE) {
        input_give_key(event, ui);
        return;
    }
    if (projecting_key(work->world->session, event, work->queue) ||
        clicker_key(work->world->session, event, work->queue)) {
        return;
    }
    if (event->mods == 0 && (event->key == KEY_LEFT || event->key == KEY_RIGHT)) {
        hands_running_gesture(hands, work->now_s);
        hands->turn_left += event->key == KEY_LEFT ? -ARROW_TURN_DEG : ARROW_TURN_DEG;
        return;
    }
    CommandId id = in_quiz(in_lesson(keys_pressed(event->key, event->mods), event, work), work);
    const ViewState *view = session_view(work->world->session);
    bool plays = view->stroke >= 0 || view->source >= 0 || view->compare[0] ||
                 session_screen_const(work->world->session)->page == PAGE_WALK;
    if (id == COMMAND_REFLECT && event->key == ' ' && plays) {
        id = COMMAND_PLAY;
    }
    bool steps = id == COMMAND_DEEPER || id == COMMAND_SHALLOWER;
    bool repeats = steps || id == COMMAND_UNDO || id == COMMAND_REDO;
    if (id == COMMAND_NONE || (event->repeat && !repeats)) {
        return;
    }
    if (steps && event->repeat && event->time_s - hands->deeper_s < HELD_KEY_S) {
        return;
    }
    if (steps) {
        hands->deeper_s = event->time_s;
    }
    push_from_key(id, 0, work);
}

static void append(char *out, size_t size, const char *more)
{
    size_t used = strlen(out);
    if (used + strlen(more) < size) { /* never half a character */
        memcpy(out + used, more, strlen(more) + 1);
    }
}

void hands_text(Hands *hands, const InputEvent *event, UiInput *ui, Work *work)
{
    if (work->world->ui_text) {
        append(ui->text, sizeof ui->text, event->text);
        return;
    }
    if (projecting_text(work->world->session, event, work->queue) ||
        clicker_text(work->world->session, event, work->queue)) {
        return;
    }
    bool typing = hands->typed[0] != '\0' && event->time_s - hands->typed_s < TYPING_S &&
                  (session_screen_const(work->world->session)->search || work->queue->count > 0);
    if (typing || keys_is_letter(event->text)) {
        if (!typing) {
            hands->typed[0] = '\0';
        }
        append(hands->typed, sizeof hands->typed, event->text);
        hands->typed_s = event->time_s;
        Command *command = command_push(work->queue, COMMAND_SEARCH);
        snprintf(command->text, sizeof command->text, "%s", hands->typed);
        return;
    }
    hands->typed[0] = '\0';
    char c = event->text[0];
    if (event->text[1] == '\0' && (c == '+' || c == '=' || c == '-')) {
        hands_running_gesture(hands, work->now_s);
        hands->zoom_left += (c == '-' ? -1.5f : 1.5f) * HANDS_ZOOM_PER_NOTCH;
        hands->zoom_x = work->width / 2;
        hands->zoom_y = work->height / 2;
        return;
    }
    if (session_asks(work->world->session) && event->text[1] == '\0' && c >= '1' &&
        c - '1' < session_quiz(work->world->session)->question.choice_count) {
        command_push(work->queue, COMMAND_QUIZ_ANSWER)->value = (float)(c - '1');
        return;
    }
    CommandId id = keys_typed(event->text);
    if (id != COMMAND_NONE) {
        push_from_key(id, c, work);
    }
}

#include "clicker.h"
#include "hip/board.h"
#include "projecting.h"
#include <math.h>
#include <string.h>

static const float SPOT_PER_NOTCH = 0.15f; /* logarithm */

static const Board *board_of(const Session *session)
{
    return session_view(session)->present ? session_board_const(session) : NULL;
}

static void push(CommandQueue *queue, CommandId id, float value)
{
    command_push(queue, id)->value = value;
}

/* Any key brings the picture back; one that types something does so as text, which follows it. */
static bool open_curtain(const Board *board, const InputEvent *event, CommandQueue *queue)
{
    if (!board->curtain || event->mods & MOD_CTRL) {
        return false;
    }
    if (event->kind == INPUT_TEXT || event->key >= KEY_FIRST || event->key == ' ') {
        push(queue, COMMAND_CURTAIN, CURTAIN_OPEN);
    }
    return true;
}

bool clicker_key(const Session *session, const InputEvent *event, CommandQueue *queue)
{
    const Board *board = board_of(session);
    if (!board) {
        return false;
    }
    if (event->repeat ? board->curtain != CURTAIN_OPEN : open_curtain(board, event, queue)) {
        return true;
    }
    bool drawn = board->stroke_count > 0, back = event->key == 'z' && event->mods == MOD_CTRL;
    if (event->key == KEY_BACKSPACE || (back && drawn)) {
        command_push(queue, COMMAND_PEN_BACK);
        return true;
    }
    if (event->key == KEY_DELETE && event->mods == 0 && drawn) {
        command_push(queue, COMMAND_PEN_WIPE);
        return true;
    }
    return false;
}

static void push_typed(char c, CommandQueue *queue)
{
    static const struct {
        char key;
        CommandId command;
        float value;
    } ROWS[] = {
        {'b', COMMAND_CURTAIN, CURTAIN_BLACK},
        {'.', COMMAND_CURTAIN, CURTAIN_WHITE},
        {'l', COMMAND_DOT, -1},
        {'s', COMMAND_SPOT, -1},
        {'e', COMMAND_PEN_WIPE, 0},
        {'n', COMMAND_TEACHER, -1},
        {'p', COMMAND_NOTES_PROJECT, -1},
        {'0', COMMAND_PEN, 0},
        {'1', COMMAND_PEN, 1},
        {'2', COMMAND_PEN, 2},
        {'3', COMMAND_PEN, 3},
        {'4', COMMAND_PEN, 4},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (ROWS[i].key == c) {
            push(queue, ROWS[i].command, ROWS[i].value);
        }
    }
}

bool clicker_text(const Session *session, const InputEvent *event, CommandQueue *queue)
{
    static const char LEFT[] = "+=-[]5678"; /* mean what they always mean */
    const Board *board = board_of(session);
    if (!board) {
        return false;
    }
    char c = event->text[0];
    if (c == ' ' || open_curtain(board, event, queue)) { /* the space bar has come as a key */
        return true;
    }
    if (event->text[1] == '\0' && strchr(LEFT, c)) {
        return false;
    }
    push_typed(c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c, queue);
    return true;
}

bool clicker_press(const Session *session, CommandQueue *queue)
{
    const Board *board = board_of(session);
    if (!board || !board->curtain) {
        return false;
    }
    push(queue, COMMAND_CURTAIN, CURTAIN_OPEN);
    return true;
}

bool clicker_wheel(const Session *session, float notches, CommandQueue *queue)
{
    const Board *board = board_of(session);
    if (!board || !board->spot) {
        return false;
    }
    float radius = board_spot_radius(board);
    for (int i = 0; i < queue->count; i++) { /* several notches in one frame */
        radius = queue->items[i].id == COMMAND_SPOT_SIZE ? queue->items[i].value : radius;
    }
    push(queue, COMMAND_SPOT_SIZE,
         fminf(fmaxf(radius * expf(notches * SPOT_PER_NOTCH), BOARD_SPOT_LEAST), BOARD_SPOT_MOST));
    return true;
}

bool clicker_hides_pointer(const Session *session)
{
    const Board *board = board_of(session);
    return board && (board->curtain || board_holds(board) || projecting_hides_pointer(session));
}

int projector_display(int displays, int here)
{
    return displays < 2 || here > 0 ? here : 1;
}

bool clicker_draws(const Session *session)
{
    const Board *board = board_of(session);
    return board && board->pen > 0;
}

void clicker_draw(bool begins, float x, float y, CommandQueue *queue)
{
    Command *command = command_push(queue, COMMAND_PEN_DRAW);
    command->value = begins;
    command->vector[0] = x;
    command->vector[1] = y;
}

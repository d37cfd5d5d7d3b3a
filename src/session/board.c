/* board.c - what a teacher holds over the picture: pens, dot, spotlight, curtain. */
#include "hip/board.h"
#include "hip/mem.h"
#include "session_private.h"
#include <stdlib.h>

void board_release(Board *board)
{
    free(board->places);
    free(board->strokes);
    *board = (Board){0};
}

float board_spot_radius(const Board *board)
{
    return board->spot_radius > 0 ? board->spot_radius : BOARD_SPOT;
}

void board_press(Board *board)
{
    board->hold++;
    board->down = false;
}

static PenStroke *stroke_in_hand(Board *board)
{
    if (board->down) {
        return &board->strokes[board->stroke_count - 1];
    }
    if (board->stroke_count == BOARD_STROKES) {
        return NULL;
    }
    size_t capacity = (size_t)board->stroke_capacity;
    board->strokes = mem_grow(board->strokes, &capacity, (size_t)board->stroke_count + 1, sizeof *board->strokes);
    board->stroke_capacity = (int)capacity;
    PenStroke *stroke = &board->strokes[board->stroke_count++];
    *stroke = (PenStroke){.pen = board->pen, .hold = board->hold, .first = board->place_count};
    return stroke;
}

void board_draw(Board *board, const PenPlace *place)
{
    if (!place || board->pen < 1 || board->place_count == BOARD_PLACES) {
        board->down = false;
        return;
    }
    PenStroke *stroke = stroke_in_hand(board);
    board->down = stroke != NULL;
    if (!stroke) {
        return;
    }
    size_t capacity = (size_t)board->place_capacity;
    board->places = mem_grow(board->places, &capacity, (size_t)board->place_count + 1, sizeof *board->places);
    board->place_capacity = (int)capacity;
    board->places[board->place_count++] = *place;
    stroke->count++;
}

void board_take_back(Board *board)
{
    board->wiped++;
    uint32_t hold = board->stroke_count > 0 ? board->strokes[board->stroke_count - 1].hold : 0;
    while (board->stroke_count > 0 && board->strokes[board->stroke_count - 1].hold == hold) {
        board->place_count = board->strokes[--board->stroke_count].first;
    }
    board->down = false;
}

void board_wipe(Board *board)
{
    board->wiped++;
    board->place_count = board->stroke_count = 0;
    board->down = false;
}

bool board_holds(const Board *board)
{
    return board->dot || board->spot || board->pen > 0;
}

void board_put_down(Board *board)
{
    board->dot = board->spot = board->down = false;
    board->pen = 0;
}

Board *session_board(Session *session)
{
    return &session->board;
}

const Board *session_board_const(const Session *session)
{
    return &session->board;
}

static bool toggled(bool now, float value)
{
    return value < 0 ? !now : value > 0;
}

/* One thing is in the hand at a time; the same once more puts it down. */
void session_board_do(Session *session, const Command *command)
{
    Board *board = &session->board, before = *board;
    switch (command->id) {
    case COMMAND_CURTAIN:
        board->curtain = (Curtain)clampf(command->value, 0, CURTAIN_COUNT - 1);
        break;
    case COMMAND_DOT:
        board_put_down(board);
        board->dot = toggled(before.dot, command->value);
        break;
    case COMMAND_SPOT:
        board_put_down(board);
        board->spot = toggled(before.spot, command->value);
        break;
    case COMMAND_SPOT_SIZE:
        board->spot_radius = clampf(command->value, BOARD_SPOT_LEAST, BOARD_SPOT_MOST);
        break;
    case COMMAND_PEN:
        board_put_down(board);
        board->pen = (int)clampf(command->value, 0, BOARD_PENS);
        board->pen = board->pen == before.pen ? 0 : board->pen;
        break;
    case COMMAND_PEN_BACK:
        board_take_back(board);
        break;
    default:
        board_wipe(board);
        break;
    }
}

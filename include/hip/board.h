/* board.h - what a teacher holds over the projected body: a curtain, a dot, a spotlight, and pens whose strokes stick
 * to the body. No part of the view: nothing of it is undone, written into codes or files, or kept when the program
 * ends. */
#ifndef HIP_BOARD_H
#define HIP_BOARD_H
#include "hip/command.h"
#include "hip/query.h"

enum { BOARD_PENS = 4, BOARD_PLACES = 16384, BOARD_STROKES = 1024 };

typedef enum Curtain { CURTAIN_OPEN, CURTAIN_BLACK, CURTAIN_WHITE, CURTAIN_COUNT } Curtain;

/* A place on the surface of a part: shares of a triangle's corners, each with where it lies at rest and what moves it,
 * so that the place goes with the surface however that is bent, carried or drawn. */
typedef struct PenPlace {
    uint32_t part;
    float rest[3][3];     /* metres, model frame at rest */
    MeshVertex corner[3]; /* what each corner follows */
    float share[3];       /* together 1 */
} PenPlace;

typedef struct PenStroke { /* places[first .. first + count): one line that was drawn without a gap */
    int pen;               /* 1 .. BOARD_PENS */
    uint32_t hold;         /* the pen was not lifted between strokes of one hold: they go together */
    int first, count;
} PenStroke;

typedef struct Board { /* `= {0}` holds nothing */
    Curtain curtain;
    bool dot, spot;
    float spot_radius; /* of the spotlight, share of the picture's height; 0: BOARD_SPOT */
    int pen;           /* in the hand, 1 .. BOARD_PENS; 0 none */
    PenPlace *places;
    PenStroke *strokes;
    int place_count, place_capacity, stroke_count, stroke_capacity;
    uint32_t hold;
    uint32_t wiped; /* how often strokes went: what is kept of places by number is out of date then */
    bool down;      /* the pen touches the body: the next place belongs to the last stroke */
} Board;

#define BOARD_SPOT 0.16f
#define BOARD_SPOT_LEAST 0.04f
#define BOARD_SPOT_MOST 0.6f

void board_release(Board *board); /* accepts a zeroed struct */
float board_spot_radius(const Board *board);

/* The pen comes down: what it draws until it is lifted is one stroke to take back. */
void board_press(Board *board);
/* The pen is over this place; NULL: beside the body, the line ends there. Beyond BOARD_PLACES nothing is added. */
void board_draw(Board *board, const PenPlace *place);
void board_take_back(Board *board);   /* the last hold */
void board_wipe(Board *board);        /* all strokes */
bool board_holds(const Board *board); /* a dot, a spotlight or a pen is in the hand */
void board_put_down(Board *board);

/* The session's own. The window adds what a pen draws; everything else is commands. */
Board *session_board(Session *session);
const Board *session_board_const(const Session *session);

/* The place of the surface at a picture point (x, y in -1..1, y up). False: the body is not there. */
bool query_pen(const Model *model, const DrawList *list, QueryCache *cache, float x, float y, PenPlace *out);
/* Where a place is now, metres, model frame; false when its part is not drawn, or too faintly to draw on. */
bool query_pen_now(const Model *model, const DrawList *list, const PenPlace *place, float out[3]);
/* The same and where on the picture (-1..1, y up); false also where something lies before it. */
bool query_pen_seen(const Model *model, const DrawList *list, QueryCache *cache, const PenPlace *place, float at[3],
                    float xy[2]);
/* Stands for all of a list that decides where places lie and what hides them. */
uint64_t query_shape_key(const DrawList *list);
#endif

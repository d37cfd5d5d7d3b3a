/* client_part.h - what the parts of the client set are, told by their ids. The set holds the client's figure and, for
 * each position, what lies round it. Ids are words joined by dots:
 *     figure.PIECE        "figure.torso", "figure.leg_r"
 *     room.POSITION.KIND  "room.prone.table", "room.side_lying.pillow": MOVES_BONE + MESH_ROOM
 *     drape.POSITION      "drape.prone": MOVES_JOINTED
 * and behind them, where a part is not for all, a build ("1" .. "VIEW_BUILDS") and the side that is worked ("r", "l"):
 * "figure.torso.2", "drape.prone.1.l". MeshPart.name is what a person reads: "Bolster". */
#ifndef HIP_CLIENT_PART_H
#define HIP_CLIENT_PART_H
#include "hip/atlas.h"

typedef enum ClientKind { CLIENT_NONE, CLIENT_FIGURE, CLIENT_ROOM, CLIENT_DRAPE } ClientKind;

typedef struct ClientPart {
    ClientKind kind; /* CLIENT_NONE: the id is no part of a client */
    char position[48], piece[48];
    int build; /* -1: of every build */
    Side side; /* worked; SIDE_BOTH: whichever */
} ClientPart;

ClientPart client_part_read(const char *id);
#endif

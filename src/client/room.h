/* room.h - what a client lies on and under, made for one position: table, supports that give way under the limbs, and
 * the sheet. Works in a frame of its own: metres, +Y up, +X towards the head, the middle of the hip joints at the
 * origin. Pure and deterministic; fractions of a second a position, so it belongs to the build. */
#ifndef HIP_CLIENT_ROOM_H
#define HIP_CLIENT_ROOM_H
#include "hip/mesh_build.h"
#include "hip/pose.h"

/* The posed figure in the room. */
typedef struct RoomBody {
    float (*at)[3], (*rest)[3]; /* in the room; in the model frame before joints moved */
    MeshJoints *joints;
    uint8_t *bone; /* the one with the greatest share */
    uint32_t (*triangles)[3];
    size_t vertex_count, triangle_count, vertex_room, triangle_room;
} RoomBody;

void room_body_add(RoomBody *body, const MeshSet *set, uint32_t part, const PoseBones *bones, const float turn[4]);
void room_body_release(RoomBody *body);
void room_turn(const float turn[4], const float in[3], float out[3]);      /* into the room */
void room_turn_back(const float turn[4], const float in[3], float out[3]); /* and out of it */

/* Lowest and highest point over each cell of the floor, of what follows the bones of a mask (1 << MeshBone). */
typedef struct RoomMap {
    float lo[2], cell; /* x and z */
    int n[2];
    float *low, *high; /* INFINITY and -INFINITY where nothing is */
} RoomMap;
RoomMap room_map(const RoomBody *body, uint32_t bones);
void room_map_release(RoomMap *map);
float room_map_low(const RoomMap *map, float x, float z);  /* INFINITY outside */
float room_map_high(const RoomMap *map, float x, float z); /* -INFINITY outside */

/* A mesh in the making. */
typedef struct RoomMesh {
    float (*at)[3];
    uint32_t *indices;
    size_t vertex_count, index_count, vertex_room, index_room;
    char piece[24], name[40]; /* "upper_leg", "Bolster" */
    uint32_t below;           /* a cushion: bones that it lies on */
    float height;             /* of a cushion on which nothing lies */
} RoomMesh;
uint32_t room_mesh_vertex(RoomMesh *mesh, const float at[3]);
void room_mesh_triangle(RoomMesh *mesh, uint32_t a, uint32_t b, uint32_t c); /* counter-clockwise from outside */
void room_mesh_release(RoomMesh *mesh);

typedef struct RoomTable {
    float lo[2], hi[2], top; /* x and z; height of its cushion, unpressed */
} RoomTable;

/* A cushion: a height over a rounded rectangle, flat on what it lies on. */
typedef struct RoomCushion {
    float centre[2], along[2]; /* x and z; unit */
    float half[2], base, height;
    float rounding[2]; /* exponent of the profile along and across: 2 a half circle, more: flatter with rounder edges */
    float seam;        /* share of the height at which top and bottom meet */
} RoomCushion;
enum {
    ROOM_CUSHION_ALONG = 40,
    ROOM_CUSHION_ACROSS = 26
}; /* steps of its grid; the upper side's vertices come first */
void room_cushion_make(const RoomCushion *cushion, RoomMesh *out);
void room_ring_make(const float centre[3], const float half[2], float thick, RoomMesh *out); /* the face cradle */
void room_table_make(const RoomTable *table, RoomMesh *top, RoomMesh *frame);

/* The lowest of what lies over a place, a little round it. */
float room_pressed_at(const RoomMap *map, float x, float z);
/* What lies on a mesh pushes its upper side down; what is under it (NULL: nothing), its lower side up. */
void room_press(RoomMesh *mesh, const RoomMap *over, const RoomMap *under, float base);
/* The same for a cushion, new from room_cushion_make, whose filling gives way and comes up beside. */
void room_cushion_press(RoomMesh *mesh, const RoomMap *over, const RoomMap *under, float base);

enum { ROOM_MOST_PIECES = 12 };

/* All that stands in the room for one position. */
typedef struct Room {
    const Atlas *atlas;
    const AtlasPosition *position;
    Side worked;
    PoseBones bones;
    float turn[4];
    RoomBody body;
    float caps[2]; /* heights at rest where the hip's skin ends and the figure goes on */
    RoomTable table;
    RoomMesh pieces[ROOM_MOST_PIECES];
    int piece_count;
} Room;

/* The client lies down: who, in which position, which side is worked (SIDE_RIGHT or SIDE_LEFT). */
void room_enter(Room *room, const Atlas *atlas, const AtlasPosition *position, Side worked, const MeshSet *hip,
                const MeshSet *figures, int build);
void room_release(Room *room);

/* Table and supports come under the figure. */
void room_settle(Room *room);

/* The same bone of the other side. */
uint8_t room_other_side(uint8_t bone);

/* How a limb lies: clearance between its lowest point and what is under it; negative: it sinks in. */
typedef struct RoomContact {
    const char *name;
    float gap_m;
    bool held; /* by a hand: nothing need be under it */
} RoomContact;
enum { ROOM_CONTACTS = 10 };
int room_contacts(const Room *room, RoomContact out[ROOM_CONTACTS]);

/* Signed distance near surfaces, over a grid: positive outside, at most ROOM_BAND_M away from them; further off
 * ROOM_BAND_M. Surfaces may be open where another goes on. */
typedef struct RoomField {
    float lo[3], cell;
    int n[3];
    float *distance, *facing;
} RoomField;
#define ROOM_BAND_M 0.03f
RoomField room_field_create(const Box3 *box);
void room_field_add(RoomField *field, const float a[3], const float b[3], const float c[3]);
void room_field_release(RoomField *field);
float room_field_at(const RoomField *field, const float at[3], float gradient[3]); /* not unit; zero far off */

/* The sheet lies down on body, supports and table: a grid of points, rows along x, in order z. */
typedef struct RoomCloth {
    float (*at)[3];
    int n[2]; /* along x and z */
} RoomCloth;
void room_cloth_lay(const Room *room, RoomCloth *out);
void room_cloth_release(RoomCloth *cloth);

/* Is this vertex of the worked leg that lies on the sheet? */
bool room_leg_is_free(const Room *room, size_t vertex);

/* How far a place on the worked side at rest lies outside the position's window, on the skin; negative inside. */
float room_window_distance(const Room *room, const float rest[3]);

/* The sheet without its window, hemmed, in the room. */
void room_drape_make(const Room *room, const RoomCloth *cloth, RoomMesh *out);

/* What a place on the sheet goes with: the skin that is near, or the table. */
MeshJoints room_joints_at(const Room *room, const float at[3]);
#endif

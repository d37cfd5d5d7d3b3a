/* room_settle.c - the table comes up to where the body first rests, its foam giving in a little; each support is made
 * as high as the limb over it needs, and its upper side follows the limb where that presses. */
#include "hip/mem.h"
#include "room.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BONE(b) (1u << (b))

enum {
    TRUNK = BONE(MESH_PELVIS) | BONE(MESH_SPINE),
    THIGHS = BONE(MESH_RIGHT_THIGH) | BONE(MESH_LEFT_THIGH),
    SHANKS = BONE(MESH_RIGHT_SHANK) | BONE(MESH_LEFT_SHANK),
    FEET = BONE(MESH_RIGHT_FOOT) | BONE(MESH_LEFT_FOOT),
    RIGHT_ARM = BONE(MESH_RIGHT_UPPER_ARM) | BONE(MESH_RIGHT_FOREARM) | BONE(MESH_RIGHT_HAND),
    LEFT_ARM = BONE(MESH_LEFT_UPPER_ARM) | BONE(MESH_LEFT_FOREARM) | BONE(MESH_LEFT_HAND),
    HEAD = BONE(MESH_HEAD)
};

static const float FOAM_M = 0.008f; /* how deep the heaviest part sinks into the table */
static const float TABLE_LONG_M = 1.9f, TABLE_WIDE_M = 0.74f, BEYOND_HEAD_M = 0.1f, EDGE_M = 0.03f;

static uint32_t leg(bool right)
{
    return right ? BONE(MESH_RIGHT_THIGH) | BONE(MESH_RIGHT_SHANK) | BONE(MESH_RIGHT_FOOT)
                 : BONE(MESH_LEFT_THIGH) | BONE(MESH_LEFT_SHANK) | BONE(MESH_LEFT_FOOT);
}

/* How a support is made. Lengths are along and across the limb or the table. */
typedef struct Made {
    const char *under;
    uint32_t bones; /* what it carries, for the right side worked or above */
    bool across;    /* lies across the table, not along the limb */
    float half[2], press, rounding[2], seam;
} Made;

static const Made MADE[] = {
    {"head", HEAD, true, {0.3f, 0.2f}, 0.03f, {4, 3}, 0.3f},
    {"chest", RIGHT_ARM, false, {0.26f, 0.16f}, 0.02f, {4, 3}, 0.3f},
    {"belly", TRUNK, true, {0.24f, 0.17f}, 0.02f, {4, 3}, 0.25f},
    {"waist", TRUNK, true, {0.2f, 0.055f}, 0.012f, {8, 2}, 0.5f},
    {"upper_leg",
     BONE(MESH_RIGHT_SHANK) | BONE(MESH_RIGHT_FOOT) | BONE(MESH_RIGHT_THIGH),
     false,
     {0.3f, 0.13f},
     0.012f,
     {10, 3},
     0.4f},
    {"knees", SHANKS | THIGHS, true, {0.33f, 0.1f}, 0.008f, {14, 2}, 0.45f},
    {"ankles", SHANKS | FEET, true, {0.3f, 0.07f}, 0.008f, {14, 2}, 0.5f},
    {"worked_thigh", BONE(MESH_RIGHT_THIGH) | BONE(MESH_RIGHT_SHANK), false, {0.22f, 0.14f}, 0.02f, {4, 3}, 0.3f},
};

static const Made *made_for(const char *under)
{
    for (size_t i = 0; i < sizeof MADE / sizeof *MADE; i++) {
        if (strcmp(MADE[i].under, under) == 0) {
            return &MADE[i];
        }
    }
    return NULL;
}

uint8_t room_other_side(uint8_t bone)
{
    if (bone == MESH_RIGHT_THIGH || bone == MESH_LEFT_THIGH) {
        return MESH_RIGHT_THIGH + MESH_LEFT_THIGH - bone;
    }
    if (bone < MESH_RIGHT_SHANK || bone >= MESH_ROOM) {
        return bone;
    }
    return (bone - MESH_RIGHT_SHANK) % 2 ? bone - 1 : bone + 1;
}

static uint32_t other_side(uint32_t bones)
{
    uint32_t out = 0;
    for (uint8_t b = 0; b < MESH_BONES; b++) {
        out |= bones >> b & 1u ? BONE(room_other_side(b)) : 0;
    }
    return out;
}

static uint32_t on_side(const Room *room, uint32_t bones)
{
    return room->worked == SIDE_LEFT ? other_side(bones) : bones;
}

static const AtlasSupport *support_under(const AtlasPosition *position, const char *under)
{
    for (int i = 0; i < position->support_count; i++) {
        if (strcmp(position->supports[i].under, under) == 0) {
            return &position->supports[i];
        }
    }
    return NULL;
}

static float lowest(const RoomBody *body, uint32_t bones)
{
    float y = INFINITY;
    for (size_t i = 0; i < body->vertex_count; i++) {
        y = bones >> body->bone[i] & 1u ? fminf(y, body->at[i][1]) : y;
    }
    return y;
}

/* Least or greatest place along an axis. */
static float reach(const RoomBody *body, uint32_t bones, int axis, bool most)
{
    float out = most ? -INFINITY : INFINITY;
    for (size_t i = 0; i < body->vertex_count; i++) {
        if (bones >> body->bone[i] & 1u) {
            out = most ? fmaxf(out, body->at[i][axis]) : fminf(out, body->at[i][axis]);
        }
    }
    return out;
}

static void place_table(Room *room)
{
    const RoomBody *body = &room->body;
    bool cradle = support_under(room->position, "face") != NULL;
    uint32_t lying = TRUNK | THIGHS | SHANKS;
    if (room->position->held & HELD_WORKED_LEG) {
        lying &= ~on_side(room, leg(true));
    }
    room->table.top = lowest(body, TRUNK | (lying & THIGHS)) + FOAM_M;
    room->table.hi[0] = cradle ? reach(body, HEAD, 0, false) + EDGE_M : reach(body, HEAD, 0, true) + BEYOND_HEAD_M;
    room->table.lo[0] = room->table.hi[0] - TABLE_LONG_M;
    float near = reach(body, lying, 2, false), far = reach(body, lying, 2, true);
    float trunk_near = reach(body, TRUNK, 2, false) - EDGE_M, trunk_far = reach(body, TRUNK, 2, true) + EDGE_M;
    float middle = (near + far) / 2; /* all that lies, but never the trunk over an edge */
    middle = fmaxf(middle, trunk_far - TABLE_WIDE_M / 2);
    middle = fminf(middle, trunk_near + TABLE_WIDE_M / 2);
    room->table.lo[1] = middle - TABLE_WIDE_M / 2;
    room->table.hi[1] = middle + TABLE_WIDE_M / 2;
}

/* The middle of what a support carries, and which way that runs. */
static void place_cushion(const Room *room, const Made *made, uint32_t bones, RoomCushion *out)
{
    const RoomBody *body = &room->body;
    double sum[2] = {0}, square[3] = {0};
    size_t n = 0;
    for (size_t i = 0; i < body->vertex_count; i++) {
        if (bones >> body->bone[i] & 1u) {
            double x = (double)body->at[i][0], z = (double)body->at[i][2];
            sum[0] += x;
            sum[1] += z;
            square[0] += x * x;
            square[1] += x * z;
            square[2] += z * z;
            n++;
        }
    }
    double count = n ? (double)n : 1, mx = sum[0] / count, mz = sum[1] / count;
    double xx = square[0] / count - mx * mx, xz = square[1] / count - mx * mz, zz = square[2] / count - mz * mz;
    double angle = 0.5 * atan2(2 * xz, xx - zz); /* of the long axis */
    out->centre[0] = (float)mx;
    out->centre[1] = (float)mz;
    out->along[0] = made->across ? 0 : (float)cos(angle);
    out->along[1] = made->across ? 1 : (float)sin(angle);
}

/* Of the limbs that a support carries only some part lies on it. */
static void move_cushion(const Room *room, const Made *made, RoomCushion *out)
{
    const RoomBody *body = &room->body;
    float knee[2] = {0}, n = 0;
    bool knees = strcmp(made->under, "knees") == 0, ankles = strcmp(made->under, "ankles") == 0;
    bool belly = strcmp(made->under, "belly") == 0, waist = strcmp(made->under, "waist") == 0;
    for (size_t i = 0; i < body->vertex_count; i++) {
        float y = body->rest[i][1];
        bool in = (knees && y < -0.37f && y > -0.41f) || (ankles && y < -0.74f && y > -0.78f) ||
                  (belly && y > 0.08f && y < 0.16f) || (waist && y > 0.16f && y < 0.2f);
        if (in && !((RIGHT_ARM | LEFT_ARM) >> body->bone[i] & 1u)) {
            knee[0] += body->at[i][0];
            knee[1] += body->at[i][2];
            n++;
        }
    }
    if (n > 0) {
        out->centre[0] = knee[0] / n;
        out->centre[1] = knee[1] / n;
    }
}

/* As high as the limb asks: its lowest point over the middle part of the cushion, and pressed in. */
static float wanted_height(const RoomCushion *c, const RoomMap *map, float press)
{
    float low = INFINITY;
    for (int i = -8; i <= 8; i++) {
        for (int k = -8; k <= 8; k++) {
            float x = (float)i / 8 * 0.6f * c->half[0], z = (float)k / 8 * 0.35f * c->half[1];
            low = fminf(low, room_map_low(map, c->centre[0] + c->along[0] * x - c->along[1] * z,
                                          c->centre[1] + c->along[1] * x + c->along[0] * z));
        }
    }
    return isfinite(low) ? low - c->base + press : 0;
}

/* The lowest of what lies over a place, a little round it: a cover does not follow every crease. */
static float pressed_at(const RoomMap *map, float x, float z)
{
    float low = INFINITY;
    for (int i = -1; i <= 1; i++) {
        for (int k = -1; k <= 1; k++) {
            low = fminf(low, room_map_low(map, x + (float)i * map->cell, z + (float)k * map->cell));
        }
    }
    return low;
}

static const float UNDER_SKIN_M = 0.002f; /* a pressed cover lies that far inside, so that no gap shows */
static const float FLAT_M = 0.004f;       /* what is left of a cushion where the body lies on its table */

/* What lies on a cushion pushes its upper side down, what lies under it its lower side up. `carried` is the limb that
 * it is there for; other limbs under that one are under the cushion, the rest beside or over it. */
static void press(RoomMesh *mesh, const RoomMap *carried, const RoomMap *others, float base)
{
    for (size_t i = 0; i < mesh->vertex_count; i++) {
        float *at = mesh->at[i], over = pressed_at(carried, at[0], at[2]);
        float low = room_map_low(others, at[0], at[2]), high = room_map_high(others, at[0], at[2]);
        bool under = isfinite(over) && high < over;
        over = under || !isfinite(low) ? over : fminf(over, low);
        if (isfinite(over)) {
            at[1] = fminf(at[1], fmaxf(over + UNDER_SKIN_M, base + FLAT_M));
        }
        if (under) {
            at[1] = fmaxf(at[1], high - UNDER_SKIN_M);
        }
    }
}

static void add_support(Room *room, const AtlasSupport *support)
{
    const Made *made = made_for(support->under);
    if (!made || room->piece_count == ROOM_MOST_PIECES) {
        return;
    }
    uint32_t bones = on_side(room, made->bones);
    RoomCushion c = {.half = {made->half[0], made->half[1]},
                     .base = room->table.top,
                     .rounding = {made->rounding[0], made->rounding[1]},
                     .seam = made->seam};
    place_cushion(room, made, bones, &c);
    move_cushion(room, made, &c);
    RoomMap map = room_map(&room->body, bones);
    c.height = wanted_height(&c, &map, made->press);
    if (c.height > 0.01f) {
        RoomMesh *mesh = &room->pieces[room->piece_count++];
        room_cushion_make(&c, mesh);
        RoomMap others = room_map(&room->body, ~bones);
        press(mesh, &map, &others, c.base);
        room_map_release(&others);
        snprintf(mesh->piece, sizeof mesh->piece, "%s", support->under);
        snprintf(mesh->name, sizeof mesh->name, "%s", support->kind);
    }
    room_map_release(&map);
}

/* A ring that the face looks through, beyond the table's end. */
static void add_cradle(Room *room)
{
    static const float HALF[2] = {0.09f, 0.075f}, THICK = 0.032f;
    RoomMap map = room_map(&room->body, HEAD);
    float x = (reach(&room->body, HEAD, 0, false) + reach(&room->body, HEAD, 0, true)) / 2;
    float z = (reach(&room->body, HEAD, 2, false) + reach(&room->body, HEAD, 2, true)) / 2;
    float low = INFINITY;
    for (int i = 0; i < 24; i++) {
        float a = 2 * HIP_PI * (float)i / 24;
        low = fminf(low, pressed_at(&map, x + HALF[0] * cosf(a), z + HALF[1] * sinf(a)));
    }
    const float centre[3] = {x, low + 0.01f - THICK, z};
    RoomMesh *mesh = &room->pieces[room->piece_count++];
    room_ring_make(centre, HALF, THICK, mesh);
    RoomMap others = room_map(&room->body, 0);
    press(mesh, &map, &others, centre[1] - THICK);
    room_map_release(&others);
    snprintf(mesh->piece, sizeof mesh->piece, "face");
    snprintf(mesh->name, sizeof mesh->name, "Face cradle");
    room_map_release(&map);
}

void room_settle(Room *room)
{
    place_table(room);
    RoomMesh *table = &room->pieces[room->piece_count++], *frame = &room->pieces[room->piece_count++];
    room_table_make(&room->table, table, frame);
    snprintf(table->piece, sizeof table->piece, "table");
    snprintf(table->name, sizeof table->name, "Table");
    snprintf(frame->piece, sizeof frame->piece, "frame");
    snprintf(frame->name, sizeof frame->name, "Table");
    for (int i = 0; i < room->position->support_count; i++) {
        const AtlasSupport *support = &room->position->supports[i];
        if (strcmp(support->under, "face") == 0) {
            add_cradle(room);
        } else {
            add_support(room, support);
        }
    }
}

/* Highest point of a mesh's upper side under each place: its vertices are close enough to be asked alone. */
static float top_of_pieces(const Room *room, float x, float z)
{
    float y = -INFINITY;
    const RoomTable *t = &room->table;
    if (x > t->lo[0] && x < t->hi[0] && z > t->lo[1] && z < t->hi[1]) {
        y = t->top;
    }
    for (int p = 2; p < room->piece_count; p++) {
        const RoomMesh *mesh = &room->pieces[p];
        for (size_t i = 0; i < mesh->index_count; i += 3) {
            const float *a = mesh->at[mesh->indices[i]], *b = mesh->at[mesh->indices[i + 1]],
                        *c = mesh->at[mesh->indices[i + 2]];
            float area = (b[0] - a[0]) * (c[2] - a[2]) - (c[0] - a[0]) * (b[2] - a[2]);
            float u = ((b[0] - x) * (c[2] - z) - (c[0] - x) * (b[2] - z)) / area;
            float v = ((c[0] - x) * (a[2] - z) - (a[0] - x) * (c[2] - z)) / area;
            if (fabsf(area) > 1e-12f && u >= 0 && v >= 0 && u + v <= 1) {
                y = fmaxf(y, u * a[1] + v * b[1] + (1 - u - v) * c[1]);
            }
        }
    }
    return y;
}

/* The least clearance of a limb's lower side. */
static float gap_under(const Room *room, uint32_t bones)
{
    RoomMap map = room_map(&room->body, bones);
    float gap = INFINITY;
    for (int z = 0; z < map.n[1]; z += 2) {
        for (int x = 0; x < map.n[0]; x += 2) {
            float low = map.low[(size_t)z * map.n[0] + x];
            if (isfinite(low)) {
                gap = fminf(gap, low - top_of_pieces(room, map.lo[0] + ((float)x + 0.5f) * map.cell,
                                                     map.lo[1] + ((float)z + 0.5f) * map.cell));
            }
        }
    }
    room_map_release(&map);
    return gap;
}

int room_contacts(const Room *room, RoomContact out[ROOM_CONTACTS])
{
    static const struct {
        uint32_t bones;
        const char *name;
    } LIMBS[] = {{BONE(MESH_HEAD), "head"},
                 {BONE(MESH_SPINE), "trunk"},
                 {BONE(MESH_PELVIS), "pelvis"},
                 {BONE(MESH_RIGHT_THIGH), "right thigh"},
                 {BONE(MESH_LEFT_THIGH), "left thigh"},
                 {BONE(MESH_RIGHT_SHANK) | BONE(MESH_RIGHT_FOOT), "right shin"},
                 {BONE(MESH_LEFT_SHANK) | BONE(MESH_LEFT_FOOT), "left shin"},
                 {RIGHT_ARM, "right arm"},
                 {LEFT_ARM, "left arm"}};
    int n = 0;
    for (size_t i = 0; i < sizeof LIMBS / sizeof *LIMBS; i++) {
        bool held = (room->position->held & HELD_WORKED_LEG) != 0 && (LIMBS[i].bones & on_side(room, leg(true))) != 0;
        out[n++] = (RoomContact){LIMBS[i].bones, LIMBS[i].name, gap_under(room, LIMBS[i].bones), held};
    }
    return n;
}

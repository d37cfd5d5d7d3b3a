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
    LEFT_LEG = BONE(MESH_LEFT_THIGH) | BONE(MESH_LEFT_SHANK) | BONE(MESH_LEFT_FOOT),
    RIGHT_LEG = BONE(MESH_RIGHT_THIGH) | BONE(MESH_RIGHT_SHANK) | BONE(MESH_RIGHT_FOOT),
    UPPER_ARMS = BONE(MESH_RIGHT_UPPER_ARM) | BONE(MESH_LEFT_UPPER_ARM),
    HEAD = BONE(MESH_HEAD)
};

static const float FOAM_M = 0.008f;        /* how deep the heaviest part sinks into the table */
static const float BELLY_M = 0.015f;       /* what is left of a flat pillow under the belly */
static const float BEHIND_HEAD_M = 0.022f; /* the pillow ends at the shoulders */
static const float TABLE_LONG_M = 1.9f, TABLE_WIDE_M = 0.74f, BEYOND_HEAD_M = 0.1f, EDGE_M = 0.03f;

/* How a support is made. Lengths are along and across the limb or the table. */
typedef struct Made {
    const char *under;
    uint32_t bones; /* what it carries, for the right side worked or above */
    bool across;    /* lies across the table, not along the limb */
    uint32_t below; /* on which it lies, beside the table */
    float half[2], press, rounding[2], seam;
} Made;

static const Made MADE[] = {
    {"head", HEAD, true, LEFT_ARM, {0.3f, 0.17f}, 0.03f, {4, 3}, 0.3f},
    {"chest", BONE(MESH_RIGHT_FOREARM) | BONE(MESH_RIGHT_HAND), false, 0, {0.26f, 0.17f}, 0.02f, {4, 3}, 0.3f},
    {"belly", TRUNK, true, 0, {0.24f, 0.17f}, 0.02f, {4, 3}, 0.25f},
    {"waist", TRUNK, true, 0, {0.2f, 0.055f}, 0.012f, {8, 2}, 0.5f},
    {"upper_leg",
     BONE(MESH_RIGHT_SHANK) | BONE(MESH_RIGHT_FOOT),
     false,
     LEFT_LEG,
     {0.3f, 0.13f},
     0.012f,
     {10, 3},
     0.4f},
    {"knees", SHANKS | THIGHS, true, 0, {0.33f, 0.1f}, 0.008f, {14, 2}, 0.45f},
    {"ankles", SHANKS | FEET, true, 0, {0.3f, 0.07f}, 0.008f, {14, 2}, 0.5f},
    {"worked_thigh", BONE(MESH_RIGHT_THIGH), false, 0, {0.2f, 0.14f}, 0.02f, {4, 3}, 0.3f},
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
    for (int b = 0; b < MESH_BONES; b++) {
        out |= bones >> b & 1u ? BONE(room_other_side((uint8_t)b)) : 0;
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
        lying &= ~on_side(room, RIGHT_LEG);
    }
    float under_belly = support_under(room->position, "belly") ? BELLY_M : 0;
    room->table.top = lowest(body, TRUNK | UPPER_ARMS | (lying & THIGHS)) + FOAM_M - under_belly;
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
    float sum[2] = {0}, n = 0;
    bool knees = strcmp(made->under, "knees") == 0, ankles = strcmp(made->under, "ankles") == 0;
    bool belly = strcmp(made->under, "belly") == 0, waist = strcmp(made->under, "waist") == 0;
    for (size_t i = 0; i < body->vertex_count; i++) {
        float y = body->rest[i][1];
        bool in = (knees && y < -0.37f && y > -0.41f) || (ankles && y < -0.74f && y > -0.78f) ||
                  (belly && y > 0.08f && y < 0.16f) || (waist && y > 0.16f && y < 0.2f);
        if (in && !((RIGHT_ARM | LEFT_ARM) >> body->bone[i] & 1u)) {
            sum[0] += body->at[i][0];
            sum[1] += body->at[i][2];
            n++;
        }
    }
    if (n > 0) {
        out->centre[0] = sum[0] / n;
        out->centre[1] = sum[1] / n;
    }
    out->centre[0] += strcmp(made->under, "head") == 0 ? BEHIND_HEAD_M : 0;
    float wide =
        (fabsf(out->along[1]) * out->half[0] + fabsf(out->along[0]) * out->half[1]) / 3; /* most on the table */
    out->centre[1] = fmaxf(out->centre[1], fminf(room->table.lo[1] + wide, 0));
    out->centre[1] = fminf(out->centre[1], fmaxf(room->table.hi[1] - wide, 0));
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
        uint32_t below = on_side(room, made->below);
        RoomMap over = room_map(&room->body, ~below), under = room_map(&room->body, below);
        room_cushion_press(mesh, &over, &under, c.base);
        mesh->below = below;
        mesh->height = c.height;
        room_map_release(&over);
        room_map_release(&under);
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
        low = fminf(low, room_pressed_at(&map, x + HALF[0] * cosf(a), z + HALF[1] * sinf(a)));
    }
    const float centre[3] = {x, low + 0.01f - THICK, z};
    RoomMesh *mesh = &room->pieces[room->piece_count++];
    room_ring_make(centre, HALF, THICK, mesh);
    room_press(mesh, &map, NULL, centre[1] - THICK);
    mesh->height = 2 * THICK;
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

/* Where a vertical line meets a mesh: its lowest and highest place; false where it passes. */
static bool span_of(const RoomMesh *mesh, float x, float z, float span[2])
{
    span[0] = INFINITY;
    span[1] = -INFINITY;
    for (size_t i = 0; i < mesh->index_count; i += 3) {
        const float *a = mesh->at[mesh->indices[i]], *b = mesh->at[mesh->indices[i + 1]],
                    *c = mesh->at[mesh->indices[i + 2]];
        float area = (b[0] - a[0]) * (c[2] - a[2]) - (c[0] - a[0]) * (b[2] - a[2]);
        float u = ((b[0] - x) * (c[2] - z) - (c[0] - x) * (b[2] - z)) / area;
        float v = ((c[0] - x) * (a[2] - z) - (a[0] - x) * (c[2] - z)) / area;
        if (fabsf(area) > 1e-12f && u >= 0 && v >= 0 && u + v <= 1) {
            float y = u * a[1] + v * b[1] + (1 - u - v) * c[1];
            span[0] = fminf(span[0], y);
            span[1] = fmaxf(span[1], y);
        }
    }
    return span[0] <= span[1];
}

/* All pieces of a room from above: least and greatest x and z. */
typedef struct Ground {
    const Room *room;
    float lo[ROOM_MOST_PIECES][2], hi[ROOM_MOST_PIECES][2];
} Ground;

static void ground_make(const Room *room, Ground *out)
{
    out->room = room;
    for (int p = 0; p < room->piece_count; p++) {
        out->lo[p][0] = out->lo[p][1] = INFINITY;
        out->hi[p][0] = out->hi[p][1] = -INFINITY;
        for (size_t i = 0; i < 2 * room->pieces[p].vertex_count; i++) {
            float x = room->pieces[p].at[i / 2][i % 2 * 2];
            out->lo[p][i % 2] = fminf(out->lo[p][i % 2], x);
            out->hi[p][i % 2] = fmaxf(out->hi[p][i % 2], x);
        }
    }
}

static bool is_over(const Ground *ground, int piece, const float at[3])
{
    return at[0] >= ground->lo[piece][0] && at[0] <= ground->hi[piece][0] && at[2] >= ground->lo[piece][1] &&
           at[2] <= ground->hi[piece][1];
}

/* What a place of a bone lies on: table or cushion, unless the cushion lies on that bone. */
static float top_of_pieces(const Ground *ground, const float at[3], uint32_t bone)
{
    const Room *room = ground->room;
    const RoomTable *t = &room->table;
    bool over_table = at[0] > t->lo[0] && at[0] < t->hi[0] && at[2] > t->lo[1] && at[2] < t->hi[1];
    float y = over_table ? t->top : -INFINITY, span[2];
    for (int p = 2; p < room->piece_count; p++) {
        if (!(room->pieces[p].below & bone) && is_over(ground, p, at) &&
            span_of(&room->pieces[p], at[0], at[2], span)) {
            y = fmaxf(y, span[1]);
        }
    }
    return y;
}

/* A limb, or a length of it: bones, and heights at rest. */
typedef struct Limb {
    uint32_t bones;
    float from, to;
    const char *name;
} Limb;

static const float HIP_ENDS_M = -0.13f; /* the outer hip bears weight, on bone of thigh or pelvis */

/* The least clearance of a limb's lower side. */
static float gap_under(const Ground *ground, const Limb *limb)
{
    const RoomBody *body = &ground->room->body;
    float gap = INFINITY;
    for (size_t i = 0; i < body->vertex_count; i++) {
        const float *at = body->at[i];
        float y = body->rest[i][1];
        if (limb->bones >> body->bone[i] & 1u && y >= limb->from && y <= limb->to) {
            gap = fminf(gap, at[1] - top_of_pieces(ground, at, BONE(body->bone[i])));
        }
    }
    return gap;
}

int room_contacts(const Room *room, RoomContact out[ROOM_CONTACTS])
{
    static const float ALL = 9;
    const Limb limbs[] = {{HEAD, -ALL, ALL, "head"},
                          {BONE(MESH_SPINE), -ALL, ALL, "trunk"},
                          {TRUNK | THIGHS, HIP_ENDS_M, ALL, "hips"},
                          {RIGHT_LEG, -ALL, HIP_ENDS_M, "right leg"},
                          {LEFT_LEG, -ALL, HIP_ENDS_M, "left leg"},
                          {RIGHT_ARM, -ALL, ALL, "right arm"},
                          {LEFT_ARM, -ALL, ALL, "left arm"}};
    uint32_t held = room->position->held & HELD_WORKED_LEG ? on_side(room, RIGHT_LEG) : 0;
    int n = 0;
    Ground ground;
    ground_make(room, &ground);
    for (size_t i = 0; i < sizeof limbs / sizeof *limbs; i++) {
        out[n++] = (RoomContact){limbs[i].name, gap_under(&ground, &limbs[i]), (limbs[i].bones & ~held) == 0};
    }
    return n;
}

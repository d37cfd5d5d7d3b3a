#include "hip/pain_field.h"
#include "hip/massage.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float BENEATH_M = 0.030f, ABOVE_M = 0.020f; /* of the skin: there depth counts for little ... */
static const float BENEATH_SHARE = 0.5f; /* ... nor farther than this share of the way to the core ... */
static const float DEPTH_COUNTS = 0.25f; /* ... so much */
static const float NEAR_M = 0.020f;      /* a click beside a zone still means it */

/* ---- where a zone lies ---- */

typedef struct Ball {
    float at[3], inward[3], radius, beneath;
    bool begins;
} Ball;

typedef struct Shape { /* a zone on one side */
    const Ball *balls;
    int count;
    float mirror; /* of what may not reach over the midline: x times this is below 0; 0: it may */
    Box3 box;     /* nothing of it lies farther than FIELD_EDGE_M beyond */
} Shape;

static void middle_of(const Atlas *atlas, const char *a, const char *b, Side side, float out[3])
{
    float other[3] = {0};
    memset(out, 0, 3 * sizeof *out);
    atlas_landmark_at(atlas, a, side, out);
    atlas_landmark_at(atlas, b, side, other);
    for (int k = 0; k < 3; k++) {
        out[k] = 0.5f * (out[k] + other[k]);
    }
}

/* The core of trunk and leg, from which skin looks away: up the middle, out to the hip joint, down the leg. */
enum { CORE_POINTS = 6 };
static void core_of(const Atlas *atlas, Side side, float out[CORE_POINTS][3])
{
    static const float TOP_M = 0.4f;
    memset(out, 0, CORE_POINTS * sizeof *out);
    out[0][1] = TOP_M;
    middle_of(atlas, "hip_joint_centre", "hip_joint_centre", side, out[2]);
    middle_of(atlas, "medial_epicondyle", "lateral_epicondyle", side, out[3]);
    middle_of(atlas, "medial_malleolus", "lateral_malleolus", side, out[4]);
    middle_of(atlas, "great_toe_tip", "fifth_metatarsal_head", side, out[5]);
}

static void unit(float v[3])
{
    float length = sqrtf(dot3(v, v));
    for (int k = 0; k < 3; k++) {
        v[k] /= fmaxf(length, 1e-6f);
    }
}

static Ball ball_of(const Atlas *atlas, const ZoneBall *from, const float (*core)[3], Side side)
{
    Ball out = {.radius = from->radius_m, .begins = from->begins};
    atlas_place_at(atlas, &from->at, side, out.at);
    float nearest[3];
    out.beneath = fminf(BENEATH_M, BENEATH_SHARE * polyline_nearest(core, CORE_POINTS, out.at, NULL, nearest));
    for (int k = 0; k < 3; k++) {
        out.inward[k] = nearest[k] - out.at[k];
    }
    unit(out.inward);
    return out;
}

/* `room`: as many balls as the zone has. */
static Shape shape_of(const Atlas *atlas, int zone, Side side, const float (*core)[3], Ball *room)
{
    const AtlasZone *z = &atlas->pain->zones[zone];
    Shape out = {.balls = room, .count = z->ball_count, .box = box3_empty()};
    out.mirror = !z->paired ? 0 : side == SIDE_LEFT ? -1.0f : 1.0f;
    for (int i = 0; i < z->ball_count; i++) {
        room[i] = ball_of(atlas, &z->balls[i], core, side);
        float reach = room[i].radius + (1 - DEPTH_COUNTS) * BENEATH_M + FIELD_EDGE_M;
        for (int k = 0; k < 6; k++) {
            float corner[3] = {room[i].at[0], room[i].at[1], room[i].at[2]};
            corner[k / 2] += k & 1 ? reach : -reach;
            box3_add_point(&out.box, corner);
        }
    }
    return out;
}

static Ball *balls_room(const Atlas *atlas, int zone)
{
    return mem_alloc((size_t)atlas->pain->zones[zone].ball_count + 1, sizeof(Ball));
}

/* Depth counts for little near the skin. */
static float link_distance(const Ball *a, const Ball *b, const float at[3])
{
    float way[3], from[3], q[3], inward[3];
    for (int k = 0; k < 3; k++) {
        way[k] = b->at[k] - a->at[k];
        from[k] = at[k] - a->at[k];
    }
    float t = clampf(dot3(from, way) / fmaxf(dot3(way, way), 1e-9f), 0, 1);
    for (int k = 0; k < 3; k++) {
        q[k] = from[k] - t * way[k];
        inward[k] = mixf(a->inward[k], b->inward[k], t);
    }
    unit(inward);
    float depth = dot3(q, inward), beneath = mixf(a->beneath, b->beneath, t);
    float counted = depth - (1 - DEPTH_COUNTS) * clampf(depth, -ABOVE_M, beneath);
    float square = dot3(q, q) - depth * depth + counted * counted;
    return sqrtf(fmaxf(square, 0)) - mixf(a->radius, b->radius, t);
}

static float shape_distance(const Shape *shape, const float at[3])
{
    float best = 1;
    for (int i = 0; i < shape->count; i++) {
        const Ball *ball = &shape->balls[i], *before = ball->begins || i == 0 ? ball : ball - 1;
        bool alone = before == ball && i + 1 < shape->count && !shape->balls[i + 1].begins;
        if (!alone) { /* the next one's link holds it */
            best = fminf(best, link_distance(before, ball, at));
        }
    }
    return shape->mirror != 0 ? fmaxf(best, shape->mirror * at[0]) : best;
}

static float distance_from(const Atlas *atlas, int zone, Side side, const float (*core)[3], const float at[3])
{
    Ball *balls = balls_room(atlas, zone);
    Shape shape = shape_of(atlas, zone, side, core, balls);
    float distance = shape_distance(&shape, at);
    free(balls);
    return distance;
}

float zone_distance(const Atlas *atlas, int zone, Side side, const float at[3])
{
    float core[CORE_POINTS][3];
    core_of(atlas, side, core);
    return distance_from(atlas, zone, side, (const float(*)[3])core, at);
}

void pain_outward(const Atlas *atlas, Side side, const float at[3], float out[3])
{
    float core[CORE_POINTS][3], nearest[3];
    core_of(atlas, side, core);
    polyline_nearest((const float(*)[3])core, CORE_POINTS, at, NULL, nearest);
    for (int k = 0; k < 3; k++) {
        out[k] = at[k] - nearest[k];
    }
    unit(out);
}

ZoneSpot zone_spot(const Atlas *atlas, int zone, int ball, Side side)
{
    float core[CORE_POINTS][3];
    core_of(atlas, side, core);
    Ball found = ball_of(atlas, &atlas->pain->zones[zone].balls[ball], (const float(*)[3])core, side);
    ZoneSpot out = {.radius_m = found.radius};
    for (int k = 0; k < 3; k++) {
        out.at[k] = found.at[k];
        out.outward[k] = -found.inward[k];
    }
    return out;
}

float zone_area(const Atlas *atlas, int zone)
{
    const AtlasZone *z = &atlas->pain->zones[zone];
    float area = 0, at[3], before[3] = {0};
    for (int i = 0; i < z->ball_count; i++) {
        const ZoneBall *ball = &z->balls[i];
        atlas_place_at(atlas, &ball->at, SIDE_RIGHT, at);
        if (ball->begins || i == 0) {
            area += HIP_PI * ball->radius_m * ball->radius_m;
        } else {
            float way[3] = {at[0] - before[0], at[1] - before[1], at[2] - before[2]};
            area += sqrtf(dot3(way, way)) * (ball->radius_m + ball[-1].radius_m);
        }
        memcpy(before, at, sizeof before);
    }
    return area;
}

int pain_zone_at(const Atlas *atlas, Side side, const float at[3])
{
    int inside = -1, near = -1;
    float least = 0, nearest = NEAR_M, core[CORE_POINTS][3];
    core_of(atlas, side, core);
    for (int z = 0; atlas->pain && z < atlas->pain->zone_count; z++) {
        float away = distance_from(atlas, z, side, (const float(*)[3])core, at);
        float area = away < 0 ? zone_area(atlas, z) : 0;
        if (away < 0 && (inside < 0 || area < least)) {
            inside = z;
            least = area;
        } else if (away < nearest) {
            near = z;
            nearest = away;
        }
    }
    return inside >= 0 ? inside : near;
}

/* ---- texels ---- */

typedef struct Laid {
    PainField *field;
    Shape shapes[PAIN_ZONES];
    Ball *rooms[PAIN_ZONES];
    unsigned channels[PAIN_ZONES]; /* bits by channel */
    int count;
} Laid;

static void lay_zones(const Atlas *atlas, const PainShown *shown, Side side, Laid *laid)
{
    float core[CORE_POINTS][3];
    core_of(atlas, side, core);
    for (int z = 0; atlas->pain && z < atlas->pain->zone_count; z++) {
        unsigned channels = 0;
        for (int c = 0; c < FIELD_CHANNELS; c++) {
            channels |= (shown->zones[c] >> z & 1) ? 1u << c : 0;
        }
        if (channels && atlas->pain->zones[z].ball_count) {
            int i = laid->count++;
            laid->rooms[i] = balls_room(atlas, z);
            laid->shapes[i] = shape_of(atlas, z, side, (const float(*)[3])core, laid->rooms[i]);
            laid->channels[i] = channels;
            box3_add_box(&laid->field->box, &laid->shapes[i].box);
        }
    }
}

static void mark_texel(const Laid *laid, int zone, const float at[3], uint8_t texel[FIELD_CHANNELS])
{
    float inside = 0.5f - 0.5f * shape_distance(&laid->shapes[zone], at) / FIELD_EDGE_M;
    uint8_t value = (uint8_t)(255 * clampf(inside, 0, 1) + 0.5f);
    for (int c = 0; c < FIELD_CHANNELS; c++) {
        texel[c] = (laid->channels[zone] >> c & 1) && value > texel[c] ? value : texel[c];
    }
}

static int texel_from(const PainField *field, int axis, float at)
{
    int i = (int)floorf((at - field->box.lo[axis]) / FIELD_VOXEL_M);
    return i < 0 ? 0 : i > field->size[axis] ? field->size[axis] : i;
}

/* Each zone only where it reaches. */
static void mark_layer(void *context, size_t z)
{
    const Laid *laid = context;
    const PainField *field = laid->field;
    for (int i = 0; i < laid->count; i++) {
        const Box3 *box = &laid->shapes[i].box;
        float at[3] = {0, 0, field->box.lo[2] + FIELD_VOXEL_M * ((float)z + 0.5f)};
        if (at[2] < box->lo[2] || at[2] > box->hi[2]) {
            continue;
        }
        int from[2] = {texel_from(field, 0, box->lo[0]), texel_from(field, 1, box->lo[1])};
        int to[2] = {texel_from(field, 0, box->hi[0]), texel_from(field, 1, box->hi[1])};
        for (int y = from[1]; y < to[1]; y++) {
            at[1] = field->box.lo[1] + FIELD_VOXEL_M * ((float)y + 0.5f);
            size_t row = (z * (size_t)field->size[1] + (size_t)y) * (size_t)field->size[0];
            for (int x = from[0]; x < to[0]; x++) {
                at[0] = field->box.lo[0] + FIELD_VOXEL_M * ((float)x + 0.5f);
                mark_texel(laid, i, at, field->texels[row + (size_t)x]);
            }
        }
    }
}

void pain_field_make(const Atlas *atlas, const PainShown *shown, Side side, PainField *out)
{
    *out = (PainField){.box = box3_empty()};
    Laid *laid = mem_alloc(1, sizeof *laid);
    laid->field = out;
    lay_zones(atlas, shown, side, laid);
    if (laid->count) {
        size_t texels = 1;
        for (int k = 0; k < 3; k++) {
            out->size[k] = (int)ceilf((out->box.hi[k] - out->box.lo[k]) / FIELD_VOXEL_M);
            out->box.hi[k] = out->box.lo[k] + FIELD_VOXEL_M * (float)out->size[k];
            texels *= (size_t)out->size[k];
        }
        out->texels = mem_alloc(texels, sizeof *out->texels);
        parallel_for(0, (size_t)out->size[2], mark_layer, laid);
    }
    for (int i = 0; i < laid->count; i++) {
        free(laid->rooms[i]);
    }
    free(laid);
}

void pain_field_release(PainField *field)
{
    free(field->texels);
    *field = (PainField){0};
}

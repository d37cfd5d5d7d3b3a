#include "field.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>

/* Thinner than this share of the grid's step the polygoniser makes pinholes. */
static const float LEAST_STEPS = 0.75f;

typedef struct Edge {   /* from one corner to the next, prepared */
    float along[3];     /* unit */
    float length, grow; /* grow: how much thicker the far end is */
    float slide;        /* what a mm of height moves the foot towards the thick end, as a share of the length */
    float per_length;   /* 0: the bigger ball hides the other */
} Edge;

typedef struct Solid {
    float centre[3], reach; /* a sphere round it */
    int corners;
    int32_t ball[3];
    float at[3][3], radius[3];
    float e1[3], e2[3], normal[3], slope[3]; /* edges from corner 0; in-plane gradient of the radius */
    float slide;                             /* 1 / sqrt(1 - |slope|^2) */
    Edge edges[3];
    float i00, i01, i11; /* inverse of the edges' Gram matrix */
    bool has_face;
} Solid;

struct Field {
    const BallStructure *structure;
    Solid *solids;
    int count;
};

static void subtract(const float a[3], const float b[3], float out[3])
{
    out[0] = a[0] - b[0];
    out[1] = a[1] - b[1];
    out[2] = a[2] - b[2];
}

/* The plane of a slab, or none: when the three balls are in a line, or so different that the biggest hides
 * the rest. */
static void prepare_face(Solid *s)
{
    subtract(s->at[1], s->at[0], s->e1);
    subtract(s->at[2], s->at[0], s->e2);
    double a = dot3(s->e1, s->e1), b = dot3(s->e1, s->e2), c = dot3(s->e2, s->e2), det = a * c - b * b;
    if (!(det > 1e-6 * a * c) || det < 1e-9) {
        return;
    }
    s->i00 = (float)(c / det);
    s->i01 = (float)(-b / det);
    s->i11 = (float)(a / det);
    float d1 = s->radius[1] - s->radius[0], d2 = s->radius[2] - s->radius[0];
    float u = s->i00 * d1 + s->i01 * d2, v = s->i01 * d1 + s->i11 * d2;
    for (int k = 0; k < 3; k++) {
        s->slope[k] = u * s->e1[k] + v * s->e2[k];
    }
    float steep = dot3(s->slope, s->slope);
    if (steep >= 0.999f) {
        return;
    }
    s->slide = 1 / sqrtf(1 - steep);
    s->normal[0] = s->e1[1] * s->e2[2] - s->e1[2] * s->e2[1];
    s->normal[1] = s->e1[2] * s->e2[0] - s->e1[0] * s->e2[2];
    s->normal[2] = s->e1[0] * s->e2[1] - s->e1[1] * s->e2[0];
    float length = sqrtf(dot3(s->normal, s->normal));
    for (int k = 0; k < 3; k++) {
        s->normal[k] /= length;
    }
    s->has_face = true;
}

static Edge make_edge(const Solid *s, int from, int to)
{
    Edge e = {.grow = s->radius[to] - s->radius[from]};
    subtract(s->at[to], s->at[from], e.along);
    float square = dot3(e.along, e.along);
    e.length = sqrtf(square);
    for (int k = 0; k < 3; k++) {
        e.along[k] = e.length > 0 ? e.along[k] / e.length : 0;
    }
    if (square > 1e-12f && square > e.grow * e.grow) {
        float g = e.grow / e.length;
        e.slide = g / sqrtf(1 - g * g);
        e.per_length = 1 / e.length;
    }
    return e;
}

static Solid make_solid(const BallStructure *structure, const int32_t ball[3])
{
    Solid s = {.ball = {-1, -1, -1}};
    for (int k = 0; k < 3 && ball[k] >= 0; k++) {
        const Ball *b = &structure->balls[ball[k]];
        s.ball[k] = ball[k];
        s.radius[k] = fmaxf(b->radius, LEAST_STEPS * structure->grid);
        for (int j = 0; j < 3; j++) {
            s.at[k][j] = b->at[j];
            s.centre[j] += b->at[j];
        }
        s.corners++;
    }
    for (int j = 0; j < 3; j++) {
        s.centre[j] /= (float)s.corners;
    }
    for (int k = 0; k < s.corners; k++) {
        float d[3];
        subtract(s.at[k], s.centre, d);
        s.reach = fmaxf(s.reach, sqrtf(dot3(d, d)) + s.radius[k]);
    }
    for (int k = 0; k + 1 < s.corners || (s.corners == 3 && k < 3); k++) {
        s.edges[k] = make_edge(&s, k, (k + 1) % 3);
    }
    if (s.corners == 3) {
        prepare_face(&s);
    }
    return s;
}

Field *field_create(const BallStructure *structure)
{
    Field *field = mem_alloc(1, sizeof *field);
    field->structure = structure;
    field->solids = mem_alloc(structure->figure_count + structure->ball_count, sizeof *field->solids);
    bool *used = mem_alloc(structure->ball_count, sizeof *used);
    for (size_t i = 0; i < structure->figure_count; i++) {
        const Figure *f = &structure->figures[i];
        field->solids[field->count++] = make_solid(structure, f->ball);
        for (int k = 0; k < 3 && f->ball[k] >= 0; k++) {
            used[f->ball[k]] = true;
        }
    }
    for (size_t i = 0; i < structure->ball_count; i++) {
        if (!used[i]) {
            int32_t alone[3] = {(int32_t)i, -1, -1};
            field->solids[field->count++] = make_solid(structure, alone);
        }
    }
    free(used);
    return field;
}

void field_destroy(Field *field)
{
    if (field) {
        free(field->solids);
        free(field);
    }
}

const BallStructure *field_structure(const Field *field)
{
    return field->structure;
}

Box3 field_box(const Field *field)
{
    Box3 box = box3_empty();
    for (size_t i = 0; i < field->structure->ball_count; i++) {
        const Ball *b = &field->structure->balls[i];
        float lo[3], hi[3];
        for (int k = 0; k < 3; k++) {
            lo[k] = b->at[k] - b->radius;
            hi[k] = b->at[k] + b->radius;
        }
        box3_add_point(&box, lo);
        box3_add_point(&box, hi);
    }
    box.lo[1] = fmaxf(box.lo[1], field->structure->cut_below);
    box.hi[1] = fminf(box.hi[1], field->structure->cut_above);
    return box;
}

static inline float clamp01(float x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

/* Round cone from corner k to the next: the foot of p on the line slides towards the thick end, clamped; when the radii
 * differ by more than the length only the bigger ball counts. `t` is the weight of the next corner. */
static float cone_distance(const Solid *s, int k, const float p[3], float *t)
{
    const Edge *e = &s->edges[k];
    float d[3];
    subtract(p, s->at[k], d);
    float x = dot3(d, e->along), square = dot3(d, d);
    if (e->per_length > 0) {
        float h2 = square - x * x;
        *t = clamp01((x + e->slide * (h2 > 0 ? sqrtf(h2) : 0)) * e->per_length);
    } else {
        *t = e->grow > 0 ? 1.0f : 0.0f;
    }
    float foot = *t * e->length, left = square - 2 * foot * x + foot * foot;
    return (left > 0 ? sqrtf(left) : 0) - (s->radius[k] + *t * e->grow);
}

/* The slab's face: 0, or when the foot lies outside of the triangle, the edges beyond which it lies as bits. The
 * distance is convex in the weights, so the nearest ball is then on one of these edges. */
static int face_distance(const Solid *s, const float p[3], float weight[3], float *distance)
{
    float d[3];
    subtract(p, s->at[0], d);
    float slide = fabsf(dot3(d, s->normal)) * s->slide;
    float foot[3] = {d[0] + slide * s->slope[0], d[1] + slide * s->slope[1], d[2] + slide * s->slope[2]};
    float a = dot3(foot, s->e1), b = dot3(foot, s->e2);
    float u = s->i00 * a + s->i01 * b, v = s->i01 * a + s->i11 * b;
    int beyond = (v < 0) | (u + v > 1) << 1 | (u < 0) << 2;
    if (beyond) {
        return beyond;
    }
    weight[0] = 1 - u - v;
    weight[1] = u;
    weight[2] = v;
    float away[3];
    for (int k = 0; k < 3; k++) {
        away[k] = d[k] - u * s->e1[k] - v * s->e2[k];
    }
    *distance = sqrtf(dot3(away, away)) - (weight[0] * s->radius[0] + u * s->radius[1] + v * s->radius[2]);
    return 0;
}

static float solid_distance(const Solid *s, const float p[3], float weight[3])
{
    weight[0] = 1;
    weight[1] = weight[2] = 0;
    if (s->corners == 1) {
        float d[3];
        subtract(p, s->at[0], d);
        return sqrtf(dot3(d, d)) - s->radius[0];
    }
    float best = 1e30f;
    int edges = s->corners == 2 ? 1 : 7;
    if (s->has_face && (edges = face_distance(s, p, weight, &best)) == 0) {
        return best;
    }
    for (int k = 0; k < 3; k++) {
        float t = 0, d = edges >> k & 1 ? cone_distance(s, k, p, &t) : 1e30f;
        if (d < best) {
            best = d;
            weight[0] = weight[1] = weight[2] = 0;
            weight[k] = 1 - t;
            weight[(k + 1) % 3] = t;
        }
    }
    return best;
}

int32_t field_nearest(const Field *field, const float p[3], int32_t hint, FieldHit *out)
{
    float best = 1e30f, weight[3];
    int32_t which = -1;
    for (int32_t i = -1; i < field->count; i++) {
        int32_t k = i < 0 ? hint : i;
        if (k < 0 || k >= field->count || (i >= 0 && i == hint)) {
            continue;
        }
        const Solid *s = &field->solids[k];
        float d[3];
        subtract(p, s->centre, d);
        float limit = best + s->reach;
        if (which >= 0 && (limit < 0 || dot3(d, d) > limit * limit)) {
            continue;
        }
        float distance = solid_distance(s, p, weight);
        if (distance < best || which < 0) {
            best = distance;
            which = k;
            for (int c = 0; c < 3; c++) {
                out->ball[c] = s->ball[c];
                out->weight[c] = weight[c];
            }
        }
    }
    out->distance = best;
    return which;
}

float field_hit_middle(const Field *field, const FieldHit *hit, const float p[3], float middle[3])
{
    float away[3];
    for (int k = 0; k < 3; k++) {
        middle[k] = 0;
        for (int c = 0; c < 3 && hit->ball[c] >= 0; c++) {
            middle[k] += hit->weight[c] * field->structure->balls[hit->ball[c]].at[k];
        }
    }
    subtract(p, middle, away);
    return sqrtf(dot3(away, away));
}

static void direction_from(const Solid *s, const float weight[3], const float p[3], float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = p[k] - weight[0] * s->at[0][k] - weight[1] * s->at[1][k] - weight[2] * s->at[2][k];
    }
    float length = sqrtf(dot3(out, out)) + 1e-9f;
    for (int k = 0; k < 3; k++) {
        out[k] /= length;
    }
}

typedef struct Near { /* a figure that may matter in a block, and its distance at the point in hand */
    int32_t solid;
    float distance;
    float weight[3];
} Near;

/* Union of the figures with rounded creases. A plain smooth minimum would swell every seam between
 * neighbours; scaled by 1 - cos of the angle between the two surfaces it rounds creases only. Of all pairs
 * the largest rounding counts. */
static float blended(const Field *field, Near *near, int count, const float p[3])
{
    float blend = field->structure->blend, best = 1e30f;
    int which = 0, kept = 0;
    for (int i = 0; i < count; i++) {
        const Solid *s = &field->solids[near[i].solid];
        float d[3];
        subtract(p, s->centre, d);
        float limit = best + blend + s->reach;
        near[i].distance = 1e30f;
        if (kept && (limit < 0 || dot3(d, d) > limit * limit)) {
            continue;
        }
        near[i].distance = solid_distance(s, p, near[i].weight);
        kept = 1;
        if (near[i].distance < best) {
            best = near[i].distance;
            which = i;
        }
    }
    if (blend <= 0) {
        return best;
    }
    float normal[3], other[3], most = 0;
    direction_from(&field->solids[near[which].solid], near[which].weight, p, normal);
    for (int i = 0; i < count; i++) {
        float gap = near[i].distance - best;
        if (i == which || gap >= blend) {
            continue;
        }
        direction_from(&field->solids[near[i].solid], near[i].weight, p, other);
        float width = fminf(blend, blend * (1 - dot3(normal, other)));
        if (width > 1e-5f && gap < width) {
            float share = 1 - gap / width;
            most = fmaxf(most, share * share * width * 0.25f);
        }
    }
    return best - most;
}

typedef struct Sampler {
    const Field *field;
    const float *lo;
    float step;
    const int *n;
    float *out;
    bool carve;   /* take from what is there instead of writing ... */
    float margin; /* ... and so much more */
} Sampler;

static float cut(const BallStructure *s, float y, float distance)
{
    return fmaxf(distance, fmaxf(s->cut_below - y, y - s->cut_above));
}

static void fill(const Sampler *w, const int from[3], const int to[3], Near *near, int count, float far_value)
{
    for (int z = from[2]; z < to[2]; z++) {
        for (int y = from[1]; y < to[1]; y++) {
            float height = w->lo[1] + w->step * (float)y;
            float *row = w->out + ((size_t)z * w->n[1] + y) * w->n[0];
            for (int x = from[0]; x < to[0]; x++) {
                float p[3] = {w->lo[0] + w->step * (float)x, height, w->lo[2] + w->step * (float)z};
                float d = count ? blended(w->field, near, count, p) : far_value;
                d = cut(w->field->structure, height, d);
                row[x] = w->carve ? fmaxf(row[x], w->margin - d) : d;
            }
        }
    }
}

/* Whether the sampled structure has something to lose in the block. */
static bool occupied(const Sampler *w, const int from[3], const int to[3])
{
    for (int z = from[2]; z < to[2]; z++) {
        for (int y = from[1]; y < to[1]; y++) {
            const float *row = w->out + ((size_t)z * w->n[1] + y) * w->n[0];
            for (int x = from[0]; x < to[0]; x++) {
                if (row[x] < 2 * w->step) {
                    return true;
                }
            }
        }
    }
    return false;
}

enum { LEAF = 2, GLANCE = 12 };

/* Halves the block until it is small, keeping only the figures that can be nearest (or blend) somewhere in
 * it; a block wholly in or out is filled with one value. */
static void sample_block(const Sampler *w, const int from[3], const int to[3], const Near *near, int count)
{
    float centre[3], radius = 0;
    int size = 0, axis = 0;
    for (int k = 0; k < 3; k++) {
        centre[k] = w->lo[k] + w->step * 0.5f * (float)(from[k] + to[k] - 1);
        float half = w->step * 0.5f * (float)(to[k] - from[k] - 1);
        radius += half * half;
        if (to[k] - from[k] > size) {
            size = to[k] - from[k];
            axis = k;
        }
    }
    radius = sqrtf(radius) * 1.0001f + 1e-3f;
    if (w->carve && size <= GLANCE && !occupied(w, from, to)) {
        return;
    }
    float best = 1e30f, reach = 2 * radius + w->field->structure->blend;
    Near *mine = mem_alloc(count, sizeof *mine);
    for (int i = 0; i < count; i++) {
        const Solid *s = &w->field->solids[near[i].solid];
        mine[i].solid = near[i].solid;
        float d[3];
        subtract(centre, s->centre, d);
        float least = sqrtf(dot3(d, d)) - s->reach;
        mine[i].distance = least > best + reach ? 1e30f : solid_distance(s, centre, mine[i].weight);
        best = fminf(best, mine[i].distance);
    }
    float clear = radius + w->field->structure->blend + w->step * 2 + w->margin;
    if (best > clear || best < -clear) {
        if (best < 0 || !w->carve) {
            fill(w, from, to, NULL, 0, best);
        }
        free(mine);
        return;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
        if (mine[i].distance <= best + reach) {
            mine[kept++] = mine[i];
        }
    }
    if (size <= LEAF) {
        fill(w, from, to, mine, kept, 0);
    } else {
        int middle_to[3] = {to[0], to[1], to[2]}, middle_from[3] = {from[0], from[1], from[2]};
        middle_to[axis] = middle_from[axis] = (from[axis] + to[axis]) / 2;
        sample_block(w, from, middle_to, mine, kept);
        sample_block(w, middle_from, to, mine, kept);
    }
    free(mine);
}

static void sample(const Field *field, const float lo[3], float step, const int n[3], const int from[3],
                   const int to[3], float *out, const float *margin)
{
    Near *all = mem_alloc(field->count, sizeof *all);
    for (int i = 0; i < field->count; i++) {
        all[i].solid = i;
    }
    Sampler w = {field, lo, step, n, out, margin != NULL, margin ? *margin : 0};
    sample_block(&w, from, to, all, field->count);
    free(all);
}

void field_sample(const Field *field, const float lo[3], float step, const int n[3], float *out)
{
    sample(field, lo, step, n, (int[3]){0, 0, 0}, n, out, NULL);
}

bool field_is_strand(const Field *field)
{
    for (int i = 0; i < field->count; i++) {
        if (field->solids[i].corners == 3) {
            return false;
        }
    }
    return true;
}

void field_carve(const Field *field, float margin, const float lo[3], float step, const int n[3], float *values)
{
    Box3 box = field_box(field);
    int from[3], to[3];
    for (int k = 0; k < 3; k++) {
        from[k] = (int)fmaxf(floorf((box.lo[k] - lo[k]) / step) - 1, 0);
        to[k] = (int)fminf(ceilf((box.hi[k] - lo[k]) / step) + 2, (float)n[k]);
        if (from[k] >= to[k]) {
            return;
        }
    }
    sample(field, lo, step, n, from, to, values, &margin);
}

/* mesh_align_find.c - the map from file to model frame. First the 48 ways in which axes can become axes,
 * which is what programs do to each other's files; when none fits, any turn; then refined, and rounded to a
 * plain unit and right angles when that costs nothing. Outlying and cut-off parts lose their weight. */
#include "hip/mem.h"
#include "mesh_align_items.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* A part that lies so far off or is so much too big or small counts fully as wrong. */
static const double FAR_M = 0.05;

static const double UNITS[] = {0.001, 0.01, 1, 0.0254};

static double cost_of(const AlignItems *all)
{
    double sum = 0;
    for (size_t i = 0; i < all->count; i++) {
        sum +=
            fmin(1, align_distance(&all->items[i]) / FAR_M) + 0.5 * fmin(1, align_size_error(&all->items[i]) / FAR_M);
    }
    return sum / (double)all->count;
}

static double norm3(const double a[3])
{
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
}

/* Metres for a file unit, from sizes, and where there are enough structures from their distances, which are
 * far more exact. Neither depends on the axes. */
static double find_scale(const AlignItems *all)
{
    size_t n = all->count, k = 0;
    double *ratios = mem_alloc(n * n, sizeof *ratios);
    if (n >= 4) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                double from[3], to[3];
                for (int c = 0; c < 3; c++) {
                    from[c] = all->items[i].centre[c] - all->items[j].centre[c];
                    to[c] = all->items[i].wanted[c] - all->items[j].wanted[c];
                }
                if (norm3(from) > 0 && norm3(to) > 0.01) {
                    ratios[k++] = norm3(to) / norm3(from);
                }
            }
        }
    }
    for (size_t i = 0; k == 0 && i < n; i++) {
        ratios[i] = norm3(all->items[i].wanted_half) / norm3(all->items[i].half);
    }
    double scale = align_median(ratios, k ? k : n);
    free(ratios);
    return scale;
}

static double round_unit(double scale, double tolerance)
{
    for (size_t u = 0; u < sizeof UNITS / sizeof *UNITS; u++) {
        if (fabs(scale / UNITS[u] - 1) < tolerance) {
            return UNITS[u];
        }
    }
    return scale;
}

/* Moves the map so that most structures lie right: the middle of what each would like, by axis. */
static void move_to_median(const AlignItems *all, Similarity *map)
{
    double *wishes = mem_alloc(all->count, sizeof *wishes);
    for (int k = 0; k < 3; k++) {
        for (size_t i = 0; i < all->count; i++) {
            double at[3];
            Similarity still = *map;
            still.t[0] = still.t[1] = still.t[2] = 0;
            similarity_apply(&still, all->items[i].centre, at);
            wishes[i] = all->items[i].wanted[k] - at[k];
        }
        map->t[k] = align_median(wishes, all->count);
    }
    free(wishes);
}

/* With one or two structures several turns fit alike. Then: no mirroring; the file's origin is on the body's
 * midline, not to one side; the body stands above the file's floor; conventions in the order of align_axes.
 */
static double doubts(const AlignItems *all, const Similarity *map, int which)
{
    double doubt = similarity_determinant(map) < 0 ? 0.04 : 0;
    for (size_t i = 0; i < all->count; i++) {
        double about_origin[3];
        Similarity still = *map;
        still.t[0] = still.t[1] = still.t[2] = 0;
        similarity_apply(&still, all->items[i].centre, about_origin);
        doubt += about_origin[0] * all->items[i].wanted[0] < 0 ? 0.02 / (double)all->count : 0;
        doubt += about_origin[1] < -0.3 ? 0.02 / (double)all->count : 0;
    }
    return doubt + 1e-5 * which;
}

static double try_axes(AlignItems *all, double scale, Similarity *best)
{
    double least = INFINITY;
    for (int which = 0; which < 48; which++) {
        Similarity map = align_axes(which);
        map.scale = scale;
        move_to_median(all, &map);
        align_items_place(all, &map);
        double cost = cost_of(all) + doubts(all, &map, which);
        if (cost < least) {
            least = cost;
            *best = map;
        }
    }
    return least;
}

typedef struct Points {
    double (*from)[3], (*to)[3], *weights, *distances;
} Points;

static Points points_create(size_t count)
{
    return (Points){mem_alloc(count, 3 * sizeof(double)), mem_alloc(count, 3 * sizeof(double)),
                    mem_alloc(count, sizeof(double)), mem_alloc(count, sizeof(double))};
}

static void points_release(Points *points)
{
    free(points->from);
    free(points->to);
    free(points->weights);
    free(points->distances);
}

static double centre_cost(const AlignItems *all, const Similarity *map)
{
    double sum = 0;
    for (size_t i = 0; i < all->count; i++) {
        double at[3];
        similarity_apply(map, all->items[i].centre, at);
        for (int k = 0; k < 3; k++) {
            at[k] -= all->items[i].wanted[k];
        }
        sum += fmin(1, norm3(at) / FAR_M);
    }
    return sum / (double)all->count;
}

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Any turn: maps through four structures at a time (Fischler and Bolles, Random Sample Consensus, 1981), with
 * a fixed seed so that the same file always comes out the same. Centres of boxes turn only roughly with the
 * body; refine() mends that. */
static double try_samples(const AlignItems *all, Similarity *best)
{
    enum { TRIALS = 600, SAMPLE = 4 };
    Points points = points_create(SAMPLE);
    for (int i = 0; i < SAMPLE; i++) {
        points.weights[i] = 1;
    }
    double least = INFINITY;
    uint32_t state = 1;
    for (int trial = 0; trial < TRIALS; trial++) {
        for (int i = 0; i < SAMPLE; i++) {
            const AlignItem *item = &all->items[next_random(&state) % all->count];
            for (int k = 0; k < 3; k++) {
                points.from[i][k] = item->centre[k];
                points.to[i][k] = item->wanted[k];
            }
        }
        for (int mirror = 0; mirror < 2; mirror++) {
            Similarity map;
            if (!similarity_fit((const double(*)[3])points.from, (const double(*)[3])points.to, points.weights, SAMPLE,
                                mirror, &map)) {
                continue;
            }
            double cost = centre_cost(all, &map) + (mirror ? 0.02 : 0);
            if (cost < least) {
                least = cost;
                *best = map;
            }
        }
    }
    points_release(&points);
    return least;
}

static double median_of(const AlignItems *all, double (*measure)(const AlignItem *), double *scratch)
{
    for (size_t i = 0; i < all->count; i++) {
        scratch[i] = measure(&all->items[i]);
    }
    return align_median(scratch, all->count);
}

static double fading(double x, double width)
{
    double y = x / width;
    return 1 / ((1 + y * y) * (1 + y * y));
}

/* What lies off, or has been cut and so has another centre, counts less and less. */
static void weigh(const AlignItems *all, Points *points)
{
    double width = fmax(0.001, 1.4826 * median_of(all, align_distance, points->distances));
    double size_width = fmax(0.003, 1.4826 * median_of(all, align_size_error, points->distances));
    for (size_t i = 0; i < all->count; i++) {
        points->weights[i] =
            fading(align_distance(&all->items[i]), width) * fading(align_size_error(&all->items[i]), size_width);
        for (int k = 0; k < 3; k++) {
            points->from[i][k] = all->items[i].at[k];
            points->to[i][k] = all->items[i].wanted[k];
        }
    }
}

static void refine(AlignItems *all, Similarity *map)
{
    enum { ROUNDS = 20 };
    Points points = points_create(all->count);
    for (int round = 0; round < ROUNDS && all->count >= 3; round++) {
        align_items_place(all, map);
        weigh(all, &points);
        Similarity change;
        if (!similarity_fit((const double(*)[3])points.from, (const double(*)[3])points.to, points.weights, all->count,
                            false, &change)) {
            break;
        }
        *map = similarity_compose(&change, map);
        double moved = 0;
        for (size_t i = 0; i < all->count; i++) {
            double to[3];
            similarity_apply(&change, all->items[i].at, to);
            for (int k = 0; k < 3; k++) {
                moved = fmax(moved, fabs(to[k] - all->items[i].at[k]));
            }
        }
        if (moved < 1e-5) {
            break;
        }
    }
    align_items_place(all, map);
    points_release(&points);
}

/* How far the middle structure is off under this map. */
static double typical(AlignItems *all, const Similarity *map)
{
    double *scratch = mem_alloc(all->count, sizeof *scratch);
    align_items_place(all, map);
    double middle = median_of(all, align_distance, scratch);
    free(scratch);
    return middle;
}

bool align_find(AlignItems *all, Similarity *out)
{
    static const double GOOD = 0.4, EXACT_M = 0.001, FREE_GAIN = 1.2, FREE_GAIN_M = 0.0003;
    if (all->count == 0) {
        return false;
    }
    double scale = find_scale(all);
    Similarity plain, any;
    double cost = try_axes(all, round_unit(scale, all->count >= 4 ? 0.01 : 0.15), &plain);
    if (all->count >= 4 && cost > GOOD && try_samples(all, &any) < INFINITY) {
        refine(all, &any);
        if (cost_of(all) < cost) {
            *out = any;
            return true;
        }
    }
    double plain_typical = typical(all, &plain);
    *out = plain;
    if (plain_typical > EXACT_M && all->count >= 4) {
        any = plain;
        refine(all, &any);
        if (typical(all, &any) * FREE_GAIN + FREE_GAIN_M < plain_typical) {
            *out = any;
        }
    }
    align_items_place(all, out);
    return true;
}

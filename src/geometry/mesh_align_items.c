#include "mesh_align_items.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>

static Box3 points_box(const AlignPart *part)
{
    Box3 box = box3_empty();
    for (size_t v = 0; v < part->vertex_count; v++) {
        box3_add_point(&box, part->positions[v]);
    }
    return box;
}

static AlignItem make_item(const AlignItems *all, int entry, const CatalogueEntry *figure)
{
    Box3 box = box3_empty();
    for (size_t p = 0; p < all->part_count; p++) {
        if (all->parts[p].entry == entry) {
            Box3 own = points_box(&all->parts[p]);
            box3_add_box(&box, &own);
        }
    }
    AlignItem item = {.entry = entry};
    for (int k = 0; k < 3; k++) {
        item.centre[k] = 0.5 * ((double)box.lo[k] + (double)box.hi[k]);
        item.half[k] = 0.5 * ((double)box.hi[k] - (double)box.lo[k]);
        item.wanted[k] = (double)figure->centre[k];
        item.wanted_half[k] = (double)figure->half_size[k];
    }
    return item;
}

AlignItems align_items_create(const AlignPart *parts, size_t count, const Catalogue *catalogue)
{
    AlignItems all = {.parts = parts, .part_count = count};
    size_t capacity = 0;
    bool *seen = mem_alloc(catalogue->count, sizeof *seen);
    for (size_t p = 0; p < count; p++) {
        int entry = parts[p].entry;
        if (entry < 0 || seen[entry] || !catalogue->entries[entry].has_figure || parts[p].vertex_count == 0) {
            continue;
        }
        seen[entry] = true;
        AlignItem item = make_item(&all, entry, &catalogue->entries[entry]);
        if (item.half[0] > 0 || item.half[1] > 0 || item.half[2] > 0) {
            all.items = mem_grow(all.items, &capacity, all.count + 1, sizeof *all.items);
            all.items[all.count++] = item;
        }
    }
    free(seen);
    return all;
}

void align_items_release(AlignItems *items)
{
    free(items->items);
    *items = (AlignItems){0};
}

static bool right_angles(const Similarity *map)
{
    for (int i = 0; i < 9; i++) {
        double x = fabs(map->r[i]);
        if (x > 1e-9 && fabs(x - 1) > 1e-9) {
            return false;
        }
    }
    return true;
}

static void place_by_box(AlignItem *item, const Similarity *map)
{
    similarity_apply(map, item->centre, item->at);
    for (int i = 0; i < 3; i++) {
        item->at_half[i] = 0;
        for (int k = 0; k < 3; k++) {
            item->at_half[i] += map->scale * fabs(map->r[3 * i + k]) * item->half[k];
        }
    }
}

static void place_by_points(const AlignItems *all, AlignItem *item, const Similarity *map)
{
    double lo[3] = {INFINITY, INFINITY, INFINITY}, hi[3] = {-INFINITY, -INFINITY, -INFINITY};
    for (size_t p = 0; p < all->part_count; p++) {
        const AlignPart *part = &all->parts[p];
        for (size_t v = 0; part->entry == item->entry && v < part->vertex_count; v++) {
            const float *from = part->positions[v];
            double point[3] = {(double)from[0], (double)from[1], (double)from[2]}, to[3];
            similarity_apply(map, point, to);
            for (int k = 0; k < 3; k++) {
                lo[k] = to[k] < lo[k] ? to[k] : lo[k];
                hi[k] = to[k] > hi[k] ? to[k] : hi[k];
            }
        }
    }
    for (int k = 0; k < 3; k++) {
        item->at[k] = 0.5 * (lo[k] + hi[k]);
        item->at_half[k] = 0.5 * (hi[k] - lo[k]);
    }
}

void align_items_place(AlignItems *items, const Similarity *map)
{
    bool exact = right_angles(map);
    for (size_t i = 0; i < items->count; i++) {
        if (exact) {
            place_by_box(&items->items[i], map);
        } else {
            place_by_points(items, &items->items[i], map);
        }
    }
}

static double distance3(const double a[3], const double b[3])
{
    return sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

double align_distance(const AlignItem *item)
{
    return distance3(item->at, item->wanted);
}

double align_size_error(const AlignItem *item)
{
    return distance3(item->at_half, item->wanted_half);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double align_median(double *values, size_t count)
{
    if (count == 0) {
        return 0;
    }
    qsort(values, count, sizeof *values, by_value);
    return count % 2 ? values[count / 2] : 0.5 * (values[count / 2 - 1] + values[count / 2]);
}

Similarity align_axes(int which)
{
    /* Rows: which file axis becomes the model's x, y, z. The first are Z up (scanners, BodyParts3D) and Y up
     * (glTF). */
    static const int ORDER[6][3] = {{0, 2, 1}, {0, 1, 2}, {1, 2, 0}, {2, 1, 0}, {1, 0, 2}, {2, 0, 1}};
    /* Signs of those rows; for each order the proper turns are four of the eight. */
    static const int SIGN[8][3] = {{1, 1, -1}, {1, 1, 1},   {-1, 1, 1},  {-1, 1, -1},
                                   {1, -1, 1}, {1, -1, -1}, {-1, -1, 1}, {-1, -1, -1}};
    const int *order = ORDER[which / 8], *sign = SIGN[which % 8];
    Similarity map = {.scale = 1};
    for (int i = 0; i < 3; i++) {
        map.r[3 * i + order[i]] = sign[i];
    }
    return map;
}

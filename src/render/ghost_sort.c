#include "ghost_sort.h"
#include "hip/mem.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Steps of depth: 0.4 mm for a whole hip. Finer ones change no pixel of the pictures in tests/test_ghost.c,
 * and within a step the triangles stay in the mesh's order, where neighbours share their vertices. */
enum { KEY_COUNT = 1 << 12 };

typedef struct Seen {
    float width, height;
    bool one_sample;
    float nearest, farthest; /* of all that is see-through, in sight or not: what is left out changes no order */
    size_t triangles;
    const DepthGrid *solid; /* the depth of what is solid; NULL: not known */
} Seen;

static void reserve(GhostSort *sort, size_t vertices, size_t triangles)
{
    if (vertices > sort->vertex_room) {
        sort->screen = mem_resize(sort->screen, vertices, sizeof *sort->screen);
        sort->vertex_room = vertices;
    }
    if (triangles > sort->triangle_room) {
        sort->corners = mem_resize(sort->corners, triangles, sizeof *sort->corners);
        sort->depths = mem_resize(sort->depths, triangles, sizeof *sort->depths);
        sort->keys = mem_resize(sort->keys, triangles, sizeof *sort->keys);
        sort->stream = mem_resize(sort->stream, 3 * triangles, sizeof *sort->stream);
        sort->triangle_room = triangles;
    }
    if (!sort->starts) {
        sort->starts = mem_alloc(KEY_COUNT + 1, sizeof *sort->starts);
    }
}

/* Rows of the matrix from a vertex's 16-bit place to pixels and the window's depth, both times w. */
typedef struct ToScreen {
    float x[4], y[4], z[4], w[4];
} ToScreen;

static ToScreen to_screen(const CameraMatrices *camera, const float lo[3], const float step[3], const Seen *seen)
{
    const float *m = camera->view_projection;
    ToScreen t;
    for (int k = 0; k < 4; k++) {
        float clip_x = m[4 * k], clip_y = m[4 * k + 1], clip_w = m[4 * k + 3];
        t.x[k] = 0.5f * seen->width * (clip_x + clip_w);
        t.y[k] = 0.5f * seen->height * (clip_y + clip_w);
        t.z[k] = 0.5f * (m[4 * k + 2] + clip_w);
        t.w[k] = clip_w;
    }
    float *rows[4] = {t.x, t.y, t.z, t.w};
    for (int r = 0; r < 4; r++) {
        for (int k = 0; k < 3; k++) {
            rows[r][3] += rows[r][k] * lo[k];
            rows[r][k] *= step[k];
        }
    }
    return t;
}

static void project(const ToScreen *t, float p0, float p1, float p2, float out[4])
{
    float w = t->w[0] * p0 + t->w[1] * p1 + t->w[2] * p2 + t->w[3];
    float scale = 1 / (w > 1e-4f ? w : 1e-4f);
    out[0] = (t->x[0] * p0 + t->x[1] * p1 + t->x[2] * p2 + t->x[3]) * scale;
    out[1] = (t->y[0] * p0 + t->y[1] * p1 + t->y[2] * p2 + t->y[3]) * scale;
    out[2] = w;
    out[3] = (t->z[0] * p0 + t->z[1] * p1 + t->z[2] * p2 + t->z[3]) * scale;
}

static void place_flat(GhostSort *sort, const MeshSet *set, const DrawList *list, const PlanPart *entry, uint32_t count,
                       const Seen *seen)
{
    const MeshPart *part = entry->part;
    float lo[3], step[3];
    for (int k = 0; k < 3; k++) {
        lo[k] = part->box.lo[k] + entry->item->shift[k];
        step[k] = (part->box.hi[k] - part->box.lo[k]) / 65535.0f;
    }
    ToScreen t = to_screen(&list->camera, lo, step, seen);
    const MeshVertex *vertex = set->vertices + part->first_vertex;
    for (uint32_t i = 0; i < count; i++) {
        project(&t, vertex[i].position[0], vertex[i].position[1], vertex[i].position[2], sort->screen[i]);
    }
}

static void place_moved(GhostSort *sort, const MeshSet *set, const DrawList *list, const PlanPart *entry,
                        uint32_t count, const Seen *seen)
{
    const MeshPart *part = entry->part;
    MeshPlace place = draw_place(list, entry->item);
    memset(place.shift, 0, sizeof place.shift); /* is in the matrix */
    ToScreen t = to_screen(&list->camera, entry->item->shift, (float[3]){1, 1, 1}, seen);
    for (uint32_t i = 0; i < count; i++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + i];
        float p[3];
        mesh_vertex_position(part, vertex, p);
        mesh_place_point(&place, vertex, p, p);
        project(&t, p[0], p[1], p[2], sort->screen[i]);
    }
}

static float least3(float a, float b, float c)
{
    float ab = a < b ? a : b;
    return ab < c ? ab : c;
}

static float most3(float a, float b, float c)
{
    float ab = a > b ? a : b;
    return ab > c ? ab : c;
}

/* The driver rounds corners to 1/256 pixel: what is left out must miss by more than that. */
static const float ROUNDING = 1.0f / 128;

/* Whether q lies on the inner side of the edge, or so near that rounding could bring it there. */
static bool inside_edge(const float a[4], const float b[4], float x, float y)
{
    float dx = b[0] - a[0], dy = b[1] - a[1];
    return dx * (y - a[1]) - dy * (x - a[0]) >= -ROUNDING * (fabsf(dx) + fabsf(dy));
}

/* Whether the middle of some pixel lies in the triangle (counter-clockwise). Scanned muscles seen whole have
 * most of their triangles between the middles, and each of them would cost the driver as much as a visible
 * one. */
static bool holds_middle(const float a[4], const float b[4], const float c[4], const float lo[2], const float hi[2])
{
    enum { MOST = 3 }; /* pixels each way up to which looking is cheaper than drawing */
    if (!(hi[0] - lo[0] < MOST && hi[1] - lo[1] < MOST)) {
        return true;
    }
    int x0 = (int)ceilf(lo[0] - 0.5f - ROUNDING), x1 = (int)floorf(hi[0] - 0.5f + ROUNDING);
    int y0 = (int)ceilf(lo[1] - 0.5f - ROUNDING), y1 = (int)floorf(hi[1] - 0.5f + ROUNDING);
    for (int y = y0; y <= y1; y++) {
        for (int x = x0; x <= x1; x++) {
            float px = (float)x + 0.5f, py = (float)y + 0.5f;
            if (inside_edge(a, b, px, py) && inside_edge(b, c, px, py) && inside_edge(c, a, px, py)) {
                return true;
            }
        }
    }
    return false;
}

/* Whether what is solid lies before all of it. */
static bool is_hidden(const Seen *seen, const float lo[2], const float hi[2], float nearest)
{
    const float most[2] = {seen->width - 1, seen->height - 1};
    GridBox box = {.nearest = nearest};
    for (int k = 0; k < 2; k++) {
        box.lo[k] = (int)clampf(lo[k] - ROUNDING, 0, most[k]);
        box.hi[k] = (int)clampf(hi[k] + ROUNDING, 0, most[k]);
    }
    return depth_grid_hides(seen->solid, &box);
}

/* Faces the viewer (or is open), lies in the picture and holds the middle of some pixel. */
static bool is_seen(const Seen *seen, bool open, const float a[4], const float b[4], const float c[4])
{
    if (a[2] <= 1e-4f || b[2] <= 1e-4f || c[2] <= 1e-4f) {
        return true; /* crosses the eye's plane: the driver clips it */
    }
    float area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
    if (area <= 0 && !open) {
        return false;
    }
    float lo[2] = {least3(a[0], b[0], c[0]), least3(a[1], b[1], c[1])};
    float hi[2] = {most3(a[0], b[0], c[0]), most3(a[1], b[1], c[1])};
    if (hi[0] < 0 || hi[1] < 0 || lo[0] > seen->width || lo[1] > seen->height) {
        return false;
    }
    if (seen->one_sample && !(area > 0 ? holds_middle(a, b, c, lo, hi) : holds_middle(a, c, b, lo, hi))) {
        return false;
    }
    return !seen->solid || !is_hidden(seen, lo, hi, least3(a[3], b[3], c[3]));
}

static void keep_triangles(GhostSort *sort, const MeshSet *set, const PlanPart *entry, const IndexRange *range,
                           Seen *seen)
{
    uint32_t first = entry->part->first_vertex, there = (uint32_t)entry->base_vertex;
    for (const uint32_t *t = set->indices + range->first, *end = t + range->count; t < end; t += 3) {
        const float *a = sort->screen[t[0] - first], *b = sort->screen[t[1] - first], *c = sort->screen[t[2] - first];
        if (!is_seen(seen, entry->open, a, b, c)) {
            continue;
        }
        float depth = (a[2] + b[2] + c[2]) * (1.0f / 3);
        for (int k = 0; k < 3; k++) {
            sort->corners[seen->triangles][k] = t[k] + there;
        }
        sort->depths[seen->triangles++] = depth;
    }
}

static void find_range(const CameraMatrices *camera, const DrawPlan *plan, Seen *seen)
{
    seen->nearest = FLT_MAX;
    seen->farthest = 0;
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        const Box3 *box = &plan->ghosts[i].box;
        float depth = 0;
        for (int k = 0; k < 3; k++) {
            depth += camera->forward[k] * ((camera->forward[k] > 0 ? box->hi[k] : box->lo[k]) - camera->eye[k]);
        }
        seen->farthest = fmaxf(seen->farthest, depth);
        seen->nearest = fminf(seen->nearest, plan->ghosts[i].nearest_m);
    }
}

/* A counting sort: stable, so that neighbours of the mesh at one depth stay neighbours and share their
 * vertices. */
static void order(GhostSort *sort, const Seen *seen)
{
    memset(sort->starts, 0, (KEY_COUNT + 1) * sizeof *sort->starts);
    float range = seen->farthest - seen->nearest;
    float scale = range > 0 ? (KEY_COUNT - 1) / range : 0;
    for (size_t i = 0; i < seen->triangles; i++) {
        float key = (seen->farthest - sort->depths[i]) * scale;
        sort->keys[i] = !(key >= 0) ? 0 : key < KEY_COUNT ? (uint16_t)key : KEY_COUNT - 1; /* NaN too has a place */
        sort->starts[sort->keys[i] + 1]++;
    }
    for (int key = 0; key < KEY_COUNT; key++) {
        sort->starts[key + 1] += sort->starts[key];
    }
    for (size_t i = 0; i < seen->triangles; i++) {
        memcpy(sort->stream + 3 * (size_t)sort->starts[sort->keys[i]]++, sort->corners[i], sizeof *sort->corners);
    }
}

size_t ghost_sort_make(GhostSort *sort, const MeshSet *set, const DrawList *list, const DrawPlan *plan, Cull *cull,
                       int width, int height, bool one_sample)
{
    size_t triangles = 0, vertices = 0;
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        triangles += plan->ghosts[i].lod->index_count / 3;
        vertices = plan->ghosts[i].part->vertex_count > vertices ? plan->ghosts[i].part->vertex_count : vertices;
    }
    reserve(sort, vertices, triangles);
    Seen seen = {.width = (float)width,
                 .height = (float)height,
                 .one_sample = one_sample,
                 .solid = cull->ready ? &cull->grid : NULL};
    find_range(&list->camera, plan, &seen);
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        const PlanPart *entry = &plan->ghosts[i];
        const RangeList *ranges = cull_ghost(cull, set, list, entry, width, height);
        if (ranges->count) {
            bool straight = entry->item->bend < 0 && entry->item->moves == MOVES_SOFT;
            uint32_t count = clusters_of(&cull->clusters, set, entry->item->part, entry->lod)->vertex_count;
            (straight ? place_flat : place_moved)(sort, set, list, entry, count, &seen);
        }
        for (size_t range = 0; range < ranges->count; range++) {
            keep_triangles(sort, set, entry, &ranges->items[range], &seen);
        }
    }
    order(sort, &seen);
    return 3 * seen.triangles;
}

void ghost_sort_release(GhostSort *sort)
{
    free(sort->screen);
    free(sort->corners);
    free(sort->depths);
    free(sort->keys);
    free(sort->stream);
    free(sort->starts);
    *sort = (GhostSort){0};
}

#include "mesh_bvh_tree.h"
#include <math.h>
#include <string.h>

enum { STACK = 128 }; /* build_node goes no deeper */

typedef struct GridRay {
    float from[3], dir[3];
    float enter[3], leave[3]; /* from, half a grid step outwards each way: rounding then loses no hit */
    float inverse[3];
    double start; /* where `from` lies on the ray, metres */
} GridRay;

/* The ray in the tree's grid, starting where it meets the box: far away eyes would cost all the digits of a
 * small part. */
static bool grid_ray(const Tree *tree, const float from[3], const float dir[3], float near_m, float far_m, GridRay *ray)
{
    double lo = (double)near_m, hi = (double)far_m;
    for (int i = 0; i < 3; i++) {
        double slack = tree->metres[i], d = (double)dir[i], at = (double)from[i] - tree->lo[i];
        if (fabs(d) < 1e-12) {
            if (at < -slack || at > 65536 * slack) {
                return false;
            }
            continue;
        }
        double a = (-slack - at) / d, b = (65536 * slack - at) / d;
        lo = fmax(lo, fmin(a, b));
        hi = fmin(hi, fmax(a, b));
    }
    if (!(lo <= hi)) {
        return false;
    }
    ray->start = lo;
    for (int i = 0; i < 3; i++) {
        ray->from[i] = (float)(((double)from[i] + lo * (double)dir[i] - tree->lo[i]) / tree->metres[i]);
        ray->dir[i] = (float)((double)dir[i] / tree->metres[i]);
        ray->inverse[i] = fabsf(ray->dir[i]) < 1e-9f ? copysignf(1e9f, ray->dir[i]) : 1 / ray->dir[i];
        float half = copysignf(0.5f, ray->dir[i]);
        ray->enter[i] = ray->from[i] + half;
        ray->leave[i] = ray->from[i] - half;
    }
    return true;
}

/* Distance at which the ray enters the node, or INFINITY. */
static float node_near(const Node *node, const GridRay *ray, float far_t)
{
    float lo = 0, hi = far_t;
    for (int i = 0; i < 3; i++) {
        bool up = ray->inverse[i] > 0;
        float a = ((float)(up ? node->lo[i] : node->hi[i]) - ray->enter[i]) * ray->inverse[i];
        float b = ((float)(up ? node->hi[i] : node->lo[i]) - ray->leave[i]) * ray->inverse[i];
        lo = a > lo ? a : lo;
        hi = b < hi ? b : hi;
    }
    return lo <= hi ? lo : INFINITY;
}

typedef struct Found {
    float t, b, c; /* metres after the ray's start; weights of the second and third corner */
    uint32_t triangle;
} Found;

/* Moeller and Trumbore, 1997, in the grid. */
static void triangle_hit(const MeshSet *set, const Tree *tree, uint32_t at, const GridRay *ray, Found *found)
{
    const uint16_t *a = tree_position(tree, set->indices[at]);
    const uint16_t *b = tree_position(tree, set->indices[at + 1]);
    const uint16_t *c = tree_position(tree, set->indices[at + 2]);
    float ab[3], ac[3], s[3];
    for (int i = 0; i < 3; i++) {
        ab[i] = (float)(b[i] - a[i]);
        ac[i] = (float)(c[i] - a[i]);
        s[i] = ray->from[i] - (float)a[i];
    }
    const float *d = ray->dir;
    float p[3] = {d[1] * ac[2] - d[2] * ac[1], d[2] * ac[0] - d[0] * ac[2], d[0] * ac[1] - d[1] * ac[0]};
    float det = ab[0] * p[0] + ab[1] * p[1] + ab[2] * p[2];
    if (det == 0) {
        return;
    }
    float inverse = 1 / det;
    float u = (s[0] * p[0] + s[1] * p[1] + s[2] * p[2]) * inverse;
    float q[3] = {s[1] * ab[2] - s[2] * ab[1], s[2] * ab[0] - s[0] * ab[2], s[0] * ab[1] - s[1] * ab[0]};
    float v = (d[0] * q[0] + d[1] * q[1] + d[2] * q[2]) * inverse;
    float t = (ac[0] * q[0] + ac[1] * q[1] + ac[2] * q[2]) * inverse;
    const float slack = 1e-5f; /* neighbours share their edge, rounding must not open it */
    if (u >= -slack && v >= -slack && u + v <= 1 + slack && t >= 0 && t < found->t) {
        *found = (Found){t, u, v, at};
    }
}

static bool tree_hit(const MeshSet *set, const Tree *tree, const GridRay *ray, Found *found)
{
    struct {
        uint32_t node;
        float near_t;
    } stack[STACK];
    int top = 0;
    float far_t = found->t;
    stack[top].node = 0;
    stack[top++].near_t = node_near(&tree->nodes[0], ray, far_t);
    while (top > 0) {
        top--;
        uint32_t at = stack[top].node;
        if (!(stack[top].near_t <= found->t)) {
            continue;
        }
        const Node *node = &tree->nodes[at];
        if (node->link & NODE_LEAF) {
            uint32_t first = node_first(node), count = node_count(node);
            for (uint32_t t = first; t < first + count; t++) {
                triangle_hit(set, tree, tree->triangles[t], ray, found);
            }
            continue;
        }
        uint32_t nearer = at + 1, farther = node->link;
        float near_t = node_near(&tree->nodes[nearer], ray, found->t);
        float other_t = node_near(&tree->nodes[farther], ray, found->t);
        if (other_t < near_t) {
            uint32_t swap = nearer;
            nearer = farther;
            farther = swap;
            float swap_t = near_t;
            near_t = other_t;
            other_t = swap_t;
        }
        if (other_t <= found->t && top < STACK) {
            stack[top].node = farther;
            stack[top++].near_t = other_t;
        }
        if (near_t <= found->t && top < STACK) {
            stack[top].node = nearer;
            stack[top++].near_t = near_t;
        }
    }
    return found->t < far_t;
}

static void fill_hit(const MeshSet *set, const Tree *tree, const GridRay *ray, const Found *found, const float from[3],
                     const float dir[3], MeshHit *out)
{
    float corner[3][3], weight[3] = {1 - found->b - found->c, found->b, found->c}, normal[3];
    *out = (MeshHit){.distance_m = (float)(ray->start + (double)found->t), .triangle = found->triangle};
    for (uint32_t k = 0; k < 3; k++) {
        uint32_t index = set->indices[found->triangle + k];
        const uint16_t *p = tree_position(tree, index);
        const MeshVertex *vertex = &set->vertices[index];
        for (int i = 0; i < 3; i++) {
            corner[k][i] = (float)(tree->metres[i] * p[i]);
        }
        out->u += weight[k] * (float)vertex->along / 65535;
        out->v += weight[k] * (float)vertex->across / 65535;
    }
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        normal[i] = (corner[1][j] - corner[0][j]) * (corner[2][k] - corner[0][k]) -
                    (corner[1][k] - corner[0][k]) * (corner[2][j] - corner[0][j]);
        out->point[i] = from[i] + out->distance_m * dir[i];
    }
    float length = sqrtf(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]);
    for (int i = 0; i < 3; i++) {
        out->normal[i] = length > 0 ? normal[i] / length : -dir[i];
    }
}

static bool hit(const MeshSet *set, const Tree *tree, const float from[3], const float dir[3], float near_m,
                float far_m, MeshHit *out)
{
    GridRay ray;
    if (!tree->nodes || !grid_ray(tree, from, dir, near_m, far_m, &ray)) {
        return false;
    }
    Found found = {.t = (float)fmin((double)far_m - ray.start, 1e30)};
    if (!tree_hit(set, tree, &ray, &found)) {
        return false;
    }
    fill_hit(set, tree, &ray, &found, from, dir, out);
    return true;
}

bool mesh_bvh_hit(const MeshBvhSet *bvh, uint32_t part, const float from[3], const float dir[3], float near_m,
                  float far_m, MeshHit *out)
{
    return part < bvh->count && hit(bvh->set, &bvh->trees[part], from, dir, near_m, far_m, out);
}

bool mesh_bvh_fit_hit(const MeshBvhFit *fit, const float from[3], const float dir[3], float near_m, float far_m,
                      MeshHit *out)
{
    return hit(fit->set, &fit->tree, from, dir, near_m, far_m, out);
}

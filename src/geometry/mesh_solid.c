#include "hip/mesh_solid.h"
#include <math.h>

/* Share of the area that openings may have. The reference's scanned muscles have at most 0.001 at full detail
 * and 0.004 at the level looked at here; a sheet with a rim has most of its area. */
static const double OPENING_MOST = 0.01;

/* The area vectors of a surface without openings add up to nothing; what remains is that of its openings.
 * Two openings opposite each other (a tube) cancel: such a tube counts as solid, and one looks through its
 * ends. */
static double opening_share(const MeshSet *set, const MeshPart *part)
{
    const MeshLod *lod = &part->lods[part->lod_count > 2 ? 2 : part->lod_count - 1]; /* cheap, and true enough */
    double sum[3] = {0}, area = 0;
    for (uint32_t i = lod->first_index; i + 2 < lod->first_index + lod->index_count; i += 3) {
        float a[3], b[3], c[3];
        mesh_vertex_position(part, &set->vertices[set->indices[i]], a);
        mesh_vertex_position(part, &set->vertices[set->indices[i + 1]], b);
        mesh_vertex_position(part, &set->vertices[set->indices[i + 2]], c);
        double ab[3], ac[3], n[3];
        for (int k = 0; k < 3; k++) {
            ab[k] = (double)b[k] - (double)a[k];
            ac[k] = (double)c[k] - (double)a[k];
        }
        n[0] = ab[1] * ac[2] - ab[2] * ac[1];
        n[1] = ab[2] * ac[0] - ab[0] * ac[2];
        n[2] = ab[0] * ac[1] - ab[1] * ac[0];
        for (int k = 0; k < 3; k++) {
            sum[k] += n[k];
        }
        area += sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    }
    return area > 0 ? sqrt(sum[0] * sum[0] + sum[1] * sum[1] + sum[2] * sum[2]) / area : 1;
}

void mesh_solid_find(const MeshSet *set, bool *solid)
{
    for (size_t i = 0; i < set->part_count && i < MESH_MAX_PARTS; i++) {
        const MeshPart *part = &set->parts[i];
        solid[i] = part->closed || opening_share(set, part) < OPENING_MOST;
    }
}

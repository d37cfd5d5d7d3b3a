/* topology.h - brings the sampled field of a structure to the pieces and holes that its table promises. */
#ifndef HIP_BODY_TOPOLOGY_H
#define HIP_BODY_TOPOLOGY_H

/* Changes values (negative inside, the outermost layer outside) so that surface_nets makes of them at most so many
 * pieces with at most so many holes and no hollows: of what the field has, the widest gaps and holes stay; others are
 * closed by walls and bridges thinner than a cell. Crumbs go. No two cells touch in an edge or a corner only, so that
 * the surface is a manifold. Deterministic. */
void topology_mend(float *values, const int n[3], float step, int pieces, int holes);
#endif

/* figure.h - the client's figure around the hip: a ball table under assets/client -> jointed parts. Model frame, the
 * anatomical position with the arms a little away from the trunk. It ends where the hip's skin begins, just over it,
 * and goes there with the bones as that skin does, so that no joint opens a gap. */
#ifndef HIP_FIGURE_H
#define HIP_FIGURE_H
#include "hip/mesh.h"
#include "hip/problems.h"

enum { FIGURE_BUILDS = 2 };

/* Makes the parts of all builds, "figure.torso.1" and so on, from a folder's figure.body (NULL: the program's own).
 * `hip` is the body that it fits, with weights. Mistakes in the table all at once in `problems`; on failure nothing is
 * written. Deterministic for any number of threads (0: as many as cores). Seconds of work. */
HipResult figure_generate(const char *folder, const MeshSet *hip, int threads, MeshSet *out, Problems *problems,
                          HipError *err);

/* Only reads the table, without making anything of it. Milliseconds. */
HipResult figure_check(const char *folder, Problems *problems, HipError *err);
#endif

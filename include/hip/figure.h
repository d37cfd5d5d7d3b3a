/* figure.h - the client's figure around the hip: ball tables under assets/client -> jointed parts. Model frame, the
 * anatomical position with the arms a little away from the trunk. It ends where the hip's skin begins, just over it,
 * and goes there with the bones as that skin does, so that no joint opens a gap. */
#ifndef HIP_FIGURE_H
#define HIP_FIGURE_H
#include "hip/mesh.h"
#include "hip/problems.h"

/* Makes the parts of one build (0: "figure.1.body", and so on; ids "figure.torso.1") from a folder of tables (NULL: the
 * program's own). `hip` is the body that it fits, with weights. Mistakes in tables all at once in `problems`; on
 * failure nothing is written. Deterministic for any number of threads (0: as many as cores). */
HipResult figure_generate(const char *folder, int build, const MeshSet *hip, int threads, MeshSet *out,
                          Problems *problems, HipError *err);

/* Is it true that the program has tables of this build? */
bool figure_has_build(const char *folder, int build);
#endif

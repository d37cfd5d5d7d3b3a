/* client.h - the client on the table, baked at build from assets/client: the figure in its builds, and for each
 * position table, supports and drape. Parts are told apart by their ids (client_part.h). */
#ifndef HIP_CLIENT_H
#define HIP_CLIENT_H
#include "hip/mesh.h"
#include "hip/problems.h"

/* Key of the mesh cache: goes up when the program wants another set than it did. */
enum { CLIENT_VERSION = 1 };

/* Makes the set from the program's own tables and writes it to a file that client_load finds: a mesh cache
 * (tools/bake_client.c). All mistakes at once in `problems`. */
HipResult client_bake(const char *path, int threads, Problems *problems, HipError *err);

/* The set baked at build. Path NULL: the program's own. Fails with one line when there is none; nothing is made anew at
 * run time. Milliseconds. */
HipResult client_load(const char *path, MeshSet *out, HipError *err);
#endif

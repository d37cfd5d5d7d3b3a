/* client_make.h - the makers of the client set; private to src/client. */
#ifndef HIP_CLIENT_MAKE_H
#define HIP_CLIENT_MAKE_H
#include "hip/client.h"
#include "hip/pose.h"

/* What every maker starts from. */
typedef struct ClientWork {
    const Atlas *atlas;
    const MeshSet *hip;     /* the built-in body */
    const MeshSet *figures; /* the figure's parts of every build, at rest; NULL for the first maker */
    int threads;
} ClientWork;

/* A maker gives parts of its own; their order in the set is the makers'. */
typedef HipResult (*ClientMaker)(const ClientWork *work, MeshSet *out, Problems *problems, HipError *err);

HipResult client_make_figures(const ClientWork *work, MeshSet *out, Problems *problems, HipError *err);

/* For each position and build what the client lies on and under (room.h). */
HipResult client_make_rooms(const ClientWork *work, MeshSet *out, Problems *problems, HipError *err);

/* All of them, as one set. */
HipResult client_make(int threads, MeshSet *out, Problems *problems, HipError *err);
#endif

/* body.h - the built-in body: ball tables under assets/body -> MeshSet. */
#ifndef HIP_BODY_H
#define HIP_BODY_H
#include "hip/mesh.h"
#include "hip/problems.h"

typedef struct BodyOptions {
    int threads;                                                   /* 0: as many as cores */
    void (*progress)(const char *what, float done, void *context); /* may be NULL; from any thread, one at a time */
    void *context;
} BodyOptions;

/* Reads the tables (folder NULL: the program's own) and makes the meshes: deterministic, both sides, with fibre
 * coordinates. Mistakes in tables all at once in `problems`; on failure nothing is written. Seconds of work. */
HipResult body_generate(const char *folder, const BodyOptions *options, MeshSet *out, Problems *problems,
                        HipError *err);

/* Only reads the tables, without making anything of them. Milliseconds. */
HipResult body_check(const char *folder, Problems *problems, HipError *err);

/* body_generate from the program's own tables into a file that body_load finds: a mesh cache (tools/bake_body.c). */
HipResult body_bake(const char *path, const BodyOptions *options, Problems *problems, HipError *err);

/* The body baked at build; when its tables have changed since, or nothing was baked, generated once and kept in the
 * cache folder. Milliseconds, or seconds that once. */
HipResult body_load(MeshSet *out, HipError *err);

/* One named node for each structure of type I, metres, model frame, binary glTF 2.0; whole or not at all. */
HipResult body_write_glb(const MeshSet *set, const char *path, HipError *err);
#endif

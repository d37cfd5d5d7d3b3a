/* box_session.h - a session on the real atlas with a small body of boxes, each where the atlas says that its structure
 * is: tests of behaviour need no true meshes. */
#ifndef HIP_TESTS_BOX_SESSION_H
#define HIP_TESTS_BOX_SESSION_H
#include "hip/mesh_build.h"
#include "hip/session.h"
#include <stdio.h>
#include <string.h>

static void box_points(const AtlasStructure *structure, float out[8][3])
{
    for (int k = 0; k < 8; k++) {
        for (int axis = 0; axis < 3; axis++) {
            float half = structure->has_figure ? structure->half_size[axis] : 0.03f;
            out[k][axis] = structure->centre[axis] + ((k >> axis) & 1 ? half : -half);
        }
    }
}

/* Takes a list of ids that ends in NULL; NULL when the model cannot be made. */
static Session *box_session(const Atlas *atlas, const char *const *ids)
{
    static const uint32_t FACES[36] = {0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4,
                                       2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
    enum { MOST = 16 };
    static float points[MOST][8][3];
    static RawPart parts[MOST];
    size_t count = 0;
    for (; ids[count] && count < MOST; count++) {
        int item = atlas_structure(atlas, ids[count]);
        if (item < 0) {
            return NULL;
        }
        box_points(&atlas->structures[item], points[count]);
        parts[count] = (RawPart){
            .positions = (const float(*)[3])points[count], .vertex_count = 8, .indices = FACES, .index_count = 36};
        snprintf(parts[count].id, sizeof parts[count].id, "%s", ids[count]);
    }
    MeshSet set = {0};
    Model *model = NULL;
    MeshBuildOptions options = {0};
    if (mesh_build(parts, count, &options, &set, NULL) != HIP_OK ||
        model_create(atlas, &set, NULL, &model, NULL) != HIP_OK) {
        return NULL;
    }
    Session *session = session_create(atlas);
    session_set_model(session, model, 16.0f / 9);
    return session;
}
#endif

/* body_session.h - the built-in body in a session, for tests; what the user owns goes into a folder of the test's own.
 */
#ifndef HIP_TESTS_BODY_SESSION_H
#define HIP_TESTS_BODY_SESSION_H
#include "hip/body.h"
#include "hip/mem.h"
#include "hip/session.h"
#include <stdio.h>
#include <stdlib.h>

static Atlas *atlas;
static Model *model;     /* the session owns it */
static Session *session; /* without motion */
static char folder[64];  /* $XDG_DATA_HOME */

static inline int body_session_open(void **state)
{
    (void)state;
    MeshSet set = {0};
    snprintf(folder, sizeof folder, "/tmp/hip_test_XXXXXX");
    if (!mkdtemp(folder) || setenv("XDG_DATA_HOME", folder, 1) != 0 ||
        atlas_load("assets/atlas", &atlas, NULL, NULL) != HIP_OK || body_load(&set, NULL) != HIP_OK ||
        model_create(atlas, &set, NULL, &model, NULL) != HIP_OK) {
        return -1;
    }
    session = session_create(atlas);
    session_set_model(session, model, 16.0f / 9);
    session_set_reduced_motion(session, true);
    return 0;
}

static inline int body_session_close(void **state)
{
    (void)state;
    session_destroy(session);
    atlas_release(atlas);
    char *command = mem_format("rm -r '%s'", folder);
    int rc = system(command);
    free(command);
    return rc;
}
#endif

/* job_describe.c - hip-atlas describe VIEW: what a picture would show, in words. */
#include "cli.h"
#include "hip/describe.h"
#include <stdlib.h>

HipResult job_describe(const Cli *cli, HipError *err)
{
    Atlas *atlas = NULL;
    Session *session = NULL;
    HipResult rc = atlas_load(NULL, &atlas, NULL, err);
    if (rc == HIP_OK) {
        rc = app_open_session(atlas, cli->models, cli->model_count, &session, err);
    }
    if (rc == HIP_OK) {
        rc = session_apply_words(session, cli->view, cli->view_count, err);
    }
    if (rc == HIP_OK) {
        char *text = session_describe(session);
        printf("%s\n", text);
        free(text);
    }
    session_destroy(session);
    atlas_release(atlas);
    return rc;
}

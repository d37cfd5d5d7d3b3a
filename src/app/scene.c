#include "cli.h"
#include <stdio.h>

HipResult scene_open(const Cli *cli, int width, int height, Scene *out, HipError *err)
{
    *out = (Scene){0};
    Problems problems = {0};
    HipResult rc = atlas_load(NULL, &out->atlas, &problems, err);
    if (rc != HIP_OK) {
        problems_print(&problems, stderr);
    }
    problems_release(&problems);
    Model *model = NULL;
    if (rc == HIP_OK) {
        rc = app_load_model(out->atlas, cli->models, cli->model_count, NULL, &model, NULL, err);
    }
    if (rc == HIP_OK) {
        out->session = session_create(out->atlas);
        session_set_model(out->session, model, (float)width / (float)height);
        rc = app_apply_view(out->session, cli->view, cli->view_count, err);
    }
    if (rc != HIP_OK) {
        scene_close(out);
    }
    return rc;
}

void scene_close(Scene *scene)
{
    session_destroy(scene->session);
    atlas_release(scene->atlas);
    *scene = (Scene){0};
}

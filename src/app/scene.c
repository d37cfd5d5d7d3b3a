#include "cli.h"
#include <stdio.h>

HipResult scene_open(const Cli *cli, int width, int height, bool quick, Scene *out, HipError *err)
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
        LoadOptions options = {.quick = quick};
        rc = app_load_model(out->atlas, cli->models, cli->model_count, &options, &model, &out->unfinished, err);
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

HipResult scene_finish(const Cli *cli, Scene *scene, Model **old, HipError *err)
{
    *old = NULL;
    if (!scene->unfinished) {
        return HIP_OK;
    }
    Model *quick = session_model(scene->session), *whole = NULL;
    HipResult rc = app_finish_model(scene->atlas, quick, cli->models, cli->model_count, &whole, err);
    if (rc == HIP_OK) {
        *old = session_swap_model(scene->session, whole);
        scene->unfinished = false;
    }
    return rc;
}

void scene_close(Scene *scene)
{
    session_destroy(scene->session);
    atlas_release(scene->atlas);
    *scene = (Scene){0};
}

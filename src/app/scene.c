/* scene.c - atlas, model and session for the jobs; the model is read on a thread while the graphics context opens. */
#include "cli.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

typedef struct Load { /* what the thread makes; its own until joined */
    const Cli *cli;
    bool quick, unfinished;
    Atlas *atlas;
    Model *model;
    HipResult rc;
    HipError err;
    atomic_bool done; /* may be asked at any time */
} Load;

static void *load(void *context)
{
    Load *l = context;
    Problems problems = {0};
    l->rc = atlas_load(NULL, &l->atlas, &problems, &l->err);
    if (l->rc != HIP_OK) {
        problems_print(&problems, stderr);
    }
    problems_release(&problems);
    if (l->rc == HIP_OK) {
        LoadOptions options = {.quick = l->quick};
        l->rc =
            app_load_model(l->atlas, l->cli->models, l->cli->model_count, &options, &l->model, &l->unfinished, &l->err);
    }
    atomic_store(&l->done, true);
    return NULL;
}

/* Without its figure the position is still worth a picture: the hip lies as it would. */
static void add_client(Session *session)
{
    Model *whole = NULL;
    HipError err = {0};
    if (app_add_client(session_model(session), &whole, &err) == HIP_OK) {
        model_release(session_swap_model(session, whole));
    } else {
        fprintf(stderr, "hip-atlas: %s\n", err.text);
    }
}

bool cli_whole_lesson(const Cli *cli)
{
    bool lesson = false, pages = cli->command && strcmp(cli->command, "handout") == 0;
    for (size_t i = 0; i < cli->view_count; i++) {
        lesson |= strcmp(cli->view[i].name, "lesson") == 0 && !strchr(cli->view[i].value, ':');
    }
    return lesson && (pages || (cli->out && strchr(cli->out, '%') && !cli->frames));
}

const Lesson *scene_whole_lesson(const Cli *cli, const Session *session)
{
    return cli_whole_lesson(cli) ? session_lesson(session, NULL) : NULL;
}

/* Somebody lies there, now or at some step of the lesson that is drawn. */
static bool needs_client(const Cli *cli, const Session *session)
{
    const Lesson *lesson = scene_whole_lesson(cli, session);
    bool lies = session_view(session)->position >= 0 || cli->change;
    ViewState view;
    view_state_default(&view);
    for (int i = 0; lesson && i < lesson->step_count && !lies; i++) {
        HipError err;
        lies = session_lesson_step(session, lesson, i, &view, &err) == HIP_OK && view.position >= 0;
    }
    return lies;
}

HipResult scene_open(const Cli *cli, int width, int height, bool quick, Scene *out, Offscreen *gl, HipError *err)
{
    *out = (Scene){0};
    *gl = (Offscreen){0};
    Load l = {.cli = cli, .quick = quick};
    pthread_t thread;
    bool beside = pthread_create(&thread, NULL, load, &l) == 0;
    HipResult rc = offscreen_open(gl, err);
    if (rc == HIP_OK && quick && beside && !atomic_load(&l.done)) {
        rc = renderer_rehearse(gl->renderer, width, height, (float[3]){0}, err);
    }
    if (beside) {
        pthread_join(thread, NULL);
    } else {
        load(&l);
    }
    out->atlas = l.atlas;
    out->unfinished = l.unfinished;
    if (l.rc != HIP_OK) {
        *err = l.err; /* what was asked for is missing: says more than trouble with the driver */
        rc = l.rc;
    }
    if (l.rc == HIP_OK) {
        out->session = session_create(out->atlas);
        session_set_model(out->session, l.model, (float)width / (float)height);
    }
    if (rc == HIP_OK) {
        rc = session_apply_words(out->session, cli->view, cli->view_count, err);
    }
    if (rc == HIP_OK && needs_client(cli, out->session)) {
        add_client(out->session);
    }
    if (rc == HIP_OK) {
        rc = renderer_set_model(gl->renderer, &session_model(out->session)->set, err);
    }
    if (rc != HIP_OK) {
        scene_close(out, gl);
    }
    return rc;
}

HipResult scene_finish(const Cli *cli, Scene *scene, Offscreen *gl, HipError *err)
{
    if (!scene->unfinished) {
        return HIP_OK;
    }
    Model *quick = session_model(scene->session), *whole = NULL;
    HipResult rc = app_finish_model(scene->atlas, quick, cli->models, cli->model_count, &whole, err);
    if (rc == HIP_OK) {
        scene->unfinished = false;
        quick = session_swap_model(scene->session, whole);
        rc = renderer_set_model(gl->renderer, &whole->set, err);
        model_release(quick);
    }
    return rc;
}

void scene_close(Scene *scene, Offscreen *gl)
{
    offscreen_close(gl);
    session_destroy(scene->session);
    atlas_release(scene->atlas);
    *scene = (Scene){0};
}

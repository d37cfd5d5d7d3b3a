#include "cli.h"
#include "hip/handout.h"
#include "hip/mem.h"
#include "picture.h"
#include <stdlib.h>
#include <string.h>

static HipResult write_page(const Cli *cli, HandoutPaper paper, const ViewState *view, const Atlas *atlas,
                            const HandoutPicture *picture, HipError *err)
{
    HandoutFit fit = {0};
    HandoutPage *page = handout_page(atlas, view, cli->note, cli->date);
    HipResult rc = handout_write(page, paper, picture, cli->out, &fit, err);
    handout_page_release(page);
    if (rc == HIP_OK && fit.note_cut) {
        fprintf(stderr, "hip-atlas: the note is longer than the page and was cut\n");
    }
    if (rc == HIP_OK && fit.left_out) {
        fprintf(stderr, "hip-atlas: the page is full: %d of its less likely or smaller parts are not on it\n",
                fit.left_out);
    }
    return rc;
}

static HipResult make(const Cli *cli, HandoutPaper paper, HipError *err)
{
    int pixels[2];
    handout_picture_size(paper, &pixels[0], &pixels[1]);
    Scene scene;
    Offscreen gl;
    HipResult rc = scene_open(cli, pixels[0], pixels[1], false, &scene, &gl, err);
    if (rc != HIP_OK) {
        return rc;
    }
    unsigned char *rgba = mem_alloc((size_t)pixels[0] * (size_t)pixels[1], 4);
    ViewState view;
    handout_view(session_view(scene.session), &view);
    rc = picture_of_view(gl.renderer, session_model(scene.session), &view, pixels, rgba, err);
    if (rc == HIP_OK) {
        rc = write_page(cli, paper, &view, scene.atlas, &(HandoutPicture){pixels[0], pixels[1], rgba}, err);
    }
    free(rgba);
    scene_close(&scene, &gl);
    return rc;
}

HipResult job_handout(const Cli *cli, HipError *err)
{
    int paper = cli->paper ? handout_paper_from_id(cli->paper) : PAPER_A4;
    if (!cli->out) {
        return hip_usage(err, "handout wants -o FILE.pdf");
    }
    if (paper < 0) {
        return hip_usage(err, "--paper wants a4 or letter, got '%s'", cli->paper);
    }
    HipResult rc = cli->date ? handout_check_date(cli->date, err) : HIP_OK;
    if (rc == HIP_OK) {
        rc = handout_can_write(err);
    }
    if (rc == HIP_OK && cli_whole_lesson(cli)) {
        return job_lesson_handout(cli, (HandoutPaper)paper, err);
    }
    return rc == HIP_OK ? make(cli, (HandoutPaper)paper, err) : rc;
}

/* main.c - arguments -> window or job -> exit status. */
#include "cli.h"
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static HipResult run(const Cli *cli, HipError *err)
{
    static const struct {
        const char *name;
        HipResult (*job)(const Cli *cli, HipError *err);
    } JOBS[] = {{"render", job_render}, {"list", job_list},      {"info", job_info},   {"validate", job_validate},
                {"bench", job_bench},   {"body", job_body},      {"pages", job_pages}, {"describe", job_describe},
                {"pain", job_pain},     {"handout", job_handout}};
    if (!cli->command) {
        AppOptions options = {cli->models, cli->model_count, cli->view,    cli->view_count,
                              cli->width,  cli->height,      cli->language};
        return app_run_window(&options, err);
    }
    if (strcmp(cli->command, "--help") == 0) {
        cli_help(stdout);
        return HIP_OK;
    }
    if (strcmp(cli->command, "--version") == 0) {
        printf("hip-atlas %s\n", HIP_VERSION);
        return HIP_OK;
    }
    for (size_t i = 0; i < sizeof JOBS / sizeof *JOBS; i++) {
        if (strcmp(cli->command, JOBS[i].name) == 0) {
            return JOBS[i].job(cli, err);
        }
    }
    return hip_usage(err, "unknown command '%s'", cli->command);
}

/* glibc learns from the first large block that is freed to take such blocks from its heap; pictures of all sizes then
 * leave holes between them, and a window that is resized for ten minutes holds a third more than it needs. */
static void keep_heap_whole(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
#endif
}

int main(int argc, char **argv)
{
    keep_heap_whole();
    static Cli cli;
    HipError err = {""};
    HipResult rc = cli_parse(argc, argv, &cli, &err);
    if (rc == HIP_OK) {
        rc = run(&cli, &err);
    }
    if (rc == HIP_OK && (fflush(stdout) != 0 || ferror(stdout))) {
        rc = hip_fail(&err, "cannot write the answer: is the disk full, or the reader gone?");
    }
    if (rc != HIP_OK) {
        fprintf(stderr, "hip-atlas: %s\n", err.text);
    }
    return (int)rc;
}

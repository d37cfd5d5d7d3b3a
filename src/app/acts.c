/* acts.c - commands that need a window, files or a clipboard, and what comes back from the threads that carry them out.
 */
#include "hip/describe.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/words.h"
#include "loop.h"
#include "own.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const double DESCRIBED_S = 30;
static const double READING_S = 1e9; /* until the reading is over */

void acts_open(Loop *loop, const char *const *paths, size_t count)
{
    char what[256];
    loader_describe(paths, count, what, sizeof what);
    loop_say(loop, READING_S, "%s", what);
    loop->reading_said = true;
    loader_start(loop->loader, paths, count);
}

static void ask_for_file(Loop *loop)
{
    if (!dialog_ask(loop->dialog)) {
        loop_say(loop, 12,
                 "No file dialog on this desktop (zenity or kdialog). Drop a file or a folder on the window, or copy "
                 "its path and press Ctrl+V.");
    }
}

static void take_picture(Loop *loop, PictureGoal goal, const char *path)
{
    int pixels[2];
    unsigned char *rgba = NULL;
    HipError err = {0};
    if (frame_picture(loop, pixels, &rgba, &err) != HIP_OK) {
        loop_say(loop, 10, "%s", err.text);
        return;
    }
    picture_out_start(loop->pictures, goal, path, pixels[0], pixels[1], rgba);
}

static void today(char *out, size_t size)
{
    time_t now = time(NULL);
    struct tm local;
    strftime(out, size, "%Y-%m-%d", localtime_r(&now, &local));
}

/* What the window shows, beside its panels, as a page to take home. */
static void make_page(Loop *loop, const char *path)
{
    int points[2], pixels[2], paper[2];
    const Screen *screen = session_screen(loop->session);
    HandoutPaper size = screen->paper;
    ViewState view;
    HipError err = {0};
    unsigned char *rgba;
    if (handout_can_write(&err) != HIP_OK || !session_model(loop->session)) {
        loop_say(loop, 12, "%s", err.text[0] ? err.text : "A page needs the body: one moment");
        return;
    }
    window_size(&loop->window, points, pixels);
    handout_picture_size(size, &paper[0], &paper[1]);
    handout_view(session_view(loop->session), &view);
    view.camera = handout_camera(&view.camera, (float)pixels[0] / (float)pixels[1], screen->free_left,
                                 screen->free_right, (float)paper[0] / (float)paper[1]);
    rgba = mem_alloc((size_t)paper[0] * (size_t)paper[1], 4);
    loop->frame.valid = false; /* the kept picture is drawn over */
    if (picture_of_view(loop->renderer, session_model(loop->session), &view, paper, rgba, &err) != HIP_OK) {
        loop_say(loop, 10, "%s", err.text);
        free(rgba);
        return;
    }
    char date[16];
    today(date, sizeof date);
    HandoutPage *page = handout_page(loop->atlas, &view, screen->note, date);
    picture_out_page(loop->pictures, page, size, path, paper[0], paper[1], rgba);
}

static void describe(Loop *loop)
{
    char *text = session_describe(loop->session);
    printf("%s\n", text);
    fflush(stdout);
    bool copied = SDL_SetClipboardText(text) == 0;
    loop_say(loop, DESCRIBED_S, copied ? _("On the clipboard: %s") : "%s", text);
    free(text);
}

static void copy_code(Loop *loop)
{
    char *code = view_code_write(loop->atlas, session_view(loop->session));
    if (SDL_SetClipboardText(code) == 0) {
        loop_say(loop, 4, "View code copied");
    } else {
        loop_say(loop, 10, "The clipboard refused the view code: %s", SDL_GetError());
    }
    free(code);
}

/* "file:///a%20b" as file managers copy it -> "/a b", in place. */
static void unquote_uri(char *text)
{
    static const char SCHEME[] = "file://";
    if (strncmp(text, SCHEME, sizeof SCHEME - 1) != 0) {
        return;
    }
    char *out = text;
    for (const char *in = text + sizeof SCHEME - 1; *in; in++) {
        char digits[3] = {in[0] == '%' ? in[1] : '\0', in[0] == '%' && in[1] ? in[2] : '\0', '\0'};
        char *end = digits;
        long value = strtol(digits, &end, 16);
        if (in[0] == '%' && end == digits + 2 && value > 0) {
            *out++ = (char)value;
            in += 2;
        } else {
            *out++ = *in;
        }
    }
    *out = '\0';
}

static void paste_code(Loop *loop)
{
    char *text = SDL_GetClipboardText();
    char *line = mem_string(text ? text : "");
    SDL_free(text);
    line[strcspn(line, "\r\n")] = '\0';
    unquote_uri(line);
    HipError err = {0};
    Command command = {.id = COMMAND_VIEW_CODE, .item = -1};
    if (line[0] == '/' && file_exists(line)) {
        acts_open(loop, (const char *const[]){line}, 1);
    } else if (line[0] == '\0') {
        loop_say(loop, 5, "The clipboard holds no text");
    } else if (strlen(line) >= sizeof command.text) {
        loop_say(loop, 6, "What the clipboard holds is no view code");
    } else {
        memcpy(command.text, line, strlen(line) + 1);
        if (session_do(loop->session, &command, &err) != HIP_OK) {
            loop_say(loop, 8, "%s", err.text);
        }
    }
    free(line);
}

/* Whole or not at all, also over an older file. */
static void save_results(Loop *loop, const char *path)
{
    HipError err = {""};
    char *folder = page_folder(), *made = path[0] ? mem_string(path) : results_new_file(folder, &err);
    char *text = quiz_memory_csv(session_quiz_memory(loop->session));
    if (made && file_write_atomic(made, text, strlen(text), &err) == HIP_OK) {
        loop_say(loop, 10, "Saved as %s", made);
        loop_trace(loop, "results %s", made);
    } else {
        loop_say(loop, 10, "%s", err.text);
        if (made && !path[0]) {
            unlink(made); /* the empty file that kept the name */
        }
    }
    free(text);
    free(made);
    free(folder);
}

/* There is something for the teacher to see only while it is projected. */
static void show_teacher(Loop *loop, float value)
{
    bool wanted = value < 0 ? !loop->teacher.open : value > 0;
    if (!wanted) {
        teacher_close(loop);
        return;
    }
    if (!session_view(loop->session)->present) {
        Command present = {.id = COMMAND_PRESENT, .item = -1, .value = 1};
        session_do(loop->session, &present, NULL);
    }
    teacher_open(loop);
}

static void run_window_command(Loop *loop, const Command *command)
{
    switch (command->id) {
    case COMMAND_OPEN:
        if (command->text[0]) {
            acts_open(loop, (const char *const[]){command->text}, 1);
        } else {
            ask_for_file(loop);
        }
        break;
    case COMMAND_SAVE_PICTURE:
        take_picture(loop, PICTURE_SAVE, command->text);
        break;
    case COMMAND_HANDOUT:
        make_page(loop, command->text);
        break;
    case COMMAND_QUIZ_CSV:
        save_results(loop, command->text);
        break;
    case COMMAND_COPY_PICTURE:
        take_picture(loop, PICTURE_COPY, "");
        break;
    case COMMAND_COPY_CODE:
        copy_code(loop);
        break;
    case COMMAND_DESCRIBE:
        describe(loop);
        break;
    case COMMAND_PASTE_CODE:
        paste_code(loop);
        break;
    case COMMAND_FULL_SCREEN:
        window_full_screen(&loop->window, !window_is_full_screen(&loop->window));
        break;
    case COMMAND_TEACHER:
        show_teacher(loop, command->value);
        break;
    case COMMAND_PEN_DRAW:
        pen_draw(loop, command);
        break;
    case COMMAND_NOTE_PIN:
        note_pin(loop);
        break;
    case COMMAND_QUIT:
        loop->quit = true;
        break;
    default:
        break;
    }
}

void acts_run(Loop *loop, CommandQueue *queue)
{
    for (int i = 0; i < queue->count; i++) {
        const Command *command = &queue->items[i];
        const CommandInfo *info = command_info(command->id);
        HipError err = {0};
        if (info && info->scope == SCOPE_WINDOW) {
            run_window_command(loop, command);
        } else if (session_do(loop->session, command, &err) != HIP_OK) {
            loop_say(loop, 8, "%s", err.text);
        }
        if (loop->trace && info && command->id != COMMAND_CAMERA) {
            loop_trace(loop, "command %s item=%d value=%.3f text=%s", info->name, command->item, (double)command->value,
                       command->text);
        }
    }
    loop->dirty |= queue->count > 0;
    queue->count = 0;
}

/* Puts a model on the graphics card; when that fails the one before comes back. */
static bool upload(Loop *loop, Model *model)
{
    HipError err = {0};
    loop->frame.valid = false;
    query_cache_release(&loop->rays);
    if (renderer_set_model(loop->renderer, &model->set, &err) == HIP_OK) {
        return true;
    }
    loop_say(loop, 10, "%s", err.text);
    Model *old = session_model(loop->session);
    if (old) {
        renderer_set_model(loop->renderer, &old->set, NULL);
    }
    model_release(model);
    return false;
}

static void say_what_was_noticed(Loop *loop, const Model *model)
{
    const ImportReport *report = &model->report;
    if (report->warning_count == 1) {
        loop_say(loop, 10, "%s", report->warnings[0]);
    } else if (report->warning_count > 1) {
        loop_say(loop, 10, "%s (%zu more: Ctrl+M)", report->warnings[0], report->warning_count - 1);
    }
}

/* A picture of the command line lies there at once; in the window it is measured first. */
static void begin_on_body(Loop *loop)
{
    Command begin = {.id = COMMAND_PROJECT, .item = -1, .value = 1};
    if (session_view(loop->session)->body.step) {
        session_do(loop->session, &begin, NULL);
    }
}

static void take_model(Loop *loop, Model *model)
{
    int points[2], pixels[2];
    window_size(&loop->window, points, pixels);
    bool first = session_model(loop->session) == NULL;
    loop->rays_ready = false;
    if (!upload(loop, model)) {
        return;
    }
    session_set_model(loop->session, model, (float)pixels[0] / (float)pixels[1]);
    HipError err = {0};
    if (first) {
        HipResult rc = session_apply_words(loop->session, loop->options->view, loop->options->view_count, &err);
        if (rc != HIP_OK) { /* a slip in the command line: as every other job, say so and end */
            loop->fatal = err;
            loop->result = rc;
            loop->quit = true;
        }
        begin_on_body(loop);
    }
    loop_keep_whole(loop, true);
    if (loop->reading_said) {
        session_screen(loop->session)->message[0] = '\0';
        loop->reading_said = false;
    }
    say_what_was_noticed(loop, model);
    loop_trace(loop, "model parts=%zu triangles=%zu", model->set.part_count, mesh_set_triangles(&model->set));
}

static void take_better(Loop *loop, Model *model)
{
    if (upload(loop, model)) {
        Model *old = session_swap_model(loop->session, model);
        if (model->own_parts < model->set.part_count && old->own_parts == old->set.part_count) {
            session_meet_client(loop->session);
        }
        model_release(old);
        loop_trace(loop, "better");
    }
}

static void take_rays(Loop *loop, MeshBvhSet *rays)
{
    Model *model = session_model(loop->session);
    if (model && rays && !model->bvh) {
        model->bvh = rays;
    } else if (rays) {
        mesh_bvh_release(rays); /* a question came first and made its own */
    }
    loop->rays_ready = true;
    loop_trace(loop, "rays");
}

static void take_failure(Loop *loop, const char *text)
{
    fprintf(stderr, "hip-atlas: %s\n", text);
    loop_say(loop, 20, "%s", text);
    loop->reading_said = false;
    loop_trace(loop, "failed %s", text);
    if (!session_model(loop->session) && !loop->built_in_tried) {
        loop->built_in_tried = true; /* better the built-in hip than an empty window */
        loader_start(loop->loader, NULL, 0);
    }
}

/* Days since 1970 where the user is: a card of the quiz is due in the morning, not at midnight of Greenwich. */
static int day_here(void)
{
    time_t now = time(NULL);
    struct tm here;
    localtime_r(&now, &here);
    return (int)((now + here.tm_gmtoff) / (24 * 60 * 60));
}

static void take_loader_news(Loop *loop, LoaderNews *news)
{
    switch (news->kind) {
    case LOADER_ATLAS:
        loop->atlas = news->atlas;
        loop->session = session_create(news->atlas);
        session_set_today(loop->session, day_here());
        own_load(loop);
        break;
    case LOADER_BROKEN:
        snprintf(loop->fatal.text, sizeof loop->fatal.text, "%s", news->text);
        loop->result = HIP_FAILED;
        loop->quit = true;
        break;
    case LOADER_MODEL:
        take_model(loop, news->model);
        break;
    case LOADER_BETTER:
        take_better(loop, news->model);
        break;
    case LOADER_RAYS:
        take_rays(loop, news->rays);
        break;
    case LOADER_FAILED:
        take_failure(loop, news->text);
        break;
    default:
        break;
    }
    loop->dirty = true;
}

/* A client is read when somebody first wants one. */
static void ask_client(Loop *loop)
{
    const Model *model = loop->session ? session_model(loop->session) : NULL;
    if (model && model != loop->client_asked && session_view(loop->session)->position >= 0 &&
        model->own_parts == model->set.part_count && !loader_busy(loop->loader)) {
        loop->client_asked = model;
        loader_add_client(loop->loader, model);
    }
}

void acts_news(Loop *loop)
{
    LoaderNews news = {0};
    while (!loop->quit && loader_take(loop->loader, &news)) {
        take_loader_news(loop, &news);
        news = (LoaderNews){0};
    }
    ask_client(loop);
    char **paths;
    size_t count;
    if (dialog_take(loop->dialog, &paths, &count)) {
        acts_open(loop, (const char *const *)paths, count);
        for (size_t i = 0; i < count; i++) {
            free(paths[i]);
        }
        free(paths);
    }
    char message[sizeof(HipError)];
    if (picture_out_take(loop->pictures, message, sizeof message)) {
        loop_say(loop, 6, "%s", message);
        loop_trace(loop, "picture %s", message);
    }
}

/* session_record.c - a lesson that is recorded: views kept one after the other, with what is said, saved as a file. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/store.h"
#include "hip/words.h"
#include "session_private.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double NEWS_S = 8, SAVED_S = 20;
static const float STAY_S = 20;

typedef struct Kept {
    char *code; /* words of a view code */
    char *say;  /* "" nothing yet */
    Side side;
} Kept;

typedef struct Recording {
    Kept steps[LESSON_STEPS];
    int count;
} Recording;

static void tell(Session *session, double seconds, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(session->screen.message, sizeof session->screen.message, format, args);
    va_end(args);
    session->screen.message_until_s = session->now_s + seconds;
}

int session_recorded(const Session *session)
{
    return session->recording ? session->recording->count : 0;
}

const char *session_recorded_say(const Session *session, int step)
{
    return step >= 0 && step < session_recorded(session) ? session->recording->steps[step].say : "";
}

static void drop_last(Recording *recording)
{
    Kept *last = &recording->steps[--recording->count];
    free(last->code);
    free(last->say);
}

void session_record_release(Session *session)
{
    while (session_recorded(session) > 0) {
        drop_last(session->recording);
    }
    free(session->recording);
    session->recording = NULL;
}

/* What belongs to whoever looks is not the lesson's: theme, skin, build, projection. What a client told is nobody's. */
static char *code_of(const Session *session)
{
    ViewState home, view = session->view;
    view_state_default(&home);
    view.theme = home.theme;
    view.skin = home.skin;
    view.build = home.build;
    view.present = home.present;
    view.client = home.client;
    view.side = home.side; /* a word of its own */
    view.told = home.told;
    char *code = view_code_write(session->atlas, &view);
    const char *words = strchr(code, ' ');
    char *out = mem_string(words ? words + 1 : "");
    free(code);
    return out;
}

static void keep(Session *session)
{
    if (!session->recording) {
        session->recording = mem_alloc(1, sizeof *session->recording);
    }
    Recording *recording = session->recording;
    if (recording->count == LESSON_STEPS) {
        tell(session, NEWS_S, _("A lesson has at most %d steps: save it first"), LESSON_STEPS);
        return;
    }
    recording->steps[recording->count++] = (Kept){code_of(session), mem_string(""), session->view.side};
    tell(session, NEWS_S, _("Step %d kept (Ctrl+Shift+R takes it back; Shift+F1 to name and save the lesson)"),
         recording->count);
}

static void unkeep(Session *session)
{
    if (session_recorded(session) > 0) {
        drop_last(session->recording);
        tell(session, NEWS_S, _("The last step is gone; %d kept"), session->recording->count);
    }
}

static void say(Session *session, const char *text)
{
    if (session_recorded(session) > 0) {
        Kept *last = &session->recording->steps[session->recording->count - 1];
        free(last->say);
        last->say = mem_string(text);
    }
}

/* "My lesson!" -> "my_lesson": an id as lesson_read takes it, and the name of the file. */
static void id_of_title(const char *title, char *out, size_t size)
{
    size_t n = 0;
    for (const char *c = title; *c && n + 1 < size; c++) {
        bool plain = isascii((unsigned char)*c) && isalnum((unsigned char)*c);
        if (plain && n == 0 && isdigit((unsigned char)*c)) {
            continue;
        }
        if (plain) {
            out[n++] = (char)tolower((unsigned char)*c);
        } else if (n > 0 && out[n - 1] != '_') {
            out[n++] = '_';
        }
    }
    while (n > 0 && out[n - 1] == '_') {
        n--;
    }
    out[n] = '\0';
    if (n == 0) {
        snprintf(out, size, "lesson");
    }
}

/* No lesson is written over: neither of the program nor of the user, nor a file that could not be read. */
static bool is_free(Session *session, const char *folder, const char *id)
{
    char *path = mem_format("%s/%s.json", folder, id);
    bool taken = lesson_find(session_lessons(session, NULL), id) || file_exists(path);
    free(path);
    return !taken;
}

static char *free_id(Session *session, const char *folder, const char *title)
{
    char stem[64];
    id_of_title(title, stem, sizeof stem);
    char *id = mem_string(stem);
    for (int number = 2; !is_free(session, folder, id); number++) {
        free(id);
        id = mem_format("%s_%d", stem, number);
    }
    return id;
}

static char *lesson_text(const Recording *recording, const char *id, const char *title)
{
    LessonStep *steps = mem_alloc((size_t)recording->count, sizeof *steps);
    char(*numbers)[24] = mem_alloc((size_t)recording->count, sizeof *numbers);
    for (int i = 0; i < recording->count; i++) {
        const Kept *kept = &recording->steps[i];
        snprintf(numbers[i], sizeof numbers[i], "Step %d", i + 1);
        steps[i] = (LessonStep){.words = {{"side", side_id(kept->side), 0}, {"code", kept->code, 0}},
                                .word_count = 2,
                                .from_home = i > 0,
                                .say = {.text = kept->say[0] ? kept->say : numbers[i]},
                                .seconds = STAY_S};
    }
    Lesson lesson = {.id = id, .title = title, .steps = steps, .step_count = recording->count, .own = true};
    char *text = lesson_write(&lesson);
    free(steps);
    free(numbers);
    return text;
}

static HipResult save(Session *session, const char *title, HipError *err)
{
    if (session_recorded(session) == 0) {
        return hip_fail(err, "nothing was recorded yet: keep a view first (Ctrl+R)");
    }
    char *data = file_data_folder();
    if (!data) {
        return hip_fail(err, "there is no folder for your lessons (neither XDG_DATA_HOME nor HOME is set)");
    }
    title = title[0] ? title : "My lesson";
    char *folder = mem_format("%s/lessons", data), *id = free_id(session, folder, title),
         *text = lesson_text(session->recording, id, title), *name = mem_format("%s.json", id);
    HipResult rc = store_save(folder, name, text, strlen(text), err);
    if (rc == HIP_OK) {
        tell(session, SAVED_S, _("Saved: %s/%s"), folder, name);
        session_record_release(session);
        session_read_lessons(session, NULL);
    }
    free(name);
    free(text);
    free(id);
    free(folder);
    free(data);
    return rc;
}

HipResult session_record_do(Session *session, const Command *command, HipError *err)
{
    switch (command->id) {
    case COMMAND_LESSON_KEEP:
        keep(session);
        return HIP_OK;
    case COMMAND_LESSON_UNKEEP:
        unkeep(session);
        return HIP_OK;
    case COMMAND_LESSON_SAY:
        say(session, command->text);
        return HIP_OK;
    default:
        return save(session, command->text, err);
    }
}

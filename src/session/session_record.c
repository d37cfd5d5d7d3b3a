/* session_record.c - a lesson that is recorded: views kept one after the other, with what is said, saved as a file. */
#include "hip/file.h"
#include "hip/mem.h"
#include "hip/store.h"
#include "hip/words.h"
#include "lesson_words.h"
#include "session_private.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double NEWS_S = 8, SAVED_S = 20;

typedef struct Kept {
    char *code; /* the view */
    char *say;  /* "" nothing yet */
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
    view_state_look_as(&home, &view);
    view.told = home.told;
    return view_code_write(session->atlas, &view);
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
    recording->steps[recording->count++] = (Kept){code_of(session), mem_string("")};
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

/* The view that was kept, as who looks now has it. */
static HipResult view_of(const Session *session, const Kept *kept, const ViewState *home, ViewState *out, HipError *err)
{
    HipResult rc = view_code_read(session->atlas, kept->code, out, err);
    view_state_look_as(home, out);
    out->told = home->told;
    return rc;
}

static size_t length(const LessonWords *words)
{
    size_t sum = 0;
    for (int i = 0; i < words->count; i++) {
        sum += strlen(words->items[i].name) + strlen(words->values[i]);
    }
    return sum;
}

/* What a step says: what changes, or, when that is much shorter, everything anew from home. A view that no words make
 * stays the code that it was kept as. */
static void find_words(const Session *session, const ViewState *home, const ViewState *before, const ViewState *view,
                       const char *code, LessonStep *step, LessonWords *out)
{
    LessonWords anew;
    bool found = lesson_words_between(session, before, view, out), first = before == home,
         again = !first && lesson_words_between(session, home, view, &anew);
    if (again && (!found || 2 * length(&anew) < length(out))) {
        LessonWords other = *out;
        *out = anew;
        anew = other;
        step->from_home = found = true;
    }
    if (!first) {
        lesson_words_release(&anew);
    }
    memcpy(step->words, out->items, sizeof step->words);
    step->word_count = out->count;
    if (!found) {
        step->words[0] = (LessonWord){"code", strchr(code, ' ') + 1, 0};
        step->word_count = 1;
        step->from_home = !first;
    }
}

static HipResult lesson_text(const Session *session, const char *id, const char *title, char **out, HipError *err)
{
    const Recording *recording = session->recording;
    LessonStep *steps = mem_alloc((size_t)recording->count, sizeof *steps);
    LessonWords *words = mem_alloc((size_t)recording->count, sizeof *words);
    char(*numbers)[24] = mem_alloc((size_t)recording->count, sizeof *numbers);
    ViewState home, view, before;
    HipResult rc = HIP_OK;
    session_home(session, &home);
    for (int i = 0; i < recording->count && rc == HIP_OK; i++) {
        const Kept *kept = &recording->steps[i];
        snprintf(numbers[i], sizeof numbers[i], "Step %d", i + 1);
        steps[i] = (LessonStep){.say = {.text = kept->say[0] ? kept->say : numbers[i]}, .seconds = LESSON_STAY_S};
        rc = view_of(session, kept, &home, &view, err);
        if (rc == HIP_OK) {
            find_words(session, &home, i > 0 ? &before : &home, &view, kept->code, &steps[i], &words[i]);
        }
        before = view;
    }
    if (rc == HIP_OK) {
        Lesson lesson = {.id = id, .title = title, .steps = steps, .step_count = recording->count, .own = true};
        *out = lesson_write(&lesson);
    }
    for (int i = 0; i < recording->count; i++) {
        lesson_words_release(&words[i]);
    }
    free(words);
    free(steps);
    free(numbers);
    return rc;
}

static HipResult save(Session *session, const char *title, HipError *err)
{
    if (session_recorded(session) == 0 || !session->model) {
        return hip_fail(err, "nothing was recorded yet: keep a view first (Ctrl+R)");
    }
    char *data = file_data_folder();
    if (!data) {
        return hip_fail(err, "there is no folder for your lessons (neither XDG_DATA_HOME nor HOME is set)");
    }
    title = title[0] ? title : session->screen.lesson_title[0] ? session->screen.lesson_title : "My lesson";
    char *folder = mem_format("%s/lessons", data), *id = free_id(session, folder, title),
         *name = mem_format("%s.json", id), *text = NULL;
    HipResult rc = lesson_text(session, id, title, &text, err);
    rc = rc == HIP_OK ? store_save(folder, name, text, strlen(text), err) : rc;
    if (rc == HIP_OK) {
        tell(session, SAVED_S, _("Saved: %s/%s"), folder, name);
        session->screen.lesson_title[0] = '\0';
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

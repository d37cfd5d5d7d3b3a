/* list_lessons.c - `hip-atlas list lessons` and bookmarks, and what `hip-atlas validate` finds in them. */
#include "app.h"
#include "hip/file.h"
#include "hip/mem.h"
#include "lists.h"
#include <stdlib.h>
#include <string.h>

void list_lessons(const Atlas *atlas, json_t *rows)
{
    LessonList lessons;
    Problems problems = {0};
    lesson_list_read(atlas, &lessons, &problems);
    problems_print(&problems, stderr);
    for (int i = 0; i < lessons.count; i++) {
        const Lesson *lesson = lessons.items[i];
        json_t *steps = json_array();
        for (int k = 0; k < lesson->step_count; k++) {
            json_array_append_new(steps, json_string(lesson->steps[k].say.text));
        }
        list_add_row(rows, lesson->id, lesson->title,
                     json_pack("{s:s*, s:b, s:o}", "about", lesson->about, "own", (int)lesson->own, "steps", steps));
    }
    lesson_list_release(&lessons);
    problems_release(&problems);
}

/* Views that the user kept: the name is what --bookmark wants. */
void list_bookmarks(const Atlas *atlas, json_t *rows)
{
    Bookmarks *kept = mem_alloc(1, sizeof *kept);
    HipError err = {""};
    (void)atlas;
    if (bookmarks_load(kept, &err) != HIP_OK) {
        fprintf(stderr, "hip-atlas: %s\n", err.text);
    }
    for (int i = 0; i < kept->count; i++) {
        list_add_row(rows, kept->rows[i].name, kept->rows[i].code, NULL);
    }
    bookmarks_release(kept);
    free(kept);
}

/* The first of its words with which a step cannot be shown; how many it has when none is to blame alone. */
static int wrong_word(const Session *session, const Lesson *lesson, int step, const ViewState *before)
{
    LessonStep *one = (LessonStep *)&lesson->steps[step]; /* of a copy */
    int count = one->word_count, n = 0;
    for (bool found = false; !found && n < count; n += !found) {
        ViewState view = *before;
        HipError err;
        one->word_count = n + 1;
        found = session_lesson_step(session, lesson, step, &view, &err) != HIP_OK;
    }
    one->word_count = count;
    return n;
}

/* Every word that cannot be shown: it is told, left out, and the lesson goes on without it. */
static void check_lesson(Session *session, const Lesson *lesson, const char *shown, Problems *problems)
{
    ViewState view;
    LessonStep *steps = mem_copy(lesson->steps, (size_t)lesson->step_count * sizeof *steps);
    Lesson trial = *lesson;
    trial.steps = steps;
    view_state_default(&view);
    for (int i = 0; i < lesson->step_count; i++) {
        HipError err = {""};
        while (session_lesson_step(session, &trial, i, &view, &err) != HIP_OK) {
            int n = wrong_word(session, &trial, i, &view);
            bool known = n < steps[i].word_count;
            problems_add(problems, shown, known ? steps[i].words[n].line : steps[i].line, "%s", err.text);
            if (!known) {
                break;
            }
            memmove(&steps[i].words[n], &steps[i].words[n + 1],
                    (size_t)(--steps[i].word_count - n) * sizeof *steps[i].words);
        }
    }
    free(steps);
}

static void check_file(Session *session, const char *path, const char *shown, bool own, Problems *problems)
{
    Lesson *lesson = NULL;
    if (lesson_read(session_atlas(session), path, shown, own, &lesson, problems) == HIP_OK) {
        check_lesson(session, lesson, shown, problems);
        lesson_release(lesson);
    }
}

static bool ends_json(const char *path)
{
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".json") == 0;
}

bool is_lessons(const char *path)
{
    char *atlas = mem_format("%s/atlas", path);
    NameList names = {0};
    bool lessons = !file_is_folder(path)
                       ? ends_json(path)
                       : !file_is_folder(atlas) && file_list(path, ".json", &names, NULL) == HIP_OK && names.count > 0;
    name_list_release(&names);
    free(atlas);
    return lessons;
}

int check_lessons_at(const Atlas *atlas, const char *path, const char *shown, bool own, Problems *problems)
{
    HipError err = {""};
    NameList names = {0};
    Session *session = NULL; /* what the words of a lesson mean shows only on a body: the built-in one */
    if (app_open_session(atlas, NULL, 0, &session, &err) != HIP_OK) {
        problems_add(problems, shown, 0, "%s", err.text);
        return 0;
    }
    int count = 1;
    if (file_is_folder(path)) {
        file_list(path, ".json", &names, NULL);
        count = (int)names.count;
        for (size_t i = 0; i < names.count; i++) {
            char *one = mem_format("%s/%s", path, names.names[i]), *name = mem_format("%s/%s", shown, names.names[i]);
            check_file(session, one, name, own, problems);
            free(one);
            free(name);
        }
        name_list_release(&names);
    } else {
        check_file(session, path, shown, own, problems);
    }
    session_destroy(session);
    return count;
}

/* list_lessons.c - `hip-atlas list lessons`, and what `hip-atlas validate` finds in them. */
#include "hip/body.h"
#include "hip/session.h"
#include "lists.h"

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

/* What the words of a lesson mean shows only on a body: the built-in one. */
static Session *session_with_body(const Atlas *atlas)
{
    MeshSet set = {0};
    Model *model = NULL;
    if (body_load(&set, NULL) != HIP_OK || model_create(atlas, &set, NULL, &model, NULL) != HIP_OK) {
        return NULL;
    }
    Session *session = session_create(atlas);
    session_set_model(session, model, 16.0f / 9);
    return session;
}

static void check_lesson(Session *session, const Lesson *lesson, const char *shown, Problems *problems)
{
    ViewState view;
    for (int i = 0; i < lesson->step_count; i++) {
        HipError err = {""};
        if (session_lesson_state(session, lesson, i, &view, &err) != HIP_OK) {
            problems_add(problems, shown, lesson->steps[i].line, "%s", err.text);
            return; /* the steps behind stand on this one */
        }
    }
}

void check_lesson_file(const Atlas *atlas, const char *path, const char *shown, bool own, Problems *problems)
{
    Lesson *lesson = NULL;
    if (lesson_read(atlas, path, shown, own, &lesson, problems) != HIP_OK) {
        return;
    }
    Session *session = session_with_body(atlas);
    if (session) {
        check_lesson(session, lesson, shown, problems);
    }
    session_destroy(session);
    lesson_release(lesson);
}

/* lesson_write.c - a lesson as a file that lesson_read takes: what a teacher has recorded. */
#include "hip/lesson.h"
#include "hip/mem.h"
#include <jansson.h>
#include <stdlib.h>

static json_t *words_json(const LessonStep *step)
{
    json_t *show = json_object();
    for (int i = 0; i < step->word_count; i++) {
        const LessonWord *word = &step->words[i];
        json_object_set_new(show, word->name, word->value ? json_string(word->value) : json_true());
    }
    return show;
}

static json_t *question_json(const LessonQuestion *ask)
{
    json_t *choices = json_array();
    for (int i = 0; i < ask->choice_count; i++) {
        json_array_append_new(choices, json_string(ask->choices[i]));
    }
    return json_pack("{s:s, s:o, s:i, s:s*}", "question", ask->text, "choices", choices, "right", ask->right + 1,
                     "because", ask->because);
}

static json_t *step_json(const LessonStep *step)
{
    json_t *out = json_pack("{s:o, s:s, s:s*, s:f}", "show", words_json(step), "say", step->say.text, "notes",
                            step->notes, "seconds", (double)step->seconds);
    if (step->from_home) {
        json_object_set_new(out, "from_home", json_true());
    }
    if (step->ask.text) {
        json_object_set_new(out, "ask", question_json(&step->ask));
    }
    if (step->say.source_count > 0) {
        json_t *sources = json_array();
        for (int i = 0; i < step->say.source_count; i++) {
            json_array_append_new(sources, json_integer(step->say.sources[i]));
        }
        json_object_set_new(out, "conf", json_stringn(&step->say.confidence, 1));
        json_object_set_new(out, "sources", sources);
    }
    return out;
}

char *lesson_write(const Lesson *lesson)
{
    json_t *steps = json_array();
    for (int i = 0; i < lesson->step_count; i++) {
        json_array_append_new(steps, step_json(&lesson->steps[i]));
    }
    json_t *root = json_pack("{s:s, s:s, s:s*, s:o}", "id", lesson->id, "title", lesson->title, "about", lesson->about,
                             "steps", steps);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    char *own = mem_format("%s\n", text ? text : "");
    free(text);
    json_decref(root);
    return own;
}

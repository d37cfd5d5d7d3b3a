/* lesson_write.c - a lesson as a file that lesson_read takes, laid out as one is written by hand (docs/lessons.md):
 * what a teacher has recorded and may edit. */
#include "hip/lesson.h"
#include "hip/mem.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TIDY = JSON_REAL_PRECISION(9) };

/* Takes the value over; adds `"key": value` behind what the object holds already. */
static void add(char **object, const char *key, json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | TIDY);
    char *longer = mem_format("%s%s\"%s\": %s", *object, (*object)[0] ? ",\n     " : "", key, text ? text : "null");
    free(text);
    free(*object);
    *object = longer;
    json_decref(value);
}

static void add_text(char **object, const char *key, const char *text)
{
    if (text) {
        add(object, key, json_string(text));
    }
}

/* 3, not "3", where it is read back as the same. */
static json_t *word_json(const char *value)
{
    char *end;
    double number = value ? strtod(value, &end) : 0;
    if (!value) {
        return json_true();
    }
    if (end == value || *end || strspn(value, "0123456789.-") != strlen(value) || strlen(value) > 8) {
        return json_string(value);
    }
    return number == trunc(number) ? json_integer((json_int_t)number) : json_real(number);
}

static json_t *words_json(const LessonStep *step)
{
    json_t *show = json_object();
    for (int i = 0; i < step->word_count; i++) {
        json_object_set_new(show, step->words[i].name, word_json(step->words[i].value));
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

static json_t *sources_json(const AtlasFact *say)
{
    json_t *sources = json_array();
    for (int i = 0; i < say->source_count; i++) {
        json_array_append_new(sources, json_integer(say->sources[i]));
    }
    return sources;
}

/* One step: a line for each of its keys. */
static char *step_text(const LessonStep *step)
{
    char *text = mem_string("");
    if (step->from_home) {
        add(&text, "from_home", json_true());
    }
    if (step->word_count > 0) {
        add(&text, "show", words_json(step));
    }
    add_text(&text, "say", step->say.text);
    if (step->say.source_count > 0) {
        add(&text, "conf", json_stringn(&step->say.confidence, 1));
        add(&text, "sources", sources_json(&step->say));
    }
    add_text(&text, "notes", step->notes);
    if (step->seconds < LESSON_STAY_S || step->seconds > LESSON_STAY_S) {
        add(&text, "seconds", json_real((double)step->seconds));
    }
    if (step->ask.text) {
        add(&text, "ask", question_json(&step->ask));
    }
    return text;
}

static char *quoted(const char *text)
{
    json_t *string = json_string(text);
    char *out = json_dumps(string, JSON_ENCODE_ANY);
    json_decref(string);
    return out;
}

char *lesson_write(const Lesson *lesson)
{
    char *title = quoted(lesson->title), *about = lesson->about ? quoted(lesson->about) : NULL;
    char *text =
        mem_format("{\n  \"id\": \"%s\",\n  \"title\": %s,\n%s%s%s  \"steps\": [", lesson->id, title ? title : "\"\"",
                   about ? "  \"about\": " : "", about ? about : "", about ? ",\n" : "");
    for (int i = 0; i < lesson->step_count; i++) {
        char *step = step_text(&lesson->steps[i]);
        char *longer = mem_format("%s%s\n    {%s}", text, i ? "," : "", step);
        free(step);
        free(text);
        text = longer;
    }
    char *whole = mem_format("%s\n  ]\n}\n", text);
    free(text);
    free(title);
    free(about);
    return whole;
}

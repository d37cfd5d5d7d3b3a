/* lesson.c - lesson files: read, listed, written. */
#include "hip/lesson.h"
#include "atlas_private.h"
#include "hip/file.h"
#include <stdlib.h>
#include <string.h>

enum { WORD_MOST = 12000 };
static const float LEAST_S = 1, MOST_S = 600;
static const char *const SUFFIX = ".json";

typedef struct Owner {
    Arena arena;
} Owner;

static void read_words(AtlasBuilder *b, const JsonNode *show, LessonStep *step)
{
    if (!json_exists(show)) {
        return;
    }
    if (!json_node_is_object(show)) {
        json_problem(show, "\"show\" wants words in { }, such as {\"depth\": 3}");
        return;
    }
    for (JsonNode word = json_first(show); word.value; word = json_next(&word)) {
        char text[WORD_MOST];
        if (step->word_count == LESSON_WORDS) {
            json_problem(&word, "is one word too many: at most %d", LESSON_WORDS);
            return;
        }
        if (json_read_word(&word, text, sizeof text)) {
            bool on = strcmp(text, "true") == 0;
            step->words[step->word_count++] = (LessonWord){arena_string(b->arena, word.key),
                                                           on ? NULL : arena_string(b->arena, text), json_line(&word)};
        }
    }
}

static void read_question(AtlasBuilder *b, const JsonNode *node, LessonQuestion *out)
{
    if (!json_exists(node) || !json_keys(node, "question choices right", "because")) {
        return;
    }
    JsonNode text = json_member(node, "question"), choices = json_member(node, "choices"),
             right = json_member(node, "right"), because = json_member(node, "because");
    size_t count = json_count(&choices);
    if (count < 2 || count > LESSON_CHOICES) {
        json_problem(&choices, "wants from 2 to %d choices, not %d", LESSON_CHOICES, (int)count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        JsonNode choice = json_item(&choices, i);
        out->choices[i] = atlas_text(b, &choice);
        for (size_t k = 0; k < i; k++) {
            if (strcmp(out->choices[k], out->choices[i]) == 0) {
                json_problem(&choice, "choices %d and %d are the same", (int)k + 1, (int)i + 1);
            }
        }
    }
    out->choice_count = (int)count;
    int first = 1; /* people count from one */
    json_read_int(&right, 1, (int)count, &first);
    out->right = first - 1;
    out->because = json_exists(&because) ? atlas_text(b, &because) : NULL;
    out->text = atlas_text(b, &text);
}

static void read_step(AtlasBuilder *b, const JsonNode *node, bool own, LessonStep *step)
{
    if (!json_keys(node, own ? "say" : "say conf sources",
                   own ? "show notes ask seconds from_home conf sources" : "show notes ask seconds from_home")) {
        return;
    }
    JsonNode show = json_member(node, "show"), say = json_member(node, "say"), notes = json_member(node, "notes"),
             ask = json_member(node, "ask"), seconds = json_member(node, "seconds"),
             home = json_member(node, "from_home"), sources = json_member(node, "sources");
    double stay = (double)LESSON_STAY_S;
    step->line = json_line(node);
    step->say.text = atlas_text(b, &say);
    if (!own || json_exists(&sources)) {
        atlas_read_backing(b, node, &step->say.confidence, &step->say.sources, &step->say.source_count);
    }
    step->notes = json_exists(&notes) ? atlas_text(b, &notes) : NULL;
    step->from_home = json_read_bool(&home, false);
    json_read_number(&seconds, (double)LEAST_S, (double)MOST_S, &stay);
    step->seconds = (float)stay;
    read_words(b, &show, step);
    read_question(b, &ask, &step->ask);
}

static void read_lesson(AtlasBuilder *b, const JsonNode *root, Lesson *out)
{
    if (!json_keys(root, "id title steps", "about")) {
        return;
    }
    JsonNode title = json_member(root, "title"), about = json_member(root, "about"), steps = json_member(root, "steps");
    size_t count = json_count(&steps);
    out->id = atlas_read_id(b, root);
    out->title = atlas_text(b, &title);
    out->about = json_exists(&about) ? atlas_text(b, &about) : NULL;
    if (json_exists(&steps) && (count < 1 || count > LESSON_STEPS)) {
        json_problem(&steps, "wants from 1 to %d steps", LESSON_STEPS);
        return;
    }
    LessonStep *table = atlas_array(b, count, sizeof *table);
    out->steps = table;
    out->step_count = (int)count;
    for (size_t i = 0; i < count; i++) {
        JsonNode step = json_item(&steps, i);
        read_step(b, &step, out->own, &table[i]);
    }
}

static HipResult read_doc(const Atlas *atlas, JsonDoc *doc, bool own, Lesson **out, Problems *problems)
{
    if (!doc) {
        return HIP_FAILED;
    }
    size_t before = problems->count;
    Owner *owner = mem_alloc(1, sizeof *owner);
    AtlasBuilder b = {.atlas = *atlas, .arena = &owner->arena, .problems = problems};
    Lesson *lesson = arena_alloc(&owner->arena, sizeof *lesson);
    JsonNode root = json_doc_root(doc);
    lesson->own = own;
    lesson->owner = owner;
    read_lesson(&b, &root, lesson);
    json_doc_close(doc);
    if (problems->count > before) {
        lesson_release(lesson);
        return HIP_FAILED;
    }
    *out = lesson;
    return HIP_OK;
}

HipResult lesson_read(const Atlas *atlas, const char *path, const char *shown, bool own, Lesson **out,
                      Problems *problems)
{
    return read_doc(atlas, json_doc_open(path, shown, problems), own, out, problems);
}

HipResult lesson_parse(const Atlas *atlas, const char *text, size_t size, const char *shown, bool own, Lesson **out,
                       Problems *problems)
{
    return read_doc(atlas, json_doc_parse(text, size, shown, problems), own, out, problems);
}

void lesson_release(Lesson *lesson)
{
    if (lesson) {
        Owner *owner = lesson->owner; /* the lesson itself lies in the arena */
        arena_release(&owner->arena);
        free(owner);
    }
}

/* ---- the list ---- */

static void add(LessonList *list, Lesson *lesson)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->items[i]->id, lesson->id) == 0) {
            lesson_release(list->items[i]);
            list->items[i] = lesson;
            return;
        }
    }
    list->items = mem_resize(list->items, (size_t)list->count + 1, sizeof(Lesson *));
    list->items[list->count++] = lesson;
}

static void read_folder(const Atlas *atlas, const char *folder, const char *shown, bool own, LessonList *list,
                        Problems *problems)
{
    NameList names = {0};
    if (!file_is_folder(folder) || file_list(folder, SUFFIX, &names, NULL) != HIP_OK) {
        return;
    }
    for (size_t i = 0; i < names.count; i++) {
        char *path = mem_format("%s/%s", folder, names.names[i]);
        char *name = mem_format("%s/%s", own ? folder : shown, names.names[i]);
        Lesson *lesson = NULL;
        if (lesson_read(atlas, path, name, own, &lesson, problems) == HIP_OK) {
            add(list, lesson);
        }
        free(path);
        free(name);
    }
    name_list_release(&names);
}

void lesson_list_read(const Atlas *atlas, LessonList *out, Problems *problems)
{
    LessonList list = {0};
    char *built_in = file_asset_path("lessons"), *data = file_data_folder();
    char *own = data ? mem_format("%s/lessons", data) : NULL;
    read_folder(atlas, built_in, "lessons", false, &list, problems);
    if (own) {
        read_folder(atlas, own, own, true, &list, problems);
    }
    free(built_in);
    free(data);
    free(own);
    *out = list;
}

void lesson_list_release(LessonList *list)
{
    for (int i = 0; i < list->count; i++) {
        lesson_release(list->items[i]);
    }
    free(list->items);
    *list = (LessonList){0};
}

const Lesson *lesson_find(const LessonList *list, const char *id)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->items[i]->id, id) == 0) {
            return list->items[i];
        }
    }
    return NULL;
}

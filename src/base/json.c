#include "hip/json.h"
#include "hip/file.h"
#include "hip/maths.h"
#include "hip/mem.h"
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 4 * 1024 * 1024, MOST_PROBLEMS = 1000 };

struct JsonDoc {
    char *shown;
    char *text; /* kept for the lines of mistakes */
    size_t size;
    json_t *root;
    Problems *problems;
};

/* What a person has most likely done where the parser stumbled. */
static const char *slip(const json_error_t *error)
{
    static const struct {
        const char *said, *hint;
    } HINTS[] = {
        {"'[' or '{' expected", "the file begins with { and ends with }"},
        {"end of file", "a bracket or quotation mark that was opened is not closed"},
        {"unable to decode", "save the file as UTF-8"},
        {"duplicate", "this key stands twice in the same { }"},
        {"invalid token", "only plain quotation marks \" and no comments"},
        {"string or", "only plain quotation marks \" round a key, and no comments"},
        {"unexpected", "a comma too many before it, or a value is missing"},
        {"expected", "a comma or a quotation mark is missing before it"},
    };
    for (size_t i = 0; i < sizeof HINTS / sizeof *HINTS; i++) {
        if (strstr(error->text, HINTS[i].said)) {
            return HINTS[i].hint;
        }
    }
    return "look at this line and the one before";
}

JsonDoc *json_doc_parse(const char *text, size_t size, const char *shown, Problems *problems)
{
    json_error_t error;
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        problems_add(problems, shown, error.line > 0 ? error.line : 1, "not valid JSON: %s: %s", error.text,
                     slip(&error));
        return NULL;
    }
    JsonDoc *doc = mem_alloc(1, sizeof *doc);
    doc->shown = mem_string(shown);
    doc->text = mem_copy(text, size);
    doc->size = size;
    doc->root = root;
    doc->problems = problems;
    return doc;
}

JsonDoc *json_doc_open(const char *path, const char *shown, Problems *problems)
{
    Buffer buffer = {0};
    HipError err = {0};
    if (file_read_all(path, LARGEST_FILE, &buffer, &err) != HIP_OK) {
        problems_add(problems, shown, 0, "%s", err.text);
        return NULL;
    }
    JsonDoc *doc = json_doc_parse((const char *)buffer.data, buffer.size, shown, problems);
    buffer_release(&buffer);
    return doc;
}

void json_doc_close(JsonDoc *doc)
{
    if (doc) {
        json_decref(doc->root);
        free(doc->shown);
        free(doc->text);
        free(doc);
    }
}

JsonNode json_doc_root(const JsonDoc *doc)
{
    return (JsonNode){.doc = doc, .value = doc->root};
}

/* jansson keeps no places, so the place of a mistake is found by walking the text along the node's path. The
 * text has been parsed before: the walk need not check it, only never leave it. */

static size_t skip_space(const JsonDoc *doc, size_t at)
{
    while (at < doc->size && strchr(" \t\r\n", doc->text[at])) {
        at++;
    }
    return at;
}

static size_t skip_string(const JsonDoc *doc, size_t at)
{
    for (at++; at < doc->size && doc->text[at] != '"'; at++) {
        if (doc->text[at] == '\\') {
            at++;
        }
    }
    return at < doc->size ? at + 1 : doc->size;
}

static size_t skip_value(const JsonDoc *doc, size_t at)
{
    int depth = 0;
    while (at < doc->size) {
        char c = doc->text[at];
        if (c == '"') {
            at = skip_string(doc, at);
        } else if (c == '{' || c == '[') {
            depth++;
            at++;
        } else if (c == '}' || c == ']') {
            if (depth == 0) {
                return at;
            }
            depth--;
            at++;
        } else if (depth == 0 && strchr(" \t\r\n,:", c)) {
            return at;
        } else {
            at++;
            continue; /* inside a number or a word */
        }
        if (depth == 0) {
            return at;
        }
    }
    return doc->size;
}

static size_t skip_comma(const JsonDoc *doc, size_t at)
{
    at = skip_space(doc, at);
    return at < doc->size && doc->text[at] == ',' ? skip_space(doc, at + 1) : at;
}

/* Start of the key's text and, in *value, of its value; SIZE_MAX when the object has none of that name. */
static size_t find_key(const JsonDoc *doc, size_t object, const char *key, size_t *value)
{
    size_t length = strlen(key);
    size_t at = skip_space(doc, object + 1);
    while (at < doc->size && doc->text[at] == '"') {
        size_t name = at;
        size_t after = skip_string(doc, at);
        size_t colon = skip_space(doc, after);
        size_t start = skip_space(doc, colon < doc->size ? colon + 1 : colon);
        if (after - name == length + 2 && memcmp(doc->text + name + 1, key, length) == 0) {
            *value = start;
            return name;
        }
        at = skip_comma(doc, skip_value(doc, start));
    }
    return SIZE_MAX;
}

/* Where to point at, and in *value where the node's value starts. */
static size_t locate(const JsonNode *node, size_t *value)
{
    const JsonDoc *doc = node->doc;
    if (!node->parent) {
        return *value = skip_space(doc, 0);
    }
    size_t outer;
    size_t shown = locate(node->parent, &outer);
    *value = outer;
    if (!node->value || outer >= doc->size) {
        return shown;
    }
    if (node->key) {
        size_t at = doc->text[outer] == '{' ? find_key(doc, outer, node->key, value) : SIZE_MAX;
        return at == SIZE_MAX ? shown : at;
    }
    size_t at = skip_space(doc, outer + 1);
    for (size_t i = 0; i < node->index && at < doc->size; i++) {
        at = skip_comma(doc, skip_value(doc, at));
    }
    return *value = at;
}

int json_line(const JsonNode *node)
{
    size_t value;
    size_t at = locate(node, &value);
    int line = 1;
    for (size_t i = 0; i < at && i < node->doc->size; i++) {
        line += node->doc->text[i] == '\n';
    }
    return line;
}

void json_problem(const JsonNode *node, const char *format, ...)
{
    size_t known = node->doc->problems->count;
    if (known >= MOST_PROBLEMS) { /* each costs a walk: a hostile file must not cost minutes */
        if (known == MOST_PROBLEMS) {
            problems_add(node->doc->problems, node->doc->shown, 0, "more mistakes than are listed here");
        }
        return;
    }
    char text[800];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    problems_add(node->doc->problems, node->doc->shown, json_line(node), "%s", text);
}

static const char *name_of(const JsonNode *node)
{
    for (; node; node = node->parent) {
        if (node->key) {
            return node->key;
        }
    }
    return "the file";
}

static bool wrong_type(const JsonNode *node, const char *wanted)
{
    json_problem(node, "\"%s\" must be %s", name_of(node), wanted);
    return false;
}

/* The next name of a list parted by spaces; false behind the last. */
static bool next_name(const char **list, char *out, size_t size)
{
    while (**list == ' ') {
        (*list)++;
    }
    size_t n = strcspn(*list, " ");
    if (n == 0) {
        return false;
    }
    size_t kept = n < size ? n : size - 1;
    memcpy(out, *list, kept);
    out[kept] = '\0';
    *list += n;
    return true;
}

static bool has_name(const char *list, const char *name)
{
    char each[64];
    while (next_name(&list, each, sizeof each)) {
        if (strcmp(each, name) == 0) {
            return true;
        }
    }
    return false;
}

bool json_keys(const JsonNode *object, const char *required, const char *optional)
{
    if (!object->value) {
        return false;
    }
    if (!json_node_is_object(object)) {
        return wrong_type(object, "an object { }");
    }
    json_t *value = (json_t *)object->value; /* the iterators want it; nothing is changed */
    for (void *at = json_object_iter(value); at; at = json_object_iter_next(value, at)) {
        JsonNode member = json_member(object, json_object_iter_key(at));
        if (!has_name(required, member.key) && !has_name(optional, member.key)) {
            json_problem(&member, "unknown key \"%s\" (known here: %s%s%s)", member.key, required, *optional ? " " : "",
                         optional);
        }
    }
    char name[64];
    while (next_name(&required, name, sizeof name)) {
        JsonNode wanted = json_member(object, name);
        if (!wanted.value) {
            json_problem(object, "missing key \"%s\"", name);
        }
    }
    return true;
}

JsonNode json_member(const JsonNode *object, const char *key)
{
    const json_t *value = object->value ? json_object_get(object->value, key) : NULL;
    return (JsonNode){.doc = object->doc, .value = value, .parent = object, .key = key};
}

static JsonNode member_at(const JsonNode *object, void *at)
{
    return at ? json_member(object, json_object_iter_key(at)) : (JsonNode){.doc = object->doc, .parent = object};
}

JsonNode json_first(const JsonNode *object)
{
    json_t *value = (json_t *)(uintptr_t)object->value; /* the iterators want it; nothing is changed */
    return member_at(object, json_node_is_object(object) ? json_object_iter(value) : NULL);
}

JsonNode json_next(const JsonNode *member)
{
    json_t *value = (json_t *)(uintptr_t)member->parent->value;
    void *at = member->key ? json_object_iter_at(value, member->key) : NULL;
    return member_at(member->parent, at ? json_object_iter_next(value, at) : NULL);
}

bool json_exists(const JsonNode *node)
{
    return node->value != NULL;
}

bool json_node_is_text(const JsonNode *node)
{
    return json_is_string(node->value);
}

bool json_node_is_list(const JsonNode *node)
{
    return json_is_array(node->value);
}

bool json_node_is_object(const JsonNode *node)
{
    return node->value && json_typeof(node->value) == JSON_OBJECT;
}

size_t json_count(const JsonNode *list)
{
    if (!list->value) {
        return 0;
    }
    if (!json_node_is_list(list)) {
        wrong_type(list, "a list [ ]");
        return 0;
    }
    return json_array_size(list->value);
}

JsonNode json_item(const JsonNode *list, size_t index)
{
    const json_t *value = list->value ? json_array_get(list->value, index) : NULL;
    return (JsonNode){.doc = list->doc, .value = value, .parent = list, .index = index};
}

const char *json_read_text(const JsonNode *node)
{
    if (!node->value) {
        return NULL;
    }
    const char *text = json_string_value(node->value);
    if (!text || text[0] == '\0') {
        wrong_type(node, "a text that is not empty");
        return NULL;
    }
    return text;
}

const char *json_read_word(const JsonNode *node, char *out, size_t size)
{
    const json_t *value = node->value;
    int length = 0;
    if (json_is_string(value)) {
        length = snprintf(out, size, "%s", json_string_value(value));
    } else if (json_is_number(value)) {
        length = snprintf(out, size, "%.9g", json_number_value(value));
    } else if (json_is_boolean(value)) {
        length = snprintf(out, size, json_is_true(value) ? "true" : "off");
    } else {
        if (json_is_array(value)) {
            wrong_type(node, "one text with commas, such as \"skin,fat\", or a number, not a list");
        } else if (value) {
            wrong_type(node, "a text, a number, true or false");
        }
        return NULL;
    }
    if (length < 1 || (size_t)length >= size) {
        json_problem(node, "\"%s\" is %s", node->key ? node->key : "", length < 1 ? "empty" : "too long");
        return NULL;
    }
    return out;
}

bool json_read_bool(const JsonNode *node, bool fallback)
{
    if (!node->value) {
        return fallback;
    }
    if (!json_is_boolean(node->value)) {
        wrong_type(node, "true or false");
        return fallback;
    }
    return json_is_true(node->value);
}

bool json_read_number(const JsonNode *node, double least, double most, double *out)
{
    if (!node->value) {
        return false;
    }
    if (!json_is_number(node->value)) {
        return wrong_type(node, "a number");
    }
    double value = json_number_value(node->value);
    if (!isfinite(value) || value < least || value > most) {
        json_problem(node, "\"%s\" is %g, must be from %g to %g", name_of(node), value, least, most);
        return false;
    }
    *out = value;
    return true;
}

bool json_read_int(const JsonNode *node, int least, int most, int *out)
{
    if (!node->value) {
        return false;
    }
    if (!json_is_integer(node->value)) {
        return wrong_type(node, "a whole number");
    }
    json_int_t value = json_integer_value(node->value);
    if (value < least || value > most) {
        json_problem(node, "\"%s\" is %lld, must be from %d to %d", name_of(node), (long long)value, least, most);
        return false;
    }
    *out = (int)value;
    return true;
}

bool json_read_vector(const JsonNode *node, double limit, double scale, float out[3])
{
    if (!node->value) {
        return false;
    }
    if (!json_node_is_list(node) || json_array_size(node->value) != 3) {
        return wrong_type(node, "three numbers [x, y, z]");
    }
    double v[3] = {0};
    for (size_t i = 0; i < 3; i++) {
        JsonNode part = json_item(node, i);
        if (!json_read_number(&part, -limit, limit, &v[i])) {
            return false;
        }
    }
    for (int i = 0; i < 3; i++) {
        out[i] = (float)(v[i] * scale);
    }
    return true;
}

bool json_read_colour(const JsonNode *node, float out_linear[3])
{
    if (!node->value) {
        return false;
    }
    const char *text = json_string_value(node->value);
    return (text && colour_parse(text, out_linear)) || wrong_type(node, "a colour like \"#9c4a43\"");
}

int json_read_choice(const JsonNode *node, const char *const *names, int count)
{
    const char *text = json_read_text(node);
    if (!text) {
        return -1;
    }
    char all[400] = "";
    for (int i = 0; i < count; i++) {
        if (strcmp(text, names[i]) == 0) {
            return i;
        }
        size_t used = strlen(all);
        snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", names[i]);
    }
    json_problem(node, "\"%s\" is \"%s\", must be one of: %s", name_of(node), text, all);
    return -1;
}

/* test_includes.c - the arrows of docs/architecture.md: which folder may include which. Reads the #include lines. */
#include "hip/file.h"
#include "hip/mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

typedef struct Module {
    const char *name;
    const char *may; /* direct arrows; what those may, it may too */
} Module;

static const Module MODULES[] = {
    {"base", ""},
    {"geometry", "base"},
    {"atlas", "base"},
    {"view", "base"},
    {"body", "geometry"},
    {"client", "study body"},
    {"study", "atlas geometry"},
    {"session", "study view atlas"},
    {"handout", "session"},
    {"pdf", "handout"},
    {"render", "view geometry"},
    {"ui", "session"},
    {"app", "ui handout render session body client"},
    {"importer", "geometry"},
};
enum { MODULE_COUNT = sizeof MODULES / sizeof *MODULES };

/* Public header -> the folder that owns it. Plain values of the contract that are made in no folder are "base". */
static const char *const OWNERS[][2] = {
    {"embedded", "base"},
    {"error", "base"},
    {"file", "base"},
    {"json", "base"},
    {"maths", "base"},
    {"mem", "base"},
    {"parallel", "base"},
    {"problems", "base"},
    {"store", "base"},
    {"words", "base"},
    {"utf8", "base"},
    {"bend", "geometry"},
    {"mesh", "geometry"},
    {"mesh_build", "geometry"},
    {"mesh_bvh", "geometry"},
    {"mesh_cache", "geometry"},
    {"mesh_import", "geometry"},
    {"mesh_occlusion", "geometry"},
    {"mesh_place", "geometry"},
    {"mesh_slice", "geometry"},
    {"mesh_distance", "geometry"},
    {"mesh_solid", "geometry"},
    {"mesh_weights", "geometry"},
    {"pose_motion", "geometry"},
    {"import_stream", "geometry"},
    {"atlas", "atlas"},
    {"massage", "atlas"},
    {"pain", "atlas"},
    {"claims", "atlas"},
    {"texts", "atlas"},
    {"compare", "atlas"},
    {"lesson", "atlas"},
    {"pose", "study"},
    {"posture", "study"},
    {"pull", "study"},
    {"length", "study"},
    {"nerve", "study"},
    {"client_part", "study"},
    {"chart", "study"},
    {"region", "study"},
    {"marks", "study"},
    {"stroke", "study"},
    {"column", "study"},
    {"walk", "study"},
    {"quiz", "study"},
    {"label_motion", "view"},
    {"camera", "view"},
    {"label_layout", "view"},
    {"on_body", "view"},
    {"pace", "view"},
    {"draw_list", "view"},
    {"peel", "study"},
    {"pain_field", "study"},
    {"settings", "session"},
    {"describe", "session"},
    {"progress", "session"},
    {"bookmarks", "session"},
    {"notes", "session"},
    {"board", "session"},
    {"view_state", "session"},
    {"model", "session"},
    {"command", "session"},
    {"session", "session"},
    {"query", "session"},
    {"panes", "session"},
    {"source_view", "session"},
    {"scheme", "session"},
    {"handout", "handout"},
    {"handout_pdf", "handout"},
    {"render", "render"},
    {"ui", "ui"},
    {"body", "body"},
    {"figure", "body"},
    {"client", "client"},
};

static const char *owner_of(const char *header)
{
    for (size_t i = 0; i < sizeof OWNERS / sizeof *OWNERS; i++) {
        if (strcmp(OWNERS[i][0], header) == 0) {
            return OWNERS[i][1];
        }
    }
    return NULL;
}

static const Module *module_named(const char *name)
{
    for (int i = 0; i < MODULE_COUNT; i++) {
        if (strcmp(MODULES[i].name, name) == 0) {
            return &MODULES[i];
        }
    }
    return NULL;
}

static bool may_include(const char *from, const char *to)
{
    if (strcmp(from, to) == 0) {
        return true;
    }
    const Module *module = module_named(from);
    char *list = mem_string(module ? module->may : ""), *save = NULL;
    bool found = false;
    for (char *next = strtok_r(list, " ", &save); next && !found; next = strtok_r(NULL, " ", &save)) {
        found = may_include(next, to);
    }
    free(list);
    return found;
}

/* Calls `see` with each name in #include "..." or <...> of a file. */
static void each_include(const char *path, void (*see)(const char *path, const char *name, void *context),
                         void *context)
{
    Buffer file = {0};
    assert_int_equal(file_read_all(path, 0, &file, NULL), HIP_OK);
    char *save = NULL;
    for (char *line = strtok_r((char *)file.data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *at = line + strspn(line, " \t");
        if (*at != '#' || !(at = strstr(at, "include")) || !(at = strpbrk(at, "\"<"))) {
            continue;
        }
        char *end = strpbrk(at + 1, "\">");
        if (end) {
            *end = '\0';
            see(path, at + 1, context);
        }
    }
    buffer_release(&file);
}

static int mistakes;

static void check_source(const char *path, const char *name, void *context)
{
    const char *module = context;
    if (strncmp(name, "hip/", 4) != 0) {
        return;
    }
    char header[64];
    snprintf(header, sizeof header, "%.*s", (int)strcspn(name + 4, "."), name + 4);
    const char *owner = owner_of(header);
    if (!owner) {
        print_error("%s: hip/%s has no owner in tests/test_includes.c\n", path, header);
        mistakes++;
    } else if (!may_include(module, owner)) {
        print_error("%s: %s may not include hip/%s.h (%s)\n", path, module, header, owner);
        mistakes++;
    }
}

static void arrows_point_downward(void **state)
{
    (void)state;
    mistakes = 0;
    for (int i = 0; i < MODULE_COUNT; i++) {
        char *folder = mem_format("src/%s", MODULES[i].name);
        NameList names = {0};
        assert_int_equal(file_list(folder, NULL, &names, NULL), HIP_OK);
        for (size_t k = 0; k < names.count; k++) {
            size_t n = strlen(names.names[k]);
            if (n > 2 && (strcmp(names.names[k] + n - 2, ".c") == 0 || strcmp(names.names[k] + n - 2, ".h") == 0 ||
                          strcmp(names.names[k] + n - 2, "pp") == 0)) {
                char *path = mem_format("%s/%s", folder, names.names[k]);
                each_include(path, check_source, (void *)(uintptr_t)MODULES[i].name);
                free(path);
            }
        }
        name_list_release(&names);
        free(folder);
    }
    assert_int_equal(mistakes, 0);
}

static void check_public(const char *path, const char *name, void *context)
{
    static const char *const FOREIGN[] = {"GL", "glad", "SDL", "imgui", "assimp", "cglm", "meshoptimizer"};
    (void)context;
    for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++) {
        if (strncasecmp(name, FOREIGN[i], strlen(FOREIGN[i])) == 0) {
            print_error("%s: a public header includes %s\n", path, name);
            mistakes++;
        }
    }
}

static void public_headers_are_plain(void **state)
{
    (void)state;
    mistakes = 0;
    NameList names = {0};
    assert_int_equal(file_list("include/hip", ".h", &names, NULL), HIP_OK);
    assert_true(names.count > 10);
    for (size_t i = 0; i < names.count; i++) {
        char *path = mem_format("include/hip/%s", names.names[i]);
        each_include(path, check_public, NULL);
        free(path);
    }
    name_list_release(&names);
    assert_int_equal(mistakes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrows_point_downward),
        cmocka_unit_test(public_headers_are_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

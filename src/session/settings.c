/* settings.c - the user's settings as a file. */
#include "hip/settings.h"
#include "hip/mem.h"
#include "hip/store.h"
#include "hip/words.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { SETTINGS_VERSION = 1 };
static const char *const FILE_NAME = "settings.json";

void settings_default(Settings *out)
{
    memset(out, 0, sizeof *out);
    out->text_percent = SETTINGS_TEXT_LEAST;
    out->language = -1;
}

bool settings_equal(const Settings *a, const Settings *b)
{
    return a->theme == b->theme && a->skin == b->skin && a->build == b->build && a->text_percent == b->text_percent &&
           a->language == b->language && a->latin == b->latin && a->calm == b->calm && a->pixel_mm == b->pixel_mm;
}

static void read_number(const json_t *root, const char *key, int least, int most, int *out)
{
    const json_t *value = json_object_get(root, key);
    if (json_is_integer(value) && json_integer_value(value) >= least && json_integer_value(value) <= most) {
        *out = (int)json_integer_value(value);
    }
}

static void read_pixel(const json_t *root, float *out)
{
    double value = json_number_value(json_object_get(root, "projector_mm_per_pixel"));
    if (value >= (double)BODY_PIXEL_LEAST && value <= (double)BODY_PIXEL_MOST) {
        *out = (float)value;
    }
}

static bool read_switch(const json_t *root, const char *key)
{
    return json_is_true(json_object_get(root, key));
}

HipResult settings_read(const char *text, size_t size, Settings *out, HipError *err)
{
    json_error_t where;
    json_t *root = json_loadb(text, size, 0, &where);
    settings_default(out);
    if (!json_is_object(root)) {
        json_decref(root);
        return hip_fail(err, "%s:%d: %s", FILE_NAME, root ? 1 : where.line, root ? "no object" : where.text);
    }
    const char *theme = json_string_value(json_object_get(root, "theme"));
    const char *language = json_string_value(json_object_get(root, "language"));
    if (theme && theme_from_id(theme) >= 0) {
        out->theme = (Theme)theme_from_id(theme);
    }
    if (language) {
        out->language = words_language_from_code(language);
    }
    read_number(root, "skin", 1, VIEW_SKIN_TONES, &out->skin);
    read_number(root, "build", 1, VIEW_BUILDS, &out->build);
    out->skin -= out->skin > 0; /* people count from one */
    out->build -= out->build > 0;
    read_number(root, "text_percent", SETTINGS_TEXT_LEAST, SETTINGS_TEXT_MOST, &out->text_percent);
    out->latin = read_switch(root, "latin");
    out->calm = read_switch(root, "reduced_motion");
    read_pixel(root, &out->pixel_mm);
    json_decref(root);
    return HIP_OK;
}

char *settings_write(const Settings *settings)
{
    const char *language = settings->language >= 0 ? words_languages()[settings->language].code : NULL;
    json_t *root =
        json_pack("{s:i, s:s, s:i, s:i, s:i, s:s*, s:b, s:b, s:f}", "version", SETTINGS_VERSION, "theme",
                  theme_id(settings->theme), "skin", settings->skin + 1, "build", settings->build + 1, "text_percent",
                  settings->text_percent, "language", language, "latin", (int)settings->latin, "reduced_motion",
                  (int)settings->calm, "projector_mm_per_pixel", (double)settings->pixel_mm);
    char *text = json_dumps(root, JSON_INDENT(1));
    char *own = mem_format("%s\n", text ? text : "");
    free(text);
    json_decref(root);
    return own;
}

static HipResult parse(const char *text, size_t size, void *out)
{
    return settings_read(text, size, out, NULL);
}

HipResult settings_load(Settings *out, HipError *err)
{
    settings_default(out);
    return store_read(file_config_folder(), FILE_NAME, parse, out, err);
}

HipResult settings_save(const Settings *settings, HipError *err)
{
    return store_keep(file_config_folder(), FILE_NAME, "settings", settings_write(settings), err);
}

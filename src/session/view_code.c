/* view_code.c - the view state as one line of text, and back. */
#include "view_code.h"
#include "hip/mem.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Text {
    char *data;
    size_t size, capacity;
} Text;

static void text_add(Text *text, const char *more)
{
    size_t n = strlen(more);
    text->data = mem_grow(text->data, &text->capacity, text->size + n + 1, 1);
    memcpy(text->data + text->size, more, n + 1);
    text->size += n;
}

const char *view_write_number(double value, int digits, char out[VIEW_NUMBER_SIZE])
{
    double scale = pow(10, digits);
    long long whole = llround(value * scale);
    int n = snprintf(out, VIEW_NUMBER_SIZE, "%s%lld", whole < 0 ? "-" : "", llabs(whole) / (long long)scale);
    long long rest = llabs(whole) % (long long)scale;
    if (rest) {
        n += snprintf(out + n, VIEW_NUMBER_SIZE - (size_t)n, ".%0*lld", digits, rest);
        for (; out[n - 1] == '0'; n--) {
            out[n - 1] = '\0';
        }
    }
    return out;
}

static void text_add_number(Text *text, double value, int digits)
{
    char number[VIEW_NUMBER_SIZE];
    text_add(text, view_write_number(value, digits, number));
}

/* Writes " key=" before the first entry of a list and "," before the others. */
static void list_open(Text *text, const char *key, int *count)
{
    if ((*count)++ == 0) {
        text_add(text, " ");
        text_add(text, key);
        text_add(text, "=");
    } else {
        text_add(text, ",");
    }
}

static void add_item(Text *text, const Atlas *atlas, int item)
{
    char id[64];
    text_add(text, view_item_id(atlas, item, id, sizeof id));
}

static void add_items(Text *text, const Atlas *atlas, const ViewState *view)
{
    int count = 0;
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        if (view->peel[i] >= 0) {
            list_open(text, "peel", &count);
            add_item(text, atlas, i);
            text_add(text, "=");
            text_add_number(text, view->peel[i], 3);
        }
    }
    count = 0;
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        if (view->ghost[i]) {
            list_open(text, "ghost", &count);
            add_item(text, atlas, i);
            text_add(text, "=");
            text_add_number(text, view->ghost[i] / 255.0, 3);
        }
    }
    count = 0; /* behind the see-through ones, which that word shows again */
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        if (view->hidden[i]) {
            list_open(text, "hide", &count);
            add_item(text, atlas, i);
        }
    }
}

static void add_word(Text *text, const char *key, const char *value)
{
    text_add(text, " ");
    text_add(text, key);
    text_add(text, "=");
    text_add(text, value);
}

char *view_code_write(const Atlas *atlas, const ViewState *view)
{
    Text text = {0};
    const CameraPose *c = &view->camera;
    const double numbers[6] = {
        c->yaw_deg,           c->pitch_deg, 1000.0 * c->distance_m, 1000.0 * c->target[0], 1000.0 * c->target[1],
        1000.0 * c->target[2]};
    text_add(&text, "h1 cam=");
    for (int i = 0; i < 6; i++) {
        text_add(&text, i ? "," : "");
        text_add_number(&text, numbers[i], 2);
    }
    text_add(&text, " depth=");
    text_add_number(&text, view->depth, 3);
    add_items(&text, atlas, view);
    if (view->selected >= 0) {
        text_add(&text, " sel=");
        add_item(&text, atlas, view->selected);
    }
    if (view->side != SIDE_RIGHT) {
        add_word(&text, "side", side_id(view->side));
    }
    if (view->labels == LABELS_NAMED) {
        int count = 0;
        for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
            if (view->named[i]) {
                list_open(&text, "labels", &count);
                add_item(&text, atlas, i);
            }
        }
    } else if (view->labels != LABELS_NONE) {
        add_word(&text, "labels", labels_id(view->labels));
    }
    if (view->lines != LINES_AUTO) {
        add_word(&text, "lines", lines_id(view->lines));
    }
    if (view->theme != THEME_DARK) {
        add_word(&text, "theme", theme_id(view->theme));
    }
    if (view->colours != COLOURS_NATURAL) {
        add_word(&text, "colours", colours_id(view->colours));
    }
    if (view->skin) {
        text_add(&text, " skin=");
        text_add_number(&text, view->skin + 1, 0);
    }
    if (view->variant) {
        add_word(&text, "variant", variant_id(view->variant));
    }
    if (view->xray) {
        text_add(&text, " xray=on");
    }
    if (view->section != SECTION_NONE) {
        char section[96];
        add_word(&text, "section", view_write_section(view, section, sizeof section));
    }
    if (view->lens) {
        text_add(&text, " lens=");
        text_add_number(&text, view->lens_at[0], 4);
        text_add(&text, ",");
        text_add_number(&text, view->lens_at[1], 4);
        if (view->lens_depth > 0) {
            text_add(&text, ",");
            text_add_number(&text, view->lens_depth, 3);
        }
    }
    if (view->present) {
        text_add(&text, " present=on");
    }
    if (view->body.step) {
        text_add(&text, " project=on");
    }
    char marks[128];
    if (view_write_marks(atlas, view, marks, sizeof marks)[0]) {
        add_word(&text, "fit", marks);
    }
    char *client = view_client_write(atlas, view);
    text_add(&text, client);
    free(client);
    return text.data;
}

bool view_read_number(const char **at, double *out)
{
    const char *c = *at;
    double sign = 1, value = 0, unit = 1;
    int digits = 0;
    if (*c == '-' || *c == '+') {
        sign = *c++ == '-' ? -1 : 1;
    }
    for (; *c >= '0' && *c <= '9' && digits < 12; c++, digits++) {
        value = value * 10 + (*c - '0');
    }
    if (*c == '.') {
        for (c++; *c >= '0' && *c <= '9' && digits < 24; c++, digits++) {
            unit /= 10;
            value += unit * (*c - '0');
        }
    }
    *at = c;
    *out = sign * value;
    return digits > 0;
}

static HipResult read_camera(const char *value, ViewState *view, HipError *err)
{
    double n[6];
    const char *at = value;
    for (int i = 0; i < 6; i++) {
        if (!view_read_number(&at, &n[i]) || *at != (i < 5 ? ',' : '\0')) {
            return hip_usage(err, "view code: cam= wants six numbers yaw,pitch,distance,x,y,z (degrees, mm), got '%s'",
                             value);
        }
        at++;
    }
    if (fabs(n[1]) > 89 || n[2] < 10 || n[2] > 20000 || fabs(n[3]) > 5000 || fabs(n[4]) > 5000 || fabs(n[5]) > 5000) {
        return hip_usage(err, "view code: cam=%s lies outside what can be seen", value);
    }
    view->camera = (CameraPose){.yaw_deg = (float)fmod(n[0], 360),
                                .pitch_deg = (float)n[1],
                                .distance_m = (float)(n[2] / 1000),
                                .target = {(float)(n[3] / 1000), (float)(n[4] / 1000), (float)(n[5] / 1000)}};
    return HIP_OK;
}

HipResult view_read_lens(const char *value, ViewState *view, HipError *err)
{
    double n[3] = {0};
    const char *at = value;
    bool good = view_read_number(&at, &n[0]) && *at++ == ',' && view_read_number(&at, &n[1]);
    if (good && *at == ',') {
        at++;
        good = view_read_number(&at, &n[2]) && n[2] > 0 && n[2] <= 10;
    }
    if (!good || *at || n[0] < 0 || n[0] > 1 || n[1] < 0 || n[1] > 1) {
        return hip_usage(err,
                         "a lens wants X,Y as shares 0..1 of the picture from its top left, and a depth behind them if "
                         "you like: 0.5,0.4 or 0.5,0.4,8; got '%s'",
                         value);
    }
    view->lens = true;
    view->lens_at[0] = (float)n[0];
    view->lens_at[1] = (float)n[1];
    view->lens_depth = (float)n[2];
    return HIP_OK;
}

static HipResult read_unit_number(const char *word, const char *text, double most, double *out, HipError *err)
{
    const char *at = text;
    if (!view_read_number(&at, out) || *at || *out < 0 || *out > most) {
        return hip_usage(err, "view code: %s wants a number from 0 to %g, got '%s'", word, most, text);
    }
    return HIP_OK;
}

enum ListKind { LIST_PEEL, LIST_HIDE, LIST_GHOST, LIST_SELECT, LIST_NAMED };

static HipResult read_entry(const Atlas *atlas, enum ListKind kind, char *entry, ViewState *view, HipError *err)
{
    double value = 0;
    char *equals = strchr(entry, '=');
    if (kind == LIST_PEEL || kind == LIST_GHOST) {
        if (!equals) {
            return hip_usage(err, "view code: '%s' wants ID=NUMBER", entry);
        }
        *equals = '\0';
        HipResult rc = read_unit_number(entry, equals + 1, 1, &value, err);
        if (rc != HIP_OK) {
            return rc;
        }
    }
    int items[VIEW_MAX_ITEMS];
    int count = view_resolve(atlas, entry, view->side, items);
    if (count == 0) {
        return view_unknown_id(atlas, entry, err);
    }
    for (int i = 0; i < count; i++) {
        int item = items[i];
        int alpha = (int)lrint(value * 255);
        switch (kind) {
        case LIST_PEEL:
            view->peel[item] = (float)value;
            break;
        case LIST_HIDE:
            view->hidden[item] = 1;
            break;
        case LIST_GHOST:
            view->hidden[item] = alpha == 0;
            view->ghost[item] = (uint8_t)(alpha <= 0 || alpha >= 255 ? 0 : alpha);
            break;
        case LIST_SELECT:
            view->selected = item;
            break;
        case LIST_NAMED:
            view->named[item] = 1;
            break;
        }
    }
    return HIP_OK;
}

static HipResult read_list(const Atlas *atlas, enum ListKind kind, char *value, ViewState *view, HipError *err)
{
    char *save = NULL;
    for (char *entry = strtok_r(value, ",", &save); entry; entry = strtok_r(NULL, ",", &save)) {
        HipResult rc = read_entry(atlas, kind, entry, view, err);
        if (rc != HIP_OK) {
            return rc;
        }
    }
    return HIP_OK;
}

HipResult view_read_labels(const Atlas *atlas, const char *value, ViewState *view, HipError *err)
{
    ViewState next = *view;
    int mode = labels_from_id(value);
    char *copy = mem_string(value);
    memset(next.named, 0, sizeof next.named);
    next.labels = mode >= 0 ? (LabelMode)mode : LABELS_NAMED;
    HipResult rc = mode >= 0 ? HIP_OK : read_list(atlas, LIST_NAMED, copy, &next, err);
    free(copy);
    if (rc == HIP_OK) {
        *view = next;
    } else if (!strchr(value, ',')) {
        rc = hip_usage(err, "labels are none, selected, all or ids of structures (hip-atlas list structures), not '%s'",
                       value);
    }
    return rc;
}

static HipResult read_choice(const char *key, const char *value, int chosen, int *out, HipError *err)
{
    if (chosen < 0) {
        return hip_usage(err, "view code: %s= does not know '%s'", key, value);
    }
    *out = chosen;
    return HIP_OK;
}

static HipResult read_word(const Atlas *atlas, const char *key, char *value, ViewState *view, HipError *err)
{
    int chosen = 0;
    double number = 0;
    HipResult rc;
    if (strcmp(key, "cam") == 0) {
        return read_camera(value, view, err);
    }
    if (strcmp(key, "depth") == 0) {
        rc = read_unit_number("depth", value, 10, &number, err);
        view->depth = (float)number;
        return rc;
    }
    if (strcmp(key, "peel") == 0) {
        return read_list(atlas, LIST_PEEL, value, view, err);
    }
    if (strcmp(key, "hide") == 0) {
        return read_list(atlas, LIST_HIDE, value, view, err);
    }
    if (strcmp(key, "ghost") == 0) {
        return read_list(atlas, LIST_GHOST, value, view, err);
    }
    if (strcmp(key, "sel") == 0) {
        return read_list(atlas, LIST_SELECT, value, view, err);
    }
    if (strcmp(key, "side") == 0) {
        rc = read_choice(key, value, side_from_id(value), &chosen, err);
        if (rc == HIP_OK) {
            view_work_side(atlas, (Side)chosen, view);
        }
        return rc;
    }
    if (strcmp(key, "labels") == 0) {
        return view_read_labels(atlas, value, view, err);
    }
    if (strcmp(key, "lines") == 0) {
        rc = read_choice(key, value, lines_from_id(value), &chosen, err);
        view->lines = (LineMode)chosen;
        return rc;
    }
    if (strcmp(key, "theme") == 0) {
        rc = read_choice(key, value, theme_from_id(value), &chosen, err);
        view->theme = (Theme)chosen;
        return rc;
    }
    if (strcmp(key, "colours") == 0) {
        rc = read_choice(key, value, colours_from_id(value), &chosen, err);
        view->colours = (ColourScheme)chosen;
        return rc;
    }
    if (strcmp(key, "skin") == 0) {
        return read_choice(key, value, skin_from_id(value), &view->skin, err);
    }
    if (strcmp(key, "variant") == 0) {
        return read_choice(key, value, variant_from_id(value), &view->variant, err);
    }
    if (strcmp(key, "xray") == 0 && strcmp(value, "on") == 0) {
        view->xray = true;
        return HIP_OK;
    }
    if (strcmp(key, "section") == 0) {
        return view_read_section(value, view, err);
    }
    if (strcmp(key, "lens") == 0) {
        return view_read_lens(value, view, err);
    }
    if (strcmp(key, "present") == 0 && strcmp(value, "on") == 0) {
        view->present = true;
        return HIP_OK;
    }
    if (strcmp(key, "project") == 0 && strcmp(value, "on") == 0) {
        view_project(view);
        return HIP_OK;
    }
    if (strcmp(key, "fit") == 0) {
        return view_read_marks(atlas, value, view, err);
    }
    bool known;
    rc = view_client_read(atlas, key, value, view, &known, err);
    return known ? rc : hip_usage(err, "view code: unknown word '%s=%s'", key, value);
}

static HipResult read_one(const Atlas *atlas, char *word, ViewState *view, HipError *err)
{
    char *equals = strchr(word, '=');
    if (!equals) {
        return hip_usage(err, "view code: '%s' is not KEY=VALUE", word);
    }
    *equals = '\0';
    return read_word(atlas, word, equals + 1, view, err);
}

HipResult view_words_read(const Atlas *atlas, const char *words, ViewState *view, HipError *err)
{
    ViewState read = *view;
    char *copy = mem_string(words), *save = NULL;
    HipResult rc = HIP_OK;
    static const char BREAKS[] = " ;\t\r\n";
    for (char *word = strtok_r(copy, BREAKS, &save); word && rc == HIP_OK; word = strtok_r(NULL, BREAKS, &save)) {
        rc = read_one(atlas, word, &read, err);
    }
    free(copy);
    if (rc == HIP_OK) {
        *view = read;
    }
    return rc;
}

HipResult view_code_read(const Atlas *atlas, const char *code, ViewState *out, HipError *err)
{
    static const char BREAKS[] = " \t\r\n";
    ViewState view;
    view_state_default(&view);
    const char *words = code + strspn(code, BREAKS);
    size_t first = strcspn(words, BREAKS);
    if (first != 2 || strncmp(words, "h1", first) != 0) {
        return hip_usage(err, "not a view code: it begins with 'h1 cam=...' (File > Copy view code makes one)");
    }
    char *plain = mem_string(words + first);
    HipResult rc = HIP_OK;
    char *save = NULL;
    for (char *word = strtok_r(plain, BREAKS, &save); word && rc == HIP_OK; word = strtok_r(NULL, BREAKS, &save)) {
        rc = read_one(atlas, word, &view, err);
    }
    free(plain);
    if (rc == HIP_OK) {
        *out = view;
    }
    return rc;
}

/* view_client.c - the client of a view state: how it lies, where its joints are, what is done to it; as words of codes
 * and of the command line. */
#include "hip/mem.h"
#include "hip/source_view.h"
#include "view_code.h"
#include "view_told.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- words of the atlas ---- */

static const char *const TABLE_NAMES[] = {"position", "joint", "stroke", "tool", "source of pain"};
static const char *const TABLE_LISTS[] = {"positions", "joints", "strokes", "tools", "pain"};

static int table_count(const Atlas *atlas, ViewTable table)
{
    const int counts[] = {atlas->position_count, atlas->joint_count, atlas->stroke_count, atlas->tool_count,
                          atlas->pain ? atlas->pain->source_count : 0};
    return counts[table];
}

const char *view_table_id(const Atlas *atlas, ViewTable table, int index)
{
    switch (table) {
    case TABLE_POSITIONS:
        return atlas->positions[index].id;
    case TABLE_JOINTS:
        return atlas->joints[index].id;
    case TABLE_STROKES:
        return atlas->strokes[index].id;
    case TABLE_SOURCES:
        return atlas->pain->sources[index].id;
    default:
        return atlas->tools[index].id;
    }
}

/* How many letters have to be changed, put in or left out (Levenshtein 1966); ids are short. */
static int slips(const char *a, const char *b)
{
    enum { LONGEST = 64 };
    int row[LONGEST + 1];
    size_t n = strlen(b);
    if (n > LONGEST) {
        return LONGEST;
    }
    for (size_t j = 0; j <= n; j++) {
        row[j] = (int)j;
    }
    for (int i = 0; a[i]; i++) {
        int corner = row[0];
        row[0] = i + 1;
        for (size_t j = 1; j <= n; j++) {
            int change = corner + (tolower((unsigned char)a[i]) != tolower((unsigned char)b[j - 1])),
                least = row[j] < row[j - 1] ? row[j] : row[j - 1];
            corner = row[j];
            row[j] = change < least + 1 ? change : least + 1;
        }
    }
    return row[n];
}

HipResult view_find(const Atlas *atlas, ViewTable table, const char *id, int *out, HipError *err)
{
    int nearest = -1, least = 4; /* as many slips still tell what was meant */
    for (int i = 0; i < table_count(atlas, table); i++) {
        int wrong = slips(id, view_table_id(atlas, table, i));
        if (wrong == 0) {
            *out = i;
            return HIP_OK;
        }
        if (wrong < least) {
            nearest = i;
            least = wrong;
        }
    }
    const char *name = TABLE_NAMES[table], *list = TABLE_LISTS[table];
    if (nearest >= 0) {
        return hip_usage(err, "unknown %s '%s'; did you mean %s? (hip-atlas list %s)", name, id,
                         view_table_id(atlas, table, nearest), list);
    }
    return hip_usage(err, "unknown %s '%s' (hip-atlas list %s)", name, id, list);
}

/* ---- how the client lies ---- */

Side view_worked(const ViewState *view)
{
    return view->side == SIDE_LEFT ? SIDE_LEFT : SIDE_RIGHT;
}

void view_place_client(const Atlas *atlas, int position, ViewState *view)
{
    memset(&view->pose, 0, sizeof view->pose);
    memcpy(view->room, (float[4]){0, 0, 0, 1}, sizeof view->room);
    view->position = position >= 0 && position < atlas->position_count ? position : -1;
    view->furnished = view->figure = 1;
    if (view->position >= 0) {
        pose_of_position(&atlas->positions[position], view_worked(view), &view->pose);
        pose_room(&atlas->positions[position], view_worked(view), view->room);
    }
}

static bool same_pose(const Atlas *atlas, const Pose *a, const Pose *b)
{
    for (int side = 0; side < POSE_SIDES; side++) {
        for (int i = 0; i < atlas->joint_count; i++) {
            if (a->deg[side][i] != b->deg[side][i]) {
                return false;
            }
        }
    }
    return true;
}

void view_work_side(const Atlas *atlas, Side side, ViewState *view)
{
    ViewState as_placed = *view;
    view_place_client(atlas, view->position, &as_placed);
    bool placed = view->position >= 0 && same_pose(atlas, &as_placed.pose, &view->pose);
    view->side = side;
    if (placed) {
        view_place_client(atlas, view->position, view);
    }
}

/* "hip_flexion", or "hip_flexion_r" for one side whichever is worked. */
static HipResult find_joint(const Atlas *atlas, const char *id, Side *side, int *out, HipError *err)
{
    size_t n = strlen(id);
    bool sided = n > 2 && id[n - 2] == '_' && (id[n - 1] == 'r' || id[n - 1] == 'l');
    if (sided) {
        char *base = mem_string(id);
        base[n - 2] = '\0';
        int joint = atlas_joint(atlas, base);
        free(base);
        if (joint >= 0) {
            *side = id[n - 1] == 'l' ? SIDE_LEFT : SIDE_RIGHT;
            *out = joint;
            return HIP_OK;
        }
    }
    return view_find(atlas, TABLE_JOINTS, id, out, err);
}

static HipResult read_joint(const Atlas *atlas, char *entry, Pose *pose, Side side, HipError *err)
{
    char *equals = strchr(entry, '=');
    int joint = 0;
    double deg = 0;
    if (!equals) {
        return hip_usage(err, "a pose wants JOINT=DEGREES, got '%s'", entry);
    }
    *equals = '\0';
    const char *at = equals + 1;
    HipResult rc = find_joint(atlas, entry, &side, &joint, err);
    if (rc != HIP_OK) {
        return rc;
    }
    if (!view_read_number(&at, &deg) || *at) {
        return hip_usage(err, "%s wants degrees, got '%s'", entry, equals + 1);
    }
    rc = pose_set(atlas, pose, joint, side, (float)deg, err);
    return rc == HIP_OK ? rc : HIP_USAGE;
}

HipResult view_read_pose(const Atlas *atlas, const char *value, ViewState *view, HipError *err)
{
    Pose pose = view->pose;
    char *copy = mem_string(value), *save = NULL;
    HipResult rc = HIP_OK;
    for (char *entry = strtok_r(copy, ",", &save); entry && rc == HIP_OK; entry = strtok_r(NULL, ",", &save)) {
        rc = read_joint(atlas, entry, &pose, view->side, err);
    }
    free(copy);
    if (rc == HIP_OK) {
        view->pose = pose;
    }
    return rc;
}

HipResult view_read_press_at(const Atlas *atlas, const char *value, ViewState *view, HipError *err)
{
    float at[3];
    if (atlas_landmark_at(atlas, value, view_worked(view), at)) {
        memcpy(view->press_at, at, sizeof at);
        return HIP_OK;
    }
    const char *c = value;
    for (int i = 0; i < 3; i++) {
        double mm;
        if (!view_read_number(&c, &mm) || *c != (i < 2 ? ',' : '\0') || fabs(mm) > 2000) {
            return hip_usage(err, "a place is a landmark (hip-atlas list landmarks) or X,Y,Z in mm, not '%s'", value);
        }
        at[i] = (float)(mm / 1000);
        c++;
    }
    memcpy(view->press_at, at, sizeof at);
    return HIP_OK;
}

/* ---- codes ---- */

static void add(char **text, const char *more)
{
    char *longer = mem_format("%s%s", *text, more);
    free(*text);
    *text = longer;
}

static void add_number(char **text, double value, int digits)
{
    char number[VIEW_NUMBER_SIZE];
    add(text, view_write_number(value, digits, number));
}

/* The joints that are not where the position puts them. */
static void add_pose(char **text, const Atlas *atlas, const ViewState *view)
{
    ViewState placed = *view;
    view_place_client(atlas, view->position, &placed);
    int count = 0;
    for (int i = 0; i < atlas->joint_count; i++) {
        for (int side = 0; side < (atlas->joints[i].paired ? POSE_SIDES : 1); side++) {
            if (view->pose.deg[side][i] != placed.pose.deg[side][i]) {
                add(text, count++ ? "," : " pose=");
                add(text, atlas->joints[i].id);
                add(text, !atlas->joints[i].paired ? "=" : side == POSE_LEFT ? "_l=" : "_r=");
                add_number(text, view->pose.deg[side][i], 2);
            }
        }
    }
}

static void add_id(char **text, const char *key, const char *id)
{
    char *word = mem_format(" %s=%s", key, id);
    add(text, word);
    free(word);
}

char *view_client_write(const Atlas *atlas, const ViewState *view)
{
    char *text = mem_string("");
    if (view->position >= 0) {
        add_id(&text, "position", atlas->positions[view->position].id);
    }
    add_pose(&text, atlas, view);
    if (view->build) {
        add(&text, " build=");
        add_number(&text, view->build + 1, 0);
    }
    add(&text, view->drape ? "" : " drape=off");
    add(&text, view->client ? " client=on" : "");
    if (view->stroke >= 0) {
        add_id(&text, "stroke", atlas->strokes[view->stroke].id);
        add(&text, view->stroke_s != 0 ? " time=" : "");
        if (view->stroke_s != 0) {
            add_number(&text, view->stroke_s, 2);
        }
    }
    if (view->tool >= 0) {
        add_id(&text, "tool", atlas->tools[view->tool].id);
        for (int i = 0; i < 3; i++) {
            add(&text, i ? "," : " at=");
            add_number(&text, 1000.0 * (double)view->press_at[i], 2);
        }
    }
    if (view->source >= 0 && atlas->pain) {
        add_id(&text, "source", atlas->pain->sources[view->source].id);
    }
    if (view->compare[0]) {
        add_id(&text, "compare", view->compare);
    }
    if ((view->source >= 0 || view->compare[0]) && view->source_s != SOURCE_LENGTH_S) {
        add(&text, " time=");
        add_number(&text, view->source_s, 2);
    }
    char *told = view_told_write(atlas, &view->told);
    add(&text, told);
    free(told);
    return text;
}

/* "none", or an id. */
static HipResult read_id(const Atlas *atlas, ViewTable table, const char *value, int *out, HipError *err)
{
    if (strcmp(value, "none") == 0) {
        *out = -1;
        return HIP_OK;
    }
    return view_find(atlas, table, value, out, err);
}

static HipResult read_switch(const char *key, const char *value, bool *out, HipError *err)
{
    if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0) {
        return hip_usage(err, "%s is on or off, not '%s'", key, value);
    }
    *out = strcmp(value, "on") == 0;
    return HIP_OK;
}

static HipResult read_build(const char *value, int *out, HipError *err)
{
    if (value[0] < '1' || value[0] > '0' + VIEW_BUILDS || value[1]) {
        return hip_usage(err, "build goes from 1 to %d, not '%s'", (int)VIEW_BUILDS, value);
    }
    *out = value[0] - '1';
    return HIP_OK;
}

static HipResult read_time(const char *value, float *out, HipError *err)
{
    const char *at = value;
    double s;
    if (!view_read_number(&at, &s) || *at || s < 0 || s > 3600) {
        return hip_usage(err, "time wants seconds from 0 to 3600, got '%s'", value);
    }
    *out = (float)s;
    return HIP_OK;
}

HipResult view_client_read(const Atlas *atlas, const char *key, const char *value, ViewState *view, bool *known,
                           HipError *err)
{
    *known = true;
    if (strcmp(key, "position") == 0) {
        int position = -1;
        HipResult rc = read_id(atlas, TABLE_POSITIONS, value, &position, err);
        if (rc == HIP_OK) {
            view_place_client(atlas, position, view);
        }
        return rc;
    } else if (strcmp(key, "pose") == 0) {
        return view_read_pose(atlas, value, view, err);
    } else if (strcmp(key, "build") == 0) {
        return read_build(value, &view->build, err);
    } else if (strcmp(key, "drape") == 0) {
        return read_switch(key, value, &view->drape, err);
    } else if (strcmp(key, "client") == 0) {
        return read_switch(key, value, &view->client, err);
    } else if (strcmp(key, "stroke") == 0) {
        return read_id(atlas, TABLE_STROKES, value, &view->stroke, err);
    } else if (strcmp(key, "source") == 0) {
        HipResult rc = read_id(atlas, TABLE_SOURCES, value, &view->source, err);
        view->source_s = rc == HIP_OK && view->source >= 0 ? SOURCE_LENGTH_S : view->source_s;
        return rc;
    } else if (strcmp(key, "compare") == 0) {
        return view_read_compare(atlas, value, view, err);
    } else if (strcmp(key, "time") == 0) { /* of what is shown: a source, or several side by side, or a stroke */
        bool source = view->source >= 0 || view->compare[0];
        return read_time(value, source ? &view->source_s : &view->stroke_s, err);
    } else if (strcmp(key, "tool") == 0) {
        return read_id(atlas, TABLE_TOOLS, value, &view->tool, err);
    } else if (strcmp(key, "at") == 0) {
        return view_read_press_at(atlas, value, view, err);
    }
    return view_told_read(atlas, key, value, &view->told, known, err);
}

/* load_positions.c - joints.json and positions.json: how the client lies (facts.md section 4). */
#include "atlas_private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DEG = 180 };

/* {"bone", "about", "axis"}. */
static void read_turns(AtlasBuilder *b, const JsonNode *node, AtlasJoint *joint)
{
    static const char *const BONES[ATLAS_BONES] = {"pelvis", "thigh",     "spine",   "shank", "foot",
                                                   "head",   "upper_arm", "forearm", "hand"};
    if (!json_keys(node, "bone about axis", "")) {
        return;
    }
    JsonNode bone = json_member(node, "bone"), about = json_member(node, "about"), axis = json_member(node, "axis");
    int which = json_read_choice(&bone, BONES, ATLAS_BONES);
    joint->bone = which < 0 ? ATLAS_PELVIS : (AtlasBone)which;
    atlas_read_place(b, &about, &joint->about);
    if (json_read_vector(&axis, 1, 1, joint->axis)) {
        float length =
            sqrtf(joint->axis[0] * joint->axis[0] + joint->axis[1] * joint->axis[1] + joint->axis[2] * joint->axis[2]);
        if (length < 0.5f) {
            json_problem(&axis, "an axis needs a direction");
        }
        for (int i = 0; i < 3; i++) {
            joint->axis[i] /= length > 0 ? length : 1;
        }
    }
}

static void load_joint(AtlasBuilder *b, const JsonNode *node, AtlasJoint *table)
{
    if (!json_keys(node, "id name turns least_deg most_deg paired more less range", "")) {
        return;
    }
    AtlasJoint joint = {.id = atlas_read_id(b, node)};
    JsonNode name = json_member(node, "name"), more = json_member(node, "more"), less = json_member(node, "less");
    JsonNode least = json_member(node, "least_deg"), most = json_member(node, "most_deg");
    JsonNode paired = json_member(node, "paired"), range = json_member(node, "range");
    double low = 0, high = 0;
    JsonNode turns = json_member(node, "turns");
    joint.name = atlas_text(b, &name);
    read_turns(b, &turns, &joint);
    joint.more = atlas_text(b, &more);
    joint.less = atlas_text(b, &less);
    joint.paired = json_read_bool(&paired, false);
    atlas_read_fact(b, &range, &joint.range);
    json_read_number(&least, -MOST_DEG, 0, &low);
    json_read_number(&most, 0, MOST_DEG, &high);
    joint.least_deg = (float)low;
    joint.most_deg = (float)high;
    if (!joint.id) {
        return;
    }
    if (atlas_joint(&b->atlas, joint.id) >= 0) {
        atlas_twice(node, joint.id);
        return;
    }
    table[b->atlas.joint_count++] = joint;
}

static void load_joints(AtlasBuilder *b)
{
    AtlasList file;
    if (!atlas_list_open(b, "joints", "", &file)) {
        return;
    }
    if (file.count > ATLAS_MAX_JOINTS) {
        json_problem(&file.list, "at most %d joints", (int)ATLAS_MAX_JOINTS);
        file.count = 0;
    }
    AtlasJoint *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.joints = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_joint(b, &node, table);
    }
    atlas_list_close(&file);
}

void atlas_read_angles(AtlasBuilder *b, const JsonNode *object, float out[ATLAS_MAX_JOINTS])
{
    char known[ATLAS_MAX_JOINTS * 64] = ""; /* an id has at most 60 letters */
    size_t used = 0;
    for (int i = 0; i < b->atlas.joint_count; i++) {
        int more = snprintf(known + used, sizeof known - used, "%s ", b->atlas.joints[i].id);
        used += more > 0 ? (size_t)more : 0;
    }
    if (!json_keys(object, "", known)) {
        return;
    }
    for (int i = 0; i < b->atlas.joint_count; i++) {
        const AtlasJoint *joint = &b->atlas.joints[i];
        JsonNode angle = json_member(object, joint->id);
        double deg = (double)out[i];
        json_read_number(&angle, (double)joint->least_deg, (double)joint->most_deg, &deg);
        out[i] = (float)deg;
    }
}

static void read_limbs(AtlasBuilder *b, const JsonNode *object, AtlasPosition *position)
{
    static const char *const NAMES[2][LIMB_COUNT] = {{"worked", "other"}, {"upper", "lower"}};
    bool on_side = position->lies == LIES_LEFT || position->lies == LIES_RIGHT;
    if (!json_exists(object) || !json_keys(object, "", on_side ? "upper lower" : "worked other")) {
        return;
    }
    for (int limb = 0; limb < LIMB_COUNT; limb++) {
        JsonNode angles = json_member(object, NAMES[on_side][limb]);
        if (json_exists(&angles)) {
            atlas_read_angles(b, &angles, position->joints_deg[limb]);
        }
    }
}

static void read_supports(AtlasBuilder *b, const JsonNode *list, AtlasPosition *position)
{
    static const char *const UNDER[] = {"face",      "head",  "chest",  "belly",       "waist",
                                        "upper_leg", "knees", "ankles", "worked_thigh"};
    size_t n = json_count(list);
    AtlasSupport *table = atlas_array(b, n, sizeof *table);
    for (size_t i = 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        if (!json_keys(&node, "kind under height_mm", "")) {
            continue;
        }
        JsonNode kind = json_member(&node, "kind"), under = json_member(&node, "under");
        JsonNode height = json_member(&node, "height_mm");
        double mm = 0;
        int where = json_read_choice(&under, UNDER, sizeof UNDER / sizeof *UNDER);
        json_read_number(&height, 0, 400, &mm);
        table[position->support_count++] =
            (AtlasSupport){atlas_text(b, &kind), where < 0 ? NULL : UNDER[where], (float)mm / 1000};
    }
    position->supports = table;
}

enum { WINDOW_CORNERS = 3 };
static const float MIDLINE_M = 0.03f; /* the open part keeps off the cleft by that much (facts.md 4.2) */

/* Corners too near the midline would open the cleft; the sheet is there to cover it. */
static void check_window(const AtlasBuilder *b, const JsonNode *list, const AtlasDrape *drape)
{
    for (int i = 0; i < drape->window_count; i++) {
        float at[3];
        atlas_place_at(&b->atlas, &drape->window[i], SIDE_RIGHT, at);
        if (at[0] > -MIDLINE_M + 1e-6f) {
            JsonNode corner = json_item(list, (size_t)i);
            json_problem(&corner, "a window keeps %g mm off the midline on the worked side; this is %.0f mm",
                         (double)MIDLINE_M * 1000, (double)at[0] * -1000);
        }
    }
}

/* {"top_mm", "window": [places], "leg_free"}. */
static void read_drape(AtlasBuilder *b, const JsonNode *node, AtlasDrape *out)
{
    if (!json_exists(node) || !json_keys(node, "top_mm window", "leg_free")) {
        return;
    }
    JsonNode top = json_member(node, "top_mm"), window = json_member(node, "window");
    JsonNode leg_free = json_member(node, "leg_free");
    double mm = 0;
    json_read_number(&top, 100, 600, &mm);
    out->top_m = (float)mm / 1000;
    out->window = atlas_read_places(b, &window, WINDOW_CORNERS, &out->window_count);
    out->leg_free = json_read_bool(&leg_free, false);
    check_window(b, &window, out);
}

static unsigned read_held(const JsonNode *list)
{
    static const char *const LIMBS[] = {"worked_leg"};
    unsigned held = 0;
    for (size_t i = 0, n = json_exists(list) ? json_count(list) : 0; i < n; i++) {
        JsonNode node = json_item(list, i);
        int limb = json_read_choice(&node, LIMBS, sizeof LIMBS / sizeof *LIMBS);
        held |= limb < 0 ? 0 : 1u << limb;
    }
    return held;
}

static void load_position(AtlasBuilder *b, const JsonNode *node, AtlasPosition *table)
{
    static const char *const LIES[] = {"upright", "face_down", "face_up", "left", "right"};
    if (!json_keys(node, "id name lies turn_deg joints supports access choose avoid",
                   "plain pitch_deg limbs covered exposed drape held")) {
        return;
    }
    AtlasPosition position = {.id = atlas_read_id(b, node)};
    JsonNode name = json_member(node, "name"), lies = json_member(node, "lies"), turn = json_member(node, "turn_deg");
    JsonNode joints = json_member(node, "joints"), limbs = json_member(node, "limbs");
    JsonNode supports = json_member(node, "supports"), access = json_member(node, "access");
    JsonNode covered = json_member(node, "covered"), exposed = json_member(node, "exposed");
    JsonNode choose = json_member(node, "choose"), avoid = json_member(node, "avoid");
    JsonNode pitch = json_member(node, "pitch_deg"), drape = json_member(node, "drape");
    JsonNode held = json_member(node, "held"), plain = json_member(node, "plain");
    double deg = 0, pitch_deg = 0;
    position.name = atlas_text(b, &name);
    position.plain = json_exists(&plain) ? atlas_text(b, &plain) : position.name;
    int how = json_read_choice(&lies, LIES, 5);
    position.lies = how < 0 ? LIES_UPRIGHT : (AtlasLies)how;
    json_read_number(&turn, -90, 90, &deg);
    position.turn_deg = (float)deg;
    json_read_number(&pitch, -10, 10, &pitch_deg);
    position.pitch_deg = (float)pitch_deg;
    atlas_read_angles(b, &joints, position.joints_deg[LIMB_WORKED]);
    memcpy(position.joints_deg[LIMB_OTHER], position.joints_deg[LIMB_WORKED], sizeof position.joints_deg[LIMB_OTHER]);
    read_limbs(b, &limbs, &position);
    read_supports(b, &supports, &position);
    position.access = atlas_read_structures(b, &access, SIDE_RIGHT, &position.access_count);
    atlas_read_fact(b, &choose, &position.choose);
    atlas_read_fact(b, &avoid, &position.avoid);
    if (json_exists(&covered)) {
        atlas_read_fact(b, &covered, &position.covered);
    }
    if (json_exists(&exposed)) {
        atlas_read_fact(b, &exposed, &position.exposed);
    }
    read_drape(b, &drape, &position.drape);
    position.held = read_held(&held);
    if (!position.id) {
        return;
    }
    if (atlas_position(&b->atlas, position.id) >= 0) {
        atlas_twice(node, position.id);
        return;
    }
    table[b->atlas.position_count++] = position;
}

void atlas_load_positions(AtlasBuilder *b)
{
    load_joints(b);
    AtlasList file;
    if (!atlas_list_open(b, "positions", "", &file)) {
        return;
    }
    AtlasPosition *table = atlas_array(b, file.count, sizeof *table);
    b->atlas.positions = table;
    for (size_t i = 0; i < file.count; i++) {
        JsonNode node = json_item(&file.list, i);
        load_position(b, &node, table);
    }
    atlas_list_close(&file);
}

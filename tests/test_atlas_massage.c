/* Positions, tools, regions and strokes: the real tables hold what facts.md sections 4 and 5 ask for, places follow
 * their landmarks, and each mistake is told with its line. */
#include "hip/file.h"
#include "hip/massage.h"
#include "hip/mem.h"
#include "one_atlas.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool has(const int *list, int count, int what)
{
    for (int i = 0; i < count; i++) {
        if (list[i] == what) {
            return true;
        }
    }
    return false;
}

static void all_positions_are_there(void **state)
{
    (void)state;
    static const char *const IDS[] = {
        "standing",           "prone",  "prone_knee_bent", "side_lying_left", "side_lying_right",
        "side_lying_stretch", "supine", "figure_four",     "semi_prone"};
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++) {
        assert_true(atlas_position(atlas, IDS[i]) >= 0);
    }
    for (int i = 0; i < atlas->position_count; i++) {
        const AtlasPosition *p = &atlas->positions[i];
        assert_true(p->access_count > 0 && p->choose.text && p->avoid.text);
        assert_true((p->covered.text == NULL) == (p->lies == LIES_UPRIGHT)); /* whoever lies is covered */
        for (int j = 0; j < atlas->joint_count; j++) {
            assert_true(atlas->joints[j].paired || p->joints_deg[LIMB_WORKED][j] == p->joints_deg[LIMB_OTHER][j]);
        }
    }
    const AtlasPosition *side = &atlas->positions[atlas_position(atlas, "side_lying_left")];
    int flexion = atlas_joint(atlas, "hip_flexion"), adduction = atlas_joint(atlas, "hip_adduction");
    assert_true(side->joints_deg[LIMB_WORKED][flexion] >= 45 && side->joints_deg[LIMB_WORKED][flexion] <= 60);
    assert_true(side->joints_deg[LIMB_WORKED][adduction] == 0); /* the bolster must hold it: facts.md 4.1 */
    assert_true(side->joints_deg[LIMB_OTHER][flexion] >= 10 && side->joints_deg[LIMB_OTHER][flexion] <= 20);
}

static void all_strokes_are_there(void **state)
{
    (void)state;
    assert_int_equal(atlas->stroke_count, 22);
    for (int i = 0; i < 22; i++) {
        const AtlasStroke *s = &atlas->strokes[i];
        char id[16];
        snprintf(id, sizeof id, "S%02d", i + 1);
        assert_string_equal(s->id, id);
        for (int k = 0; k < s->tool_count; k++) { /* the hand can do what the stroke asks for */
            const AtlasTool *tool = &atlas->tools[s->tools[k]];
            assert_true(tool->pressure[0] <= s->pressure[1] && s->pressure[0] <= tool->pressure[1]);
        }
        if (!has(s->regions, s->region_count, atlas_region(atlas, "r_itb")) && s->layer_to > 2) {
            assert_true(s->target_count > 0);
        }
    }
    const AtlasStroke *elbow = &atlas->strokes[atlas_stroke(atlas, "S14")];
    assert_true(has(elbow->keep_off, elbow->keep_off_count, atlas_region(atlas, "x_sciatic")));
    assert_true(has(elbow->targets, elbow->target_count, atlas_structure(atlas, "piriformis_r")));
    assert_true(atlas_stroke_in(elbow, atlas_position(atlas, "prone_knee_bent")));
    assert_false(atlas_stroke_in(elbow, atlas_position(atlas, "supine")));
}

/* What a stroke works on, the position lays open to the hands. */
static void positions_give_access_to_targets(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->stroke_count; i++) {
        const AtlasStroke *s = &atlas->strokes[i];
        for (int k = 0; k < s->position_count && s->layer_from >= 3; k++) {
            const AtlasPosition *p = &atlas->positions[s->positions[k]];
            int met = 0;
            for (int t = 0; t < s->target_count; t++) {
                met += has(p->access, p->access_count, s->targets[t]);
            }
            if (met == 0) {
                fail_msg("%s: nothing that it works on lies open in %s", s->id, p->id);
            }
        }
    }
}

static void pain_is_never_the_aim(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->stroke_count; i++) {
        const AtlasStroke *s = &atlas->strokes[i];
        assert_true(s->pressure[1] <= 7 && s->cue && s->caution);
        assert_true(!(s->phases & PHASE_WARM) || s->pressure[1] <= 5);
    }
    for (int i = 0; i < atlas->region_count; i++) {
        const AtlasRegion *r = &atlas->regions[i];
        assert_int_equal(r->contact == CONTACT_FREE, r->id[0] == 'r');
    }
    assert_int_equal(atlas->regions[atlas_region(atlas, "x_coccyx")].contact, CONTACT_NONE);
}

static float distance_mm(const float a[3], const float b[3])
{
    return 1000 * sqrtf((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

static void places_follow_their_landmarks(void **state)
{
    (void)state;
    float psis[3], trochanter[3], at[3];
    atlas_landmark_at(atlas, "psis", SIDE_RIGHT, psis);
    atlas_landmark_at(atlas, "greater_trochanter", SIDE_RIGHT, trochanter);
    const AtlasRegion *full = &atlas->regions[atlas_region(atlas, "r_gluteal_full")];
    atlas_place_at(atlas, &full->shapes[0].places[0], SIDE_RIGHT, at);
    assert_true(distance_mm(at, psis) < 0.01f);
    const AtlasRegion *band = &atlas->regions[atlas_region(atlas, "r_itb")];
    assert_int_equal(band->shapes[0].kind, SHAPE_BAND);
    assert_true(fabsf(band->shapes[0].outer_m - 0.020f) < 1e-6f);
    atlas_place_at(atlas, &band->shapes[0].places[0], SIDE_LEFT, at);
    assert_true(fabsf(at[0] + trochanter[0]) < 1e-5f && fabsf(at[1] - trochanter[1]) < 1e-5f);
    for (int i = 0; i < atlas->stroke_count; i++) { /* weights add up to 1, so places move with the body */
        for (int k = 0; k < atlas->strokes[i].path_count; k++) {
            const StrokePath *path = &atlas->strokes[i].paths[k];
            for (int p = 0; p < path->place_count; p++) {
                float sum = 0;
                for (int w = 0; w < path->places[p].count; w++) {
                    sum += path->places[p].weight[w];
                }
                assert_true(fabsf(sum - 1) < 1e-4f);
            }
        }
    }
}

/* The line of piriformis runs from the sacrum's edge, and S14 begins on its outer part: facts.md 5.1, 5.3. */
static void the_elbow_begins_away_from_the_nerve(void **state)
{
    (void)state;
    const AtlasStroke *s = &atlas->strokes[atlas_stroke(atlas, "S14")];
    float first[3], exit[3], trochanter[3];
    atlas_place_at(atlas, &s->paths[0].places[0], SIDE_RIGHT, first);
    atlas_landmark_at(atlas, "infrapiriform_exit", SIDE_RIGHT, exit);
    atlas_landmark_at(atlas, "greater_trochanter", SIDE_RIGHT, trochanter);
    assert_true(distance_mm(first, exit) > 40);
    assert_true(distance_mm(first, trochanter) > 25);
}

/* Eight more entries than there is room for, whatever they hold. */
#define TEN "{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, "
#define MANY TEN TEN TEN TEN

static const struct {
    const char *file, *find, *put, *message;
} MISTAKES[] = {
    {"lines.json", "\"bone\": \"thigh\"", "\"bone\": \"shank\"", "must be one of: pelvis"},
    {"lines.json", "\"part\": \"lower\"", "\"part\": \"upper\"", "this part is there twice"},
    {"lines.json", "\"fibres\": \"middle\"", "\"fibres\": \"some\"", "must be one of: all"},
    {"lines.json", "\"fibres\": \"middle\",", "", "either a \"way\" or \"fibres\""},
    {"lines.json", "\"structure\": \"gluteus_maximus\"", "\"structure\": \"femur\"", "only muscles"},
    {"lines.json", "\"whole_mm\": 420", "\"whole_mm\": 4", "\"whole_mm\" is 4"},
    {"notes.json", "\"kind\": \"fact\"", "\"kind\": \"rumour\"", "must be one of: fact"},
    {"notes.json", "\"joint\": \"hip_flexion\"", "\"joint\": \"hip\"", "there is no joint \"hip\""},
    {"notes.json", "\"from\": -20, \"to\": 50", "\"from\": 60, \"to\": 50", "comes before"},
    {"joints.json", "\"bone\": \"shank\"", "\"bone\": \"shin\"", "must be one of: pelvis"},
    {"joints.json", "\"axis\": [-1, 0, 0]", "\"axis\": [0, 0, 0]", "needs a direction"},
    {"positions.json", "\"height_mm\": 60", "\"height_mm\": 600", "\"height_mm\" is 600"},
    {"positions.json", "\"id\": \"prone\"", "\"id\": \"standing\"", "\"standing\" is there twice"},
    {"tools.json", "\"id\": \"palm\"", "\"id\": \"palms\"", "\"palms\" is there twice"},
    {"regions.json", "\"id\": \"r_max\"", "\"id\": \"r_gluteal_full\"", "\"r_gluteal_full\" is there twice"},
    {"strokes.json", "\"joint\": \"hip_rotation\"", "\"joint\": \"hip\"", "there is no joint \"hip\""},
    {"strokes.json", "[-30, 30]", "[-30, 130]", "130"},
    {"strokes.json", "\"motion\": \"lever\"", "\"motion\": \"hold\"", "leads a limb"},
    {"regions.json", "\"upper_half\": true", "\"upper_half\": 1", "upper_half"},
    {"session.json", "\"kind\": \"consent\"", "\"kind\": \"talk\"", "must be one of: consent"},
    {"session.json", "\"at_s\": 32", "\"at_s\": 3", "before the one above"},
    {"session.json", "\"at_s\": 46", "\"at_s\": 460", "460"},
    {"session.json", "\"stroke\": \"S01\"", "\"stroke\": \"S0\"", "there is no stroke \"S0\""},
    {"session.json", "\"stroke\": \"S07\", \"position\": \"side_lying_left\"",
     "\"stroke\": \"S07\", \"position\": \"prone\"", "S07 is not done in this position"},
    {"session.json", "\"stroke\": \"S03\"", "\"stroke\": \"S10\"", "S10 does not belong to this phase"},
    {"session.json", "\"stroke\": \"S01\", ", "", "both a stroke and the position"},
    {"session.json", "\"phase\": \"before\"", "\"phase\": \"warm\"", "without a stroke"},
    {"session.json", "\"id\": \"press\"", "\"id\": \"arrive\"", "\"arrive\" is there twice"},
    {"session.json", "\"conf\": \"A\", \"sources\": [95]", "\"sources\": [95]", "conf"},
    {"joints.json", "\"most_deg\": 120", "\"most_deg\": -1", "\"most_deg\" is -1"},
    {"joints.json", "\"id\": \"hip_adduction\"", "\"id\": \"hip_flexion\"", "\"hip_flexion\" is there twice"},
    {"positions.json", "\"lies\": \"face_down\"", "\"lies\": \"down\"", "must be one of: upright"},
    {"positions.json", "\"knee_flexion\": 90", "\"knee_bend\": 90", "unknown key \"knee_bend\""},
    {"positions.json", "\"hip_flexion\": 50", "\"hip_flexion\": 250", "\"hip_flexion\" is 250"},
    {"positions.json", "\"limbs\": {\"upper\"", "\"limbs\": {\"worked\"", "unknown key \"worked\""},
    {"positions.json", "\"held\": [\"worked_leg\"]", "\"held\": [\"worked_arm\"]", "must be one of: worked_leg"},
    {"positions.json", "\"drape\": {\"top_mm\": 450", "\"drape\": {\"top_mm\": 4500", "\"top_mm\" is 4500"},
    {"positions.json", "{\"from\": \"coccyx_tip\", \"lateral\": 36", "{\"from\": \"coccyx_tip\", \"lateral\": 16",
     "a window keeps 30 mm off the midline"},
    {"positions.json", "\"under\": \"ankles\"", "\"under\": \"ankle\"", "must be one of: face"},
    {"tools.json", "\"shape\": \"elbow\"", "\"shape\": \"knee\"", "must be one of: palm"},
    {"tools.json", "\"size_mm\": [30, 30]", "\"size_mm\": [30]", "length and the width"},
    {"tools.json", "\"pressure\": [4, 7]", "\"pressure\": [4, 9]", "must be from 0 to 7"},
    {"tools.json", "\"pressure\": [4, 7]", "\"pressure\": [7, 4]", "lower number first"},
    {"regions.json", "\"radius_mm\": 25", "\"width_mm\": 25", "unknown key \"width_mm\""},
    {"regions.json", "\"points\": [\"greater_trochanter\"]", "\"points\": [\"trochanter\"]",
     "no landmark \"trochanter\""},
    {"regions.json", "\"share\": 0.5", "\"share\": 1.5", "\"share\" is 1.5"},
    {"regions.json", "\"contact\": \"none\"", "\"contact\": \"never\"", "must be one of: free"},
    {"regions.json", "{\"sacral_edge\": 0.4}", "{\"sacral_edge\": 0.4, \"up\": 3}", "unknown key \"up\""},
    {"strokes.json", "\"id\": \"S02\"", "\"id\": \"S01\"", "\"S01\" is there twice"},
    {"strokes.json", "\"tools\": [\"palms\"]", "\"tools\": [\"hand\"]", "there is no tool \"hand\""},
    {"strokes.json", "\"positions\": [\"prone\"]", "\"positions\": [\"lying\"]", "there is no position \"lying\""},
    {"strokes.json", "\"keep_off\": [\"x_coccyx\"]", "\"keep_off\": [\"x_tail\"]", "there is no region \"x_tail\""},
    {"strokes.json", "\"targets\": [\"piriformis\"]", "\"targets\": [\"pirifrmis\"]", "no structure \"pirifrmis\""},
    {"strokes.json", "\"layers\": [3, 6]", "\"layers\": [3, 16]", "must be from 0 to 10"},
    {"strokes.json", "\"phases\": [\"warm\"]", "\"phases\": []", "at least one phase"},
    {"strokes.json", "\"pressure\": [5, 7]", "\"pressure\": [5, 8]", "must be from 0 to 7"},
    {"zones.json", "\"id\": \"Z_sacrum\"", "\"id\": \"z_SIJ\"", "\"z_SIJ\" is there twice"},
    {"zones.json", "\"id\": \"Z_groin\"", "\"id\": \"Z groin\"", "must be letters"},
    {"zones.json", "\"radius_mm\": 40", "\"radius_mm\": 400", "\"radius_mm\" is 400"},
    {"zones.json", "\"balls\": [", "\"ball\": [", "unknown key \"ball\""},
    {"zones.json", "{\"at\": {\"from\": \"l4_spine\"", "{\"at\": {\"from\": \"l9_spine\"", "no landmark \"l9_spine\""},
    {"zones.json", "\"paired\": false", "\"paired\": 0", "paired"},
    {"qualities.json", "\"id\": \"driving\"", "\"id\": \"sitting\"", "\"sitting\" is there twice"},
    {"qualities.json", "\"when\": true", "\"when\": \"often\"", "when"},
    {"qualities.json", "\"said\": \"numb\", ", "", "missing key \"said\""},
    {"flags.json", "\"tier\": \"soon\"", "\"tier\": \"later\"", "must be one of: emergency"},
    {"flags.json", "\"qualities\": [\"numb\"]", "\"qualities\": [\"dull\"]", "there is no quality \"dull\""},
    {"flags.json", "\"emergency\": {", "\"danger\": {", "unknown key \"danger\""},
    {"pain.json", "\"kind\": \"joint\"", "\"kind\": \"bone\"", "must be one of: muscle"},
    {"pain.json", "\"essential\": [\"Z_trochanter\"]", "\"essential\": []", "at least one essential zone"},
    {"pain.json", "\"essential\": [\"Z_trochanter\"]", "\"essential\": [\"Z_elbow\"]", "there is no zone \"Z_elbow\""},
    {"pain.json", "\"spill\": [\"Z_thigh_lateral_upper\"", "\"spill\": [\"Z_trochanter\"", "stands here twice"},
    {"pain.json", "\"against\": [\"Z_sitbone\"]", "\"against\": [\"Z_sij\"]", "cannot be part of the pattern"},
    {"pain.json", "\"lying_on_it\": 1,", "\"lying_on\": 1,", "there is no quality \"lying_on\""},
    {"pain.json", "\"lying_on_it\": 1,", "\"lying_on_it\": 2,", "\"lying_on_it\" is 2"},
    {"pain.json", "\"joint\": {\"aching\"", "\"joint\": {\"achy\"", "there is no quality \"achy\""},
    {"pain.json", "{\"structure\": \"trochanteric_bursa\", ", "{", "a \"structure\", a \"name\" or both"},
    {"pain.json", "\"structure\": \"gluteus_medius\"", "\"structure\": \"gluteus\"",
     "there is no structure \"gluteus\""},
    {"pain.json", "\"share\": 0.4", "\"share\": 4", "\"share\" is 4"},
    {"pain.json", "\"points\": [\"greater_trochanter_lateral\"]", "\"points\": [\"trochanter\"]",
     "no landmark \"trochanter\""},
    {"pain.json", "\"strokes\": [\"S05\"", "\"strokes\": [\"S50\"", "there is no stroke \"S50\""},
    {"pain.json", "\"positions\": [\"side_lying_left\"", "\"positions\": [\"side\"", "there is no position \"side\""},
    {"pain.json", "\"id\": \"C_dgs\"", "\"id\": \"C_pir\"", "\"C_pir\" is there twice"},
    {"qualities.json", "\"qualities\": [", "\"qualities\": [" MANY, "at most 32 entries"},
};

static char *replaced(const char *text, const char *find, const char *put, int *line)
{
    const char *at = strstr(text, find);
    if (!at) {
        fail_msg("the file no longer holds %s", find);
    }
    *line = 1;
    for (const char *c = text; c < at; c++) {
        *line += *c == '\n';
    }
    return mem_format("%.*s%s%s", (int)(at - text), text, put, at + strlen(find));
}

static void link_all_but(const char *folder, const char *but)
{
    NameList list = {0};
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(file_list("assets/atlas", ".json", &list, NULL), HIP_OK);
    for (size_t i = 0; i < list.count; i++) {
        char *from = mem_format("%s/assets/atlas/%s", here, list.names[i]);
        char *to = mem_format("%s/%s", folder, list.names[i]);
        unlink(to);
        if (strcmp(list.names[i], but) != 0) {
            assert_int_equal(symlink(from, to), 0);
        }
        free(from);
        free(to);
    }
    name_list_release(&list);
}

static void remove_links(const char *folder)
{
    NameList list = {0};
    assert_int_equal(file_list(folder, NULL, &list, NULL), HIP_OK);
    for (size_t i = 0; i < list.count; i++) {
        char *path = mem_format("%s/%s", folder, list.names[i]);
        unlink(path);
        free(path);
    }
    name_list_release(&list);
    rmdir(folder);
}

static void tell_one(const char *folder, size_t which)
{
    Buffer text = {0};
    char *own = mem_format("assets/atlas/%s", MISTAKES[which].file);
    assert_int_equal(file_read_all(own, 0, &text, NULL), HIP_OK);
    char *whole = mem_format("%.*s", (int)text.size, (const char *)text.data);
    int line;
    char *wrong = replaced(whole, MISTAKES[which].find, MISTAKES[which].put, &line);
    link_all_but(folder, MISTAKES[which].file);
    char *path = mem_format("%s/%s", folder, MISTAKES[which].file);
    assert_int_equal(file_write_atomic(path, wrong, strlen(wrong), NULL), HIP_OK);
    Atlas *broken = NULL;
    Problems problems = {0};
    assert_int_equal(atlas_load(folder, &broken, &problems, NULL), HIP_FAILED);
    assert_null(broken);
    bool told = false;
    for (size_t i = 0; i < problems.count; i++) {
        told = told || (strcmp(problems.items[i].file, path) == 0 && problems.items[i].line == line &&
                        strstr(problems.items[i].text, MISTAKES[which].message));
    }
    if (!told) {
        problems_print(&problems, stderr);
        fail_msg("expected %s:%d: %s", MISTAKES[which].file, line, MISTAKES[which].message);
    }
    problems_release(&problems);
    buffer_release(&text);
    free(own);
    free(whole);
    free(wrong);
    free(path);
}

static void each_mistake_is_told_with_its_line(void **state)
{
    (void)state;
    char folder[] = P_tmpdir "/hip_massage_XXXXXX";
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
        tell_one(folder, i);
    }
    remove_links(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_positions_are_there),
        cmocka_unit_test(all_strokes_are_there),
        cmocka_unit_test(positions_give_access_to_targets),
        cmocka_unit_test(pain_is_never_the_aim),
        cmocka_unit_test(places_follow_their_landmarks),
        cmocka_unit_test(the_elbow_begins_away_from_the_nerve),
        cmocka_unit_test(each_mistake_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, open_atlas, close_atlas);
}

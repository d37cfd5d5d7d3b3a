/* Strokes as they are played: without jumps, within their numbers, in positions that allow them, the same on both
 * sides. */
#include "stroke_body.h"

static const float STEP_S = 0.01f, MOST_MM = 6; /* a hand's way in one hundredth of a second: 0.6 m/s */

static void there_are_twenty_two(void **state)
{
    (void)state;
    assert_int_equal(atlas->stroke_count, 22);
    for (int s = 0; s < atlas->stroke_count; s++) {
        char id[16];
        snprintf(id, sizeof id, "S%02d", s + 1);
        assert_string_equal(atlas->strokes[s].id, id);
        float length = stroke_length_s(&atlas->strokes[s]);
        assert_true(length > 10 && length < 900);
    }
}

static void hands_never_jump(void **state)
{
    (void)state;
    int jumps = 0;
    for (int s = 0; s < atlas->stroke_count; s++) {
        StrokeMoment before, now;
        stroke_at(atlas, charts[0], s, -1, 0, &before);
        float length = stroke_length_s(&atlas->strokes[s]), worst = 0, turned = 1;
        for (int i = 1; (float)i * STEP_S < fminf(length + 2, 130); i++) { /* over the end, where it begins again */
            float t = length > 128 && i > 6400 ? length - 64 + (float)(i - 6400) * STEP_S : (float)i * STEP_S;
            stroke_at(atlas, charts[0], s, -1, t, &now);
            if (i != 6401 || length <= 128) {
                worst = fmaxf(worst, apart_mm(before.place, now.place));
                float dot = 0;
                for (int k = 0; k < 3; k++) {
                    dot += before.forward[k] * now.forward[k];
                }
                turned = now.lifted > 0 ? turned : fminf(turned, dot);
                assert_true(fabsf(before.pressure - now.pressure) < 0.35f);
                assert_true(fabsf(before.lead - now.lead) < 0.03f);
            }
            before = now;
        }
        if (worst > MOST_MM || turned < 0.97f) {
            print_error("%s: %.1f mm, %.0f degrees in 10 ms\n", atlas->strokes[s].id, (double)worst,
                        (double)(acosf(turned) * 57.3f));
            jumps++;
        }
    }
    assert_int_equal(jumps, 0);
}

static void moments_keep_to_their_numbers(void **state)
{
    (void)state;
    for (int s = 0; s < atlas->stroke_count; s++) {
        const AtlasStroke *stroke = &atlas->strokes[s];
        float length = stroke_length_s(stroke), most = 0;
        unsigned seen = 0;
        for (float t = 0; t < length; t += 0.11f) {
            StrokeMoment m;
            stroke_at(atlas, charts[0], s, -1, t, &m);
            assert_true(m.pressure >= 0 && m.pressure <= stroke->pressure[1] + 1e-4f);
            assert_true(m.lifted >= 0 && m.lifted <= 1.0001f && m.lead >= 0 && m.lead <= 1);
            assert_true(m.path >= 0 && m.path < stroke->path_count && m.time < stroke->times);
            assert_true(m.breath >= 0 && m.breath <= 1);
            assert_int_equal(m.tool, stroke->tools[0]);
            most = fmaxf(most, m.pressure);
            seen |= 1u << m.path;
        }
        assert_true(most > stroke->pressure[0]);
        assert_int_equal(seen, (1u << stroke->path_count) - 1);
    }
}

static void axes_are_square(void **state)
{
    (void)state;
    for (int s = 0; s < atlas->stroke_count; s++) {
        for (float t = 0; t < 40; t += 0.37f) {
            StrokeMoment m;
            stroke_at(atlas, charts[s % 2], s, -1, t, &m);
            float dots[6] = {0};
            for (int k = 0; k < 3; k++) {
                dots[0] += m.along[k] * m.forward[k];
                dots[1] += m.along[k] * m.outward[k];
                dots[2] += m.forward[k] * m.outward[k];
                dots[3] += m.along[k] * m.along[k];
                dots[4] += m.forward[k] * m.forward[k];
                dots[5] += m.outward[k] * m.outward[k];
            }
            for (int i = 0; i < 6; i++) {
                assert_true(fabsf(dots[i] - (i < 3 ? 0 : 1)) < 1e-3f);
            }
        }
    }
}

/* Stays on its own skin: at each moment, lifted or not, the patch's middle is the skin's point. */
static void hands_stay_on_the_skin(void **state)
{
    (void)state;
    for (int s = 0; s < atlas->stroke_count; s++) {
        for (float t = 0; t < 60; t += 1.3f) {
            StrokeMoment m;
            float skin[3];
            stroke_at(atlas, charts[0], s, -1, t, &m);
            if (chart_skin(charts[0], m.at, skin)) {
                assert_true(skin_away_mm(m.place) < 4);
            }
        }
    }
}

static void the_left_mirrors_the_right(void **state)
{
    (void)state;
    for (int s = 0; s < atlas->stroke_count; s++) {
        for (float t = 0; t < 60; t += 2.7f) {
            StrokeMoment r, l;
            stroke_at(atlas, charts[0], s, -1, t, &r);
            stroke_at(atlas, charts[1], s, -1, t, &l);
            l.place[0] = -l.place[0];
            l.forward[0] = -l.forward[0];
            assert_true(apart_mm(r.place, l.place) < 5);
            assert_true(apart_mm(r.forward, l.forward) < 200); /* of unit vectors: 12 degrees */
            assert_float_equal(r.pressure, l.pressure, 1e-5f);
            assert_true(r.path == l.path && r.time == l.time);
        }
    }
}

/* A limb that is led starts from where it lies, goes all its way, keeps within its joint, and only on the worked side.
 */
static void levers_lead_the_limb(void **state)
{
    (void)state;
    int rotation = atlas_joint(atlas, "hip_rotation"), s = atlas_stroke(atlas, "S15");
    Pose start, pose;
    pose_of_position(&atlas->positions[atlas->strokes[s].positions[0]], SIDE_RIGHT, &start);
    float least = 90, most = -90;
    for (float t = 0; t < stroke_length_s(&atlas->strokes[s]); t += 0.05f) {
        pose = start;
        stroke_pose(atlas, s, t, SIDE_RIGHT, &pose);
        float turned = pose.deg[POSE_RIGHT][rotation] - start.deg[POSE_RIGHT][rotation];
        least = fminf(least, turned);
        most = fmaxf(most, turned);
        assert_float_equal(pose.deg[POSE_LEFT][rotation], start.deg[POSE_LEFT][rotation], 0);
        assert_true(t > 0 || fabsf(turned) < 0.01f);
    }
    assert_true(least < -29 && most > 29);
    pose = start;
    stroke_pose(atlas, s, 3, SIDE_LEFT, &pose);
    assert_float_equal(pose.deg[POSE_RIGHT][rotation], start.deg[POSE_RIGHT][rotation], 0);
    for (s = 0; s < atlas->stroke_count; s++) {
        const AtlasStroke *stroke = &atlas->strokes[s];
        assert_true((stroke->motion == MOTION_LEVER) == (stroke->lever_count > 0));
        for (int p = 0; p < stroke->position_count; p++) {
            pose_of_position(&atlas->positions[stroke->positions[p]], SIDE_RIGHT, &start);
            pose = start;
            stroke_pose(atlas, s, 0, SIDE_RIGHT, &pose);
            for (int j = 0; j < atlas->joint_count; j++) {
                assert_true(fabsf(pose.deg[POSE_RIGHT][j] - start.deg[POSE_RIGHT][j]) < 0.01f);
            }
            for (int i = 0; i < stroke->lever_count; i++) { /* nothing is cut off at a joint's end */
                const StrokeLever *lever = &stroke->levers[i];
                float from = start.deg[POSE_RIGHT][lever->joint];
                assert_true(from + fminf(lever->from_deg, lever->to_deg) >= atlas->joints[lever->joint].least_deg);
                assert_true(from + fmaxf(lever->from_deg, lever->to_deg) <= atlas->joints[lever->joint].most_deg);
            }
        }
    }
}

static void offers_say_which_position(void **state)
{
    (void)state;
    char why[256] = "";
    int fan = atlas_stroke(atlas, "S07"), prone = atlas_position(atlas, "prone");
    assert_true(stroke_offer(atlas, fan, -1, SIDE_RIGHT, why, sizeof why));
    assert_false(stroke_offer(atlas, fan, prone, SIDE_RIGHT, why, sizeof why));
    assert_non_null(strstr(why, "Crest fan"));
    assert_non_null(strstr(why, "Lying on the left side"));
    assert_int_equal(stroke_position(atlas, fan, SIDE_RIGHT), atlas_position(atlas, "side_lying_left"));
    assert_int_equal(stroke_position(atlas, fan, SIDE_LEFT), atlas_position(atlas, "side_lying_right"));
    for (int s = 0; s < atlas->stroke_count; s++) {
        int position = stroke_position(atlas, s, SIDE_RIGHT);
        assert_true(stroke_offer(atlas, s, position, SIDE_RIGHT, why, sizeof why));
        char small[12];
        stroke_offer(atlas, s, atlas_position(atlas, "standing"), SIDE_RIGHT, small, sizeof small);
        assert_true(strlen(small) < sizeof small);
    }
}

static void what_lies_below_is_not_worked(void **state)
{
    (void)state;
    char why[256] = "";
    int fan = atlas_stroke(atlas, "S07"), on_left = atlas_position(atlas, "side_lying_left");
    assert_true(stroke_allowed(atlas, fan, on_left, SIDE_RIGHT));
    assert_false(stroke_allowed(atlas, fan, on_left, SIDE_LEFT));
    assert_false(stroke_offer(atlas, fan, on_left, SIDE_LEFT, why, sizeof why));
    assert_non_null(strstr(why, "Lying on the right side"));
    assert_null(strstr(why, "left"));
    for (int s = 0; s < atlas->stroke_count; s++) {
        assert_true(stroke_allowed(atlas, s, stroke_position(atlas, s, SIDE_LEFT), SIDE_LEFT));
        assert_true(stroke_allowed(atlas, s, stroke_position(atlas, s, SIDE_RIGHT), SIDE_RIGHT));
        assert_false(stroke_allowed(atlas, s, -1, SIDE_RIGHT));
    }
}

static void patches_have_their_tool_s_size(void **state)
{
    (void)state;
    for (int t = 0; t < atlas->tool_count; t++) {
        const AtlasTool *tool = &atlas->tools[t];
        PatchPiece pieces[PATCH_PIECES];
        int count = stroke_patch(tool, pieces);
        assert_true(count > 0 && count <= PATCH_PIECES);
        float most[2] = {0}, long_side = fmaxf(tool->size_m[0], tool->size_m[1]);
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 2; k++) {
                most[k] = fmaxf(most[k], fabsf(pieces[i].from[k]) + pieces[i].radius);
                most[k] = fmaxf(most[k], fabsf(pieces[i].to[k]) + pieces[i].radius);
            }
        }
        float reach = 2 * fmaxf(most[0], most[1]);
        if (fabsf(reach - long_side) > 0.12f * long_side) {
            fail_msg("%s is %.0f mm long instead of %.0f", tool->id, (double)(1000 * reach),
                     (double)(1000 * long_side));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_are_twenty_two),          cmocka_unit_test(hands_never_jump),
        cmocka_unit_test(moments_keep_to_their_numbers), cmocka_unit_test(axes_are_square),
        cmocka_unit_test(hands_stay_on_the_skin),        cmocka_unit_test(the_left_mirrors_the_right),
        cmocka_unit_test(levers_lead_the_limb),          cmocka_unit_test(offers_say_which_position),
        cmocka_unit_test(what_lies_below_is_not_worked), cmocka_unit_test(patches_have_their_tool_s_size),
    };
    return cmocka_run_group_tests(tests, stroke_body_load, stroke_body_release);
}

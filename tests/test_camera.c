#include "hip/camera.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the four above first */
#include <cmocka.h>

static const Box3 HIP = {{-0.22f, -0.45f, -0.16f}, {0.24f, 0.21f, 0.13f}};

static float draw(unsigned *seed, float lo, float hi)
{
    *seed = *seed * 1664525u + 1013904223u;
    return lo + (hi - lo) * (float)(*seed >> 8) / 16777216.0f;
}

static void assert_near(float a, float b, float tolerance)
{
    if (!(fabsf(a - b) <= tolerance)) {
        fail_msg("%g is not %g within %g", (double)a, (double)b, (double)tolerance);
    }
}

static CameraPose random_pose(unsigned *seed)
{
    CameraPose pose = {draw(seed, -180, 180), draw(seed, -89, 89), draw(seed, 0.3f, 2), {0}};
    for (int i = 0; i < 3; i++) {
        pose.target[i] = draw(seed, -0.2f, 0.2f);
    }
    return pose;
}

static void yaw_and_pitch_mean_what_the_header_says(void **state)
{
    (void)state;
    const struct {
        float yaw, pitch, eye[3];
    } cases[] = {{0, 0, {0, 0, 1}}, {90, 0, {1, 0, 0}}, {180, 0, {0, 0, -1}}, {-90, 0, {-1, 0, 0}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CameraPose pose = {cases[i].yaw, cases[i].pitch, 1, {0}};
        CameraMatrices m;
        camera_matrices(&pose, NULL, 1.5f, &HIP, &m);
        for (int axis = 0; axis < 3; axis++) {
            assert_near(m.eye[axis], cases[i].eye[axis], 1e-5f);
        }
    }
    CameraPose above = {0, 80, 1, {0}};
    CameraMatrices m;
    camera_matrices(&above, NULL, 1, &HIP, &m);
    assert_true(m.eye[1] > 0.9f);
}

static void seen_from_the_front_the_left_side_is_at_the_right(void **state)
{
    (void)state;
    CameraPose pose = {0, 0, 1, {0}};
    CameraMatrices m;
    float xy[2], depth;
    camera_matrices(&pose, NULL, 1, &HIP, &m);
    assert_true(camera_project(&m, (float[3]){0.1f, 0, 0}, xy, &depth));
    assert_true(xy[0] > 0.1f);
    assert_near(depth, 1, 1e-5f);
    assert_false(camera_project(&m, (float[3]){0, 0, 1.5f}, xy, NULL));
}

static void matrices_agree_with_project(void **state)
{
    (void)state;
    unsigned seed = 1;
    for (int n = 0; n < 500; n++) {
        CameraPose pose = random_pose(&seed);
        CameraMatrices m;
        camera_matrices(&pose, NULL, 1.7f, &HIP, &m);
        float p[4] = {draw(&seed, -0.2f, 0.2f), draw(&seed, -0.2f, 0.2f), draw(&seed, -0.15f, 0.13f), 1};
        float clip[4] = {0}, xy[2], depth;
        for (int row = 0; row < 4; row++) {
            for (int k = 0; k < 4; k++) {
                clip[row] += m.view_projection[4 * k + row] * p[k];
            }
        }
        if (!camera_project(&m, p, xy, &depth)) {
            assert_true(clip[3] <= 1e-5f);
            continue;
        }
        assert_near(clip[3], depth, 1e-4f);
        if (depth > 0.05f) {
            assert_near(clip[0] / clip[3], xy[0], 1e-3f);
            assert_near(clip[1] / clip[3], xy[1], 1e-3f);
            assert_true(clip[2] / clip[3] < 1);
        }
    }
}

static void ray_is_the_inverse_of_project(void **state)
{
    (void)state;
    unsigned seed = 2;
    for (int n = 0; n < 500; n++) {
        CameraPose pose = random_pose(&seed);
        CameraMatrices m;
        camera_matrices(&pose, NULL, 1.7f, &HIP, &m);
        float x = draw(&seed, -1, 1), y = draw(&seed, -1, 1), t = draw(&seed, 0.1f, 3), xy[2];
        float from[3], dir[3], p[3];
        camera_ray(&m, x, y, from, dir);
        assert_near(dir[0] * dir[0] + dir[1] * dir[1] + dir[2] * dir[2], 1, 1e-5f);
        for (int i = 0; i < 3; i++) {
            p[i] = from[i] + t * dir[i];
        }
        assert_true(camera_project(&m, p, xy, NULL));
        assert_near(xy[0], x, 2e-4f);
        assert_near(xy[1], y, 2e-4f);
    }
}

static void never_upside_down(void **state)
{
    (void)state;
    unsigned seed = 3;
    CameraPose pose = {170, 0, 1, {0}};
    for (int n = 0; n < 2000; n++) {
        camera_orbit(&pose, draw(&seed, -400, 400), draw(&seed, -400, 400));
        assert_true(pose.yaw_deg > -180.001f && pose.yaw_deg <= 180.001f);
        assert_true(fabsf(pose.pitch_deg) <= 89);
        CameraMatrices m;
        camera_matrices(&pose, NULL, 1, &HIP, &m);
        assert_true(m.up[1] > 0);
        assert_near(m.right[1], 0, 1e-6f);
    }
}

static void zoom_keeps_the_point_under_the_cursor(void **state)
{
    (void)state;
    unsigned seed = 4;
    const float aspect = 1.6f;
    for (int n = 0; n < 300; n++) {
        CameraPose pose = random_pose(&seed), zoomed = pose;
        float x = draw(&seed, -1, 1), y = draw(&seed, -1, 1), half = camera_height_m(&pose) / 2;
        CameraMatrices before, after;
        camera_matrices(&pose, NULL, aspect, &HIP, &before);
        float p[3], xy[2];
        for (int i = 0; i < 3; i++) {
            p[i] = pose.target[i] + half * (x * aspect * before.right[i] + y * before.up[i]);
        }
        float factor = draw(&seed, 0.4f, 2.5f);
        camera_zoom(&zoomed, factor, x * aspect, y);
        assert_near(zoomed.distance_m, pose.distance_m * factor, 1e-4f);
        camera_matrices(&zoomed, NULL, aspect, &HIP, &after);
        assert_true(camera_project(&after, p, xy, NULL));
        assert_near(xy[0], x, 1e-3f);
        assert_near(xy[1], y, 1e-3f);
    }
    CameraPose pose = {0, 0, 1, {0}};
    camera_zoom(&pose, -1, 0, 0);
    camera_zoom(&pose, NAN, 0, 0);
    assert_near(pose.distance_m, 1, 0);
}

static void pan_moves_the_body_with_the_pointer(void **state)
{
    (void)state;
    CameraPose pose = {30, 20, 1.2f, {0.01f, 0.02f, 0.03f}};
    float p[3] = {pose.target[0], pose.target[1], pose.target[2]}, xy[2];
    camera_pan(&pose, 0.25f, -0.1f);
    CameraMatrices m;
    camera_matrices(&pose, NULL, 2, &HIP, &m);
    assert_true(camera_project(&m, p, xy, NULL));
    assert_near(xy[0], 2 * 0.25f / 2, 1e-4f);
    assert_near(xy[1], 2 * -0.1f, 1e-4f);
}

static void frame_keeps_all_corners_in_what_is_free(void **state)
{
    (void)state;
    unsigned seed = 5;
    for (int n = 0; n < 2000; n++) {
        Box3 box = box3_empty();
        float aspect = draw(&seed, 0.4f, 3), left = draw(&seed, 0, 0.45f), right = draw(&seed, 0, 0.4f);
        box3_add_point(&box, (float[3]){draw(&seed, -1, 1), draw(&seed, -1, 1), draw(&seed, -1, 1)});
        box3_add_point(&box, (float[3]){draw(&seed, -1, 1), draw(&seed, -1, 1), draw(&seed, -1, 1)});
        CameraPose pose = camera_frame(&box, draw(&seed, -360, 360), draw(&seed, -95, 95), aspect, left, right);
        CameraMatrices m;
        camera_matrices(&pose, NULL, aspect, &box, &m);
        float most = 0;
        for (int i = 0; i < 8; i++) {
            float p[3] = {i & 1 ? box.hi[0] : box.lo[0], i & 2 ? box.hi[1] : box.lo[1], i & 4 ? box.hi[2] : box.lo[2]};
            float xy[2];
            assert_true(camera_project(&m, p, xy, NULL));
            float lo = -1 + 2 * left, hi = 1 - 2 * right;
            float across = (xy[0] - (lo + hi) / 2) / ((hi - lo) / 2);
            assert_true(fabsf(across) < 0.95f && fabsf(xy[1]) < 0.95f);
            most = fmaxf(most, fmaxf(fabsf(across), fabsf(xy[1])));
        }
        assert_true(most > 0.85f); /* and no smaller than it must be */
    }
    Box3 empty = box3_empty();
    CameraPose pose = camera_frame(&empty, 10, 10, 1, 0, 0);
    assert_true(isfinite(pose.distance_m) && pose.distance_m > 0);
    pose = camera_frame(&HIP, 0, 0, 1.5f, 0.7f, 0.7f); /* no room at all */
    assert_true(isfinite(pose.distance_m) && pose.distance_m < 10);
}

static bool inside(const Box3 *box, const float p[3])
{
    bool in = true;
    for (int i = 0; i < 3; i++) {
        in = in && p[i] > box->lo[i] && p[i] < box->hi[i];
    }
    return in;
}

static void limit_never_inside_and_never_lost(void **state)
{
    (void)state;
    unsigned seed = 6;
    CameraPose pose = {0, 0, 1, {0}};
    for (int n = 0; n < 3000; n++) {
        camera_orbit(&pose, draw(&seed, -40, 40), draw(&seed, -40, 40));
        camera_pan(&pose, draw(&seed, -1, 1), draw(&seed, -1, 1));
        camera_zoom(&pose, draw(&seed, 0.3f, 3), draw(&seed, -1, 1), draw(&seed, -1, 1));
        camera_limit(&pose, &HIP);
        CameraMatrices m;
        camera_matrices(&pose, NULL, 1.5f, &HIP, &m);
        assert_false(inside(&HIP, m.eye));
        float centre[3], xy[2], depth;
        box3_centre(&HIP, centre);
        assert_true(camera_project(&m, centre, xy, &depth));
        assert_true(depth < 10 && pose.distance_m > 0);
        assert_true(m.near_m > 0 && m.near_m < m.far_m);
        CameraPose again = pose;
        camera_limit(&again, &HIP);
        assert_memory_equal(&again, &pose, sizeof pose);
    }
    CameraPose broken = {NAN, INFINITY, NAN, {NAN, -INFINITY, 0}};
    camera_limit(&broken, &HIP);
    assert_true(isfinite(broken.yaw_deg) && isfinite(broken.pitch_deg) && isfinite(broken.distance_m));
    assert_true(isfinite(broken.target[0]) && isfinite(broken.target[1]));
}

static void mix_goes_the_short_way(void **state)
{
    (void)state;
    CameraPose a = {170, 0, 1, {0}}, b = {-170, 40, 4, {0.1f, 0, 0}};
    CameraPose middle = camera_mix(&a, &b, 0.5f);
    assert_near(fabsf(middle.yaw_deg), 180, 1e-3f);
    assert_near(middle.pitch_deg, 20, 1e-4f);
    assert_near(middle.distance_m, 2, 1e-4f);
    assert_near(middle.target[0], 0.05f, 1e-6f);
    CameraPose end = camera_mix(&a, &b, 1), start = camera_mix(&a, &b, 0);
    assert_memory_equal(&end, &b, sizeof b);
    assert_near(start.yaw_deg, 170, 1e-4f);
    assert_near(start.distance_m, 1, 1e-6f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaw_and_pitch_mean_what_the_header_says),
        cmocka_unit_test(seen_from_the_front_the_left_side_is_at_the_right),
        cmocka_unit_test(matrices_agree_with_project),
        cmocka_unit_test(ray_is_the_inverse_of_project),
        cmocka_unit_test(never_upside_down),
        cmocka_unit_test(zoom_keeps_the_point_under_the_cursor),
        cmocka_unit_test(pan_moves_the_body_with_the_pointer),
        cmocka_unit_test(frame_keeps_all_corners_in_what_is_free),
        cmocka_unit_test(limit_never_inside_and_never_lost),
        cmocka_unit_test(mix_goes_the_short_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

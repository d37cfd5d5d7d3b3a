/* test_slice.c - cuts of closed shapes: areas, hollows, what lies behind the eye, edges. */
#include "hip/camera.h"
#include "hip/mesh_slice.h"
#include "test_mesh.h"

enum { SIDE = 200 };

static MeshSet built(const Shape *shapes, size_t count)
{
    RawPart parts[4];
    for (size_t i = 0; i < count; i++) {
        parts[i] = shape_part(&shapes[i], i ? "inner" : "outer");
    }
    MeshBuildOptions options = {.weld = true};
    MeshSet set = {0};
    HipError err = {{0}};
    assert_int_equal(mesh_build(parts, count, &options, &set, &err), HIP_OK);
    return set;
}

static MeshSet ball(float radius)
{
    Shape shape = shape_ellipsoid((float[3]){0, 0, 0}, (float[3]){radius, radius, radius}, 60, 90);
    MeshSet set = built(&shape, 1);
    shape_release(&shape);
    return set;
}

static void cut(const MeshSet *set, uint32_t part, const float plane[4], SliceLines *lines)
{
    SlicePlane at = slice_plane(plane);
    SlicePart whole = {.set = set, .part = part, .lod = &set->parts[part].lods[0]};
    mesh_slice(&whole, &at, lines);
}

/* Looks square at the plane: `SIDE` pixels for 200 mm about its origin. */
static SliceView square_view(void)
{
    float scale = SIDE / 0.2f;
    return (SliceView){{scale, 0, SIDE / 2}, {0, scale, SIDE / 2}, {0, 0, 1}, 0.01f};
}

static int count_id(const SliceMap *map, int id)
{
    int count = 0;
    for (int i = 0; i < map->width * map->height; i++) {
        count += map->ids[i] == id;
    }
    return count;
}

static void test_area_of_a_ball(void **state)
{
    (void)state;
    MeshSet set = ball(0.05f);
    float planes[][4] = {{0, 1, 0, 0}, {1, 0, 0, -0.03f}, {0.6f, 0, 0.8f, 0.04f}, {0, -1, 0, 0.03f}};
    for (size_t i = 0; i < sizeof planes / sizeof *planes; i++) {
        SliceLines lines = {0};
        SliceMap map = {0};
        SliceView view = square_view();
        cut(&set, 0, planes[i], &lines);
        slice_map_clear(&map, SIDE, SIDE);
        slice_fill(&map, &view, lines.lines, lines.count, 7);
        float r2 = 0.05f * 0.05f - planes[i][3] * planes[i][3];
        assert_float_equal(count_id(&map, 7), HIP_PI * r2 * 1e6f, 0.01f * HIP_PI * r2 * 1e6f);
        slice_lines_release(&lines);
        slice_map_release(&map);
    }
    mesh_set_release(&set);
}

static void test_planes_beside_cut_nothing(void **state)
{
    (void)state;
    MeshSet set = ball(0.05f);
    SliceLines lines = {0};
    cut(&set, 0, (float[4]){0, 1, 0, -0.0501f}, &lines);
    cut(&set, 0, (float[4]){0, 1, 0, 0.0501f}, &lines);
    assert_int_equal(lines.count, 0);
    slice_lines_release(&lines);
    mesh_set_release(&set);
}

static void test_sides(void **state)
{
    (void)state;
    SlicePlane plane = slice_plane((float[4]){0, 1, 0, -0.1f});
    Box3 below = {{-1, -1, -1}, {1, 0.09f, 1}}, across = {{-1, 0, -1}, {1, 0.2f, 1}},
         above = {{0, 0.11f, 0}, {1, 1, 1}};
    assert_int_equal(slice_side(&plane, &below), SLICE_KEPT);
    assert_int_equal(slice_side(&plane, &across), SLICE_CUT);
    assert_int_equal(slice_side(&plane, &above), SLICE_GONE);
}

/* The plane's own axes: right-handed, and a place of it lies on it. */
static void test_axes(void **state)
{
    (void)state;
    float normals[][3] = {{1, 0, 0}, {0, -1, 0}, {0, 0, 1}, {0.48f, 0.6f, 0.64f}};
    for (size_t i = 0; i < 4; i++) {
        float plane[4] = {normals[i][0], normals[i][1], normals[i][2], 0.07f}, at[3];
        SlicePlane axes = slice_plane(plane);
        slice_plane_point(&axes, (float[2]){0.3f, -0.2f}, at);
        assert_float_equal(slice_distance(&axes, at), 0, 1e-6);
        float turned = 0;
        for (int k = 0; k < 3; k++) {
            int a = (k + 1) % 3, b = (k + 2) % 3;
            turned += (axes.right[a] * axes.up[b] - axes.right[b] * axes.up[a]) * axes.normal[k];
        }
        assert_float_equal(turned, 1, 1e-5);
    }
}

/* A ball within a ball in one part is a hollow; as a part of its own it covers. */
static void test_hollow_and_nested(void **state)
{
    (void)state;
    Shape shapes[2] = {shape_ellipsoid((float[3]){0, 0, 0}, (float[3]){0.06f, 0.06f, 0.06f}, 50, 70),
                       shape_ellipsoid((float[3]){0, 0, 0}, (float[3]){0.03f, 0.03f, 0.03f}, 50, 70)};
    MeshSet set = built(shapes, 2);
    SliceLines both = {0}, inner = {0};
    SliceMap map = {0};
    SliceView view = square_view();
    cut(&set, 1, (float[4]){0, 0, 1, 0}, &inner);
    cut(&set, 0, (float[4]){0, 0, 1, 0}, &both);
    cut(&set, 1, (float[4]){0, 0, 1, 0}, &both);
    slice_map_clear(&map, SIDE, SIDE);
    slice_fill(&map, &view, both.lines, both.count, 1);
    assert_int_equal(map.ids[SIDE / 2 * SIDE + SIDE / 2], 0);
    int ring = count_id(&map, 1);
    assert_float_equal(ring, HIP_PI * (3600 - 900), 0.01f * HIP_PI * 2700);
    slice_fill(&map, &view, inner.lines, inner.count, 2);
    assert_int_equal(count_id(&map, 1), ring);
    assert_float_equal(count_id(&map, 2), HIP_PI * 900, 0.01f * HIP_PI * 900);
    slice_lines_release(&both);
    slice_lines_release(&inner);
    slice_map_release(&map);
    shape_release(&shapes[0]);
    shape_release(&shapes[1]);
    mesh_set_release(&set);
}

/* The eye hangs close over a wide disc, part of which lies behind it: every pixel's ray says the same as the map. */
static void test_part_of_it_behind_the_eye(void **state)
{
    (void)state;
    MeshSet set = ball(0.3f);
    float level[4] = {0, 1, 0, 0};
    SlicePlane plane = slice_plane(level);
    CameraPose pose = {.yaw_deg = 20, .pitch_deg = 12, .distance_m = 0.2f, .target = {0, 0, 0.1f}};
    CameraMatrices camera;
    Box3 scene = {{-0.3f, -0.3f, -0.3f}, {0.3f, 0.3f, 0.3f}};
    camera_matrices(&pose, NULL, 1, &scene, &camera);
    SliceView view = slice_view(&plane, camera.view_projection, camera.near_m, SIDE, SIDE, (float[2]){0, 0});
    SliceLines lines = {0};
    SliceMap map = {0};
    cut(&set, 0, level, &lines);
    slice_map_clear(&map, SIDE, SIDE);
    slice_fill(&map, &view, lines.lines, lines.count, 1);
    int wrong = 0, inside_count = 0;
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            float from[3], dir[3];
            camera_ray(&camera, 2 * ((float)x + 0.5f) / SIDE - 1, 2 * ((float)y + 0.5f) / SIDE - 1, from, dir);
            float t = -from[1] / dir[1], px = from[0] + t * dir[0], pz = from[2] + t * dir[2];
            float ahead = t * (dir[0] * camera.forward[0] + dir[1] * camera.forward[1] + dir[2] * camera.forward[2]);
            bool inside = ahead > camera.near_m && hypotf(px, pz) < 0.3f;
            inside_count += inside;
            wrong += inside != (map.ids[y * SIDE + x] == 1);
        }
    }
    assert_true(inside_count > SIDE * SIDE / 4);
    assert_true(wrong < SIDE * SIDE / 500);
    slice_lines_release(&lines);
    slice_map_release(&map);
    mesh_set_release(&set);
}

/* A slit of less than a pixel in the outline does not run out of it. */
static void test_slit(void **state)
{
    (void)state;
    SliceLine box[] = {{{-0.04f, -0.04f}, {0.04f, -0.04f}},
                       {{0.04f, -0.04f}, {0.04f, 0.0200f}},
                       {{0.04f, 0.0206f}, {0.04f, 0.04f}},
                       {{0.04f, 0.04f}, {-0.04f, 0.04f}},
                       {{-0.04f, 0.04f}, {-0.04f, -0.04f}}};
    SliceMap map = {0};
    SliceView view = square_view();
    slice_map_clear(&map, SIDE, SIDE);
    slice_fill(&map, &view, box, 5, 3);
    assert_int_equal(count_id(&map, 3), 80 * 80);
    slice_map_clear(&map, SIDE, SIDE);
    assert_int_equal(count_id(&map, 3), 0);
    slice_map_release(&map);
}

static void test_edges(void **state)
{
    (void)state;
    SliceLine box[] = {{{-0.04f, -0.04f}, {0.04f, -0.04f}},
                       {{0.04f, -0.04f}, {0.04f, 0.04f}},
                       {{0.04f, 0.04f}, {-0.04f, 0.04f}},
                       {{-0.04f, 0.04f}, {-0.04f, -0.04f}}};
    SliceMap map = {0};
    SliceView view = square_view();
    slice_map_clear(&map, SIDE, SIDE);
    slice_fill(&map, &view, box, 4, 3);
    slice_edges(&map);
    assert_int_equal(map.lo[0], 60);
    assert_int_equal(map.hi[1], 140);
    int w = map.hi[0] - map.lo[0];
    assert_int_equal(map.texels[0][0], 3);
    assert_int_equal(map.texels[0][1], 1);            /* half a pixel from the edge */
    assert_int_equal(map.texels[40 * w + 10][1], 31); /* ten and a half */
    assert_int_equal(map.texels[40 * w + 79][1], 1);
    assert_int_equal(map.texels[40 * w + 40][1], 1 + 3 * 39);
    slice_map_release(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_area_of_a_ball),
        cmocka_unit_test(test_planes_beside_cut_nothing),
        cmocka_unit_test(test_sides),
        cmocka_unit_test(test_axes),
        cmocka_unit_test(test_hollow_and_nested),
        cmocka_unit_test(test_part_of_it_behind_the_eye),
        cmocka_unit_test(test_slit),
        cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests_name("slice", tests, NULL, NULL);
}

/* The built-in body as a whole: made alike by one thread and two, closed, mirrored, with the landmarks where
 * they belong; written and read again as GLB; broken tables refused with every mistake. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hip/body.h"
#include "hip/file.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static MeshSet body; /* the baked one, read by all tests */

static int load_body(void **state)
{
    (void)state;
    HipError err = {{0}};
    double start = clock_now_s();
    HipResult rc = body_load(&body, &err);
    print_message("body_load: %.1f ms %s\n", (clock_now_s() - start) * 1000, err.text);
    return rc == HIP_OK ? 0 : -1;
}

static int forget_body(void **state)
{
    (void)state;
    mesh_set_release(&body);
    return 0;
}

/* Under sanitizers the whole body would take minutes: a few structures that touch each other. */
static void the_same_with_one_thread_and_two(void **state)
{
    (void)state;
    static const char *const SOME[] = {"piriformis", "gemellus_superior", "sciatic_nerve"};
    char folder[] = "test-some-XXXXXX", path[96];
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof SOME / sizeof *SOME; i++) {
        Buffer file = {0};
        snprintf(path, sizeof path, "assets/body/%s.body", SOME[i]);
        assert_int_equal(file_read_all(path, 0, &file, NULL), HIP_OK);
        snprintf(path, sizeof path, "%s/%s.body", folder, SOME[i]);
        assert_int_equal(file_write_atomic(path, file.data, file.size, NULL), HIP_OK);
        buffer_release(&file);
    }
    MeshSet one = {0}, two = {0};
    Problems problems = {0};
    assert_int_equal(body_generate(folder, &(BodyOptions){.threads = 1}, &one, &problems, NULL), HIP_OK);
    assert_int_equal(body_generate(folder, &(BodyOptions){.threads = 2}, &two, &problems, NULL), HIP_OK);
    assert_int_equal(one.part_count, 6);
    assert_int_equal(one.vertex_count, two.vertex_count);
    assert_int_equal(one.index_count, two.index_count);
    assert_memory_equal(one.vertices, two.vertices, one.vertex_count * sizeof *one.vertices);
    assert_memory_equal(one.indices, two.indices, one.index_count * sizeof *one.indices);
    mesh_set_release(&one);
    mesh_set_release(&two);
    for (size_t i = 0; i < sizeof SOME / sizeof *SOME; i++) {
        snprintf(path, sizeof path, "%s/%s.body", folder, SOME[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void whole_and_closed(void **state)
{
    (void)state;
    HipError err = {{0}};
    assert_int_equal(mesh_set_check(&body, &err), HIP_OK);
    size_t triangles = 0; /* of one variant: that is what is drawn */
    for (size_t i = 0; i < body.part_count; i++) {
        const MeshPart *part = &body.parts[i];
        triangles += mesh_part_in(part, 0) ? part->lods[0].index_count / 3 : 0;
        if (!part->closed || part->volume_m3 <= 0) {
            fail_msg("%s is not closed", part->id);
        }
    }
    assert_true(triangles < 250000);
    Box3 box = mesh_set_box(&body);
    assert_true(box.lo[0] > -0.4f && box.hi[0] < 0.4f && box.lo[1] > -0.5f && box.hi[1] < 0.4f);
}

/* The sides differ by the offsets of the tables, hip bone 2 mm, and by what gave way to it. */
static void left_mirrors_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < body.part_count; i++) {
        const MeshPart *right = &body.parts[i];
        size_t length = strlen(right->id);
        if (!mesh_part_in(right, 0) || length < 2 || strcmp(right->id + length - 2, "_r") != 0) {
            continue;
        }
        char id[MESH_ID_SIZE];
        snprintf(id, sizeof id, "%.*s_l", (int)length - 2, right->id);
        int found = mesh_set_find(&body, id);
        if (found < 0) {
            fail_msg("%s has no left side", right->id);
        }
        const MeshPart *left = &body.parts[found];
        if (fabsf(left->box.lo[0] + right->box.hi[0]) >= 0.008f) {
            fail_msg("%s begins at %g mm, %s at %g", left->id, (double)left->box.lo[0] * 1000, right->id,
                     (double)right->box.hi[0] * -1000);
        }
        assert_true(fabsf(left->box.hi[1] - right->box.hi[1]) < 0.008f);
        if (fabsf(left->volume_m3 / right->volume_m3 - 1) > 0.12f) { /* asymmetric bones take unequal room */
            fail_msg("%s is %.2f times as large as %s", left->id, (double)(left->volume_m3 / right->volume_m3),
                     right->id);
        }
    }
}

static const MeshPart *part_of(const char *id)
{
    int found = mesh_set_find(&body, id);
    assert_true(found >= 0);
    return &body.parts[found];
}

static float nearest_vertex(const MeshPart *part, float x_mm, float y_mm, float z_mm)
{
    float best = INFINITY;
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        float p[3];
        mesh_vertex_position(part, &body.vertices[part->first_vertex + i], p);
        best = fminf(best, hypotf(hypotf(p[0] * 1000 - x_mm, p[1] * 1000 - y_mm), p[2] * 1000 - z_mm));
    }
    return best;
}

static void landmarks_are_in_their_places(void **state)
{
    (void)state;
    const MeshPart *hip = part_of("hip_bone_r"), *femur = part_of("femur_r");
    assert_true(nearest_vertex(hip, -114.5f, 78, 58.5f) < 5); /* anterior superior iliac spine */
    assert_true(nearest_vertex(hip, -43, 91.5f, -78.5f) < 5); /* posterior superior iliac spine */
    assert_true(nearest_vertex(hip, -41, 6.5f, -45) < 5);     /* ischial spine */
    assert_true(nearest_vertex(femur, -81, 23, -1.5f) <
                5); /* top of the head: the joint's centre is the origin's height */
    assert_true(nearest_vertex(femur, -86.5f, -64, -22.5f) < 5); /* lesser trochanter */
    assert_true(nearest_vertex(part_of("sacrum"), 1.5f, 82.5f, 2.5f) < 5);
}

/* Gluteus maximus: fibres 32 to 45 degrees below the horizontal seen from behind (facts: 11 specimens), here
 * over the middle of the muscle. */
static void maximus_fibres_slope(void **state)
{
    (void)state;
    const MeshPart *part = part_of("gluteus_maximus_r");
    assert_int_equal(part->has_fibre, 1);
    double mean[2][3] = {{0}}, count[2] = {0};
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        const MeshVertex *v = &body.vertices[part->first_vertex + i];
        float u = (float)v->along / 65535, across = (float)v->across / 65535, p[3];
        int end = u > 0.15f && u < 0.35f ? 0 : u > 0.65f && u < 0.85f ? 1 : -1;
        if (end >= 0 && across > 0.3f && across < 0.7f) {
            mesh_vertex_position(part, v, p);
            for (int k = 0; k < 3; k++) {
                mean[end][k] += p[k];
            }
            count[end]++;
        }
    }
    assert_true(count[0] > 3 && count[1] > 3);
    double right = -(mean[1][0] / count[1] - mean[0][0] / count[0]),
           down = -(mean[1][1] / count[1] - mean[0][1] / count[0]);
    double slope = atan2(down, right) * 180 / 3.14159265;
    if (slope < 32 || slope > 52) {
        fail_msg("fibres of gluteus maximus run %.0f degrees below the horizontal", slope);
    }
}

static void glb_says_what_the_set_says(void **state)
{
    (void)state;
    char path[] = "test-body-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    HipError err = {{0}};
    assert_int_equal(body_write_glb(&body, path, &err), HIP_OK);
    Buffer file = {0};
    assert_int_equal(file_read_all(path, 0, &file, &err), HIP_OK);
    unlink(path);
    uint32_t head[5];
    memcpy(head, file.data, sizeof head);
    assert_int_equal(head[0], 0x46546c67);
    assert_int_equal(head[2], file.size);
    json_t *doc = json_loadb((const char *)file.data + 20, head[3], 0, NULL);
    assert_non_null(doc);
    json_t *nodes = json_object_get(doc, "nodes"), *accessors = json_object_get(doc, "accessors");
    const uint8_t *binary = file.data + 20 + head[3] + 8;
    size_t written = 0;
    for (size_t i = 0; i < body.part_count; i++) {
        const MeshPart *part = &body.parts[i];
        if (!mesh_part_in(part, 0)) {
            continue;
        }
        assert_string_equal(json_string_value(json_object_get(json_array_get(nodes, written), "name")), part->id);
        json_t *positions = json_array_get(accessors, 4 * written);
        assert_int_equal(json_integer_value(json_object_get(positions, "count")), part->vertex_count);
        json_t *view = json_array_get(json_object_get(doc, "bufferViews"), 4 * written++);
        float have[3], want[3];
        memcpy(have, binary + json_integer_value(json_object_get(view, "byteOffset")), sizeof have);
        mesh_vertex_position(part, &body.vertices[part->first_vertex], want);
        assert_memory_equal(have, want, sizeof have);
    }
    assert_int_equal(json_array_size(nodes), written);
    json_decref(doc);
    buffer_release(&file);
    assert_int_equal(body_write_glb(&body, "no-such-folder/x.glb", &err), HIP_FAILED);
}

static void write_text(const char *path, const char *text)
{
    assert_int_equal(file_write_atomic(path, text, strlen(text), NULL), HIP_OK);
}

static void broken_tables_are_refused(void **state)
{
    (void)state;
    char folder[] = "test-tables-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    Problems problems = {0};
    MeshSet set = {0};
    HipError err = {{0}};
    assert_int_equal(body_generate(folder, NULL, &set, &problems, &err), HIP_FAILED); /* nothing there */
    assert_non_null(strstr(err.text, "no ball tables"));
    snprintf(path, sizeof path, "%s/x.body", folder);
    write_text(path, "structure a single\nschematic t\nball a 0 0 0 9\nball b 60 0 0 9\n");
    assert_int_equal(body_generate(folder, NULL, &set, &problems, &err), HIP_FAILED);
    assert_int_equal(problems.count, 1);
    assert_string_equal(problems.items[0].file, "body/x.body");
    assert_non_null(strstr(problems.items[0].text, "falls into 2 pieces"));
    problems_release(&problems);
    write_text(path, "structure a single\nschematic t\nball a 0 0 0 -9\nball b 60 0 zero 9\n");
    assert_int_equal(body_generate(folder, NULL, &set, &problems, &err), HIP_FAILED);
    assert_true(problems.count >= 2);
    assert_null(set.parts);
    problems_release(&problems);
    unlink(path);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_with_one_thread_and_two),
        cmocka_unit_test(whole_and_closed),
        cmocka_unit_test(left_mirrors_right),
        cmocka_unit_test(landmarks_are_in_their_places),
        cmocka_unit_test(maximus_fibres_slope),
        cmocka_unit_test(glb_says_what_the_set_says),
        cmocka_unit_test(broken_tables_are_refused),
    };
    return cmocka_run_group_tests(tests, load_body, forget_body);
}

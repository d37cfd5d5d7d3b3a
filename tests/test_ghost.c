/* test_ghost.c - see-through parts against the exact picture of ghost_reference.h, from all sides and with a
 * flap. */
#include "draw_plan.h"
#include "ghost_reference.h"
#include "gl_context.h"
#include "hip/render.h"
#include "reference_body.h"
#include "test_mesh.h"

enum { CAMERAS = 6 };
static const float CAMERA_POSES[CAMERAS][3] = {/* yaw, pitch, share of the framing distance */
                                               {180, 0, 1},      {0, 10, 1},   {90, 0, 1},
                                               {150, -30, 0.5f}, {180, 70, 1}, {135, 15, 0.35f}};

static GlContext context;

/* Far apart in hue, so that a wrong order is seen. */
static void distinct_colour(uint32_t i, float out[3])
{
    for (int k = 0; k < 3; k++) {
        float turn = (float)i * 0.618034f + (float)k / 3;
        out[k] = clampf(fabsf((turn - floorf(turn)) * 6 - 3) - 1, 0, 1) * (i % 3 == 2 ? 0.5f : 1);
    }
}

static DrawList *flat_list(const MeshSet *set)
{
    DrawList *list = mem_alloc(1, sizeof *list);
    list->scene = mesh_set_box(set);
    list->flat = true;
    for (uint32_t i = 0; i < set->part_count; i++) {
        DrawItem *item = &list->items[list->item_count++];
        *item = (DrawItem){.part = i, .bend = -1, .opacity = reference_is_bone(&set->parts[i]) ? 1 : 0.4f};
        distinct_colour(i, item->colour);
    }
    return list;
}

static void look_from(DrawList *list, const float pose[3], int width, int height)
{
    float aspect = (float)width / (float)height;
    CameraPose camera = camera_frame(&list->scene, pose[0], pose[1], aspect, 0, 0);
    camera.distance_m *= pose[2];
    camera_matrices(&camera, NULL, aspect, &list->scene, &list->camera);
}

/* `set`: whose level 0 the exact picture shows. */
static void check_picture(Renderer *renderer, const MeshSet *set, const DrawList *list, int width, int height,
                          const char *what)
{
    HipError err = {{0}};
    unsigned framebuffer = 0;
    RenderStats stats = {0};
    assert_int_equal(renderer_offscreen(renderer, width, height, &framebuffer, &err), HIP_OK);
    RenderTarget target = {width, height, 1, framebuffer};
    assert_int_equal(renderer_draw(renderer, list, &target, &stats, &err), HIP_OK);
    unsigned char *rgba = mem_alloc((size_t)width * (size_t)height, 4);
    renderer_read(renderer, framebuffer, width, height, rgba);
    GhostPicture exact;
    ghost_picture_make(&exact, set, list, width, height);
    GhostDifference off = ghost_compare(&exact, rgba);
    printf("%s: %zu pixels, mean %.3f of 255, %.3f %% above 16; %u triangles sorted in %.1f ms\n", what, off.covered,
           off.mean, 100 * off.over_16, stats.sorted_triangles, (double)stats.sort_ms);
    ghost_picture_release(&exact);
    free(rgba);
    assert_true(off.covered > 1000);
    assert_true(off.mean <= 0.5);
    assert_true(off.over_16 <= 0.005);
}

/* Fibre coordinates from the part's box: along its x, across its y. */
static void give_coordinates(MeshSet *set, uint32_t part)
{
    const MeshPart *p = &set->parts[part];
    for (uint32_t i = p->first_vertex; i < p->first_vertex + p->vertex_count; i++) {
        set->vertices[i].along = set->vertices[i].position[0];
        set->vertices[i].across = set->vertices[i].position[1];
    }
}

/* The part rolls up about the y side of its box at its greatest x: half of what a dissector would do. */
static void half_reflect(const MeshPart *part, BendGrid *grid)
{
    *grid = (BendGrid){.w_at_zero = 1, .w_scale = -1, .t_scale = 1, .axis = {0, 1, 0}};
    float depth = part->box.hi[2] - part->box.lo[2];
    grid->half_thickness = depth;
    for (int row = 0; row < BEND_ROWS; row++) {
        for (int column = 0; column < BEND_COLUMNS; column++) {
            float w = (float)column / (BEND_COLUMNS - 1), t = (float)row / (BEND_ROWS - 1), angle = 1.3f * w;
            float arm = (part->box.hi[0] - part->box.lo[0]) * w;
            float *rest = grid->rest[row][column], *shift = grid->shift[row][column];
            rest[0] = part->box.hi[0] - arm;
            rest[1] = mixf(part->box.lo[1], part->box.hi[1], t);
            rest[2] = mixf(part->box.lo[2], part->box.hi[2], 0.5f);
            shift[0] = arm - arm * cosf(angle); /* turned about y: x towards -z */
            shift[2] = -arm * sinf(angle);
            grid->turn[row][column][1] = sinf(-angle / 2);
        }
    }
}

/* What a moving picture of the list holds, as if it were all there is: sorting must be as right there. */
static MeshSet levels_in_motion(const MeshSet *set, DrawList *list, int height)
{
    static bool solid[MESH_MAX_PARTS];
    DrawPlan *plan = mem_alloc(1, sizeof *plan);
    MeshSet chosen = *set;
    chosen.parts = mem_alloc(set->part_count, sizeof *chosen.parts);
    memcpy(chosen.parts, set->parts, set->part_count * sizeof *chosen.parts);
    list->moving = true;
    draw_plan_make(plan, set, solid, list, height, false);
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        chosen.parts[plan->ghosts[i].item->part].lods[0] = *plan->ghosts[i].lod;
    }
    for (int group = 0; group < GROUP_COUNT; group++) {
        for (uint32_t i = 0; i < plan->counts[group]; i++) {
            chosen.parts[plan->groups[group][i].item->part].lods[0] = *plan->groups[group][i].lod;
        }
    }
    draw_plan_forget(plan);
    free(plan);
    return chosen;
}

/* At rest and in motion. */
static void check_both(Renderer *renderer, const MeshSet *set, DrawList *list, bool motion, int width, int height,
                       const char *what)
{
    list->moving = false;
    check_picture(renderer, set, list, width, height, what);
    if (!motion) {
        return;
    }
    MeshSet chosen = levels_in_motion(set, list, height);
    check_picture(renderer, &chosen, list, width, height, "  in motion");
    free(chosen.parts);
}

static void check_all_sides(MeshSet *set, uint32_t flap, bool motion, int width, int height)
{
    HipError err = {{0}};
    Renderer *renderer = NULL;
    assert_int_equal(renderer_create(SDL_GL_GetProcAddress, &renderer, &err), HIP_OK);
    give_coordinates(set, flap);
    assert_int_equal(renderer_set_model(renderer, set, &err), HIP_OK);
    DrawList *list = flat_list(set);
    for (int i = 0; i < CAMERAS; i++) {
        char what[64];
        snprintf(what, sizeof what, "yaw %.0f pitch %.0f", (double)CAMERA_POSES[i][0], (double)CAMERA_POSES[i][1]);
        look_from(list, CAMERA_POSES[i], width, height);
        check_both(renderer, set, list, motion, width, height, what);
    }
    half_reflect(&set->parts[flap], &list->bends[0]);
    list->bend_count = 1;
    list->items[flap].bend = 0;
    look_from(list, (float[3]){170, 5, 0.6f}, width, height);
    check_both(renderer, set, list, motion, width, height, "half-reflected flap");
    free(list);
    renderer_destroy(renderer);
}

/* Harder than a hip: flat shells that run into each other, two bones under them. Triangles of 3 mm; in motion, where
 * they are larger, they cross in more than the allowed pixels. */
static void test_synthetic_body(void **state)
{
    (void)state;
    enum { PARTS = 10 };
    Shape shapes[PARTS];
    RawPart parts[PARTS];
    for (int i = 0; i < PARTS; i++) {
        float centre[3] = {0.02f * (float)(i % 3) - 0.02f, 0.015f * (float)(i % 4), -0.012f * (float)i};
        float radius[3] = {0.08f + 0.004f * (float)i, 0.1f - 0.006f * (float)i, 0.014f};
        shapes[i] = shape_ellipsoid(centre, radius, 100, 150);
        parts[i] = shape_part(&shapes[i], i >= 8 ? "bone" : "muscle");
    }
    MeshBuildOptions options = {.weld = true, .levels = true};
    MeshSet set = {0};
    HipError err = {{0}};
    assert_int_equal(mesh_build(parts, PARTS, &options, &set, &err), HIP_OK);
    check_all_sides(&set, 0, false, 640, 360);
    mesh_set_release(&set);
    for (int i = 0; i < PARTS; i++) {
        shape_release(&shapes[i]);
    }
}

static uint32_t find_part(const MeshSet *set, const char *word)
{
    uint32_t i = 0;
    while (i + 1 < set->part_count && !strstr(set->parts[i].name, word)) {
        i++;
    }
    return i;
}

static void test_reference_hip(void **state)
{
    (void)state;
    MeshSet set = {0};
    if (!reference_body(&set)) {
        fprintf(stderr, "skipped: no reference meshes (HIP_REFERENCE or ../shared/reference)\n");
        skip();
    }
    uint32_t flap = find_part(&set, "Right_gluteus_maximus");
    check_all_sides(&set, flap, true, 1280, 720);
    mesh_set_release(&set);
}

int main(void)
{
    if (!gl_context_open(&context)) {
        return 77;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_synthetic_body), cmocka_unit_test(test_reference_hip)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    gl_context_close(&context);
    return failed;
}

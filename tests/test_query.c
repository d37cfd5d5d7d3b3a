#include "hip/mem.h"
#include "hip/query.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the C headers first */
#include <cmocka.h>

/* A hip of slabs, seen from behind (the eye on -Z) in this order: skin, a muscle with a step, one without, the target;
 * in front of the target a bone; the rest is open air. */
enum { SKIN, FLAP, LOOSE, TARGET, BONE, LINE, STRUCTURES };
enum {
    GRID = 8,
    FACE_VERTICES = (GRID + 1) * (GRID + 1),
    SLAB_VERTICES = 6 * FACE_VERTICES,
    SLAB_INDICES = 36 * GRID * GRID
};

static AtlasStructure structures[STRUCTURES] = {
    [SKIN] = {.id = "skin", .twin = -1, .system = SYSTEM_SKIN, .layer = 0},
    [FLAP] = {.id = "flap", .twin = -1, .system = SYSTEM_MUSCLE, .layer = 3},
    [LOOSE] = {.id = "loose", .twin = -1, .system = SYSTEM_MUSCLE, .layer = 4},
    [TARGET] = {.id = "target", .twin = -1, .system = SYSTEM_MUSCLE, .layer = 6},
    [BONE] = {.id = "bone", .twin = -1, .system = SYSTEM_BONE, .layer = 10},
    [LINE] = {.id = "line", .twin = -1, .system = SYSTEM_NERVE, .layer = 7},
};
static const AtlasStep steps[] = {
    {.id = "D1", .structure = SKIN, .kind = PEEL_FADE, .layer = 0, .from = 0, .to = 1},
    {.id = "D4",
     .structure = FLAP,
     .kind = PEEL_ASIDE,
     .layer = 3,
     .from = 0,
     .to = 1,
     .gone_from = 9,
     .gone_to = 10,
     .shift = {0.3f, 0, 0}},
};
static const AtlasCamera cameras[] = {
    {.id = "posterior", .yaw_deg = 180}, {.id = "anterior"},
    {.id = "left", .yaw_deg = 90},       {.id = "right", .yaw_deg = -90},
    {.id = "superior", .pitch_deg = 80},
};
static const float course[][3] = {{-0.03f, 0.05f, 0.018f}, {-0.03f, 0, 0.018f}, {-0.03f, -0.05f, 0.018f}};

static Atlas atlas = {.structures = structures,
                      .cameras = cameras,
                      .steps = steps,
                      .structure_count = STRUCTURES,
                      .camera_count = 5,
                      .step_count = 2};

static const Box3 SLABS[5] = {
    [SKIN] = {{-0.14f, -0.2f, -0.082f}, {0.14f, 0.2f, -0.08f}},
    [FLAP] = {{-0.08f, -0.08f, -0.06f}, {0.08f, 0.08f, -0.05f}},
    [LOOSE] = {{-0.08f, -0.08f, -0.04f}, {0.08f, 0.08f, -0.03f}},
    [TARGET] = {{-0.05f, -0.04f, -0.01f}, {0.05f, 0.04f, 0.01f}},
    [BONE] = {{-0.2f, -0.2f, 0.03f}, {0.2f, 0.2f, 0.05f}},
};

static void add_face(MeshSet *set, uint32_t part, int axis, int high)
{
    const MeshPart *p = &set->parts[part];
    uint32_t face = (uint32_t)(2 * axis + high), first = p->first_vertex + face * FACE_VERTICES;
    int a = (axis + 1) % 3, b = (axis + 2) % 3;
    for (uint32_t v = 0; v < FACE_VERTICES; v++) {
        float normal[3] = {0}, at[3];
        float s = (float)(v % (GRID + 1)) / GRID, t = (float)(v / (GRID + 1)) / GRID;
        normal[axis] = high ? 1 : -1;
        at[axis] = high ? p->box.hi[axis] : p->box.lo[axis];
        at[a] = mixf(p->box.lo[a], p->box.hi[a], s);
        at[b] = mixf(p->box.lo[b], p->box.hi[b], t);
        MeshVertex *vertex = &set->vertices[first + v];
        mesh_vertex_set_position(p, vertex, at);
        octahedral_encode(normal, vertex->normal);
        vertex->part = (uint16_t)part;
        vertex->along = vertex->position[1];
        vertex->across = vertex->position[0];
    }
    uint32_t *index = set->indices + p->lods[0].first_index + face * (SLAB_INDICES / 6);
    for (uint32_t q = 0; q < GRID * GRID; q++, index += 6) {
        uint32_t c = first + q / GRID * (GRID + 1) + q % GRID, up = c + GRID + 1;
        uint32_t out[6] = {c, c + 1, up, up, c + 1, up + 1}, in[6] = {c, up, c + 1, up, up + 1, c + 1};
        memcpy(index, high ? out : in, sizeof out);
    }
}

static Model *make_model(void)
{
    Model *model = mem_alloc(1, sizeof *model);
    model->set = mesh_set_create(5, 5 * SLAB_VERTICES, 5 * SLAB_INDICES);
    model->atlas = &atlas;
    model->item_count = STRUCTURES;
    model->own_parts = 5;
    model->part_item = mem_alloc(5, sizeof(int));
    model->part_rest = mem_alloc(5, sizeof(int));
    model->box = box3_empty();
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        model->item_box[i] = box3_empty();
    }
    for (uint32_t p = 0; p < 5; p++) {
        model->set.parts[p] = (MeshPart){.box = SLABS[p],
                                         .first_vertex = p * SLAB_VERTICES,
                                         .vertex_count = SLAB_VERTICES,
                                         .lod_count = 1,
                                         .closed = 1};
        model->set.parts[p].lods[0] = (MeshLod){p * SLAB_INDICES, SLAB_INDICES, 0};
        for (int face = 0; face < 6; face++) {
            add_face(&model->set, p, face / 2, face % 2);
        }
        model->part_item[p] = (int)p;
        model->part_rest[p] = -1;
        model->present[p] = true;
        model->item_box[p] = SLABS[p];
        box3_add_box(&model->box, &SLABS[p]);
    }
    structures[LINE].course = course;
    structures[LINE].course_count = 3;
    return model;
}

typedef struct Fixture {
    Model *model;
    ViewState view;
    DrawList *list;
    QueryCache cache;
} Fixture;

static int set_up(void **state)
{
    Fixture *f = mem_alloc(1, sizeof *f);
    f->model = make_model();
    f->list = mem_alloc(1, sizeof *f->list);
    view_state_default(&f->view);
    f->view.camera = camera_frame(&f->model->box, 180, 0, 1, 0, 0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    Fixture *f = *state;
    query_cache_release(&f->cache);
    model_release(f->model);
    free(f->list);
    free(f);
    return 0;
}

static void draw_it(Fixture *f)
{
    compose(f->model, &f->view, -1, 500, 500, f->list);
}

static Pick pick_middle(Fixture *f)
{
    return query_pick(f->model, f->list, &f->cache, 0, 0);
}

static DrawItem *drawn(Fixture *f, uint32_t part)
{
    for (uint32_t i = 0; i < f->list->item_count; i++) {
        if (f->list->items[i].part == part) {
            return &f->list->items[i];
        }
    }
    fail_msg("part %u is not drawn", part);
    return NULL;
}

static void pick_meets_the_nearest_solid(void **state)
{
    Fixture *f = *state;
    draw_it(f);
    Pick pick = pick_middle(f);
    assert_int_equal(pick.item, SKIN);
    assert_true(fabsf(pick.point[2] + 0.082f) < 1e-4f);
    assert_true(fabsf(pick.distance_m - (f->view.camera.distance_m - 0.082f + f->view.camera.target[2])) < 0.2f);
    f->view.hidden[SKIN] = 1;
    draw_it(f);
    assert_int_equal(pick_middle(f).item, FLAP);
    assert_int_equal(query_pick(f->model, f->list, &f->cache, 0.99f, 0.99f).item, -1);
    assert_int_equal(query_pick(NULL, f->list, &f->cache, 0, 0).item, -1);
}

static void pick_through_ghosts(void **state)
{
    Fixture *f = *state;
    f->view.hidden[SKIN] = 1;
    f->view.ghost[FLAP] = 80; /* faint: what lies behind is meant */
    draw_it(f);
    assert_int_equal(pick_middle(f).item, LOOSE);
    f->view.ghost[FLAP] = 200; /* nearly solid */
    draw_it(f);
    assert_int_equal(pick_middle(f).item, FLAP);
    for (int i = 0; i < STRUCTURES; i++) {
        f->view.ghost[i] = 80; /* nothing solid anywhere: the first ghost */
    }
    draw_it(f);
    assert_int_equal(pick_middle(f).item, FLAP);
}

static void pick_follows_what_is_set_aside(void **state)
{
    Fixture *f = *state;
    f->view.hidden[SKIN] = 1;
    f->view.peel[FLAP] = 1;
    draw_it(f);
    assert_int_equal(pick_middle(f).item, LOOSE);
    float xy[2];
    assert_true(camera_project(&f->list->camera, (float[3]){0.3f, 0, -0.06f}, xy, NULL));
    assert_int_equal(query_pick(f->model, f->list, &f->cache, xy[0], xy[1]).item, FLAP);
}

static void pick_follows_a_bend(void **state)
{
    Fixture *f = *state;
    f->view.hidden[SKIN] = 1;
    draw_it(f);
    assert_int_equal(pick_middle(f).item, FLAP);
    BendGrid *grid = &f->list->bends[f->list->bend_count++];
    memset(grid, 0, sizeof *grid);
    grid->w_scale = grid->t_scale = 1;
    for (int r = 0; r < BEND_ROWS; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            grid->shift[r][c][1] = 0.3f;
        }
    }
    drawn(f, FLAP)->bend = 0;
    assert_int_equal(pick_middle(f).item, LOOSE);
    float xy[2];
    assert_true(camera_project(&f->list->camera, (float[3]){0, 0.3f, -0.06f}, xy, NULL));
    Pick pick = query_pick(f->model, f->list, &f->cache, xy[0], xy[1]);
    assert_int_equal(pick.item, FLAP);
    assert_true(fabsf(pick.point[2] + 0.06f) < 1e-4f);
    for (int r = 0; r < BEND_ROWS; r++) { /* the cache must notice a new bend */
        for (int c = 0; c < BEND_COLUMNS; c++) {
            grid->shift[r][c][1] = 0;
        }
    }
    assert_int_equal(pick_middle(f).item, FLAP);
    drawn(f, FLAP)->bend = 7; /* no such bend: as it lies */
    assert_int_equal(pick_middle(f).item, FLAP);
}

static void cache_notices_a_new_model(void **state)
{
    Fixture *f = *state;
    draw_it(f);
    assert_int_equal(pick_middle(f).item, SKIN);
    model_release(f->model);
    f->model = make_model();
    draw_it(f);
    assert_int_equal(pick_middle(f).item, SKIN);
}

static void anchor_lies_where_the_pointer_would_find_the_item(void **state)
{
    Fixture *f = *state;
    float at[3] = {0}, xy[2];
    draw_it(f);
    assert_true(query_anchor(f->model, f->list, &f->cache, SKIN, NULL, at));
    assert_false(query_anchor(f->model, f->list, &f->cache, TARGET, NULL, at));
    assert_false(query_anchor(f->model, f->list, &f->cache, LINE, NULL, at));
    assert_false(query_anchor(f->model, f->list, &f->cache, -1, NULL, at));
    f->view.ghost[SKIN] = f->view.ghost[FLAP] = f->view.ghost[LOOSE] = 60;
    for (int yaw = -180; yaw < 180; yaw += 7) {
        f->view.camera = camera_frame(&f->model->box, (float)yaw, 20, 1, 0, 0);
        draw_it(f);
        for (int item = 0; item < LINE; item++) {
            if (!query_anchor(f->model, f->list, &f->cache, item, NULL, at)) {
                continue;
            }
            assert_true(camera_project(&f->list->camera, at, xy, NULL));
            Pick pick = query_pick(f->model, f->list, &f->cache, xy[0], xy[1]);
            assert_true(pick.item == item || f->view.ghost[item]);
        }
    }
}

static void anchor_stays_while_the_camera_turns(void **state)
{
    Fixture *f = *state;
    float at[3], before[3];
    bool known = false;
    int moves = 0, lost = 0;
    f->view.hidden[SKIN] = f->view.hidden[FLAP] = f->view.hidden[LOOSE] = 1;
    for (int yaw = 0; yaw < 360; yaw++) {
        f->view.camera = camera_frame(&f->model->box, (float)yaw, 5, 1, 0, 0);
        draw_it(f);
        if (!query_anchor(f->model, f->list, &f->cache, TARGET, known ? before : NULL, at)) {
            lost++;
            known = false;
            continue;
        }
        moves += known && memcmp(at, before, sizeof at) != 0;
        memcpy(before, at, sizeof at);
        known = true;
    }
    printf("target's label: %d new places in a whole turn, hidden at %d of 360 degrees\n", moves, lost);
    assert_true(moves <= 6);
    assert_true(lost > 30 && lost < 200);
}

static bool has(const int *list, int count, int item)
{
    bool found = false;
    for (int i = 0; i < count; i++) {
        found = found || list[i] == item;
    }
    return found;
}

static void reveal_takes_away_what_covers_and_nothing_else(void **state)
{
    Fixture *f = *state;
    RevealPlan plan;
    CameraPose front = {0, 0, 1, {0}};
    assert_true(query_reveal(f->model, TARGET, 0, &front, &plan));
    assert_true(fabsf(fabsf(plan.yaw_deg) - 180) < 1 && plan.pitch_deg == 0);
    assert_true(has(plan.peel, plan.peel_count, SKIN) && has(plan.peel, plan.peel_count, FLAP));
    assert_int_equal(plan.peel_count, 2);
    assert_int_equal(plan.ghost_count, 1);
    assert_int_equal(plan.ghost[0], LOOSE);
    assert_true(plan.covered < 0.01f);
    for (int i = 0; i < 3; i++) {
        assert_true(plan.box.lo[i] < SLABS[TARGET].lo[i] && plan.box.hi[i] > SLABS[TARGET].hi[i]);
    }
    assert_true(query_reveal(f->model, SKIN, 0, &front, &plan));
    assert_int_equal(plan.peel_count + plan.ghost_count, 0);
}

static void reveal_of_a_line_without_mesh(void **state)
{
    Fixture *f = *state;
    RevealPlan plan;
    assert_true(query_reveal(f->model, LINE, 0, NULL, &plan)); /* from the side, between target and bone */
    assert_true(fabsf(plan.yaw_deg) == 90);
    assert_int_equal(plan.peel_count + plan.ghost_count, 0);
    assert_true(plan.covered < 0.01f);
    AtlasCamera behind = cameras[0];
    atlas.cameras = &behind;
    atlas.camera_count = 1;
    assert_true(query_reveal(f->model, LINE, 0, NULL, &plan));
    atlas.cameras = cameras;
    atlas.camera_count = 5;
    assert_true(has(plan.ghost, plan.ghost_count, TARGET) && has(plan.ghost, plan.ghost_count, LOOSE));
    assert_int_equal(plan.ghost_count, 2);
    structures[LINE].course_count = 0;
    assert_false(query_reveal(f->model, LINE, 0, NULL, &plan));
    assert_false(query_reveal(f->model, -1, 0, NULL, &plan));
    assert_false(query_reveal(f->model, STRUCTURES, 0, NULL, &plan));
    assert_false(query_reveal(NULL, TARGET, 0, NULL, &plan));
}

/* What is set aside comes to lie before another target: then it stays and becomes a ghost. */
static void reveal_notices_a_flap_in_the_way(void **state)
{
    Fixture *f = *state;
    RevealPlan plan;
    static AtlasStep changed[2];
    memcpy(changed, steps, sizeof changed);
    changed[1].shift[0] = 0;
    changed[1].shift[2] = -0.005f; /* it hardly moves at all */
    atlas.steps = changed;
    assert_true(query_reveal(f->model, TARGET, 0, NULL, &plan));
    atlas.steps = steps;
    assert_false(has(plan.peel, plan.peel_count, FLAP));
    assert_true(has(plan.ghost, plan.ghost_count, FLAP));
    assert_true(plan.covered < 0.01f);
}

/* Bone on all sides: then, and only then, bone becomes a ghost. */
static void reveal_through_bone_when_nothing_else_works(void **state)
{
    Fixture *f = *state;
    RevealPlan plan;
    AtlasStructure kept[STRUCTURES];
    memcpy(kept, structures, sizeof kept);
    for (int i = 0; i < STRUCTURES; i++) {
        structures[i].system = i == TARGET ? SYSTEM_MUSCLE : SYSTEM_BONE;
    }
    AtlasCamera back_and_front[2] = {cameras[0], cameras[1]};
    atlas.cameras = back_and_front;
    atlas.camera_count = 2;
    assert_true(query_reveal(f->model, TARGET, 0, NULL, &plan));
    atlas.cameras = cameras;
    atlas.camera_count = 5;
    memcpy(structures, kept, sizeof kept);
    assert_true(plan.yaw_deg == 0); /* one bone instead of three */
    assert_int_equal(plan.ghost_count, 1);
    assert_int_equal(plan.ghost[0], BONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pick_meets_the_nearest_solid, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pick_through_ghosts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pick_follows_what_is_set_aside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pick_follows_a_bend, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cache_notices_a_new_model, set_up, tear_down),
        cmocka_unit_test_setup_teardown(anchor_lies_where_the_pointer_would_find_the_item, set_up, tear_down),
        cmocka_unit_test_setup_teardown(anchor_stays_while_the_camera_turns, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reveal_takes_away_what_covers_and_nothing_else, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reveal_of_a_line_without_mesh, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reveal_notices_a_flap_in_the_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reveal_through_bone_when_nothing_else_works, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

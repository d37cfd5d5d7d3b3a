/* sheet_fixture.h - one flat muscle and its step, for tests of the bend: a plate 120 mm long (x from 0 at the hinge to
 * -120 at the cut edge), 80 mm wide (y), 10 mm thick (z), whose cut edge lifts to the back. */
#ifndef SHEET_FIXTURE_H
#define SHEET_FIXTURE_H
#include "hip/peel.h"
#include "test_mesh.h"

typedef struct SheetFixture {
    float hinge[2][3], cut[2][3];
    AtlasStructure structure;
    AtlasStep step;
    Atlas atlas;
    MeshSet set;
} SheetFixture;

enum { PLATE_COLUMNS = 48, PLATE_ROWS = 24 };

static const float PLATE_SIZE[3] = {0.12f, 0.08f, 0.01f};

static inline uint32_t plate_vertex(int layer, int row, int column)
{
    return (uint32_t)((layer * (PLATE_ROWS + 1) + row) * (PLATE_COLUMNS + 1) + column);
}

static inline uint32_t *plate_quad(uint32_t *at, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    uint32_t corners[6] = {a, b, c, a, c, d};
    memcpy(at, corners, sizeof corners);
    return at + 6;
}

/* Two faces and a rim, closed, counter-clockwise from outside for mirror 1. */
static inline void plate_indices(uint32_t *at)
{
    for (int row = 0; row < PLATE_ROWS; row++) {
        for (int column = 0; column < PLATE_COLUMNS; column++) {
            for (int layer = 0; layer < 2; layer++) {
                uint32_t a = plate_vertex(layer, row, column), b = plate_vertex(layer, row, column + 1);
                uint32_t c = plate_vertex(layer, row + 1, column + 1), d = plate_vertex(layer, row + 1, column);
                at = layer ? plate_quad(at, a, d, c, b) : plate_quad(at, a, b, c, d);
            }
        }
    }
    for (int column = 0; column < PLATE_COLUMNS; column++) {
        at = plate_quad(at, plate_vertex(0, 0, column), plate_vertex(1, 0, column), plate_vertex(1, 0, column + 1),
                        plate_vertex(0, 0, column + 1));
        at = plate_quad(at, plate_vertex(0, PLATE_ROWS, column + 1), plate_vertex(1, PLATE_ROWS, column + 1),
                        plate_vertex(1, PLATE_ROWS, column), plate_vertex(0, PLATE_ROWS, column));
    }
    for (int row = 0; row < PLATE_ROWS; row++) {
        at = plate_quad(at, plate_vertex(0, row + 1, 0), plate_vertex(1, row + 1, 0), plate_vertex(1, row, 0),
                        plate_vertex(0, row, 0));
        at = plate_quad(at, plate_vertex(0, row, PLATE_COLUMNS), plate_vertex(1, row, PLATE_COLUMNS),
                        plate_vertex(1, row + 1, PLATE_COLUMNS), plate_vertex(0, row + 1, PLATE_COLUMNS));
    }
}

static inline MeshSet plate_mesh(float mirror)
{
    size_t vertices = 2 * (PLATE_ROWS + 1) * (PLATE_COLUMNS + 1);
    size_t quads = 2 * PLATE_ROWS * PLATE_COLUMNS + 2 * PLATE_COLUMNS + 2 * PLATE_ROWS;
    MeshSet set = mesh_set_create(1, vertices, quads * 6);
    MeshPart *part = &set.parts[0];
    *part = (MeshPart){.vertex_count = (uint32_t)vertices, .lod_count = 1, .closed = 1};
    part->lods[0].index_count = (uint32_t)(quads * 6);
    float x = -mirror * PLATE_SIZE[0];
    part->box = (Box3){{fminf(0, x), 0, -PLATE_SIZE[2] / 2}, {fmaxf(0, x), PLATE_SIZE[1], PLATE_SIZE[2] / 2}};
    for (int layer = 0; layer < 2; layer++) {
        for (int row = 0; row <= PLATE_ROWS; row++) {
            for (int column = 0; column <= PLATE_COLUMNS; column++) {
                float at[3] = {x * (float)column / PLATE_COLUMNS, PLATE_SIZE[1] * (float)row / PLATE_ROWS,
                               ((float)layer - 0.5f) * PLATE_SIZE[2]};
                mesh_vertex_set_position(part, &set.vertices[plate_vertex(layer, row, column)], at);
            }
        }
    }
    plate_indices(set.indices);
    return set;
}

/* mirror 1: the right side, -1: the left. */
static inline void sheet_fixture_open(SheetFixture *f, float mirror)
{
    memset(f, 0, sizeof *f);
    const float x = -mirror * PLATE_SIZE[0];
    memcpy(f->hinge, ((float[2][3]){{0, 0, 0}, {0, PLATE_SIZE[1], 0}}), sizeof f->hinge);
    memcpy(f->cut, ((float[2][3]){{x, 0, 0}, {x, PLATE_SIZE[1], 0}}), sizeof f->cut);
    f->structure = (AtlasStructure){.id = "plate", .twin = -1, .system = SYSTEM_MUSCLE, .layer = 3};
    f->step = (AtlasStep){.id = "P", .kind = PEEL_REFLECT, .layer = 3, .to = 1, .gone_from = 7, .gone_to = 8};
    f->step.angle_rad = radians(140);
    f->step.curl_m = 0.03f;
    f->step.lift[2] = -1;
    f->step.hinge = (const float(*)[3])f->hinge;
    f->step.cut = (const float(*)[3])f->cut;
    f->step.hinge_count = f->step.cut_count = 2;
    f->step.u_cut = 1;
    f->atlas = (Atlas){.structures = &f->structure, .steps = &f->step, .structure_count = 1, .step_count = 1};
    f->set = plate_mesh(mirror);
}

static inline void sheet_fixture_close(SheetFixture *f)
{
    mesh_set_release(&f->set);
}

/* Places of all vertices of a part as the grid bends it (new block, free). */
static inline float (*bent_places(const MeshSet *set, uint32_t index, const BendGrid *grid))[3]
{
    const MeshPart *part = &set->parts[index];
    float(*out)[3] = mem_alloc(part->vertex_count, sizeof *out);
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        const MeshVertex *vertex = &set->vertices[part->first_vertex + i];
        float p[3];
        mesh_vertex_position(part, vertex, p);
        bend_point(grid, (float)vertex->along / 65535, (float)vertex->across / 65535, p, out[i]);
    }
    return out;
}

/* Volume and area of a part with its vertices at `at`; NULL: as it lies. */
static inline void part_size(const MeshSet *set, uint32_t index, float (*at)[3], double *volume, double *area)
{
    const MeshPart *part = &set->parts[index];
    *volume = *area = 0;
    for (uint32_t i = 0; i + 2 < part->lods[0].index_count; i += 3) {
        double p[3][3];
        for (int c = 0; c < 3; c++) {
            uint32_t vertex = set->indices[part->lods[0].first_index + i + (uint32_t)c];
            float here[3];
            mesh_vertex_position(part, &set->vertices[vertex], here);
            for (int k = 0; k < 3; k++) {
                p[c][k] = at ? at[vertex - part->first_vertex][k] : here[k];
            }
        }
        double e[3], f[3], n[3];
        for (int k = 0; k < 3; k++) {
            e[k] = p[1][k] - p[0][k];
            f[k] = p[2][k] - p[0][k];
        }
        for (int k = 0; k < 3; k++) {
            n[k] = e[(k + 1) % 3] * f[(k + 2) % 3] - e[(k + 2) % 3] * f[(k + 1) % 3];
        }
        *area += sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
        *volume += (p[0][0] * n[0] + p[0][1] * n[1] + p[0][2] * n[2]) / 6;
    }
    *volume = fabs(*volume);
}
#endif

#include "part_table.h"
#include "gl_program.h"
#include <math.h>
#include <string.h>

enum {
    FLAG_FIBRE = 1,
    FLAG_RIM = 2,
    FLAG_UNCUT = 4,
    FLAG_OUTLINED = 8,
    HATCH_SHIFT = 4,
    UNCOVERED_SHIFT = 8,
    FLAG_FLAP = 1 << 16,
    FLAG_UNMARKED = 1 << 17
}; /* as in common/parts.glsl */

typedef struct FrameBlock { /* std140 of common/frame.glsl */
    float view_projection[16];
    float eye[4], lights[3][4], sky[4], earth[4], ground_top[4], ground_bottom[4], outline[4];
    float mood[4], rim[4], haze[4], plane[4], shadow[4][4];
    float bend_places[DRAW_MAX_BENDS][4];
} FrameBlock;

static GLuint make_block(size_t size)
{
    GLuint buffer;
    glGenBuffers(1, &buffer);
    glBindBuffer(GL_UNIFORM_BUFFER, buffer);
    glBufferData(GL_UNIFORM_BUFFER, (GLsizeiptr)size, NULL, GL_DYNAMIC_DRAW);
    glBindBuffer(GL_UNIFORM_BUFFER, 0);
    return buffer;
}

void part_table_create(PartTable *out)
{
    out->frame = make_block(sizeof(FrameBlock));
    out->boxes = make_block(MESH_MAX_PARTS * sizeof(PartRow));
    out->looks = make_block(MESH_MAX_PARTS * sizeof(PartRow));
    out->tissues = make_block(MESH_MAX_PARTS * sizeof(PartRow));
    out->joints = make_block(sizeof(PoseBones));
    glGenTextures(1, &out->bends);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_BENDS);
    glBindTexture(GL_TEXTURE_2D, out->bends);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32F, BEND_TEXELS, BEND_ROWS * DRAW_MAX_BENDS, 0, GL_RGBA, GL_FLOAT, NULL);
}

void part_table_destroy(PartTable *table)
{
    glDeleteBuffers(1, &table->frame);
    glDeleteBuffers(1, &table->boxes);
    glDeleteBuffers(1, &table->looks);
    glDeleteBuffers(1, &table->tissues);
    glDeleteBuffers(1, &table->joints);
    glDeleteTextures(1, &table->bends);
}

/* A direction given in the picture's axes (right, up, towards the viewer): the lamps go with the camera, as a
 * demonstrator's would, so that no view of the body is in the dark. */
static void lamp(const CameraMatrices *camera, float right, float up, float back, float strength, float out[4])
{
    float length = sqrtf(right * right + up * up + back * back);
    for (int i = 0; i < 3; i++) {
        out[i] = (right * camera->right[i] + up * camera->up[i] - back * camera->forward[i]) / length;
    }
    out[3] = strength;
}

void part_table_key_light(const CameraMatrices *camera, float out[4])
{
    lamp(camera, -0.6f, 0.7f, 0.6f, 0.98f, out);
}

static void copy3(float out[4], const float in[3], float w)
{
    memcpy(out, in, 3 * sizeof(float));
    out[3] = w;
}

static void write_block(GLuint point, GLuint buffer, const void *data, size_t size)
{
    glBindBuffer(GL_UNIFORM_BUFFER, buffer);
    glBufferSubData(GL_UNIFORM_BUFFER, 0, (GLsizeiptr)size, data);
    glBindBufferBase(GL_UNIFORM_BUFFER, point, buffer);
}

float part_table_outline_pixels(int height)
{
    return fmaxf(2, (float)height / 240.0f);
}

/* Where the haze begins and what it adds for each metre: the scene from its nearest to its farthest. */
static void haze_range(const DrawList *list, float out[2])
{
    const CameraMatrices *camera = &list->camera;
    float nearest = 0, farthest = 0;
    for (int k = 0; k < 3; k++) {
        float lo = camera->forward[k] * (list->scene.lo[k] - camera->eye[k]);
        float hi = camera->forward[k] * (list->scene.hi[k] - camera->eye[k]);
        nearest += fminf(lo, hi);
        farthest += fmaxf(lo, hi);
    }
    out[0] = fmaxf(nearest, 0);
    out[1] = 1 / fmaxf(farthest - out[0], 0.01f);
}

static void update_light(const DrawList *list, int height, FrameBlock *block)
{
    const DrawLight *light = &list->light;
    block->mood[0] = light->exposure > 0 ? light->exposure : 1;
    block->mood[1] = light->ink;
    block->mood[2] = 2 / (list->camera.projection[5] * (float)height);
    block->mood[3] = list->schematic ? 0.35f : 1;
    copy3(block->rim, light->rim, light->rim_around);
    haze_range(list, block->haze);
    block->haze[2] = light->haze;
}

static void update_frame(PartTable *table, const DrawList *list, PictureRows rows)
{
    FrameBlock block = {.sky = {0.27f, 0.29f, 0.33f, 0}, .earth = {0.09f, 0.07f, 0.065f, 0}};
    memcpy(block.view_projection, list->camera.view_projection, sizeof block.view_projection);
    copy3(block.eye, list->camera.eye, 1.0f / (float)rows.whole);
    part_table_key_light(&list->camera, block.lights[0]);
    lamp(&list->camera, 0.9f, 0.0f, 0.45f, 0.20f, block.lights[1]);
    lamp(&list->camera, 0.3f, 0.6f, -0.75f, 0.9f, block.lights[2]);
    copy3(block.ground_top, list->ground_top, (float)(rows.from + rows.height) / (float)rows.whole);
    copy3(block.ground_bottom, list->ground_bottom, (float)rows.from / (float)rows.whole);
    copy3(block.outline, list->outline_colour, part_table_outline_pixels(rows.whole));
    memcpy(block.plane, list->plane, sizeof block.plane);
    memcpy(block.shadow, table->shadow, sizeof block.shadow);
    update_light(list, rows.height, &block);
    for (uint32_t i = 0; i < list->bend_count && i < DRAW_MAX_BENDS; i++) {
        const BendGrid *grid = &list->bends[i];
        memcpy(block.bend_places[i], (float[4]){grid->w_at_zero, grid->w_scale, grid->t_at_zero, grid->t_scale},
               sizeof block.bend_places[i]);
    }
    write_block(BLOCK_FRAME, table->frame, &block, sizeof block);
}

/* Whose place: a bend by its number, -1 none, below that how joints move it. */
static float place_code(const DrawItem *item)
{
    return item->moves == MOVES_SOFT ? (float)item->bend : -1 - (float)item->moves;
}

static void update_parts(PartTable *table, const MeshSet *set, const DrawList *list)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->part >= set->part_count) {
            continue;
        }
        const MeshPart *part = &set->parts[item->part];
        int flags = (part->has_fibre ? FLAG_FIBRE : 0) | (item->rim ? FLAG_RIM : 0) | (item->uncut ? FLAG_UNCUT : 0) |
                    (item->outline ? FLAG_OUTLINED : 0) | (item->hatch & 15) << HATCH_SHIFT |
                    (int)(clampf(item->uncovered, 0, 1) * 255 + 0.5f) << UNCOVERED_SHIFT |
                    (item->bend >= 0 && !item->posed ? FLAG_FLAP : 0) | (item->unmarked ? FLAG_UNMARKED : 0);
        PartRow *box = &table->box_rows[item->part], *look = &table->look_rows[item->part];
        copy3(box->a, part->box.lo, (float)item->material);
        for (int k = 0; k < 3; k++) {
            box->b[k] = part->box.hi[k] - part->box.lo[k];
        }
        box->b[3] = (float)flags;
        copy3(look->a, item->colour, item->opacity);
        copy3(look->b, item->shift, place_code(item));
    }
    size_t rows = set->part_count < MESH_MAX_PARTS ? set->part_count : MESH_MAX_PARTS;
    write_block(BLOCK_BOXES, table->boxes, table->box_rows, rows * sizeof(PartRow));
    write_block(BLOCK_LOOKS, table->looks, table->look_rows, rows * sizeof(PartRow));
    glBindBufferBase(GL_UNIFORM_BUFFER, BLOCK_TISSUES, table->tissues);
}

void part_table_set_model(PartTable *table, const MeshSet *set)
{
    Grain grains[MESH_MAX_PARTS];
    grain_find(set, grains);
    for (size_t i = 0; i < set->part_count && i < MESH_MAX_PARTS; i++) {
        const Grain *grain = &grains[i];
        memcpy(table->tissue_rows[i].a,
               (float[4]){set->parts[i].tendon[0], set->parts[i].tendon[1], grain->length_m, grain->bundles},
               sizeof table->tissue_rows[i].a);
        copy3(table->tissue_rows[i].b, grain->axis, grain->around);
    }
    write_block(BLOCK_TISSUES, table->tissues, table->tissue_rows, sizeof table->tissue_rows);
}

static void update_bends(PartTable *table, const DrawList *list)
{
    glActiveTexture(GL_TEXTURE0 + TEXTURE_BENDS);
    glBindTexture(GL_TEXTURE_2D, table->bends);
    for (uint32_t i = 0; i < list->bend_count && i < DRAW_MAX_BENDS; i++) {
        float texels[BEND_ROWS][BEND_TEXELS][4];
        bend_pack(&list->bends[i], texels);
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, (GLint)i * BEND_ROWS, BEND_TEXELS, BEND_ROWS, GL_RGBA, GL_FLOAT, texels);
    }
}

/* Only when something moves: unposed pictures upload nothing. */
static void update_joints(PartTable *table, const DrawList *list)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (list->items[i].moves != MOVES_SOFT) {
            write_block(BLOCK_JOINTS, table->joints, &list->joints, sizeof list->joints);
            return;
        }
    }
}

void part_table_update(PartTable *table, const MeshSet *set, const DrawList *list, PictureRows rows)
{
    update_frame(table, list, rows);
    update_parts(table, set, list);
    update_bends(table, list);
    update_joints(table, list);
}

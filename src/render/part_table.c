#include "part_table.h"
#include "gl_program.h"
#include <math.h>
#include <string.h>

enum { FLAG_FIBRE = 1, FLAG_RIM = 2 };

typedef struct FrameBlock { /* std140 of common/frame.glsl */
    float view_projection[16];
    float eye[4], lights[3][4], sky[4], earth[4], ground_top[4], ground_bottom[4], outline[4];
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
    out->tissues = make_block(MESH_MAX_PARTS * sizeof *out->tissue_rows);
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

static void update_frame(PartTable *table, const DrawList *list, int height)
{
    FrameBlock block = {.sky = {0.27f, 0.29f, 0.33f, 0}, .earth = {0.09f, 0.07f, 0.065f, 0}};
    memcpy(block.view_projection, list->camera.view_projection, sizeof block.view_projection);
    copy3(block.eye, list->camera.eye, 1.0f / (float)height);
    lamp(&list->camera, -0.6f, 0.7f, 0.6f, 0.98f, block.lights[0]);
    lamp(&list->camera, 0.9f, 0.0f, 0.45f, 0.20f, block.lights[1]);
    lamp(&list->camera, 0.3f, 0.6f, -0.75f, 0.9f, block.lights[2]);
    copy3(block.ground_top, list->ground_top, 0);
    copy3(block.ground_bottom, list->ground_bottom, 0);
    copy3(block.outline, list->outline_colour, part_table_outline_pixels(height));
    for (uint32_t i = 0; i < list->bend_count && i < DRAW_MAX_BENDS; i++) {
        const BendGrid *grid = &list->bends[i];
        memcpy(block.bend_places[i], (float[4]){grid->w_at_zero, grid->w_scale, grid->t_at_zero, grid->t_scale},
               sizeof block.bend_places[i]);
    }
    write_block(BLOCK_FRAME, table->frame, &block, sizeof block);
}

static void update_parts(PartTable *table, const MeshSet *set, const DrawList *list)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        const DrawItem *item = &list->items[i];
        if (item->part >= set->part_count) {
            continue;
        }
        const MeshPart *part = &set->parts[item->part];
        int flags = (part->has_fibre ? FLAG_FIBRE : 0) | (item->rim ? FLAG_RIM : 0);
        PartRow *box = &table->box_rows[item->part], *look = &table->look_rows[item->part];
        copy3(box->a, part->box.lo, (float)item->material);
        for (int k = 0; k < 3; k++) {
            box->b[k] = part->box.hi[k] - part->box.lo[k];
        }
        box->b[3] = (float)flags;
        copy3(look->a, item->colour, item->opacity);
        copy3(look->b, item->shift, (float)item->bend);
        memcpy(table->tissue_rows[item->part], part->tendon, sizeof part->tendon);
    }
    size_t rows = set->part_count < MESH_MAX_PARTS ? set->part_count : MESH_MAX_PARTS;
    write_block(BLOCK_BOXES, table->boxes, table->box_rows, rows * sizeof(PartRow));
    write_block(BLOCK_LOOKS, table->looks, table->look_rows, rows * sizeof(PartRow));
    write_block(BLOCK_TISSUES, table->tissues, table->tissue_rows, rows * sizeof *table->tissue_rows);
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

void part_table_update(PartTable *table, const MeshSet *set, const DrawList *list, int height)
{
    update_frame(table, list, height);
    update_parts(table, set, list);
    update_bends(table, list);
}

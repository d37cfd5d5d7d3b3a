#include "field.h"
#include "gl_program.h"
#include <string.h>

static const float FARTHEST_M = 1e4f;

typedef struct FieldBlock { /* std140 of common/field.glsl */
    float low[4];           /* w: edge */
    float scale[4];         /* w: number of points */
    float tints[4][4];
    float ink[4]; /* w: spread of the essential area */
    float point[4];
    float pulse[4]; /* y: spread of the spilt one */
    float points[DRAW_FIELD_POINTS][4], outward[DRAW_FIELD_POINTS][4];
} FieldBlock;

static void make(Field *field)
{
    static const GLfloat NOTHING[4] = {0, 0, 0, 0};
    glGenBuffers(1, &field->block);
    glGenTextures(FIELD_KEPT, field->textures);
    for (int i = 0; i < FIELD_KEPT; i++) {
        glBindTexture(GL_TEXTURE_3D, field->textures[i]);
        glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_BORDER);
        glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_BORDER);
        glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_WRAP_R, GL_CLAMP_TO_BORDER);
        glTexParameterfv(GL_TEXTURE_3D, GL_TEXTURE_BORDER_COLOR, NOTHING);
        glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAX_LEVEL, 0);
    }
}

static void bind_texture(Field *field, const DrawField *from)
{
    glActiveTexture(GL_TEXTURE0 + TEXTURE_FIELD);
    if (!field->block) {
        make(field);
    }
    for (int i = 0; i < FIELD_KEPT; i++) {
        if (field->serials[i] == from->serial) {
            glBindTexture(GL_TEXTURE_3D, field->textures[i]);
            return;
        }
    }
    int i = field->oldest;
    field->oldest = (i + 1) % FIELD_KEPT;
    field->serials[i] = from->serial;
    glBindTexture(GL_TEXTURE_3D, field->textures[i]);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
    glTexImage3D(GL_TEXTURE_3D, 0, GL_RGBA8, from->size[0], from->size[1], from->size[2], 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 from->texels);
}

void field_update(Field *field, const DrawList *list)
{
    const DrawField *from = &list->field;
    if (!from->texels) {
        return;
    }
    bind_texture(field, from);
    int points = from->point_count < DRAW_FIELD_POINTS ? from->point_count : DRAW_FIELD_POINTS;
    FieldBlock block = {.low = {from->lo[0], from->lo[1], from->lo[2], from->edge_m},
                        .scale = {0, 0, 0, (float)points},
                        .ink = {from->ink[0], from->ink[1], from->ink[2], points ? from->spread_m[0] : FARTHEST_M},
                        .pulse = {from->pulse, points ? from->spread_m[1] : FARTHEST_M}};
    for (int k = 0; k < 3; k++) {
        block.scale[k] = 1 / (from->hi[k] - from->lo[k]);
    }
    memcpy(block.tints, from->tints, sizeof block.tints);
    memcpy(block.point, from->point_tint, sizeof block.point);
    for (int i = 0; i < points; i++) {
        memcpy(block.points[i], from->points[i], sizeof block.points[i]);
        memcpy(block.outward[i], from->outward[i], sizeof from->outward[i]);
    }
    glBindBuffer(GL_UNIFORM_BUFFER, field->block);
    glBufferData(GL_UNIFORM_BUFFER, sizeof block, &block, GL_DYNAMIC_DRAW);
    glBindBuffer(GL_UNIFORM_BUFFER, 0);
    glBindBufferBase(GL_UNIFORM_BUFFER, BLOCK_FIELD, field->block);
}

void field_release(Field *field)
{
    glDeleteTextures(FIELD_KEPT, field->textures);
    glDeleteBuffers(1, &field->block);
    *field = (Field){0};
}

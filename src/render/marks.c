#include "marks.h"
#include "gl_program.h"
#include <string.h>

typedef struct MarksBlock { /* std140 of common/marks.glsl */
    float sheet[2][4];
    float measures[4]; /* edge, line, height (m), press */
    float tints[4][4];
    float ink[4]; /* w: number of pieces */
    float patch[4][4];
    float patch_tint[4];
    float pieces[DRAW_PATCH_PIECES][4], radii[DRAW_PATCH_PIECES][4];
} MarksBlock;

static void make(Marks *marks)
{
    static const GLfloat NOTHING[4] = {0, 0, 0, 0};
    glGenBuffers(1, &marks->block);
    glGenTextures(1, &marks->texture);
    glBindTexture(GL_TEXTURE_2D, marks->texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_BORDER);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_BORDER);
    glTexParameterfv(GL_TEXTURE_2D, GL_TEXTURE_BORDER_COLOR, NOTHING);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
}

static void update_texture(Marks *marks, const DrawMarks *from)
{
    glActiveTexture(GL_TEXTURE0 + TEXTURE_CHART);
    if (!marks->texture) {
        make(marks);
    }
    glBindTexture(GL_TEXTURE_2D, marks->texture);
    if (marks->serial != from->serial) {
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, from->columns, 2 * from->rows, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                     from->texels);
        marks->serial = from->serial;
    }
}

void marks_update(Marks *marks, const DrawList *list)
{
    const DrawMarks *from = &list->marks;
    if (!from->texels) {
        return;
    }
    update_texture(marks, from);
    MarksBlock block = {.measures = {from->edge_m, from->line_m, from->height_m, from->press},
                        .ink = {from->ink[0], from->ink[1], from->ink[2], (float)from->piece_count}};
    memcpy(block.sheet, from->sheet, sizeof block.sheet);
    memcpy(block.tints, from->tints, sizeof block.tints);
    memcpy(block.patch_tint, from->patch_tint, sizeof block.patch_tint);
    for (int i = 0; i < 4; i++) {
        memcpy(block.patch[i], from->patch[i], sizeof from->patch[i]);
    }
    float reach = 0; /* of the patch and its ring round its middle */
    for (int i = 0; i < from->piece_count && i < DRAW_PATCH_PIECES; i++) {
        memcpy(block.pieces[i], from->pieces[i], sizeof block.pieces[i]);
        block.radii[i][0] = from->pieces[i][4];
        for (int k = 0; k < 4; k++) {
            float away = from->pieces[i][k] < 0 ? -from->pieces[i][k] : from->pieces[i][k];
            reach = away + from->pieces[i][4] > reach ? away + from->pieces[i][4] : reach;
        }
    }
    block.patch[0][3] = 1.5f * reach + 0.02f;
    glBindBuffer(GL_UNIFORM_BUFFER, marks->block);
    glBufferData(GL_UNIFORM_BUFFER, sizeof block, &block, GL_DYNAMIC_DRAW);
    glBindBuffer(GL_UNIFORM_BUFFER, 0);
    glBindBufferBase(GL_UNIFORM_BUFFER, BLOCK_MARKS, marks->block);
}

void marks_release(Marks *marks)
{
    glDeleteTextures(1, &marks->texture);
    glDeleteBuffers(1, &marks->block);
    *marks = (Marks){0};
}

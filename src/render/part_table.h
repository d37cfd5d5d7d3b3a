/* part_table.h - what the shaders read by part number and once a frame: uniform buffers and the texture of
 * bends. */
#ifndef HIP_PART_TABLE_H
#define HIP_PART_TABLE_H
#include "hip/draw_list.h"
#include <glad/gl.h>

typedef struct PartRow {
    float a[4], b[4];
} PartRow;

typedef struct PartTable {
    PartRow box_rows[MESH_MAX_PARTS], look_rows[MESH_MAX_PARTS];
    float tissue_rows[MESH_MAX_PARTS][4];
    GLuint frame, boxes, looks, tissues; /* uniform buffers */
    GLuint bends;                        /* RGBA32F texture */
} PartTable;

void part_table_create(PartTable *out);
void part_table_destroy(PartTable *table);

/* Thickness of the line round an outlined part: 2 pixels, more in tall pictures. */
float part_table_outline_pixels(int height);

/* Writes this frame's values and binds everything to its point. */
void part_table_update(PartTable *table, const MeshSet *set, const DrawList *list, int height);
#endif

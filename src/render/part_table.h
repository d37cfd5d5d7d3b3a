/* part_table.h - what the shaders read by part number and once a frame: uniform buffers and the texture of
 * bends. */
#ifndef HIP_PART_TABLE_H
#define HIP_PART_TABLE_H
#include "grain.h"
#include "hip/draw_list.h"
#include <glad/gl.h>

typedef struct PartRow {
    float a[4], b[4];
} PartRow;

typedef struct PartTable {
    PartRow box_rows[MESH_MAX_PARTS], look_rows[MESH_MAX_PARTS];
    PartRow tissue_rows[MESH_MAX_PARTS];
    float shadow[4][4];                  /* rows of pass_shadow.h, written before the update */
    GLuint frame, boxes, looks, tissues; /* uniform buffers */
    GLuint joints;                       /* likewise */
    GLuint bends;                        /* RGBA32F texture */
} PartTable;

void part_table_create(PartTable *out);
void part_table_destroy(PartTable *table);

/* What belongs to the model and stays from frame to frame. */
void part_table_set_model(PartTable *table, const MeshSet *set);

/* Unit direction towards the key light; [3]: its strength. */
void part_table_key_light(const CameraMatrices *camera, float out[4]);

/* Thickness of the line round an outlined part: 2 pixels, more in tall pictures. */
float part_table_outline_pixels(int height);

/* Rows of pixels that are drawn: `height` of them, from row `from` (counted upwards) of a picture that has `whole`. */
typedef struct PictureRows {
    int height, from, whole;
} PictureRows;

/* Writes this frame's values and binds everything to its point. */
void part_table_update(PartTable *table, const MeshSet *set, const DrawList *list, PictureRows rows);
#endif

/* field.h - areas painted onto the body (DrawList.field): their textures and their block of uniforms. */
#ifndef HIP_RENDER_FIELD_H
#define HIP_RENDER_FIELD_H
#include "hip/draw_list.h"
#include <glad/gl.h>

enum { FIELD_KEPT = 4 }; /* pictures side by side show as many without giving texels to the driver again */

typedef struct Field {
    GLuint textures[FIELD_KEPT], block;
    uint64_t serials[FIELD_KEPT]; /* of the texels that they hold */
    int oldest;
} Field;

/* Binds both to their points; nothing when the list paints nothing. */
void field_update(Field *field, const DrawList *list);
void field_release(Field *field); /* accepts a zeroed struct */
#endif

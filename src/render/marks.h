/* marks.h - what is drawn onto the outermost surfaces (DrawList.marks): its texture and its block of uniforms. */
#ifndef HIP_RENDER_MARKS_H
#define HIP_RENDER_MARKS_H
#include "hip/draw_list.h"
#include <glad/gl.h>

typedef struct Marks {
    GLuint texture, block;
    uint64_t serial; /* of the texels that the texture holds */
} Marks;

/* Binds both to their points; nothing when the list marks nothing. */
void marks_update(Marks *marks, const DrawList *list);
void marks_release(Marks *marks); /* accepts a zeroed struct */
#endif

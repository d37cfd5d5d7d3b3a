#include "hip/massage.h"
#include <string.h>

/* Index of the row whose first member is this id: all tables of massage.h begin with it. */
static int find_row(const void *rows, int count, size_t size, const char *id)
{
    for (int i = 0; i < count; i++) {
        const char *own;
        memcpy(&own, (const char *)rows + (size_t)i * size, sizeof own);
        if (own && strcmp(own, id) == 0) {
            return i;
        }
    }
    return -1;
}

int atlas_joint(const Atlas *atlas, const char *id)
{
    return find_row(atlas->joints, atlas->joint_count, sizeof *atlas->joints, id);
}

int atlas_position(const Atlas *atlas, const char *id)
{
    return find_row(atlas->positions, atlas->position_count, sizeof *atlas->positions, id);
}

int atlas_tool(const Atlas *atlas, const char *id)
{
    return find_row(atlas->tools, atlas->tool_count, sizeof *atlas->tools, id);
}

int atlas_region(const Atlas *atlas, const char *id)
{
    return find_row(atlas->regions, atlas->region_count, sizeof *atlas->regions, id);
}

int atlas_stroke(const Atlas *atlas, const char *id)
{
    return find_row(atlas->strokes, atlas->stroke_count, sizeof *atlas->strokes, id);
}

const char *atlas_motion_id(StrokeMotion motion)
{
    static const char *const IDS[MOTION_COUNT] = {"glide", "knead", "press", "hold", "friction", "rock", "lever"};
    return IDS[motion];
}

const char *atlas_cue_id(CueKind kind)
{
    static const char *const IDS[CUE_COUNT] = {"consent", "drape", "ask", "scale", "aftercare"};
    return IDS[kind];
}

bool atlas_stroke_in(const AtlasStroke *stroke, int position)
{
    for (int i = 0; i < stroke->position_count; i++) {
        if (stroke->positions[i] == position) {
            return true;
        }
    }
    return false;
}

void atlas_place_at(const Atlas *atlas, const AtlasPlace *place, Side side, float out_m[3])
{
    memcpy(out_m, place->offset, sizeof place->offset);
    for (int i = 0; i < place->count; i++) {
        for (int k = 0; k < 3; k++) {
            out_m[k] += place->weight[i] * atlas->landmarks[place->landmark[i]].at[k];
        }
    }
    if (side == SIDE_LEFT) {
        out_m[0] = -out_m[0];
    }
}

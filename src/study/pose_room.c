/* pose_room.c - how a client lies in the room. */
#include "hip/pose.h"
#include <math.h>
#include <string.h>

/* How far the body is rolled about its length, from lying face down, the right side going up. */
static float roll_deg(const AtlasPosition *position, Side worked)
{
    switch (position->lies) {
    case LIES_LEFT:
        return 90 - position->turn_deg;
    case LIES_RIGHT:
        return -90 + position->turn_deg;
    case LIES_FACE_UP:
        return 180 - position->turn_deg;
    default:
        return worked == SIDE_LEFT ? -position->turn_deg : position->turn_deg;
    }
}

void pose_room(const AtlasPosition *position, Side worked, float out[4])
{
    memcpy(out, (float[4]){0, 0, 0, 1}, 4 * sizeof *out);
    if (position->lies == LIES_UPRIGHT) {
        return;
    }
    /* Face down: a quarter turn about the body's left brings head to +Z and front to -Y; then the roll about +Z. */
    const float quarter = sqrtf(0.5f);
    float half = -radians(roll_deg(position, worked)) / 2, s = sinf(half), c = cosf(half);
    PoseMotion lies = {.turn = {c * quarter, s * quarter, s * quarter, c * quarter}};
    PoseMotion pitched = pose_turned_about((float[3]){0, 0, 0}, (float[3]){-1, 0, 0}, radians(position->pitch_deg));
    lies = pose_after(&lies, &pitched);
    memcpy(out, lies.turn, sizeof lies.turn);
}

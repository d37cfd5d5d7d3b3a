/* pose_room.c - how the client lies in the room. */
#include "hip/pose.h"
#include <string.h>

void pose_room(const AtlasPosition *position, Side worked, float turn[4])
{
    static const float NOWHERE[3] = {0, 0, 0}, ALONG_TABLE[3] = {1, 0, 0}, ACROSS_TABLE[3] = {0, 0, 1};
    static const float HALF = 0.70710678f;
    const PoseMotion lies[] = {
        [LIES_UPRIGHT] = {.turn = {0, 0, 0, 1}},
        [LIES_FACE_DOWN] = {.turn = {0.5f, 0.5f, -0.5f, 0.5f}},
        [LIES_FACE_UP] = {.turn = {-0.5f, -0.5f, -0.5f, 0.5f}},
        [LIES_LEFT] = {.turn = {0, 0, -HALF, HALF}},
        [LIES_RIGHT] = {.turn = {HALF, HALF, 0, 0}},
    };
    bool other_way = position->lies == LIES_RIGHT || (position->lies == LIES_FACE_DOWN && worked != SIDE_LEFT);
    float roll = radians(other_way ? -position->turn_deg : position->turn_deg);
    PoseMotion rolled = pose_turned_about(NOWHERE, ALONG_TABLE, roll);
    PoseMotion pitched = pose_turned_about(NOWHERE, ACROSS_TABLE, radians(position->pitch_deg));
    PoseMotion all = pose_after(&lies[position->lies], &rolled);
    all = pose_after(&all, &pitched);
    memcpy(turn, all.turn, sizeof all.turn);
}

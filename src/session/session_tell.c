/* session_tell.c - zones, qualities and signs that a client tells, one after the other; how the camera looks at them.
 */
#include "hip/pain_field.h"
#include "session_private.h"
#include "view_told.h"
#include <math.h>
#include <string.h>

static const float SEEN_M = 0.20f; /* round what is told so much is seen at least, either way */
static const float CLEAR = 0.35f;  /* zones that look to several sides: below this share they are seen from behind */
static const float HANDS_M = -0.25f, BESIDE = 0.9f;
static const float THIGH_BELOW_M = -0.1f, SHANK_BELOW_M = -0.40f, FOOT_BELOW_M = -0.82f; /* skin goes with the bones */

HipResult session_tell(const Session *session, const Command *command, ViewState *next, HipError *err)
{
    const PainAtlas *pain = session->atlas->pain;
    PainTell what = command->id == COMMAND_TELL_ZONE      ? TELL_ZONES
                    : command->id == COMMAND_TELL_QUALITY ? TELL_QUALITIES
                                                          : TELL_FLAGS;
    const int counts[TELL_KINDS] = {pain->zone_count, pain->quality_count, pain->flag_count};
    PainAsked one = {0};
    HipResult rc = HIP_OK;
    if (command->text[0]) {
        rc = pain_tell(session->atlas, what, command->text, &one, err);
    } else if (command->value >= 0 && command->value < (float)counts[what]) {
        view_told_set(&one, what, (uint64_t)1 << (int)command->value);
    }
    if (rc != HIP_OK) {
        return rc;
    }
    next->told.zones ^= one.zones;
    next->told.qualities ^= one.qualities;
    next->told.flags ^= one.flags;
    return next->told.zones & one.zones && next->position < 0 ? session_pain_body(session, next, err) : HIP_OK;
}

static MeshBone bone_at(float y, Side side)
{
    bool left = side == SIDE_LEFT;
    return y > THIGH_BELOW_M   ? MESH_PELVIS
           : y > SHANK_BELOW_M ? left ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH
           : y > FOOT_BELOW_M  ? left ? MESH_LEFT_SHANK : MESH_RIGHT_SHANK
           : left              ? MESH_LEFT_FOOT
                               : MESH_RIGHT_FOOT;
}

/* Where the joints have a zone, in the room: adds to the box and to the way that its skin looks. */
static void add_zone(const Session *session, const ViewState *view, int zone, Box3 *box, float outward[3])
{
    const AtlasZone *z = &session->atlas->pain->zones[zone];
    Side side = view_worked(view);
    PoseBones bones;
    pose_bones(session->atlas, &view->pose, &bones);
    for (int i = 0; i < z->ball_count; i++) {
        ZoneSpot spot = zone_spot(session->atlas, zone, i, side);
        const PoseMotion *motion = &bones.motion[bone_at(spot.at[1], side)];
        float at[3], faces[3];
        pose_point(motion, spot.at, at);
        pose_direction(motion, spot.outward, faces);
        quaternion_turn(view->room, at, at);
        quaternion_turn(view->room, faces, faces);
        for (int k = 0; k < 3; k++) {
            box->lo[k] = fminf(box->lo[k], at[k] - spot.radius_m);
            box->hi[k] = fmaxf(box->hi[k], at[k] + spot.radius_m);
            outward[k] += faces[k] / (float)z->ball_count;
        }
    }
}

void session_look_at_zones(const Session *session, uint64_t zones, ViewState *next)
{
    Box3 box = box3_empty();
    float outward[3] = {0};
    int count = 0;
    for (int z = 0; z < session->atlas->pain->zone_count; z++) {
        if (zones >> z & 1) {
            add_zone(session, next, z, &box, outward);
            count++;
        }
    }
    if (box3_is_empty(&box)) {
        return;
    }
    for (int k = 0; k < 3; k++) {
        float centre = 0.5f * (box.lo[k] + box.hi[k]), half = fmaxf(0.6f * (box.hi[k] - box.lo[k]), SEEN_M);
        box.lo[k] = centre - half;
        box.hi[k] = centre + half;
    }
    if (box.hi[1] > HANDS_M && quaternion_is_still(next->room) && outward[2] < BESIDE * fabsf(outward[0])) {
        outward[2] -= BESIDE * fabsf(outward[0]); /* past the arm that hangs before it */
    }
    float level = hypotf(outward[0], outward[2]);
    float back[3] = {0, 0, -1};
    quaternion_turn(next->room, back, back);
    bool clear = level > CLEAR * (float)count;
    float yaw_deg = degrees(clear ? atan2f(outward[0], outward[2]) : atan2f(back[0], back[2]));
    float pitch_deg = clampf(degrees(atan2f(outward[1], fmaxf(level, 0.2f * (float)count))), -35, 55);
    next->camera = session_frame(session, &box, yaw_deg, pitch_deg);
}

/* session_scene.c - the body shows what a claim is about: joints as the claim has them, at a depth, from a camera. */
#include "hip/claims.h"
#include "session_private.h"
#include <string.h>

static const float FARTHER = 1.1f;

/* Whatever is the user's own choice and not of the body stays. */
static void keep_choices(const ViewState *before, ViewState *next)
{
    next->side = before->side;
    next->skin = before->skin;
    next->build = before->build;
    next->drape = before->drape;
    next->labels = before->labels;
    memcpy(next->named, before->named, sizeof next->named);
    next->variant = before->variant;
    next->told = before->told;
}

/* The pelvis, and where the joints have the upper halves of the thighs. */
static Box3 scene_box(const Session *session, const ViewState *view)
{
    static const float PELVIS[2][3] = {{0.17f, 0.2f, 0.1f}, {0.17f, -0.1f, -0.13f}};
    static const float THIGHS[2][3] = {{0.12f, -0.26f, 0.07f}, {0.12f, -0.26f, -0.07f}};
    Box3 box = box3_empty();
    PoseBones bones;
    pose_bones(session->atlas, &view->pose, &bones);
    for (int i = 0; i < 4; i++) {
        float sign = i % 2 ? 1.0f : -1.0f; /* the left */
        const float *p = PELVIS[i / 2], *t = THIGHS[i / 2], end[3] = {sign * t[0], t[1], t[2]};
        float pelvis[3] = {sign * p[0], p[1], p[2]}, thigh[3];
        pose_point(&bones.motion[i % 2 ? MESH_LEFT_THIGH : MESH_RIGHT_THIGH], end, thigh);
        box3_add_point(&box, pelvis);
        box3_add_point(&box, thigh);
    }
    return box;
}

static void look(const Session *session, const ClaimScene *scene, ViewState *next)
{
    const AtlasCamera *camera = atlas_camera(session->atlas, scene->camera);
    if (!camera) {
        return;
    }
    Box3 box = scene_box(session, next);
    float yaw = view_worked(next) == SIDE_LEFT ? -camera->yaw_deg : camera->yaw_deg;
    next->camera = session_frame(session, &box, yaw, camera->pitch_deg);
    next->camera.distance_m *= FARTHER;
}

void session_scene(const Session *session, int scene, ViewState *next)
{
    const ClaimAtlas *all = session->atlas->claims;
    if (scene < 0 || scene >= all->scene_count) {
        return;
    }
    const ClaimScene *shown = &all->scenes[scene];
    ViewState home;
    session_home(session, &home);
    keep_choices(next, &home);
    for (int side = 0; side < POSE_SIDES; side++) {
        for (int i = 0; i < session->atlas->joint_count; i++) {
            home.pose.deg[side][i] = shown->deg[i];
        }
    }
    home.depth = shown->depth;
    home.colours = shown->lengths ? COLOURS_LENGTH : COLOURS_NATURAL;
    if (shown->select >= 0) {
        const char *id = session->atlas->structures[shown->select].base_id;
        home.selected = atlas_structure_on_side(session->atlas, id, view_worked(&home));
    }
    for (int i = 0; i < shown->hide_count; i++) {
        const AtlasStructure *s = &session->atlas->structures[shown->hide[i]];
        home.hidden[shown->hide[i]] = 1;
        home.hidden[s->twin >= 0 ? s->twin : shown->hide[i]] = 1;
    }
    look(session, shown, &home);
    *next = home;
}

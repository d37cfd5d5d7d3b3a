/* bake_client FILE - the tables under assets/client become one file of meshes: the client's figure and what it lies on.
 * Run by the build, after bake_body; every mistake in a table is one line, and then no file is written.
 * bake_client --glb BAKED FILE.glb [POSITION] - what was baked as binary glTF, at rest or as it lies in a position. */
#include "hip/body.h"
#include "hip/client.h"
#include "hip/client_part.h"
#include "hip/pose.h"
#include "hip/problems.h"
#include <stdio.h>
#include <string.h>

/* Moves every vertex to where the pose takes it. */
static void pose_set_of(MeshSet *set, const PoseBones *bones, const float room[4])
{
    PoseMotion turned = pose_still();
    memcpy(turned.turn, room, sizeof turned.turn);
    for (size_t p = 0; p < set->part_count; p++) {
        MeshPart *part = &set->parts[p], was = *part;
        if (part->moves != MOVES_JOINTED) {
            continue;
        }
        for (int k = 0; k < 3; k++) { /* far enough for every limb */
            part->box.lo[k] = -1.5f;
            part->box.hi[k] = 1.5f;
        }
        for (uint32_t i = was.first_vertex; i < was.first_vertex + was.vertex_count; i++) {
            MeshVertex *v = &set->vertices[i];
            float at[3], normal[3];
            PoseMotion motion;
            pose_blend_joints(bones, mesh_vertex_joints(v), &motion);
            motion = pose_after(&motion, &turned);
            mesh_vertex_position(&was, v, at);
            octahedral_decode(v->normal, normal);
            pose_point(&motion, at, at);
            pose_direction(&motion, normal, normal);
            mesh_vertex_set_position(part, v, at);
            octahedral_encode(normal, v->normal);
        }
    }
}

static HipResult write_glb(const char *baked, const char *path, const char *position, HipError *err)
{
    MeshSet set = {0};
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipResult rc = client_load(baked, &set, err);
    rc = rc == HIP_OK ? atlas_load(NULL, &atlas, &problems, err) : rc;
    if (rc == HIP_OK && position) {
        int which = atlas_position(atlas, position);
        Pose pose = {0};
        PoseBones bones;
        float room[4];
        rc = which < 0 ? hip_fail(err, "there is no position '%s'", position) : HIP_OK;
        if (rc == HIP_OK) {
            pose_of_position(&atlas->positions[which], SIDE_RIGHT, &pose);
            pose_bones(atlas, &pose, &bones);
            pose_room(&atlas->positions[which], SIDE_RIGHT, room);
            pose_set_of(&set, &bones, room);
        }
    }
    rc = rc == HIP_OK ? body_write_glb(&set, path, err) : rc;
    problems_release(&problems);
    mesh_set_release(&set);
    atlas_release(atlas);
    return rc;
}

int main(int argc, char **argv)
{
    HipError err = {{0}};
    Problems problems = {0};
    HipResult rc;
    if (argc == 2) {
        rc = client_bake(argv[1], 0, &problems, &err);
    } else if ((argc == 4 || argc == 5) && strcmp(argv[1], "--glb") == 0) {
        rc = write_glb(argv[2], argv[3], argc == 5 ? argv[4] : NULL, &err);
    } else {
        fprintf(stderr, "usage: bake_client FILE | bake_client --glb BAKED FILE.glb [POSITION]\n");
        return HIP_USAGE;
    }
    if (problems.count) {
        problems_print(&problems, stderr);
    } else if (rc != HIP_OK) {
        fprintf(stderr, "bake_client: %s\n", err.text);
    }
    problems_release(&problems);
    return rc;
}

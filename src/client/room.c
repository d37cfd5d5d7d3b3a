/* room.c - the parts of the client set that stand round the figure: for each position table, supports and sheet. */
#include "room.h"
#include "client_make.h"
#include "hip/client_part.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_skin(const MeshPart *part)
{
    return strncmp(part->id, "skin_", 5) == 0;
}

/* The room of the program has the head at +Z; here it is at +X. */
static void turn_of(const AtlasPosition *position, Side worked, float turn[4])
{
    PoseMotion lies = {0};
    pose_room(position, worked, lies.turn);
    PoseMotion round = pose_turned_about((float[3]){0, 0, 0}, (float[3]){0, 1, 0}, HIP_PI / 2);
    lies = pose_after(&lies, &round);
    memcpy(turn, lies.turn, sizeof lies.turn);
}

void room_enter(Room *room, const Atlas *atlas, const AtlasPosition *position, Side worked, const MeshSet *hip,
                const MeshSet *figures, int build)
{
    *room = (Room){.atlas = atlas, .position = position, .worked = worked};
    Pose pose;
    pose_of_position(position, worked, &pose);
    pose_bones(atlas, &pose, &room->bones);
    turn_of(position, worked, room->turn);
    for (uint32_t p = 0; p < hip->part_count; p++) {
        const MeshPart *part = &hip->parts[p];
        if (is_skin(part)) {
            room_body_add(&room->body, hip, p, &room->bones, room->turn);
            room->caps[0] = part->box.lo[1];
            room->caps[1] = part->box.hi[1];
        }
    }
    for (uint32_t p = 0; p < figures->part_count; p++) {
        ClientPart part = client_part_read(figures->parts[p].id);
        if (part.kind == CLIENT_FIGURE && (part.build < 0 || part.build == build)) {
            room_body_add(&room->body, figures, p, &room->bones, room->turn);
        }
    }
}

void room_release(Room *room)
{
    room_body_release(&room->body);
    for (int i = 0; i < room->piece_count; i++) {
        room_mesh_release(&room->pieces[i]);
    }
    *room = (Room){0};
}

/* One job: a position as a build lies in it, the side that is worked; and its mirror image where the client lies
 * straight. */
typedef struct Setting {
    const ClientWork *work;
    const AtlasPosition *position;
    int build;
    Side worked;
    bool both;
    MeshSet set[2];
    HipResult rc;
    HipError err;
} Setting;

static void name_part(const Setting *s, const RoomMesh *mesh, bool mirrored, RawPart *out)
{
    bool sheet = strcmp(mesh->piece, "drape") == 0;
    const char *side = !s->both ? "" : mirrored ? ".l" : ".r";
    if (sheet) {
        snprintf(out->id, sizeof out->id, "drape.%s.%d%s", s->position->id, s->build + 1, side);
    } else {
        snprintf(out->id, sizeof out->id, "room.%s.%s.%d%s", s->position->id, mesh->piece, s->build + 1, side);
    }
    snprintf(out->name, sizeof out->name, "%s", mesh->name);
}

/* Out of the room into the model frame. */
static RawPart part_of(const Room *room, const Setting *s, RoomMesh *mesh)
{
    for (size_t i = 0; i < mesh->vertex_count; i++) {
        room_turn_back(room->turn, mesh->at[i], mesh->at[i]);
    }
    RawPart part = {.positions = (const float(*)[3])mesh->at,
                    .vertex_count = mesh->vertex_count,
                    .indices = mesh->indices,
                    .index_count = mesh->index_count};
    name_part(s, mesh, false, &part);
    return part;
}

/* Every vertex goes back to where it is at rest. */
static void carry_to_rest(const Room *room, MeshSet *set)
{
    MeshPart *part = &set->parts[0], was = *part;
    MeshVertex *vertices = set->vertices + part->first_vertex;
    float(*rest)[3] = mem_alloc(part->vertex_count, sizeof *rest);
    part->box = box3_empty();
    part->moves = MOVES_JOINTED;
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        float at[3], in_room[3], normal[3];
        mesh_vertex_position(&was, &vertices[i], at);
        room_turn(room->turn, at, in_room);
        MeshJoints joints = room_joints_at(room, in_room);
        PoseMotion motion;
        pose_blend_joints(&room->bones, joints, &motion);
        motion = pose_back(&motion);
        pose_point(&motion, at, rest[i]);
        octahedral_decode(vertices[i].normal, normal);
        pose_direction(&motion, normal, normal);
        octahedral_encode(normal, vertices[i].normal);
        mesh_vertex_set_joints(&vertices[i], joints);
        box3_add_point(&part->box, rest[i]);
    }
    for (uint32_t i = 0; i < part->vertex_count; i++) {
        mesh_vertex_set_position(part, &vertices[i], rest[i]);
    }
    free(rest);
}

static const float FURNITURE_SIMPLER_M = 0.0007f, SHEET_SIMPLER_M = 0.0012f;

static HipResult build_furniture(Room *room, Setting *s, MeshSet *out)
{
    RawPart parts[ROOM_MOST_PIECES];
    for (int i = 0; i < room->piece_count; i++) {
        parts[i] = part_of(room, s, &room->pieces[i]);
    }
    MeshBuildOptions how = {.weld = true, .simplify_error_m = FURNITURE_SIMPLER_M, .threads = 1};
    HipResult rc = mesh_build(parts, (size_t)room->piece_count, &how, out, &s->err);
    for (size_t i = 0; rc == HIP_OK && i < out->part_count; i++) {
        out->parts[i].moves = MOVES_BONE + MESH_ROOM;
    }
    return rc;
}

static HipResult build_sheet(Room *room, Setting *s, MeshSet *out)
{
    RoomCloth cloth = {0};
    RoomMesh mesh = {0};
    room_cloth_lay(room, &cloth);
    room_drape_make(room, &cloth, &mesh);
    RawPart part = part_of(room, s, &mesh);
    MeshBuildOptions how = {.weld = true, .simplify_error_m = SHEET_SIMPLER_M, .threads = 1};
    HipResult rc = mesh_build(&part, 1, &how, out, &s->err);
    if (rc == HIP_OK) {
        carry_to_rest(room, out);
    }
    room_mesh_release(&mesh);
    room_cloth_release(&cloth);
    return rc;
}

static void mirror_joints(MeshVertex *vertex)
{
    MeshJoints j = mesh_vertex_joints(vertex);
    for (int i = 0; i < 3; i++) {
        j.bone[i] = room_other_side(j.bone[i]);
    }
    mesh_vertex_set_joints(vertex, j);
}

/* The left for the right; ids end in .l for .r. */
static HipResult mirror(const MeshSet *set, MeshSet *out, HipError *err)
{
    MeshSet copy = {0};
    HipResult rc = mesh_set_join(set, 1, &copy, err);
    for (size_t p = 0; rc == HIP_OK && p < copy.part_count; p++) {
        MeshPart *part = &copy.parts[p];
        part->id[strlen(part->id) - 1] = 'l';
        float lo = part->box.lo[0];
        part->box.lo[0] = -part->box.hi[0];
        part->box.hi[0] = -lo;
        for (uint32_t i = part->first_vertex; i < part->first_vertex + part->vertex_count; i++) {
            MeshVertex *v = &copy.vertices[i];
            float normal[3];
            v->position[0] = (uint16_t)(65535 - v->position[0]);
            octahedral_decode(v->normal, normal);
            normal[0] = -normal[0];
            octahedral_encode(normal, v->normal);
            if (part->moves == MOVES_JOINTED) {
                mirror_joints(v);
            }
        }
    }
    for (size_t i = 0; rc == HIP_OK && i + 2 < copy.index_count; i += 3) {
        uint32_t swap = copy.indices[i];
        copy.indices[i] = copy.indices[i + 1];
        copy.indices[i + 1] = swap;
    }
    *out = copy;
    return rc;
}

static void make_setting(void *context, size_t i)
{
    Setting *s = &((Setting *)context)[i];
    Room *room = mem_alloc(1, sizeof *room);
    MeshSet made[2] = {{0}};
    room_enter(room, s->work->atlas, s->position, s->worked, s->work->hip, s->work->figures, s->build);
    room_settle(room);
    bool draped = s->position->drape.window_count > 0;
    s->rc = draped ? build_sheet(room, s, &made[1]) : HIP_OK; /* first: it needs the furniture in the room */
    s->rc = s->rc == HIP_OK ? build_furniture(room, s, &made[0]) : s->rc;
    s->rc = s->rc == HIP_OK ? mesh_set_join(made, draped ? 2 : 1, &s->set[0], &s->err) : s->rc;
    s->rc = s->rc == HIP_OK && s->both ? mirror(&s->set[0], &s->set[1], &s->err) : s->rc;
    mesh_set_release(&made[0]);
    mesh_set_release(&made[1]);
    room_release(room);
    free(room);
}

static int builds_of(const MeshSet *figures)
{
    int builds = 1;
    for (size_t p = 0; p < figures->part_count; p++) {
        int build = client_part_read(figures->parts[p].id).build;
        builds = build >= builds ? build + 1 : builds;
    }
    return builds;
}

static HipResult join_settings(Setting *settings, size_t count, MeshSet *out, HipError *err)
{
    MeshSet *all = mem_alloc(2 * count, sizeof *all);
    size_t n = 0;
    HipResult rc = HIP_OK;
    for (size_t i = 0; i < count && rc == HIP_OK; i++) {
        rc = settings[i].rc;
        if (rc != HIP_OK && err) {
            *err = settings[i].err;
            hip_error_context(err, "position '%s'", settings[i].position->id);
        }
        all[n++] = settings[i].set[0];
        if (settings[i].both) {
            all[n++] = settings[i].set[1];
        }
    }
    rc = rc == HIP_OK ? mesh_set_join(all, n, out, err) : rc;
    free(all);
    return rc;
}

HipResult client_make_rooms(const ClientWork *work, MeshSet *out, Problems *problems, HipError *err)
{
    (void)problems;
    int builds = builds_of(work->figures);
    Setting *settings = mem_alloc((size_t)builds * (size_t)work->atlas->position_count, sizeof *settings);
    size_t count = 0;
    for (int p = 0; p < work->atlas->position_count; p++) {
        const AtlasPosition *position = &work->atlas->positions[p];
        for (int build = 0; build < builds && position->lies != LIES_UPRIGHT; build++) {
            settings[count++] = (Setting){.work = work,
                                          .position = position,
                                          .build = build,
                                          .worked = position->lies == LIES_RIGHT ? SIDE_LEFT : SIDE_RIGHT,
                                          .both = position->lies == LIES_FACE_DOWN || position->lies == LIES_FACE_UP};
        }
    }
    parallel_for(work->threads, count, make_setting, settings);
    HipResult rc = join_settings(settings, count, out, err);
    for (size_t i = 0; i < count; i++) {
        mesh_set_release(&settings[i].set[0]);
        mesh_set_release(&settings[i].set[1]);
    }
    free(settings);
    return rc;
}

/* The shader's joints against the program's: the same bones, the same vertices, captured by transform feedback. */
#include "feedback.h"
#include "gl_context.h"
#include "hip/mem.h"
#include "hip/mesh_place.h"
#include <math.h>
#include <string.h>

enum { POINTS = 2048 };

static const char VERTEX_TAIL[] =
    "\nin vec3 aPoint;\nin vec3 aNormal;\nin uvec2 aHow;\nout vec3 oPoint;\nout vec3 oNormal;\n"
    "void main()\n{\n    Motion moved = joints_at(int(aHow.x), aHow.y);\n"
    "    oPoint = joints_point(moved, aPoint);\n"
    "    oNormal = joints_direction(moved, aNormal);\n"
    "    gl_Position = vec4(oPoint, 1.0);\n}\n";

typedef struct Input {
    float point[3], normal[3];
    uint32_t moves, word;
} Input;

static void move_on_card(const PoseBones *bones, const Input *in, FeedbackOut *out)
{
    GLuint program = feedback_program("shaders/common/joints.glsl", "aHow", VERTEX_TAIL), buffer;
    glGenBuffers(1, &buffer);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, buffer);
    glBufferData(GL_UNIFORM_BUFFER, sizeof *bones, bones, GL_STATIC_DRAW);
    glUniformBlockBinding(program, glGetUniformBlockIndex(program, "Joints"), 0);
    feedback_run(program, in, true, POINTS, out);
    glDeleteBuffers(1, &buffer);
}

/* Turns of up to half a circle about any axis anywhere, some written as the opposite quaternion. */
static void make_bones(PoseBones *bones)
{
    uint32_t seed = 11;
    for (int b = 0; b < MESH_BONES; b++) {
        float at[3], axis[3], length = 0;
        for (int k = 0; k < 3; k++) {
            at[k] = random_between(&seed, -0.5f, 0.5f);
            axis[k] = random_between(&seed, -1, 1);
            length += axis[k] * axis[k];
        }
        for (int k = 0; k < 3; k++) {
            axis[k] /= sqrtf(length);
        }
        PoseMotion turn = pose_turned_about(at, axis, random_between(&seed, -1.5f, 1.5f));
        for (int k = 0; k < 4 && b % 3 == 2; k++) {
            turn.turn[k] = -turn.turn[k];
            turn.shift[k] = -turn.shift[k];
        }
        bones->motion[b] = turn;
    }
}

static MeshVertex make_vertex(uint32_t *seed, int i)
{
    MeshVertex vertex = {0};
    uint8_t first = (uint8_t)random_between(seed, 0, 255.99f);
    uint8_t second = (uint8_t)random_between(seed, 0, (float)(255 - first) + 0.99f);
    MeshJoints joints = {{(uint8_t)(i % MESH_BONES), (uint8_t)(i / 16 % MESH_BONES), (uint8_t)(i / 7 % MESH_BONES)},
                         {first, second}};
    mesh_vertex_set_joints(&vertex, joints);
    return vertex;
}

static void shader_and_program_agree(void **state)
{
    (void)state;
    PoseBones bones;
    make_bones(&bones);
    Input *in = mem_alloc(POINTS, sizeof *in);
    FeedbackOut *out = mem_alloc(POINTS, sizeof *out);
    MeshVertex *vertices = mem_alloc(POINTS, sizeof *vertices);
    uint32_t seed = 5;
    for (int i = 0; i < POINTS; i++) {
        vertices[i] = make_vertex(&seed, i);
        for (int k = 0; k < 3; k++) {
            in[i].point[k] = random_between(&seed, -0.9f, 0.9f);
        }
        in[i].normal[i % 3] = 1;
        in[i].moves = i % 4 == 3 ? (uint32_t)MOVES_BONE + (uint32_t)(i / 4) % MESH_BONES : (uint32_t)MOVES_JOINTED;
        in[i].word = vertices[i].along | (uint32_t)vertices[i].across << 16;
    }
    move_on_card(&bones, in, out);
    float farthest = 0;
    for (int i = 0; i < POINTS; i++) {
        MeshPlace place = {.bones = &bones, .moves = in[i].moves};
        float point[3], normal[3];
        mesh_place_point(&place, &vertices[i], in[i].point, point);
        mesh_place_direction(&place, &vertices[i], in[i].normal, normal);
        for (int k = 0; k < 3; k++) {
            assert_float_equal(point[k], out[i].point[k], 5e-6f);
            assert_float_equal(normal[k], out[i].normal[k], 5e-6f);
            farthest = fmaxf(farthest, fabsf(point[k] - in[i].point[k]));
        }
    }
    assert_true(farthest > 0.5f); /* something was to be compared */
    free(in);
    free(out);
    free(vertices);
}

int main(void)
{
    GlContext context;
    if (!gl_context_open(&context) || !gladLoadGL((GLADloadfunc)SDL_GL_GetProcAddress)) {
        return 77;
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(shader_and_program_agree)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    gl_context_close(&context);
    return failed;
}

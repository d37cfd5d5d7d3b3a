/* The shader's bend against the program's: the same grid, the same points, captured by transform feedback. */
#include "feedback.h"
#include "gl_context.h"
#include "sheet_fixture.h"

enum { POINTS = 4096, GRID = 2 }; /* the grid stands third in the texture */

static const char VERTEX_TAIL[] =
    "\nuniform vec4 uMap;\nuniform int uFirst;\n"
    "in vec3 aPoint;\nin vec3 aNormal;\nin vec2 aFibre;\nout vec3 oPoint;\nout vec3 oNormal;\n"
    "void main()\n{\n    Bend bend = bend_at(uFirst, uMap, aFibre);\n"
    "    oPoint = bend_point(bend, aPoint);\n    oNormal = bend_direction(bend, aNormal);\n"
    "    gl_Position = vec4(oPoint, 1.0);\n}\n";

typedef struct Input {
    float point[3], normal[3], fibre[2];
} Input;

static GLuint upload_grid(const BendGrid *grid)
{
    static float texels[(GRID + 1) * BEND_ROWS][BEND_TEXELS][4];
    GLuint texture;
    bend_pack(grid, texels + GRID * BEND_ROWS);
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA32F, BEND_TEXELS, (GRID + 1) * BEND_ROWS, 0, GL_RGBA, GL_FLOAT, texels);
    return texture;
}

static void bend_on_card(const BendGrid *grid, const Input *in, FeedbackOut *out)
{
    GLuint program = feedback_program("shaders/common/bend.glsl", "aFibre", VERTEX_TAIL), texture = upload_grid(grid);
    glUseProgram(program);
    glUniform4f(glGetUniformLocation(program, "uMap"), grid->w_at_zero, grid->w_scale, grid->t_at_zero, grid->t_scale);
    glUniform1i(glGetUniformLocation(program, "uFirst"), GRID * BEND_ROWS);
    glUniform1i(glGetUniformLocation(program, "uBends"), 0);
    feedback_run(program, in, false, POINTS, out);
    glDeleteTextures(1, &texture);
}

/* Points all over the plate and some beside it, coordinates at every corner of the grid among them. */
static void make_input(Input *in)
{
    uint32_t seed = 7;
    for (int i = 0; i < POINTS; i++) {
        for (int k = 0; k < 3; k++) {
            in[i].point[k] = random_between(&seed, -0.15f, 0.15f);
        }
        in[i].fibre[0] = i % 16 == 0 ? (float)(i / 16 % 2) : random_between(&seed, 0, 1);
        in[i].fibre[1] = i % 16 == 1 ? (float)(i / 16 % 2) : random_between(&seed, 0, 1);
        in[i].normal[i % 3] = 1;
    }
}

static void compare_at(float reflect, bool to_the_bit)
{
    SheetFixture f;
    BendGrid grid;
    sheet_fixture_open(&f, 1);
    assert_true(peel_coordinates(&f.atlas, 0, &f.set, 0) && peel_rest_grid(&f.atlas, 0, &f.set, 0, &grid));
    peel_bend(&f.atlas, 0, reflect, &grid);
    for (int node = 0; node < BEND_ROWS * BEND_COLUMNS && !to_the_bit; node++) {
        grid.swell[node / BEND_COLUMNS][node % BEND_COLUMNS] = 0.02f * (float)(node % 23) - 0.2f;
    }
    Input *in = mem_alloc(POINTS, sizeof *in);
    FeedbackOut *out = mem_alloc(POINTS, sizeof *out);
    make_input(in);
    bend_on_card(&grid, in, out);
    for (int i = 0; i < POINTS; i++) {
        float point[3], normal[3];
        bend_point(&grid, in[i].fibre[0], in[i].fibre[1], in[i].point, point);
        bend_direction(&grid, in[i].fibre[0], in[i].fibre[1], in[i].normal, normal);
        for (int k = 0; k < 3; k++) {
            assert_float_equal(point[k], out[i].point[k], to_the_bit ? 0 : 2e-6f); /* 2 micrometres */
            assert_float_equal(normal[k], out[i].normal[k], to_the_bit ? 0 : 2e-5f);
        }
    }
    free(in);
    free(out);
    sheet_fixture_close(&f);
}

static void shader_and_program_agree(void **state)
{
    (void)state;
    compare_at(0.35f, false);
    compare_at(1, false);
}

static void the_shader_too_moves_nothing_at_rest(void **state)
{
    (void)state;
    compare_at(0, true);
}

int main(void)
{
    GlContext context;
    if (!gl_context_open(&context) || !gladLoadGL((GLADloadfunc)SDL_GL_GetProcAddress)) {
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shader_and_program_agree),
        cmocka_unit_test(the_shader_too_moves_nothing_at_rest),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    gl_context_close(&context);
    return failed;
}

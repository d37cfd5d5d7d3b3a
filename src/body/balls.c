#include "balls.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>

int32_t balls_add(BallStructure *s, const Ball *ball, float u, float v)
{
    s->balls = mem_grow(s->balls, &s->ball_capacity, s->ball_count + 1, sizeof *s->balls);
    s->fibre = mem_grow(s->fibre, &s->fibre_capacity, s->ball_count + 1, sizeof *s->fibre);
    s->flesh = mem_grow(s->flesh, &s->flesh_capacity, s->ball_count + 1, sizeof *s->flesh);
    s->flesh[s->ball_count] = s->next;
    s->balls[s->ball_count] = *ball;
    s->fibre[s->ball_count][0] = u;
    s->fibre[s->ball_count][1] = v;
    return (int32_t)s->ball_count++;
}

void balls_add_figure(BallStructure *s, int32_t a, int32_t b, int32_t c)
{
    s->figures = mem_grow(s->figures, &s->figure_capacity, s->figure_count + 1, sizeof *s->figures);
    s->figures[s->figure_count++] = (Figure){{a, b, c}};
}

/* Weights of the four neighbours of place t in the cell from written ball i to i + 1 of n; beyond the ends
 * the phantom neighbour is the reflection 2 a - b, folded into the weights. */
static void spline_weights(int n, int i, float t, float weight[4], int index[4])
{
    float t2 = t * t, t3 = t2 * t;
    float w[4] = {-0.5f * t + t2 - 0.5f * t3, 1 - 2.5f * t2 + 1.5f * t3, 0.5f * t + 2 * t2 - 1.5f * t3,
                  -0.5f * t2 + 0.5f * t3};
    for (int k = 0; k < 4; k++) {
        index[k] = i - 1 + k < 0 ? 0 : i - 1 + k >= n ? n - 1 : i - 1 + k;
        weight[k] = w[k];
    }
    if (i == 0) { /* phantom before the first: 2 p0 - p1 */
        weight[1] += 2 * w[0];
        weight[2] -= w[0];
        weight[0] = 0;
    }
    if (i == n - 2) {
        weight[2] += 2 * w[3];
        weight[1] -= w[3];
        weight[3] = 0;
    }
}

static void spline_place(int n, int steps, int k, float weight[4], int index[4])
{
    if (n == 1) {
        for (int q = 0; q < 4; q++) {
            index[q] = 0;
            weight[q] = q == 0 ? 1.0f : 0.0f;
        }
        return;
    }
    int i = k / steps < n - 2 ? k / steps : n - 2;
    spline_weights(n, i, (float)(k - i * steps) / (float)steps, weight, index);
}

static Ball spline_ball(const Ball *grid, int columns, const float wr[4], const int ir[4], const float wc[4],
                        const int ic[4])
{
    Ball out = {{0}, 0};
    for (int a = 0; a < 4; a++) {
        for (int b = 0; b < 4; b++) {
            const Ball *ball = &grid[ir[a] * columns + ic[b]];
            float w = wr[a] * wc[b];
            for (int k = 0; k < 3; k++) {
                out.at[k] += w * ball->at[k];
            }
            out.radius += w * ball->radius;
        }
    }
    return out;
}

static float apart(const Ball *a, const Ball *b)
{
    float x = a->at[0] - b->at[0], y = a->at[1] - b->at[1], z = a->at[2] - b->at[2];
    return x * x + y * y + z * z;
}

/* Two slabs for each cell, split along the shorter diagonal so that a curved sheet creases least. */
static void sheet_figures(BallStructure *s, int32_t first, int rows, int columns)
{
    for (int i = 0; i + 1 < rows; i++) {
        if (columns == 1) {
            balls_add_figure(s, first + i, first + i + 1, -1);
        }
        for (int j = 0; j + 1 < columns; j++) {
            int32_t a = first + i * columns + j, b = a + 1, d = a + columns, c = d + 1;
            if (apart(&s->balls[a], &s->balls[c]) <= apart(&s->balls[b], &s->balls[d])) {
                balls_add_figure(s, a, b, c);
                balls_add_figure(s, a, c, d);
            } else {
                balls_add_figure(s, a, b, d);
                balls_add_figure(s, b, c, d);
            }
        }
    }
}

void balls_add_sheet(BallStructure *s, const Ball *grid, int rows, int columns, int steps)
{
    int m = (rows - 1) * steps + 1, n = (columns - 1) * steps + 1;
    int32_t first = (int32_t)s->ball_count;
    for (int i = 0; i < m; i++) {
        float wr[4], wc[4];
        int ir[4], ic[4];
        spline_place(rows, steps, i, wr, ir);
        for (int j = 0; j < n; j++) {
            spline_place(columns, steps, j, wc, ic);
            Ball ball = spline_ball(grid, columns, wr, ir, wc, ic);
            balls_add(s, &ball, m > 1 ? (float)i / (float)(m - 1) : 0, n > 1 ? (float)j / (float)(n - 1) : 0.5f);
        }
    }
    sheet_figures(s, first, m, n);
}

static uint8_t bone_across(uint8_t bone)
{
    static const uint8_t PAIRS[][2] = {
        {MESH_RIGHT_THIGH, MESH_LEFT_THIGH},     {MESH_RIGHT_SHANK, MESH_LEFT_SHANK},
        {MESH_RIGHT_FOOT, MESH_LEFT_FOOT},       {MESH_RIGHT_UPPER_ARM, MESH_LEFT_UPPER_ARM},
        {MESH_RIGHT_FOREARM, MESH_LEFT_FOREARM}, {MESH_RIGHT_HAND, MESH_LEFT_HAND},
    };
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        if (bone == PAIRS[i][0] || bone == PAIRS[i][1]) {
            return bone == PAIRS[i][0] ? PAIRS[i][1] : PAIRS[i][0];
        }
    }
    return bone;
}

void balls_add_mirror_image(BallStructure *s)
{
    size_t balls = s->ball_count, figures = s->figure_count;
    for (size_t i = 0; i < balls; i++) {
        Ball ball = s->balls[i];
        ball.at[0] = -ball.at[0];
        s->next = (BallFlesh){bone_across(s->flesh[i].bone), s->flesh[i].soft, s->flesh[i].grows};
        balls_add(s, &ball, s->fibre[i][0], s->fibre[i][1]);
    }
    for (size_t i = 0; i < figures; i++) {
        const int32_t *f = s->figures[i].ball;
        int32_t shift = (int32_t)balls;
        balls_add_figure(s, f[0] + shift, f[1] + shift, f[2] < 0 ? -1 : f[2] + shift);
    }
}

BallStructure balls_mirrored(const BallStructure *s)
{
    BallStructure out = *s;
    out.balls = mem_copy(s->balls, s->ball_count * sizeof *s->balls);
    out.fibre = mem_copy(s->fibre, s->ball_count * sizeof *s->fibre);
    out.flesh = mem_copy(s->flesh, s->ball_count * sizeof *s->flesh);
    out.figures = mem_copy(s->figures, s->figure_count * sizeof *s->figures);
    for (size_t i = 0; i < out.ball_count; i++) {
        out.flesh[i].bone = bone_across(s->flesh[i].bone);
        out.balls[i].at[0] = -out.balls[i].at[0];
        for (int k = 0; k < 3; k++) {
            out.balls[i].at[k] += s->offset[k];
        }
    }
    return out;
}

void ball_structure_release(BallStructure *s)
{
    free(s->balls);
    free(s->fibre);
    free(s->flesh);
    free(s->figures);
    *s = (BallStructure){0};
}

bool balls_in_lowest(uint32_t variants, uint32_t other)
{
    uint32_t lowest = other == 0 ? 1u : other & (~other + 1u);
    return variants == 0 || (variants & lowest) != 0;
}

void balls_release(BallTable *table)
{
    for (size_t i = 0; i < table->count; i++) {
        ball_structure_release(&table->items[i]);
    }
    for (size_t i = 0; i < table->file_count; i++) {
        free(table->files[i]);
    }
    free(table->files);
    free(table->sayings);
    free(table->items);
    *table = (BallTable){0};
}

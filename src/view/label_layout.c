#include "hip/label_layout.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float STAND_OFF = 28; /* pixels between the body's outline and a column */
static const float COLUMNS_APART = 24;
static const float KEEP_SIDE = 0.14f;  /* of the body's width: how far past the middle a text keeps its column */
static const float OTHER_SIDE = 0.35f; /* ... and how far from it one may go over when its own column is full */

/* Left = 0, right = 1 inside; -1 and 1 outside. */
typedef struct Text {
    const LabelIn *in;
    int rank; /* place in order of importance */
    int side;
    float y;
} Text;

typedef struct Layout {
    const LabelFrame *frame;
    Text texts[LABEL_MAX];
    int count;
    Text *columns[2][LABEL_MAX]; /* top to bottom */
    int column_count[2];
    float edge[2]; /* where the columns' lines start */
} Layout;

static float top_of(const LabelFrame *frame)
{
    return frame->top;
}

static float bottom_of(const LabelFrame *frame, int side)
{
    return frame->height - frame->bottom - (side == 1 ? frame->corner : 0);
}

static float middle_of(const LabelFrame *frame)
{
    return 0.5f * (frame->body_left + frame->body_right);
}

static bool usable(const LabelFrame *frame, const LabelIn *in)
{
    float room = frame->width - frame->left - frame->right - COLUMNS_APART;
    return isfinite(in->anchor[0]) && isfinite(in->anchor[1]) && isfinite(in->weight) && isfinite(in->y_before) &&
           in->width > 0 && in->height > 0 && in->width <= room && in->height <= bottom_of(frame, 0) - top_of(frame);
}

/* How far the anchor lies on the other side of the middle; negative: on this one. */
static float wrongness(const LabelFrame *frame, const LabelIn *in, int side)
{
    float right = in->anchor[0] - middle_of(frame);
    return side == 0 ? right : -right;
}

static int wished_side(const LabelFrame *frame, const LabelIn *in)
{
    int natural = in->anchor[0] < middle_of(frame) ? 0 : 1;
    if (in->side_before == 0) {
        return natural;
    }
    int before = in->side_before < 0 ? 0 : 1;
    float keep = KEEP_SIDE * fmaxf(frame->body_right - frame->body_left, 0);
    return wrongness(frame, in, before) <= keep ? before : natural;
}

static int by_importance(const void *a, const void *b)
{
    const Text *first = a, *second = b;
    if (first->in->weight != second->in->weight) {
        return first->in->weight > second->in->weight ? -1 : 1;
    }
    return first->in < second->in ? -1 : 1;
}

static float used_height(const Layout *layout, int side)
{
    float sum = 0;
    for (int i = 0; i < layout->count; i++) {
        if (layout->texts[i].side == side) {
            sum += layout->texts[i].in->height + layout->frame->gap;
        }
    }
    return sum;
}

static bool fits(const Layout *layout, int side, const LabelIn *in)
{
    return used_height(layout, side) + in->height <= bottom_of(layout->frame, side) - top_of(layout->frame);
}

/* Most important first, each into its own column, or over the middle where that is full and the way is short. */
static void assign_columns(Layout *layout, const LabelIn *in, int count)
{
    Text sorted[LABEL_MAX] = {{0}};
    int sorted_count = 0;
    for (int i = 0; i < count && i < LABEL_MAX; i++) {
        if (usable(layout->frame, &in[i])) {
            sorted[sorted_count++] = (Text){.in = &in[i]};
        }
    }
    qsort(sorted, (size_t)sorted_count, sizeof *sorted, by_importance);
    float over = OTHER_SIDE * fmaxf(layout->frame->body_right - layout->frame->body_left, 0);
    for (int i = 0; i < sorted_count; i++) {
        Text text = sorted[i];
        text.side = wished_side(layout->frame, text.in);
        if (!fits(layout, text.side, text.in)) {
            text.side = 1 - text.side;
            if (!fits(layout, text.side, text.in) || wrongness(layout->frame, text.in, text.side) > over) {
                continue;
            }
        }
        text.rank = layout->count;
        layout->texts[layout->count++] = text;
    }
}

static void drop(Layout *layout, int index)
{
    layout->count--;
    for (int i = index; i < layout->count; i++) {
        layout->texts[i] = layout->texts[i + 1];
        layout->texts[i].rank = i;
    }
}

static float widest(const Layout *layout, int side)
{
    float width = 0;
    for (int i = 0; i < layout->count; i++) {
        width = layout->texts[i].side == side ? fmaxf(width, layout->texts[i].in->width) : width;
    }
    return width;
}

/* Columns beside the body, pushed inwards as far as the texts need. */
static void place_edges(Layout *layout)
{
    const LabelFrame *frame = layout->frame;
    float room = frame->width - frame->left - frame->right - COLUMNS_APART;
    while (layout->count > 0 && widest(layout, 0) + widest(layout, 1) > room) {
        drop(layout, layout->count - 1);
    }
    float left_least = frame->left + widest(layout, 0);
    float right_most = frame->width - frame->right - widest(layout, 1);
    float left = fminf(frame->body_left - STAND_OFF, right_most - COLUMNS_APART);
    layout->edge[0] = fmaxf(left, left_least);
    layout->edge[1] = fminf(fmaxf(frame->body_right + STAND_OFF, layout->edge[0] + COLUMNS_APART), right_most);
}

/* Where a text's top was, or would like to be. */
static float height_of(const Text *text)
{
    const LabelIn *in = text->in;
    bool stays = in->side_before != 0 && (in->side_before > 0) == (text->side == 1);
    return stays ? in->y_before : in->anchor[1] - in->height / 2;
}

static int by_height(const void *a, const void *b)
{
    const Text *first = *(Text *const *)a, *second = *(Text *const *)b;
    float p = height_of(first), q = height_of(second);
    if (p != q) {
        return p < q ? -1 : 1;
    }
    return first->rank - second->rank;
}

/* Texts as near as possible (least squares) to their anchors' heights in the given order: with the sizes above each
 * taken off, places may only rise, which pooling neighbours that disagree solves exactly and without jumps. */
static void stack_column(Layout *layout, int side)
{
    struct {
        float sum, mean;
        int count;
    } pools[LABEL_MAX];
    float offsets[LABEL_MAX], offset = 0;
    int pool_count = 0, count = layout->column_count[side];
    for (int i = 0; i < count; i++) {
        const LabelIn *in = layout->columns[side][i]->in;
        float wished = in->anchor[1] - in->height / 2 - offset;
        offsets[i] = offset;
        offset += in->height + layout->frame->gap;
        pools[pool_count].sum = pools[pool_count].mean = wished;
        pools[pool_count++].count = 1;
        while (pool_count > 1 && pools[pool_count - 2].mean > pools[pool_count - 1].mean) {
            pools[pool_count - 2].sum += pools[pool_count - 1].sum;
            pools[pool_count - 2].count += pools[pool_count - 1].count;
            pool_count--;
            pools[pool_count - 1].mean = pools[pool_count - 1].sum / (float)pools[pool_count - 1].count;
        }
    }
    float least = top_of(layout->frame), most = bottom_of(layout->frame, side) - (offset - layout->frame->gap);
    for (int p = 0, i = 0; p < pool_count; p++) {
        for (int end = i + pools[p].count; i < end; i++) {
            layout->columns[side][i]->y = fmaxf(fminf(pools[p].mean, most), least) + offsets[i];
        }
    }
}

typedef struct Line {
    float a[2], b[2];
} Line;

static Line line_of(const Layout *layout, const Text *text)
{
    return (Line){{layout->edge[text->side], text->y + text->in->height / 2},
                  {text->in->anchor[0], text->in->anchor[1]}};
}

static float turn(const float a[2], const float b[2], const float c[2])
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static bool cross(const Layout *layout, const Text *first, const Text *second)
{
    Line p = line_of(layout, first), q = line_of(layout, second);
    return turn(p.a, p.b, q.a) * turn(p.a, p.b, q.b) < 0 && turn(q.a, q.b, p.a) * turn(q.a, q.b, p.b) < 0;
}

/* Exchanges two texts of a column whose lines cross, nearest neighbours first; false when none do. */
static bool uncross_column(Layout *layout, int side)
{
    Text **column = layout->columns[side];
    int count = layout->column_count[side];
    for (int apart = 1; apart < count; apart++) {
        for (int i = 0; i + apart < count; i++) {
            if (cross(layout, column[i], column[i + apart])) {
                Text *swap = column[i];
                column[i] = column[i + apart];
                column[i + apart] = swap;
                stack_column(layout, side);
                return true;
            }
        }
    }
    return false;
}

static void stack_all(Layout *layout)
{
    place_edges(layout);
    layout->column_count[0] = layout->column_count[1] = 0;
    for (int i = 0; i < layout->count; i++) {
        Text *text = &layout->texts[i];
        layout->columns[text->side][layout->column_count[text->side]++] = text;
    }
    for (int side = 0; side < 2; side++) {
        qsort(layout->columns[side], (size_t)layout->column_count[side], sizeof(Text *), by_height);
        stack_column(layout, side);
        /* exchanging shortens the lines, so this ends; the limit is for ties */
        for (int n = 0; n < LABEL_MAX * LABEL_MAX && uncross_column(layout, side); n++) {
        }
    }
}

/* A pair of texts whose lines still cross. */
static bool find_cross(const Layout *layout, int *first, int *second)
{
    for (int j = 1; j < layout->count; j++) {
        for (int i = 0; i < j; i++) {
            if (cross(layout, &layout->texts[i], &layout->texts[j])) {
                *first = i;
                *second = j;
                return true;
            }
        }
    }
    return false;
}

/* Lines from both columns meet only where a text is in the wrong one: it goes over. What cannot be helped loses the
 * less important text. Every step moves a text to its right side or drops one, so it ends. */
static void mend_cross(Layout *layout, int first, int second)
{
    const LabelFrame *frame = layout->frame;
    Text *a = &layout->texts[first], *b = &layout->texts[second];
    if (a->side != b->side) {
        Text *wrong = wrongness(frame, a->in, a->side) > wrongness(frame, b->in, b->side) ? a : b;
        if (wrongness(frame, wrong->in, wrong->side) > 0 && fits(layout, 1 - wrong->side, wrong->in)) {
            wrong->side = 1 - wrong->side;
            return;
        }
    }
    drop(layout, second);
}

int label_layout(const LabelFrame *frame, const LabelIn *in, int count, LabelOut *out)
{
    Layout *layout = mem_alloc(1, sizeof *layout);
    layout->frame = frame;
    assign_columns(layout, in, count);
    stack_all(layout);
    int first, second;
    while (find_cross(layout, &first, &second)) {
        mend_cross(layout, first, second);
        stack_all(layout);
    }
    for (int i = 0; i < layout->count; i++) {
        const Text *text = &layout->texts[i];
        Line line = line_of(layout, text);
        out[i] = (LabelOut){.item = text->in->item,
                            .x = text->side == 0 ? layout->edge[0] - text->in->width : layout->edge[1],
                            .y = text->y,
                            .side = text->side == 0 ? -1 : 1};
        memcpy(out[i].line[0], line.a, sizeof line.a);
        memcpy(out[i].line[1], line.b, sizeof line.b);
    }
    int placed = layout->count;
    free(layout);
    return placed;
}

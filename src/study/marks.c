#include "hip/marks.h"
#include "hip/mem.h"
#include "hip/parallel.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REGIONS = 32, WAY_SEGMENTS = 4096 };
static const float ARROW_M = 0.040f; /* from head to head along a way */
static const float HEAD_M = 0.008f;  /* length of its sides */
static const float SPOT_M = 0.006f;  /* radius of the ring where a hand stays */

/* A texel's place on the chart. */
static void texel_place(const ChartSheet *sheet, int column, int row, float out[2])
{
    out[0] = sheet->length * ((float)column + 0.5f) / CHART_COLUMNS;
    out[1] = mixf(sheet->y[0], sheet->y[1], ((float)row + 0.5f) / CHART_ROWS);
}

/* What is laid on the skin, and which channel each of it goes to. */
typedef struct Laid {
    const Chart *chart;
    SkinRegion *regions[MOST_REGIONS];
    int channel[MOST_REGIONS], count;
    float (*segments)[2][3]; /* of ways, in space */
    int segment_count;
    float (*spots)[3];
    int spot_count;
    float way_lo[2], way_hi[2]; /* on the chart: ways mark nothing beyond */
    MarkTexels *texels;
} Laid;

static void lay_region(Laid *laid, const Atlas *atlas, const MeshSet *set, int region, int variant)
{
    if (laid->count < MOST_REGIONS) {
        AtlasContact contact = atlas->regions[region].contact;
        laid->channel[laid->count] = contact == CONTACT_FREE   ? MARK_REGION
                                     : contact == CONTACT_NONE ? MARK_NONE
                                                               : MARK_CARE;
        laid->regions[laid->count++] = skin_region_create(atlas, laid->chart, set, region, variant);
    }
}

static bool is_among(const int *list, int count, int value)
{
    for (int i = 0; i < count; i++) {
        if (list[i] == value) {
            return true;
        }
    }
    return false;
}

static void lay_regions(Laid *laid, const Atlas *atlas, const MeshSet *set, const AtlasStroke *stroke, int variant)
{
    for (int r = 0; r < atlas->region_count; r++) {
        AtlasContact contact = atlas->regions[r].contact;
        bool wanted = stroke ? is_among(stroke->regions, stroke->region_count, r) ||
                                   is_among(stroke->keep_off, stroke->keep_off_count, r) || contact == CONTACT_NONE
                             : contact != CONTACT_FREE;
        if (wanted) {
            lay_region(laid, atlas, set, r, variant);
            if (stroke && is_among(stroke->regions, stroke->region_count, r)) {
                laid->channel[laid->count - 1] = MARK_REGION; /* light contact on a zone is what the stroke is about */
            }
        }
    }
}

static void add_segment(Laid *laid, const float a[2], const float b[2])
{
    if (laid->segment_count < WAY_SEGMENTS) {
        float(*segment)[3] = laid->segments[laid->segment_count++];
        chart_skin(laid->chart, a, segment[0]);
        chart_skin(laid->chart, b, segment[1]);
    }
}

/* Two short lines that meet on the way and point along it. */
static void add_head(Laid *laid, const SkinLine *line, float way)
{
    float tip[2], before[2];
    skin_line_at(line, way, tip);
    skin_line_at(line, way - HEAD_M, before);
    float x = before[0] - tip[0], y = before[1] - tip[1];
    for (int side = -1; side <= 1; side += 2) {
        float end[2] = {tip[0] + x - 0.7f * (float)side * y, tip[1] + y + 0.7f * (float)side * x};
        add_segment(laid, tip, end);
    }
}

static void bound_way(Laid *laid, const SkinLine *line)
{
    for (int i = 0; i < line->count; i++) {
        for (int k = 0; k < 2; k++) {
            laid->way_lo[k] = fminf(laid->way_lo[k], line->at[i][k] - 2 * MARKS_WAY_M);
            laid->way_hi[k] = fmaxf(laid->way_hi[k], line->at[i][k] + 2 * MARKS_WAY_M);
        }
    }
}

static void lay_way(Laid *laid, const Atlas *atlas, const StrokePath *path)
{
    SkinLine line;
    skin_line(atlas, laid->chart, path->places, path->place_count, false, &line);
    bound_way(laid, &line);
    if (path->place_count == 1) {
        memcpy(laid->spots[laid->spot_count++], line.skin[0], sizeof *laid->spots);
        return;
    }
    for (int i = 0; i + 1 < line.count; i++) {
        add_segment(laid, line.at[i], line.at[i + 1]);
    }
    float length = line.way[line.count - 1];
    int heads = (int)fmaxf(floorf(length / ARROW_M), 1);
    for (int i = 1; i <= heads; i++) {
        add_head(laid, &line, length * (float)i / (float)heads);
    }
}

static float segment_distance(const float p[3], float (*ab)[3])
{
    float dot = 0, square = 0, away = 0;
    for (int k = 0; k < 3; k++) {
        float d = ab[1][k] - ab[0][k];
        dot += d * (p[k] - ab[0][k]);
        square += d * d;
    }
    float t = square > 0 ? clampf(dot / square, 0, 1) : 0;
    for (int k = 0; k < 3; k++) {
        float d = p[k] - mixf(ab[0][k], ab[1][k], t);
        away += d * d;
    }
    return sqrtf(away);
}

static float way_distance(const Laid *laid, const float at[2])
{
    float best = MARKS_WAY_M, p[3];
    if (at[0] < laid->way_lo[0] || at[0] > laid->way_hi[0] || at[1] < laid->way_lo[1] || at[1] > laid->way_hi[1]) {
        return best;
    }
    chart_skin(laid->chart, at, p);
    for (int i = 0; i < laid->segment_count; i++) {
        best = fminf(best, segment_distance(p, laid->segments[i]));
    }
    for (int i = 0; i < laid->spot_count; i++) {
        float spot[2][3];
        memcpy(spot[0], laid->spots[i], sizeof spot[0]);
        memcpy(spot[1], laid->spots[i], sizeof spot[1]);
        best = fminf(best, fabsf(segment_distance(p, spot) - SPOT_M));
    }
    return best;
}

static void mark_row(void *context, size_t row)
{
    const Laid *laid = context;
    for (int column = 0; column < CHART_COLUMNS; column++) {
        uint8_t *texel = laid->texels->at[row][column];
        float at[2];
        texel_place(&laid->chart->sheet, column, (int)row, at);
        for (int i = 0; i < laid->count; i++) {
            if (!skin_region_near(laid->regions[i], at)) {
                continue;
            }
            float inside = 0.5f - 0.5f * skin_region_distance(laid->chart, laid->regions[i], at) / MARKS_EDGE_M;
            uint8_t value = (uint8_t)(255 * clampf(inside, 0, 1) + 0.5f);
            uint8_t *channel = &texel[laid->channel[i]];
            *channel = value > *channel ? value : *channel;
        }
        texel[MARK_WAY] = (uint8_t)(255 * (1 - way_distance(laid, at) / MARKS_WAY_M) + 0.5f);
        float skin[3];
        chart_skin(laid->chart, at, skin);
        laid->texels->at[CHART_ROWS + row][column][0] =
            (uint8_t)(255 * clampf(chart_height_of(&laid->chart->sheet, skin) / MARKS_HEIGHT_M, 0, 1) + 0.5f);
        uint8_t free = (uint8_t)(255 - texel[MARK_NONE]);
        texel[MARK_REGION] =
            texel[MARK_REGION] < free ? texel[MARK_REGION] : free; /* never glows where no hand may be */
    }
}

void marks_make(const Atlas *atlas, const Chart *chart, const MeshSet *set, int stroke, int variant, MarkTexels *out)
{
    const AtlasStroke *s = stroke >= 0 ? &atlas->strokes[stroke] : NULL;
    Laid *laid = mem_alloc(1, sizeof *laid);
    *laid = (Laid){.chart = chart, .texels = out, .way_lo = {INFINITY, INFINITY}, .way_hi = {-INFINITY, -INFINITY}};
    laid->segments = mem_alloc(WAY_SEGMENTS, sizeof *laid->segments);
    laid->spots = mem_alloc(s ? (size_t)s->path_count : 1, sizeof *laid->spots);
    memset(out, 0, sizeof *out);
    lay_regions(laid, atlas, set, s, variant);
    for (int i = 0; s && i < s->path_count; i++) {
        lay_way(laid, atlas, &s->paths[i]);
    }
    parallel_for(0, CHART_ROWS, mark_row, laid);
    for (int i = 0; i < laid->count; i++) {
        skin_region_release(laid->regions[i]);
    }
    free(laid->segments);
    free(laid->spots);
    free(laid);
}

const uint8_t *marks_at(const ChartSheet *sheet, const MarkTexels *marks, const float at[2])
{
    static const uint8_t NOTHING[MARK_CHANNELS] = {0};
    float column = at[0] / sheet->length * CHART_COLUMNS;
    float row = (at[1] - sheet->y[0]) / (sheet->y[1] - sheet->y[0]) * CHART_ROWS;
    bool on = column >= 0 && column < CHART_COLUMNS && row >= 0 && row < CHART_ROWS;
    return on ? marks->at[(int)row][(int)column] : NOTHING;
}

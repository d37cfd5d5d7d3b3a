/* model_chart.c - what is kept of a model's skin for strokes: its chart on both sides and the last marks. */
#include "hip/mem.h"
#include "hip/model.h"
#include <stdlib.h>

typedef struct ModelChart {
    uint64_t trees; /* that the charts were made from */
    Chart *charts[2];
    MarkTexels *texels;
    Side side; /* of the texels, like the next three */
    int stroke, variant;
    uint64_t serial;
} ModelChart;

static void forget(ModelChart *kept)
{
    for (int i = 0; i < 2; i++) {
        chart_release(kept->charts[i]);
        kept->charts[i] = NULL;
    }
    free(kept->texels);
    kept->texels = NULL;
}

void model_charts_release(struct ModelChart *charts)
{
    if (charts) {
        forget(charts);
        free(charts);
    }
}

static ModelChart *kept_charts(Model *model)
{
    uint64_t trees = mesh_bvh_serial(model_bvh(model));
    if (!model->charts) {
        model->charts = mem_alloc(1, sizeof *model->charts);
    } else if (model->charts->trees != trees) {
        forget(model->charts);
    }
    model->charts->trees = trees;
    return model->charts;
}

const Chart *model_chart(Model *model, Side side)
{
    ModelChart *kept = kept_charts(model);
    Chart **chart = &kept->charts[side == SIDE_LEFT];
    if (!*chart) {
        *chart = chart_create(model->atlas, &model->set, model->bvh, side == SIDE_LEFT ? SIDE_LEFT : SIDE_RIGHT);
    }
    return *chart;
}

/* Never the same twice in one run. */
static uint64_t next_serial(void)
{
    static uint64_t last;
    return __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
}

const MarkTexels *model_marks(Model *model, Side side, int stroke, int variant, uint64_t *serial)
{
    const Chart *chart = model_chart(model, side);
    ModelChart *kept = model->charts;
    if (!kept->texels || kept->side != side || kept->stroke != stroke || kept->variant != variant) {
        kept->texels = kept->texels ? kept->texels : mem_alloc(1, sizeof *kept->texels);
        marks_make(model->atlas, chart, &model->set, stroke, variant, kept->texels);
        kept->side = side;
        kept->stroke = stroke;
        kept->variant = variant;
        kept->serial = next_serial();
    }
    *serial = kept->serial;
    return kept->texels;
}

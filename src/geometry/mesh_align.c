#include "mesh_align.h"
#include "hip/mem.h"
#include "mesh_align_items.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A part so far from its place is out of it; bodies differ by less. */
static const double OUT_OF_PLACE_M = 0.04;
/* So much too big or small is another unit or a mistake, not another body. */
static const double WRONG_SIZE = 1.3;
/* Fewer structures than this are no ground to call one of them wrong. */
enum { ENOUGH_TO_JUDGE = 4, MOST_WARNINGS = 100 };

void import_warn(ImportReport *report, const char *format, ...)
{
    if (report->warning_count >= MOST_WARNINGS) {
        return;
    }
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    report->warnings = mem_resize(report->warnings, report->warning_count + 1, sizeof *report->warnings);
    report->warnings[report->warning_count++] = mem_string(text);
}

const char *mesh_align_unit(double scale, double tolerance)
{
    static const struct {
        double scale;
        const char *name;
    } UNITS[] = {{0.001, "mm"}, {0.01, "cm"}, {1, "m"}, {0.0254, "inch"}};
    for (size_t u = 0; u < sizeof UNITS / sizeof *UNITS; u++) {
        if (fabs(log(scale / UNITS[u].scale)) < log(1 + tolerance)) {
            return UNITS[u].name;
        }
    }
    return "other";
}

/* A ratio of two common units, exactly, when the factor is near one. */
static double round_ratio(double factor)
{
    static const double UNITS[] = {0.001, 0.01, 1, 0.0254, 0.3048};
    for (size_t a = 0; a < sizeof UNITS / sizeof *UNITS; a++) {
        for (size_t b = 0; b < sizeof UNITS / sizeof *UNITS; b++) {
            double ratio = UNITS[a] / UNITS[b];
            if (a != b && fabs(log(factor / ratio)) < log(1.06)) {
                return ratio;
            }
        }
    }
    return factor;
}

/* How much bigger the structure should be, and whether that holds for all three axes. */
static double size_factor(const double half[3], const double wanted[3], bool *same_shape)
{
    double least = INFINITY, most = 0, a = 0, b = 0;
    for (int k = 0; k < 3; k++) {
        a += wanted[k] * wanted[k];
        b += half[k] * half[k];
        if (wanted[k] > 0.003) { /* the thickness of a sheet says little */
            double ratio = half[k] > 0 ? wanted[k] / half[k] : INFINITY;
            least = fmin(least, ratio);
            most = fmax(most, ratio);
        }
    }
    *same_shape = most < least * 1.15;
    return b > 0 ? sqrt(a / b) : 1;
}

/* Scales about the structure's own middle, turns, and moves the middle to its place. */
static Similarity bring_home(const Similarity *whole, const AlignItem *item, const Similarity *turn, double factor)
{
    Similarity change = *turn;
    change.scale = factor;
    change.t[0] = change.t[1] = change.t[2] = 0;
    double middle[3];
    similarity_apply(&change, item->at, middle);
    for (int k = 0; k < 3; k++) {
        change.t[k] = item->wanted[k] - middle[k];
    }
    return similarity_compose(&change, whole);
}

/* A proper turn by right angles under which the structure has its usual shape, and lands nearest to its
 * place. */
static bool find_turn(const AlignItem *item, Similarity *turn, double *factor)
{
    double nearest = INFINITY;
    for (int which = 0; which < 48; which++) {
        Similarity axes = align_axes(which);
        if (similarity_determinant(&axes) < 0) {
            continue;
        }
        double half[3], middle[3];
        similarity_apply(&axes, item->at, middle);
        for (int i = 0; i < 3; i++) {
            half[i] = 0;
            for (int k = 0; k < 3; k++) {
                half[i] += fabs(axes.r[3 * i + k]) * item->at_half[k];
            }
        }
        bool same_shape;
        double size = size_factor(half, item->wanted_half, &same_shape);
        double away = 0;
        for (int k = 0; k < 3; k++) {
            away += (middle[k] - item->wanted[k]) * (middle[k] - item->wanted[k]);
        }
        if (same_shape && away < nearest) {
            nearest = away;
            *turn = axes;
            *factor = size;
        }
    }
    return nearest < INFINITY;
}

static const char *label_of(const AlignItems *all, const AlignItem *item)
{
    for (size_t p = 0; p < all->part_count; p++) {
        if (all->parts[p].entry == item->entry) {
            return all->parts[p].label;
        }
    }
    return "";
}

static void say_size(ImportReport *report, const char *label, double factor, double part_scale)
{
    const char *unit = mesh_align_unit(part_scale, 0.06);
    const char *names[][2] = {{"mm", "millimetres"}, {"cm", "centimetres"}, {"m", "metres"}, {"inch", "inches"}};
    const char *word = NULL;
    for (size_t i = 0; i < 4; i++) {
        word = strcmp(unit, names[i][0]) == 0 ? names[i][1] : word;
    }
    double times = factor > 1 ? factor : 1 / factor;
    import_warn(report,
                "%s is %.*f times %s than its neighbours%s%s. It is shown at the right size, in its usual place.",
                label, times < 9.95 ? 1 : 0, times, factor > 1 ? "smaller" : "bigger",
                word ? ": probably it is in " : "", word ? word : "");
}

/* What is wrong with one structure, told and mended. `may_move`: there are few such, so it is the part and
 * not the fit. */
static bool mend(const AlignItems *all, const AlignItem *item, const Similarity *whole, bool may_move,
                 ImportReport *report, Similarity *place)
{
    bool same_shape;
    double factor = size_factor(item->at_half, item->wanted_half, &same_shape), away = align_distance(item);
    const char *label = label_of(all, item);
    Similarity turn = similarity_unit();
    if (same_shape && (factor > WRONG_SIZE || factor < 1 / WRONG_SIZE)) {
        factor = round_ratio(factor);
        say_size(report, label, factor, whole->scale * factor);
        *place = bring_home(whole, item, &turn, factor);
        return true;
    }
    if (away < OUT_OF_PLACE_M || !may_move) {
        return false;
    }
    if (same_shape) {
        import_warn(report, "%s lies %.0f mm from its usual place. It is shown where it belongs.", label, away * 1000);
        *place = bring_home(whole, item, &turn, 1);
        return true;
    }
    if (away > 2 * OUT_OF_PLACE_M && find_turn(item, &turn, &factor)) {
        import_warn(report,
                    "%s is turned against its neighbours and lies %.0f mm from its usual place. It is shown where "
                    "it belongs.",
                    label, away * 1000);
        factor = factor > WRONG_SIZE || factor < 1 / WRONG_SIZE ? round_ratio(factor) : 1;
        *place = bring_home(whole, item, &turn, factor);
        return true;
    }
    import_warn(report, "%s lies %.0f mm from its usual place and has another size or shape: it is shown as it is.",
                label, away * 1000);
    return false;
}

static void set_place(AlignPart *parts, size_t count, const AlignItem *item, const Similarity *place, bool mended)
{
    double middle[3], away = 0;
    if (mended) {
        memcpy(middle, item->wanted, sizeof middle);
    } else {
        memcpy(middle, item->at, sizeof middle);
    }
    for (int k = 0; k < 3; k++) {
        away += (middle[k] - item->wanted[k]) * (middle[k] - item->wanted[k]);
    }
    for (size_t p = 0; p < count; p++) {
        if (parts[p].entry == item->entry) {
            parts[p].place = *place;
            parts[p].mended = mended;
            parts[p].residual_m = (float)sqrt(away);
        }
    }
}

static void mend_all(AlignPart *parts, size_t count, AlignItems *all, Alignment *alignment, ImportReport *report)
{
    size_t displaced = 0;
    for (size_t i = 0; i < all->count; i++) {
        displaced += align_distance(&all->items[i]) > OUT_OF_PLACE_M;
    }
    bool may_move = displaced * 3 <= all->count;
    if (!may_move && all->count >= ENOUGH_TO_JUDGE) {
        import_warn(report, "The parts do not lie as in a body: %zu of %zu are more than %.0f mm from their places.",
                    displaced, all->count, OUT_OF_PLACE_M * 1000);
    }
    for (size_t i = 0; i < all->count; i++) {
        const AlignItem *item = &all->items[i];
        Similarity place = alignment->whole;
        bool mended = all->count >= ENOUGH_TO_JUDGE && mend(all, item, &alignment->whole, may_move, report, &place);
        set_place(parts, count, item, &place, mended);
        if (!mended && align_distance(item) < OUT_OF_PLACE_M) {
            alignment->worst_m = fmaxf(alignment->worst_m, (float)align_distance(item));
        }
    }
}

/* Nothing to go by: in the middle of the view, and of a size that a part of a body may have in some usual
 * unit. */
static Similarity plausible(const AlignPart *parts, size_t count, ImportReport *report)
{
    static const double TRIES[] = {1, 0.001, 0.01, 0.0254};
    Box3 box = box3_empty();
    for (size_t p = 0; p < count; p++) {
        for (size_t v = 0; v < parts[p].vertex_count; v++) {
            box3_add_point(&box, parts[p].positions[v]);
        }
    }
    double size = 0, scale = 0;
    for (int k = 0; k < 3; k++) {
        double edge = (double)box.hi[k] - (double)box.lo[k];
        size += edge * edge;
    }
    size = sqrt(size);
    for (size_t i = 0; scale == 0 && i < sizeof TRIES / sizeof *TRIES; i++) {
        scale = size * TRIES[i] > 0.15 && size * TRIES[i] < 2.6 ? TRIES[i] : 0;
    }
    Similarity map = similarity_unit();
    map.scale = scale > 0 ? scale : size > 0 && isfinite(size) ? 0.6 / size : 1;
    for (int k = 0; k < 3; k++) {
        map.t[k] = -map.scale * 0.5 * ((double)box.lo[k] + (double)box.hi[k]);
    }
    import_warn(report, "No structure of the hip was recognised by its name or FMA number: the model is shown in the "
                        "middle, and its size and directions are a guess.");
    return map;
}

static Alignment start(AlignPart *parts, size_t count, AlignItems *all)
{
    Alignment alignment = {.whole = similarity_unit()};
    alignment.aligned = align_find(all, &alignment.whole);
    double *distances = mem_alloc(all->count, sizeof *distances);
    for (size_t i = 0; i < all->count; i++) {
        distances[i] = align_distance(&all->items[i]);
    }
    alignment.median_m = align_median(distances, all->count);
    free(distances);
    for (size_t p = 0; p < count; p++) {
        parts[p].residual_m = -1;
        parts[p].mended = false;
    }
    return alignment;
}

Alignment mesh_align_try(AlignPart *parts, size_t count, const Catalogue *catalogue)
{
    AlignItems all = align_items_create(parts, count, catalogue);
    Alignment alignment = start(parts, count, &all);
    align_items_release(&all);
    return alignment;
}

Alignment mesh_align(AlignPart *parts, size_t count, const Catalogue *catalogue, ImportReport *report)
{
    AlignItems all = align_items_create(parts, count, catalogue);
    Alignment alignment = start(parts, count, &all);
    if (!alignment.aligned) {
        alignment.whole = plausible(parts, count, report);
    }
    for (size_t p = 0; p < count; p++) {
        parts[p].place = alignment.whole;
    }
    if (alignment.aligned) {
        mend_all(parts, count, &all, &alignment, report);
    }
    if (alignment.aligned && all.count < ENOUGH_TO_JUDGE) {
        import_warn(report,
                    "Only %zu of its structures have a known place: which way the model faces is partly a guess.",
                    all.count);
    }
    if (alignment.aligned && similarity_determinant(&alignment.whole) < 0) {
        import_warn(report, "The file is mirrored: left and right were exchanged. It is shown the right way round.");
    }
    align_items_release(&all);
    return alignment;
}

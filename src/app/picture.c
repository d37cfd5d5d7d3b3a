#include "picture.h"
#include "hip/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void want_lists(Picture *picture, int count)
{
    for (int i = 0; i < count; i++) {
        picture->lists[i] = picture->lists[i] ? picture->lists[i] : mem_alloc(1, sizeof(DrawList));
        picture->insides[i] = picture->insides[i] ? picture->insides[i] : mem_alloc(1, sizeof(DrawList));
    }
}

void picture_create(Picture *picture)
{
    *picture = (Picture){0};
    want_lists(picture, 1);
}

void picture_release(Picture *picture)
{
    for (int i = 0; i < PANES_MOST; i++) {
        free(picture->lists[i]);
        free(picture->insides[i]);
    }
    *picture = (Picture){0};
}

/* Where a pane lies, from the picture's lower left; all are of one size, so that the renderer keeps its targets. */
static void pane_pixels(const Picture *picture, int pane, const int pixels[2], int at[2], int size[2])
{
    const PaneRect *rect = &picture->panes[pane];
    for (int k = 0; k < 2; k++) {
        float share = k ? picture->panes[0].h : picture->panes[0].w;
        size[k] = (int)fmaxf(1, floorf(share * (float)pixels[k]));
    }
    at[0] = (int)(rect->x * (float)pixels[0]);
    at[1] = pixels[1] - (int)(rect->y * (float)pixels[1]) - size[1];
    at[0] = at[0] + size[0] > pixels[0] ? pixels[0] - size[0] : at[0];
    at[1] = at[1] < 0 ? 0 : at[1];
}

void picture_compose(Picture *picture, const Session *session, int hovered, const int pixels[2])
{
    Model *model = session_model(session);
    picture->count = session_panes(session, picture->panes);
    int lists = picture->count ? picture->count : 1;
    want_lists(picture, lists);
    for (int i = 0; i < lists; i++) {
        ViewState view = *session_shown(session);
        int at[2], size[2];
        pane_pixels(picture, i, pixels, at, size);
        if (picture->count) {
            pane_view(model, session_shown(session), i, &view);
        }
        compose(model, &view, hovered, size[0], size[1], picture->lists[i]);
        session_compose_pointed(session, &view, picture->lists[i]);
        session_compose_known(session, picture->lists[i]);
        compose_lens(model, &view, hovered, picture->insides[i], picture->lists[i]);
    }
}

static bool same_marks(const DrawMarks *a, const DrawMarks *b)
{
    return (a->texels != NULL) == (b->texels != NULL) &&
           (!a->texels ||
            (a->serial == b->serial && a->press == b->press && a->piece_count == b->piece_count &&
             memcmp(a->tints, b->tints, sizeof a->tints) == 0 && memcmp(a->patch, b->patch, sizeof a->patch) == 0 &&
             memcmp(a->patch_tint, b->patch_tint, sizeof a->patch_tint) == 0 &&
             memcmp(a->pieces, b->pieces, (size_t)a->piece_count * sizeof *a->pieces) == 0));
}

/* What both lists hold beyond detail, which is the frame's own choice. The structs have no gaps between their fields.
 */
static bool same_list(const DrawList *a, const DrawList *b)
{
    return a->item_count == b->item_count && a->bend_count == b->bend_count &&
           memcmp(a->items, b->items, a->item_count * sizeof *a->items) == 0 &&
           memcmp(a->bends, b->bends, a->bend_count * sizeof *a->bends) == 0 &&
           memcmp(&a->joints, &b->joints, sizeof a->joints) == 0 && same_marks(&a->marks, &b->marks) &&
           memcmp(&a->field, &b->field, sizeof a->field) == 0 &&
           memcmp(&a->camera, &b->camera, sizeof a->camera) == 0 &&
           memcmp(a->ground_top, b->ground_top, sizeof a->ground_top) == 0 &&
           memcmp(a->ground_bottom, b->ground_bottom, sizeof a->ground_bottom) == 0 &&
           memcmp(a->outline_colour, b->outline_colour, sizeof a->outline_colour) == 0 && a->flat == b->flat &&
           a->section == b->section && (!a->section || memcmp(a->plane, b->plane, sizeof a->plane) == 0);
}

static bool same_pane(const DrawList *a, const DrawList *b)
{
    const DrawLens *p = &a->lens, *q = &b->lens;
    if (!same_list(a, b) || (p->inside != NULL) != (q->inside != NULL)) {
        return false;
    }
    return !p->inside || (p->x == q->x && p->y == q->y && p->radius == q->radius && p->soft == q->soft &&
                          same_list(p->inside, q->inside));
}

bool picture_same(const Picture *a, const Picture *b)
{
    bool same =
        a->count == b->count && memcmp(a->panes, b->panes, sizeof(PaneRect) * (size_t)(a->count + !a->count)) == 0;
    for (int i = 0; same && i < (a->count ? a->count : 1); i++) {
        same = a->lists[i] && b->lists[i] && same_pane(a->lists[i], b->lists[i]);
    }
    return same;
}

static HipResult draw_list(Renderer *renderer, DrawList *list, const PictureDraw *how, const RenderTarget *target,
                           RenderStats *stats, HipError *err)
{
    DrawLens lens = list->lens;
    list->full_detail = how->full;
    list->moving = how->moving;
    list->lens.x *= how->scale;
    list->lens.y *= how->scale;
    list->lens.radius *= how->scale;
    HipResult rc = renderer_draw(renderer, list, target, stats, err);
    list->lens = lens;
    return rc;
}

/* The list's ground alone. */
static HipResult draw_ground(Renderer *renderer, DrawList *list, const RenderTarget *whole, HipError *err)
{
    RenderTarget target = *whole;
    uint32_t items = list->item_count;
    const DrawList *inside = list->lens.inside;
    target.samples = 1;
    list->item_count = 0;
    list->lens.inside = NULL;
    HipResult rc = renderer_draw(renderer, list, &target, NULL, err);
    list->item_count = items;
    list->lens.inside = inside;
    return rc;
}

/* The ground of the whole picture, then the panes on it. */
static HipResult draw_panes(Renderer *renderer, Picture *picture, const PictureDraw *how, const RenderTarget *whole,
                            RenderStats *stats, HipError *err)
{
    int pixels[2] = {whole->width, whole->height};
    HipResult rc = draw_ground(renderer, picture->lists[0], whole, err);
    for (int i = 0; i < picture->count && rc == HIP_OK; i++) {
        RenderTarget target = *whole;
        RenderStats own = {0};
        int at[2], size[2];
        pane_pixels(picture, i, pixels, at, size);
        target.pane = true;
        target.x = at[0];
        target.y = at[1];
        target.width = size[0];
        target.height = size[1];
        rc = draw_list(renderer, picture->lists[i], how, &target, &own, err);
        stats->triangles += own.triangles;
        stats->draw_calls += own.draw_calls;
        stats->sorted_triangles += own.sorted_triangles;
        stats->sort_ms += own.sort_ms;
    }
    return rc;
}

HipResult picture_draw(Renderer *renderer, Picture *picture, const PictureDraw *how, unsigned *framebuffer,
                       RenderStats *stats, HipError *err)
{
    RenderTarget target = {.samples = how->samples};
    target.width = (int)fmaxf(1, how->scale * (float)how->pixels[0]);
    target.height = (int)fmaxf(1, how->scale * (float)how->pixels[1]);
    HipResult rc = renderer_offscreen(renderer, target.width, target.height, framebuffer, err);
    if (rc != HIP_OK) {
        return rc;
    }
    target.framebuffer = *framebuffer;
    *stats = (RenderStats){0};
    return picture->count ? draw_panes(renderer, picture, how, &target, stats, err)
                          : draw_list(renderer, picture->lists[0], how, &target, stats, err);
}

HipResult picture_of_view(Renderer *renderer, const Model *model, const ViewState *view, const int pixels[2],
                          unsigned char *rgba, HipError *err)
{
    enum { SAMPLES = 4 };
    unsigned framebuffer = 0;
    DrawList *list = mem_alloc(1, sizeof *list), *inside = mem_alloc(1, sizeof *inside);
    compose(model, view, -1, pixels[0], pixels[1], list);
    compose_lens(model, view, -1, inside, list);
    HipResult rc = renderer_offscreen(renderer, pixels[0], pixels[1], &framebuffer, err);
    RenderTarget target = {pixels[0], pixels[1], SAMPLES, framebuffer};
    if (rc == HIP_OK) {
        rc = renderer_draw(renderer, list, &target, NULL, err);
    }
    if (rc == HIP_OK) {
        renderer_read(renderer, framebuffer, pixels[0], pixels[1], rgba);
    }
    free(list);
    free(inside);
    return rc;
}

const DrawList *picture_at(const Picture *picture, float x, float y, float out[2])
{
    for (int i = 0; i < (picture->count ? picture->count : 1); i++) {
        const PaneRect *rect = &picture->panes[i];
        float u = (x - rect->x) / rect->w, v = (y - rect->y) / rect->h;
        if (picture->count == 0 || (u >= 0 && u < 1 && v >= 0 && v < 1)) {
            out[0] = 2 * u - 1;
            out[1] = 1 - 2 * v;
            return picture->lists[i];
        }
    }
    return NULL;
}

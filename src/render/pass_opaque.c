/* pass_opaque.c - all that is not see-through, front to back, one call for each group of equal state: first what is
 * probably in sight, then what that does not hide (cull.h). */
#include "renderer.h"

enum { CALL_RANGES = 256 }; /* of one call */

static void draw_ranges(Renderer *renderer, Frame *frame, const RangeList *list)
{
    GLsizei counts[CALL_RANGES];
    GLint bases[CALL_RANGES];
    const void *offsets[CALL_RANGES];
    int ranges = 0;
    size_t triangles = 0;
    for (size_t i = 0; i < list->count; i++) {
        counts[ranges] = (GLsizei)list->items[i].count;
        bases[ranges] = list->items[i].base_vertex;
        offsets[ranges++] = (const void *)((size_t)list->items[i].first * sizeof(uint32_t));
        triangles += list->items[i].count / 3;
        if (i + 1 == list->count || ranges == CALL_RANGES || (renderer->software && triangles >= PIECE_TRIANGLES)) {
            glMultiDrawElementsBaseVertex(GL_TRIANGLES, counts, GL_UNSIGNED_INT, offsets, ranges, bases);
            frame->stats.draw_calls++;
            frame->stats.triangles += (uint32_t)triangles;
            renderer_breathe(renderer, frame, triangles);
            ranges = 0;
            triangles = 0;
        }
    }
}

static HipResult use_program(Renderer *renderer, const Frame *frame, PlanKind kind, bool stored, HipError *err)
{
    static const unsigned BITS[KIND_COUNT] = {[KIND_BENT] = PROGRAM_BENT, [KIND_MOVED] = PROGRAM_BENT | PROGRAM_POSED};
    bool cut = frame->list->section;
    if (kind == KIND_EVEN) { /* never cut */
        return renderer_use(renderer, PROGRAM_EVEN, err);
    }
    if (stored) {
        int first = surfaces_move(&renderer->plan) ? PROGRAM_SURFACE_MOVED : PROGRAM_SURFACE;
        return renderer_use(renderer, (ProgramId)(first + (cut ? 1 : 0)), err);
    }
    return renderer_use(renderer, renderer_mesh_program(renderer, frame->list, BITS[kind] | (cut ? PROGRAM_CUT : 0u)),
                        err);
}

/* In light; noted, for light that comes later (pass_surface.h); only in the depth. */
typedef enum DrawHow { DRAW_LIT, DRAW_STORED, DRAW_DEPTH } DrawHow;

/* Which of both groups comes first. Where light is not put off the nearer one saves the other's: the sheet lies over
 * the table. */
static int first_open(const DrawPlan *plan, PlanKind kind)
{
    PlanGroup closed = plan_group(kind, false), open = plan_group(kind, true);
    bool both = kind == KIND_EVEN && plan->counts[closed] > 0 && plan->counts[open] > 0;
    return both && plan->groups[open][0].nearest_m < plan->groups[closed][0].nearest_m;
}

/* Parts of one kind. */
static HipResult draw_groups(Renderer *renderer, Frame *frame, PlanKind kind, DrawHow how, HipError *err)
{
    bool stored = how == DRAW_STORED;
    HipResult rc = HIP_OK;
    glBindVertexArray(renderer->mesh.by_mesh);
    for (int i = 0; i <= 1 && rc == HIP_OK; i++) {
        int open = first_open(&renderer->plan, kind) ^ i;
        PlanGroup group = plan_group(kind, open);
        if (renderer->cull.ranges[group].count == 0) {
            continue;
        }
        GlState state = {.depth_test = true,
                         .depth_write = true,
                         .cull_back = !open,
                         .no_colour = how == DRAW_DEPTH,
                         .encode_srgb = !stored && kind != KIND_EVEN,
                         .clip = frame->list->section};
        gl_state_set(&state, frame->width, frame->height);
        rc = use_program(renderer, frame, kind, stored, err);
        if (rc == HIP_OK) {
            draw_ranges(renderer, frame, &renderer->cull.ranges[group]);
        }
    }
    return rc;
}

/* In strips: all at once would take as much memory as the depth itself. */
static void read_depth(Cull *cull, const int lo[2], const int hi[2])
{
    enum { STRIP = 8 * GRID_CELL };
    GLsizei width = hi[0] - lo[0] + 1;
    uint32_t *pixels = cull_pixels(cull, (size_t)width * STRIP);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glPixelStorei(GL_PACK_ROW_LENGTH, 0);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    for (int y = lo[1]; y <= hi[1]; y += STRIP) {
        int top = y + STRIP - 1 < hi[1] ? y + STRIP - 1 : hi[1];
        glReadPixels(lo[0], y, width, top - y + 1, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, pixels);
        cull_note(cull, (int[2]){lo[0], y}, (int[2]){hi[0], top}, pixels);
    }
}

/* Looks at the depth so far; false when nothing asks for it. On a graphics card that would cost more than it saves. */
static bool settle(Renderer *renderer, Frame *frame)
{
    int lo[2], hi[2];
    if (!cull_asks(&renderer->cull, lo, hi)) {
        return false;
    }
    if (frame->samples == 1 && !frame->list->hidden_too) {
        cull_look(&renderer->cull);
        read_depth(&renderer->cull, lo, hi);
    }
    cull_settle(&renderer->cull);
    return true;
}

static HipResult draw_both(Renderer *renderer, Frame *frame, DrawHow how, HipError *err)
{
    HipResult rc = draw_groups(renderer, frame, KIND_STRAIGHT, how, err);
    return rc == HIP_OK ? draw_groups(renderer, frame, KIND_MOVED, how, err) : rc;
}

/* All but flaps and what is even. */
static HipResult draw_most(Renderer *renderer, Frame *frame, DrawHow how, HipError *err)
{
    HipResult rc = draw_both(renderer, frame, how, err);
    if (rc == HIP_OK && settle(renderer, frame)) {
        rc = draw_both(renderer, frame, how, err);
    }
    return rc;
}

/* Whether something asks afterwards how far away the opaque parts are. */
static bool depth_matters(const Renderer *renderer, const DrawList *list)
{
    const DrawPlan *plan = &renderer->plan;
    return plan->ghost_count + plan->counts[GROUP_CLOSED_BENT] + plan->counts[GROUP_OPEN_BENT] > 0 ||
           pass_outline_wanted(list);
}

/* Noted first, then lit. What is even hides some of it and loses its depth by that: see forget_unnoted. */
static HipResult draw_stored(Renderer *renderer, Frame *frame, bool even, HipError *err)
{
    HipResult rc = surfaces_begin(renderer, frame, err);
    rc = rc == HIP_OK ? draw_most(renderer, frame, DRAW_STORED, err) : rc;
    rc = rc == HIP_OK ? surfaces_end(renderer, frame, even, err) : rc;
    bool again = even && rc == HIP_OK && depth_matters(renderer, frame->list);
    return again ? draw_groups(renderer, frame, KIND_EVEN, DRAW_DEPTH, err) : rc;
}

HipResult pass_opaque_draw(Renderer *renderer, Frame *frame, HipError *err)
{
    const DrawPlan *plan = &renderer->plan;
    bool even = plan->counts[GROUP_CLOSED_EVEN] + plan->counts[GROUP_OPEN_EVEN] > 0;
    gl_debug_push("opaque");
    cull_guess(&renderer->cull, renderer->set, plan, frame->list, frame->width, frame->height, renderer->software);
    HipResult rc = draw_groups(renderer, frame, even ? KIND_EVEN : KIND_BENT, DRAW_LIT, err);
    if (rc == HIP_OK) {
        rc = surfaces_wanted(renderer, frame) ? draw_stored(renderer, frame, even, err)
                                              : draw_most(renderer, frame, DRAW_LIT, err);
    }
    if (rc == HIP_OK && even) {
        rc = draw_groups(renderer, frame, KIND_BENT, DRAW_LIT, err);
    }
    gl_debug_pop();
    return rc;
}

/* After the opaque parts and at the far plane, so that only what they left free is filled. */
HipResult pass_background_draw(Renderer *renderer, Frame *frame, HipError *err)
{
    enum { BACKGROUND_VERTICES = 2 * 33 }; /* see background.vert */
    static const GlState STATE = {.depth_test = true};
    gl_debug_push("background");
    HipResult rc = renderer_use(renderer, PROGRAM_BACKGROUND, err);
    if (rc == HIP_OK) {
        gl_state_set(&STATE, frame->width, frame->height);
        glBindVertexArray(renderer->no_vertices);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, BACKGROUND_VERTICES);
        frame->stats.draw_calls++;
    }
    gl_debug_pop();
    return rc;
}

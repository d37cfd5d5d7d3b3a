/* warm.c - views whose first frame would have to wait for the driver, drawn once unseen. */
#include "warm.h"
#include "loop.h"

static const double REST_S = 0.3; /* nobody is about to do something */
enum { SIZE = 64, FINE_SAMPLES = 4 };

/* Each needs programs of its own: a flap and its shadow, see-through layers, the lens, a section, joints that have
 * moved, with a stroke, with areas that hurt; first as in motion, then as at rest. */
typedef struct Unseen {
    float depth;
    bool lens;
    SectionPlane section;
    bool posed, stroke, told;
} Unseen;
static const Unseen VIEWS[] = {{.depth = 4.5f},
                               {.depth = 1.5f},
                               {.depth = 3, .lens = true},
                               {.depth = 1.5f, .section = SECTION_AXIAL},
                               {.posed = true},
                               {.posed = true, .stroke = true},
                               {.posed = true, .told = true}};
enum { VIEW_COUNT = sizeof VIEWS / sizeof *VIEWS, ALL = 2 * VIEW_COUNT };

double warm_due_s(const Loop *loop)
{
    const Frame *frame = &loop->frame;
    bool ready = loop->window.visible && frame->valid && frame->refined && loop->rays_ready && loop->warmed < ALL;
    return ready && !hands_moving(&loop->hands) && !session_moving(loop->session) ? frame->changed_s + REST_S : 0;
}

void warm_next(Loop *loop)
{
    const Unseen *unseen = &VIEWS[loop->warmed % VIEW_COUNT];
    bool fine = loop->warmed++ >= VIEW_COUNT;
    ViewState view = *session_view(loop->session);
    view.depth = unseen->depth;
    view.lens = unseen->lens;
    view.lens_at[0] = view.lens_at[1] = 0.5f;
    view.section = unseen->section;
    view.section_mm = 0;
    view.pose.deg[POSE_RIGHT][0] += unseen->posed ? 1 : 0;
    view.stroke = unseen->stroke && session_atlas(loop->session)->stroke_count ? 0 : view.stroke;
    view.told.zones |= unseen->told;
    DrawList *list = loop->frame.now.lists[0], *inside = loop->frame.now.insides[0]; /* made anew for each frame */
    compose(session_model(loop->session), &view, -1, SIZE, SIZE, list);
    compose_lens(session_model(loop->session), &view, -1, inside, list);
    list->moving = !fine;
    HipError err = {0};
    if (renderer_warm(loop->renderer, list, fine ? FINE_SAMPLES : 1, &err) != HIP_OK) {
        loop->warmed = ALL; /* the frame that needs it will say why */
    }
    if (loop->warmed == ALL) {
        loop_trace(loop, "warm");
    }
}

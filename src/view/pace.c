#include "hip/pace.h"
#include <stdbool.h>

/* 20 pictures a second are a motion; fewer are steps. */
static const double BUDGET_S = 0.05;
/* A finer step is taken when it would leave so much of the budget unused: otherwise steps would alternate. */
static const double SPARE = 0.2;

enum { STEPS = 3, SLOW_FRAMES = 3, QUICK_FRAMES = 10 };
static const float SCALES[STEPS] = {1, 0.75f, 0.5f};

float pace_scale(const Pace *pace)
{
    return SCALES[pace->step];
}

/* At worst a frame takes as long as it has pixels: what it takes for its triangles does not change. */
static bool finer_fits(const Pace *pace, double seconds)
{
    double more = pace->step > 0 ? SCALES[pace->step - 1] / SCALES[pace->step] : 1;
    return pace->step > 0 && seconds * more * more < BUDGET_S * (1 - SPARE);
}

void pace_frame(Pace *pace, double seconds)
{
    pace->slow = seconds > BUDGET_S ? pace->slow + 1 : 0;
    pace->quick = finer_fits(pace, seconds) ? pace->quick + 1 : 0;
    if (pace->slow >= SLOW_FRAMES && pace->step + 1 < STEPS) {
        *pace = (Pace){.step = pace->step + 1};
    } else if (pace->quick >= QUICK_FRAMES) {
        *pace = (Pace){.step = pace->step - 1};
    }
}

void pace_rest(Pace *pace)
{
    pace->slow = pace->quick = 0;
}

/* pace.h - how many pixels a picture in motion gets on a machine that cannot draw all of them in time. Pure: what
 * frames took is told, nothing is measured here. What stands still is drawn whole, whatever the pace. */
#ifndef HIP_PACE_H
#define HIP_PACE_H

typedef struct Pace { /* `= {0}`: all pixels */
    int step;         /* 0: all of them, each further one fewer */
    int slow, quick;  /* frames in a row that took too long; that would leave time for a finer step */
} Pace;

/* Share of the picture's width and height: 1, 0.75 or 0.5. */
float pace_scale(const Pace *pace);

/* A frame in motion at the present scale took so long. */
void pace_frame(Pace *pace, double seconds);

/* Nothing moves: frames before and after do not follow on each other. */
void pace_rest(Pace *pace);
#endif

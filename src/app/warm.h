/* warm.h - once the first fine picture stands, what the next views need of the driver is made ready, bit by bit. */
#ifndef HIP_APP_WARM_H
#define HIP_APP_WARM_H

struct Loop;

/* When the next bit is due; 0: all is ready, or something moves. */
double warm_due_s(const struct Loop *loop);
/* Makes one bit ready; that may take as long as a slow frame. */
void warm_next(struct Loop *loop);
#endif

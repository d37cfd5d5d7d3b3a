/* own.h - the user's settings, taken from disk at the start and kept there when they change. Private to src/app. */
#ifndef HIP_APP_OWN_H
#define HIP_APP_OWN_H

struct Loop;

void own_load(struct Loop *loop); /* once the session is there; says what is wrong with the file */
void own_keep(struct Loop *loop); /* writes them when they differ from what is on disk */

#endif

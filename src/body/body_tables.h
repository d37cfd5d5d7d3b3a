/* body_tables.h - the tables under assets/body: read them all, or only tell whether they changed. */
#ifndef HIP_BODY_TABLES_H
#define HIP_BODY_TABLES_H
#include "balls.h"

/* Goes up when the generator makes something else of the same tables. */
enum { BODY_GENERATOR_VERSION = 8 };

/* Reads every *.body file of the folder (NULL: the program's own), sorted by name. Mistakes go to `problems`;
 * what a file lacks as a whole (unreadable) fails. The hash covers names and contents. */
HipResult body_tables_read(const char *folder, BallTable *out, uint64_t *hash, Problems *problems, HipError *err);

/* Only the hash; false when there is no such folder or it holds no table. */
bool body_tables_hash(const char *folder, uint64_t *hash);
#endif

/* limits.h - the helper gives up, before it opens the first file, whatever reading a file does not need. */
#ifndef HIP_IMPORTER_LIMITS_H
#define HIP_IMPORTER_LIMITS_H

/* Memory, processor time, no writing, no network, no programs to start; cannot be taken back. What the system
 * does not offer is left out: the parent still watches the clock and checks what comes back. */
void limits_apply(void);
#endif

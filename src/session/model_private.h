/* model_private.h - the parts of model.c. */
#ifndef HIP_MODEL_PRIVATE_H
#define HIP_MODEL_PRIVATE_H
#include "hip/model.h"

/* Tells the client's parts from the body's own. */
void model_find_client(Model *model);
#endif

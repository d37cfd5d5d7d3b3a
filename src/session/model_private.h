/* model_private.h - the parts of model.c. */
#ifndef HIP_MODEL_PRIVATE_H
#define HIP_MODEL_PRIVATE_H
#include "hip/model.h"
#include "hip/posture.h"

/* Tells the client's parts from the body's own. */
void model_find_client(Model *model);
void model_client_release(Model *model); /* before its set */

void model_posture_release(Model *model);
/* What soft parts keep out of; made on first use. */
const PostureBones *model_posture_bones(const Model *model);
void model_lengths_release(Model *model);
#endif

/* other_pdf.c - stands in for hip-atlas-pdf.so of another version, which was left over by an update. */
#include "hip/handout_pdf.h"

extern const HandoutPdf hip_atlas_pdf;
const HandoutPdf hip_atlas_pdf = {.version = "0.0.0"};

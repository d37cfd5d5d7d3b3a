/* mesh_import_model.h - from what the helper sent to parts in the model frame. Private to src/geometry. */
#ifndef HIP_MESH_IMPORT_MODEL_H
#define HIP_MESH_IMPORT_MODEL_H
#include "mesh_import_files.h"
#include "mesh_import_helper.h"

/* Recognises, aligns, moves to the model frame (in the helper's memory) and builds a set that can be drawn at
 * once. Fills in the report; fails when no triangle is left. */
HipResult import_model(HelperOutput *sent, const ImportFiles *files, const Catalogue *catalogue, MeshSet *out,
                       ImportReport *report, HipError *err);
#endif

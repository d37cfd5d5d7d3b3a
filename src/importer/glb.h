/* glb.h - plain binary glTF, read without Assimp: a third of the time, which the first picture of a new model waits
 * for. */
#ifndef HIP_IMPORTER_GLB_H
#define HIP_IMPORTER_GLB_H
#include "send.h"

/* Sends all parts of the file. False, with nothing sent, when the file is none or holds anything beyond meshes of
 * triangles in a tree of nodes (quantised or compressed data, bones, morphs, other files): then it is Assimp's. */
bool glb_send(Sender *sender, const char *path);
#endif

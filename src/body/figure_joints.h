/* figure_joints.h - with which bones each place of a figure's piece goes, smoothly. Millimetres. */
#ifndef HIP_BODY_FIGURE_JOINTS_H
#define HIP_BODY_FIGURE_JOINTS_H
#include "balls.h"
#include "hip/mesh.h"

/* The bone of the nearest ball. The piece must stay. */
typedef struct FigureBones FigureBones;
FigureBones *figure_bones_make(const BallStructure *piece);
MeshBone figure_bone_at(const FigureBones *bones, const float at_mm[3]);
void figure_bones_release(FigureBones *bones); /* accepts NULL */

typedef struct FigureJoints FigureJoints;

/* `piece`: one side's balls with their bones; `hip`: what it joins at its cut, or NULL. */
HipResult figure_joints_make(const BallStructure *piece, const FigureBones *bones, const MeshSet *hip,
                             FigureJoints **out, HipError *err);
MeshJoints figure_joints_at(const FigureJoints *joints, const float at_mm[3], const float normal[3]);
void figure_joints_release(FigureJoints *joints); /* accepts NULL */
#endif

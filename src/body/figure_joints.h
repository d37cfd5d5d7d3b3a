/* figure_joints.h - with which bones each place of a figure's piece goes, smoothly. Millimetres. */
#ifndef HIP_BODY_FIGURE_JOINTS_H
#define HIP_BODY_FIGURE_JOINTS_H
#include "balls.h"
#include "hip/mesh.h"

/* What the nearest ball says. The piece must stay. */
typedef struct FigureFlesh FigureFlesh;
FigureFlesh *figure_flesh_make(const BallStructure *piece);
BallFlesh figure_flesh_at(const FigureFlesh *flesh, const float at_mm[3]);
float figure_growth_at(const FigureFlesh *flesh, const float at_mm[3]); /* `grows`, evened out over the balls around */
void figure_flesh_release(FigureFlesh *flesh);                          /* accepts NULL */

typedef struct FigureJoints FigureJoints;

/* `piece`: one side's balls with their bones; `hip`: what it joins at its cut, or NULL. */
HipResult figure_joints_make(const BallStructure *piece, const FigureFlesh *flesh, const MeshSet *hip,
                             FigureJoints **out, HipError *err);
MeshJoints figure_joints_at(const FigureJoints *joints, const float at_mm[3], const float normal[3]);
void figure_joints_release(FigureJoints *joints); /* accepts NULL */
#endif

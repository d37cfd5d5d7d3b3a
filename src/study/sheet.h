/* sheet.h - a reflecting muscle seen as a ruled sheet between its hinge line and its cut line. Private to study. */
#ifndef HIP_STUDY_SHEET_H
#define HIP_STUDY_SHEET_H
#include "hip/atlas.h"
#include "hip/bend.h"

enum { SHEET_RULINGS = 33 };

/* Straight rulings from hinge to cut, evenly spread along both lines; ruling i stands for t = i / (SHEET_RULINGS - 1).
 */
typedef struct Sheet {
    float hinge[SHEET_RULINGS][3], cut[SHEET_RULINGS][3];
    float way[SHEET_RULINGS][3];  /* from hinge to cut */
    float inverse[SHEET_RULINGS]; /* one over its squared length */
    float lift[3], beyond[3];
} Sheet;

/* False when the step does not reflect or its lines are degenerate. */
bool sheet_of_step(const AtlasStep *step, Sheet *out);

/* (w, t) of a place by the nearest ruling: w 0 at the hinge (and for all beyond it) .. 1 at the cut. */
void sheet_place(const Sheet *sheet, const float p[3], float *w, float *t);

/* Fits the middle of the part to its vertices' (w, t) by least squares with a thin-plate term, so that empty cells
 * continue their neighbours. False when too few vertices move. */
bool sheet_fit_rest(const MeshSet *set, uint32_t part, BendGrid *grid);

/* Axis, reach and thickness of a grid whose rest is known. */
void sheet_measure(const Sheet *sheet, const MeshSet *set, uint32_t part, BendGrid *grid);

/* Fills shift and turn so that each node turns about the axis by its angle, as nearly as keeps the sheet's size. */
void sheet_bend(BendGrid *grid, float angle[BEND_ROWS][BEND_COLUMNS]);
#endif

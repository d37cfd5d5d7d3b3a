/* field.h - the signed distance of a structure's figures, millimetres: negative inside, the zero set is
 * exact, values inside are bounds. A figure is every ball got by linear interpolation of its corners' centres
 * and radii. */
#ifndef HIP_BODY_FIELD_H
#define HIP_BODY_FIELD_H
#include "balls.h"
#include "hip/maths.h"

typedef struct Field Field;

/* The structure must outlive the field and hold at least one ball; balls in no figure count by themselves. */
Field *field_create(const BallStructure *structure);
void field_destroy(Field *field); /* accepts NULL */
Box3 field_box(const Field *field);
const BallStructure *field_structure(const Field *field);

typedef struct FieldHit {
    float distance; /* without blending and cuts */
    int32_t ball[3];
    float weight[3]; /* of the nearest interpolated ball; they add up to 1, unused places are 0 */
} FieldHit;

/* The nearest figure. `hint` may be a figure that is probably near (a former hit's), or -1; returns its
 * index. */
int32_t field_nearest(const Field *field, const float p[3], int32_t hint, FieldHit *out);

/* The middle of the ball that a hit found, and how far p is from it. */
float field_hit_middle(const Field *field, const FieldHit *hit, const float p[3], float middle[3]);

/* Distances at lo + step (x, y, z) for all x < n[0] and so on, x fastest, seams blended and cuts applied. Far
 * from the surface only the sign and a bound on the distance are right. */
void field_sample(const Field *field, const float lo[3], float step, const int n[3], float *out);

/* Chains only: a nerve, a vessel. */
bool field_is_strand(const Field *field);

/* Takes the field's room, and `margin` round it, out of another one sampled on such a grid: values become max(value,
 * margin - distance). Skips where the other is not. */
void field_carve(const Field *field, float margin, const float lo[3], float step, const int n[3], float *values);
#endif

/* maths.h - the few things that cglm does not name. Metres, radians and linear colour unless a name says otherwise. */
#ifndef HIP_MATHS_H
#define HIP_MATHS_H
#include <stdbool.h>
#include <stdint.h>

#define HIP_PI 3.14159265358979323846f

typedef struct Box3 {
    float lo[3], hi[3]; /* empty when lo > hi */
} Box3;

Box3 box3_empty(void);
bool box3_is_empty(const Box3 *box);
void box3_add_point(Box3 *box, const float point[3]);
void box3_add_box(Box3 *box, const Box3 *other);
void box3_centre(const Box3 *box, float out[3]);
float box3_diagonal(const Box3 *box);

float clampf(float x, float lo, float hi);
float mixf(float a, float b, float t);
float smoothstepf(float lo, float hi, float x); /* Hermite, 0 below lo and 1 above hi */
float radians(float degrees);
float degrees(float radians);

static inline float dot3(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
/* `out` is neither a nor b. */
static inline void cross3(const float a[3], const float b[3], float out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

float srgb_to_linear(float encoded);
float srgb_from_linear(float linear);

/* "#rrggbb" to linear rgb; false when it is not one. */
bool colour_parse(const char *text, float out_linear[3]);

/* Unit vector <-> octahedral bytes (Cigolle et al., A Survey of Efficient Representations for Independent Unit
 * Vectors, JCGT 2014); the shader's inverse is shaders/common/octahedral.glsl. */
void octahedral_encode(const float unit[3], int8_t out[2]);
void octahedral_decode(const int8_t in[2], float unit[3]);

/* Unit quaternions (x, y, z, w). `in` and `out` may be the same. */
void quaternion_turn(const float q[4], const float in[3], float out[3]);
void quaternion_turn_back(const float q[4], const float in[3], float out[3]);
bool quaternion_is_still(const float q[4]);                                         /* to the last bit */
void quaternion_mix(const float from[4], const float to[4], float t, float out[4]); /* the shorter way, evenly */
Box3 box3_turned(const Box3 *box, const float q[4]);                                /* round the turned box */

/* Nearest point to p on the polyline of n >= 1 points (xyz each): distance, the place along it 0..1 by length. */
float polyline_nearest(const float (*points)[3], int n, const float p[3], float *along, float nearest[3]);

/* Distance along the ray to the triangle, or a negative number; either face counts (Moeller and Trumbore, 1997). */
float ray_triangle(const float from[3], const float dir[3], const float a[3], const float b[3], const float c[3]);

/* Shares of the corners of a triangle at its point nearest to p (Ericson, Real-Time Collision Detection, 2005, 5.1.5).
 */
void triangle_nearest(const float p[3], const float a[3], const float b[3], const float c[3], float share[3]);
bool ray_box(const float from[3], const float dir[3], const Box3 *box, float *near_t, float *far_t);
#endif

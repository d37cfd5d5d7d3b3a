/* camera.h - orbit camera, pure values. Metres, degrees.
 * yaw 0 looks at the front of the body (eye on +Z), 90 at its left side (eye on +X), 180 at its back; pitch 90 looks
 * down from above. Up is always the room's +Y, so the picture is never upside down: the body's own while it stands. */
#ifndef HIP_CAMERA_H
#define HIP_CAMERA_H
#include "hip/maths.h"

typedef struct CameraPose {
    float yaw_deg;    /* any; kept in -180..180 */
    float pitch_deg;  /* -89..89 */
    float distance_m; /* eye to target */
    float target[3];
} CameraPose;

enum { CAMERA_FOV_DEG = 30 }; /* vertical: long enough that the hip looks as in an atlas plate */

typedef struct CameraMatrices {
    float view[16], projection[16], view_projection[16]; /* column-major, as GL wants them */
    float eye[3], right[3], up[3], forward[3];
    float near_m, far_m;
} CameraMatrices;

/* Matrices for a picture of this width/height. The pose is the room's, whose +Y is up; `room` is the turn from the
 * model frame to it (NULL: none), and all that comes out is in the model frame. `scene` (model frame; may be NULL or
 * empty) sets near and far. */
void camera_matrices(const CameraPose *pose, const float room[4], float aspect, const Box3 *scene, CameraMatrices *out);

/* The same from so far away that what is nearer looks hardly larger: 0.1 m nearer or farther moves a point 0.2 m off
 * the middle by 0.2 mm (farther still, single precision would show as steps in the shading). `height_m` of the model
 * fill the picture's height, its target the middle; the picture is turned counter-clockwise. */
void camera_matrices_far(const CameraPose *pose, const float room[4], float height_m, float turn_deg, float aspect,
                         const Box3 *scene, CameraMatrices *out);

/* Looks at the whole box from this direction with a margin; free_left and free_right (0..1 of the width) are covered by
 * panels, so that the body stands in what is left. All eight corners are inside; the nearest such place is taken. An
 * empty box gives a pose 1 m from the origin. */
CameraPose camera_frame(const Box3 *box, float yaw_deg, float pitch_deg, float aspect, float free_left,
                        float free_right);

void camera_orbit(CameraPose *pose, float yaw_deg, float pitch_deg);
/* Moves the body with the pointer: dx (to the right), dy (up) in fractions of the picture's height. */
void camera_pan(CameraPose *pose, float dx, float dy);
/* Zooms by factor (< 1 nearer) keeping the point under (x, y) (-1..1, y up, x already times aspect) at its place. */
void camera_zoom(CameraPose *pose, float factor, float x, float y);
/* Never inside the body, never lost: the target stays in the scene's box, the eye outside it and near enough to see it;
 * numbers that are not finite are replaced. Call it after every change from outside. */
void camera_limit(CameraPose *pose, const Box3 *scene);
/* Shortest way round; t 0..1 already eased; 1 gives `to` to the last bit. */
CameraPose camera_mix(const CameraPose *from, const CameraPose *to, float t);

/* Ray through the picture point (x, y in -1..1, y up). dir is unit. */
void camera_ray(const CameraMatrices *camera, float x, float y, float from[3], float dir[3]);
/* Model point to picture (-1..1, y up) and depth from the eye in metres; false when behind the eye. */
bool camera_project(const CameraMatrices *camera, const float point[3], float out_xy[2], float *depth_m);
/* Metres that one picture height covers at the target's distance. */
float camera_height_m(const CameraPose *pose);
#endif

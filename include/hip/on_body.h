/* on_body.h - the atlas laid on a living body by a projector: how the picture's plane lies there. Pure values. Places
 * in the plane are millimetres, right and up: of the atlas as the camera sees it, from the camera's target; of the body
 * as the projector lights it, from the middle of the picture. A similarity joins the two: moved, turned, sized, never
 * mirrored. */
#ifndef HIP_ON_BODY_H
#define HIP_ON_BODY_H
#include "hip/camera.h"

typedef enum BodyStep {
    BODY_OFF,
    BODY_RULER,  /* a ruler is shown, to be made as long as a real one */
    BODY_FIRST,  /* it waits for a click where the first landmark lies on the body ... */
    BODY_SECOND, /* ... and the second */
    BODY_LIES,   /* the atlas is shown as it lies on the body */
    BODY_STEPS
} BodyStep;

typedef struct BodyFit {
    float scale;    /* this body's millimetres for one of the atlas */
    float turn_deg; /* counter-clockwise, as the picture is looked at */
    float at_mm[2]; /* where the camera's target lies on the body */
} BodyFit;

typedef struct OnBody { /* zero: off */
    BodyStep step;
    float pixel_mm;          /* length on the body of the projected picture's pixel */
    BodyFit fit;             /* from BODY_LIES on */
    float first_mm[2];       /* on the body: where the first landmark was clicked */
    float middle_mm[2];      /* on the body: what a turn and a size of one's own go about */
    unsigned char matched;   /* 1: the landmarks were clicked; 0: it lies at its true size about the picture's middle */
    unsigned char unused[3]; /* so that no byte is undefined where states are compared */
} OnBody;

#define BODY_PIXEL_LEAST 0.02f /* millimetres: what a projector's or screen's pixel may measure */
#define BODY_PIXEL_MOST 10.0f
#define BODY_SCALE_LEAST 0.5f /* of BodyFit.scale */
#define BODY_SCALE_MOST 2.0f
#define BODY_APART_MM 40.0f  /* landmarks nearer to each other than that hold nothing straight */
#define BODY_RULER_MM 200.0f /* of the ruler that is shown */

/* At its true size, the camera's target in the picture's middle. */
BodyFit body_fit_plain(void);

/* Brings two places of the atlas's plane onto two of the body. NULL, or what is wrong; *out is then as it was. */
const char *body_fit_two(const float atlas_mm[2][2], const float body_mm[2][2], BodyFit *out);
/* The same for two points of the model (metres, its own frame) as body_camera shows them: to 0.05 mm. */
const char *body_fit_points(const CameraPose *pose, const float room[4], const float points[2][3],
                            const float body_mm[2][2], BodyFit *out);

/* Where a place of the atlas's plane lies on the body. */
void body_fit_place(const BodyFit *fit, const float atlas_mm[2], float out_mm[2]);

/* By hand: moved by millimetres, turned (degrees, counter-clockwise) and sized (factor) about a place of the body. */
void body_fit_move(BodyFit *fit, float right_mm, float up_mm);
void body_fit_turn(BodyFit *fit, const float about_mm[2], float deg);
void body_fit_size(BodyFit *fit, const float about_mm[2], float factor);

/* A point of the model (metres, its own frame) in the plane of a camera. */
void body_plane(const CameraPose *pose, const float room[4], const float point[3], float out_mm[2]);

/* The camera that draws the fit into a picture of so many pixels, as camera_matrices_far: near and far are of one size
 * to 0.1 per cent. `room` and `scene` as for camera_matrices. */
void body_camera(const CameraPose *pose, const float room[4], const BodyFit *fit, float pixel_mm, int width, int height,
                 const Box3 *scene, CameraMatrices *out);
#endif

#include "hip/camera.h"
#include <float.h>
#include <math.h>
#include <string.h>

static const float PITCH_MOST_DEG = 89;
static const float DISTANCE_LEAST_M = 0.02f; /* eye to target where nothing else limits it */
static const float DISTANCE_MOST_M = 100;
static const float SKIN_GAP_M = 0.015f; /* the eye stays this far outside the scene's box */
static const float FAR_AWAY_M = 120;    /* the eye of camera_matrices_far */
static const float FAR_DIAGONALS = 8;   /* farther away the body would be a speck */
static const float FRAME_FILL = 0.92f;  /* what camera_frame uses of the free picture */
static const float FRAME_FREE_LEAST = 0.1f;

static float tan_half_fov(void)
{
    return tanf(radians(CAMERA_FOV_DEG) / 2);
}

static float wrap_deg(float deg)
{
    float wrapped = remainderf(deg, 360);
    return wrapped <= -180 ? 180 : wrapped;
}

/* Unit axes of the picture: right and up in it, forward into it. Right is level, so the picture is never
 * tilted. */
static void axes(float yaw_deg, float pitch_deg, float right[3], float up[3], float forward[3])
{
    float yaw = radians(yaw_deg), pitch = radians(clampf(pitch_deg, -PITCH_MOST_DEG, PITCH_MOST_DEG));
    float sy = sinf(yaw), cy = cosf(yaw), sp = sinf(pitch), cp = cosf(pitch);
    memcpy(right, (float[3]){cy, 0, -sy}, 3 * sizeof(float));
    memcpy(up, (float[3]){-sy * sp, cp, -cy * sp}, 3 * sizeof(float));
    memcpy(forward, (float[3]){-sy * cp, -sp, -cy * cp}, 3 * sizeof(float));
}

static void box_corner(const Box3 *box, int i, float out[3])
{
    for (int axis = 0; axis < 3; axis++) {
        out[axis] = (i >> axis) & 1 ? box->hi[axis] : box->lo[axis];
    }
}

/* Near and far planes around the scene, with room for what is bent out of it. */
static void depth_range(const CameraPose *pose, const Box3 *scene, CameraMatrices *out)
{
    out->near_m = fmaxf(pose->distance_m * 0.02f, 0.001f);
    out->far_m = pose->distance_m * 4 + 1;
    if (!scene || box3_is_empty(scene)) {
        return;
    }
    float lo = FLT_MAX, hi = -FLT_MAX, slack = 0.05f * box3_diagonal(scene) + 0.001f;
    for (int i = 0; i < 8; i++) {
        float corner[3];
        box_corner(scene, i, corner);
        float from_eye[3] = {corner[0] - out->eye[0], corner[1] - out->eye[1], corner[2] - out->eye[2]};
        float depth = dot3(from_eye, out->forward);
        lo = fminf(lo, depth);
        hi = fmaxf(hi, depth);
    }
    out->far_m = fmaxf(hi + slack, 0.01f);
    out->near_m = fmaxf(lo - slack, fmaxf(out->far_m / 4000, 0.001f));
}

static void multiply(const float a[16], const float b[16], float out[16])
{
    for (int column = 0; column < 4; column++) {
        for (int row = 0; row < 4; row++) {
            float sum = 0;
            for (int k = 0; k < 4; k++) {
                sum += a[4 * k + row] * b[4 * column + k];
            }
            out[4 * column + row] = sum;
        }
    }
}

static void into_model_frame(const float room[4], CameraMatrices *out)
{
    if (room && !quaternion_is_still(room)) {
        float *const into_model[] = {out->eye, out->right, out->up, out->forward};
        for (int i = 0; i < 4; i++) {
            quaternion_turn_back(room, into_model[i], into_model[i]);
        }
    }
}

/* The view's rotation; eye_at: the eye along right, up and forward. */
static void set_view(const float eye_at[3], CameraMatrices *out)
{
    for (int i = 0; i < 3; i++) {
        out->view[4 * i + 0] = out->right[i];
        out->view[4 * i + 1] = out->up[i];
        out->view[4 * i + 2] = -out->forward[i];
    }
    out->view[12] = -eye_at[0];
    out->view[13] = -eye_at[1];
    out->view[14] = eye_at[2];
    out->view[15] = 1;
}

static void set_projection(float tan_half, float aspect, CameraMatrices *out)
{
    float n = out->near_m, f = out->far_m;
    out->projection[5] = 1 / tan_half;
    out->projection[0] = out->projection[5] / (aspect > 0 ? aspect : 1);
    out->projection[10] = -(f + n) / (f - n);
    out->projection[11] = -1;
    out->projection[14] = -2 * f * n / (f - n);
    multiply(out->projection, out->view, out->view_projection);
}

void camera_matrices(const CameraPose *pose, const float room[4], float aspect, const Box3 *scene, CameraMatrices *out)
{
    memset(out, 0, sizeof *out);
    axes(pose->yaw_deg, pose->pitch_deg, out->right, out->up, out->forward);
    for (int i = 0; i < 3; i++) {
        out->eye[i] = pose->target[i] - pose->distance_m * out->forward[i];
    }
    into_model_frame(room, out);
    depth_range(pose, scene, out);
    const float eye_at[3] = {dot3(out->right, out->eye), dot3(out->up, out->eye), dot3(out->forward, out->eye)};
    set_view(eye_at, out);
    set_projection(tan_half_fov(), aspect, out);
}

void camera_matrices_far(const CameraPose *pose, const float room[4], float height_m, float turn_deg, float aspect,
                         const Box3 *scene, CameraMatrices *out)
{
    CameraPose away = *pose;
    float target[3] = {pose->target[0], pose->target[1], pose->target[2]}, right[3], up[3];
    float c = cosf(radians(turn_deg)), s = sinf(radians(turn_deg));
    away.distance_m = FAR_AWAY_M;
    memset(out, 0, sizeof *out);
    axes(pose->yaw_deg, pose->pitch_deg, right, up, out->forward);
    for (int i = 0; i < 3; i++) {
        out->right[i] = c * right[i] - s * up[i];
        out->up[i] = s * right[i] + c * up[i];
        out->eye[i] = target[i] - away.distance_m * out->forward[i];
    }
    into_model_frame(room, out);
    if (room) {
        quaternion_turn_back(room, target, target);
    }
    depth_range(&away, scene, out);
    /* Across the picture the eye is where the target is: said so, nothing is lost to the eye's large numbers. */
    const float eye_at[3] = {dot3(out->right, target), dot3(out->up, target),
                             dot3(out->forward, target) - away.distance_m};
    set_view(eye_at, out);
    set_projection(height_m / 2 / away.distance_m, aspect, out);
}

/* One picture axis of camera_frame: seen from e, every corner must satisfy lo <= (c - e) / (depth - e_depth)
 * <= hi, which is linear in the eye's place: a + hi * e_depth <= e <= b + lo * e_depth. */
typedef struct FrameAxis {
    float lo, hi; /* tangents of the free region's edges */
    float a, b;
} FrameAxis;

static void frame_axis_add(FrameAxis *axis, float across, float depth)
{
    axis->a = fmaxf(axis->a, across - axis->hi * depth);
    axis->b = fminf(axis->b, across - axis->lo * depth);
}

static float frame_axis_nearest(const FrameAxis *axis)
{
    return (axis->b - axis->a) / (axis->hi - axis->lo);
}

static float frame_axis_middle(const FrameAxis *axis, float depth)
{
    return 0.5f * (axis->a + axis->hi * depth + axis->b + axis->lo * depth);
}

/* The free part of the width as tangents, shrunk by the margin about its own middle. */
static FrameAxis free_width(float aspect, float free_left, float free_right)
{
    float left = clampf(free_left, 0, 1), right = clampf(free_right, 0, 1);
    if (left + right > 1 - FRAME_FREE_LEAST) { /* panels everywhere: behave as if they were not there */
        left = right = 0;
    }
    float half = (1 - left - right) * FRAME_FILL, middle = left - right;
    float t = tan_half_fov() * (aspect > 0 ? aspect : 1);
    return (FrameAxis){(middle - half) * t, (middle + half) * t, -FLT_MAX, FLT_MAX};
}

CameraPose camera_frame(const Box3 *box, float yaw_deg, float pitch_deg, float aspect, float free_left,
                        float free_right)
{
    CameraPose pose = {
        .yaw_deg = wrap_deg(yaw_deg), .pitch_deg = clampf(pitch_deg, -PITCH_MOST_DEG, PITCH_MOST_DEG), .distance_m = 1};
    if (box3_is_empty(box)) {
        return pose;
    }
    float right[3], up[3], forward[3], centre[3];
    axes(pose.yaw_deg, pose.pitch_deg, right, up, forward);
    box3_centre(box, centre);
    FrameAxis wide = free_width(aspect, free_left, free_right), high = free_width(1, 0, 0);
    float nearest_corner = FLT_MAX;
    for (int i = 0; i < 8; i++) {
        float corner[3];
        box_corner(box, i, corner);
        for (int axis = 0; axis < 3; axis++) {
            corner[axis] -= centre[axis];
        }
        float depth = dot3(corner, forward);
        frame_axis_add(&wide, dot3(corner, right), depth);
        frame_axis_add(&high, dot3(corner, up), depth);
        nearest_corner = fminf(nearest_corner, depth);
    }
    float depth = fminf(frame_axis_nearest(&wide), frame_axis_nearest(&high));
    depth = fminf(depth, nearest_corner - DISTANCE_LEAST_M);
    float x = frame_axis_middle(&wide, depth), y = frame_axis_middle(&high, depth);
    pose.distance_m = -depth;
    for (int i = 0; i < 3; i++) {
        pose.target[i] = centre[i] + x * right[i] + y * up[i];
    }
    return pose;
}

void camera_orbit(CameraPose *pose, float yaw_deg, float pitch_deg)
{
    pose->yaw_deg = wrap_deg(pose->yaw_deg + yaw_deg);
    pose->pitch_deg = clampf(pose->pitch_deg + pitch_deg, -PITCH_MOST_DEG, PITCH_MOST_DEG);
}

static void move_target(CameraPose *pose, float x_m, float y_m)
{
    float right[3], up[3], forward[3];
    axes(pose->yaw_deg, pose->pitch_deg, right, up, forward);
    for (int i = 0; i < 3; i++) {
        pose->target[i] += x_m * right[i] + y_m * up[i];
    }
}

void camera_pan(CameraPose *pose, float dx, float dy)
{
    float height = camera_height_m(pose);
    move_target(pose, -dx * height, -dy * height);
}

void camera_zoom(CameraPose *pose, float factor, float x, float y)
{
    if (!(factor > 0) || !isfinite(factor)) {
        return;
    }
    float half = camera_height_m(pose) / 2 * (1 - factor);
    move_target(pose, x * half, y * half);
    pose->distance_m *= factor;
}

static float finite_or(float x, float otherwise)
{
    return isfinite(x) ? x : otherwise;
}

void camera_limit(CameraPose *pose, const Box3 *scene)
{
    bool has_scene = scene && !box3_is_empty(scene);
    float least = DISTANCE_LEAST_M, most = DISTANCE_MOST_M;
    pose->yaw_deg = wrap_deg(finite_or(pose->yaw_deg, 0));
    pose->pitch_deg = clampf(finite_or(pose->pitch_deg, 0), -PITCH_MOST_DEG, PITCH_MOST_DEG);
    for (int i = 0; i < 3; i++) {
        pose->target[i] = finite_or(pose->target[i], 0);
        if (has_scene) {
            pose->target[i] = clampf(pose->target[i], scene->lo[i], scene->hi[i]);
        }
    }
    if (has_scene) {
        float right[3], up[3], forward[3], leave;
        axes(pose->yaw_deg, pose->pitch_deg, right, up, forward);
        float back[3] = {-forward[0], -forward[1], -forward[2]};
        if (ray_box(pose->target, back, scene, NULL, &leave)) {
            least = fmaxf(least, leave + SKIN_GAP_M);
        }
        most = fmaxf(least, fminf(most, FAR_DIAGONALS * box3_diagonal(scene)));
    }
    pose->distance_m = clampf(finite_or(pose->distance_m, most), least, most);
}

CameraPose camera_mix(const CameraPose *from, const CameraPose *to, float t)
{
    if (t >= 1) {
        return *to;
    }
    CameraPose pose = *from;
    t = clampf(t, 0, 1);
    pose.yaw_deg = wrap_deg(from->yaw_deg + t * wrap_deg(to->yaw_deg - from->yaw_deg));
    pose.pitch_deg = mixf(from->pitch_deg, to->pitch_deg, t);
    /* by ratio: a zoom looks even when each moment multiplies by the same factor */
    pose.distance_m = from->distance_m > 0 && to->distance_m > 0
                          ? from->distance_m * powf(to->distance_m / from->distance_m, t)
                          : mixf(from->distance_m, to->distance_m, t);
    for (int i = 0; i < 3; i++) {
        pose.target[i] = mixf(from->target[i], to->target[i], t);
    }
    return pose;
}

void camera_ray(const CameraMatrices *camera, float x, float y, float from[3], float dir[3])
{
    float across = (x + camera->projection[8]) / camera->projection[0];
    float above = (y + camera->projection[9]) / camera->projection[5];
    float length = sqrtf(1 + across * across + above * above);
    for (int i = 0; i < 3; i++) {
        from[i] = camera->eye[i];
        dir[i] = (camera->forward[i] + across * camera->right[i] + above * camera->up[i]) / length;
    }
}

bool camera_project(const CameraMatrices *camera, const float point[3], float out_xy[2], float *depth_m)
{
    float from_eye[3] = {point[0] - camera->eye[0], point[1] - camera->eye[1], point[2] - camera->eye[2]};
    float depth = dot3(from_eye, camera->forward);
    if (!(depth > 1e-6f)) {
        return false;
    }
    out_xy[0] = camera->projection[0] * dot3(from_eye, camera->right) / depth - camera->projection[8];
    out_xy[1] = camera->projection[5] * dot3(from_eye, camera->up) / depth - camera->projection[9];
    if (depth_m) {
        *depth_m = depth;
    }
    return true;
}

float camera_height_m(const CameraPose *pose)
{
    return 2 * pose->distance_m * tan_half_fov();
}

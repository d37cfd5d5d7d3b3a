/* pictogram.c - a position as a small figure on a table: joints as in the data, drawn with thick lines. */
#include "ui_internal.h"
#include <math.h>

/* A stick man's joints at rest, metres, and the bone that carries each; the left arm and leg are the mirror image. */
typedef struct Stick {
    float at[3];
    MeshBone right, left;
} Stick;
enum { NECK, SHOULDER, ELBOW, HAND, HIP, KNEE, ANKLE, TOES, HEAD, LOIN, STICKS };
static const Stick STICK[STICKS] = {
    [NECK] = {{0, 0.54f, -0.02f}, MESH_SPINE, MESH_SPINE},
    [SHOULDER] = {{-0.17f, 0.49f, -0.02f}, MESH_SPINE, MESH_SPINE},
    [ELBOW] = {{-0.24f, 0.20f, -0.03f}, MESH_RIGHT_UPPER_ARM, MESH_LEFT_UPPER_ARM},
    [HAND] = {{-0.30f, -0.08f, 0}, MESH_RIGHT_FOREARM, MESH_LEFT_FOREARM},
    [HIP] = {{-0.085f, 0, 0}, MESH_PELVIS, MESH_PELVIS},
    [KNEE] = {{-0.085f, -0.42f, 0}, MESH_RIGHT_THIGH, MESH_LEFT_THIGH},
    [ANKLE] = {{-0.085f, -0.83f, -0.02f}, MESH_RIGHT_SHANK, MESH_LEFT_SHANK},
    [TOES] = {{-0.10f, -0.88f, 0.14f}, MESH_RIGHT_FOOT, MESH_LEFT_FOOT},
    [HEAD] = {{0, 0.69f, 0}, MESH_HEAD, MESH_HEAD},
    [LOIN] = {{0, 0.10f, -0.03f}, MESH_PELVIS, MESH_PELVIS},
};

/* How a place is seen: on a side from above, else from the side of the table, upright from the front. */
static void seen(const AtlasPosition *position, const float at[3], float out[2])
{
    bool upright = position->lies == LIES_UPRIGHT;
    bool aside = position->lies == LIES_LEFT || position->lies == LIES_RIGHT;
    out[0] = upright ? at[0] : at[1];
    out[1] = upright ? -at[1] : aside ? at[2] : position->lies == LIES_FACE_UP ? -at[2] : at[2];
}

typedef struct Drawing {
    Ui *ui;
    const AtlasPosition *position;
    PoseBones bones;
    float origin[2], scale;
} Drawing;

static void place(const Drawing *d, int stick, bool left, float out[2])
{
    const Stick *s = &STICK[stick];
    float at[3] = {left ? -s->at[0] : s->at[0], s->at[1], s->at[2]};
    pose_point(&d->bones.motion[left ? s->left : s->right], at, at);
    seen(d->position, at, out);
    out[0] = d->origin[0] + d->scale * out[0];
    out[1] = d->origin[1] + d->scale * out[1];
}

static void limb(const Drawing *d, int from, int to, bool left, float thick_m, UiColour colour)
{
    float a[2], b[2], thick = fmaxf(thick_m * d->scale, px(d->ui, 2));
    place(d, from, left, a);
    place(d, to, left, b);
    shim_line(a[0], a[1], b[0], b[1], thick, colour);
    shim_circle(a[0], a[1], thick / 2, colour);
    shim_circle(b[0], b[1], thick / 2, colour);
}

static void side_of(const Drawing *d, bool left, UiColour colour)
{
    limb(d, HIP, KNEE, left, 0.13f, colour);
    limb(d, KNEE, ANKLE, left, 0.10f, colour);
    limb(d, ANKLE, TOES, left, 0.07f, colour);
    limb(d, SHOULDER, ELBOW, left, 0.085f, colour);
    limb(d, ELBOW, HAND, left, 0.07f, colour);
}

static void table(const Drawing *d, UiRect rect)
{
    const AtlasPosition *position = d->position;
    UiColour colour = ui_fade(d->ui->theme->quiet, 0.35f);
    bool aside = position->lies == LIES_LEFT || position->lies == LIES_RIGHT;
    if (aside) {
        shim_rect((UiRect){rect.x, rect.y, rect.w, rect.h}, px(d->ui, 4), ui_fade(colour, 0.5f));
    } else if (position->lies != LIES_UPRIGHT) {
        float top = d->origin[1] + 0.145f * d->scale;
        shim_rect((UiRect){rect.x, top, rect.w, px(d->ui, 4)}, px(d->ui, 2), colour);
    }
}

void ui_pictogram(Ui *ui, UiRect rect, const AtlasPosition *position, Side worked)
{
    Drawing d = {.ui = ui, .position = position};
    Pose pose;
    pose_of_position(position, worked, &pose);
    pose_bones(ui->atlas, &pose, &d.bones);
    bool upright = position->lies == LIES_UPRIGHT;
    const float length = 1.80f, breadth = 0.62f, middle = -0.045f; /* m; middle of the figure above the hips */
    d.scale = fminf((upright ? rect.h : rect.w) / length, (upright ? rect.w : rect.h) / breadth);
    d.origin[0] = rect.x + rect.w / 2 - (upright ? 0 : middle * d.scale);
    d.origin[1] = rect.y + rect.h / 2 + (upright ? middle * d.scale : 0);
    table(&d, rect);
    bool near_left = position->lies == LIES_RIGHT || (position->lies == LIES_UPRIGHT ? false : worked == SIDE_LEFT);
    side_of(&d, !near_left, ui_fade(ui->theme->quiet, 0.75f));
    limb(&d, LOIN, NECK, false, 0.19f, ui->theme->text);
    limb(&d, HIP, LOIN, near_left, 0.16f, ui->theme->text);
    float head[2];
    place(&d, HEAD, false, head);
    shim_circle(head[0], head[1], 0.10f * d.scale, ui->theme->text);
    side_of(&d, near_left, ui->theme->text);
}

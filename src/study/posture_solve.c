/* posture_solve.c - where the nodes of a soft part go with the joints.
 *
 * Each node first takes the blended motion of its bones, which turns what lies between two bones about their joint.
 * Along that way a fibre then slides until its belly is stretched evenly: joint motion pulls at its ends, not at the
 * place that happens to lie nearest the joint. A few rounds of smoothing keep neighbours at their distance and draw
 * stretched fibres straight, and what would lie in bone is pushed out. The ends of the fibres stay with their bones. */
#include "posture_rest.h"
#include <math.h>
#include <string.h>

/* First as thick as at rest, then as thick as it has become. */
enum { ROUNDS = 6, SWOLLEN_ROUNDS = 8 };

static const float SLACKEST = 0.85f; /* of its length at rest, of a fibre that need not become shorter */

static const float ARCHED = 0.75f; /* of its length at rest, of a fibre that arches out */

static float distance(const float a[3], const float b[3])
{
    float d[3] = {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    return sqrtf(dot3(d, d));
}

void posture_unit(float q[4])
{
    float length = sqrtf(dot3(q, q) + q[3] * q[3]);
    for (int k = 0; k < 4; k++) {
        q[k] /= fmaxf(length, 1e-9f);
    }
}

void posture_multiply(const float b[4], const float a[4], float out[4])
{
    float v[3];
    cross3(b, a, v);
    float w = b[3] * a[3] - dot3(b, a);
    for (int k = 0; k < 3; k++) {
        out[k] = v[k] + b[3] * a[k] + a[3] * b[k];
    }
    out[3] = w;
}

void posture_blend(const PoseBones *bones, const float share[MESH_HIP_BONES], PoseMotion *out)
{
    PoseMotion sum = {0};
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        const PoseMotion *m = &bones->motion[b];
        const float *first = bones->motion[MESH_PELVIS].turn;
        float same = dot3(m->turn, first) + m->turn[3] * first[3];
        float signed_share = same < 0 ? -share[b] : share[b]; /* a turn and its opposite quaternion are one */
        for (int i = 0; i < 4; i++) {
            sum.turn[i] += signed_share * m->turn[i];
            sum.shift[i] += signed_share * m->shift[i];
        }
    }
    float length = sqrtf(dot3(sum.turn, sum.turn) + sum.turn[3] * sum.turn[3]);
    for (int i = 0; i < 4; i++) {
        out->turn[i] = sum.turn[i] / length;
        out->shift[i] = sum.shift[i] / length;
    }
}

static void follow_bones(const PostureRest *rest, const PoseBones *bones, PosturePlace *out)
{
    for (int r = 0; r < rest->rows; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            PoseMotion motion;
            posture_blend(bones, rest->share[r][c], &motion);
            pose_point(&motion, rest->grid.rest[r][c], out->at[r][c]);
            memcpy(out->turn[r][c], motion.turn, sizeof motion.turn);
        }
    }
}

/* Lengths of the pieces of a row, the total drawn out evenly over what gives. */
static void even_lengths(const PostureRest *rest, int r, float total, float out[BEND_COLUMNS])
{
    float at_rest = 0, gives = 0, sum = 0;
    for (int c = rest->first; c < rest->last; c++) {
        at_rest += rest->along[r][c];
        gives += rest->along[r][c] * rest->give[c];
    }
    float stretch = (total - at_rest) / fmaxf(gives, 1e-6f);
    for (int c = rest->first; c < rest->last; c++) {
        out[c] = rest->along[r][c] * fmaxf(1 + rest->give[c] * stretch, 0.1f);
        sum += out[c];
    }
    for (int c = rest->first; c < rest->last; c++) {
        out[c] *= total / fmaxf(sum, 1e-6f);
    }
}

/* The row's nodes move along its line to where the fibre is stretched evenly. */
static void slide_row(const PostureRest *rest, int r, PosturePlace *place)
{
    float at[BEND_COLUMNS][3], turn[BEND_COLUMNS][4], piece[BEND_COLUMNS] = {0}, wanted[BEND_COLUMNS], total = 0;
    memcpy(at, place->at[r], sizeof at);
    memcpy(turn, place->turn[r], sizeof turn);
    for (int c = rest->first; c < rest->last; c++) {
        piece[c] = distance(at[c], at[c + 1]);
        total += piece[c];
    }
    even_lengths(rest, r, total, wanted);
    float goal = 0, before = 0;
    int on = rest->first;
    for (int c = rest->first + 1; c < rest->last; c++) {
        goal += wanted[c - 1];
        while (on + 1 < rest->last && before + piece[on] < goal) {
            before += piece[on++];
        }
        float t = clampf((goal - before) / fmaxf(piece[on], 1e-6f), 0, 1);
        float same = dot3(turn[on], turn[on + 1]) + turn[on][3] * turn[on + 1][3] < 0 ? -1 : 1;
        for (int k = 0; k < 3; k++) {
            place->at[r][c][k] = mixf(at[on][k], at[on + 1][k], t);
        }
        for (int k = 0; k < 4; k++) {
            place->turn[r][c][k] = mixf(turn[on][k], same * turn[on + 1][k], t);
        }
        posture_unit(place->turn[r][c]);
    }
}

/* The fibre goes straight from end to end, off that line as at rest: what lies slack is not wound about the joint. */
static void draw_straight(const PostureRest *rest, int r, PosturePlace *place)
{
    const float(*before)[3] = (const float(*)[3])rest->grid.rest[r];
    float(*at)[3] = place->at[r], total = 0, so_far = 0;
    for (int c = rest->first; c < rest->last; c++) {
        total += rest->along[r][c];
    }
    for (int c = rest->first + 1; c < rest->last; c++) {
        float off[3], turned[3], t = (so_far += rest->along[r][c - 1]) / fmaxf(total, 1e-6f);
        for (int k = 0; k < 3; k++) {
            off[k] = before[c][k] - mixf(before[rest->first][k], before[rest->last][k], t);
        }
        quaternion_turn(place->turn[r][c], off, turned);
        for (int k = 0; k < 3; k++) {
            at[c][k] = mixf(at[rest->first][k], at[rest->last][k], t) + turned[k];
        }
    }
}

/* An end in slack fascia, not on bone, moves on along its fibres as one rather than let them become shorter than they
 * can. */
static void let_end_slide(const PostureRest *rest, PosturePlace *place)
{
    float way[3] = {0}, far = 0;
    for (int r = 0; r < rest->rows; r++) {
        const float *end = rest->grid.rest[r][rest->last], *before = rest->grid.rest[r][rest->last - 2];
        float at_rest = distance(rest->grid.rest[r][rest->first], end), off[3], turned[3];
        far += fmaxf(SLACKEST * at_rest - distance(place->at[r][rest->first], place->at[r][rest->last]), 0);
        for (int k = 0; k < 3; k++) {
            off[k] = end[k] - before[k];
        }
        quaternion_turn(place->turn[r][rest->last], off, turned);
        for (int k = 0; k < 3; k++) {
            way[k] += turned[k];
        }
    }
    far /= (float)rest->rows * fmaxf(sqrtf(dot3(way, way)), 1e-6f);
    for (int r = 0; r < rest->rows; r++) {
        for (int c = rest->last; c < BEND_COLUMNS; c++) {
            for (int k = 0; k < 3; k++) {
                place->at[r][c][k] += far * way[k];
            }
        }
    }
}

/* How much longer the row is than at rest. */
static float row_stretch(const PostureRest *rest, int r, const PosturePlace *place)
{
    float now = 0, before = 0;
    for (int c = rest->first; c < rest->last; c++) {
        now += distance(place->at[r][c], place->at[r][c + 1]);
        before += rest->along[r][c];
    }
    return now / fmaxf(before, 1e-6f);
}

/* What the rounds work on. */
typedef struct Solving {
    const PostureRest *rest;
    const PoseBones *bones;
    PoseMotion back[MESH_HIP_BONES];             /* to the bones at rest */
    float stretch[BEND_ROWS];                    /* of the rows, against rest */
    float split[BEND_ROWS][BEND_COLUMNS];        /* where between its neighbours of the fibre a node stands, 0..1 */
    float off_along[BEND_ROWS][BEND_COLUMNS][3]; /* from there, and from the mean of its neighbours across */
    float off_across[BEND_ROWS][BEND_COLUMNS][3];
    PosturePlace *place;
} Solving;

/* Along a fibre a node lies between its neighbours, off their line as far as at rest, less so the more the fibre is
 * stretched. */
static void wish_along(Solving *s, int r, int c)
{
    const PostureRest *rest = s->rest;
    const float *a = rest->grid.rest[r][c - 1], *b = rest->grid.rest[r][c + 1], *p = rest->grid.rest[r][c];
    float from = rest->along[r][c - 1], to = rest->along[r][c], t = from / fmaxf(from + to, 1e-9f), off[3];
    for (int k = 0; k < 3; k++) {
        off[k] = (p[k] - mixf(a[k], b[k], t)) / fmaxf(1, s->stretch[r] * s->stretch[r]);
    }
    quaternion_turn(s->place->turn[r][c], off, s->off_along[r][c]);
    s->split[r][c] = t;
}

/* Rows come nearer to each other as the muscle grows longer. */
static void wish_across(Solving *s, int r, int c)
{
    const PostureRest *rest = s->rest;
    const float(*turn)[BEND_COLUMNS][4] = (const float(*)[BEND_COLUMNS][4])s->place->turn;
    float narrow = 1 / sqrtf(fmaxf(s->stretch[r], 0.25f));
    for (int side = -1; side <= 1; side += 2) {
        int other = r + side;
        if (other < 0 || other >= rest->rows) {
            continue;
        }
        float way[3], turned[3], q[4], same = dot3(turn[r][c], turn[other][c]) + turn[r][c][3] * turn[other][c][3];
        float share = narrow / (r == 0 || r == rest->rows - 1 ? 1 : 2);
        for (int k = 0; k < 3; k++) {
            way[k] = share * (rest->grid.rest[r][c][k] - rest->grid.rest[other][c][k]);
        }
        for (int k = 0; k < 4; k++) {
            q[k] = turn[r][c][k] + (same < 0 ? -1 : 1) * turn[other][c][k];
        }
        posture_unit(q);
        quaternion_turn(q, way, turned);
        for (int k = 0; k < 3; k++) {
            s->off_across[r][c][k] += turned[k];
        }
    }
}

static void make_wishes(Solving *s)
{
    for (int r = 0; r < s->rest->rows; r++) {
        for (int c = s->rest->first + 1; c < s->rest->last; c++) {
            wish_along(s, r, c);
            wish_across(s, r, c);
        }
    }
}

/* Out of bone, as far as the part is thick there. */
static void push_out(const Solving *s, int r, int c)
{
    float *at = s->place->at[r][c];
    for (int b = 0; s->rest->bones && b < MESH_HIP_BONES; b++) {
        if (!s->rest->follows[b]) {
            continue;
        }
        float local[3], way[3], out[3], clear = s->rest->clear[r][c][b];
        pose_point(&s->back[b], at, local);
        float short_by = clear - mesh_distance_at(&s->rest->bones->around[b], local, way);
        if (short_by > 0) {
            pose_direction(&s->bones->motion[b], way, out);
            for (int k = 0; k < 3; k++) {
                at[k] += short_by * out[k];
            }
        }
    }
}

/* Half way to where its neighbours want the node. */
static void step_node(const Solving *s, int r, int c)
{
    float(*at)[BEND_COLUMNS][3] = s->place->at;
    int last = s->rest->rows - 1, up = r > 0 ? r - 1 : r + 1, down = r < last ? r + 1 : r - 1;
    for (int k = 0; k < 3; k++) {
        float wish = mixf(at[r][c - 1][k], at[r][c + 1][k], s->split[r][c]) + s->off_along[r][c][k];
        if (last > 0) {
            float across = 0.5f * (at[up][c][k] + at[down][c][k]) + s->off_across[r][c][k];
            wish = 0.5f * (wish + across);
        }
        at[r][c][k] = 0.5f * (at[r][c][k] + wish);
    }
}

static void relax(const Solving *s, int rounds)
{
    for (int round = 0; round < rounds; round++) {
        for (int r = 0; r < s->rest->rows; r++) {
            for (int c = s->rest->first + 1; c < s->rest->last; c++) {
                step_node(s, r, c);
                if (round % 2) {
                    push_out(s, r, c);
                }
            }
        }
    }
}

/* The least turn that brings one direction to another. */
static void turn_between(const float from[3], const float to[3], float out[4])
{
    float lengths = sqrtf(dot3(from, from) * dot3(to, to));
    cross3(from, to, out);
    out[3] = lengths + dot3(from, to);
    if (out[3] < 0.05f * lengths || lengths < 1e-12f) {
        memcpy(out, (float[4]){0, 0, 0, 1}, sizeof(float[4]));
    }
    posture_unit(out);
}

/* Turns follow the fibre's direction, and the sheet's across it. */
static void find_turn(const PostureRest *rest, PosturePlace *place, int r, int c)
{
    float rest_along[3], along[3], turned[3], fix[4], q[4];
    for (int k = 0; k < 3; k++) {
        rest_along[k] = rest->grid.rest[r][c + 1][k] - rest->grid.rest[r][c - 1][k];
        along[k] = place->at[r][c + 1][k] - place->at[r][c - 1][k];
    }
    quaternion_turn(place->turn[r][c], rest_along, turned);
    turn_between(turned, along, fix);
    float length = sqrtf(dot3(along, along) / fmaxf(dot3(rest_along, rest_along), 1e-12f));
    float trust =
        posture_free(rest, c) * smoothstepf(0.5f, 0.9f, length); /* what is pushed together has no direction */
    for (int k = 0; k < 3; k++) {
        fix[k] *= trust;
    }
    posture_unit(fix);
    posture_multiply(fix, place->turn[r][c], q);
    memcpy(place->turn[r][c], q, sizeof q);
    int up = r > 0 ? r - 1 : 0, down = r + 1 < rest->rows ? r + 1 : r;
    float rest_across[3], across[3];
    for (int k = 0; k < 3; k++) {
        rest_across[k] = rest->grid.rest[down][c][k] - rest->grid.rest[up][c][k];
        across[k] = place->at[down][c][k] - place->at[up][c][k];
    }
    if (dot3(rest_across, rest_across) < rest->half[r][c] * rest->half[r][c] || trust < 0.5f) {
        return; /* too narrow to say */
    }
    quaternion_turn(place->turn[r][c], rest_across, turned);
    float square = fmaxf(dot3(along, along), 1e-12f);
    for (int k = 0; k < 3; k++) { /* about the fibre only */
        turned[k] -= dot3(turned, along) / square * along[k];
    }
    float lean = dot3(across, along) / square;
    for (int k = 0; k < 3; k++) {
        across[k] -= lean * along[k];
    }
    turn_between(turned, across, fix);
    posture_multiply(fix, place->turn[r][c], q);
    memcpy(place->turn[r][c], q, sizeof q);
}

/* Area of the sheet about a node, between its neighbours; of a rod its length. */
static float area_about(const PostureRest *rest, const float at[BEND_ROWS][BEND_COLUMNS][3], int r, int c)
{
    int left = c > rest->first ? c - 1 : c, right = c < rest->last ? c + 1 : c;
    int up = r > 0 ? r - 1 : 0, down = r + 1 < rest->rows ? r + 1 : r;
    float along[3], across[3], normal[3];
    for (int k = 0; k < 3; k++) {
        along[k] = at[r][right][k] - at[r][left][k];
        across[k] = at[down][c][k] - at[up][c][k];
    }
    if (rest->rows == 1) {
        return sqrtf(dot3(along, along));
    }
    cross3(along, across, normal);
    return sqrtf(dot3(normal, normal));
}

float posture_free(const PostureRest *rest, int c)
{
    const float over = 2; /* columns */
    return clampf((float)(c - rest->first) / over, 0, 1) * clampf((float)(rest->last - c) / over, 0, 1);
}

static void even_swell(const PostureRest *rest, PosturePlace *place)
{
    for (int round = 0; round < 3; round++) {
        float old[BEND_ROWS][BEND_COLUMNS];
        memcpy(old, place->swell, sizeof old);
        for (int r = 0; r < rest->rows; r++) {
            int up = r > 0 ? r - 1 : r, down = r + 1 < rest->rows ? r + 1 : r;
            for (int c = rest->first + 1; c < rest->last; c++) {
                place->swell[r][c] =
                    0.4f * old[r][c] + 0.15f * (old[r][c - 1] + old[r][c + 1] + old[up][c] + old[down][c]);
            }
        }
    }
}

static void find_swell(const PostureRest *rest, PosturePlace *place)
{
    for (int r = 0; r < rest->rows; r++) {
        for (int c = 0; c < BEND_COLUMNS; c++) {
            int in = c < rest->first ? rest->first : c > rest->last ? rest->last : c;
            float before = area_about(rest, rest->grid.rest, r, in),
                  now = area_about(rest, (const float(*)[BEND_COLUMNS][3])place->at, r, in);
            float thicker = before > 1e-9f ? before / fmaxf(now, 0.2f * before) : 1;
            float swell = clampf(rest->rows == 1 ? sqrtf(thicker) : thicker, 0.5f, 2) - 1;
            place->swell[r][c] = swell * posture_free(rest, c);
        }
    }
    even_swell(rest, place);
}

/* A short muscle between bones that come together cannot become as short: its fibres arch out from between them, as
 * long as they can be made, away from the joint. */
static void arch_out(const PostureRest *rest, const PoseBones *bones, int r, PosturePlace *place)
{
    float(*at)[3] = place->at[r];
    const float *a = at[rest->first], *b = at[rest->last];
    float chord = distance(rest->grid.rest[r][rest->first], rest->grid.rest[r][rest->last]), now = distance(a, b);
    float share = 1 - smoothstepf(0.75f, 0.9f, now / fmaxf(chord, 1e-6f)), at_rest = 0, so_far = 0;
    float before[BEND_COLUMNS][3], hip[3], way[3], out[3];
    if (share <= 0) {
        return;
    }
    memcpy(before, at, sizeof before);
    pose_point(&bones->motion[MESH_PELVIS], rest->hip, hip);
    for (int k = 0; k < 3; k++) {
        way[k] = b[k] - a[k];
        out[k] = 0.5f * (a[k] + b[k]) - hip[k];
    }
    float lean = dot3(out, way) / fmaxf(dot3(way, way), 1e-9f);
    for (int k = 0; k < 3; k++) {
        out[k] -= lean * way[k];
    }
    for (int c = rest->first; c < rest->last; c++) {
        at_rest += rest->along[r][c];
    }
    float more = fmaxf(ARCHED * at_rest - now, 0); /* than the chord: the height is that of a flat parabola */
    float height = sqrtf(0.375f * now * more) / fmaxf(sqrtf(dot3(out, out)), 1e-6f);
    draw_straight(rest, r, place);
    for (int c = rest->first + 1; c < rest->last; c++) {
        float t = (so_far += rest->along[r][c - 1]) / at_rest;
        for (int k = 0; k < 3; k++) {
            at[c][k] = mixf(before[c][k], at[c][k] + 4 * t * (1 - t) * height * out[k], share);
        }
    }
}

void posture_solve(const PostureRest *rest, const PoseBones *bones, PosturePlace *out)
{
    Solving s = {.rest = rest, .bones = bones, .place = out};
    memset(out->swell, 0, sizeof out->swell);
    follow_bones(rest, bones, out);
    if (rest->slides) {
        let_end_slide(rest, out);
    }
    for (int r = 0; r < rest->rows; r++) {
        slide_row(rest, r, out);
        if (rest->bows && !rest->slides) {
            arch_out(rest, bones, r, out);
        }
        s.stretch[r] = row_stretch(rest, r, out);
    }
    for (int b = 0; b < MESH_HIP_BONES; b++) {
        s.back[b] = pose_back(&bones->motion[b]);
    }
    make_wishes(&s);
    relax(&s, ROUNDS);
    if (rest->fleshy) {
        find_swell(rest, out);
    }
    for (int r = 0; r < rest->rows; r++) {
        for (int c = rest->first + 1; c < rest->last; c++) {
            find_turn(rest, out, r, c);
        }
    }
    for (int r = rest->rows; r < BEND_ROWS; r++) {
        memcpy(out->at[r], out->at[0], sizeof out->at[0]);
        memcpy(out->turn[r], out->turn[0], sizeof out->turn[0]);
        memcpy(out->swell[r], out->swell[0], sizeof out->swell[0]);
    }
}

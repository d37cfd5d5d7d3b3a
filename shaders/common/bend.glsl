// bend.glsl - where a vertex of a reflected muscle goes: the graphics card's copy of src/geometry/bend.c.
// In: uBends   RGBA32F, bend_pack of each grid below the other (16 nodes of 3 texels a line, 8 lines a grid)
//     first    first line of the grid: index * 8
//     map      w_at_zero, w_scale, t_at_zero, t_scale of the grid
//     fibre    along, across in 0..1
// texelFetch rather than a filtered lookup: filters round their weights to 1/256, which shows as steps.

const int BEND_COLUMNS = 16;
const int BEND_ROWS = 8;

uniform sampler2D uBends;

struct Bend {
    vec3 rest;   // middle of the sheet before the motion
    vec3 shift;  // how far it has moved
    vec3 turn;   // vector part of its rotation
    float swell; // how much thicker it is
};

Bend bend_at(int first, vec4 map, vec2 fibre)
{
    vec2 place = clamp(map.xz + map.yw * fibre, 0.0, 1.0) * vec2(BEND_COLUMNS - 1, BEND_ROWS - 1);
    vec2 cell = min(floor(place), vec2(BEND_COLUMNS - 2, BEND_ROWS - 2));
    vec2 f = place - cell;
    ivec2 a = ivec2(int(cell.x) * 3, first + int(cell.y));
    vec4 weight = vec4((1.0 - f.y) * (1.0 - f.x), (1.0 - f.y) * f.x, f.y * (1.0 - f.x), f.y * f.x);
    vec4 blended[3];
    for (int i = 0; i < 3; i++) {
        blended[i] = weight.x * texelFetch(uBends, a + ivec2(i, 0), 0) +
                     weight.y * texelFetch(uBends, a + ivec2(i + 3, 0), 0) +
                     weight.z * texelFetch(uBends, a + ivec2(i, 1), 0) +
                     weight.w * texelFetch(uBends, a + ivec2(i + 3, 1), 0);
    }
    return Bend(blended[0].xyz, blended[1].xyz, blended[2].xyz, blended[0].w);
}

// (R - I) v: exactly zero for a zero turn.
vec3 bend_turned_away(vec3 turn, vec3 v)
{
    float scalar = sqrt(max(0.0, 1.0 - dot(turn, turn)));
    return 2.0 * cross(turn, cross(turn, v) + scalar * v);
}

vec3 bend_point(Bend bend, vec3 p)
{
    vec3 from_middle = p - bend.rest, away = bend_turned_away(bend.turn, from_middle);
    return p + (bend.shift + away + bend.swell * (from_middle + away));
}

vec3 bend_direction(Bend bend, vec3 n)
{
    return n + bend_turned_away(bend.turn, n);
}

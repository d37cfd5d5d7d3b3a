// tissue.glsl - what each tissue looks like before light falls on it: colour, relief and gloss from patterns that live
// in fibre coordinates or in the unbent model, so that they stay on the flesh when it turns or bends. Every pattern
// fades out before it is finer than the pixels. No branches and no loops: on software drivers a loop that nobody enters
// costs more than both patterns, and looking up a number by part or tissue as much as ten additions, so that four of
// them share one.
#include "common/wave.glsl"
#define PACK(a, b, c, d) (floor(63.5 * (a)) + 64.0 * floor(63.5 * (b)) + 4096.0 * floor(63.5 * (c)) + 262144.0 * floor(63.5 * (d)))

// x gloss:  exponent of the highlight / 100, its strength, sheen along the edge, how softly light turns into shadow
// y fibres: how much bundles differ in colour, depth of the grooves between them, fine threads, sheen along them
// z grain:  how much spots differ in colour, depth of their relief, fine threads without bundles; free
const vec3 TISSUES[10] = vec3[10](
    vec3(PACK(0.20, 0.06, 0.10, 0.20), PACK(0.10, 0.25, 0.06, 0.00), PACK(0.05, 0.00, 0.0, 0.0)), // plain
    vec3(PACK(0.10, 0.06, 0.12, 1.00), PACK(0.00, 0.00, 0.00, 0.00), PACK(0.05, 0.03, 0.0, 0.0)), // skin
    vec3(PACK(0.24, 0.16, 0.12, 0.70), PACK(0.00, 0.00, 0.00, 0.00), PACK(0.12, 0.30, 0.0, 0.0)), // fat
    vec3(PACK(0.40, 0.16, 0.26, 0.30), PACK(0.06, 0.12, 0.10, 0.30), PACK(0.08, 0.03, 0.0, 0.0)), // fascia
    vec3(PACK(0.34, 0.13, 0.16, 0.35), PACK(0.19, 0.34, 0.10, 0.16), PACK(0.08, 0.05, 0.0, 0.0)), // muscle
    vec3(PACK(0.40, 0.20, 0.14, 0.40), PACK(0.06, 0.24, 0.05, 0.18), PACK(0.05, 0.00, 0.0, 0.0)), // nerve
    vec3(PACK(0.60, 0.34, 0.14, 0.25), PACK(0.03, 0.00, 0.04, 0.00), PACK(0.05, 0.00, 0.0, 0.0)), // vessel
    vec3(PACK(0.34, 0.14, 0.14, 0.25), PACK(0.08, 0.26, 0.12, 0.26), PACK(0.09, 0.08, 0.0, 0.0)), // ligament
    vec3(PACK(0.12, 0.06, 0.06, 0.25), PACK(0.00, 0.00, 0.00, 0.00), PACK(0.05, 0.06, 0.0, 0.0)), // bone
    vec3(PACK(0.50, 0.22, 0.16, 0.50), PACK(0.05, 0.15, 0.08, 0.10), PACK(0.04, 0.00, 0.0, 0.0))  // cartilage
);
const vec3 TENDON = vec3(0.79, 0.69, 0.57); // #e6dac8

// The four numbers of one PACK, a sixty-fourth too much at most.
vec4 unpack(float four)
{
    return fract(four * vec4(1.0 / 64.0, 1.0 / 4096.0, 1.0 / 262144.0, 1.0 / 16777216.0));
}

struct Surface {
    vec3 colour;
    vec3 normal;
    vec3 across; // on the surface, square to the fibres, of any length; zero: none
    vec4 gloss;
    float sheen;
};

// Irregular spots in space: a gyroid whose coordinates are bent by slower waves.
float spots(vec3 p)
{
    p += 0.45 * vec3(wave(0.37 * p.y + 0.23 * p.z), wave(0.41 * p.z + 0.27 * p.x), wave(0.33 * p.x + 0.21 * p.y));
    return 0.66 * (wave(p.x) * wave(p.y + 0.25) + wave(p.y) * wave(p.z + 0.25) + wave(p.z) * wave(p.x + 0.25));
}

Surface surface_at(vec3 colour, int material, bool has_fibre, vec3 normal, vec3 from_eye)
{
    vec3 tissue = TISSUES[material];
    vec4 fibre = unpack(tissue.y), grain = unpack(tissue.z);
    fibre *= has_fibre ? 1.0 : 0.0;
    grain.y *= has_fibre ? 0.0 : 1.0;
    Surface s = Surface(colour, normal, vec3(0.0), unpack(tissue.x), 0.0);

    // Bundles: each a little lighter or darker than its neighbours, rounded, with threads on it.
    float strand = vTissue.x;
    vec2 slope = vec2(dFdx(strand), dFdy(strand));
    float fine = abs(slope.x) + abs(slope.y); // bundles in a pixel
    float fade = clamp(1.6 - 3.0 * fine, 0.0, 1.0), thread_fade = clamp(1.6 - 9.0 * fine, 0.0, 1.0);
    float place = fract(strand), shade = fract((strand - place) * 0.618034) - 0.5; // golden ratio: neighbours differ
    place = 2.0 * place - 1.0;
    float steep = place * place * place;
    float thread = wave(3.3 * strand + 7.0 * shade) * thread_fade;
    float stripe = fade * (fibre.x * (1.3 * shade + 0.15 - 0.5 * steep * steep)) + fibre.z * thread;

    // Spots.
    float size = max(fwidth(vPattern.x), max(fwidth(vPattern.y), fwidth(vPattern.z))); // spots in a pixel
    float spot = spots(vPattern) * clamp(1.5 - 4.0 * size, 0.0, 1.0);
    s.colour *= 1.0 + stripe + grain.x * spot;

    // Bundles and tendon interlock like fingers.
    float tendon = vTissue.y;
    tendon = clamp(tendon + fade * shade * 5.0 * tendon * (1.0 - tendon), 0.0, 1.0);
    s.colour = mix(s.colour, TENDON * (1.0 + 0.6 * stripe), tendon * 0.92 * uMood.w);
    s.sheen = fibre.w * (1.0 + tendon);

    // Relief (Mikkelsen, Bump mapping unparametrized surfaces on the GPU, 2010): `y` and `x` are the directions on the
    // surface that the picture's x and y take, scaled by the pixel's area.
    vec3 px = dFdx(from_eye), py = dFdy(from_eye);
    vec3 x = cross(py, normal), y = cross(normal, px);
    float area = dot(px, x);
    vec2 tilt = slope * (0.0030 * fade * fibre.y * (1.0 - 0.6 * tendon) * steep) -
                0.002 * grain.y * vec2(dFdx(spot), dFdy(spot));
    s.across = x * slope.x + y * slope.y;
    s.normal = normalize(normal * abs(area) + (x * tilt.x + y * tilt.y) * sign(area));
    return s;
}

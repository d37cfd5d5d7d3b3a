// material.glsl - the tissues in numbers, and what light needs to know of a point of a surface.
#define PACK(a, b, c, d) (floor(63.5 * (a)) + 64.0 * floor(63.5 * (b)) + 4096.0 * floor(63.5 * (c)) + 262144.0 * floor(63.5 * (d)))

// x gloss:  exponent of the highlight / 100, its strength, sheen along the edge, how softly light turns into shadow
// y fibres: how much bundles differ in colour, depth of the grooves between them, fine threads, sheen along them
// z grain:  how much spots differ in colour, depth of their relief, fine threads without bundles; free
const vec3 TISSUES[10] = vec3[10](
    vec3(PACK(0.20, 0.06, 0.10, 0.20), PACK(0.10, 0.25, 0.06, 0.00), PACK(0.01, 0.00, 0.0, 0.0)), // plain
    vec3(PACK(0.10, 0.06, 0.12, 1.00), PACK(0.00, 0.00, 0.00, 0.00), PACK(0.02, 0.03, 0.0, 0.0)), // skin
    vec3(PACK(0.24, 0.16, 0.12, 0.70), PACK(0.00, 0.00, 0.00, 0.00), PACK(0.11, 0.20, 0.0, 0.0)), // fat
    vec3(PACK(0.40, 0.16, 0.26, 0.30), PACK(0.06, 0.12, 0.10, 0.30), PACK(0.08, 0.03, 0.0, 0.0)), // fascia
    vec3(PACK(0.34, 0.13, 0.16, 0.35), PACK(0.19, 0.34, 0.10, 0.16), PACK(0.07, 0.03, 0.0, 0.0)), // muscle
    vec3(PACK(0.40, 0.20, 0.14, 0.40), PACK(0.06, 0.24, 0.05, 0.18), PACK(0.05, 0.00, 0.0, 0.0)), // nerve
    vec3(PACK(0.60, 0.34, 0.14, 0.25), PACK(0.03, 0.00, 0.04, 0.00), PACK(0.05, 0.00, 0.0, 0.0)), // vessel
    vec3(PACK(0.34, 0.14, 0.14, 0.25), PACK(0.08, 0.26, 0.12, 0.26), PACK(0.09, 0.08, 0.0, 0.0)), // ligament
    vec3(PACK(0.12, 0.06, 0.06, 0.25), PACK(0.00, 0.00, 0.00, 0.00), PACK(0.05, 0.04, 0.0, 0.0)), // bone
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

// mesh.vert - every pass over the body. Unpacks MeshVertex (16 bytes in four words), bends, shifts, projects.
// Defines: BENT some part of the call may be bent; POSED joints may move some part of it; MASK only position and part are wanted; CUT the section plane takes
// part of it away; FROM_LIGHT seen from the key light, for its shadow; QUICK the light falls on the vertices
// (quick.frag), with GHOST for what is see-through, with EVEN for what has one colour (even.frag).
#include "common/frame.glsl"
#include "common/parts.glsl"
#include "common/octahedral.glsl"
#ifdef BENT
#include "common/bend.glsl"
#endif
#ifdef POSED
#include "common/joints.glsl"
#endif
in uvec4 aVertex;
#ifdef FROM_LIGHT
out float vDistance;
#endif
#ifndef MASK
#include "common/pattern.glsl"
#include "common/wave.glsl"
#ifdef QUICK
#include "common/material.glsl"
#include "common/light.glsl"
#include "common/glass.glsl"
#include "common/srgb.glsl"
flat out int vHatch;
out vec4 vColour; // lit, linear (EVEN: sRGB); opacity
out vec2 vStripe; // bundles across the fibres; how much they differ
#else
flat out int vPart;
out vec3 vNormal;
out vec3 vFromEye; // metres
out vec3 vPattern; // of spots, in the unbent model: one spot is as large as 1
out vec3 vTissue;  // bundles across the fibres, tendon, baked light
#ifdef REST
out vec3 vRest; // place in the part's own box, unbent and unmoved
#endif
#if defined(MARKED) || defined(FIELD)
out vec3 vRest; // place and normal in the unbent, unmoved model
out vec3 vRestNormal;
#endif
#endif

// 0 in the belly, 1 in the tendon: `ends` are the shares of the length that are tendon at origin and insertion.
float tendon_at(vec2 ends, float u)
{
    vec2 t = clamp((1.2 * ends - vec2(u, 1.0 - u)) / max(0.5 * ends, 1e-6), 0.0, 1.0);
    t *= t * (3.0 - 2.0 * t);
    return max(t.x, t.y);
}

// Bundles counted across the fibres: by v, and round the edge of a sheet, where v stands still, by how far the surface
// has turned from the sheet's face.
float strand_at(int part, float v, vec3 normal)
{
    vec4 axis = uTissues[2 * part + 1];
    float turned = clamp(0.9 * dot(normal, axis.xyz), -0.5, 0.5);
    return v * uTissues[2 * part].w + turned * (3.0 - 4.0 * turned * turned) * axis.w;
}

// Along the fibres they run a little wavy.
float wavy(float strand, float along)
{
    return strand + 0.30 * wave(9.0 * along + 0.13 * strand);
}

float light_at(int part, uint both)
{
    float uncovered = float(int(uBoxes[2 * part + 1].w) >> UNCOVERED_SHIFT & 255) * (1.0 / 255.0);
    return mix(float((both >> 24u) & 255u), float((both >> 16u) & 255u), uncovered) * (1.0 / 255.0);
}

// What was baked where a flap lay holds no longer where it has been bent to: there it lies in the open.
float aired(int part, float light, vec3 travel)
{
    const float FREE_M = 0.05;
    bool flap = (int(uBoxes[2 * part + 1].w) & FLAG_FLAP) != 0;
    float free = flap ? min(dot(travel, travel) * (1.0 / (FREE_M * FREE_M)), 1.0) : 0.0;
    return mix(light, max(light, 0.92), free);
}
#endif
#ifdef QUICK

void light_vertex(int part, vec3 tissue, vec3 normal, vec3 from_eye, float distance_m)
{
    vec4 look = uLooks[2 * part];
    int flags = int(uBoxes[2 * part + 1].w);
    vec3 packed_tissue = TISSUES[int(uBoxes[2 * part].w)], to_eye = normalize(-from_eye);
    normal = normalize(faceforward(normal, from_eye, normal));
    float facing = clamp(dot(normal, to_eye), 0.0, 1.0);
    vec3 colour = mix(look.rgb, TENDON, tissue.y * 0.92 * uMood.w);
    Surface s = Surface(colour, normal, vec3(0.0), unpack(packed_tissue.x), 0.0);
    vHatch = flags >> HATCH_SHIFT & 15;
    vStripe = vec2(tissue.x, (flags & FLAG_FIBRE) != 0 ? unpack(packed_tissue.y).x : 0.0);
    vColour = vec4(hazy(lit(s, to_eye, facing, tissue.z, 0.0), distance_m), 1.0);
#ifdef EVEN
    vColour.rgb = encoded(vColour.rgb);
#endif
#ifdef GHOST
    vColour.a = look.a;
    vColour = (flags & FLAG_RIM) != 0 ? glass(vColour, facing) : vColour;
#endif
}
#endif

void main()
{
    int part = int(aVertex.y >> 16u);
    vec3 at = vec3(uvec3(aVertex.x & 65535u, aVertex.x >> 16u, aVertex.y & 65535u)) * (1.0 / 65535.0);
    vec2 uv = vec2(uvec2(aVertex.w & 65535u, aVertex.w >> 16u)) * (1.0 / 65535.0);
    ivec2 packed_normal = ivec2(int(aVertex.z << 24u), int(aVertex.z << 16u)) >> 24;
    vec4 shift = uLooks[2 * part + 1];
    vec3 point = uBoxes[2 * part].xyz + at * uBoxes[2 * part + 1].xyz;
    vec3 normal = octahedral_decode(vec2(packed_normal) * (1.0 / 127.0));
#ifndef MASK
    vec4 tissue = uTissues[2 * part];
    float along = uv.x * tissue.z;
    vec3 at_fibre = vec3(wavy(strand_at(part, uv.y, normal), along), tendon_at(tissue.xy, uv.x),
                         light_at(part, aVertex.z));
#ifndef QUICK
    vPart = part;
    vPattern = pattern_at(part, point);
#ifdef REST
    vRest = at;
#endif
#if defined(MARKED) || defined(FIELD)
    vRest = point;
    vRestNormal = normal;
#endif
#endif
#endif
#ifdef BENT
    // A loop rather than a branch: software drivers jump over a loop that nobody enters, but compute both
    // sides of a branch, and most parts lie as they lie.
    for (float i = 0.0; i <= min(shift.w, 0.0); i++) {
        int which = int(shift.w);
        Bend moved = bend_at(which * BEND_ROWS, uBendPlaces[which], uv);
        vec3 rest = point;
        point = bend_point(moved, point);
#ifndef MASK
        at_fibre.z = aired(part, at_fibre.z, point - rest);
#endif
        normal = bend_direction(moved, normal);
    }
#endif
#ifdef POSED
    for (float i = shift.w; i < -1.0; i = 0.0) { // likewise
        Motion moved = joints_at(int(-shift.w) - 1, aVertex.w);
        point = joints_point(moved, point);
        normal = joints_direction(moved, normal);
    }
#endif
    point += shift.xyz;
#ifdef FROM_LIGHT
    vec4 from_eye = vec4(point - uEye.xyz, 1.0);
    vDistance = dot(uShadow[2], from_eye);
    gl_Position = vec4(2.0 * dot(uShadow[0], from_eye) - 1.0, 2.0 * dot(uShadow[1], from_eye) - 1.0,
                       2.0 * vDistance - 1.0, 1.0);
#else
    gl_Position = uViewProjection * vec4(point, 1.0);
#endif
#ifdef CUT
    bool uncut = (int(uBoxes[2 * part + 1].w) & FLAG_UNCUT) != 0;
    gl_ClipDistance[0] = uncut ? 1.0 : -dot(uPlane, vec4(point, 1.0));
#endif
#ifdef QUICK
    light_vertex(part, at_fibre, normal, point - uEye.xyz, gl_Position.w);
#elif !defined(MASK)
    vTissue = at_fibre;
    vNormal = normal;
    vFromEye = point - uEye.xyz;
#endif
}

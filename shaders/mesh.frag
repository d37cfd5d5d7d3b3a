// mesh.frag - light and material of the body. Linear colour out; the target encodes sRGB.
// Defines: FLAT colours as they are; MARKED something is drawn onto the outermost surfaces; FIELD areas are painted onto the body; GHOST the alpha is the part's opacity (the blending is set in pass_ghost.c); STORED
// a screen pass over what surface.frag has noted.
#include "common/frame.glsl"
#include "common/parts.glsl"
#ifdef STORED
#include "common/octahedral.glsl"
#include "common/pattern.glsl"
#include "common/surface.glsl"
#else
flat in int vPart;
in vec3 vNormal;
in vec3 vFromEye;
in vec3 vPattern;
in vec3 vTissue;
#if defined(MARKED) || defined(FIELD)
in vec3 vRest;
in vec3 vRestNormal;
#endif
#endif
out vec4 oColour;
#include "common/glass.glsl"
#ifndef FLAT
#include "common/tissue.glsl"
#include "common/light.glsl"
#include "common/hatch.glsl"
#if defined(MARKED) || defined(FIELD)
#include "common/paint.glsl"
#endif
#ifdef MARKED
#include "common/marks.glsl"
#endif
#ifdef FIELD
#include "common/field.glsl"
#endif
#ifdef SHADOW
#include "common/shadow.glsl"
#endif
#endif

void main()
{
#ifdef STORED
    bool any, front = true;
    float distance_m = read_surface(any);
    // Across an edge, or where the surface is nearly seen from its side, slopes mean nothing.
    bool edge = abs(dFdx(float(vPart))) + abs(dFdy(float(vPart))) > 0.0 || fwidth(distance_m) > 8.0 * distance_m * uMood.z;
    if (!any) {
        discard;
    }
#else
    bool front = gl_FrontFacing, edge = false;
    float distance_m = 1.0 / gl_FragCoord.w;
#endif
    vec4 look = uLooks[2 * vPart];
    int flags = int(uBoxes[2 * vPart + 1].w);
#ifdef FLAT
    vec3 colour = look.rgb;
    float facing = 1.0;
#else
    vec3 to_eye = normalize(-vFromEye);
    vec3 normal = normalize(front ? vNormal : -vNormal);
    float facing = clamp(dot(normal, to_eye), 0.0, 1.0);
    Surface s = surface_at(look.rgb, int(uBoxes[2 * vPart].w), (flags & FLAG_FIBRE) != 0, normal, vFromEye);
    s.normal = edge ? normal : s.normal;
    s.across = edge ? vec3(0.0) : s.across;
    float shade = 0.0;
#ifdef SHADOW
    shade = shadow_at(vFromEye);
#endif
    float open = vTissue.z;
#ifdef POSED // where joints fold skin its inner face comes out, for which light was baked inside the body
    open = front ? open : max(open, 0.8);
#endif
    vec3 colour = lit(s, to_eye, facing, open, shade);
#ifdef HATCH
    colour = hatched(colour, flags >> HATCH_SHIFT & 15);
#endif
#if defined(MARKED) || defined(FIELD)
#if defined(STORED) && defined(POSED)
    vec3 rest_slope = cross(dFdx(vRest), dFdy(vRest));
    vec3 vRestNormal = edge ? vec3(0.0) : rest_slope / max(length(rest_slope), 1e-12);
#elif defined(STORED)
    vec3 vRest = uEye.xyz + vFromEye - uLooks[2 * vPart + 1].xyz, vRestNormal = normal;
#endif
    const vec3 BRIGHT = vec3(0.2126, 0.7152, 0.0722);
    float lightness = clamp(dot(colour, BRIGHT) / max(dot(look.rgb, BRIGHT), 0.02), 0.1, 1.6);
    float body = (flags & FLAG_UNMARKED) != 0 ? 0.0 : 1.0;
#ifdef FIELD
    colour = mix(colour, in_field(colour, lightness, vRest, vRestNormal, distance_m * uMood.z), body);
#endif
#ifdef MARKED
    colour = marked(colour, lightness, vRest, body * vRestNormal, distance_m * uMood.z);
#endif
#endif
    colour = hazy(colour, distance_m);
#endif
#ifdef GHOST
    vec4 flesh = vec4(colour, look.a);
    oColour = (flags & FLAG_RIM) != 0 ? glass(flesh, facing) : flesh;
#else
    oColour = vec4(colour, 1.0);
#endif
}

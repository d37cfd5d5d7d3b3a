// mesh.frag - light and material of the body. Linear colour out; the target encodes sRGB.
// Defines: FLAT colours as they are; GHOST the alpha is the part's opacity (the blending is set in pass_ghost.c).
#include "common/frame.glsl"
#include "common/parts.glsl"
flat in int vPart;
in vec3 vNormal;
in vec3 vFromEye;
in vec4 vTissue;
out vec4 oColour;
#ifndef FLAT
#include "common/light.glsl"
#endif

void main()
{
    vec4 look = uLooks[2 * vPart];
#ifdef FLAT
    vec3 colour = look.rgb;
    float facing = 1.0;
#else
    vec3 to_eye = normalize(-vFromEye);
    vec3 normal = normalize(gl_FrontFacing ? vNormal : -vNormal);
    float facing = clamp(dot(normal, to_eye), 0.0, 1.0);
    vec4 material = MATERIALS[int(uBoxes[2 * vPart].w)];
    vec3 colour = tissue_colour(look.rgb, material, (int(uBoxes[2 * vPart + 1].w) & FLAG_FIBRE) != 0);
    colour = lit(colour, material, normal, to_eye, facing);
#endif
#ifdef GHOST
    float rim = 1.0 - facing;
    bool has_rim = (int(uBoxes[2 * vPart + 1].w) & FLAG_RIM) != 0;
    oColour = vec4(colour, look.a * (has_rim ? mix(0.2, 1.0, rim * rim) : 1.0));
#else
    oColour = vec4(colour, 1.0);
#endif
}

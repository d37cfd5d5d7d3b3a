// section.frag - the faces of a cut, as in a plate of sectional anatomy: evenly lit, each tissue with the pattern it has
// when cut across, a thin dark line between neighbours. Which part a pixel shows comes from the map of pass_section.c.
// Defines: FLAT colours as they are.
#include "common/frame.glsl"
#include "common/parts.glsl"
uniform usampler2D uCuts; // part + 1 (0: none), thirds of a pixel to its edge
uniform ivec2 uFrom;      // the pixel of the first texel
in vec2 vPlace;
out vec4 oColour;
#ifndef FLAT
#include "common/hatch.glsl"
#include "common/cut.glsl"
#endif

void main()
{
#ifndef FLAT
    float step_m = max(length(dFdx(vPlace)), length(dFdy(vPlace)));
#endif
    uvec2 cut = texelFetch(uCuts, ivec2(gl_FragCoord.xy) - uFrom, 0).rg;
    if (cut.x == 0u) {
        discard;
    }
    int part = int(cut.x) - 1;
    vec4 look = uLooks[2 * part];
#ifdef FLAT
    oColour = look;
#else
    int flags = int(uBoxes[2 * part + 1].w);
    float edge = float(cut.y) * (1.0 / 3.0), pixel_m = uMood.z / gl_FragCoord.w;
    vec3 colour = cut_colour(look.rgb, int(uBoxes[2 * part].w), edge * pixel_m, step_m);
    colour = hatched(colour, flags >> HATCH_SHIFT & 15);
    bool outlined = (flags & FLAG_OUTLINED) != 0;
    vec3 line = outlined ? uOutline.rgb : colour * 0.34;
    float width = outlined ? uOutline.w : uOutline.w * 0.4;
    colour = mix(line, colour, smoothstep(width - 0.7, width + 0.7, edge));
    oColour = vec4(colour, look.a);
#endif
}

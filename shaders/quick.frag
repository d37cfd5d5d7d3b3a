// quick.frag - see-through parts in motion on software drivers, and plain shading: the light has fallen on the vertices, only
// the bundles of muscles are drawn by the pixel. For each pixel of each layer a fraction of the price of mesh.frag.
// Defines: HATCH as there.
#include "common/frame.glsl"
flat in int vHatch;
in vec4 vColour;
in vec2 vStripe;
out vec4 oColour;
#ifdef HATCH
#include "common/hatch.glsl"
#endif

void main()
{
    float strand = vStripe.x, place = fract(strand);
    float fade = clamp(1.6 - 3.0 * fwidth(strand), 0.0, 1.0);
    float shade = fract((strand - place) * 0.618034) - 0.5; // golden ratio: neighbours differ
    place = 2.0 * place - 1.0;
    float steep = place * place * place;
    vec3 colour = vColour.rgb * (1.0 + fade * vStripe.y * (1.3 * shade + 0.15 - 0.5 * steep * steep));
#ifdef HATCH
    colour = hatched(colour, vHatch);
#endif
    oColour = vec4(colour, vColour.a);
}

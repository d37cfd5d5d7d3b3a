// unnoted.frag - farthest depth, and no colour, where surface.frag has noted nothing: there no light falls (pass_surface.c).
#include "common/frame.glsl"
uniform usampler2D uSurfaces;
out vec4 oColour;

void main()
{
    if ((texelFetch(uSurfaces, ivec2(gl_FragCoord.xy), 0).x & 1023u) != 0u) {
        discard;
    }
    oColour = vec4(0.0);
}

// surface.frag - what a pixel shows, for light that comes later (pass_surface.c). Out: see common/surface.glsl.
#include "common/octahedral.glsl"
flat in int vPart;
in vec3 vNormal;
in vec3 vFromEye;
in vec3 vTissue;
layout(location = 0) out uvec2 oSurface;
#ifdef REST
in vec3 vRest;
layout(location = 1) out vec4 oRest;
#endif

void main()
{
    uvec2 normal = uvec2((octahedral_encode(gl_FrontFacing ? vNormal : -vNormal) * 0.5 + 0.5) * 2047.0 + 0.5);
    float light = vTissue.z;
#ifdef REST // where joints fold skin its inner face comes out, for which light was baked inside the body
    light = gl_FrontFacing ? light : max(light, 0.8);
#endif
    uvec3 tissue = uvec3(clamp(vec3(vTissue.x * (1.0 / 128.0) + 0.5, vTissue.y, light), 0.0, 1.0) *
                             vec3(262143.0, 63.0, 255.0) + 0.5);
    oSurface = uvec2(uint(vPart + 1) | (normal.x << 10u) | (normal.y << 21u),
                     tissue.x | (tissue.y << 18u) | (tissue.z << 24u));
#ifdef REST
    oRest = vec4(vRest, 1.0);
#endif
}

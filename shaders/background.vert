// background.vert - the vertical gradient behind the body in bands, at the far plane. The bytes are made here, so that the
// pixels need no more than to be mixed.
#include "common/frame.glsl"
#include "common/srgb.glsl"
const int BANDS = 32;
out vec3 vBytes; // sRGB

void main()
{
    float y = float(gl_VertexID >> 1) / float(BANDS);
    vec3 c = mix(uGroundBottom.rgb, uGroundTop.rgb, smoothstep(0.0, 1.0, mix(uGroundBottom.w, uGroundTop.w, y)));
    vBytes = encoded(c);
    gl_Position = vec4(float(gl_VertexID & 1) * 2.0 - 1.0, y * 2.0 - 1.0, 1.0, 1.0);
}

// background.frag - the vertical gradient behind the body.
#include "common/frame.glsl"
in vec2 vAt;
out vec4 oColour;

void main()
{
    // Half a step of noise (interleaved gradient noise, Jimenez 2014) hides the bands of eight bits.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    vec3 colour = mix(uGroundBottom.rgb, uGroundTop.rgb, smoothstep(0.0, 1.0, mix(uGroundBottom.w, uGroundTop.w, vAt.y)));
    oColour = vec4(colour * (1.0 + noise * 0.02), 1.0);
}

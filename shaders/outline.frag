// outline.frag - a rim round the masked parts: strong where they are in sight, faint where something hides them.
#include "common/frame.glsl"
uniform sampler2D uMask;
in vec2 vAt;
out vec4 oColour;

void main()
{
    vec2 pixel = 1.0 / vec2(textureSize(uMask, 0));
    vec2 here = texture(uMask, vAt).rg;
    vec2 round = vec2(0.0);
    // Sixteen places on two rings: enough for a smooth edge at a few pixels of thickness.
    for (int i = 0; i < 16; i++) {
        float turn = 6.2831853 * (float(i) + 0.5) / 16.0;
        float reach = uOutline.w * ((i & 1) == 0 ? 1.0 : 0.5);
        round += texture(uMask, vAt + vec2(cos(turn), sin(turn)) * reach * pixel).rg;
    }
    round *= 1.0 / 16.0;
    vec2 edge = smoothstep(0.02, 0.30, round) * (1.0 - smoothstep(0.25, 0.55, here.r));
    oColour = vec4(uOutline.rgb, max(edge.g, 0.35 * edge.r));
}

// outline.frag - a rim round the masked parts: strong where they are in sight, faint where something hides them.
// Eight places on a ring tell how much of the neighbourhood is masked. The loops run at most once: software drivers
// jump over a loop that nobody enters (inside the part, far from it), but compute both sides of a branch.
#include "common/frame.glsl"
uniform sampler2D uMask;
in vec2 vAt;
out vec4 oColour;
const float INSIDE = 0.25; // less than any covered pixel holds (MASK_STRENGTHS in pass_outline.c)

// Four places at right angles round the pixel.
void look(vec2 at, vec2 step, vec2 pixel, inout float sum, inout float most)
{
    vec2 one = step * pixel, two = vec2(-step.y, step.x) * pixel;
    vec4 found = vec4(texture(uMask, at + one).r, texture(uMask, at - one).r, texture(uMask, at + two).r,
                      texture(uMask, at - two).r);
    sum += dot(found, vec4(1.0));
    most = max(most, max(max(found.x, found.y), max(found.z, found.w)));
}

void main()
{
    vec2 pixel = 1.0 / vec2(textureSize(uMask, 0));
    float here = texture(uMask, vAt).r, sum = 0.0, most = 0.0;
    for (float i = here; i < INSIDE; i++) {
        look(vAt, vec2(0.92, 0.38) * uOutline.w, pixel, sum, most);
    }
    for (float i = most; i > 0.0; i--) {
        look(vAt, vec2(0.38, 0.92) * uOutline.w, pixel, sum, most);
    }
    float covered = sum / (8.0 * max(most, 0.01));
    float edge = smoothstep(0.04, 0.40, covered) * (1.0 - smoothstep(0.05, INSIDE, here));
    oColour = vec4(uOutline.rgb, most * edge);
}

// mask.frag - which pixels belong to outlined parts. Out (RG8): r the part's strength, g the same where it is not hidden.
// Drawn twice: without depth test (uHidden 1: only r), then with it; blending keeps the greater.
#include "common/frame.glsl"
#include "common/parts.glsl"
flat in int vPart;
uniform float uHidden;
out vec4 oMask;

void main()
{
    float strength = (int(uBoxes[2 * vPart + 1].w) & FLAG_SELECTED) != 0 ? 1.0 : 0.6;
    oMask = vec4(strength, uHidden > 0.5 ? 0.0 : strength, 0.0, 0.0);
}

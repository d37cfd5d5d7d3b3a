// lens.frag - the picture seen through the lens, over the picture round it: whole in the middle, gone at the radius, with
// a thin rim outside.
#include "common/frame.glsl"
uniform sampler2D uLensPicture; // the box round the circle, pixel by pixel
uniform vec4 uCircle;           // pixels: middle x, y (from the bottom left), radius, width of the soft edge
uniform vec4 uBox;              // pixels: lower left corner of the box; z: thickness of the rim
out vec4 oColour;

void main()
{
    float from = distance(gl_FragCoord.xy, uCircle.xy);
    float seen = 1.0 - smoothstep(uCircle.z - uCircle.w, uCircle.z, from);
    float rim = 0.7 * clamp(0.5 * uBox.z + 0.5 - abs(from - uCircle.z - 0.5 * uBox.z), 0.0, 1.0);
    vec3 inside = texelFetch(uLensPicture, ivec2(gl_FragCoord.xy - uBox.xy), 0).rgb;
    float line = from > uCircle.z ? 1.0 : rim; // beyond the radius nothing was drawn but the rim
    oColour = vec4(mix(inside, uOutline.rgb, line), seen + rim * (1.0 - seen));
}

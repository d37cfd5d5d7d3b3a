// hole.frag - nearest depth, and no colour, where the other picture of a lens covers this one: nothing is drawn there.
uniform vec4 uHole; // pixels: middle x, y (from the bottom left), radius; w: 1 within it, -1 outside of it
out vec4 oColour;

void main()
{
    if ((uHole.z - distance(gl_FragCoord.xy, uHole.xy)) * uHole.w <= 0.0) {
        discard;
    }
    gl_FragDepth = 0.0;
    oColour = vec4(0.0);
}

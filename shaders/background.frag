// background.frag - see background.vert. Out: sRGB as it is stored; the target does not encode it again.
in vec3 vBytes;
out vec4 oColour;

void main()
{
    // Half a step of noise (interleaved gradient noise, Jimenez 2014) hides the bands of eight bits.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    oColour = vec4(vBytes + noise * (1.0 / 255.0), 1.0);
}

// hatch.glsl - lines whose density tells the layer without colour: 1 sparse .. 11 dense, one way up to 5, crossed from 6
// on. They keep their distance on the picture, whatever its size, so that they read from the back row and in print.
float hatch_line(float at, float gap)
{
    float away = abs(fract(at / gap) - 0.5) * gap; // pixels of a picture 720 high
    return clamp(1.1 - away, 0.0, 1.0);
}

vec3 hatched(vec3 colour, int hatch)
{
    for (float i = float(hatch); i > 0.5; i = 0.0) {
        vec2 at = gl_FragCoord.xy * (uEye.w * 720.0);
        bool crossed = hatch > 5;
        float gap = crossed ? 17.0 - 1.0 * float(hatch) : 20.0 - 2.6 * float(hatch);
        float line = hatch_line((at.x + at.y) * 0.70710678, gap);
        line = max(line, crossed ? hatch_line((at.x - at.y) * 0.70710678, gap) : 0.0);
        // Dark lines on light ground, light lines on dark.
        float bright = dot(colour, vec3(0.2126, 0.7152, 0.0722));
        vec3 ink = bright > 0.10 ? colour * 0.35 : colour * 1.5 + 0.07;
        colour = mix(colour, ink, line * 0.7);
    }
    return colour;
}

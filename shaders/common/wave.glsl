// wave.glsl - a sine of period 1 made of parabolas: a fraction of the price.
float wave(float t)
{
    t = fract(t) - 0.5;
    return t * (8.0 - 16.0 * abs(t));
}

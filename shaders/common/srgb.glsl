// srgb.glsl - linear colours to sRGB where that is cheaper than in each pixel.
vec3 encoded(vec3 c)
{
    return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, greaterThan(c, vec3(0.0031308)));
}

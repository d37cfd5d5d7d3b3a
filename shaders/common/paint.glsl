// paint.glsl - lines and areas drawn onto the body: what marks.glsl and field.glsl share.
const float LINE_M = 0.0013; // half the width of ways and edges
const float STRIPE_M = 0.010; // from stripe to stripe

// A line that is never thinner than a pixel, 0..1.
float drawn_line(float away_m, float half_m, float pixel_m)
{
    return clamp((max(half_m, 0.6 * pixel_m) - abs(away_m)) / pixel_m + 0.5, 0.0, 1.0);
}

// Paint takes on the light that falls on the flesh.
vec3 painted(vec3 colour, vec3 paint, float lightness, float share)
{
    return mix(colour, paint * lightness, share);
}

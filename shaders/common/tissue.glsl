// tissue.glsl - what each tissue looks like before light falls on it: colour, relief and gloss from patterns that live
// in fibre coordinates or in the unbent model, so that they stay on the flesh when it turns or bends. Every pattern
// fades out before it is finer than the pixels. No branches and no loops: on software drivers a loop that nobody enters
// costs more than both patterns, and looking up a number by part or tissue as much as ten additions, so that four of
// them share one.
#include "common/wave.glsl"
#include "common/material.glsl"

// Irregular spots in space, as of lobules: three crossed waves, themselves bent by slower ones.
float spots(vec3 p)
{
    vec3 q = vec3(wave(0.43 * p.y + 0.23 * p.z), wave(0.47 * p.z + 0.27 * p.x), wave(0.39 * p.x + 0.21 * p.y));
    q = p + 0.30 * q;
    vec3 w = vec3(wave(q.x), wave(q.y), wave(q.z));
    return 0.75 * (w.x * w.y + w.y * w.z + w.z * w.x);
}

Surface surface_at(vec3 colour, int material, bool has_fibre, vec3 normal, vec3 from_eye)
{
    vec3 tissue = TISSUES[material];
    vec4 fibre = unpack(tissue.y), grain = unpack(tissue.z);
    fibre *= has_fibre ? 1.0 : 0.0;
    grain.y *= has_fibre ? 0.0 : 1.0;
    Surface s = Surface(colour, normal, vec3(0.0), unpack(tissue.x), 0.0);

    // The directions on the surface that the picture's x and y take, scaled by the pixel's area: they turn slopes on the
    // picture into slopes on the surface (Mikkelsen, Bump mapping unparametrized surfaces on the GPU, 2010).
    vec3 px = dFdx(from_eye), py = dFdy(from_eye);
    vec3 x = cross(py, normal), y = cross(normal, px);
    float area = dot(px, x);

    // Bundles: each a little lighter or darker than its neighbours, rounded, with threads on it. None where they crowd
    // more than flesh does (per metre): that is a sliver of a triangle.
    float strand = vTissue.x;
    vec2 slope = vec2(dFdx(strand), dFdy(strand));
    s.across = x * slope.x + y * slope.y;
    float crowd = clamp(1.5 - dot(s.across, s.across) / max(area * area, 1e-20) * (1.0 / 500.0 / 500.0), 0.0, 1.0);
    float fine = abs(slope.x) + abs(slope.y); // bundles in a pixel
    vec3 fade = clamp(vec3(1.6, 1.5, 1.6) - vec3(3.0, 4.5, 9.0) * fine, 0.0, 1.0) * crowd; // of shades, grooves, threads
    float place = fract(strand), shade = fract((strand - place) * 0.618034) - 0.5; // golden ratio: neighbours differ
    place = 2.0 * place - 1.0;
    float steep = place * place * place;
    float thread = wave(3.3 * strand + 7.0 * shade) * fade.z;
    float stripe = fade.x * (fibre.x * (1.3 * shade + 0.15 - 0.5 * steep * steep)) + fibre.z * thread;

    // Spots.
    float size = max(fwidth(vPattern.x), max(fwidth(vPattern.y), fwidth(vPattern.z))); // spots in a pixel
    float spot = spots(vPattern) * clamp(1.5 - 4.0 * size, 0.0, 1.0);
    s.colour *= 1.0 + stripe + grain.x * spot;

    // Bundles and tendon interlock like fingers.
    float tendon = vTissue.y;
    tendon = clamp(tendon + fade.x * shade * 5.0 * tendon * (1.0 - tendon), 0.0, 1.0);
    s.colour = mix(s.colour, TENDON * (1.0 + 0.6 * stripe), tendon * 0.92 * uMood.w);
    s.sheen = fibre.w * (1.0 + tendon) * crowd;

    vec2 tilt = slope * (0.0030 * fade.y * fibre.y * (1.0 - 0.6 * tendon) * steep) -
                0.002 * grain.y * vec2(dFdx(spot), dFdy(spot));
    s.normal = normalize(normal * abs(area) + (x * tilt.x + y * tilt.y) * sign(area));
    return s;
}

// field.glsl - areas painted onto the body: DrawList.field. In: place and normal in the unbent, unmoved model, so that
// they go with the flesh. What is told has an outline and a soft fill, the essential area is full, what spills over is
// striped: without colours they still read apart.
uniform sampler3D uField; // told, essential, spilt over, pointed at: half is the edge
layout(std140) uniform Field {
    vec4 uFieldLow;      // lowest corner of its box; from edge to 0 or 1 (m)
    vec4 uFieldScale;    // 1 / extent of the box; number of points
    vec4 uFieldTints[4]; // by channel: linear colour, strength
    vec4 uFieldInk;      // what sets lines off; how far from the nearest point the essential area has spread (m)
    vec4 uFieldPoint;    // of points: linear colour, strength
    vec4 uFieldPulse;    // how far a ring has gone out from each of them, 0..1; how far the spilt area has spread (m)
    vec4 uFieldPoints[8]; // place, radius
    vec4 uFieldOutward[8];
};
const float CORE_M = 0.08; // skin looks away from a level bar that reaches so far to either side

// How far inside each area's edge, metres.
vec4 field_at(vec3 rest)
{
    return (texture(uField, (rest - uFieldLow.xyz) * uFieldScale.xyz) - 0.5) * (2.0 * uFieldLow.w);
}

// From the nearest point, from the edge of its disc, from the ring that has gone out from it; metres.
vec3 point_distances(vec3 rest)
{
    vec3 away = vec3(uFieldScale.w > 0.0 ? 1e3 : 0.0, 1e3, 1e3);
    for (float i = 0.0; i < uFieldScale.w; i++) {
        vec4 point = uFieldPoints[int(i)];
        vec3 q = rest - point.xyz, up = uFieldOutward[int(i)].xyz;
        float d = length(q - 0.75 * clamp(dot(q, up), -0.05, 0.05) * up); // depth counts for little
        float ring = abs(d - point.w * (1.0 + 2.0 * uFieldPulse.x));
        away = min(away, point.w > 0.0 ? vec3(d, d - point.w, ring) : vec3(d, 1e3, 1e3));
    }
    return away;
}

vec3 with_areas(vec3 colour, float lightness, vec3 rest, vec4 inside, vec4 faces, float pixel_m)
{
    vec4 fill = clamp(inside / pixel_m + 0.5, 0.0, 1.0) * faces;
    vec4 edge = vec4(drawn_line(inside.x - LINE_M, 1.4 * LINE_M, pixel_m), drawn_line(inside.y, LINE_M, pixel_m),
                     drawn_line(inside.z, 0.7 * LINE_M, pixel_m), drawn_line(inside.w - LINE_M, 1.4 * LINE_M, pixel_m)) * faces;
    float stripe = abs(fract((rest.y + 0.7 * (rest.x + rest.z)) / STRIPE_M) - 0.5) * STRIPE_M;
    float striped = mix(drawn_line(stripe, 1.3 * LINE_M, pixel_m), 0.3, clamp(4.0 * pixel_m / STRIPE_M - 0.6, 0.0, 1.0));
    colour = painted(colour, uFieldTints[2].rgb, lightness, uFieldTints[2].w * max(fill.z * (0.14 + 0.60 * striped), 0.8 * edge.z));
    colour = painted(colour, uFieldTints[1].rgb, lightness, uFieldTints[1].w * max(0.66 * fill.y, edge.y));
    colour = painted(colour, uFieldTints[0].rgb, lightness, uFieldTints[0].w * max(0.40 * fill.x, edge.x));
    float rim = drawn_line(inside.w + LINE_M, 2.0 * LINE_M, pixel_m) * faces.w;
    colour = painted(colour, uFieldInk.rgb, lightness, 0.6 * uFieldTints[3].w * rim);
    return painted(colour, uFieldTints[3].rgb, lightness, uFieldTints[3].w * max(0.12 * fill.w, edge.w));
}

vec3 with_points(vec3 colour, float lightness, vec3 away, float face, float pixel_m)
{
    float ring = uFieldPulse.x > 0.0 ? drawn_line(away.z, LINE_M, pixel_m) * (1.0 - uFieldPulse.x) : 0.0;
    float disc = clamp(0.5 - away.y / pixel_m, 0.0, 1.0);
    colour = painted(colour, uFieldPoint.rgb, lightness, uFieldPoint.w * face * max(ring, disc));
    return painted(colour, uFieldInk.rgb, lightness, uFieldPoint.w * face * drawn_line(away.y, LINE_M, pixel_m));
}

vec3 in_field(vec3 colour, float lightness, vec3 rest, vec3 normal, float pixel_m)
{
    const float STEP_M = 0.008;
    vec4 inside = field_at(rest);
    vec3 away = point_distances(rest);
    bool near = max(max(inside.x, inside.y), max(inside.z, inside.w)) > -0.98 * uFieldLow.w || min(away.y, away.z) < 0.01;
    // A loop rather than a branch: software drivers jump over a loop that nobody enters.
    for (float once = 0.0; once < (near ? 1.0 : 0.0); once++) {
        vec3 outward = vec3(rest.x - clamp(rest.x, -CORE_M, CORE_M), 0.0, rest.z);
        outward /= max(length(outward), 0.01);
        // Outer faces of the body, and all round a leg: not the underside of what is bent back, nor the last of an area
        // far below the skin, where it ends because it is too deep.
        float face = smoothstep(-0.6, -0.3, dot(outward, normal));
        vec4 sinks = (field_at(rest + STEP_M * outward) - inside) / STEP_M;
        vec4 spread = vec4(inside.x, min(inside.yz, vec2(uFieldInk.w, uFieldPulse.y) - away.x), inside.w);
        colour = with_areas(colour, lightness, rest, spread, face * (1.0 - smoothstep(0.4, 0.7, sinks)), pixel_m);
        colour = with_points(colour, lightness, away, face, pixel_m);
    }
    return colour;
}

// marks.glsl - what a stroke shows on the outermost surfaces: DrawList.marks. In: place and normal in the unbent, unmoved
// model, so that marks go with the flesh. The sheet that the texture lies on is wound about a level bar as ChartSheet
// says (chart_of in src/study/chart.c).
uniform sampler2D uChart; // lower half, by DrawMarks: area, spare, spare wholly: half is the edge; line; upper half: height of the skin
layout(std140) uniform Marks {
    vec4 uSheet[2];    // mirror, bar's outer end x, z, its length; lengths are true at, length of the sheet, lower and upper edge
    vec4 uMeasures;    // from edge to 0, from line to 0, that heights are shares of (m); how hard
    vec4 uTints[4];    // by channel: linear colour, strength
    vec4 uInk;         // what sets lines off; w: number of pieces
    vec4 uPatch[4];    // its middle, reach (m); its x; its y; away from the body
    vec4 uPatchTint;
    vec4 uPieces[12];  // from, to
    vec4 uRadii[12];
};

// The patch's own plane: how far outside its edge; far out of its reach where it is not.
float hand_distance(vec3 rest)
{
    vec3 q = rest - uPatch[0].xyz;
    vec2 at = vec2(dot(q, uPatch[1].xyz), dot(q, uPatch[2].xyz));
    bool near = dot(at, at) < uPatch[0].w * uPatch[0].w && abs(dot(q, uPatch[3].xyz)) < 0.11;
    float best = 1.0;
    for (float i = 0.0; near && i < uInk.w; i++) {
        vec4 piece = uPieces[int(i)];
        vec2 way = piece.zw - piece.xy, from = at - piece.xy;
        float t = clamp(dot(from, way) / max(dot(way, way), 1e-12), 0.0, 1.0);
        best = min(best, length(from - t * way) - uRadii[int(i)].x);
    }
    return best;
}

vec3 marked(vec3 colour, float lightness, vec3 rest, vec3 normal, float pixel_m)
{
    float x = uSheet[0].x * rest.x - uSheet[0].y, z = rest.z - uSheet[0].z, over = max(x, 0.0), side = max(-x, 0.0);
    float height = length(vec2(side, z));
    float along = uSheet[0].w + uSheet[1].x * atan(side, -z) + (z < 0.0 ? -over : over);
    vec2 outward = vec2(-uSheet[0].x * side, z) / max(height, 1e-6);
    float up = (rest.y - uSheet[1].z) / (uSheet[1].w - uSheet[1].z);
    vec2 at = vec2(along / uSheet[1].y, 0.5 * clamp(up, 0.002, 0.998)); // neither half shines into the other
    vec4 mark = textureLod(uChart, at, 0.0);
    float skin = textureLod(uChart, at + vec2(0.0, 0.5), 0.0).r * uMeasures.z;
    float faces = smoothstep(0.0, 0.25, dot(outward, normal.xz)) * clamp((skin - height) * 100.0 + 2.5, 0.0, 1.0);
    faces = abs(up - 0.5) < 0.5 && abs(at.x - 0.5) < 0.5 ? faces : 0.0;
    vec3 inside = (mark.rgb - 0.5) * (2.0 * uMeasures.x);                 // metres, a few at most
    vec3 fill = clamp(inside / pixel_m + 0.5, 0.0, 1.0) * faces;
    vec3 edge = vec3(drawn_line(inside.r, LINE_M, pixel_m), drawn_line(inside.g, LINE_M, pixel_m),
                     drawn_line(inside.b, LINE_M, pixel_m)) * faces;
    vec2 stripe = abs(fract(vec2(along + rest.y, along - rest.y) / STRIPE_M) - 0.5) * STRIPE_M;
    vec2 stripes = vec2(drawn_line(stripe.x, LINE_M, pixel_m), drawn_line(stripe.y, LINE_M, pixel_m));
    float fine = clamp(4.0 * pixel_m / STRIPE_M - 0.6, 0.0, 1.0); // stripes finer than pixels become an even tone
    stripes = mix(stripes, vec2(0.3), fine);

    colour = painted(colour, uTints[0].rgb, lightness, uTints[0].w * max(0.70 * fill.r, edge.r));
    colour = painted(colour, uTints[1].rgb, lightness, uTints[1].w * max(fill.g * (0.12 + 0.75 * stripes.x), edge.g));
    float crossed = max(fill.b * (0.30 + 0.70 * max(stripes.x, stripes.y)), edge.b);
    colour = painted(colour, uTints[2].rgb, lightness, uTints[2].w * crossed);

    float way = (1.0 - mark.a) * uMeasures.y;
    float seen = mark.a > 0.0 ? faces : 0.0;
    colour = painted(colour, uInk.rgb, lightness, 0.6 * uTints[3].w * seen * drawn_line(way, 2.0 * LINE_M, pixel_m));
    colour = painted(colour, uTints[3].rgb, lightness, uTints[3].w * seen * drawn_line(way, LINE_M, pixel_m));

    float hand = hand_distance(rest), press = uMeasures.w;
    float body = clamp(0.5 - hand / pixel_m, 0.0, 1.0);
    float ring = drawn_line(hand - 0.003 - 0.009 * press, LINE_M, pixel_m);
    float rim = drawn_line(hand, LINE_M, pixel_m);
    float shown = over < uSheet[0].w - 0.02 ? uPatchTint.w * faces : 0.0; // a hand lies on one hip
    colour = painted(colour, uPatchTint.rgb, lightness, shown * 0.80 * body);
    colour = painted(colour, uInk.rgb, lightness, shown * 0.9 * rim);
    return painted(colour, uTints[3].rgb, lightness, shown * ring * step(0.02, press));
}

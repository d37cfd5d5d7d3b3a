// light.glsl - materials by tissue; key, fill and rim light with a soft hemisphere; a gentle tone curve. Linear light.
// The key light is warm and comes from the viewer's upper left, as in printed atlases; the fill is cool.
const vec4 MATERIALS[9] = vec4[9]( // exponent of the highlight, its strength, sheen towards the rim, bundles
    vec4(20.0, 0.06, 0.10, 0.00), // plain
    vec4(14.0, 0.05, 0.20, 0.00), // skin
    vec4(22.0, 0.10, 0.16, 0.00), // fat
    vec4(40.0, 0.14, 0.30, 0.10), // fascia
    vec4(26.0, 0.10, 0.22, 0.22), // muscle
    vec4(36.0, 0.14, 0.16, 0.12), // nerve
    vec4(36.0, 0.20, 0.16, 0.00), // vessel
    vec4(30.0, 0.12, 0.16, 0.14), // ligament
    vec4(10.0, 0.05, 0.08, 0.00)  // bone
);
const vec3 TENDON = vec3(0.79, 0.69, 0.57); // #e6dac8

// Bundles along the fibres: fine threads on broad strands, each a little off its neighbour. They fade out where a
// strand is narrower than two pixels, so that nothing shimmers.
float bundles(vec2 fibre)
{
    float strand = fibre.y * 30.0 + 0.30 * sin(fibre.x * 5.0 + fibre.y * 23.0);
    float fade = clamp(1.6 - 2.5 * fwidth(strand), 0.0, 1.0);
    float broad = sin(6.2831853 * strand), fine = sin(6.2831853 * (strand * 2.3 + 0.4 * sin(fibre.x * 11.0)));
    float uneven = 0.6 + 0.4 * sin(strand * 1.9 + fibre.x * 4.0);
    return (0.45 * broad * uneven + 0.45 * fine * (1.3 - uneven)) * fade;
}

vec3 tissue_colour(vec3 colour, vec4 material, bool has_fibre)
{
    float stripe = has_fibre ? bundles(vTissue.xy) * material.w : 0.0;
    colour *= 1.0 + stripe;
    return mix(colour, TENDON * (1.0 + 0.4 * stripe), vTissue.z * 0.85);
}

// Filmic shoulder (Narkowicz 2015's shape, softened so that mid tones keep the colour that was asked for).
vec3 tone(vec3 c)
{
    return c * (1.0 + 0.12 * c) / (1.0 + 0.30 * c * c);
}

vec3 lit(vec3 colour, vec4 material, vec3 normal, vec3 to_eye, float facing)
{
    float open = vTissue.w; // baked: 1 in the open, 0 deep in a fold
    vec3 light = mix(uEarth.rgb, uSky.rgb, normal.y * 0.5 + 0.5) * (0.25 + 0.75 * open);
    // Wrapped a little: flesh and bone let light through at the edge of the shadow.
    float key = max((dot(normal, uLights[0].xyz) + 0.15) * (1.0 / 1.15), 0.0);
    float fill = max(dot(normal, uLights[1].xyz), 0.0);
    light += (vec3(1.0, 0.96, 0.90) * (key * uLights[0].w) + vec3(0.80, 0.90, 1.0) * (fill * uLights[1].w)) *
             (0.5 + 0.5 * open);
#ifdef GHOST
    float shine = 0.0; // a highlight on a see-through layer would hide what lies behind it
#else
    vec3 middle = normalize(uLights[0].xyz + to_eye);
    float shine = pow(max(dot(normal, middle), 0.0), material.x) * material.y * open;
#endif
    float edge = 1.0 - facing;
    edge *= edge * edge;
    float rim = edge * (material.z + uLights[2].w * max(dot(normal, uLights[2].xyz), 0.0)) * open;
    return tone(colour * light + vec3(1.0, 0.97, 0.93) * shine + mix(colour, vec3(0.9, 0.95, 1.0), 0.35) * rim);
}

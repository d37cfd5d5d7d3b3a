// light.glsl - key, fill and rim light with a soft hemisphere, materials by tissue, a gentle tone curve.
const vec4 MATERIALS[9] = vec4[9]( // gloss of the highlight, its strength, sheen towards the rim, fibre contrast
    vec4(24.0, 0.10, 0.10, 0.0),  // plain
    vec4(16.0, 0.08, 0.22, 0.0),  // skin
    vec4(24.0, 0.14, 0.15, 0.0),  // fat
    vec4(48.0, 0.20, 0.30, 0.1),  // fascia
    vec4(28.0, 0.16, 0.22, 0.20), // muscle
    vec4(40.0, 0.22, 0.15, 0.1),  // nerve
    vec4(40.0, 0.26, 0.15, 0.0),  // vessel
    vec4(36.0, 0.20, 0.15, 0.1),  // ligament
    vec4(12.0, 0.06, 0.08, 0.0)   // bone
);
const vec3 TENDON = vec3(0.79, 0.70, 0.58);

vec3 tissue_colour(vec3 colour, int material, int flags, vec3 normal)
{
    return mix(colour, TENDON, vTissue.z * 0.85);
}

vec3 lit(vec3 colour, vec3 normal, vec3 to_eye, float facing)
{
    vec4 material = MATERIALS[int(uBoxes[2 * vPart].w)];
    vec3 light = mix(uEarth.rgb, uSky.rgb, normal.y * 0.5 + 0.5);
    // Wrapped: flesh lets light through at the edge of the shadow.
    float key = max((dot(normal, uLights[0].xyz) + 0.25) * 0.8, 0.0);
    float fill = max(dot(normal, uLights[1].xyz), 0.0);
    light = light * vTissue.w + vec3(1.0, 0.97, 0.92) * (key * uLights[0].w) +
            vec3(0.85, 0.92, 1.0) * (fill * uLights[1].w);
    vec3 middle = normalize(uLights[0].xyz + to_eye);
    float shine = pow(max(dot(normal, middle), 0.0), material.x) * material.y;
    float edge = 1.0 - facing;
    float rim = edge * edge * edge * (material.z + uLights[2].w * max(dot(normal, uLights[2].xyz), 0.0));
    vec3 sum = colour * light + vec3(shine) + mix(colour, vec3(1.0), 0.5) * rim;
    return sum / (1.0 + max(sum - 0.6, 0.0) * 0.6);
}

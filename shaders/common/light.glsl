// light.glsl - key, fill and rim light with a soft hemisphere; a gentle tone curve; haze with distance. Linear light.
// The key light is warm and comes from the viewer's upper left, as in printed atlases; the fill is cool.

// Filmic shoulder (Narkowicz 2015's shape, softened so that mid tones keep the colour that was asked for).
vec3 tone(vec3 c)
{
    return c * (1.0 + 0.12 * c) / (1.0 + 0.30 * c * c);
}

vec3 lit(Surface s, vec3 to_eye, float facing, float open, float shade)
{
    // What falls into a hollow is thrown about there, so that shade takes on the colour of the walls (after Jimenez et
    // al., Practical realtime strategies for accurate indirect occlusion, 2016).
    vec3 kept = open + s.colour * (0.85 * open * (1.0 - open));
    vec3 light = mix(uEarth.rgb, uSky.rgb, s.normal.y * 0.5 + 0.5) * kept * (1.0 - 0.25 * shade);
    // Flesh lets light through at the edge of the shadow, red the farthest.
    float to_key = dot(s.normal, uLights[0].xyz), sun = 1.0 - 0.8 * shade, key = max(to_key, 0.0) * sun;
    float through = max(0.78 * to_key + 0.22, 0.0) * sun - key;
    float fill = max(dot(s.normal, uLights[1].xyz), 0.0);
    vec3 lamps = vec3(1.0, 0.96, 0.90) * (key * uLights[0].w) + vec3(0.80, 0.90, 1.0) * (fill * uLights[1].w) +
                 vec3(1.0, 0.52, 0.42) * (through * (0.3 + 0.7 * s.gloss.w));
    light += lamps * (0.4 + 0.6 * kept);
    vec3 colour = s.colour * light;
#ifndef GHOST // a highlight on a see-through layer would hide what lies behind it
    vec3 middle = normalize(uLights[0].xyz + to_eye);
    float upright = max(dot(s.normal, middle), 0.0);
    float shine = s.gloss.y * upright / (100.0 * s.gloss.x * (1.0 - upright) + upright);
    // Along fibres the highlight is drawn out square to them (Kajiya and Kay, 1989): 1 - the square of its share along
    // them, which is the share of the other two directions.
    float aside = dot(s.across, middle);
    float sheen = upright * upright + aside * aside / max(dot(s.across, s.across), 1e-20);
    sheen *= sheen;
    sheen *= sheen;
    sheen *= sheen;
    colour += vec3(1.0, 0.97, 0.93) * ((shine * sun + s.sheen * sheen * key) * open);
#endif
    float edge = 1.0 - facing;
    edge *= edge * edge;
    vec3 rim = s.colour * s.gloss.z + uRim.rgb * max(dot(s.normal, uLights[2].xyz), uRim.w);
    colour += rim * (edge * open);
    colour = tone(colour * uMood.x);
    return colour * (1.0 - uMood.y * edge);
}

// Distance takes on the ground's colour.
vec3 hazy(vec3 colour, float distance_m)
{
    float far = clamp((distance_m - uHaze.x) * uHaze.y, 0.0, 1.0) * uHaze.z;
    return mix(colour, 0.5 * (uGroundTop.rgb + uGroundBottom.rgb), far);
}

// light.glsl - key, fill and rim light with a soft hemisphere; a gentle tone curve; haze with distance. Linear light.
// The key light is warm and comes from the viewer's upper left, as in printed atlases; the fill is cool.

// Filmic shoulder (Narkowicz 2015's shape, softened so that mid tones keep the colour that was asked for).
vec3 tone(vec3 c)
{
    return c * (1.0 + 0.12 * c) / (1.0 + 0.30 * c * c);
}

// Light that a hollow keeps: what falls in is thrown about, so that shade takes on the colour of the walls
// (Jimenez et al., Practical realtime strategies for accurate indirect occlusion, 2016).
vec3 kept(vec3 colour, float open)
{
    return open / (1.0 - 0.85 * colour * (1.0 - open));
}

vec3 lit(Surface s, vec3 to_eye, float facing, float open)
{
    vec3 keeps = kept(s.colour, open);
    vec3 light = mix(uEarth.rgb, uSky.rgb, s.normal.y * 0.5 + 0.5) * keeps;
    // Wrapped: flesh and bone let light through at the edge of the shadow, red the farthest.
    vec3 wrap = vec3(0.34, 0.16, 0.12) * s.gloss.w + 0.06;
    float to_key = dot(s.normal, uLights[0].xyz);
    vec3 key = max((to_key + wrap) / (1.0 + wrap), 0.0);
    float fill = max(dot(s.normal, uLights[1].xyz), 0.0);
    vec3 lamps = vec3(1.0, 0.96, 0.90) * key * uLights[0].w + vec3(0.80, 0.90, 1.0) * (fill * uLights[1].w);
    light += lamps * (0.4 + 0.6 * keeps);
    vec3 colour = s.colour * light;
#ifndef GHOST // a highlight on a see-through layer would hide what lies behind it
    vec3 middle = normalize(uLights[0].xyz + to_eye);
    float near_middle = max(dot(s.normal, middle), 0.0);
    float shine = s.gloss.y * near_middle / (s.gloss.x * (1.0 - near_middle) + near_middle);
    float across = dot(s.along, middle), sheen = 1.0 - across * across;
    sheen *= sheen;
    sheen *= sheen;
    sheen *= sheen;
    shine += s.sheen * sheen * max(to_key, 0.0) * (s.along == vec3(0.0) ? 0.0 : 1.0);
    colour += vec3(1.0, 0.97, 0.93) * (shine * open);
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

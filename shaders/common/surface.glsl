// surface.glsl - what mesh.frag would be handed by mesh.vert, read back from what surface.frag has noted for the pixel:
//     x  part + 1 (10 bits, 0: nothing), normal, towards the viewer (11 + 11)
//     y  bundles across the fibres, -64 to 64 (18), tendon (6), baked light (8)
// Where the depth is still the farthest, or the nearest in a lens's hole, there is no note, whatever the numbers say.
uniform usampler2D uSurfaces;
uniform sampler2D uDepth;
#ifdef POSED
uniform sampler2D uRests; // places in the parts' own boxes
vec3 vRest;
#endif
uniform vec3 uRays[4]; // from the eye to the pixel at (0, 0) one metre away; what a pixel to the right, upwards adds; from
                       // depth to distance: x / (depth + y)
int vPart;
vec3 vNormal;
vec3 vFromEye;
vec3 vPattern;
vec3 vTissue;

// Also for pixels that show nothing, which then lie at the eye: the slopes of their neighbours ask for them.
float read_surface(out bool any)
{
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    uvec2 s = texelFetch(uSurfaces, pixel, 0).xy;
    float depth = texelFetch(uDepth, pixel, 0).x;
    any = (s.x & 1023u) != 0u && depth > 0.0 && depth < 0.999999;
    s = any ? s : uvec2(0u);
    vPart = max(int(s.x & 1023u) - 1, 0);
    vNormal = octahedral_decode(vec2(uvec2((s.x >> 10u) & 2047u, s.x >> 21u)) * (2.0 / 2047.0) - 1.0);
    vTissue = vec3(float(s.y & 262143u) * (128.0 / 262143.0) - 64.0, float((s.y >> 18u) & 63u) * (1.0 / 63.0),
                   float(s.y >> 24u) * (1.0 / 255.0));
    float distance_m = any ? uRays[3].x / (depth + uRays[3].y) : 0.0;
    vFromEye = (uRays[0] + gl_FragCoord.x * uRays[1] + gl_FragCoord.y * uRays[2]) * distance_m;
#ifdef POSED
    vec3 at = any ? texelFetch(uRests, pixel, 0).xyz : vec3(0.0);
    vRest = uBoxes[2 * vPart].xyz + at * uBoxes[2 * vPart + 1].xyz;
    vPattern = pattern_at(vPart, vRest);
#else
    vPattern = pattern_at(vPart, uEye.xyz + vFromEye - uLooks[2 * vPart + 1].xyz);
#endif
    return distance_m;
}

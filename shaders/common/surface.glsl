// surface.glsl - what mesh.frag would be handed by mesh.vert, read back from what surface.frag has noted for the pixel:
//     x  part + 1 (10 bits, 0: nothing), tendon (8)
//     y  normal, towards the viewer (12 + 12), baked light (8)
//     z  bundles across the fibres (float)     w  distance along the view in metres (float)
uniform usampler2D uSurfaces;
#ifdef POSED
uniform sampler2D uRests; // places in the parts' own boxes
vec3 vRest;
#endif
uniform vec3 uRays[3]; // from the eye to the pixel at (0, 0) one metre away; what a pixel to the right, upwards adds
int vPart;
vec3 vNormal;
vec3 vFromEye;
vec3 vPattern;
vec3 vTissue;

// Also for pixels that show nothing, which then lie at the eye: the slopes of their neighbours ask for them.
float read_surface(out bool any)
{
    uvec4 s = texelFetch(uSurfaces, ivec2(gl_FragCoord.xy), 0);
    any = (s.x & 1023u) != 0u;
    vPart = max(int(s.x & 1023u) - 1, 0);
    vNormal = octahedral_decode(vec2(uvec2(s.y & 4095u, (s.y >> 12u) & 4095u)) * (2.0 / 4095.0) - 1.0);
    vTissue = vec3(uintBitsToFloat(s.z), float((s.x >> 10u) & 255u) * (1.0 / 255.0), float(s.y >> 24u) * (1.0 / 255.0));
    float distance_m = uintBitsToFloat(s.w);
    vFromEye = (uRays[0] + gl_FragCoord.x * uRays[1] + gl_FragCoord.y * uRays[2]) * distance_m;
#ifdef POSED
    vec3 at = texelFetch(uRests, ivec2(gl_FragCoord.xy), 0).xyz;
    vRest = uBoxes[2 * vPart].xyz + at * uBoxes[2 * vPart + 1].xyz;
    vPattern = pattern_at(vPart, vRest);
#else
    vPattern = pattern_at(vPart, uEye.xyz + vFromEye - uLooks[2 * vPart + 1].xyz);
#endif
    return distance_m;
}

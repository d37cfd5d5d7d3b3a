// shadow.glsl - how much of the key light bent parts take away (pass_shadow.h). The map's smaller levels are its soft
// copies: covered and covered * distance average to the share that is covered and, by their ratio, to how far away what
// covers is. A first look tells the gap, a second one is the softer the wider the gap: sharp at the hinge, soft below
// the raised edge.
uniform sampler2D uShadowMap;

float shadow_at(vec3 from_eye)
{
    vec4 p = vec4(from_eye, 1.0);
    vec3 at = vec3(dot(uShadow[0], p), dot(uShadow[1], p), dot(uShadow[2], p));
    vec2 near = textureLod(uShadowMap, at.xy, 2.0).rg;
    float gap_m = (at.z - near.y / max(near.x, 1e-3)) * uShadow[3].w;
    float covered = textureLod(uShadowMap, at.xy, clamp(1.0 + 40.0 * gap_m, 1.0, 4.0)).r;
#ifdef BENT
    const vec2 GAP = vec2(0.014, 0.030); // a flap shades itself only where it is rolled up
#else
    const vec2 GAP = vec2(0.003, 0.012);
#endif
    return covered * clamp((gap_m - GAP.x) / (GAP.y - GAP.x), 0.0, 1.0);
}

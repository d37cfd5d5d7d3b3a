// octahedral.glsl - unit vector from two octahedral bytes (Cigolle et al., JCGT 2014); as octahedral_decode in maths.c.
vec3 octahedral_decode(vec2 e)
{
    vec3 n = vec3(e, 1.0 - abs(e.x) - abs(e.y));
    float fold = max(-n.z, 0.0);
    n.xy += mix(vec2(fold), vec2(-fold), greaterThanEqual(n.xy, vec2(0.0)));
    return normalize(n);
}

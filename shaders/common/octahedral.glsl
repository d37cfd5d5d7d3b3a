// octahedral.glsl - unit vector from two octahedral bytes (Cigolle et al., JCGT 2014); as octahedral_decode in maths.c.
vec3 octahedral_decode(vec2 e)
{
    vec3 n = vec3(e, 1.0 - abs(e.x) - abs(e.y));
    float fold = max(-n.z, 0.0);
    n.xy += mix(vec2(fold), vec2(-fold), greaterThanEqual(n.xy, vec2(0.0)));
    return normalize(n);
}

vec2 octahedral_encode(vec3 n)
{
    n *= 1.0 / (abs(n.x) + abs(n.y) + abs(n.z));
    vec2 folded = (1.0 - abs(n.yx)) * mix(vec2(-1.0), vec2(1.0), greaterThanEqual(n.xy, vec2(0.0)));
    return n.z >= 0.0 ? n.xy : folded;
}

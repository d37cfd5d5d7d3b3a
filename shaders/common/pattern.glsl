// pattern.glsl - where a point lies in the pattern of its tissue (tissue.glsl).

// Spots for each metre, by tissue, and how much longer they are along a part without fibre coordinates than across it.
const vec2 SPOTS[10] = vec2[10](vec2(75.0, 1.0), vec2(210.0, 1.0), vec2(75.0, 1.0), vec2(130.0, 0.3), vec2(90.0, 0.25),
                                vec2(150.0, 0.3), vec2(100.0, 0.3), vec2(165.0, 0.25), vec2(120.0, 0.6), vec2(60.0, 1.0));

// Of a point of the unbent model: one spot is as large as 1.
vec3 pattern_at(int part, vec3 point)
{
    vec2 spots = SPOTS[int(uBoxes[2 * part].w)];
    vec3 axis = uTissues[2 * part + 1].xyz;
    bool has_fibre = (int(uBoxes[2 * part + 1].w) & FLAG_FIBRE) != 0;
    return spots.x * (point + axis * (has_fibre ? 0.0 : dot(axis, point) * (spots.y - 1.0)));
}

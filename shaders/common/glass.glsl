// glass.glsl - an x-ray. A pane of glass: hardly there where one looks straight through, clear and bright along its edge.
// (colour, opacity) of what is seen as flesh otherwise.
vec4 glass(vec4 flesh, float facing)
{
    float edge = 1.0 - facing, square = edge * edge;
    return vec4(flesh.rgb + uRim.rgb * (0.4 * square), flesh.a * (0.05 + 0.95 * square * edge));
}

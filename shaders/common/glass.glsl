// glass.glsl - opacity of an x-ray. A pane of glass: hardly there where one looks straight through, clear along its edge.
float glass(float facing)
{
    float edge = 1.0 - facing;
    return 0.07 + 0.93 * edge * edge;
}

// screen.vert - one triangle over the whole picture, at the far plane.
out vec2 vAt; // 0..1, y up

void main()
{
    vAt = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
    gl_Position = vec4(vAt * 2.0 - 1.0, 1.0, 1.0);
}

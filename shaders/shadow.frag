// shadow.frag - what casts a shadow, seen from the key light. Out (RG16): covered, covered * distance (0..1).
in float vDistance;
out vec4 oCast;

void main()
{
    oCast = vec4(1.0, vDistance, 0.0, 1.0);
}

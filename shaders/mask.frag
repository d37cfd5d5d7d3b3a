// mask.frag - which pixels belong to an outlined part. Out (R8): how strong the line round it will be. Drawn twice:
// without depth test, faintly, then where the part is in sight; blending keeps the greater.
uniform float uStrength;
out vec4 oMask;

void main()
{
    oMask = vec4(uStrength);
}

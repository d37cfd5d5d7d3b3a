// even.frag - large, smooth parts of one colour in motion on software drivers: their light has fallen on the vertices, and the
// bytes are made there too.
in vec4 vColour; // sRGB
out vec4 oColour;

void main()
{
    oColour = vColour;
}

// show.frag - a finished picture, byte by byte where it is as large as the window (pass_show.c keeps the sampler from decoding sRGB, which texelFetch would
// do all the same).
uniform sampler2D uShown;
in vec2 vAt;
out vec4 oColour;

void main()
{
    oColour = vec4(texture(uShown, vAt).rgb, 1.0);
}

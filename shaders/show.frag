// show.frag - a finished picture, byte by byte (pass_show.c keeps the sampler from decoding sRGB, which texelFetch would
// do all the same).
uniform sampler2D uShown;
out vec4 oColour;

void main()
{
    oColour = vec4(texture(uShown, gl_FragCoord.xy / vec2(textureSize(uShown, 0))).rgb, 1.0);
}

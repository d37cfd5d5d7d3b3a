// section.vert - a quad on the section plane, round all that is cut.
#include "common/frame.glsl"
uniform vec3 uOrigin, uRight, uUp; // metres; unit axes
uniform vec4 uExtent;              // lowest and highest u, v
out vec2 vPlace;                   // u, v in metres

void main()
{
    vPlace = vec2((gl_VertexID & 1) == 0 ? uExtent.x : uExtent.z, (gl_VertexID & 2) == 0 ? uExtent.y : uExtent.w);
    gl_Position = uViewProjection * vec4(uOrigin + vPlace.x * uRight + vPlace.y * uUp, 1.0);
}

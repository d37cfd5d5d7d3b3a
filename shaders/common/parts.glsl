// parts.glsl - the tables of parts, indexed by the part number in each vertex (PartTable in part_table.h).
#define MOST_PARTS 512
layout(std140) uniform Boxes {
    vec4 uBoxes[2 * MOST_PARTS]; // lo, material; size, flags
};
layout(std140) uniform Looks {
    vec4 uLooks[2 * MOST_PARTS]; // colour, opacity; shift, bend (-1 none)
};
layout(std140) uniform Tissues {
    vec4 uTissues[MOST_PARTS]; // tendon at origin, at insertion; free
};
#define FLAG_FIBRE 1
#define FLAG_RIM 2

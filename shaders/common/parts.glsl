// parts.glsl - the tables of parts, indexed by the part number in each vertex (PartTable in part_table.h).
#define MOST_PARTS 512
layout(std140) uniform Boxes {
    vec4 uBoxes[2 * MOST_PARTS]; // lo, material; size, flags
};
layout(std140) uniform Looks {
    vec4 uLooks[2 * MOST_PARTS]; // colour, opacity; shift, bend (-1 none; -1 - MeshMoves: joints move it)
};
layout(std140) uniform Tissues {
    vec4 uTissues[2 * MOST_PARTS]; // tendon at origin, at insertion, length (m), bundles across; axis, bundles around (grain.h)
};
#define FLAG_FIBRE 1
#define FLAG_RIM 2
#define FLAG_UNCUT 4    // the section plane leaves it whole
#define FLAG_OUTLINED 8 // hovered or selected
#define HATCH_SHIFT 4      // 0 none .. 11
#define UNCOVERED_SHIFT 8  // 0 coverings in place .. 255 gone
#define FLAG_UNMARKED 131072 // nothing is drawn onto it
#define FLAG_FLAP 65536    // bent away from where it lay

// cut.glsl - tissues cut across, from one look at a tile of irregular cells (section_grain.c), whose mipmaps make it fade
// where it would be finer than the pixels. Tables rather than branches: software drivers compute all sides of a branch.
uniform sampler2D uGrain; // wall of a cell, its shade, wall of cells half as large, middle of a cell
const float CELLS = 20.0; // in a tile
const float TEXELS = 256.0;

// By DrawMaterial: size of a cell (m), shade of the darkest, how much lighter the lightest, width of its wall.
const vec4 CELL[10] = vec4[10](      //
    vec4(0.0030, 0.94, 0.10, 0.10),  // plain
    vec4(0.0012, 0.96, 0.06, 0.20),  // skin
    vec4(0.0062, 0.90, 0.18, 0.12),  // fat: lobules
    vec4(0.0016, 0.86, 0.16, 0.25),  // fascia
    vec4(0.0034, 0.88, 0.20, 0.15),  // muscle: bundles
    vec4(0.0019, 0.86, 0.16, 0.38),  // nerve: fascicles
    vec4(0.0030, 1.00, 0.00, 0.10),  // vessel: blood
    vec4(0.0016, 0.86, 0.16, 0.25),  // ligament
    vec4(0.0021, 0.96, 0.08, 0.34),  // bone: trabeculae round marrow
    vec4(0.0024, 0.96, 0.06, 0.15)); // cartilage

// Colour of the walls, and how strong they are.
const vec4 WALL[10] = vec4[10](        //
    vec4(0.50, 0.48, 0.46, 0.20),      // plain
    vec4(0.80, 0.62, 0.55, 0.20),      // skin
    vec4(0.93, 0.86, 0.70, 0.55),      // fat
    vec4(0.45, 0.46, 0.47, 0.30),      // fascia
    vec4(0.55, 0.33, 0.26, 0.34),      // muscle
    vec4(0.90, 0.84, 0.66, 0.85),      // nerve: sheaths
    vec4(0.00), vec4(0.45, 0.46, 0.44, 0.30), // vessel, ligament
    vec4(0.84, 0.76, 0.60, 0.95), vec4(0.70, 0.76, 0.80, 0.20)); // bone, cartilage

// What is mixed into the colour of the inside; walls half as wide apart: how strong.
const vec4 INSIDE[10] = vec4[10](vec4(0.0), vec4(0.88, 0.68, 0.60, 0.5), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0),
                                 vec4(0.10, 0.01, 0.01, 0.75), vec4(0.0), vec4(0.56, 0.29, 0.17, 0.58), vec4(0.0));
const float FINE[10] = float[10](0.0, 0.0, 0.06, 0.2, 0.13, 0.0, 0.0, 0.2, 0.42, 0.0);

// The rim: its colour as a factor, and from where to where it gives way to the inside, metres.
const vec4 RIM[10] = vec4[10](     //
    vec4(1.0), vec4(0.85, 0.82, 0.80, 0.0002), vec4(1.0), vec4(1.0),
    vec4(0.80, 0.76, 0.74, -0.0008), // muscle: its own fascia
    vec4(1.04, 1.04, 1.06, 0.0002),  // nerve
    vec4(0.95, 0.80, 0.74, 0.0005),  // vessel: its wall
    vec4(1.0), vec4(1.08, 1.08, 1.08, 0.0012), // bone: dense
    vec4(1.0));
const float RIM_END[10] = float[10](0.0001, 0.0009, 0.0001, 0.0001, 0.0015, 0.0007, 0.0010, 0.0001, 0.0026, 0.0001);

// deep_m: how far from the edge of its own face; step_m: how far the next pixel lies. The mipmap is chosen by that alone: the
// neighbour may be another tissue, or nothing.
vec3 cut_colour(vec3 colour, int material, float deep_m, float step_m)
{
    vec4 cell = CELL[material], wall = WALL[material], inside = INSIDE[material], rim = RIM[material];
    float tile = 1.0 / (CELLS * cell.x);
    vec4 grain = textureLod(uGrain, vPlace * tile, log2(step_m * tile * TEXELS));
    vec3 cut = mix(colour, inside.rgb, inside.a) * (cell.y + cell.z * grain.g);
    float walls = max(wall.a * (1.0 - smoothstep(0.4 * cell.w, cell.w, grain.r)),
                      FINE[material] * (1.0 - smoothstep(0.10, 0.28, grain.b)));
    cut = mix(cut, wall.rgb, walls);
    float within = smoothstep(rim.a, RIM_END[material], deep_m);
    return mix(colour * rim.rgb, cut, within) * uMood.x;
}

// cut.glsl - tissues cut across. Everything comes from one tile of irregular cells (section_grain.c), whose mipmaps make
// it fade where it would be finer than the pixels.
uniform sampler2D uGrain; // wall of broad cells, their shade, wall of fine cells, middle of broad cells
const float CELLS = 20.0; // in a tile

vec4 cells(float size_m)
{
    return texture(uGrain, vPlace * (1.0 / (CELLS * size_m)));
}

// A wall between cells: 1 on it, 0 inside.
float wall(float distance, float width)
{
    return 1.0 - smoothstep(0.4 * width, width, distance);
}

vec3 cut_muscle(vec3 colour, float deep_m)
{
    vec4 bundle = cells(0.0034), fibre = cells(0.0011);
    colour *= 0.86 + 0.22 * bundle.g + 0.10 * fibre.g;
    colour = mix(colour, vec3(0.55, 0.33, 0.26), 0.34 * wall(bundle.r, 0.15) + 0.14 * wall(fibre.r, 0.25));
    return colour * mix(0.80, 1.0, smoothstep(0.0, 0.0015, deep_m));
}

// A dense rim, spongy inside with marrow between the trabeculae.
vec3 cut_bone(vec3 colour, float deep_m)
{
    vec4 sponge = cells(0.0021);
    vec3 marrow = vec3(0.50, 0.20, 0.12), beam = colour * vec3(1.02, 0.94, 0.80);
    float beams = max(wall(sponge.r, 0.34), 0.7 * wall(sponge.b, 0.30));
    vec3 inside = mix(mix(marrow, beam, 0.42), beam, beams);
    float dense = 1.0 - smoothstep(0.0012, 0.0026, deep_m + 0.0008 * (sponge.g - 0.5));
    return mix(inside, colour * 1.08, dense);
}

vec3 cut_fat(vec3 colour)
{
    vec4 lobule = cells(0.0062);
    colour *= 0.90 + 0.16 * lobule.g + 0.05 * cells(0.0017).g;
    return mix(colour, vec3(0.93, 0.86, 0.70), 0.55 * wall(lobule.r, 0.12));
}

// Pale bundles in a whiter sheath.
vec3 cut_nerve(vec3 colour, float deep_m)
{
    vec4 bundle = cells(0.0019);
    vec3 sheath = mix(colour, vec3(0.92, 0.88, 0.78), 0.6);
    float inside = (1.0 - wall(bundle.r, 0.38)) * smoothstep(0.0002, 0.0008, deep_m);
    return mix(sheath, colour * (0.80 + 0.18 * bundle.g), inside);
}

vec3 cut_vessel(vec3 colour, float deep_m)
{
    return mix(mix(colour, vec3(0.80, 0.55, 0.46), 0.5), colour * 0.34, smoothstep(0.0005, 0.0010, deep_m));
}

vec3 cut_fibrous(vec3 colour, float deep_m)
{
    vec4 bundle = cells(0.0016);
    return colour * (0.86 + 0.16 * bundle.g - 0.16 * wall(bundle.r, 0.25));
}

vec3 cut_skin(vec3 colour, float deep_m)
{
    return mix(colour * 0.82, mix(colour, vec3(0.88, 0.68, 0.60), 0.5), smoothstep(0.0002, 0.0009, deep_m));
}

// deep_m: how far from the edge of its own face.
vec3 cut_colour(vec3 colour, int material, float deep_m)
{
    vec3 cut = colour;
    switch (material) {
    case 1:
        cut = cut_skin(colour, deep_m);
        break;
    case 2:
        cut = cut_fat(colour);
        break;
    case 4:
        cut = cut_muscle(colour, deep_m);
        break;
    case 5:
        cut = cut_nerve(colour, deep_m);
        break;
    case 6:
        cut = cut_vessel(colour, deep_m);
        break;
    case 3:
    case 7:
    case 9:
        cut = cut_fibrous(colour, deep_m);
        break;
    case 8:
        cut = cut_bone(colour, deep_m);
        break;
    }
    return cut * uMood.x;
}

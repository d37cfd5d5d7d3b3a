// tissue.glsl - what each tissue looks like before light falls on it: colour, relief and gloss from patterns that live
// in fibre coordinates or in the unbent model, so that they stay on the flesh when it turns or bends. Every pattern
// fades out before it is finer than the pixels. The loops run at most once: software drivers jump over a loop that
// nobody enters, but compute both sides of a branch.

// Gloss: exponent of the highlight, its strength, sheen towards the edge, how softly light turns into shadow.
const vec4 GLOSS[10] = vec4[10]( //
    vec4(20.0, 0.06, 0.10, 0.20), // plain
    vec4(10.0, 0.05, 0.14, 1.00), // skin
    vec4(24.0, 0.16, 0.12, 0.70), // fat
    vec4(40.0, 0.16, 0.26, 0.30), // fascia
    vec4(34.0, 0.13, 0.16, 0.35), // muscle
    vec4(40.0, 0.20, 0.14, 0.40), // nerve
    vec4(60.0, 0.34, 0.14, 0.25), // vessel
    vec4(34.0, 0.14, 0.14, 0.25), // ligament
    vec4(12.0, 0.06, 0.06, 0.25), // bone
    vec4(50.0, 0.22, 0.16, 0.50)  // cartilage
);

// Fibres: how much bundles differ in colour, depth of the grooves between them, fine threads, sheen along them.
const vec4 FIBRES[10] = vec4[10]( //
    vec4(0.10, 0.25, 0.06, 0.00), // plain
    vec4(0.00), vec4(0.00),       // skin, fat
    vec4(0.06, 0.12, 0.10, 0.30), // fascia
    vec4(0.19, 0.34, 0.10, 0.16), // muscle
    vec4(0.06, 0.24, 0.05, 0.18), // nerve
    vec4(0.03, 0.00, 0.04, 0.00), // vessel
    vec4(0.08, 0.26, 0.12, 0.26), // ligament
    vec4(0.00), vec4(0.05, 0.15, 0.08, 0.10) // bone, cartilage
);

// Grain: per metre, how much it differs in colour, depth (m), how much longer along the part than across.
const vec4 GRAIN[10] = vec4[10](                                     //
    vec4(150.0, 0.05, 0.0000, 1.0),                                  // plain
    vec4(420.0, 0.035, 0.00006, 1.0),                                // skin
    vec4(120.0, 0.09, 0.00120, 1.0),                                 // fat
    vec4(260.0, 0.05, 0.0000, 0.3),                                  // fascia
    vec4(170.0, 0.085, 0.00012, 0.22),                               // muscle without fibre coordinates
    vec4(300.0, 0.05, 0.0000, 0.2),                                  // nerve
    vec4(200.0, 0.05, 0.0000, 0.3),                                  // vessel
    vec4(330.0, 0.07, 0.00006, 0.2),                                 // ligament
    vec4(240.0, 0.035, 0.00006, 0.6), vec4(120.0, 0.03, 0.0000, 1.0) // bone, cartilage
);
const vec3 TENDON = vec3(0.79, 0.69, 0.57); // #e6dac8
const float TENDON_MATERIAL = 7.0;

struct Surface {
    vec3 colour;
    vec3 normal;
    vec3 along; // unit, the way the fibres run; zero: none
    vec4 gloss;
    float sheen;
};

// A sine of period 1 made of parabolas: a fraction of the price.
float wave(float t)
{
    t = fract(t) - 0.5;
    return t * (8.0 - 16.0 * abs(t));
}

// The two directions on the surface in which the picture's x and y lie, scaled so that a slope given for each pixel
// becomes one for each metre (Mikkelsen, Bump mapping unparametrized surfaces on the GPU, 2010).
mat2x3 pixel_frame(vec3 normal, vec3 from_eye)
{
    vec3 x = dFdx(from_eye), y = dFdy(from_eye);
    vec3 across_y = cross(y, normal), across_x = cross(normal, x);
    float area = dot(x, across_y);
    return mat2x3(across_y, across_x) * (sign(area) / max(abs(area), 1e-12));
}

// Bundles: each a little lighter or darker than its neighbours, rounded, with threads on it; they interlock with the
// tendon like fingers.
void fibres(vec4 fibre, vec3 from_eye, vec3 tendon_colour, inout Surface s)
{
    float along = vTissue.x;
    float strand = vTissue.y + 0.30 * wave(9.0 * along + 0.13 * vTissue.y) + 0.12 * wave(33.0 * along + 0.31 * vTissue.y);
    vec2 slope = vec2(dFdx(strand), dFdy(strand));
    float fine = abs(slope.x) + abs(slope.y); // bundles in a pixel
    float fade = clamp(1.6 - 2.6 * fine, 0.0, 1.0), thread_fade = clamp(1.6 - 9.0 * fine, 0.0, 1.0);
    float place = fract(strand) * 2.0 - 1.0;
    float shade = fract(floor(strand) * 0.618034) - 0.5; // golden ratio: neighbours differ
    float steep = place * place * place;
    float groove = steep * steep;
    float thread = wave(3.3 * strand + 0.4 * wave(21.0 * along + shade)) * thread_fade;
    float broad = wave(0.23 * strand + 1.7 * along);
    float stripe = fade * (fibre.x * (1.3 * shade + 0.15 - 0.5 * groove)) + fibre.z * thread + 0.35 * fibre.x * broad;
    s.colour *= 1.0 + stripe;
    float tendon = vTissue.z;
    tendon = clamp(tendon + fade * shade * 5.0 * tendon * (1.0 - tendon), 0.0, 1.0);
    s.colour = mix(s.colour, tendon_colour * (1.0 + 0.6 * stripe), tendon * 0.92 * uMood.w);
    s.gloss = mix(s.gloss, GLOSS[int(TENDON_MATERIAL)], tendon);
    s.sheen = fibre.w * (1.0 + tendon);
    vec3 across = normalize(pixel_frame(s.normal, from_eye) * slope);
    s.along = cross(s.normal, across);
    s.normal = normalize(s.normal + across * (fade * fibre.y * (1.0 - 0.6 * tendon) * steep));
}

// Irregular spots in space: a gyroid whose coordinates are bent by slower waves.
float spots(vec3 p)
{
    vec3 q = p + 0.40 * vec3(wave(0.37 * p.y + 0.11), wave(0.41 * p.z + 0.53), wave(0.33 * p.x + 0.29));
    vec3 a = vec3(wave(q.x), wave(q.y), wave(q.z));
    vec3 b = vec3(wave(q.y + 0.25), wave(q.z + 0.25), wave(q.x + 0.25));
    return 0.66 * dot(a, b);
}

void grain(vec4 grain, vec3 axis, vec3 from_eye, float pixel_m, inout Surface s)
{
    vec3 p = vRest + axis * (dot(axis, vRest) * (grain.w - 1.0)); // drawn out along the part
    float fade = clamp(1.5 - 4.0 * pixel_m * grain.x, 0.0, 1.0);
    float spot = spots(p * grain.x * 0.5);
    s.colour *= 1.0 + grain.y * spot * fade;
    float height = grain.z * spot * fade;
    s.normal = normalize(s.normal - pixel_frame(s.normal, from_eye) * vec2(dFdx(height), dFdy(height)));
}

Surface surface_at(vec3 colour, int material, vec3 normal, vec3 from_eye, float pixel_m, bool has_fibre)
{
    Surface s = Surface(colour, normal, vec3(0.0), GLOSS[material], 0.0);
    float fibrous = has_fibre ? 1.0 : 0.0;
    for (float i = fibrous; i > 0.5; i--) {
        fibres(FIBRES[material], from_eye, TENDON, s);
    }
    for (float i = fibrous; i < 0.5; i++) {
        grain(GRAIN[material], uTissues[2 * vPart + 1].xyz, from_eye, pixel_m, s);
    }
    return s;
}

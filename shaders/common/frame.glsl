// frame.glsl - what all passes read once a frame (FrameBlock in part_table.h).
layout(std140) uniform Frame {
    mat4 uViewProjection;
    vec4 uEye;          // metres; w: 1 / height of the picture in pixels
    vec4 uLights[3];    // directions towards key, fill and rim light; w: strength
    vec4 uSky;          // linear rgb from above
    vec4 uEarth;        // linear rgb from below
    vec4 uGroundTop;    // background gradient, linear; w: height (0..1) in the whole picture where this one ends ...
    vec4 uGroundBottom; // ... and where it begins
    vec4 uOutline;      // linear rgb; w: thickness in pixels
    vec4 uMood;         // exposure; ink along the edges; metres in a pixel at a distance of one metre; how white tendons are
    vec4 uRim;          // linear rgb of the light from behind; w: least share of it on every edge
    vec4 uHaze;         // where it begins (m), 1 / how far to the end (1/m), share of the ground's colour there
    vec4 uPlane;        // section: what lies at dot(uPlane, (p, 1)) > 0 is taken away
    vec4 uShadow[4];    // see common/shadow.glsl
    vec4 uBendPlaces[128]; // see common/bend.glsl
};

// frame.glsl - what all passes read once a frame (FrameBlock in part_table.h).
layout(std140) uniform Frame {
    mat4 uViewProjection;
    vec4 uEye;          // metres; w: 1 / height of the picture in pixels
    vec4 uLights[3];    // directions towards key, fill and rim light; w: strength
    vec4 uSky;          // linear rgb from above
    vec4 uEarth;        // linear rgb from below
    vec4 uGroundTop;    // background gradient, linear
    vec4 uGroundBottom;
    vec4 uOutline;      // linear rgb; w: thickness in pixels
    vec4 uBendPlaces[32]; // see common/bend.glsl
};

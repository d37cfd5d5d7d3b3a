// joints.glsl - where joints carry a vertex: the graphics card's copy of pose_blend_joints in src/geometry/pose_motion.c.
// In: moves    MeshMoves: 1 the vertex says itself with which bones it goes, 2 + b all of it with bone b
//     word     along and across of the vertex, 16 bits each: three bones of five bits, two shares of eight
const int MESH_BONES = 16;

layout(std140) uniform Joints {
    vec4 uJoints[2 * MESH_BONES]; // of each bone turn and shift, a unit dual quaternion
};

struct Motion {
    vec4 turn, shift;
};

void joints_add(int bone, vec4 first, float share, inout Motion sum)
{
    vec4 turn = uJoints[2 * bone];
    share = dot(turn, first) < 0.0 ? -share : share; // a turn and its opposite quaternion are one
    sum.turn += share * turn;
    sum.shift += share * uJoints[2 * bone + 1];
}

Motion joints_at(int moves, uint word)
{
    bool whole = moves > 1;
    ivec3 bone = whole ? ivec3(moves - 2) : ivec3(uvec3(word, word >> 5u, word >> 10u) & 31u);
    vec2 share = whole ? vec2(1.0, 0.0) : vec2(uvec2(word >> 16u, word >> 24u) & 255u) * (1.0 / 255.0);
    vec4 first = uJoints[2 * bone.x];
    Motion sum = Motion(vec4(0.0), vec4(0.0));
    joints_add(bone.x, first, share.x, sum);
    joints_add(bone.y, first, share.y, sum);
    joints_add(bone.z, first, 1.0 - share.x - share.y, sum);
    float scale = inversesqrt(dot(sum.turn, sum.turn));
    return Motion(sum.turn * scale, sum.shift * scale);
}

vec3 joints_direction(Motion motion, vec3 n)
{
    return n + 2.0 * cross(motion.turn.xyz, cross(motion.turn.xyz, n) + motion.turn.w * n);
}

vec3 joints_point(Motion motion, vec3 p)
{
    return joints_direction(motion, p) + 2.0 * (motion.turn.w * motion.shift.xyz - motion.shift.w * motion.turn.xyz +
                                                cross(motion.turn.xyz, motion.shift.xyz));
}

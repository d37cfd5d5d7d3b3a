/* posture_rest.h - a soft part at rest as its posing sees it: nodes over the fibre coordinates. Private to study. */
#ifndef HIP_STUDY_POSTURE_REST_H
#define HIP_STUDY_POSTURE_REST_H
#include "hip/mesh_distance.h"
#include "hip/posture.h"

struct PostureBones {
    MeshDistance around[MESH_HIP_BONES]; /* at rest */
};

/* A coarse surface of a part, to see how much it holds. */
typedef struct PostureFlesh {
    float (*at)[3], (*fibre)[2];
    uint32_t (*triangles)[3];
    float (*clear)[MESH_HIP_BONES]; /* least distance to each bone; NULL: keeps out of none */
    uint32_t vertex_count, triangle_count;
    float volume; /* at rest, m3 */
} PostureFlesh;

struct PostureRest {
    BendGrid grid;      /* rest, coordinates, thickness; nothing bent */
    bool fleshy;        /* what grows longer grows thinner */
    PostureFlesh flesh; /* of a fleshy part, where a coarse level is there */
    int rows;           /* that differ: 1 for a rod */
    int first, last;    /* columns that vertices use: both ends of the fibres */
    float over;         /* how thick what lies between it and its bones may be; 0: nothing does */
    bool bows;          /* it is short: pushed together it bulges away from the joint */
    float hip[3];       /* the joint's centre at rest */
    bool slides;        /* its insertion is in no bone: it gives way along the fibres where they are pushed together */
    float share[BEND_ROWS][BEND_COLUMNS][MESH_HIP_BONES];
    bool follows[MESH_HIP_BONES];         /* some node goes with it */
    float half[BEND_ROWS][BEND_COLUMNS];  /* mean distance of the surface from the middle */
    float along[BEND_ROWS][BEND_COLUMNS]; /* to column + 1 */
    float give[BEND_COLUMNS];             /* how readily the piece to column + 1 stretches: belly 1, tendon little */
    const PostureBones *bones;            /* NULL: keeps out of nothing */
    float clear[BEND_ROWS][BEND_COLUMNS][MESH_HIP_BONES]; /* least distance to each bone's surface */
};

/* Where each node lies with the joints as they are. */
typedef struct PosturePlace {
    float at[BEND_ROWS][BEND_COLUMNS][3];
    float turn[BEND_ROWS][BEND_COLUMNS][4]; /* unit quaternions x y z w */
    float swell[BEND_ROWS][BEND_COLUMNS];
} PosturePlace;

/* False: the part's coordinates give no grid. */
bool posture_gather(PostureRest *rest, const MeshSet *set, uint32_t part);

void posture_flesh_make(const MeshSet *set, uint32_t part, PostureFlesh *out);
void posture_flesh_release(PostureFlesh *flesh);

void posture_flesh_keep_out(PostureFlesh *flesh, const PostureBones *bones);

/* Makes the part thicker or thinner until it holds what it holds at rest, and moves it out of bone. */
void posture_shape_flesh(const PostureRest *rest, const PoseBones *bones, BendGrid *grid);

/* 0 at the ends of the fibres, which are as thick as their bones let them, 1 in the belly. */
float posture_free(const PostureRest *rest, int column);

void posture_solve(const PostureRest *rest, const PoseBones *bones, PosturePlace *out);

/* As pose_blend, for shares that are not rounded. */
void posture_blend(const PoseBones *bones, const float share[MESH_HIP_BONES], PoseMotion *out);

/* Unit quaternions x y z w. */
void posture_unit(float q[4]);
void posture_multiply(const float then[4], const float first[4], float out[4]);
#endif

/* massage.h - what the program knows of massage: joints, positions of the client, tools, regions of the skin, strokes.
 * Immutable tables of the atlas, read from joints.json, positions.json, tools.json, regions.json, strokes.json
 * (docs/data.md); facts.md sections 4 and 5. Written once for the right hip as the worked one; the left is its mirror
 * image. Places are affine: they follow the bones that their landmarks follow. */
#ifndef HIP_MASSAGE_H
#define HIP_MASSAGE_H
#include "hip/atlas.h"

enum { PLACE_LANDMARKS = 8, ATLAS_MAX_JOINTS = 16 };

/* A place: landmarks with weights that add up to 1, and a way from there. */
typedef struct AtlasPlace {
    int landmark[PLACE_LANDMARKS];
    float weight[PLACE_LANDMARKS];
    int count;
    float offset[3]; /* metres; for the right side */
} AtlasPlace;

/* Where the place is in the anatomical position. */
void atlas_place_at(const Atlas *atlas, const AtlasPlace *place, Side side, float out_m[3]);

/* What a joint carries along. Pelvis, thigh and spine are in the detailed hip, the others in the whole figure. */
typedef enum AtlasBone {
    ATLAS_PELVIS,
    ATLAS_THIGH,
    ATLAS_SPINE,
    ATLAS_SHANK,
    ATLAS_FOOT,
    ATLAS_HEAD,
    ATLAS_UPPER_ARM,
    ATLAS_FOREARM,
    ATLAS_HAND,
    ATLAS_BONES
} AtlasBone;

typedef struct AtlasJoint {
    const char *id, *name;
    AtlasBone bone;          /* joints of one bone turn it in the order of the table, the first about axes at rest */
    AtlasPlace about;        /* of the right side */
    float axis[3];           /* unit: more degrees turn the right one about it by the right hand's rule */
    const char *more, *less; /* what more and fewer degrees do, in plain words */
    float least_deg, most_deg;
    bool paired;
    AtlasFact range;
} AtlasJoint;

typedef enum AtlasLies { LIES_UPRIGHT, LIES_FACE_DOWN, LIES_FACE_UP, LIES_LEFT, LIES_RIGHT } AtlasLies;

typedef struct AtlasSupport { /* what carries the client beside the table */
    const char *kind, *under; /* "bolster", "upper_leg" */
    float height_m;           /* 0: as high as it must be to hold the limb in its pose */
} AtlasSupport;

enum { HELD_WORKED_LEG = 1 };

/* The sheet: where it begins and what it leaves open. */
typedef struct AtlasDrape {
    float top_m;              /* height over the hip joints, along the body at rest, where its upper edge lies */
    const AtlasPlace *window; /* corners of the open part on the skin, in order; of the worked side */
    int window_count;         /* 0: no sheet */
    bool leg_free;            /* the worked leg lies on the sheet, which passes between the legs */
} AtlasDrape;

/* A limb's role: on the side that is worked, or above when lying on a side. */
typedef enum AtlasLimb { LIMB_WORKED, LIMB_OTHER, LIMB_COUNT } AtlasLimb;

typedef struct AtlasPosition {
    const char *id, *name;
    const char *plain; /* for a client's eyes: "Face down"; name where that is plain */
    AtlasLies lies;
    float turn_deg;                                 /* rolled forward from there */
    float pitch_deg;                                /* the head's end that much higher */
    float joints_deg[LIMB_COUNT][ATLAS_MAX_JOINTS]; /* by joint; of one that is not paired both are alike */
    const AtlasSupport *supports;
    int support_count;
    const int *access; /* structures that it lays open to the hands, right ones */
    int access_count;
    AtlasFact covered, exposed; /* what the drape does; text NULL: none is used */
    AtlasDrape drape;
    unsigned held; /* HELD_ bits: limbs that a hand carries, not the table */
    AtlasFact choose, avoid;
} AtlasPosition;

typedef struct AtlasTool {
    const char *id, *name;
    const char *shape; /* "palm", "forearm", "fist", "knuckles", "fingers", "thumb", "elbow" */
    float size_m[2];   /* of the contact patch: along the tool, across it */
    float pressure[2]; /* on the client's scale of 0-10 */
    float force_n[2];
    float reach_m; /* under the skin, at comfortable pressure */
    AtlasFact reach;
} AtlasTool;

typedef enum ShapeKind { SHAPE_AREA, SHAPE_BAND, SHAPE_DISC, SHAPE_RING } ShapeKind;

typedef struct AtlasShape { /* on the skin, over its places */
    ShapeKind kind;
    float inner_m, outer_m; /* ring: both radii; disc: outer; band: outer is half its width */
    bool upper_half;        /* of a ring: what lies above its middle */
    const AtlasPlace *places;
    int place_count; /* area: at least 3; band: at least 2; disc and ring: 1 */
} AtlasShape;

typedef enum AtlasContact { CONTACT_FREE, CONTACT_LIGHT, CONTACT_CAUTION, CONTACT_NONE } AtlasContact;

typedef struct AtlasRegion {
    const char *id, *name;
    AtlasContact contact; /* other than free: a zone to spare */
    const AtlasShape *shapes;
    int shape_count;
    const int *targets; /* structures, right ones */
    int target_count;
    AtlasFact note;
} AtlasRegion;

typedef enum StrokeMotion {
    MOTION_GLIDE,
    MOTION_KNEAD,
    MOTION_PRESS,
    MOTION_HOLD,
    MOTION_FRICTION,
    MOTION_ROCK,
    MOTION_LEVER,
    MOTION_COUNT
} StrokeMotion;

enum { PHASE_WARM = 1, PHASE_FOCUSED = 2, PHASE_DEEP = 4, PHASE_FINISH = 8 };

typedef struct StrokePath { /* one place: the hand stays; more: a smooth way through them */
    const AtlasPlace *places;
    int place_count;
} StrokePath;

/* A joint of the worked side that is led to and fro while the hand stays: degrees beyond the position's own. */
typedef struct StrokeLever {
    int joint; /* of atlas->joints */
    float from_deg, to_deg;
} StrokeLever;

enum { STROKE_LEVERS = 2 };

typedef struct AtlasStroke {
    const char *id, *name;
    const char *plain;    /* for a client's eyes: "Kneading"; name where that is plain */
    const int *tools;     /* of atlas->tools; the first is the usual one */
    const int *positions; /* of atlas->positions */
    const int *targets;   /* structures, right ones */
    const int *regions;   /* of atlas->regions */
    const int *keep_off;  /* of atlas->regions */
    int tool_count, position_count, target_count, region_count, keep_off_count;
    int layer_from, layer_to;
    StrokeMotion motion;
    const StrokePath *paths;
    int path_count;
    StrokeLever levers[STROKE_LEVERS]; /* only of MOTION_LEVER, which has one at least */
    int lever_count;
    float seconds; /* for one path, once */
    int times;     /* each path */
    float pressure[2];
    bool under_drape;                         /* the hand also works where the sheet lies */
    unsigned phases;                          /* PHASE_ bits */
    const char *depth, *dose, *cue, *caution; /* cue: what to ask the client */
    AtlasFact how;
} AtlasStroke;

/* What is said or done at a moment of a session. */
typedef enum CueKind { CUE_CONSENT, CUE_DRAPE, CUE_ASK, CUE_SCALE, CUE_AFTERCARE, CUE_COUNT } CueKind;

typedef struct SessionCue {
    float at_s; /* from the step's beginning; rising */
    CueKind kind;
    AtlasFact say;
} SessionCue;

typedef struct SessionStep {
    const char *id, *name;
    int stroke, position; /* of the atlas, for the right hip; both -1 where nothing is stroked */
    unsigned phase;       /* one PHASE_ bit; 0 before and after */
    float seconds;
    bool optional; /* done if the client wants it */
    const SessionCue *cues;
    int cue_count;
} SessionStep;

typedef enum NoteKind { NOTE_FACT, NOTE_DEBATED, NOTE_CLAIM } NoteKind; /* claim: often said; its text is the answer */

/* What there is to say while a joint stands between two angles, or of a stretch of the client's scale of 0-10. */
typedef struct AtlasNote {
    const char *id, *title;
    AtlasFact say;
    NoteKind kind;
    int joint;      /* of atlas->joints; -1: of the scale */
    float from, to; /* degrees, or the scale's numbers */
    int structure;  /* only while it is looked at, the right one; -1: always */
} AtlasNote;

enum { LINE_POINTS = 6, LINE_PARTS = 3 };

typedef enum LineFibres { LINE_FIBRES_ALL, LINE_FIBRES_FIRST, LINE_FIBRES_MIDDLE, LINE_FIBRES_LAST } LineFibres;

typedef struct LinePoint {
    bool thigh;        /* else it goes with the pelvis */
    float from_hip[3]; /* metres from the joint's centre in the anatomical position; of the right side */
} LinePoint;

/* Along which way a part of a muscle pulls; a muscle with none pulls along all of its own fibres. */
typedef struct AtlasLine {
    int structure;    /* the right one */
    const char *part; /* "upper"; "": the whole muscle */
    LinePoint point[LINE_POINTS];
    int point_count; /* 0: along its own fibres, these thirds of them across */
    LineFibres fibres;
    float whole_m; /* from origin to insertion at rest, where the body ends before the muscle does; else 0 */
    AtlasFact say; /* where that comes from */
} AtlasLine;

const char *atlas_cue_id(CueKind kind); /* "consent" */

int atlas_joint(const Atlas *atlas, const char *id); /* -1, like the next four */
int atlas_position(const Atlas *atlas, const char *id);
int atlas_tool(const Atlas *atlas, const char *id);
int atlas_region(const Atlas *atlas, const char *id);
int atlas_stroke(const Atlas *atlas, const char *id);
const char *atlas_motion_id(StrokeMotion motion);
bool atlas_stroke_in(const AtlasStroke *stroke, int position);
#endif

/* model.h - a MeshSet tied to the atlas: which part is which item, what can bend, what the import noticed.
 * Immutable once made, so the loader thread makes it and the window only swaps a pointer. */
#ifndef HIP_MODEL_H
#define HIP_MODEL_H
#include "hip/atlas.h"
#include "hip/bend.h"
#include "hip/client_part.h"
#include "hip/marks.h"
#include "hip/mesh_bvh.h"
#include "hip/mesh_import.h"
#include "hip/mesh_place.h"
#include "hip/nerve.h"
#include "hip/pain_field.h"
#include "hip/view_state.h"

/* Rays need no finer level of detail than the eye sees: the error of the trees that model_bvh (and a loader thread
 * before it) makes. */
#define MODEL_RAY_ERROR_M 0.00023f

/* What things about the client are made of. */
typedef enum ModelLook { LOOK_TABLE, LOOK_CUSHION, LOOK_SHEET, LOOK_COUNT } ModelLook;

typedef struct ModelClientPart {
    ClientKind kind;       /* CLIENT_NONE: a part of the body itself */
    ModelLook look;        /* but of the figure, which is skin */
    int position;          /* of the atlas; -1: of every one */
    int build;             /* -1: of every one */
    Side side;             /* that is worked; both: whichever */
    MeshJointBoxes *boxes; /* of a jointed part */
} ModelClientPart;

typedef struct ModelPosture ModelPosture;

typedef struct Model {
    MeshSet set;
    ImportReport report;          /* empty for the built-in body */
    int item_count;               /* atlas structures and unknown parts */
    int *part_item;               /* set.part_count entries; -1: the client's, no structure */
    size_t own_parts;             /* the client's parts stand behind these */
    ModelClientPart *client;      /* by part */
    bool present[VIEW_MAX_ITEMS]; /* by item: some part shows it */
    int *part_rest;               /* index into rest, -1: the part never bends */
    BendGrid *rest;
    size_t rest_count;
    Box3 box;                           /* around everything */
    Box3 item_box[VIEW_MAX_ITEMS];      /* empty where absent */
    const Atlas *atlas;                 /* outlives the model */
    ModelPosture **posture;             /* by part; made on first use, likewise the next */
    struct PostureBones *posture_bones; /* what soft parts keep out of; likewise */
    struct ModelLengths *lengths;       /* of its muscles; likewise */
    MeshBvhSet *bvh;                    /* for rays; made on first use by model_bvh, any thread but one at a time */
    struct ModelChart *charts;          /* of the skin; made on first use by model_chart, likewise */
    struct ModelSources *sources;       /* made on first use by model_source, likewise */
    struct ModelFields *fields;         /* the last few that model_field made */
} Model;

/* Takes the set and the report over (they are zeroed), also on failure. */
HipResult model_create(const Atlas *atlas, MeshSet *set, ImportReport *report, Model **out, HipError *err);
/* The same model with the client's parts (client.h) behind its own. Both stay the caller's. Any thread. */
HipResult model_with_client(const Model *model, const MeshSet *client, Model **out, HipError *err);
void model_release(Model *model); /* NULL is fine */

/* Stands for the user's own mesh files by what they hold, wherever they lie; 0: the built-in body. */
uint64_t model_identity(const Model *model);
/* Id and name of any item: the atlas's, or the file's own name for an unknown part. `out` is returned. */
const char *model_item_name(const Model *model, int item, char *out, size_t size);
/* Where an item may reach as a view's joints have it, before anything is peeled. */
Box3 model_item_now(const Model *model, const ViewState *view, int item);
const MeshBvhSet *model_bvh(Model *model);

/* The skin round one hip (right or left) unrolled, and what a stroke marks on it (-1: all zones to spare). The last
 * stroke's marks are kept; `serial` differs whenever they do. */
const Chart *model_chart(Model *model, Side side);
const MarkTexels *model_marks(Model *model, Side side, int stroke, int variant, uint64_t *serial);
void model_charts_release(struct ModelChart *charts); /* NULL is fine */
void model_sources_release(struct ModelSources *sources);

/* Zones of one side as texels. The last four are kept, and stay where they are until four others have been asked for;
 * `serial` differs whenever they do. NULL when nothing is shown. */
const PainField *model_field(Model *model, const PainShown *shown, Side side, uint64_t *serial);
void model_fields_release(struct ModelFields *fields); /* NULL is fine */
/* How a soft part lies with these bones, bent back by `flap` at rest (NULL: in place), `reflect` of the way; false when
 * it is stiff. The last answer for each part is kept in the model, one thread at a time. */
bool model_bend(const Model *model, uint32_t part, const PoseBones *bones, const BendGrid *flap, float reflect,
                BendGrid *out);
/* How many percent longer (below 0: shorter) each structure is with these bones than at rest, by structure; NAN where
 * nothing is known. Kept until the bones move, one thread at a time. */
const float *model_lengths(const Model *model, const PoseBones *bones);

/* One string along which a muscle pulls, from origin to insertion. */
enum { MODEL_LINE_POINTS = BEND_COLUMNS };
typedef struct ModelLine {
    int structure, count;
    float at[MODEL_LINE_POINTS][3]; /* metres, model frame, where it lies now */
    bool first_moves;               /* the joints have moved its origin more than its insertion */
    bool middle;                    /* one that stands for its neighbours too */
} ModelLine;

/* All of them, those of a structure one behind the other; `count` is written. Kept as above. */
const ModelLine *model_lines(const Model *model, const PoseBones *bones, int *count);
/* How these bones strain a long nerve, and where places of it lie then; false: the structure is none. */
bool model_nerve(const Model *model, int structure, const PoseBones *bones, NerveNow *out);
/* The joint that a muscle's pull moves most with the joints as they are, and its lever there: metres, positive towards
 * more degrees. False: nothing is known of it. Kept until the pose changes. */
bool model_lever(const Model *model, int structure, const Pose *pose, int *joint, float *arm_m);
#endif

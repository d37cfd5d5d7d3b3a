/* view_state.h - one value says everything on the screen. The picture is a function of (atlas, model, view state,
 * time). An item is a structure of the atlas (0 .. structure_count - 1) or an unrecognised part of the loaded model
 * (behind them). */
#ifndef HIP_VIEW_STATE_H
#define HIP_VIEW_STATE_H
#include "hip/atlas.h"
#include "hip/on_body.h"
#include "hip/pain.h"
#include "hip/pose.h"

enum { VIEW_MAX_ITEMS = 320, VIEW_VARIANTS = 6, VIEW_COMPARE = 192 };

typedef enum LabelMode { LABELS_NONE, LABELS_SELECTED, LABELS_ALL, LABELS_NAMED } LabelMode;
typedef enum Theme { THEME_DARK, THEME_LIGHT, THEME_CONTRAST, THEME_COUNT } Theme;
typedef enum ColourScheme {
    COLOURS_NATURAL,
    COLOURS_DEPTH,
    COLOURS_SYSTEM,
    COLOURS_NERVE, /* by nerve supply */
    COLOURS_STRUCTURE,
    COLOURS_LENGTH, /* muscles that joints have made longer or shorter */
    COLOURS_COUNT
} ColourScheme;
/* Lines of pull of muscles: auto is all of them while the page of joints is open or colours tell lengths, else that of
 * the selected muscle once joints have moved. */
typedef enum LineMode { LINES_AUTO, LINES_NONE, LINES_SELECTED, LINES_ALL, LINES_COUNT } LineMode;
typedef enum SectionPlane { SECTION_NONE, SECTION_AXIAL, SECTION_SAGITTAL, SECTION_CORONAL, SECTION_FREE } SectionPlane;
enum { VIEW_SKIN_TONES = 3, VIEW_BUILDS = 2 };

typedef struct BodyMark { /* a landmark */
    int landmark;         /* of the atlas; -1: the rear upper hip spine, of the second one the greater trochanter */
    Side side;            /* SIDE_MIDLINE: of the side that is worked */
} BodyMark;

typedef struct ViewState {
    CameraPose camera;
    float depth;                    /* 0 skin .. 10 bone */
    float peel[VIEW_MAX_ITEMS];     /* own motion 0..1; negative: follows depth */
    uint8_t hidden[VIEW_MAX_ITEMS]; /* 1: not shown */
    uint8_t ghost[VIEW_MAX_ITEMS];  /* 0 solid; else opacity * 255, 1..254 */
    int selected;                   /* item, -1 none */
    Side side;                      /* what an id without side means: right, left or both */
    LabelMode labels;
    uint8_t named[VIEW_MAX_ITEMS]; /* 1: labelled, with LABELS_NAMED; else all 0 */
    LineMode lines;
    Theme theme;
    ColourScheme colours;
    int variant; /* course of the sciatic nerve, Beaton and Anson: 0 is type I ... 5 type VI */
    bool xray;   /* every muscle and covering shown as a rim-weighted ghost */
    int skin;    /* tone, 0 .. VIEW_SKIN_TONES - 1 */
    SectionPlane section;
    float section_mm;           /* axial: y, sagittal: x, coronal: z of the plane; free: along its normal */
    float section_normal[3];    /* of a free plane: unit, towards what is taken away */
    bool section_flip;          /* the other half is taken away: below, to the right, behind */
    bool lens;                  /* the deep layer is seen through a hole in what covers it */
    float lens_at[2];           /* its centre as shares of the picture's width and height, from the top left */
    float lens_depth;           /* how deep it looks, 0..10; 0: to what is selected, else as the atlas says */
    bool present;               /* projected: labels for the back row, no panels */
    OnBody body;                /* projected onto a volunteer's body */
    BodyMark marks[2];          /* by these it is laid there */
    int position;               /* of the atlas: the client's figure is there and lies so; -1: the hip alone */
    Pose pose;                  /* where the joints are */
    float room[4];              /* unit quaternion (x, y, z, w) from the model frame to the room, whose +Y is up */
    float furnished;            /* 0..1: table, pillows and sheet are there; below 1 while a position changes */
    float figure;               /* 0..1: the client's figure is there; below 1 while it comes or goes */
    bool drape;                 /* the sheet covers what is not worked on */
    int build;                  /* of the figure, 0 .. VIEW_BUILDS - 1 */
    bool client;                /* for the client's eyes: plain words, drape, only what matters */
    int stroke;                 /* of the atlas, -1 none */
    float stroke_s;             /* how far it is, seconds from its start */
    int tool;                   /* of the atlas: what presses at the place below; -1 none */
    float press_at[3];          /* metres, model frame at rest: where on the skin a tool presses */
    PainAsked told;             /* where it hurts, how, and warning signs, on the side that is worked */
    int source;                 /* of atlas->pain: a likely source that is shown; -1 none */
    float source_s;             /* how far its view is, seconds from its start */
    char compare[VIEW_COMPARE]; /* views side by side: a comparison of the atlas, or words (panes.h); "" none */
} ViewState;

/* Nothing hidden or peeled, depth 0; the camera is the caller's to frame. Every byte is set, so memcmp compares. */
void view_state_default(ViewState *view);
bool view_state_equal(const ViewState *a, const ViewState *b);
/* What belongs to whoever looks goes from `by` into a view: theme, skin, build, projection, client's eyes. */
void view_state_look_as(const ViewState *by, ViewState *view);

/* View codes: the state as one line of plain text, for example
 *     h1 cam=180,5,640,0,0,-20 depth=4 peel=piriformis_r:1 hide=skin ghost=gluteus_medius_r:0.4 sel=sciatic_nerve_r
 * Words not given keep their default. Unknown words or ids fail with one line; `out` is written on
 * success only. */
char *view_code_write(const Atlas *atlas, const ViewState *view); /* new string, free */
HipResult view_code_read(const Atlas *atlas, const char *code, ViewState *out, HipError *err);

/* Words of a code ("source=C_pir side=left"), parted by spaces or ';', each on top of what the view holds already. The
 * view is changed on success only. */
HipResult view_words_read(const Atlas *atlas, const char *words, ViewState *view, HipError *err);

/* "none", "selected", "all" or "ID,ID" (just these, and what is selected), as codes and the command line write which
 * names are seen; the view is changed on success only. */
HipResult view_read_labels(const Atlas *atlas, const char *value, ViewState *view, HipError *err);

/* "X,Y" or "X,Y,DEPTH" as codes and the command line write the lens; the view is changed on success only. */
HipResult view_read_lens(const char *value, ViewState *view, HipError *err);

/* A comparison's id, or panes of words parted by '|' (panes.h), or "none", as codes and the command line write what is
 * side by side; the view is changed on success only. */
HipResult view_read_compare(const Atlas *atlas, const char *value, ViewState *view, HipError *err);

/* "psis,greater_trochanter_l": the two landmarks, of the side that is worked or of that one; the view is changed on
 * success only. view_write_marks: "" while they are the usual ones; `out` is returned. */
HipResult view_read_marks(const Atlas *atlas, const char *value, ViewState *view, HipError *err);
const char *view_write_marks(const Atlas *atlas, const ViewState *view, char *out, size_t size);
/* Which landmark and side the first or second mark means; never out of range. */
const AtlasLandmark *view_mark(const Atlas *atlas, const ViewState *view, int which, Side *side);

/* A hand finds it, and may: such ones are offered. */
bool view_mark_is_felt(const AtlasLandmark *landmark);

/* Projected on a body at true size about the picture's middle, as far as a pixel's length can be guessed. */
void view_project(ViewState *view);

/* "axial=MM", "sagittal=MM", "coronal=MM", "free=NX,NY,NZ,MM", each with ",flip" behind it if you like, or "none", as
 * codes and the command line write the section; the view is changed on success only. */
HipResult view_read_section(const char *value, ViewState *view, HipError *err);
const char *view_write_section(const ViewState *view, char *out, size_t size); /* `out` is returned */
/* The plane as DrawList.plane; false without a section. */
bool view_section_plane(const ViewState *view, float plane[4]);
const char *section_id(SectionPlane plane);
int section_from_id(const char *id); /* -1 when unknown */

/* The tables of the atlas that a view takes ids from. */
typedef enum ViewTable { TABLE_POSITIONS, TABLE_JOINTS, TABLE_STROKES, TABLE_TOOLS, TABLE_SOURCES } ViewTable;
const char *view_table_id(const Atlas *atlas, ViewTable table, int index);
/* "unknown position 'pron'; did you mean prone? (hip-atlas list positions)" when there is none. */
HipResult view_find(const Atlas *atlas, ViewTable table, const char *id, int *out, HipError *err);

/* The side that is worked: both counts as right. */
Side view_worked(const ViewState *view);
/* Lays the client into a position (-1: none, the hip alone): joints and room are the position's. */
void view_place_client(const Atlas *atlas, int position, ViewState *view);
/* Another side is meant and worked: a client that lies as its position says changes over. */
void view_work_side(const Atlas *atlas, Side side, ViewState *view);

/* A word of the client's: "position", "pose", "build", "drape", "client", "stroke", "time", "tool", "at", "zone",
 * "quality", "flag" and its value, as codes and the command line write them. The view is changed on success only;
 * `known`: it is such a word. Position comes before pose, the side before both. */
HipResult view_client_read(const Atlas *atlas, const char *key, const char *value, ViewState *view, bool *known,
                           HipError *err);
/* All that differs from the default as " position=prone drape=off"; new string, free. */
char *view_client_write(const Atlas *atlas, const ViewState *view);
/* "hip_flexion=30,knee_flexion_l=10": joints of the side that is meant, or of the named one. */
HipResult view_read_pose(const Atlas *atlas, const char *value, ViewState *view, HipError *err);
/* A landmark's id or "X,Y,Z" in mm. */
HipResult view_read_press_at(const Atlas *atlas, const char *value, ViewState *view, HipError *err);

/* What an id means: a structure ("piriformis_l"), one without side ("piriformis": the given side, with SIDE_BOTH both),
 * a group ("muscle", "skin": both its sides with SIDE_BOTH, else that side and the midline; "muscle_l": of that side
 * and the midline, whichever is given), an unrecognised part of the loaded model ("part:3"). Writes items, returns
 * their number; 0 when the id means nothing. */
int view_resolve(const Atlas *atlas, const char *id, Side side, int out[VIEW_MAX_ITEMS]);
/* The words for it: "unknown structure 'piriformiss'; did you mean piriformis? (hip-atlas list structures)". */
HipResult view_unknown_id(const Atlas *atlas, const char *id, HipError *err);
/* "piriformis_r" or "part:3"; `out` is returned. */
const char *view_item_id(const Atlas *atlas, int item, char *out, size_t size);

/* The theme and the colours that are seen: for a client's eyes light instead of dark, and natural; what was chosen
 * comes back afterwards. High contrast stays: who needs it needs it here too. */
Theme view_theme(const ViewState *view);
ColourScheme view_colours(const ViewState *view);

const char *theme_id(Theme theme);
const char *colours_id(ColourScheme scheme);
const char *labels_id(LabelMode mode); /* "named" for LABELS_NAMED, which no text says: it is a list of ids */
const char *lines_id(LineMode mode);
const char *side_id(Side side);
const char *variant_id(int variant); /* "I" .. "VI" */
int theme_from_id(const char *id);   /* -1 when unknown, like the next four */
int colours_from_id(const char *id);
int labels_from_id(const char *id);
int lines_from_id(const char *id);
int side_from_id(const char *id);
int variant_from_id(const char *id);
int skin_from_id(const char *id); /* "1" .. "3", from light to dark */

/* How far an item's own motion is: its own setting, else what the depth says. 0..1. */
float view_progress(const Atlas *atlas, const ViewState *view, int item);

/* Between two states, for motion: cameras by t_camera, the rest by t_body (already eased). What is fading in or out
 * is a ghost on its way. */
void view_state_mix(const Atlas *atlas, const ViewState *from, const ViewState *to, float t_camera, float t_body,
                    ViewState *out);
#endif

/* command.h - every act of the user, in one table: menus, keys, help, search and docs read the same rows. Whoever wants
 * something done pushes a Command; session_do carries out those that change the view state (and can be undone), the
 * window those marked `window`. */
#ifndef HIP_COMMAND_H
#define HIP_COMMAND_H
#include "hip/view_state.h"

typedef enum CommandId {
    COMMAND_NONE,
    /* view: undoable */
    COMMAND_CAMERA,       /* vector: yaw, pitch, distance, target xyz: at once (dragging) */
    COMMAND_CAMERA_NAMED, /* text: a camera's id; the scene as it is now is framed */
    COMMAND_HOME,         /* the view the program started with: the whole hip, nothing lost */
    COMMAND_FOCUS,        /* item: brought to the middle */
    COMMAND_DEPTH,        /* value */
    COMMAND_DEEPER,
    COMMAND_SHALLOWER,
    COMMAND_PEEL,        /* item, value; negative: follow the depth again */
    COMMAND_REFLECT,     /* item: bends back or returns */
    COMMAND_HIDE,        /* item: toggles */
    COMMAND_GHOST,       /* item, value = opacity; negative: toggles */
    COMMAND_ONLY,        /* item: everything else away; again: back */
    COMMAND_GROUP_HIDE,  /* value = AtlasSystem: toggles */
    COMMAND_GROUP_GHOST, /* value = AtlasSystem: toggles */
    COMMAND_GROUP_ONLY,  /* value = AtlasSystem */
    COMMAND_SHOW_ALL,
    COMMAND_SELECT, /* item or -1 */
    COMMAND_REVEAL, /* item: camera turns, exactly what covers it goes */
    COMMAND_LABELS, /* value = LabelMode; negative: next */
    COMMAND_LINES,  /* value = LineMode; negative: next */
    COMMAND_XRAY,
    COMMAND_SIDE,    /* value = Side */
    COMMAND_THEME,   /* value = Theme; negative: next */
    COMMAND_COLOURS, /* value = ColourScheme; negative: next */
    COMMAND_SKIN,    /* value = tone 0 .. 2; negative: next */
    COMMAND_VARIANT, /* value 0..5: course of the sciatic nerve, type I..VI; negative: next */
    COMMAND_SECTION, /* value = SectionPlane; negative: on and off. A plane that comes goes through the middle of what
                        is selected, else through the hip joint, takes the viewer's half away and turns the camera until
                        it looks well at the face; free: square to the line of sight */
    COMMAND_SECTION_MOVE, /* value: mm */
    COMMAND_SECTION_FLIP, /* takes the other half away */
    COMMAND_POSITION,     /* text: a position's id, or value = its index; negative: none, the hip alone */
    COMMAND_JOINT,        /* text: a joint's id; value: degrees of the side that is worked */
    COMMAND_PULL,  /* item: MeshBone that a hand holds; vector: place on it at rest, metres to the right and up on
                      the screen, 1 to turn the thigh instead: joints give way (pull.h) */
    COMMAND_BUILD, /* value = build of the figure; negative: next */
    COMMAND_DRAPE, /* value: 1 on, 0 off, negative toggles; likewise client */
    COMMAND_CLIENT,
    COMMAND_REST,         /* joints go back to where the position has them */
    COMMAND_STROKE,       /* text: a stroke's id, or value = its index; negative: none. Lays the client into a position
                             that allows it, turns the camera to its region and plays it */
    COMMAND_STROKE_TIME,  /* value: seconds from its start */
    COMMAND_TOOL,         /* text: a tool's id, or value = its index; negative: none */
    COMMAND_SCENE,        /* value: a scene of the claims (claims.h): the body shows what is meant */
    COMMAND_PRESS_AT,     /* vector: metres, model frame at rest */
    COMMAND_TELL_ZONE,    /* value = index of atlas->pain->zones, or text: its id: it hurts there, or no longer. While
                             only a hip is there the whole client comes */
    COMMAND_TELL_QUALITY, /* likewise how it feels, and the signs that ask for a doctor */
    COMMAND_TELL_FLAG,
    COMMAND_TELL_AT,   /* vector: metres, model frame at rest: COMMAND_TELL_ZONE for the area of the skin there; on the
                          other side only while no area of this one is told */
    COMMAND_PAIN_BODY, /* the client stands, from behind, nothing peeled: to be shown where it hurts */
    COMMAND_SOURCE,    /* text: a likely source of pain's id, or value = its index; negative: none. Opens the body down
                          to it and plays its short view */
    COMMAND_SOURCE_TIME, /* value: seconds from its start */
    COMMAND_COMPARE,     /* text: a comparison's id or its words (panes.h); empty: none */
    COMMAND_VIEW_CODE,   /* text */
    COMMAND_UNDO,
    COMMAND_REDO,
    /* screen: panels and fields; not undone */
    COMMAND_BACK,      /* closes the topmost thing, else clears the selection */
    COMMAND_PRESENT,   /* value: 1 for the projector, 0 back, negative toggles */
    COMMAND_CURTAIN,   /* this and the next six while presenting: board.h. value: Curtain */
    COMMAND_DOT,       /* value as for PRESENT */
    COMMAND_SPOT,      /* likewise */
    COMMAND_SPOT_SIZE, /* value: its radius, share of the picture's height */
    COMMAND_PEN,       /* value: 1 .. 4 takes it, once more or 0 puts it down */
    COMMAND_PEN_BACK,  /* the last stroke goes */
    COMMAND_PEN_WIPE,  /* all strokes go */
    COMMAND_PROJECT,   /* on a volunteer's body (on_body.h); value: 1 begins, 2 at once at true size, 0 leaves, negative
                          toggles */
    COMMAND_PROJECT_NEXT,  /* the next step; without a click the atlas lies at true size in the middle */
    COMMAND_PROJECT_BACK,  /* the step before */
    COMMAND_PROJECT_RULER, /* value: millimetres of a pixel */
    COMMAND_PROJECT_MARK,  /* item: 0 or 1, which landmark; text: its id as view_read_marks wants one; or value: 1 the
                              next, -1 the one before */
    COMMAND_PROJECT_AT,    /* vector: here lies the landmark that is asked for: pixels from the picture's middle, up */
    COMMAND_PROJECT_MOVE,  /* vector: by hand: mm to the right, up, degrees counter-clockwise, per cent larger */
    COMMAND_LENS,       /* vector: shares x, y of the picture; value 1 on, 0 off; not undone: it goes with the hand */
    COMMAND_LENS_DEPTH, /* value: how deep it looks, 0..10 */
    COMMAND_SEARCH,     /* text: what was typed so far */
    COMMAND_LAYERS,
    COMMAND_HELP,
    COMMAND_ABOUT,
    COMMAND_MODEL_INFO,
    COMMAND_VARIANTS,
    COMMAND_POSITIONS, /* this and the next three: pages */
    COMMAND_MOTION,
    COMMAND_STROKES,
    COMMAND_PRESS,
    COMMAND_PLAY,          /* value: 1 the chosen stroke runs, 0 it stands still, negative toggles */
    COMMAND_WALK,          /* the page of a whole session */
    COMMAND_WALK_PLAY,     /* value as for PLAY: the session goes on */
    COMMAND_WALK_NEXT,     /* its next step */
    COMMAND_WALK_PREVIOUS, /* the step's beginning, then the one before */
    COMMAND_WALK_TO,       /* value: seconds since the session's beginning */
    COMMAND_PAIN,          /* the page that asks where it hurts; while nothing is told the client stands for it */
    COMMAND_COMPARES,      /* the page of views side by side */
    COMMAND_CLAIMS,        /* the page of what people say and what is known */
    COMMAND_PAIN_WIPE,   /* all that was told goes, without undo: asked for once, done the second time (Screen.wipe) */
    COMMAND_LESSONS,     /* the page of lessons */
    COMMAND_LESSON,      /* text: ID or ID:STEP, counted from 1; empty: leaves the lesson, the view stays */
    COMMAND_LESSON_NEXT, /* its next step; a view that has left it first comes back */
    COMMAND_LESSON_PREVIOUS, /* the step before */
    COMMAND_LESSON_PLAY,     /* value: 1 it goes on by itself, 0 it waits, negative toggles */
    COMMAND_LESSON_KEEP,     /* recording: the view as it is now is the next step */
    COMMAND_LESSON_UNKEEP,   /* the last step of the recording goes */
    COMMAND_LESSON_SAY,      /* text: what is said at its last step */
    COMMAND_LESSON_SAVE,     /* text: its title; written as a file among the user's lessons */
    COMMAND_QUIZ,            /* the page of the quiz */
    COMMAND_QUIZ_LEVEL,      /* value: 1 .. 3 begins a round; 0 ends it */
    COMMAND_QUIZ_ANSWER,     /* value: a choice; where the body is asked, item: what was clicked */
    COMMAND_QUIZ_NEXT,       /* the next question; unanswered the present one counts as not known */
    COMMAND_QUIZ_MAP,        /* value: 1 what is known is painted on the body, 0 not, negative toggles */
    COMMAND_BOOKMARKS,       /* the page of views that were kept */
    COMMAND_BOOKMARK_KEEP,   /* text: its name; empty: named after what is shown. Opens the page */
    COMMAND_BOOKMARK_OPEN,   /* value: its row, the newest is 0; likewise the next two */
    COMMAND_BOOKMARK_RENAME, /* text */
    COMMAND_BOOKMARK_DROP,
    COMMAND_BOOKMARK_UNDROP, /* the one that was deleted last comes back */
    COMMAND_NOTES,           /* the page of notes that are pinned to the body (notes.h) */
    COMMAND_NOTE_ADD,        /* item; vector: metres at rest; value 1: on the face of the section; text */
    COMMAND_NOTE_SAY,        /* value: its row, likewise the next three; text */
    COMMAND_NOTE_CHOOSE,     /* opens the page at it */
    COMMAND_NOTE_OPEN,       /* its structure lies open and the camera goes there */
    COMMAND_NOTE_DROP,       /* it is removed; undo brings it back */
    COMMAND_NOTES_SHOW,      /* value: 1 pins are drawn, 0 not, negative toggles; likewise the next */
    COMMAND_NOTES_PROJECT,   /* ... on the projector and for the client's eyes too */
    COMMAND_MORE,            /* the page of all that has no room in the rows of buttons */
    COMMAND_SETTINGS,        /* the page of settings */
    COMMAND_TEXT_SIZE,       /* value: per cent; negative: the next size */
    COMMAND_CALM,            /* value: 1 nothing moves by itself, 0 it does, negative toggles; likewise the next */
    COMMAND_LATIN,           /* Latin names first */
    COMMAND_LANGUAGE,        /* text: a language's code; empty: as the system says */
    /* window: need a window, files or a clipboard */
    COMMAND_OPEN,         /* text: a path; empty: ask */
    COMMAND_SAVE_PICTURE, /* text: a path; empty: a new file among the user's pictures */
    COMMAND_COPY_PICTURE,
    COMMAND_HANDOUT,  /* text: a path; empty: a new PDF file among the user's documents (Screen.note, paper) */
    COMMAND_QUIZ_CSV, /* text: a path; empty: a new file among the user's documents: what the learner remembers */
    COMMAND_COPY_CODE,
    COMMAND_DESCRIBE, /* the view in words: to the clipboard and to stdout, for a reader of screens */
    COMMAND_PASTE_CODE,
    COMMAND_FULL_SCREEN,
    COMMAND_PEN_DRAW, /* vector: shares x, y of the picture; value: 1 the pen comes down there, 0 it goes on to there */
    COMMAND_NOTE_PIN, /* a note at the pointer, else on what is selected */
    COMMAND_TEACHER,  /* value as for PRESENT: the second window, for the teacher, while presenting */
    COMMAND_QUIT,
    COMMAND_COUNT
} CommandId;

typedef enum CommandScope { SCOPE_VIEW, SCOPE_SCREEN, SCOPE_WINDOW } CommandScope;

typedef struct CommandInfo {
    CommandId id;
    const char *name;  /* stable: "depth", "reveal" */
    const char *title; /* on buttons, in menus and in search: "Reveal" */
    const char *help;  /* one sentence; NULL: not shown in help */
    const char *keys;  /* "PageDown;]" - names joined by ';', NULL none; see app/keys */
    CommandScope scope;
    bool needs_item; /* acts on the hovered, else the selected item when `item` is -1 */
} CommandInfo;

typedef struct Command {
    CommandId id;
    int item; /* -1 none */
    float value;
    float vector[6];
    char text[512];
    uint32_t gesture; /* commands of one drag share a number above 0 and undo as one */
} Command;

const CommandInfo *command_info(CommandId id);
const CommandInfo *command_find(const char *name); /* NULL */

typedef struct CommandQueue {
    Command items[64];
    int count;
} CommandQueue;

/* Pushes with item -1, value 0 and no text; returns the row to fill in further, or a spare row when the queue is full.
 */
Command *command_push(CommandQueue *queue, CommandId id);
#endif

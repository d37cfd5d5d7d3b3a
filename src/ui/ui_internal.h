/* ui_internal.h - what the panels share: one struct of interface state, the theme, the widgets. Private to src/ui.
 * Panels read the session and push commands; of the session they only write Screen. Places are framebuffer pixels;
 * `px(ui, n)` turns design units (pixels of a 720 pixel high window) into them. */
#ifndef HIP_UI_INTERNAL_H
#define HIP_UI_INTERNAL_H
#include "hip/column.h"
#include "hip/label_motion.h"
#include "hip/notes.h"
#include "hip/ui.h"
#include "hip/words.h"
#include "imgui_shim.h"

typedef struct UiTheme {
    UiColour panel, edge, raised, raised_hover, pressed;
    UiColour text, quiet, accent, on_accent, caution, stop;
    UiColour halo, track, separator, selection;
} UiTheme;

/* The same in every frame of one state; widths in design units. Together at most 30 % of a 1280 x 720 window. */
enum {
    UI_COLUMN = 112,
    UI_SHEET = 272,
    UI_WIDE_SHEET = 384, /* without the column */
    UI_TREE = 272,
    UI_TOP = 72,
    UI_BOTTOM = 56,
    UI_PAD = 16,
    UI_TOP_FIELD = 352, /* of the search */
    UI_CORNER = 8,
    UI_MARKER = 156
};

enum { UI_FOCUS_MAX = 2048, UI_ANCHOR_MAX = VIEW_MAX_ITEMS + NOTES_MOST };
enum { NOTE_LABELS = VIEW_MAX_ITEMS }; /* labels of notes are numbered from here, behind those of items */

/* Parts of the window in the order in which they are read. */
typedef enum UiRegion {
    REGION_SEARCH,
    REGION_TOP,
    REGION_DEPTH,
    REGION_TREE,
    REGION_PAGE,
    REGION_LESSON,
    REGION_SECTION,
    REGION_BOTTOM,
    REGION_EMPTY, /* no model: the invitation to open one */
    REGION_MENU,
    REGION_WIPE,
    REGION_COUNT
} UiRegion;

typedef struct UiFocusBack { /* where the ring was when something opened, and where Tab went on from */
    uint32_t at, from;
} UiFocusBack;

typedef struct UiFocus {                               /* keyboard focus: what can have the ring, in reading order */
    uint32_t ids[UI_FOCUS_MAX], was[UI_FOCUS_MAX];     /* of this frame, of the one before */
    uint8_t regions[UI_FOCUS_MAX], were[UI_FOCUS_MAX]; /* UiRegion of each */
    int count, was_count, way;                         /* way: 1 Tab was pressed in this frame, -1 with Shift */
    uint32_t at;                                       /* 0: nothing has the ring */
    uint32_t from;   /* while nothing has it Tab goes on from here; 0: at the beginning ... */
    UiRegion into;   /* ... or to the first of what has opened; REGION_COUNT none, likewise the following */
    UiRegion enters; /* the ring goes to the first of this as soon as that is drawn */
    uint32_t wants;  /* the ring goes there when it is drawn within so many frames */
    int waits;
    UiRegion modal;  /* wants an answer: the ring stays in it */
    UiRegion region; /* is being drawn */
    UiRegion reads;  /* is scrolled by `scroll`, pixels */
    float scroll;
    bool enter;      /* Enter or Space was pressed: the widget with the ring acts */
    bool let_go;     /* Esc took the ring away, and nothing more */
    bool just_moved; /* the ring moved in this frame: scroll it into sight */
    bool moves_next; /* likewise in the next one */
    bool arrows;     /* what has the ring uses the arrow keys itself */
    bool ringed;     /* drawn in this frame: what it is round, and the part of the window that shows it, pixels */
    UiRect ring, clip;
    int filled[REGION_COUNT]; /* what was open; 0 nothing */
    UiFocusBack back[REGION_COUNT];
    float keyed[2]; /* where the pointer was */
} UiFocus;

typedef struct UiAnchor { /* where on the body a label hangs */
    bool known;
    float at[3];    /* the place that was found last */
    float drawn[3]; /* where its line ends now: while the line fades out, a place before that */
} UiAnchor;

typedef struct CutName { /* a name on the face of a section */
    int item, line_count;
    char lines[2][96];
    UiRect box; /* of the text, pixels */
} CutName;
enum { CUT_NAMES = 64 };

typedef struct PressAnswer { /* what lies under a tool, and what it was asked for */
    const Model *model;
    int tool, variant;
    Side side;
    float at[3];
    Column column;
} PressAnswer;

/* What the page that asks where it hurts asks for beneath the places told. */
typedef enum PainAsk { PAIN_ASK_NOTHING, PAIN_ASK_PLACES, PAIN_ASK_FEELING, PAIN_ASK_SIGNS } PainAsk;

enum { PAIN_CARDS = 3, PAIN_OTHERS = 2 }; /* likely sources as cards; what else it could be */

typedef struct PainPage {
    PainAsk ask;
    bool past_signs; /* the signs that ask for a doctor were read: what it may come from is shown too */
    int helps;       /* of atlas->pain->sources: what helps against it is open; -1 none */
    bool ranked;     /* the following are for ... */
    PainAsked asked; /* ... what was told so */
    uint32_t flags;  /* told, and raised by what was told */
    PainAnswer best[PAIN_CARDS + PAIN_OTHERS];
    int count;
} PainPage;

typedef struct LessonPage {
    const Lesson *of; /* whose question was answered last ... */
    int step, answer; /* ... with this choice; -1 not yet */
    bool asks;        /* its questions alone, one after the other */
    int asked, right; /* so many of them were answered, so many rightly */
    int kept;         /* steps of the recording that `say` was read for */
    char say[400];
} LessonPage;

typedef struct BookmarkPage { /* the name that is typed, of the bookmark taken up last */
    unsigned turn;
    char name[BOOKMARK_NAME];
} BookmarkPage;

typedef struct NotePage { /* the text that is typed, of the note taken up last */
    unsigned turn;
    char text[NOTE_TEXT];
} NotePage;

typedef struct NotePin { /* a note of the model that is shown */
    int row;
    bool seen;
    float point[3], at[2]; /* where it is now: metres, pixels; kept while it fades */
    float shown;           /* 0..1 */
} NotePin;

typedef struct BoardSeen { /* where places of pen strokes are on the picture, pixels; x NAN: not in sight; of ... */
    float (*at)[2];
    size_t capacity;
    int count;
    uint64_t key; /* ... this shape of the body, from query_shape_key */
    const Model *model;
    float width, height;
    uint32_t wiped;
} BoardSeen;

struct Ui {
    Shim *shim;
    bool started, failed;
    float font_unit;  /* the unit that the fonts were made for ... */
    bool font_client; /* ... and whether for a client's eyes */
    char *font_regular, *font_strong;
    const UiTheme *theme;
    float unit;          /* framebuffer pixels for one design unit */
    float width, height; /* framebuffer pixels */
    float column;        /* of the depth, with its longest word */
    const UiInput *input;
    Session *session;
    Screen *screen;
    const Atlas *atlas;
    const Model *model;     /* NULL: none yet */
    const ViewState *view;  /* where things are going */
    const ViewState *shown; /* where they are */
    const DrawList *list;
    CommandQueue *queue;
    QueryCache cache;
    BoardSeen seen;
    UiFocus focus;
    double time_s, last_s;
    double wake_s; /* earliest moment at which something will change by itself; 0: never */
    bool moving;
    int settle; /* frames still wanted after a panel came or went, so that the pointer finds it */
    bool pressed_before[3];

    bool was_search, was_layers;
    ScreenPage was_page;
    int was_selected;
    bool tree_selected; /* the selection came from the tree: keep the tree */

    bool depth_drag;
    uint32_t gesture;
    float depth_before, depth_to;
    double depth_changed_s;

    uint32_t sliding;                    /* the slider that is being dragged, 0 none */
    bool section_held;                   /* the section's handle is being dragged ... */
    float section_mm, section_mouse[2];  /* ... which began there */
    UiRect section_chip, section_slider; /* where they are, and the handle's middle, pixels */
    float section_handle[2];
    UiRect caption; /* of the lesson that runs; no height: none */

    bool field_active, field_focus;
    unsigned wiped;                          /* Screen.wiped, as it was last seen */
    uint32_t ask_field;                      /* the field that takes the keyboard when it is drawn next; 0 none */
    uint32_t writing;                        /* the field that has the keyboard, beside that of the search; 0 none */
    bool note_open, note_active, note_focus; /* the therapist's own words, where they are typed */
    char result_text[256];                   /* what `result_at` belongs to */
    int result_at;

    uint32_t cited;        /* the fact whose citations are open on a page, 0 none */
    uint32_t open_sources; /* bit for each fact of the sheet whose citations are open */
    int sheet_item;
    int folded; /* bit for each system of the tree that is folded */

    int hover_item;
    double hover_s;
    float hover_mouse[2];
    CameraPose hover_camera;
    bool hover_stale; /* the view turned since the pointer moved */

    bool menu_open, menu_new;
    int menu_item;
    float menu_at[2];

    UiAnchor anchors[UI_ANCHOR_MAX];
    CutArea cuts[VIEW_MAX_ITEMS]; /* faces of the section in this picture */
    int cut_count;
    CutName cut_names[CUT_NAMES];
    int cut_named;
    LabelMotion labels;
    PressAnswer press;
    LessonPage lesson;
    BookmarkPage bookmark;
    NotePage note;
    NotePin pins[NOTES_MOST];
    int pin_count;
    unsigned pins_changed;
    const Model *pins_of;
    PainPage pain;
    int claim_tab, claim_topic, claim_open; /* the page of claims: its tab, the topic and the claim that are open, -1 */
    int claim_scroll;                       /* frames in which the open claim is still scrolled into sight */
    bool claims;                            /* of the tilted pelvis what is often said is open, not what pulls */
    float labelled[3]; /* width, height and unit of the picture that they were shown in; 0: never yet */
};

static inline float px(const Ui *ui, float design)
{
    return design * ui->unit;
}

/* Of a row of text: higher where text is larger, for a client's eyes. */
static inline float ui_row(const Ui *ui, float design)
{
    return px(ui, design) * (ui->shown->client ? 1.25f : 1);
}

/* ui.c: everything that a frame begins with; text as large as on the projector, or as at hand. */
void ui_begin(Ui *ui, Session *session, const DrawList *list, const UiInput *input, bool projected,
              CommandQueue *queue);

/* theme.c */
const UiTheme *theme_of(Theme theme);
UiColour ui_colour(unsigned rgb, float alpha); /* 0xRRGGBB */
UiColour ui_colour_linear(const float rgb[3], float alpha);
UiColour ui_fade(UiColour colour, float factor); /* alpha times factor */
/* Finds Inter, else Noto Sans, through fontconfig, and makes the fonts for this unit; says so when none is found. */
void theme_fonts(Ui *ui, float unit);

/* widgets.c */
uint32_t ui_id(const char *scope, const char *name, int number); /* stable, never from visible text */
typedef enum ButtonStyle { BUTTON_PLAIN, BUTTON_PRIMARY, BUTTON_QUIET, BUTTON_ON } ButtonStyle;
/* True when clicked, or chosen with the keyboard. */
bool ui_button(Ui *ui, uint32_t id, UiRect rect, const char *text, ButtonStyle style, bool enabled);
/* As high as its words want in this width, at least `least` pixels. */
float ui_button_height(const Ui *ui, float width, float least, const char *text);
/* An invisible area with the keyboard ring; flags of shim_item, SHIM_CLICKED also for the keyboard. */
unsigned ui_area(Ui *ui, uint32_t id, UiRect rect);
bool ui_key(const Ui *ui, UiKey key);    /* pressed in this frame */
int ui_presses(const Ui *ui, UiKey key); /* so often: frames may take long */
void ui_panel(Ui *ui, UiRect rect);      /* the ground of a panel */
void ui_text_centred(UiFont font, UiRect rect, UiColour colour, const char *text);
void ui_text_halo(const Ui *ui, UiFont font, float x, float y, float alpha, const char *text);
/* Cut with dots to fit the width. */
void ui_text_fit(UiFont font, float x, float y, float width, UiColour colour, const char *text);
float ui_text_width(UiFont font, const char *text);
float ui_widest_word(UiFont font, const char *english); /* of a text: where lines are to be so wide that none breaks */
bool ui_close_button(Ui *ui, uint32_t id, float right, float top);
/* Beside the pointer, else beside the ring; wrapped. */
void ui_tooltip(Ui *ui, bool pointed, const char *text);
Command *ui_push(Ui *ui, CommandId id);
Command *ui_push_item(Ui *ui, CommandId id, int item);
void ui_wake_at(Ui *ui, double time_s);
void ui_begin_drag(Ui *ui); /* a new number in ui->gesture: the commands that carry it undo as one */

/* focus.c */
bool ui_focused(const Ui *ui, uint32_t id);
void ui_focus_begin(Ui *ui);
void ui_focus_end(Ui *ui);
void ui_focus_none(Ui *ui);            /* as at the start */
void ui_focus_to(Ui *ui, uint32_t id); /* what was pressed with the ring sends it on; nothing without it */
void ui_focus_let_go(Ui *ui);          /* nothing has the ring; Tab goes on from where it was */
bool ui_focus_reads(const Ui *ui);     /* the ring is on something that is read with the arrow keys */
void ui_stop(Ui *ui, uint32_t id);     /* the ring can stop here: for what is no ui_area */
void ui_ring(Ui *ui, UiRect rect);     /* it is here; drawn at the end of the frame, over all */

/* slider.c: true when it is moved, to a whole number of steps; *gesture is that of the drag, 0 without. */
typedef struct UiRange {
    float lo, hi, step;
    float now, shown; /* where it is going, where it is */
    float zero;       /* where the coloured part of the track begins */
    bool wheel;       /* the wheel moves it: not within a page that scrolls */
} UiRange;
bool ui_slider(Ui *ui, uint32_t id, UiRect area, const UiRange *range, float *to, uint32_t *gesture);

/* A column of text and widgets that grows downward inside a panel. */
typedef struct Flow {
    Ui *ui;
    float x, y, w;
} Flow;
float flow_line(const Ui *ui, UiFont font); /* line height 1.4 */
void flow_text(Flow *flow, UiFont font, UiColour colour, const char *text);
void flow_gap(Flow *flow, float design);
void flow_rule(Flow *flow);
/* Ends a window that scrolls, `height` being its content's, and shows where in it one is. */
void ui_scroll_end(Ui *ui, UiRect window, float height);

/* Where the panels are; computed once a frame. */
bool ui_sheet(const Ui *ui);         /* something stands at the right ... */
float ui_sheet_width(const Ui *ui);  /* ... so wide, pixels */
float ui_column_width(const Ui *ui); /* of the depth's column; 0: it is not there */
bool ui_narrow(const Ui *ui);        /* large text in a small window */
float ui_foot(const Ui *ui); /* where what stands over the picture's foot ends below: over the bottom row or the chip */
float ui_top_width(const Ui *ui);                                 /* of the row at the top right */
void ui_body_extent(Ui *ui, float *left, float *right);           /* of what is drawn solid, pixels */
void ui_to_pixels(const Ui *ui, const float xy[2], float out[2]); /* from -1..1, y up */
UiRect ui_free(const Ui *ui); /* between the panels, under the top and above the bottom rows */

/* The panels, one file each. */
void panel_depth(Ui *ui);
float depth_column(const Ui *ui); /* how wide its names want it */
void panel_search(Ui *ui);
void panel_top(Ui *ui);
void panel_bottom(Ui *ui);
const char *camera_word(const AtlasCamera *camera); /* "Back" */
void panel_legend(Ui *ui);
void panel_section(Ui *ui);
void panel_structure(Ui *ui, UiRect rect);
void panel_layers(Ui *ui);
void panel_help(Ui *ui, UiRect rect);
void panel_about(Ui *ui, UiRect rect);
void panel_model(Ui *ui, UiRect rect);
void panel_variants(Ui *ui, UiRect rect);
void panel_positions(Ui *ui, UiRect rect);
void panel_motion(Ui *ui, UiRect rect);
void panel_strokes(Ui *ui, UiRect rect);
void panel_press(Ui *ui, UiRect rect);
void panel_walk(Ui *ui, UiRect rect);
void panel_pain(Ui *ui, UiRect rect);
void panel_lessons(Ui *ui, UiRect rect);
/* panel_record.c: on the page of lessons, the one that is being recorded. */
/* A question of the lesson as a test waits for its answer: the caption and the names would tell it. */
bool lesson_asks(const Ui *ui);
void draw_recording(Ui *ui, Flow *flow);
/* field.c: a box to write in; true while it has the keyboard. Its stop of the ring is ui_id("record", id, 0). */
bool ui_field(Ui *ui, const char *id, UiRect box, char *buffer, size_t size);
/* The same with words over it. */
bool flow_field(Flow *flow, const char *id, const char *head, char *buffer, size_t size);
void panel_bookmarks(Ui *ui, UiRect rect);
void panel_notes(Ui *ui, UiRect rect);
void panel_quiz(Ui *ui, UiRect rect);
void panel_settings(Ui *ui, UiRect rect);
const char *ui_not_reviewed(void); /* said of a language that nobody has read who grew up with it */
void panel_more(Ui *ui, UiRect rect);
void panel_claims(Ui *ui, UiRect rect);
/* The page of claims, when it opens, opens there. */
typedef enum ClaimTab { TAB_CLAIMS, TAB_BEFORE, TAB_COMFORT, CLAIM_TABS } ClaimTab;
void ui_show_claim(Ui *ui, int claim);
void ui_open_claims(Ui *ui, ClaimTab tab); /* opens it */
/* panel_pain_answer.c: what was told, weighed again only when it changed; signs that ask for a doctor; likely sources.
 */
void weigh_pain(Ui *ui);
void draw_pain_signs(Ui *ui, Flow *flow);
void draw_pain_answers(Ui *ui, Flow *flow);
void panel_wipe(Ui *ui); /* asks whether all that was told shall go */
/* panel_lengths.c: parts of the page of joints. */
void draw_lengths(Ui *ui, Flow *flow);
void draw_motion_notes(Ui *ui, Flow *flow);
/* pictogram.c: a position as a small figure on its table. */
void ui_pictogram(Ui *ui, UiRect rect, const AtlasPosition *position, Side worked);
void panel_message(Ui *ui);
void panel_menu(Ui *ui);
void overlay_labels(Ui *ui, bool still);
/* overlay_notes.c: pins. First where they are now, and how many there are; a label's words ("" none any more) and
 * whether pin `i` wants one, at `at`, and how much; all pins are drawn; they are read and clicked. */
int overlay_notes_find(Ui *ui);
const char *overlay_note_label(const Ui *ui, int item, char *out, size_t size);
bool overlay_note_wants(const Ui *ui, int i, float at[2]);
float overlay_note_weight(const Ui *ui, int item);
void overlay_notes_draw(const Ui *ui);
void overlay_notes_touch(Ui *ui);
void note_words(const char *text, char *out, size_t size); /* the first words of it */
/* overlay_cut.c: names on the face of a section. First what there is; then one item after the other, true when its name
 * fits around that place, pixels; then all of them are drawn. */
void overlay_cut_find(Ui *ui);
const CutArea *overlay_cut_area(const Ui *ui, int item); /* NULL: it has no face in this picture */
bool overlay_cut_name(Ui *ui, int item, const float at[2]);
void overlay_cut_draw(Ui *ui);
void overlay_marker(Ui *ui, bool still);
void overlay_lines(Ui *ui);
/* overlay_board.c: what the teacher draws on the projected body; what she holds over it and the curtain, above all. */
void overlay_pens(Ui *ui);
void overlay_board(Ui *ui);
/* overlay_body.c: projected on a body: the ruler, what is asked for; in the teacher's window what can be done. */
void overlay_body(Ui *ui);
void teacher_body(Ui *ui, Flow *flow);
/* overlay_lesson.c: what is said at the step of a lesson that runs. */
void overlay_lesson(Ui *ui);
/* overlay_panes.c: captions of views side by side. */
void overlay_panes(Ui *ui);
float ui_floor(const Ui *ui); /* where the body's picture ends below, pixels */
void overlay_hover(Ui *ui);
void overlay_pointer(Ui *ui); /* the pointer that keys move */

/* page.c: a page at the right with a title and a cross that pushes `close`; returns what page_end wants. */
float page_begin(Ui *ui, UiRect rect, const char *id, const char *title, CommandId close, Flow *flow);
void page_end(const Flow *flow, UiRect rect, float start);
void flow_head(Flow *flow, const char *title); /* with room above */
/* What is known, how sure, and the numbers of the sources. */
void flow_fact(Flow *flow, const AtlasFact *fact, UiColour ink);
void flow_backing(Flow *flow, const AtlasFact *fact); /* without what it says */
/* A boxed sentence with a coloured edge. */
void flow_note(Flow *flow, UiColour colour, const char *title, const char *text);
/* The eleven layers from skin to bone, some of them lit: what a hand reaches. */
void flow_layers(Flow *flow, int from, int to);
/* A row to choose, as high as that in design units; true when chosen. Draw into `row`, which lies in the margin too. */
bool flow_choice(Flow *flow, uint32_t id, float height, bool on, bool enabled, UiRect *row);
/* The same, as high as a name and a quiet line beneath it want; nothing of them is cut. Without an id it tells only. */
bool flow_choice_words(Flow *flow, uint32_t id, bool on, UiColour ink, const char *name, const char *under);
/* A box to tick and the words beside it; true when clicked. */
bool flow_check(Flow *flow, uint32_t id, bool on, const char *text);
/* Buttons side by side, each as wide as its words, in as many rows as it takes: the one that was clicked, -1. */
typedef struct UiButton {
    const char *text;
    bool on, enabled;
} UiButton;
int flow_buttons(Flow *flow, const char *scope, const UiButton *buttons, int count);

/* cited.c: "textbook . 84 +2" at the right end of the line, which is not left; true when clicked: the caller keeps what
 * is open. */
bool flow_mark(Flow *flow, uint32_t id, const AtlasFact *fact, bool open);
float flow_mark_width(const Ui *ui, const AtlasFact *fact);
void flow_citations(Flow *flow, const int *sources, int count);
/* What is known with its mark, which opens the sources; for a client's eyes the words alone. */
void flow_cited(Flow *flow, uint32_t id, const AtlasFact *fact, UiColour ink);

/* panel_reach.c: on a structure's page, the strokes that reach it. */
void draw_reaching(Ui *ui, Flow *flow, int item);

/* panel_compare.c: the page of views side by side; and on a structure's page the pain that it can cause. */
void panel_compare(Ui *ui, UiRect rect);
void draw_pains(Ui *ui, Flow *flow, int item);

/* key_words.c: "Ctrl+Z;Ctrl+U" as those keys are called here, `most` of them; `out` is returned. NULL: "". */
const char *key_words(const char *keys, int most, char *out, size_t size);

/* panel_variants.c: the same in the page of a structure whose course they change. */
void draw_variants_line(Ui *ui, Flow *flow, int item);

/* acts.c: the acts on one structure, as buttons and menu show them. */
typedef struct Act {
    CommandId command;
    const char *text;
    bool on; /* its effect is there now */
    bool enabled;
} Act;
enum { ACT_COUNT = 6 };
void acts_of(const Ui *ui, int item, Act out[ACT_COUNT]);
void act_push(Ui *ui, const Act *act, int item);
const char *item_name(const Ui *ui, int item, char *out, size_t size); /* with its side */
const char *structure_word(const Ui *ui, const AtlasStructure *s);     /* without its side */
const char *position_word(const Ui *ui, int position);
const char *stroke_word(const Ui *ui, int stroke);
const char *item_everyday(const Ui *ui, int item); /* NULL */
const char *system_word(AtlasSystem system);       /* "Muscle", of one structure */
const char *confidence_words(char confidence);
#endif

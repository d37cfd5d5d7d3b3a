/* compose_private.h - the parts of compose.c. */
#ifndef HIP_COMPOSE_PRIVATE_H
#define HIP_COMPOSE_PRIVATE_H
#include "hip/session.h"

/* Ground, outline and light of the view's theme. */
void compose_theme(Theme theme, DrawList *list);

/* Whether x-ray makes glass of an item: muscles and what wraps them, but not what is selected. */
bool compose_xrayed(const Atlas *atlas, const ViewState *view, int item);

/* Tissue, colour and hatching of an item. `lengths`: of model_lengths, used when colours say them; may be NULL. */
void compose_colours(const Atlas *atlas, const ViewState *view, int item, const float *lengths, DrawItem *out);

/* For each structure how far what covers it is gone (0 all in place .. 1 all gone): coverings that are bent back, taken
 * away, hidden or see-through count by what is left of them, and what covers those in turn.
 *   peel  structure_count entries; out likewise, all written */
void compose_uncovered(const Model *model, const ViewState *view, const PeelState *peel, float *out);

/* Where the view's pose brings the bones. */
void compose_bones(const Model *model, const ViewState *view, DrawList *list);
/* Lets joints carry an item; one that is bent back, `reflect` of the way, already has its bend. */
void compose_place(const Model *model, float reflect, DrawItem *item, DrawList *list);

/* Where the client and what lies round it reach; empty without one. */
Box3 compose_client_box(const Model *model, const ViewState *view, const PoseBones *bones);
/* The client's parts that the view shows. */
void compose_client(const Model *model, const ViewState *view, DrawList *list);

/* What the view's stroke or tool marks on the skin into the list. */
void compose_marks(const Model *model, const ViewState *view, DrawList *list);

/* compose_body.c: projected on a body: nothing of the client's surface (`spare` is for that), and black round it. */
const ViewState *compose_bare(const Model *model, const ViewState *view, ViewState *spare);
void compose_black(DrawList *list);

/* compose_source.c: the view as it looks round the window of its source; `spare` is for that. */
const ViewState *compose_closing(const Model *model, const ViewState *view, ViewState *spare);
/* DrawOutline of the source, and of the nerve beside it. */
uint8_t compose_source_outline(const Model *model, const ViewState *view, int item);
/* Hangs the window over the source into the list, as compose_lens does; false: there is none now. */
bool compose_window(const Model *model, const ViewState *view, DrawList *inside, DrawList *list);
/* Furniture takes neither marks nor zones. */
void compose_spare_room(const Model *model, const ViewState *view, DrawList *list);
#endif

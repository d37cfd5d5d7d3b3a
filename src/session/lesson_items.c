/* lesson_items.c - of what makes one view of another, the words that name structures: groups, where all of one are
 * alike, and ids without their side, where that means the same. */
#include "hip/mem.h"
#include "lesson_words.h"
#include "session_private.h"
#include "view_code.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FINE_DIGITS = 3, LEAST_GROUP = 3 };

typedef struct Items {
    bool in[VIEW_MAX_ITEMS];     /* have to be named */
    bool may[VIEW_MAX_ITEMS];    /* may be: they are as the word makes them */
    float value[VIEW_MAX_ITEMS]; /* behind its id; negative: none */
} Items;

static void add_item(Items *items, int item, bool is, bool was, float value)
{
    items->may[item] = is;
    items->in[item] = is && !was;
    items->value[item] = value;
}

/* Names what an id means when all of it may be, alike, and at least so many have to be. */
static void name(const Between *b, const char *id, int least, Items *items, char **text)
{
    int found[VIEW_MAX_ITEMS], count = view_resolve(b->atlas, id, b->to->side, found), needed = 0;
    for (int i = 0; i < count; i++) {
        if (!items->may[found[i]] || items->value[found[i]] != items->value[found[0]]) {
            return;
        }
        needed += items->in[found[i]];
    }
    if (needed < least) {
        return;
    }
    char number[VIEW_NUMBER_SIZE], entry[128];
    bool valued = items->value[found[0]] >= 0;
    for (int i = 0; i < count; i++) {
        items->in[found[i]] = false;
    }
    snprintf(entry, sizeof entry, "%s%s%s", id, valued ? "=" : "",
             valued ? view_write_number((double)items->value[found[0]], FINE_DIGITS, number) : "");
    words_append(text, entry);
}

/* "muscle,piriformis,ischium_l": groups first, then ids without their side where that means the same. NULL: none. */
static char *list(const Between *b, Items *items)
{
    static const char *const SIDES[] = {"", "_r", "_l"};
    char *text = NULL, id[96];
    for (int i = 0; i < 3 * SYSTEM_COUNT; i++) {
        snprintf(id, sizeof id, "%s%s", atlas_system_id((AtlasSystem)(i / 3)), SIDES[i % 3]);
        name(b, id, LEAST_GROUP, items, &text);
    }
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        if (i < b->atlas->structure_count && items->in[i]) {
            name(b, b->atlas->structures[i].base_id, 1, items, &text);
        }
        if (items->in[i]) {
            name(b, view_item_id(b->atlas, i, id, sizeof id), 1, items, &text);
        }
    }
    return text;
}

static bool own(const ViewState *view, int item)
{
    return view->hidden[item] || view->ghost[item] || view->peel[item] >= 0;
}

static bool same_peel(const ViewState *a, const ViewState *b, int item)
{
    char one[VIEW_NUMBER_SIZE], other[VIEW_NUMBER_SIZE];
    return strcmp(view_write_number((double)a->peel[item], FINE_DIGITS, one),
                  view_write_number((double)b->peel[item], FINE_DIGITS, other)) == 0;
}

static bool same_item(const ViewState *a, const ViewState *b, int item)
{
    return a->hidden[item] == b->hidden[item] && a->ghost[item] == b->ghost[item] && same_peel(a, b, item);
}

static bool same_items(const Between *b)
{
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        if (!same_item(&b->at, b->to, i)) {
            return false;
        }
    }
    return true;
}

/* Something of its own that it has no more. */
static bool returns(const Between *b, int i)
{
    return (b->at.hidden[i] && !b->to->hidden[i] && !b->to->ghost[i]) || (b->at.ghost[i] && !b->to->ghost[i]) ||
           (b->at.peel[i] >= 0 && b->to->peel[i] < 0);
}

char *say_show(const Between *b, int way)
{
    Items items = {.in = {false}};
    bool all = true;
    int count = 0;
    for (int i = 0; i < VIEW_MAX_ITEMS && way == 0; i++) {
        add_item(&items, i, !own(b->to, i) || returns(b, i), !returns(b, i), -1);
        count += items.in[i];
        all &= items.in[i] || !own(&b->at, i);
    }
    return all && count > 1 ? mem_string("all") : list(b, &items);
}

char *say_ghost(const Between *b, int way)
{
    Items items = {.in = {false}};
    for (int i = 0; i < VIEW_MAX_ITEMS && way == 0; i++) {
        add_item(&items, i, b->to->ghost[i] != 0, b->at.ghost[i] == b->to->ghost[i], b->to->ghost[i] / 255.0f);
    }
    return list(b, &items);
}

char *say_peel(const Between *b, int way)
{
    Items items = {.in = {false}};
    for (int i = 0; i < VIEW_MAX_ITEMS && way == 0; i++) {
        add_item(&items, i, b->to->peel[i] >= 0, same_peel(&b->at, b->to, i), b->to->peel[i]);
    }
    return list(b, &items);
}

char *say_hide(const Between *b, int way)
{
    Items items = {.in = {false}};
    for (int i = 0; i < VIEW_MAX_ITEMS && way == 0; i++) {
        add_item(&items, i, b->to->hidden[i] != 0, b->at.hidden[i] != 0, -1);
    }
    return list(b, &items);
}

/* Those that stay, when that is shorter than those that go. */
char *say_only(const Between *b, int way)
{
    const Model *model = b->session->model;
    Items items = {.in = {false}};
    for (int i = 0; i < model->item_count && way == 0; i++) {
        add_item(&items, i, !b->to->hidden[i], !model->present[i], -1);
    }
    char *stay = list(b, &items), *go = say_hide(b, way);
    if (go && stay && strlen(stay) < strlen(go)) {
        free(go);
        return stay;
    }
    free(go);
    free(stay);
    return NULL;
}

static char *item_name(const Between *b, int item)
{
    int found[VIEW_MAX_ITEMS];
    char id[96];
    const char *base = item < b->atlas->structure_count ? b->atlas->structures[item].base_id : "";
    bool plain = view_resolve(b->atlas, base, b->to->side, found) == 1 && found[0] == item;
    return mem_string(plain ? base : view_item_id(b->atlas, item, id, sizeof id));
}

/* Names on the body: none, of what is selected, of all, or of these. */
char *say_labels(const Between *b, int way)
{
    Items items = {.in = {false}};
    bool same = b->at.labels == b->to->labels && memcmp(b->at.named, b->to->named, sizeof b->at.named) == 0;
    if (same || way > 0) {
        return NULL;
    }
    for (int i = 0; i < VIEW_MAX_ITEMS; i++) {
        add_item(&items, i, b->to->named[i] != 0, false, -1);
    }
    return b->to->labels == LABELS_NAMED ? list(b, &items) : mem_string(labels_id(b->to->labels));
}

char *say_reveal(const Between *b, int way)
{
    bool same = same_items(b) && b->at.depth == b->to->depth;
    return same || way > 0 || b->to->selected < 0 ? NULL : item_name(b, b->to->selected);
}

char *say_select(const Between *b, int way)
{
    if (way > 0 || b->at.selected == b->to->selected) {
        return NULL;
    }
    return b->to->selected < 0 ? mem_string("none") : item_name(b, b->to->selected);
}

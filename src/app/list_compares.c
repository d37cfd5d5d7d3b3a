/* list_compares.c - `hip-atlas list compares`: what --compare takes. */
#include "hip/compare.h"
#include "lists.h"

void list_compares(const Atlas *atlas, json_t *rows)
{
    for (int i = 0; i < atlas->compare_count; i++) {
        const AtlasCompare *c = &atlas->compares[i];
        json_t *panes = json_array();
        for (int k = 0; k < c->pane_count; k++) {
            json_array_append_new(panes,
                                  json_pack("{s:s, s:s}", "caption", c->panes[k].caption, "words", c->panes[k].words));
        }
        list_add_row(rows, c->id, c->title, json_pack("{s:o}", "panes", panes));
    }
}

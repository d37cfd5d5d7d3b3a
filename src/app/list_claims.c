/* list_claims.c - list claims, disagreements, contraindications, texts. */
#include "hip/claims.h"
#include "hip/texts.h"
#include "lists.h"

json_t *list_fact(const AtlasFact *fact)
{
    if (!fact->text) {
        return json_null();
    }
    json_t *sources = json_array();
    for (int i = 0; i < fact->source_count; i++) {
        json_array_append_new(sources, json_integer(fact->sources[i]));
    }
    return json_pack("{s:s, s:s%, s:o}", "text", fact->text, "confidence", &fact->confidence, (size_t)1, "sources",
                     sources);
}

static const char *scene_id(const ClaimAtlas *all, int scene)
{
    return scene >= 0 ? all->scenes[scene].id : NULL;
}

void list_claims(const Atlas *atlas, json_t *rows)
{
    const ClaimAtlas *all = atlas->claims;
    for (int i = 0; i < all->claim_count; i++) {
        const AtlasClaim *c = &all->claims[i];
        json_t *more = json_pack("{s:s, s:s, s:s, s:s*, s:o, s:o, s:s*}", "text", all->texts[c->text].name, "topic",
                                 all->topics[c->topic].id, "verdict", claim_verdict_id(c->verdict), "also",
                                 c->also >= 0 ? claim_verdict_id((ClaimVerdict)c->also) : NULL, "known",
                                 list_fact(&c->known), "say", list_fact(&c->say), "show", scene_id(all, c->scene));
        list_add_row(rows, c->id, c->claim, more);
    }
}

static json_t *texts_of(const ClaimAtlas *all, unsigned bits)
{
    json_t *ids = json_array();
    for (int i = 0; i < all->text_count; i++) {
        if (bits & 1u << i) {
            json_array_append_new(ids, json_string(all->texts[i].id));
        }
    }
    return ids;
}

void list_disagreements(const Atlas *atlas, json_t *rows)
{
    const ClaimAtlas *all = atlas->claims;
    for (int i = 0; i < all->dispute_count; i++) {
        const ClaimDispute *d = &all->disputes[i];
        json_t *sides = json_array();
        for (int k = 0; k < d->side_count; k++) {
            json_array_append_new(
                sides, json_pack("{s:o, s:s}", "texts", texts_of(all, d->sides[k].texts), "says", d->sides[k].says));
        }
        list_add_row(rows, d->id, d->name,
                     json_pack("{s:s, s:o, s:o, s:s*}", "topic", all->topics[d->topic].id, "sides", sides, "line",
                               list_fact(&d->line), "show", scene_id(all, d->scene)));
    }
}

void list_contraindications(const Atlas *atlas, json_t *rows)
{
    const ClaimAtlas *all = atlas->claims;
    for (int i = 0; i < all->stop_count; i++) {
        const AtlasStop *stop = &all->stops[i];
        list_add_row(rows, stop->id, stop->name,
                     json_pack("{s:s, s:o}", "level", stop_level_id(stop->level), "do", list_fact(&stop->act)));
    }
}

typedef struct Listing {
    const Atlas *atlas;
    json_t *rows;
} Listing;

static void list_text(void *context, const AtlasText *text)
{
    const Listing *listing = context;
    bool convention = text->fact && atlas_is_convention(listing->atlas, text->fact);
    json_t *more =
        json_pack("{s:s, s:b, s:b, s:s*}", "kind", text_kind_id(text->kind), "plain", (int)text_is_plain(text->kind),
                  "convention", (int)convention, "fault", atlas_text_fault(listing->atlas, text));
    if (text->fact) {
        json_t *backing = list_fact(text->fact);
        json_object_del(backing, "text");
        json_object_update(more, backing);
        json_decref(backing);
    }
    list_add_row(listing->rows, text->where, text->text, more);
}

void list_texts(const Atlas *atlas, json_t *rows)
{
    Listing listing = {atlas, rows};
    atlas_each_text(atlas, list_text, &listing);
}

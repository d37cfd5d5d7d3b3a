/* job_column.c - hip-atlas info --tool NAME --at LANDMARK: what lies under a tool, as text or JSON. */
#include "cli.h"
#include "hip/column.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

static double mm(float metres)
{
    return round(1e4 * (double)metres) / 10 + 0.0; /* never -0.0 */
}

static void print_text(const Atlas *atlas, const Column *column)
{
    char name[160];
    printf("%s at %.0f, %.0f, %.0f mm\n", atlas->tools[column->tool].name, mm(column->place[0]), mm(column->place[1]),
           mm(column->place[2]));
    if (!column->skinned) {
        printf("the model has no skin there\n");
    }
    for (int i = 0; i < column->layer_count; i++) {
        const ColumnLayer *layer = &column->layers[i];
        printf("%6.1f - %5.1f mm  %c %s\n", mm(layer->from_m), mm(layer->to_m), layer->reached ? '*' : ' ',
               atlas_display_name(atlas, layer->structure, name, sizeof name));
    }
    printf("reached at comfortable pressure (*): %.0f mm\n", mm(column->reach_m));
    for (int i = 0; i < column->spared_count; i++) {
        printf("spare: %s, %.0f mm beside, %.0f mm deep\n",
               atlas_display_name(atlas, column->spared[i].structure, name, sizeof name),
               mm(column->spared[i].beside_m), mm(column->spared[i].deep_m));
    }
    for (int i = 0; i < column->zone_count; i++) {
        const AtlasRegion *zone = &atlas->regions[column->zones[i].region];
        if (column->zones[i].away_m < 0) {
            printf("zone: on %s. %s\n", zone->name, zone->note.text ? zone->note.text : "");
        } else {
            printf("zone: %s, %.0f mm away\n", zone->name, mm(column->zones[i].away_m));
        }
    }
}

static json_t *column_json(const Atlas *atlas, const Column *column)
{
    json_t *layers = json_array(), *spared = json_array(), *zones = json_array();
    for (int i = 0; i < column->layer_count; i++) {
        const ColumnLayer *layer = &column->layers[i];
        json_array_append_new(layers,
                              json_pack("{s:s, s:f, s:f, s:b}", "id", atlas->structures[layer->structure].id, "from_mm",
                                        mm(layer->from_m), "to_mm", mm(layer->to_m), "reached", (int)layer->reached));
    }
    for (int i = 0; i < column->spared_count; i++) {
        const ColumnSpare *spare = &column->spared[i];
        json_array_append_new(spared, json_pack("{s:s, s:f, s:f}", "id", atlas->structures[spare->structure].id,
                                                "beside_mm", mm(spare->beside_m), "deep_mm", mm(spare->deep_m)));
    }
    for (int i = 0; i < column->zone_count; i++) {
        json_array_append_new(zones, json_pack("{s:s, s:f}", "id", atlas->regions[column->zones[i].region].id,
                                               "away_mm", mm(column->zones[i].away_m)));
    }
    return json_pack("{s:s, s:[f,f,f], s:b, s:o, s:f, s:f, s:o, s:o}", "tool", atlas->tools[column->tool].id,
                     "place_mm", mm(column->place[0]), mm(column->place[1]), mm(column->place[2]), "skinned",
                     (int)column->skinned, "layers", layers, "bone_mm", mm(column->bone_m), "reach_mm",
                     mm(column->reach_m), "spare", spared, "zones", zones);
}

static HipResult check_view(const Cli *cli, HipError *err)
{
    bool tool = false, at = false;
    for (size_t i = 0; i < cli->view_count; i++) {
        tool = tool || strcmp(cli->view[i].name, "tool") == 0;
        at = at || strcmp(cli->view[i].name, "at") == 0;
    }
    return tool && at ? HIP_OK : hip_usage(err, "info wants --tool NAME and --at LANDMARK together (hip-atlas --help)");
}

HipResult job_column(const Cli *cli, const Atlas *atlas, Model **model, HipError *err)
{
    HipResult rc = check_view(cli, err);
    if (rc != HIP_OK) {
        return rc;
    }
    Session *session = session_create(atlas);
    session_set_model(session, *model, 1);
    *model = NULL;
    rc = session_apply_words(session, cli->view, cli->view_count, err);
    if (rc == HIP_OK) {
        const ViewState *view = session_view(session);
        Model *shown = session_model(session);
        ColumnBody body = {atlas, &shown->set, model_bvh(shown), model_chart(shown, view_worked(view)), view->variant};
        Column column;
        column_at(&body, view->tool, view->press_at, &column);
        json_t *json = cli->json ? column_json(atlas, &column) : NULL;
        if (json) {
            json_dumpf(json, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(7));
            printf("\n");
        } else {
            print_text(atlas, &column);
        }
        json_decref(json);
    }
    session_destroy(session);
    return rc;
}

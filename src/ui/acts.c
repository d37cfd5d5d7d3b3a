/* acts.c - the acts on one structure, the same for buttons and menu, and the words for it. */
#include "ui_internal.h"
#include <stdio.h>

const char *item_name(const Ui *ui, int item, char *out, size_t size)
{
    if (item >= 0 && item < ui->atlas->structure_count) {
        const AtlasStructure *s = &ui->atlas->structures[item];
        snprintf(out, size,
                 s->side == SIDE_RIGHT  ? _("%s (right)")
                 : s->side == SIDE_LEFT ? _("%s (left)")
                                        : "%s",
                 structure_word(ui, s));
        return out;
    }
    if (ui->model && item >= 0 && item < ui->model->item_count) {
        return model_item_name(ui->model, item, out, size);
    }
    snprintf(out, size, "%s", "");
    return out;
}

const char *structure_word(const Ui *ui, const AtlasStructure *s)
{
    bool latin = session_settings(ui->session).latin && s->name_la;
    return ui->shown->client ? _(s->plain) : latin ? s->name_la : _(s->name_en);
}

const char *position_word(const Ui *ui, int position)
{
    const AtlasPosition *p = &ui->atlas->positions[position];
    return _(ui->shown->client ? p->plain : p->name);
}

const char *stroke_word(const Ui *ui, int stroke)
{
    const AtlasStroke *s = &ui->atlas->strokes[stroke];
    return _(ui->shown->client ? s->plain : s->name);
}

const char *item_everyday(const Ui *ui, int item)
{
    bool known = item >= 0 && item < ui->atlas->structure_count;
    return known ? ui->atlas->structures[item].facts[FACT_EVERYDAY].text : NULL;
}

const char *system_word(AtlasSystem system)
{
    static const char *const WORDS[SYSTEM_COUNT] = {"Skin",  "Fat",    "Fascia",   "Muscle",
                                                    "Nerve", "Vessel", "Ligament", "Bone"};
    return system < SYSTEM_COUNT ? _(WORDS[system]) : "";
}

const char *confidence_words(char confidence)
{
    switch (confidence) {
    case 'A':
        return _("read in a source");
    case 'B':
        return _("textbook");
    case 'C':
        return _("uncertain");
    default:
        return _("no source");
    }
}

static bool present(const Ui *ui, int item)
{
    return ui->model && item >= 0 && item < ui->model->item_count && ui->model->present[item];
}

void acts_of(const Ui *ui, int item, Act out[ACT_COUNT])
{
    const ViewState *view = ui->view;
    bool atlas = item >= 0 && item < ui->atlas->structure_count;
    bool here = present(ui, item);
    const AtlasStep *step = atlas ? atlas_step_of(ui->atlas, item) : NULL;
    bool moves = step && step->kind != PEEL_STAY;
    bool away = moves && view_progress(ui->atlas, view, item) > 0.5f;
    const char *verb = !step || step->kind == PEEL_REFLECT ? "Reflect"
                       : step->kind == PEEL_ASIDE          ? "Set aside"
                                                           : "Take away";
    bool alone = here && !view->hidden[item];
    for (int i = 0; here && alone && i < ui->model->item_count; i++) {
        alone = i == item || !ui->model->present[i] || view->hidden[i];
    }
    out[0] = (Act){COMMAND_REVEAL, "Reveal", false, here || (atlas && ui->atlas->structures[item].course_count > 0)};
    out[1] = (Act){COMMAND_REFLECT, away ? "Put back" : verb, away, here && moves};
    out[2] = (Act){COMMAND_GHOST, "Ghost", here && view->ghost[item] != 0, here};
    out[3] = (Act){COMMAND_HIDE, here && view->hidden[item] ? "Show" : "Hide", here && view->hidden[item] != 0, here};
    out[4] = (Act){COMMAND_ONLY, alone ? "Show all" : "Only this", alone, here};
    out[5] = (Act){COMMAND_LABELS, "Label", view->labels != LABELS_NONE, here};
}

void act_push(Ui *ui, const Act *act, int item)
{
    Command *command = ui_push_item(ui, act->command, item);
    if (act->command == COMMAND_GHOST) {
        command->value = -1;
    } else if (act->command == COMMAND_LABELS) {
        command->value = (float)(act->on ? LABELS_NONE : LABELS_SELECTED);
    }
}

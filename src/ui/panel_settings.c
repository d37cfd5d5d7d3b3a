/* panel_settings.c - how the user likes it. */
#include "ui_internal.h"
#include <stdio.h>

static void draw_size(Ui *ui, Flow *flow, int percent)
{
    enum { COUNT = SETTINGS_TEXT_SIZES };
    UiButton buttons[COUNT];
    char words[COUNT][16];
    flow_head(flow, "Size of text");
    for (int i = 0; i < COUNT; i++) {
        snprintf(words[i], sizeof words[i], "%d %%", SETTINGS_TEXT_PERCENT[i]);
        buttons[i] = (UiButton){words[i], SETTINGS_TEXT_PERCENT[i] == percent, true};
    }
    int clicked = flow_buttons(flow, "text size", buttons, COUNT);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_TEXT_SIZE)->value = (float)SETTINGS_TEXT_PERCENT[clicked];
    }
}

static void draw_theme(Ui *ui, Flow *flow, Theme theme)
{
    const UiButton buttons[THEME_COUNT] = {{"Dark", theme == THEME_DARK, true},
                                           {"Bright", theme == THEME_LIGHT, true},
                                           {"High contrast", theme == THEME_CONTRAST, true}};
    flow_head(flow, "Theme");
    int clicked = flow_buttons(flow, "theme", buttons, THEME_COUNT);
    if (clicked >= 0) {
        ui_push(ui, COMMAND_THEME)->value = (float)clicked;
    }
}

static void draw_skin(Ui *ui, Flow *flow, const Settings *now)
{
    const UiButton tones[VIEW_SKIN_TONES] = {
        {"Fair", now->skin == 0, true}, {"Medium", now->skin == 1, true}, {"Dark", now->skin == 2, true}};
    const UiButton builds[VIEW_BUILDS] = {{"Build 1", now->build == 0, true}, {"Build 2", now->build == 1, true}};
    flow_head(flow, "The client's figure");
    int tone = flow_buttons(flow, "skin", tones, VIEW_SKIN_TONES);
    flow_gap(flow, 4);
    int build = flow_buttons(flow, "build", builds, VIEW_BUILDS);
    if (tone >= 0) {
        ui_push(ui, COMMAND_SKIN)->value = (float)tone;
    }
    if (build >= 0) {
        ui_push(ui, COMMAND_BUILD)->value = (float)build;
    }
}

const char *ui_not_reviewed(void)
{
    return "Not yet read by a native speaker: where it matters, compare it with the English text.";
}

/* Each by its own name, so that it is found whatever is set now; the first follows the system. */
static void draw_language(Ui *ui, Flow *flow, int set)
{
    const WordsLanguage *languages = words_languages();
    UiButton buttons[1 + WORDS_LANGUAGES] = {{"As the system", set < 0, true}};
    for (int i = 0; i < WORDS_LANGUAGES; i++) {
        buttons[1 + i] = (UiButton){languages[i].name, set == i, true};
    }
    flow_head(flow, "Language");
    int clicked = flow_buttons(flow, "language", buttons, 1 + WORDS_LANGUAGES);
    if (!languages[words_language()].reviewed) {
        flow_gap(flow, 2);
        flow_text(flow, UI_FONT_SMALL, ui->theme->caution, ui_not_reviewed());
        flow_gap(flow, 4);
    }
    if (clicked >= 0) {
        Command *command = ui_push(ui, COMMAND_LANGUAGE);
        snprintf(command->text, sizeof command->text, "%s", clicked ? languages[clicked - 1].code : "");
    }
}

void panel_settings(Ui *ui, UiRect rect)
{
    Flow flow;
    Settings now = session_settings(ui->session);
    float start = page_begin(ui, rect, "settings", "Settings", COMMAND_SETTINGS, &flow);
    draw_size(ui, &flow, now.text_percent);
    draw_language(ui, &flow, now.language);
    draw_theme(ui, &flow, now.theme);
    draw_skin(ui, &flow, &now);
    flow_head(&flow, "Motion and names");
    if (flow_check(&flow, ui_id("settings", "calm", 0), now.calm, "Nothing moves by itself")) {
        ui_push(ui, COMMAND_CALM)->value = -1;
    }
    if (flow_check(&flow, ui_id("settings", "latin", 0), now.latin, "Latin names first")) {
        ui_push(ui, COMMAND_LATIN)->value = -1;
    }
    page_end(&flow, rect, start);
}

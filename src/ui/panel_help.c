/* panel_help.c - every act with its keys, straight from the command table, and what the hands do. */
#include "hip/words.h"
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void draw_command(Ui *ui, Flow *flow, const CommandInfo *info)
{
    char keys[160];
    key_words(info->keys, 9, keys, sizeof keys);
    if (info->id == COMMAND_CAMERA_NAMED) {
        snprintf(keys, sizeof keys, "1 \u2026 8");
    }
    float line = flow_line(ui, UI_FONT_STRONG), width = fminf(ui_text_width(UI_FONT_SMALL, keys), flow->w);
    float title = ui_text_width(UI_FONT_STRONG, info->title);
    flow_text(flow, UI_FONT_STRONG, ui->theme->text, info->title);
    flow->y -= title + width + px(ui, 12) > flow->w ? 0 : line; /* else the keys have a line of their own */
    flow->y +=
        shim_text_wrapped(UI_FONT_SMALL, flow->x + flow->w - width, flow->y, width + 1, line, ui->theme->accent, keys);
    flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, info->help);
    flow_gap(flow, 10);
}

static void draw_hands(Ui *ui, Flow *flow)
{
    static const char *const ROWS[][2] = {
        {"Turn", "Drag"},
        {"Move", "Right drag, Shift + drag"},
        {"Nearer, farther", "Wheel, to the pointer"},
        {"Deeper, less deep", "Shift + wheel, the slider"},
        {"Look through the skin", "Hold Alt; Alt + wheel: deeper"},
        {"What is this?", "Point at it; click for its page"},
        {"Bring to the middle", "Double click"},
        {"Acts on the spot", "Right click, long press"},
        {"Move a joint", "Open Motion, drag the thigh or the pelvis; Ctrl turns it"},
        {"Press with a tool", "Open Under my elbow, click on the body"},
        {"Without a mouse", "Tab goes through everything, Enter acts; arrows read a page"},
        {"The pointer by keys", "Shift + arrows, finer with Ctrl; Shift + Enter clicks"},
    };
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        flow_text(flow, UI_FONT_STRONG, ui->theme->text, ROWS[i][0]);
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, ROWS[i][1]);
        flow_gap(flow, 6);
    }
}

static void draw_present(Ui *ui, Flow *flow)
{
    static const char *const ROWS[][2] = {
        {N_("Black, white"), N_("B, full stop; any key brings the picture back")},
        {N_("Dot, spotlight"), N_("L, S; the wheel sizes the spotlight")},
        {N_("Pens on the body"), N_("1 to 4, 0 or Esc puts the pen down")},
        {N_("Strokes away"), N_("Backspace or Ctrl+Z the last one, E all")},
        {N_("Notes on a second window"), N_("N, or Ctrl+F5")},
        {N_("Notes on the body"), N_("P shows and hides the pins")},
    };
    flow_head(flow, _("While presenting (F5)"));
    flow_gap(flow, 4);
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        flow_text(flow, UI_FONT_STRONG, ui->theme->text, _(ROWS[i][0]));
        flow_text(flow, UI_FONT_SMALL, ui->theme->quiet, _(ROWS[i][1]));
        flow_gap(flow, 6);
    }
}

void panel_help(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "help", "Keys and help", COMMAND_HELP, &flow);
    flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet,
              "Just type to find anything. Keys act on what the pointer is on, else on what is selected.");
    flow_gap(&flow, 12);
    draw_hands(ui, &flow);
    draw_present(ui, &flow);
    flow_gap(&flow, 6);
    flow_rule(&flow);
    flow_gap(&flow, 12);
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        if (info && info->help) {
            draw_command(ui, &flow, info);
        }
    }
    page_end(&flow, rect, start);
}

/* panel_pain.c - the page that asks where it hurts: and the way to forget all of it. */
#include "ui_internal.h"
#include <math.h>

enum { FOOTER = 52 };

static void draw_side(Ui *ui, Flow *flow)
{
    bool left = ui->view->side == SIDE_LEFT;
    const UiButton buttons[] = {{"Right side", !left, true}, {"Left side", left, true}, {"Whole body", false, true}};
    int clicked = flow_buttons(flow, "pain side", buttons, 3);
    if (clicked == 2) {
        ui_push(ui, COMMAND_PAIN_BODY);
    } else if (clicked >= 0) {
        ui_push(ui, COMMAND_SIDE)->value = (float)(clicked ? SIDE_LEFT : SIDE_RIGHT);
    }
}

/* At the foot of the page, never scrolled away: forgetting. */
static void draw_footer(Ui *ui, UiRect rect)
{
    float gap = px(ui, 8);
    shim_window_begin("##pain-foot", rect, 0);
    ui_panel(ui, rect);
    UiRect over = {rect.x + gap, rect.y + gap, rect.w - 2 * gap, rect.h - 2 * gap};
    if (ui_button(ui, ui_id("pain", "over", 0), over, "Start over", BUTTON_PLAIN, true)) {
        ui_push(ui, COMMAND_PAIN_WIPE);
    }
    shim_window_end();
}

void panel_pain(Ui *ui, UiRect rect)
{
    Flow flow;
    UiRect page = rect;
    page.h -= px(ui, FOOTER + 8);
    float start = page_begin(ui, page, "pain", "Where does it hurt?", COMMAND_PAIN, &flow);
    draw_side(ui, &flow);
    if (!ui->atlas->pain) {
        flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet, "The atlas knows nothing of pain.");
    }
    page_end(&flow, page, start);
    draw_footer(ui, (UiRect){rect.x, page.y + page.h + px(ui, 8), rect.w, px(ui, FOOTER)});
}

void panel_wipe(Ui *ui)
{
    if (!ui->screen->wipe) {
        return;
    }
    static const char *const WORDS = "Forget all that was told: places, words, signs, the note and every step back? "
                                     "It cannot be undone.";
    UiRect room = ui_free(ui);
    float pad = px(ui, 16), width = px(ui, 400), line = flow_line(ui, UI_FONT_BODY), row = px(ui, 36);
    float words = shim_text_wrapped(UI_FONT_BODY, 0, 0, width - 2 * pad, line, 0, WORDS);
    UiRect box = {roundf(room.x + (room.w - width) / 2), roundf(room.y + room.h / 3), width, words + row + 3 * pad};
    ui->focus.count = 0; /* the keyboard stays here */
    shim_window_begin("##wipe", box, 0);
    ui_panel(ui, box);
    shim_rect(box, px(ui, UI_CORNER), ui->theme->panel | 0xff000000u);
    shim_outline(box, px(ui, UI_CORNER), px(ui, 2), ui->theme->caution);
    shim_text_wrapped(UI_FONT_BODY, box.x + pad, box.y + pad, width - 2 * pad, line, ui->theme->text, WORDS);
    float button = (width - 2 * pad - px(ui, 8)) / 2;
    UiRect yes = {box.x + pad, box.y + 2 * pad + words, button, row}, no = yes;
    no.x += button + px(ui, 8);
    if (ui_button(ui, ui_id("wipe", "yes", 0), yes, "Forget it", BUTTON_PRIMARY, true)) {
        ui_push(ui, COMMAND_PAIN_WIPE);
    }
    if (ui_button(ui, ui_id("wipe", "no", 0), no, "Keep it", BUTTON_PLAIN, true)) {
        ui_push(ui, COMMAND_BACK);
    }
    shim_window_end();
}

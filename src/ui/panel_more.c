/* panel_more.c - every act that has no room in the rows of buttons, by what it is for. */
#include "ui_internal.h"
#include <stdio.h>
#include <string.h>

static void draw_group(Ui *ui, Flow *flow, const char *title, const CommandId *commands, size_t count)
{
    flow_head(flow, title);
    for (size_t i = 0; i < count; i++) {
        const CommandInfo *info = command_info(commands[i]);
        const Command act = {.id = commands[i], .item = -1, .value = -1};
        char under[300], key[64];
        key_words(info->keys, 1, key, sizeof key);
        snprintf(under, sizeof under,
                 !info->help ? "%s%s"
                 : key[0]    ? "%s (%s)"
                             : "%s%s",
                 info->help ? _(info->help) : "", key);
        if (session_can(ui->session, &act) &&
            flow_choice_words(flow, ui_id("more", info->name, 0), false, ui->theme->text, info->title, under)) {
            *ui_push(ui, commands[i]) = act;
        }
    }
}

void panel_more(Ui *ui, UiRect rect)
{
    static const CommandId CLIENT[] = {COMMAND_PAIN,  COMMAND_POSITIONS, COMMAND_STROKES, COMMAND_MOTION,
                                       COMMAND_PRESS, COMMAND_WALK,      COMMAND_CLIENT,  COMMAND_HANDOUT},
                           LEARN[] = {COMMAND_LESSONS,   COMMAND_QUIZ,     COMMAND_CLAIMS,
                                      COMMAND_VARIANTS,  COMMAND_PRESENT,  COMMAND_PROJECT,
                                      COMMAND_BOOKMARKS, COMMAND_NOTE_PIN, COMMAND_NOTES},
                           SEE[] = {COMMAND_HOME, COMMAND_LABELS,  COMMAND_XRAY,  COMMAND_SECTION,
                                    COMMAND_SIDE, COMMAND_COLOURS, COMMAND_THEME, COMMAND_LAYERS},
                           KEEP[] = {COMMAND_OPEN,      COMMAND_MODEL_INFO, COMMAND_SAVE_PICTURE, COMMAND_COPY_PICTURE,
                                     COMMAND_COPY_CODE, COMMAND_PASTE_CODE, COMMAND_FULL_SCREEN},
                           ABOUT[] = {COMMAND_SETTINGS, COMMAND_HELP, COMMAND_ABOUT, COMMAND_QUIT};
    Flow flow;
    float start = page_begin(ui, rect, "more", "More", COMMAND_MORE, &flow);
    draw_group(ui, &flow, "This program", ABOUT, sizeof ABOUT / sizeof *ABOUT);
    draw_group(ui, &flow, "Models and pictures", KEEP, sizeof KEEP / sizeof *KEEP);
    draw_group(ui, &flow, "With a client", CLIENT, sizeof CLIENT / sizeof *CLIENT);
    draw_group(ui, &flow, "Teach and learn", LEARN, sizeof LEARN / sizeof *LEARN);
    draw_group(ui, &flow, "See", SEE, sizeof SEE / sizeof *SEE);
    page_end(&flow, rect, start);
}

/* panel_motion.c - joints to move, and what that does to the muscles' lengths. */
#include "ui_internal.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* What fewer and more degrees do, on one line: both where they fit side by side, else the one that counts now. */
static void draw_ends(Flow *flow, const AtlasJoint *joint, float now)
{
    Ui *ui = flow->ui;
    float less = ui_text_width(UI_FONT_SMALL, joint->less), more = ui_text_width(UI_FONT_SMALL, joint->more);
    bool both = less + more + px(ui, 8) <= flow->w;
    UiColour on = ui->theme->text, off = ui->theme->quiet;
    if (both || now < -0.5f) {
        shim_text(UI_FONT_SMALL, flow->x, flow->y, now < -0.5f ? on : off, joint->less);
    }
    if (both || now >= -0.5f) {
        shim_text(UI_FONT_SMALL, flow->x + flow->w - more, flow->y, now > 0.5f ? on : off, joint->more);
    }
    flow->y += flow_line(ui, UI_FONT_SMALL) + px(ui, 6);
}

static void draw_joint(Ui *ui, Flow *flow, int i)
{
    const AtlasJoint *joint = &ui->atlas->joints[i];
    int side = joint->paired && view_worked(ui->view) == SIDE_LEFT ? POSE_LEFT : POSE_RIGHT;
    char number[32];
    float now = ui->view->pose.deg[side][i];
    int whole = (int)lrintf(now);
    snprintf(number, sizeof number, whole ? "%+d\u00b0" : "%d\u00b0", whole);
    float width = ui_text_width(UI_FONT_STRONG, number);
    shim_text(UI_FONT_STRONG, flow->x + flow->w - width, flow->y, ui->theme->accent, number);
    flow->y += shim_text_wrapped(UI_FONT_SMALL, flow->x, flow->y, flow->w - width - px(ui, 8),
                                 flow_line(ui, UI_FONT_SMALL), ui->theme->text, joint->name);
    UiRange range = {joint->least_deg, joint->most_deg, 1, now, ui->shown->pose.deg[side][i], 0, false};
    UiRect area = {flow->x - px(ui, 8), flow->y, flow->w + px(ui, 16), px(ui, 28)};
    float to;
    uint32_t gesture;
    if (ui_slider(ui, ui_id("joint", joint->id, 0), area, &range, &to, &gesture)) {
        Command *command = ui_push(ui, COMMAND_JOINT);
        snprintf(command->text, sizeof command->text, "%s", joint->id);
        command->value = to;
        command->gesture = gesture;
    }
    flow->y += area.h;
    draw_ends(flow, joint, now);
}

static void draw_joints(Ui *ui, Flow *flow, bool hip)
{
    for (int i = 0; i < ui->atlas->joint_count; i++) {
        if ((ui->atlas->joints[i].bone <= ATLAS_SPINE) == hip) {
            draw_joint(ui, flow, i);
        }
    }
}

static void draw_switches(Ui *ui, Flow *flow)
{
    bool left = view_worked(ui->view) == SIDE_LEFT;
    const UiButton buttons[] = {{"Right", !left, true}, {"Left", left, true}, {"Back to rest", false, true}};
    int clicked = flow_buttons(flow, "motion", buttons, 3);
    if (clicked == 2) {
        ui_push(ui, COMMAND_REST);
    } else if (clicked >= 0) {
        ui_push(ui, COMMAND_SIDE)->value = (float)(clicked ? SIDE_LEFT : SIDE_RIGHT);
    }
    flow_gap(flow, 8);
}

void panel_motion(Ui *ui, UiRect rect)
{
    Flow flow;
    float start = page_begin(ui, rect, "motion", "Move the joints", COMMAND_MOTION, &flow);
    flow_text(&flow, UI_FONT_SMALL, ui->theme->quiet,
              "Drag the thigh or the pelvis; Ctrl turns it; drag the background to look round.");
    flow_gap(&flow, 6);
    draw_switches(ui, &flow);
    draw_joints(ui, &flow, true);
    draw_motion_notes(ui, &flow);
    if (ui->model) {
        draw_lengths(ui, &flow);
    }
    if (ui->view->position >= 0) {
        flow_head(&flow, "Legs, arms and head");
        flow_gap(&flow, 4);
        draw_joints(ui, &flow, false);
    }
    page_end(&flow, rect, start);
}

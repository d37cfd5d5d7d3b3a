/* ui_ways.h - the ways to the pages about the body (ui_pages.h has the table, and the ways to what is taught and kept).
 */
#ifndef HIP_TESTS_UI_WAYS_H
#define HIP_TESTS_UI_WAYS_H
#include "hip/claims.h"
#include "hip/pain.h"
#include "ui_internal.h"
#include "ui_stage.h"

static inline void pages_select(const char *id)
{
    stage_do(COMMAND_SELECT, stage_item(id), 0, NULL);
}

static inline void pages_go(CommandId id)
{
    stage_do(id, -1, -1, NULL);
    stage_frame();
}

static inline void pages_start(void)
{
}

static inline void pages_structure(void)
{
    pages_select("piriformis_r");
}

static inline void pages_citations(void)
{
    pages_select("piriformis_r");
    stage_frame();
    stage.ui->open_sources = ~0u;
}

static inline void pages_bone(void)
{
    pages_select("hip_bone_r");
}

static inline void pages_nerve(void)
{
    pages_select("sciatic_nerve_r");
}

static inline void pages_layers(void)
{
    pages_go(COMMAND_LAYERS);
}

static inline void pages_search_empty(void)
{
    stage_do(COMMAND_SEARCH, -1, 0, "");
}

static inline void pages_search(void)
{
    stage_do(COMMAND_SEARCH, -1, 0, "glut");
}

static inline void pages_search_other(void)
{
    stage_do(COMMAND_SEARCH, -1, 0, "s");
    stage_frame();
    stage_do(COMMAND_SEARCH, -1, 0, "session");
}

static inline void pages_search_nothing(void)
{
    stage_do(COMMAND_SEARCH, -1, 0, "xqzzvw");
}

static inline void pages_search_near(void)
{
    stage_do(COMMAND_SEARCH, -1, 0, "pirifrmis");
}

static inline void pages_help(void)
{
    pages_go(COMMAND_HELP);
}

static inline void pages_about(void)
{
    pages_go(COMMAND_ABOUT);
}

static inline void pages_model(void)
{
    pages_go(COMMAND_MODEL_INFO);
}

static inline void pages_variants(void)
{
    pages_go(COMMAND_VARIANTS);
}

static inline void pages_positions(void)
{
    pages_go(COMMAND_POSITIONS);
}

static inline void pages_position(void)
{
    pages_go(COMMAND_POSITIONS);
    stage_do(COMMAND_POSITION, -1, 0, "prone");
}

static inline void pages_motion(void)
{
    pages_go(COMMAND_MOTION);
    stage_do(COMMAND_JOINT, -1, 60, "hip_flexion");
}

static inline void pages_tilt_claims(void)
{
    pages_go(COMMAND_MOTION);
    stage.ui->claims = true;
}

static inline void pages_strokes(void)
{
    pages_go(COMMAND_STROKES);
}

static inline void pages_stroke(void)
{
    pages_go(COMMAND_STROKES);
    stage_do(COMMAND_STROKE, -1, 0, "S08");
    stage_do(COMMAND_PLAY, -1, 0, NULL);
    if (session_screen(stage.session)->page != PAGE_STROKES) {
        pages_go(COMMAND_STROKES);
    }
}

static inline void pages_press(void)
{
    pages_go(COMMAND_PRESS);
}

static inline void pages_pressed(void)
{
    Command at = {.id = COMMAND_PRESS_AT, .item = -1};
    HipError err = {{0}};
    pages_go(COMMAND_PRESS);
    stage_do(COMMAND_TOOL, -1, 0, "elbow");
    memcpy(at.vector, stage.atlas->structures[stage_item("piriformis_r")].centre, 3 * sizeof(float));
    at.vector[2] = -0.12f;
    assert_int_equal(session_do(stage.session, &at, &err), HIP_OK);
}

static inline void pages_walk(void)
{
    pages_go(COMMAND_WALK);
}

static inline void pages_walk_step(void)
{
    pages_go(COMMAND_WALK);
    stage_do(COMMAND_WALK_NEXT, -1, 0, NULL);
    stage_do(COMMAND_WALK_NEXT, -1, 0, NULL);
    stage_do(COMMAND_WALK_PLAY, -1, 0, NULL);
}

static inline void pages_pain(void)
{
    pages_go(COMMAND_PAIN);
}

static inline void pages_pain_places(void)
{
    pages_go(COMMAND_PAIN);
    stage.ui->pain.ask = PAIN_ASK_PLACES;
}

static inline void pages_tell(const char *zone)
{
    stage_do(COMMAND_TELL_ZONE, -1, 0, zone);
    stage_frame();
}

static inline void pages_pain_feeling(void)
{
    pages_go(COMMAND_PAIN);
    pages_tell("Z_sitbone");
    stage.ui->pain.ask = PAIN_ASK_FEELING;
}

static inline void pages_pain_signs(void)
{
    pages_go(COMMAND_PAIN);
    stage.ui->pain.ask = PAIN_ASK_SIGNS;
}

static inline void pages_pain_flagged(void)
{
    pages_go(COMMAND_PAIN);
    pages_tell("Z_thigh_post_upper");
    for (int i = 0; i < 3; i++) {
        stage_do(COMMAND_TELL_FLAG, -1, (float)(i * (stage.atlas->pain->flag_count - 1) / 2), NULL);
    }
}

static inline void pages_pain_answers(void)
{
    pages_go(COMMAND_PAIN);
    pages_tell("Z_thigh_post_upper");
    pages_tell("Z_buttock_mid");
}

static inline void pages_pain_helps(void)
{
    pages_pain_answers();
    stage_frame();
    stage.ui->pain.helps = stage.ui->pain.best[0].source;
    stage.ui->note_open = true;
}

/* A likely source is shown: there is a way back to the whole body. */
static inline void pages_pain_source(void)
{
    pages_pain_answers();
    stage_frame();
    stage_do(COMMAND_SOURCE, -1, (float)stage.ui->pain.best[0].source, NULL);
}

static inline void pages_wipe(void)
{
    pages_pain_answers();
    stage_do(COMMAND_PAIN_WIPE, -1, 0, NULL);
}

static inline void pages_compares(void)
{
    pages_go(COMMAND_COMPARES);
}

static inline void pages_comparing(void)
{
    stage_do(COMMAND_COMPARE, -1, 0, "sciatica");
    pages_go(COMMAND_COMPARES);
}

static inline void pages_claims_at(ClaimTab tab)
{
    pages_go(COMMAND_CLAIMS);
    stage.ui->claim_tab = tab;
}

static inline void pages_claims(void)
{
    pages_claims_at(TAB_CLAIMS);
}

static inline void pages_claim(void)
{
    pages_claims_at(TAB_CLAIMS);
    ui_show_claim(stage.ui, 0);
}

static inline void pages_scene(void)
{
    pages_claims_at(TAB_CLAIMS);
    ui_show_claim(stage.ui, atlas_claim(stage.atlas, "000-7"));
}

static inline void pages_before(void)
{
    pages_claims_at(TAB_BEFORE);
}

static inline void pages_comfort(void)
{
    pages_claims_at(TAB_COMFORT);
}

static inline void pages_client(void)
{
    stage_do(COMMAND_CLIENT, -1, 1, NULL);
}

static inline void pages_client_positions(void)
{
    pages_client();
    pages_position();
}

static inline void pages_client_stroke(void)
{
    pages_client();
    pages_stroke();
}

static inline void pages_client_walk(void)
{
    pages_client();
    pages_walk_step();
}

static inline void pages_client_answers(void)
{
    pages_client();
    pages_pain_answers();
}

static inline void pages_client_claims(void)
{
    pages_client();
    pages_claims();
}

static inline void pages_client_structure(void)
{
    pages_client();
    pages_structure();
}
#endif

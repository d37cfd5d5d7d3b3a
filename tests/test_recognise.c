#include "mesh_recognise.h"
#include "test_mesh.h"

static const char *const PIRIFORMIS[] = {"Piriformis", "Musculus piriformis", NULL};
static const char *const MAXIMUS[] = {"Gluteus maximus", "Musculus gluteus maximus", "glute max", NULL};
static const char *const LONG_HEAD[] = {"Biceps femoris, long head", "Musculus biceps femoris, caput longum",
                                        "hamstring", NULL};
static const char *const SHORT_HEAD[] = {"Biceps femoris, short head", "Musculus biceps femoris, caput breve",
                                         "hamstring", NULL};
static const char *const HIP_BONE[] = {"Hip bone", "Os coxae", NULL};
static const char *const FEMUR[] = {"Femur", "Os femoris", "hip", NULL};
static const char *const SACRUM[] = {"Sacrum", "Os sacrum", NULL};
static const char *const L3[] = {"Third lumbar vertebra", "Vertebra lumbalis III", NULL};
static const char *const DISC[] = {"Intervertebral disc L3/4", "Discus intervertebralis L3/4",
                                   "disk of the third lumbar vertebra", NULL};

static const CatalogueEntry ENTRIES[] = {
    {.id = "piriformis_r", .side = 'r', .fma = 22340, .fma_any = 19082, .names = PIRIFORMIS},
    {.id = "piriformis_l", .side = 'l', .fma = 22341, .fma_any = 19082, .names = PIRIFORMIS},
    {.id = "gluteus_maximus_r", .side = 'r', .fma = 22328, .fma_any = 22314, .names = MAXIMUS},
    {.id = "gluteus_maximus_l", .side = 'l', .fma = 22329, .fma_any = 22314, .names = MAXIMUS},
    {.id = "biceps_femoris_long_r", .side = 'r', .fma = 45888, .names = LONG_HEAD},
    {.id = "biceps_femoris_long_l", .side = 'l', .fma = 45889, .names = LONG_HEAD},
    {.id = "biceps_femoris_short_r", .side = 'r', .fma = 45891, .names = SHORT_HEAD},
    {.id = "biceps_femoris_short_l", .side = 'l', .fma = 45892, .names = SHORT_HEAD},
    {.id = "hip_bone_r", .side = 'r', .fma = 16586, .names = HIP_BONE},
    {.id = "hip_bone_l", .side = 'l', .fma = 16587, .names = HIP_BONE},
    {.id = "femur_r", .side = 'r', .fma = 24474, .names = FEMUR},
    {.id = "femur_l", .side = 'l', .fma = 24475, .names = FEMUR},
    {.id = "sacrum", .side = 'm', .fma = 16202, .fma_any = 16202, .names = SACRUM},
    {.id = "vertebra_l3", .side = 'm', .fma = 13074, .names = L3},
    {.id = "disc_l3", .side = 'm', .fma = 16035, .names = DISC},
};
static const Catalogue CATALOGUE = {ENTRIES, sizeof ENTRIES / sizeof *ENTRIES};

typedef struct Case {
    const char *name, *id, *how;
} Case;

static const Case CASES[] = {
    /* numbers */
    {"FJ533_BP62747_FMA22340_Right_piriformis", "piriformis_r", "fma"},
    {"FMA22341", "piriformis_l", "fma"},
    {"fma 22341", "piriformis_l", "fma"},
    {"FMA:22341", "piriformis_l", "fma"},
    {"22340", "piriformis_r", "fma"},
    {"FMA19082_left", "piriformis_l", "fma"},
    {"FMA16202", "sacrum", "fma"},
    {"FMA99999_Right_piriformis", "piriformis_r", "english"},
    {"FMA99999999999999999999", "", ""},
    /* sides */
    {"Right piriformis", "piriformis_r", "english"},
    {"piriformis_r", "piriformis_r", "id"},
    {"piriformis.l", "piriformis_l", "english"},
    {"Piriformis.R.001", "piriformis_r", "english"},
    {"R Piriformis", "piriformis_r", "english"},
    {"PiriformisR", "piriformis_r", "english"},
    {"RPiriformis", "piriformis_r", "english"},
    {"leftPiriformis", "piriformis_l", "english"},
    {"PIRIFORMIS-LEFT", "piriformis_l", "english"},
    {"piriformis (right)", "piriformis_r", "english"},
    {"M. piriformis dexter", "piriformis_r", "english"},
    {"Musculus piriformis sinister", "piriformis_l", "latin"},
    {"Os coxae sin.", "hip_bone_l", "latin"},
    {"femur_dext", "femur_r", "english"},
    /* word order, exporters' additions */
    {"gluteus_maximus_muscle_mesh_r", "gluteus_maximus_r", "english"},
    {"maximus gluteus right", "gluteus_maximus_r", "english"},
    {"Gluteus Maximus Muscle Left-node", "gluteus_maximus_l", "english"},
    {"Muscles|Gluteal|glute_max_r", "gluteus_maximus_r", "english"},
    {"Glut\xc3\xa9us m\xc3\xa1ximus right", "gluteus_maximus_r", "english"},
    {"gluteus_maximus_r001", "", ""}, /* "r001" is no side */
    {"Long_head_of_left_biceps_femoris", "biceps_femoris_long_l", "english"},
    {"biceps femoris short head R", "biceps_femoris_short_r", "english"},
    {"right hip bone", "hip_bone_r", "english"},
    {"L3 vertebra", "vertebra_l3", "english"},
    {"vertebra lumbalis III", "vertebra_l3", "latin"},
    {"Intervertebral_disk_of_third_lumbar_vertebra", "disc_l3", "english"},
    {"sacrum", "sacrum", "id"},
    {"biceps_femoris_long_l", "biceps_femoris_long_l", "id"}, /* no words of its names */
    {"disc_l3", "disc_l3", "id"},
    /* what must not be taken for something */
    {"right hamstring", "", ""},
    {"left sacrum", "", ""},
    {"left right piriformis", "", ""},
    {"tendon of right piriformis", "", ""},
    {"nerve to piriformis right", "", ""},
    {"Cube", "", ""},
    {"", "", ""},
    {"_____", "", ""},
    {"right", "", ""},
    {"\xff\xfe\xc3", "", ""},
};

static void names_mean_structures(void **state)
{
    (void)state;
    Recogniser *recogniser = recogniser_create(&CATALOGUE);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Recognised found = recognise(recogniser, &CASES[i].name, 1);
        const char *id = found.entry >= 0 && found.other_side < 0 ? ENTRIES[found.entry].id : "";
        if (strcmp(id, CASES[i].id) != 0 || (id[0] && strcmp(found.how, CASES[i].how) != 0)) {
            fail_msg("'%s' was taken for '%s' (%s)", CASES[i].name, id, found.how);
        }
    }
    recogniser_release(recogniser);
}

static void without_a_side_both_are_possible(void **state)
{
    (void)state;
    Recogniser *recogniser = recogniser_create(&CATALOGUE);
    const char *names[2] = {"Piriformis", "piriformis_l"};
    Recognised found = recognise(recogniser, names, 1);
    assert_string_equal(ENTRIES[found.entry].id, "piriformis_r");
    assert_string_equal(ENTRIES[found.other_side].id, "piriformis_l");
    found = recognise(recogniser, names, 2); /* the second name knows the side */
    assert_string_equal(ENTRIES[found.entry].id, "piriformis_l");
    assert_int_equal(found.other_side, -1);
    recogniser_release(recogniser);
}

static void very_long_names_are_harmless(void **state)
{
    (void)state;
    Recogniser *recogniser = recogniser_create(&CATALOGUE);
    char *text = mem_alloc(100001, 1);
    memset(text, 'a', 100000);
    for (int i = 0; i < 100000; i += 7) {
        text[i] = i % 2 ? ' ' : '|';
    }
    const char *name = text;
    assert_int_equal(recognise(recogniser, &name, 1).entry, -1);
    free(text);
    recogniser_release(recogniser);
}

static void an_empty_catalogue_knows_nothing(void **state)
{
    (void)state;
    const Catalogue nothing = {0};
    Recogniser *recogniser = recogniser_create(&nothing);
    assert_int_equal(recognise(recogniser, &CASES[0].name, 1).entry, -1);
    recogniser_release(recogniser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_mean_structures),
        cmocka_unit_test(without_a_side_both_are_possible),
        cmocka_unit_test(very_long_names_are_harmless),
        cmocka_unit_test(an_empty_catalogue_knows_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

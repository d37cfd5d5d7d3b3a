/* Type-to-find on the real atlas. */
#include "atlas_private.h"
#include "one_atlas.h"
#include <string.h>

static const struct {
    const char *typed, *first; /* NULL: nothing is found */
} TABLE[] = {
    {"sci", "sciatic_nerve_r"},
    {"Sciatic", "sciatic_nerve_r"},
    {"ischias", "sciatic_nerve_r"},
    {"ISCHIADICUS", "sciatic_nerve_r"},
    {"sciatc nerve", "sciatic_nerve_r"},
    {"scaitic", "sciatic_nerve_r"},
    {"pirifrmis", "piriformis_r"},
    {"piri", "piriformis_r"},
    {"pear muscle", "piriformis_r"},
    {"muscle pear", "piriformis_r"},
    {"piriformis muscle", "piriformis_r"},
    {"Musculus pīrifórmis", "piriformis_r"},
    {"bum muscle", "gluteus_maximus_r"},
    {"glut max", "gluteus_maximus_r"},
    {"maximus gluteus", "gluteus_maximus_r"},
    {"gluteus medius", "gluteus_medius_r"},
    {"glutaeus minimus", "gluteus_minimus_r"},
    {"sit bone", "hip_bone_r"},
    {"tailbone", "coccyx"},
    {"thigh bone", "femur_r"},
    {"it band", "iliotibial_tract_r"},
    {"hamstring", "biceps_femoris_long_r"},
    {"L5", "vertebra_l5"},
    {"l4", "vertebra_l4"},
    {"gemellus_superior", "gemellus_superior_r"},
    {"quad fem", "quadratus_femoris_r"},
    {"obturator int", "obturator_internus_r"},
    {"kreuzbein", NULL},
    {"zzz", NULL},
    {"", NULL},
    {"  - ", NULL},
};

static void the_first_hit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
        AtlasHit hits[8];
        int n = atlas_search(atlas, TABLE[i].typed, SIDE_RIGHT, hits, 8);
        if (!TABLE[i].first) {
            assert_int_equal(n, 0);
            continue;
        }
        if (n == 0) {
            fail_msg("nothing found for \"%s\"", TABLE[i].typed);
        }
        assert_string_equal(atlas->structures[hits[0].structure].id, TABLE[i].first);
        assert_non_null(hits[0].matched);
        for (int k = 1; k < n; k++) {
            assert_true(hits[k].score <= hits[k - 1].score);
        }
    }
}

static void every_name_finds_its_structure_first(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->structure_count; i++) {
        const AtlasStructure *s = &atlas->structures[i];
        if (s->side == SIDE_LEFT) {
            continue;
        }
        const char *const names[] = {s->name_en, s->name_la, s->base_id};
        for (int k = 0; k < 3; k++) {
            AtlasHit hit;
            assert_int_equal(atlas_search(atlas, names[k], SIDE_RIGHT, &hit, 1), 1);
            assert_string_equal(atlas->structures[hit.structure].id, s->id);
        }
    }
}

static void the_side_is_kept(void **state)
{
    (void)state;
    AtlasHit hit;
    assert_int_equal(atlas_search(atlas, "piriformis", SIDE_LEFT, &hit, 1), 1);
    assert_string_equal(atlas->structures[hit.structure].id, "piriformis_l");
    assert_int_equal(atlas_search(atlas, "sacrum", SIDE_LEFT, &hit, 1), 1);
    assert_string_equal(atlas->structures[hit.structure].id, "sacrum");
    assert_int_equal(atlas_search(atlas, "left piriformis", SIDE_RIGHT, &hit, 1), 1);
    assert_string_equal(atlas->structures[hit.structure].id, "piriformis_l");
    assert_int_equal(atlas_search(atlas, "piriformis right", SIDE_LEFT, &hit, 1), 1);
    assert_string_equal(atlas->structures[hit.structure].id, "piriformis_r");
}

static void each_structure_once_and_no_more_than_asked(void **state)
{
    (void)state;
    AtlasHit hits[64];
    int n = atlas_search(atlas, "muscle", SIDE_BOTH, hits, 64);
    assert_true(n > 20 && n < 64);
    for (int i = 0; i < n; i++) {
        assert_int_not_equal(atlas->structures[hits[i].structure].side, SIDE_LEFT);
        for (int k = 0; k < i; k++) {
            assert_int_not_equal(hits[i].structure, hits[k].structure);
        }
    }
    assert_int_equal(atlas_search(atlas, "muscle", SIDE_BOTH, hits, 3), 3);
    assert_int_equal(atlas_search(atlas, "muscle", SIDE_BOTH, hits, 0), 0);
}

static void folding(void **state)
{
    (void)state;
    static const struct {
        const char *text, *folded;
    } CASES[] = {
        {"Müsculus  PIRIFÓRMIS ", "musculus piriformis"},
        {"Straße", "strasse"},
        {"œdème", "oedeme"},
        {"Łódź", "lodz"},
        {"i\xCC\x81 e\xCC\x88", "i e"},
        {"a-b_c/d", "a b c d"},
        {"...", ""},
        {"d'origine", "dorigine"},
        {"\xFF\xC3", ""},
        {"μυς", "μυς"},
        {"–dash—", "dash"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char out[64];
        atlas_fold(CASES[i].text, out, sizeof out);
        assert_string_equal(out, CASES[i].folded);
    }
    char small[4];
    atlas_fold("abcdefgh", small, sizeof small);
    assert_string_equal(small, "abc");
    atlas_fold("ab\xC3\x9F", small, sizeof small); /* ss does not fit: never half */
    assert_string_equal(small, "ab");
}

static void long_and_hostile_text(void **state)
{
    (void)state;
    char text[4096];
    memset(text, 'p', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    AtlasHit hits[4];
    assert_int_equal(atlas_search(atlas, text, SIDE_RIGHT, hits, 4), 0);
    for (size_t i = 1; i < sizeof text - 1; i += 2) {
        text[i] = ' ';
    }
    assert_true(atlas_search(atlas, text, SIDE_RIGHT, hits, 4) >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_hit),    cmocka_unit_test(every_name_finds_its_structure_first),
        cmocka_unit_test(the_side_is_kept), cmocka_unit_test(each_structure_once_and_no_more_than_asked),
        cmocka_unit_test(folding),          cmocka_unit_test(long_and_hostile_text),
    };
    return cmocka_run_group_tests_name("atlas_search", tests, open_atlas, close_atlas);
}

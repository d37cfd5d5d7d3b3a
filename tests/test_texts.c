/* Every sentence that a user reads while looking for where a pain comes from has a source; what the program chose
 * itself is marked so, and is never a cause, evidence or a warning sign. */
#include "hip/claims.h"
#include "hip/pain.h"
#include "hip/texts.h"
#include "one_atlas.h"
#include <stdio.h>
#include <string.h>

typedef struct Seen {
    int kinds[TEXT_KINDS], conventions[TEXT_KINDS];
    int faults;
} Seen;

static void see(void *context, const AtlasText *text)
{
    Seen *seen = context;
    const char *fault = atlas_text_fault(atlas, text);
    seen->kinds[text->kind]++;
    seen->conventions[text->kind] += text->fact && atlas_is_convention(atlas, text->fact);
    if (fault) {
        fprintf(stderr, "%s %s: %s\n", text->where, fault, text->text);
        seen->faults++;
    }
    assert_true(text->text[0] != '\0' && text->where[0] != '\0');
}

static void every_sentence_has_its_source(void **state)
{
    Seen seen = {0};
    (void)state;
    atlas_each_text(atlas, see, &seen);
    assert_int_equal(seen.faults, 0);
    int statements = 0, conventions = 0;
    for (int kind = TEXT_PLACE; kind < TEXT_KINDS; kind++) {
        statements += seen.kinds[kind];
        conventions += seen.conventions[kind];
        printf("%-9s %4d, of them conventions %d\n", text_kind_id((TextKind)kind), seen.kinds[kind],
               seen.conventions[kind]);
    }
    printf("statements %d, conventions %d (%.1f %%)\n", statements, conventions, 100.0 * conventions / statements);
    assert_int_equal(seen.conventions[TEXT_EVIDENCE] + seen.conventions[TEXT_CAUSE] + seen.conventions[TEXT_SIGN] +
                         seen.conventions[TEXT_PATTERN],
                     0);
    TextCount count = atlas_count_texts(atlas);
    assert_int_equal(count.statements, statements);
    assert_int_equal(count.conventions, conventions);
    assert_int_equal(count.faults, 0);
}

/* The walk leaves nothing out: it says at least as much as the tables hold. */
static void every_table_is_walked(void **state)
{
    Seen seen = {0};
    (void)state;
    const PainAtlas *pain = atlas->pain;
    const ClaimAtlas *claims = atlas->claims;
    assert_true(pain->zone_count > 0 && pain->quality_count > 0 && pain->flag_count > 0 && pain->source_count > 0);
    atlas_each_text(atlas, see, &seen);
    assert_true(seen.kinds[TEXT_PLACE] == pain->zone_count);
    assert_true(seen.kinds[TEXT_CAUSE] >= pain->source_count && seen.kinds[TEXT_PATTERN] == pain->source_count);
    assert_true(seen.kinds[TEXT_SIGN] >= 2 * pain->flag_count + 2 * claims->stop_count + FLAG_TIERS);
    assert_true(seen.kinds[TEXT_QUOTE] >= claims->claim_count + claims->dispute_count);
    assert_true(seen.kinds[TEXT_EVIDENCE] >= claims->dispute_count + pain->quality_count);
}

static void faults_are_found(void **state)
{
    (void)state;
    static const int UNKNOWN[] = {4711}, CONVENTION[] = {101}, BOOK[] = {97};
    const AtlasFact none = {"It is so", 'B', NULL, 0}, lost = {"It is so", 'B', UNKNOWN, 1};
    const AtlasFact chosen = {"It is so", 'C', CONVENTION, 1}, known = {"It is so", 'B', BOOK, 1};
    const AtlasText bare = {"x", "It is so", TEXT_CAUSE, NULL}, name = {"x", "Hip", TEXT_NAME, NULL};
    AtlasText text = {"x", "It is so", TEXT_ADVICE, &none};
    assert_non_null(atlas_text_fault(atlas, &bare));
    assert_null(atlas_text_fault(atlas, &name));
    assert_non_null(atlas_text_fault(atlas, &text));
    text.fact = &lost;
    assert_non_null(atlas_text_fault(atlas, &text));
    text.fact = &chosen;
    assert_null(atlas_text_fault(atlas, &text));
    for (int kind = TEXT_EVIDENCE; kind < TEXT_KINDS; kind++) {
        text.kind = (TextKind)kind;
        assert_string_equal(atlas_text_fault(atlas, &text), "rests on a convention");
    }
    text.fact = &known;
    assert_null(atlas_text_fault(atlas, &text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_has_its_source),
        cmocka_unit_test(every_table_is_walked),
        cmocka_unit_test(faults_are_found),
    };
    return cmocka_run_group_tests_name("texts", tests, open_atlas, close_atlas);
}

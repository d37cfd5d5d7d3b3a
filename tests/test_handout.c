/* test_handout.c - the printed page: its words for all kinds of views, and how it is set on paper. */
#include "handout_private.h"
#include "hip/claims.h"
#include "hip/file.h"
#include "hip/handout_pdf.h"
#include "hip/mem.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* fontconfig keeps what it has read until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig";
}

static Atlas *atlas;
static char folder[] = "/tmp/hip-handout-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    Problems problems = {0};
    return mkdtemp(folder) && atlas_load(NULL, &atlas, &problems, NULL) == HIP_OK ? 0 : -1;
}

static int clean_up(void **state)
{
    (void)state;
    atlas_release(atlas);
    char *command = mem_format("rm -rf '%s'", folder);
    int failed = system(command);
    free(command);
    return failed;
}

static ViewState nothing(void)
{
    ViewState view;
    view_state_default(&view);
    return view;
}

/* "buttock_mid,groin" */
static uint64_t bits(const char *ids, int (*find)(const Atlas *, const char *))
{
    uint64_t set = 0;
    char *copy = mem_string(ids), *save = NULL;
    for (char *id = strtok_r(copy, ",", &save); id; id = strtok_r(NULL, ",", &save)) {
        int found = find(atlas, id);
        assert_true(found >= 0);
        set |= UINT64_C(1) << found;
    }
    free(copy);
    return set;
}

static ViewState told(const char *zones, const char *qualities, const char *flags)
{
    ViewState view = nothing();
    view.told.zones = bits(zones, pain_zone);
    view.told.qualities = (uint32_t)bits(qualities, pain_quality);
    view.told.flags = (uint32_t)bits(flags, pain_flag);
    return view;
}

/* The first paragraph that holds these words; NULL none. */
static const HandoutPara *find(const HandoutPage *page, HandoutPlace place, const char *words)
{
    for (int s = 0; s < page->section_count; s++) {
        for (int p = 0; page->sections[s].place == place && p < page->sections[s].para_count; p++) {
            if (strstr(page->sections[s].paras[p].text, words)) {
                return &page->sections[s].paras[p];
            }
        }
    }
    return NULL;
}

static const HandoutSection *section(const HandoutPage *page, const char *head)
{
    for (int s = 0; s < page->section_count; s++) {
        if (page->sections[s].head && strcmp(page->sections[s].head, head) == 0) {
            return &page->sections[s];
        }
    }
    return NULL;
}

static int strong_in_main(const HandoutPage *page)
{
    int count = 0;
    for (int s = 0; s < page->section_count; s++) {
        for (int p = 0; page->sections[s].place == HANDOUT_MAIN && p < page->sections[s].para_count; p++) {
            count += page->sections[s].paras[p].style == HANDOUT_STRONG;
        }
    }
    return count;
}

/* Every number beside a statement is told at the foot, and every statement has one. */
static void check_sources(const HandoutPage *page)
{
    const HandoutPara *small = find(page, HANDOUT_SMALL, handout_word(WORD_SMALL_SOURCES));
    assert_non_null(small);
    for (int s = 0; s < page->section_count; s++) {
        const HandoutSection *at = &page->sections[s];
        bool claims = at->place == HANDOUT_MAIN || at->place == HANDOUT_SIDE || at->place == HANDOUT_ALARM ||
                      at->place == HANDOUT_BASE;
        for (int p = 0; claims && p < at->para_count; p++) {
            const HandoutPara *para = &at->paras[p];
            bool ours = para->style == HANDOUT_QUIET || strcmp(para->text, handout_word(WORD_SOURCES_NONE)) == 0;
            if (!ours && !para->marks[0]) {
                fail_msg("no source: %s", para->text);
            }
            char *copy = mem_string(para->marks), *save = NULL;
            for (char *number = strtok_r(copy, ", *", &save); number; number = strtok_r(NULL, ", *", &save)) {
                char *entry = mem_format(" %s\u00a0", number);
                if (!strstr(small->text, entry)) {
                    fail_msg("source %s is not at the foot: %s", number, small->text);
                }
                free(entry);
            }
            free(copy);
        }
    }
}

static void what_was_told_and_what_it_may_be(void **state)
{
    (void)state;
    ViewState view = told("buttock_mid,thigh_post_upper", "shooting,sitting", "");
    HandoutPage *page = handout_page(atlas, &view, NULL, "2026-11-22");
    PainAnswer top[3];
    int count = pain_top(atlas, &view.told, 3, top);
    assert_int_equal(count, 3);
    assert_int_equal(strong_in_main(page), 3);
    for (int i = 0; i < count; i++) {
        const AtlasPain *source = &atlas->pain->sources[top[i].source];
        char reason[400];
        pain_reason(atlas, &view.told, &top[i], reason, sizeof reason);
        assert_non_null(find(page, HANDOUT_MAIN, source->plain));
        assert_non_null(find(page, HANDOUT_MAIN, source->sentence.text));
        assert_non_null(find(page, HANDOUT_MAIN, reason));
    }
    assert_non_null(find(page, HANDOUT_MAIN, atlas->pain->sources[top[0].source].helps.text));
    assert_non_null(find(page, HANDOUT_SIDE, atlas->pain->sources[top[0].source].avoid.text));
    assert_non_null(find(page, HANDOUT_LOOKED, atlas->pain->zones[pain_zone(atlas, "buttock_mid")].plain));
    assert_non_null(find(page, HANDOUT_LOOKED, atlas->pain->zones[pain_zone(atlas, "thigh_post_upper")].plain));
    assert_non_null(find(page, HANDOUT_LOOKED, atlas->pain->qualities[pain_quality(atlas, "shooting")].name));
    assert_non_null(find(page, HANDOUT_LOOKED, handout_word(WORD_LOOKED_RIGHT)));
    assert_string_equal(page->date, "2026-11-22");
    check_sources(page);
    handout_page_release(page);
}

/* Who told none is told what would ask for a doctor; and always whose job is what. */
static void the_short_list_of_signs_and_the_scope(void **state)
{
    (void)state;
    ViewState view = told("groin", "", "");
    HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
    for (int i = 0; i < FLAG_TIERS; i++) {
        assert_non_null(atlas->pain->tiers[i].signs.text);
        const HandoutPara *para = find(page, HANDOUT_SIDE, atlas->pain->tiers[i].signs.text);
        assert_non_null(para);
        assert_non_null(strstr(para->lead, atlas->pain->tiers[i].title));
    }
    assert_true(atlas->claims->scope_count >= 6);
    for (int i = 0; i < atlas->claims->scope_count; i++) {
        assert_non_null(find(page, HANDOUT_BASE, atlas->claims->scope[i].text));
    }
    handout_page_release(page);
}

static void signs_that_were_told_come_first(void **state)
{
    (void)state;
    ViewState view = told("buttock_mid", "", "fever,saddle_numb");
    HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
    const char *heads[2] = {NULL, NULL};
    int alarms = 0, first_main = -1, last_alarm = -1;
    for (int s = 0; s < page->section_count; s++) {
        if (page->sections[s].place == HANDOUT_ALARM) {
            heads[alarms++] = page->sections[s].head;
            last_alarm = s;
        } else if (page->sections[s].place == HANDOUT_MAIN && first_main < 0) {
            first_main = s;
        }
    }
    assert_int_equal(alarms, 2);
    assert_true(last_alarm < first_main);
    assert_string_equal(heads[0], atlas->pain->tiers[FLAG_EMERGENCY].title);
    assert_string_equal(heads[1], atlas->pain->tiers[FLAG_URGENT].title);
    assert_non_null(find(page, HANDOUT_ALARM, atlas->pain->tiers[FLAG_EMERGENCY].act.text));
    assert_non_null(find(page, HANDOUT_ALARM, atlas->pain->flags[pain_flag(atlas, "saddle_numb")].name));
    assert_non_null(find(page, HANDOUT_ALARM, atlas->pain->flags[pain_flag(atlas, "fever")].name));
    assert_null(section(page, handout_word(WORD_WATCH)));
    assert_null(section(page, handout_word(WORD_HELPS))); /* "no massage" and how to massage do not go together */
    check_sources(page);
    handout_page_release(page);
}

/* Every sign by itself, and all of them, are on the page in their tier's words. */
static void no_sign_is_left_out(void **state)
{
    (void)state;
    for (int i = -1; i < atlas->pain->flag_count; i++) {
        ViewState view = told("buttock_mid", "", "");
        view.told.flags = i < 0 ? (uint32_t)((UINT64_C(1) << atlas->pain->flag_count) - 1) : UINT32_C(1) << i;
        HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
        for (int k = 0; k < atlas->pain->flag_count; k++) {
            if (i < 0 || k == i) {
                assert_non_null(find(page, HANDOUT_ALARM, atlas->pain->flags[k].name));
                assert_non_null(section(page, atlas->pain->tiers[atlas->pain->flags[k].tier].title));
            }
        }
        handout_page_release(page);
    }
}

static void a_shown_source_is_always_there(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->pain->source_count; i++) {
        ViewState view = told("buttock_mid,thigh_post_upper", "", "");
        view.source = i;
        HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
        assert_non_null(find(page, HANDOUT_MAIN, atlas->pain->sources[i].sentence.text));
        assert_non_null(strstr(page->caption, atlas->pain->sources[i].plain));
        assert_int_equal(strong_in_main(page), 3);
        check_sources(page);
        handout_page_release(page);
        view = nothing();
        view.source = i;
        page = handout_page(atlas, &view, NULL, NULL);
        assert_int_equal(strong_in_main(page), 1);
        handout_page_release(page);
    }
}

static void a_position_is_mirrored_for_the_left(void **state)
{
    (void)state;
    ViewState view = told("trochanter", "lying_on_it", "");
    HandoutPage *right = handout_page(atlas, &view, NULL, NULL);
    view.side = SIDE_LEFT;
    HandoutPage *left = handout_page(atlas, &view, NULL, NULL);
    assert_non_null(find(right, HANDOUT_MAIN, handout_word(WORD_LIES_LEFT)));
    assert_non_null(find(left, HANDOUT_MAIN, handout_word(WORD_LIES_RIGHT)));
    assert_null(find(left, HANDOUT_MAIN, handout_word(WORD_LIES_LEFT)));
    assert_non_null(find(left, HANDOUT_LOOKED, handout_word(WORD_LOOKED_LEFT)));
    handout_page_release(right);
    handout_page_release(left);
}

static void strokes_structures_positions_and_layers(void **state)
{
    (void)state;
    for (int i = 0; i < atlas->stroke_count; i++) {
        ViewState view = nothing();
        view.stroke = i;
        HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
        assert_non_null(find(page, HANDOUT_LOOKED, atlas->strokes[i].name));
        assert_non_null(find(page, HANDOUT_MAIN, atlas->strokes[i].how.text));
        check_sources(page);
        handout_page_release(page);
    }
    for (int i = 0; i < atlas->structure_count; i++) {
        ViewState view = nothing();
        view.selected = i;
        HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
        assert_non_null(find(page, HANDOUT_LOOKED, atlas->structures[i].plain));
        check_sources(page);
        handout_page_release(page);
    }
    for (int i = 0; i < atlas->position_count; i++) {
        ViewState view = nothing();
        view.position = i;
        HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
        if (atlas->positions[i].lies != LIES_UPRIGHT) {
            assert_non_null(find(page, HANDOUT_MAIN, atlas->positions[i].choose.text));
        }
        check_sources(page);
        handout_page_release(page);
    }
    for (int i = 0; i <= 10; i++) {
        ViewState view = nothing();
        view.depth = (float)i;
        HandoutPage *page = handout_page(atlas, &view, NULL, NULL);
        assert_non_null(find(page, HANDOUT_MAIN, atlas->layers[i].shows));
        check_sources(page);
        handout_page_release(page);
    }
}

static void a_note_is_made_printable(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"Größe, naïve, Łódź", "Größe, naïve, Łódź"},
        {"  two  blanks \n\n\n\nlines  \n ", "two  blanks\n\nlines"},
        {"tab\there\r\nbell\a", "tab here\nbell"},
        {"walk \xf0\x9f\x98\x80 daily \xe2\x9d\xa4\xef\xb8\x8f", "walk  daily"},
        {"broken \xff\xc3 \xe2\x82 end\xf0\x9f", "broken   end"},
        {"over\xc0\xaflong \xed\xa0\x80 surrogate", "overlong  surrogate"},
        {"right\xe2\x80\xae to left", "right to left"},
        {"\n \n", ""},
        {"Donaudampfschifffahrtsgesellschaftskapitaen",
         "Donaudampfsc\u00adhifffahrtsge\u00adsellschaftsk\u00adapitaen"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char *clean = handout_clean(CASES[i][0]);
        assert_string_equal(clean, CASES[i][1]);
        free(clean);
    }
    ViewState view = nothing();
    HandoutPage *page = handout_page(atlas, &view, " \n", NULL);
    assert_null(section(page, handout_word(WORD_NOTE)));
    handout_page_release(page);
    page = handout_page(atlas, &view, "Walk.", NULL);
    assert_non_null(find(page, HANDOUT_NOTE, "Walk."));
    handout_page_release(page);
}

static void citations_are_short(void **state)
{
    (void)state;
    static const struct {
        int id;
        const char *is;
    } CASES[] = {{52, "Hopayian K et al 2010"},
                 {88, "FIPAT"},
                 {99, "Lieberman DE et al 2006"},
                 {65, "BMJ Best Practice, cauda equina syndrome"},
                 {101, "Convention"}};
    char out[160];
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        handout_short_citation(atlas_source(atlas, CASES[i].id)->text, out, sizeof out);
        assert_string_equal(out, CASES[i].is);
    }
    for (int i = 0; i < atlas->source_count; i++) {
        handout_short_citation(atlas->sources[i].text, out, sizeof out);
        assert_true(strlen(out) >= 4 && strlen(out) <= 75);
    }
}

static void dates_and_papers(void **state)
{
    (void)state;
    HipError err = {0};
    assert_int_equal(handout_check_date("2026-11-22", &err), HIP_OK);
    assert_int_equal(handout_check_date("2024-02-29", &err), HIP_OK);
    static const char *const WRONG[] = {"",           "today",      "2026-13-01", "2026-00-10",
                                        "2026-04-31", "2026-1-2",   "22.11.2026", "2026-11-22 ",
                                        "2026-11-2x", "-026-11-22", "2026-+1-22", "2026-11-22\n"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        err.text[0] = '\0';
        assert_int_equal(handout_check_date(WRONG[i], &err), HIP_USAGE);
        assert_true(err.text[0] != '\0');
    }
    for (int i = 0; i < PAPER_COUNT; i++) {
        assert_int_equal(handout_paper_from_id(handout_paper_id(i)), i);
    }
    assert_int_equal(handout_paper_from_id("A4"), PAPER_A4);
    assert_int_equal(handout_paper_from_id("a5"), -1);
}

/* Beside panels the middle of what is seen comes to the middle of the page. */
static void the_camera_follows_what_is_seen(void **state)
{
    (void)state;
    const CameraPose pose = {.yaw_deg = 180, .distance_m = 1};
    CameraPose same = handout_camera(&pose, 0.8f, 0, 0, 0.8f), beside = handout_camera(&pose, 1.8f, 0.1f, 0.4f, 0.8f);
    assert_memory_equal(&same, &pose, sizeof same);
    assert_true(beside.distance_m > 1.1f && beside.distance_m < 1.2f);
    CameraMatrices camera;
    float xy[2], depth;
    camera_matrices(&pose, NULL, 1.8f, NULL, &camera);
    float middle[3], from[3], way[3];
    camera_ray(&camera, 0.1f - 0.4f, 0, from, way); /* the middle of 0.1 .. 0.6 */
    for (int k = 0; k < 3; k++) {
        middle[k] = from[k] + way[k] * (float)(-from[2] / way[2]);
    }
    camera_matrices(&beside, NULL, 0.8f, NULL, &camera);
    assert_true(camera_project(&camera, middle, xy, &depth));
    assert_true(fabsf(xy[0]) < 0.01f && fabsf(xy[1]) < 0.01f);
}

static char *path_of(const char *name)
{
    return mem_format("%s/%s", folder, name);
}

static HipResult write_page(const ViewState *view, const char *note, HandoutPaper paper, const char *path,
                            HandoutFit *fit, HipError *err)
{
    enum { W = 40, H = 50 };
    unsigned char rgba[W * H * 4];
    for (size_t i = 0; i < sizeof rgba; i++) {
        rgba[i] = (unsigned char)(i * 7);
    }
    HandoutPage *page = handout_page(atlas, view, note, NULL);
    HipResult rc = handout_write(page, paper, &(HandoutPicture){W, H, rgba}, path, fit, err);
    handout_page_release(page);
    return rc;
}

static void skip_without_pdf(void)
{
    char *module = file_companion_path(HANDOUT_PDF_FILE);
    bool built = file_exists(module);
    HipError err = {0};
    free(module);
    if (handout_can_write(&err) != HIP_OK) {
        print_message("%s\n", err.text);
        assert_false(built);
        skip();
    }
}

static void everything_fits_both_papers(void **state)
{
    (void)state;
    skip_without_pdf();
    char *path = path_of("fits.pdf");
    HipError err = {0};
    for (int i = 0; i < 2 * atlas->pain->source_count; i++) {
        const AtlasPain *source = &atlas->pain->sources[i / 2];
        ViewState view = nothing();
        view.source = i / 2;
        for (int z = 0; z < source->zone_count; z++) {
            view.told.zones |= UINT64_C(1) << source->zones[z].zone;
        }
        for (int q = 0; q < source->word_count && q < 3; q++) { /* as many as one chooses */
            view.told.qualities |= UINT32_C(1) << source->words[q].quality;
        }
        if (pain_flags(atlas, &view.told)) {
            view.told.qualities = 0;
        }
        HandoutFit fit = {0};
        assert_int_equal(
            write_page(&view, "Walk for ten minutes in the morning and in the evening.", i % 2, path, &fit, &err),
            HIP_OK);
        if (fit.note_cut || fit.left_out) {
            fail_msg("%s: cut %d, left out %d", source->id, fit.note_cut, fit.left_out);
        }
    }
    /* all there is to tell: what is most pressing stays */
    ViewState view = nothing();
    view.told = (PainAsked){.zones = (UINT64_C(1) << atlas->pain->zone_count) - 1,
                            .qualities = (uint32_t)((UINT64_C(1) << atlas->pain->quality_count) - 1),
                            .flags = (uint32_t)((UINT64_C(1) << atlas->pain->flag_count) - 1)};
    HandoutFit fit = {0};
    for (int paper = 0; paper < PAPER_COUNT; paper++) {
        assert_int_equal(write_page(&view, "", paper, path, &fit, &err), HIP_OK);
        assert_true(fit.left_out > 0);
    }
    free(path);
}

static void a_long_note_is_cut_and_says_so(void **state)
{
    (void)state;
    skip_without_pdf();
    char *path = path_of("long.pdf"), *note = mem_alloc(20001, 1);
    for (int i = 0; i < 20000; i++) {
        note[i] = "A long note of many words that goes on and on. "[i % 47];
    }
    ViewState view = told("buttock_mid", "", "");
    HandoutFit fit = {0};
    HipError err = {0};
    assert_int_equal(write_page(&view, note, PAPER_LETTER, path, &fit, &err), HIP_OK);
    assert_true(fit.note_cut);
    memset(note, 'x', 20000); /* one word */
    assert_int_equal(write_page(&view, note, PAPER_A4, path, &fit, &err), HIP_OK);
    assert_true(fit.note_cut);
    note[200] = '\0';
    assert_int_equal(write_page(&view, note, PAPER_A4, path, &fit, &err), HIP_OK);
    assert_false(fit.note_cut);
    free(note);
    free(path);
}

static void the_same_page_is_the_same_file(void **state)
{
    (void)state;
    skip_without_pdf();
    char *a = path_of("a.pdf"), *b = path_of("b.pdf");
    ViewState view = told("groin,buttock_mid", "aching", "six_weeks");
    Buffer first = {0}, second = {0};
    HipError err = {0};
    assert_int_equal(write_page(&view, "Übung", PAPER_A4, a, NULL, &err), HIP_OK);
    sleep(1); /* no time of making in it */
    assert_int_equal(write_page(&view, "Übung", PAPER_A4, b, NULL, &err), HIP_OK);
    assert_int_equal(file_read_all(a, 0, &first, &err), HIP_OK);
    assert_int_equal(file_read_all(b, 0, &second, &err), HIP_OK);
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    assert_memory_equal(first.data, "%PDF-1.", 7);
    buffer_release(&first);
    buffer_release(&second);
    free(a);
    free(b);
}

static void a_page_that_cannot_be_written_leaves_nothing(void **state)
{
    (void)state;
    skip_without_pdf();
    ViewState view = nothing();
    HipError err = {0};
    char *path = path_of("no/such/folder/page.pdf");
    assert_int_equal(write_page(&view, "", PAPER_A4, path, NULL, &err), HIP_FAILED);
    assert_non_null(strstr(err.text, "no/such/folder"));
    assert_false(file_exists(path));
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_told_and_what_it_may_be),
        cmocka_unit_test(the_short_list_of_signs_and_the_scope),
        cmocka_unit_test(signs_that_were_told_come_first),
        cmocka_unit_test(no_sign_is_left_out),
        cmocka_unit_test(a_shown_source_is_always_there),
        cmocka_unit_test(a_position_is_mirrored_for_the_left),
        cmocka_unit_test(strokes_structures_positions_and_layers),
        cmocka_unit_test(a_note_is_made_printable),
        cmocka_unit_test(citations_are_short),
        cmocka_unit_test(dates_and_papers),
        cmocka_unit_test(the_camera_follows_what_is_seen),
        cmocka_unit_test(everything_fits_both_papers),
        cmocka_unit_test(a_long_note_is_cut_and_says_so),
        cmocka_unit_test(the_same_page_is_the_same_file),
        cmocka_unit_test(a_page_that_cannot_be_written_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, clean_up);
}

/* test_ui_keys.c - everything by keyboard: every page, panel and dialog (ui_pages.h) is walked with Tab from its first
 * control to its last and back out; each is met once, in reading order, with its ring in sight; each acts; Esc closes
 * and the ring goes back to where it was; every command is done by a key or by something that the ring comes to. */
#include "ui_pages.h"
#include <math.h>

enum { PLAIN_PER_CENT = 100, LARGEST_PER_CENT = 250 };

static Ui fresh;
static const char *at_page;
static char folder[32]; /* the user's own files */

#define CHECK(truth, ...)                                                                                              \
    do {                                                                                                               \
        if (!(truth)) {                                                                                                \
            print_error("page '%s' at %x: ", at_page, stage.ui->focus.at);                                             \
            print_error(__VA_ARGS__);                                                                                  \
            print_error("\n");                                                                                         \
            wrongs++;                                                                                                  \
        }                                                                                                              \
    } while (0)
static int wrongs;
static int every = 1; /* so many pages on: with "few" on the command line, for what the sanitizers see */
static bool met_pages[PAGE_COUNT], met_regions[REGION_COUNT];

static int open_all(void **state)
{
    snprintf(folder, sizeof folder, "/tmp/hip_keys_XXXXXX");
    assert_non_null(mkdtemp(folder));
    assert_int_equal(setenv("XDG_DATA_HOME", folder, 1), 0);
    return stage_open(state);
}

static int close_all(void **state)
{
    char *command = mem_format("rm -r '%s'", folder);
    int rc = system(command);
    free(command);
    stage_close(state);
    return rc;
}

static int each(void **state)
{
    stage_each(state);
    session_set_reduced_motion(stage.session, true);
    fresh = *stage.ui;
    wrongs = 0;
    return 0;
}

static void forget_kept(void)
{
    while (session_notes(stage.session)->count > 0) {
        stage_do(COMMAND_NOTE_DROP, -1, 0, NULL);
    }
    while (session_bookmarks(stage.session)->count > 0) {
        stage_do(COMMAND_BOOKMARK_DROP, -1, 0, NULL);
    }
}

static void begin(const UiPage *page)
{
    at_page = page->name;
    stage.carry_out = true;
    shim_release_keyboard();
    forget_kept();
    pages_reset(&fresh);
}

static void open_page(const UiPage *page)
{
    begin(page);
    page->open();
    stage_frames(4);
    stage_forget();
    met_pages[session_screen(stage.session)->page] = true;
    for (int i = 0; i < stage.ui->focus.count; i++) {
        met_regions[stage.ui->focus.regions[i]] = true;
    }
}

/* What the ring is round: a field that is written in has taken it over. */
static uint32_t here(void)
{
    const Ui *ui = stage.ui;
    return ui->focus.at ? ui->focus.at : ui->writing;
}

static int place_of(uint32_t id)
{
    for (int i = 0; i < stage.ui->focus.count; i++) {
        if (stage.ui->focus.ids[i] == id) {
            return i;
        }
    }
    return -1;
}

static UiRegion region_of(uint32_t id)
{
    int at = id ? place_of(id) : -1;
    return at >= 0 ? (UiRegion)stage.ui->focus.regions[at] : REGION_COUNT;
}

/* What the page opened: where Tab goes first. */
static UiRegion opened(void)
{
    const UiFocus *focus = &stage.ui->focus;
    static const UiRegion ORDER[] = {REGION_WIPE, REGION_MENU, REGION_SEARCH, REGION_PAGE, REGION_TREE};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        if (focus->filled[ORDER[i]]) {
            return ORDER[i];
        }
    }
    return REGION_SEARCH; /* the field, of the window as it starts */
}

static void ring_is_in_sight(int number)
{
    const UiFocus *focus = &stage.ui->focus;
    const UiRect *r = &focus->ring, *c = &focus->clip;
    CHECK(focus->ringed, "the ring at control %d is not drawn", number);
    CHECK(r->w > 4 && r->h > 4, "control %d is %g x %g", number, (double)r->w, (double)r->h);
    CHECK(r->x >= 0 && r->y >= 0 && r->x + r->w <= stage.ui->width && r->y + r->h <= stage.ui->height,
          "control %d (%g %g %g %g) is outside the window", number, (double)r->x, (double)r->y, (double)r->w,
          (double)r->h);
    bool tall = r->h > c->h;
    CHECK(r->x >= c->x - 1 && r->x + r->w <= c->x + c->w + 1 && r->y >= c->y - 1 &&
              (tall || r->y + r->h <= c->y + c->h + 1),
          "control %d (%g %g %g %g) is cut off by its panel (%g %g %g %g)", number, (double)r->x, (double)r->y,
          (double)r->w, (double)r->h, (double)c->x, (double)c->y, (double)c->w, (double)c->h);
}

static void is_read_after(const UiRect *before, int number)
{
    const UiRect *now = &stage.ui->focus.ring;
    float slack = 8 * stage.ui->unit;
    bool row = fabsf(now->y - before->y) < slack || fabsf(now->y + now->h / 2 - before->y - before->h / 2) < slack;
    CHECK(row ? now->x > before->x - slack : now->y > before->y,
          "control %d (%g %g) is read before the one that it follows (%g %g)", number, (double)now->x, (double)now->y,
          (double)before->x, (double)before->y);
}

/* From the first control of what is open to the last, and out. Returns how many there were. */
static int walk(const UiPage *page)
{
    open_page(page);
    const UiFocus *focus = &stage.ui->focus;
    UiRegion region = opened();
    int count = focus->count, first = 0, last;
    CHECK(count > 0 && count < UI_FOCUS_MAX, "%d controls", count);
    while (first < count && focus->regions[first] != region) {
        first++;
    }
    for (last = first; last < count && focus->regions[last] == region; last++) {
    }
    bool dialog = focus->modal != REGION_COUNT;
    if (region == REGION_SEARCH && stage.ui->screen->search) {
        first++; /* the field has the keyboard already */
    } else if (region == REGION_WIPE) {
        CHECK(focus->at == focus->ids[last - 1], "a question does not take the ring");
        stage_key(UIKEY_TAB);
    }
    UiRect before = {0};
    for (int i = first; i < last; i++) {
        if (i > first || region != REGION_WIPE) {
            stage_key(UIKEY_TAB);
        }
        CHECK(here() == focus->ids[i], "Tab %d of %d comes to something else", i - first + 1, last - first);
        if (i > first + 1) { /* what closes it comes first, and stands at the right */
            is_read_after(&before, i - first);
        }
        stage_frame();
        ring_is_in_sight(i - first);
        before = focus->ring;
    }
    if (last > first) {
        uint32_t end = here();
        stage_key(UIKEY_TAB);
        UiRegion out = region_of(here());
        CHECK(dialog ? out == region : out != region, "Tab does not lead out");
        stage_frames(2);
        if (!dialog && region != REGION_SEARCH) {
            stage.input.shift = true;
            stage_key(UIKEY_TAB);
            stage.input.shift = false;
            CHECK(here() == end, "Shift and Tab do not lead back");
        }
    }
    stage_do(COMMAND_BACK, -1, 0, NULL);
    return last - first;
}

static void walk_all(float per_cent)
{
    int controls = 0;
    stage_do(COMMAND_TEXT_SIZE, -1, per_cent, NULL);
    stage_frames(2);
    fresh = *stage.ui;
    for (int i = 0; i < UI_PAGE_COUNT; i += every) {
        if (!UI_PAGES[i].beside) {
            controls += walk(&UI_PAGES[i]);
        }
    }
    stage_do(COMMAND_TEXT_SIZE, -1, PLAIN_PER_CENT, NULL);
    assert_true(controls * every > 500);
    assert_int_equal(wrongs, 0);
}

static void tab_walks_every_page(void **state)
{
    (void)state;
    walk_all(PLAIN_PER_CENT);
}

static void tab_walks_every_page_in_the_largest_text(void **state)
{
    (void)state;
    walk_all(LARGEST_PER_CENT);
}

/* Once round: nothing is left out, nothing holds the ring. */
static void tab_goes_once_round(void **state)
{
    static const char *const ROUND[] = {"start", "structure", "section page", "lesson", "layers", "client answers"};
    (void)state;
    for (int p = 0; p < UI_PAGE_COUNT; p++) {
        bool wanted = false;
        for (size_t i = 0; i < sizeof ROUND / sizeof *ROUND; i++) {
            wanted |= strcmp(UI_PAGES[p].name, ROUND[i]) == 0;
        }
        if (!wanted) {
            continue;
        }
        open_page(&UI_PAGES[p]);
        int count = stage.ui->focus.count, nothing = 0;
        static bool met[UI_FOCUS_MAX];
        memset(met, 0, sizeof met);
        for (int i = 0; i <= count; i++) {
            stage_key(UIKEY_TAB);
            int at = place_of(here());
            nothing += at < 0;
            CHECK(at < 0 || !met[at], "control %d is met twice", at);
            met[at < 0 ? UI_FOCUS_MAX - 1 : at] = true;
        }
        CHECK(nothing == 1, "%d times nothing has the ring", nothing);
    }
    assert_int_equal(wrongs, 0);
}

/* ---- each acts ---- */

static bool by_keys[COMMAND_COUNT];

static int note_pushed(void)
{
    for (int i = 0; i < stage.pushed_count; i++) {
        by_keys[stage.pushed[i].id] = true;
    }
    return stage.pushed_count;
}

static int pushes(UiKey key)
{
    stage_forget();
    stage_key(key);
    return note_pushed();
}

/* What is chosen already says nothing when it is chosen again. */
static bool chosen_already(uint32_t id)
{
    const Ui *ui = stage.ui;
    return id == ui_id("claim tab", "button", (int)ui->claim_tab) ||
           id == ui_id("pain paper", "button", ui->screen->paper) || id == ui_id("tilt", "button", ui->claims) ||
           (ui->lesson.of &&
            id == ui_id("lesson answer", ui->lesson.of->id, ui->lesson.step * LESSON_CHOICES + ui->lesson.answer));
}

/* True when it acted in the panels alone, so that the page may be another one now. */
static bool act_on(uint32_t id, int number)
{
    static char said[sizeof stage.said];
    UiFocus *focus = &stage.ui->focus;
    focus->at = id;
    stage_frame();
    if (focus->at != id) {
        CHECK(false, "control %d does not take the ring", number);
        return true;
    }
    bool already = chosen_already(id), arrows = focus->arrows;
    int paper = stage.ui->screen->paper;
    memcpy(said, stage.said, sizeof said);
    bool acted = arrows ? pushes(UIKEY_RIGHT) + pushes(UIKEY_LEFT) + pushes(UIKEY_DOWN) > 0 : pushes(UIKEY_ENTER) > 0;
    if (acted || already) {
        stage_frame();
        return false;
    }
    stage_frames(2);
    if (stage.ui->writing) {
        stage_type("x");
        stage_forget();
        stage_frames(2);
        note_pushed();
    }
    CHECK(strcmp(said, stage.said) != 0 || stage.ui->writing || stage.ui->screen->search ||
              paper != stage.ui->screen->paper,
          "control %d of %d does nothing", number, focus->count);
    return true;
}

static void every_control_acts(void **state)
{
    (void)state;
    bool rest_done = false;
    for (int p = 0; p < UI_PAGE_COUNT; p += every) {
        const UiPage *page = &UI_PAGES[p];
        if (page->beside) {
            continue;
        }
        open_page(page);
        UiRegion region = opened();
        bool start = strcmp(page->name, "start") == 0,
             all = start || strncmp(page->name, "section", 7) == 0 || strcmp(page->name, "lesson") == 0;
        rest_done |= start;
        for (int i = 0; i < stage.ui->focus.count; i++) {
            bool searching = stage.ui->screen->search; /* its field is written in, not pressed */
            bool goes = searching || stage.ui->menu_open;
            if ((!all && stage.ui->focus.regions[i] != region) || (searching && i == 0)) {
                continue;
            }
            static uint32_t ids[UI_FOCUS_MAX];
            memcpy(ids, stage.ui->focus.ids, sizeof ids);
            stage.carry_out = false;
            if (act_on(stage.ui->focus.ids[i], i) || goes || memcmp(ids, stage.ui->focus.ids, sizeof ids) != 0) {
                open_page(page);
            }
        }
    }
    assert_true(rest_done);
    assert_int_equal(wrongs, 0);
}

/* After the walk above: what has no key stands on some page, or is what a hand does on the body: keys move the pointer
 * there (hands_keys.c), turn it and zoom. */
static void every_command_is_done_by_keys(void **state)
{
    static const CommandId BY_HAND[] = {
        COMMAND_CAMERA, /* the arrows, plus and minus */
        COMMAND_DEPTH,  /* Deeper, Less deep */
        COMMAND_PEEL,   /* in view codes; Reflect does it */
        COMMAND_PULL,   /* the sliders of the same page */
        /* Where the pointer is: keys move it, and press. */
        COMMAND_PRESS_AT,
        COMMAND_TELL_AT,
        COMMAND_LENS,
        COMMAND_LENS_DEPTH,
        COMMAND_PEN_DRAW,
        COMMAND_NOTE_ADD,
        COMMAND_NOTE_CHOOSE,
        COMMAND_VIEW_CODE, /* Paste view code */
        COMMAND_SOURCE_TIME,
        COMMAND_LESSON_PLAY, /* Play */
        /* On a volunteer's body: arrows, Enter, Backspace and Tab (app/projecting.c). */
        COMMAND_PROJECT_NEXT,
        COMMAND_PROJECT_BACK,
        COMMAND_PROJECT_RULER,
        COMMAND_PROJECT_MARK,
        COMMAND_PROJECT_AT,
        COMMAND_PROJECT_MOVE,
        /* While presenting: B, full stop, L, S, 0 to 4, Backspace, E. */
        COMMAND_CURTAIN,
        COMMAND_DOT,
        COMMAND_SPOT,
        COMMAND_SPOT_SIZE,
        COMMAND_PEN,
        COMMAND_PEN_BACK,
        COMMAND_PEN_WIPE,
    };
    (void)state;
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        bool done = info->keys || by_keys[id];
        for (size_t i = 0; i < sizeof BY_HAND / sizeof *BY_HAND; i++) {
            done |= BY_HAND[i] == info->id;
        }
        at_page = "any";
        CHECK(done, "'%s' is not done by keys", info->name);
    }
    assert_int_equal(wrongs, 0);
}

/* ---- what opens and closes ---- */

/* After the walks above. */
static void every_page_is_in_the_table(void **state)
{
    (void)state;
    for (int page = PAGE_NONE + 1; page < PAGE_COUNT; page++) {
        const CommandInfo *info = command_info(page_command((ScreenPage)page));
        assert_non_null(info);
        assert_non_null(info->keys);
        at_page = info->name;
        CHECK(met_pages[page], "ui_pages.h does not know it");
    }
    for (int region = 0; region < REGION_COUNT; region++) {
        at_page = "any";
        CHECK(met_regions[region] || region == REGION_EMPTY, "no page shows region %d", region);
    }
    assert_int_equal(wrongs, 0);
}

static bool anything_open(void)
{
    const Screen *screen = session_screen(stage.session);
    return screen->page != PAGE_NONE || screen->layers || screen->search || screen->menu || screen->wipe ||
           session_view(stage.session)->selected >= 0;
}

static void escape_closes_and_the_ring_goes_back(void **state)
{
    (void)state;
    for (int p = 0; p < UI_PAGE_COUNT; p += every) {
        uint32_t opener = ui_id("camera", "anterior", 0);
        begin(&UI_PAGES[p]);
        stage.ui->focus.at = opener;
        stage_frames(2);
        UI_PAGES[p].open();
        stage_frames(4);
        UiRegion region = region_of(here());
        if (!anything_open() || region == REGION_COUNT) {
            continue; /* nothing that closes; or it was opened with the pointer, which takes the ring away */
        }
        bool typing = session_screen(stage.session)->search;
        CHECK(typing || region == opened(), "the ring does not come in");
        for (int i = 0; i < 6 && anything_open(); i++) {
            stage_key(UIKEY_ESCAPE);
            stage_frames(2);
        }
        CHECK(!anything_open(), "Esc does not close it");
        CHECK(place_of(opener) < 0 || here() == opener, "the ring does not come back");
    }
    assert_int_equal(wrongs, 0);
}

static void a_page_is_read_with_the_arrows(void **state)
{
    (void)state;
    for (int p = 0; p < UI_PAGE_COUNT; p++) {
        if (strcmp(UI_PAGES[p].name, "help") != 0 && strcmp(UI_PAGES[p].name, "about") != 0) {
            continue;
        }
        open_page(&UI_PAGES[p]);
        stage_key(UIKEY_TAB); /* its cross, the only control */
        stage_frames(2);
        float top = stage.ui->focus.ring.y;
        assert_true(ui_keys(stage.ui) >> UIKEY_DOWN & 1);
        stage_key(UIKEY_DOWN);
        stage_frames(2);
        assert_true(stage.ui->focus.ring.y < top - 20);
        stage_key(UIKEY_END);
        stage_frames(2);
        assert_true(stage.ui->focus.ring.y < top - 720);
        stage_key(UIKEY_HOME);
        stage_frames(2);
        assert_true(fabsf(stage.ui->focus.ring.y - top) < 2);
        assert_null(stage_pushed(COMMAND_DEEPER));
    }
}

/* The ring's two colours stand out from each other, so that it is seen on anything. */
static void the_ring_is_seen_in_every_theme(void **state)
{
    (void)state;
    for (int t = 0; t < THEME_COUNT; t++) {
        const UiTheme *theme = theme_of((Theme)t);
        float light[2];
        for (int k = 0; k < 2; k++) {
            UiColour c = k ? theme->accent : theme->halo;
            float channel[3];
            for (int i = 0; i < 3; i++) {
                float v = (float)(c >> (8 * i) & 255) / 255;
                channel[i] = v <= 0.03928f ? v / 12.92f : powf((v + 0.055f) / 1.055f, 2.4f);
            }
            light[k] = 0.2126f * channel[0] + 0.7152f * channel[1] + 0.0722f * channel[2];
        }
        float ratio = (fmaxf(light[0], light[1]) + 0.05f) / (fminf(light[0], light[1]) + 0.05f);
        assert_true(ratio >= 3);
    }
}

static void the_ring_stays_where_content_changes(void **state)
{
    (void)state;
    stage_do(COMMAND_LESSONS, -1, 0, NULL);
    stage_frames(2);
    stage_key(UIKEY_TAB);
    stage_key(UIKEY_TAB); /* the first lesson */
    stage_key(UIKEY_ENTER);
    stage_frames(3);
    assert_non_null(session_lesson(stage.session, NULL));
    assert_int_equal(region_of(here()), REGION_PAGE); /* its row is gone, the ring is not */
    stage_key(UIKEY_TAB);
    assert_int_equal(region_of(here()), REGION_PAGE);
    stage_do(COMMAND_LESSON, -1, 0, "");
}

/* Answered with the ring, it goes to "Next", but the press that answered does not; from there to the next question. */
static void a_question_is_answered_with_the_ring(void **state)
{
    (void)state;
    pages_quiz_name();
    stage_frames(3);
    stage.ui->focus.at = ui_id("quiz choice", "", 0);
    stage_frame();
    stage_forget();
    stage_key(UIKEY_ENTER);
    assert_int_equal(stage.pushed_count, 1);
    assert_non_null(stage_pushed(COMMAND_QUIZ_ANSWER));
    stage_frames(3);
    assert_true(here() == ui_id("quiz keys", "button", 0));
    stage.carry_out = false;
    stage_forget();
    stage_key(UIKEY_ENTER);
    assert_non_null(stage_pushed(COMMAND_QUIZ_NEXT));
    pages_quiz_name();
    stage_frames(3);
    assert_true(here() == ui_id("quiz choice", "", 0));
}

static void tab_goes_on_from_where_the_pointer_was(void **state)
{
    (void)state;
    stage_do(COMMAND_MORE, -1, 0, NULL);
    stage_frames(3);
    stage_key(UIKEY_TAB);
    stage_key(UIKEY_TAB);
    uint32_t second = here();
    stage_frames(2);
    UiRect rect = stage.ui->focus.ring;
    stage_key(UIKEY_TAB);
    uint32_t third = here();
    stage.carry_out = false;
    stage_click(rect.x + rect.w / 2, rect.y + rect.h / 2);
    assert_true(here() == 0); /* a pointer needs no ring */
    stage_key(UIKEY_TAB);
    assert_true(here() == third && third != second);
    stage_key(UIKEY_ESCAPE);
    stage.input.mouse_inside = false;
}

int main(int count, char **words)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, each, stage_each_done)
    const struct CMUnitTest tests[] = {
        CASE(tab_walks_every_page),
        CASE(tab_walks_every_page_in_the_largest_text),
        CASE(tab_goes_once_round),
        CASE(every_control_acts),
        CASE(escape_closes_and_the_ring_goes_back),
        CASE(a_page_is_read_with_the_arrows),
        CASE(the_ring_is_seen_in_every_theme),
        CASE(the_ring_stays_where_content_changes),
        CASE(a_question_is_answered_with_the_ring),
        CASE(tab_goes_on_from_where_the_pointer_was),
    };
    const struct CMUnitTest of_all[] = {CASE(every_page_is_in_the_table), CASE(every_command_is_done_by_keys)};
    bool few = count > 1 && strcmp(words[1], "few") == 0;
    every = few ? 8 : 1;
    int wrong = cmocka_run_group_tests(tests, open_all, close_all);
    return few || wrong ? wrong : cmocka_run_group_tests(of_all, open_all, close_all);
}

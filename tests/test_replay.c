/* test_replay.c - plays tests/replays/ *.replay: recorded input against a session, without window or GL.
 *
 * A replay holds one act a line; '#' begins a comment.
 *   SECONDS KIND ...           input, as input_write makes it (HIP_RECORD=FILE hip-atlas records such lines)
 *   until SECONDS              time goes by
 *   under ID|none              what is under the pointer from here on
 *   panel mouse|keyboard|ring|none  what the panels claim from here on (ring: a button has it)
 *   mark                       remembers the view
 *   expect depth|yaw|pitch|distance VALUE TOLERANCE
 *   expect selected|hidden|shown|ghost|solid|reflected|menu ID    (menu: asked for since the last expect menu)
 *   expect same|changed        the view against the mark
 *   expect command NAME        a window command came since the last expect command (no NAME: none)
 *   expect search TEXT
 *   expect point X Y CLICK     keys have moved the pointer so far since the last one, points, and pressed that button
 */
#include "box_session.h"
#include "hands.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const BODY[] = {"sacrum", "femur_r", "piriformis_r", "gluteus_medius_r", "gluteus_maximus_r", NULL};

typedef struct Player {
    const char *file;
    int line;
    Session *session;
    Hands hands;
    InputQueue queue;
    CommandQueue commands;
    HandsWorld world;
    double now_s;
    int under, menu;
    float point[2];
    int point_click;
    CommandId window_command;
    ViewState mark;
} Player;

static int under(void *context, float x, float y)
{
    (void)x;
    (void)y;
    return ((Player *)context)->under;
}

static void run_commands(Player *p)
{
    for (int i = 0; i < p->commands.count; i++) {
        const Command *command = &p->commands.items[i];
        if (command_info(command->id)->scope == SCOPE_WINDOW) {
            p->window_command = command->id;
        } else {
            HipError err = {0};
            assert_int_equal(session_do(p->session, command, &err), HIP_OK);
        }
    }
    p->commands.count = 0;
}

static void frame(Player *p)
{
    InputFrame frame;
    do {
        input_take(&p->queue, p->now_s, &frame);
        hands_frame(&p->hands, &frame, &p->world, &p->commands);
        if (p->hands.menu_item >= 0) {
            p->menu = p->hands.menu_item;
        }
        p->point[0] += p->hands.point[0];
        p->point[1] += p->hands.point[1];
        p->point_click = p->hands.point_click >= 0 ? p->hands.point_click : p->point_click;
        run_commands(p);
        session_tick(p->session, p->now_s);
    } while (input_pending(&p->queue));
}

static void run_until(Player *p, double time_s)
{
    while (p->now_s + 1.0 / 60 < time_s) {
        p->now_s += 1.0 / 60;
        frame(p);
    }
    p->now_s = fmax(p->now_s, time_s);
}

static void wrong(const Player *p, const char *line, const char *got)
{
    fail_msg("%s:%d: %s: got %s", p->file, p->line, line, got);
}

static int item_of(const Player *p, const char *id)
{
    int item = atlas_structure(session_atlas(p->session), id);
    if (item < 0 && strcmp(id, "none") != 0) {
        wrong(p, id, "an unknown id");
    }
    return item;
}

static const char *id_of(const Player *p, int item)
{
    return item < 0 ? "none" : session_atlas(p->session)->structures[item].id;
}

static bool expect_number(Player *p, const char *line, const char *what, const char *rest)
{
    const ViewState *view = session_shown(p->session);
    const struct {
        const char *name;
        float value;
    } ROWS[] = {{"depth", view->depth},
                {"yaw", view->camera.yaw_deg},
                {"pitch", view->camera.pitch_deg},
                {"distance", view->camera.distance_m}};
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        float value = 0, tolerance = 0;
        if (strcmp(what, ROWS[i].name) == 0) {
            assert_int_equal(sscanf(rest, "%f %f", &value, &tolerance), 2);
            float off = strcmp(what, "yaw") == 0 ? remainderf(ROWS[i].value - value, 360) : ROWS[i].value - value;
            if (fabsf(off) > tolerance) {
                char got[32];
                snprintf(got, sizeof got, "%g", (double)ROWS[i].value);
                wrong(p, line, got);
            }
            return true;
        }
    }
    return false;
}

static bool expect_item(Player *p, const char *line, const char *what, const char *id)
{
    const ViewState *view = session_view(p->session);
    if (strcmp(what, "selected") == 0 || strcmp(what, "menu") == 0) {
        int got = what[0] == 's' ? view->selected : p->menu;
        p->menu = what[0] == 'm' ? -1 : p->menu;
        if (got != item_of(p, id)) {
            wrong(p, line, id_of(p, got));
        }
        return true;
    }
    const struct {
        const char *name;
        int wanted;
    } ROWS[] = {{"hidden", 1}, {"shown", 0}, {"ghost", 1}, {"solid", 0}, {"reflected", 1}};
    for (int i = 0; i < 5; i++) {
        if (strcmp(what, ROWS[i].name) == 0) {
            int item = item_of(p, id);
            int got = i < 2 ? view->hidden[item] != 0 : i < 4 ? view->ghost[item] != 0 : view->peel[item] > 0.9f;
            if (got != ROWS[i].wanted) {
                wrong(p, line, "the contrary");
            }
            return true;
        }
    }
    return false;
}

static void expect(Player *p, const char *line, const char *rest)
{
    char what[32] = "", id[64] = "";
    int used = 0;
    sscanf(rest, "%31s%n", what, &used);
    rest += used;
    sscanf(rest, "%63s", id);
    if (expect_number(p, line, what, rest) || expect_item(p, line, what, id)) {
        return;
    }
    if (strcmp(what, "same") == 0 || strcmp(what, "changed") == 0) {
        bool same = view_state_equal(&p->mark, session_view(p->session));
        if (same != (what[0] == 's')) {
            wrong(p, line, "the contrary");
        }
    } else if (strcmp(what, "command") == 0) {
        const char *name = p->window_command ? command_info(p->window_command)->name : "";
        if (strcmp(name, id) != 0) {
            wrong(p, line, name);
        }
        p->window_command = COMMAND_NONE;
    } else if (strcmp(what, "point") == 0) {
        char got[48], wanted[48];
        float x, y;
        int click;
        assert_int_equal(sscanf(rest, "%f %f %d", &x, &y, &click), 3);
        snprintf(wanted, sizeof wanted, "%g %g %d", (double)x, (double)y, click);
        snprintf(got, sizeof got, "%g %g %d", (double)p->point[0], (double)p->point[1], p->point_click);
        if (strcmp(got, wanted) != 0) {
            wrong(p, line, got);
        }
        p->point[0] = p->point[1] = 0;
        p->point_click = -1;
    } else if (strcmp(what, "search") == 0) {
        const char *typed = session_screen_const(p->session)->search_text;
        if (strcmp(typed, id) != 0) {
            wrong(p, line, typed);
        }
    } else {
        wrong(p, line, "a line that means nothing");
    }
}

static void play_line(Player *p, const char *line)
{
    char word[32] = "", rest[64] = "";
    sscanf(line, "%31s %63[^\n]", word, rest);
    if (word[0] == '\0' || word[0] == '#') {
        return;
    }
    if (strcmp(word, "expect") == 0) {
        expect(p, line, rest);
    } else if (strcmp(word, "until") == 0) {
        run_until(p, atof(rest));
    } else if (strcmp(word, "under") == 0) {
        p->under = item_of(p, rest);
    } else if (strcmp(word, "panel") == 0) {
        p->world.ui_mouse = strcmp(rest, "mouse") == 0;
        p->world.ui_text = strcmp(rest, "keyboard") == 0;
        unsigned ring = 1u << UIKEY_TAB | 1u << UIKEY_ENTER | 1u << UIKEY_SPACE | 1u << UIKEY_ESCAPE;
        p->world.ui_keys = p->world.ui_text ? ~0u : strcmp(rest, "ring") == 0 ? ring : 0;
    } else if (strcmp(word, "mark") == 0) {
        p->mark = *session_view(p->session);
    } else {
        InputEvent event;
        HipError err = {0};
        if (input_read(line, &event, &err) != HIP_OK) {
            wrong(p, line, err.text);
        }
        run_until(p, event.time_s);
        input_push(&p->queue, &event);
        frame(p);
    }
}

static void play(const Atlas *atlas, const char *folder, const char *name)
{
    Player *p = mem_alloc(1, sizeof *p);
    char *path = mem_format("%s/%s", folder, name);
    Buffer text = {0};
    assert_int_equal(file_read_all(path, 1 << 20, &text, NULL), HIP_OK);
    p->file = name;
    p->under = p->menu = p->point_click = -1;
    p->session = box_session(atlas, BODY);
    assert_non_null(p->session);
    p->world = (HandsWorld){.session = p->session, .pick = under, .context = p};
    p->queue.now.width = 1280;
    p->queue.now.height = 720;
    p->queue.now.pixel_scale = 1;
    char *at = (char *)text.data;
    for (char *line; (line = strsep(&at, "\n"));) {
        p->line++;
        play_line(p, line);
    }
    session_destroy(p->session);
    buffer_release(&text);
    free(path);
    free(p);
}

static void replays(void **state)
{
    (void)state;
    static const char FOLDER[] = "tests/replays";
    Atlas *atlas = NULL;
    Problems problems = {0};
    HipError err = {0};
    NameList names = {0};
    assert_int_equal(atlas_load(NULL, &atlas, &problems, &err), HIP_OK);
    assert_int_equal(file_list(FOLDER, ".replay", &names, &err), HIP_OK);
    assert_true(names.count >= 6);
    for (size_t i = 0; i < names.count; i++) {
        printf("%s\n", names.names[i]);
        play(atlas, FOLDER, names.names[i]);
    }
    name_list_release(&names);
    problems_release(&problems);
    atlas_release(atlas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(replays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

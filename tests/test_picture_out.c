/* test_picture_out.c - pictures never overwrite, land where the desktop keeps pictures, and say so. */
#include "hip/file.h"
#include "hip/mem.h"
#include "picture_out.h"
#include <SDL.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/hip-test-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int clean_up(void **state)
{
    (void)state;
    char *command = mem_format("rm -rf '%s'", folder);
    int failed = system(command);
    free(command);
    return failed;
}

static void a_new_file_is_never_an_old_one(void **state)
{
    (void)state;
    char *pictures = mem_format("%s/new/pictures", folder);
    HipError err = {0};
    char *a = picture_new_file(pictures, &err), *b = picture_new_file(pictures, &err),
         *c = picture_new_file(pictures, &err);
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
    assert_true(strcmp(a, b) != 0 && strcmp(b, c) != 0 && strcmp(a, c) != 0);
    assert_true(file_exists(a) && file_exists(b) && file_exists(c));
    free(a);
    free(b);
    free(c);
    free(pictures);
}

static void a_folder_that_cannot_be_is_one_line(void **state)
{
    (void)state;
    HipError err = {0};
    assert_null(picture_new_file("/proc/no/pictures", &err));
    assert_true(err.text[0] != '\0');
}

static void pictures_go_where_the_desktop_keeps_them(void **state)
{
    (void)state;
    setenv("HOME", folder, 1);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_PICTURES_DIR");
    char *plain = picture_folder(), *wanted = mem_format("%s/Pictures", folder);
    assert_string_equal(plain, wanted);
    free(plain);
    free(wanted);

    char *config = mem_format("%s/.config", folder), *path = mem_format("%s/user-dirs.dirs", config);
    static const char TEXT[] =
        "# made by xdg-user-dirs\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n";
    assert_int_equal(file_make_folders(config, NULL), HIP_OK);
    assert_int_equal(file_write_atomic(path, TEXT, sizeof TEXT - 1, NULL), HIP_OK);
    char *named = picture_folder();
    wanted = mem_format("%s/Bilder", folder);
    assert_string_equal(named, wanted);
    free(named);
    free(wanted);
    free(path);
    free(config);

    setenv("XDG_PICTURES_DIR", "/somewhere/else", 1);
    named = picture_folder();
    assert_string_equal(named, "/somewhere/else");
    free(named);
}

static void wait_for(PictureOut *out, char *message, size_t size)
{
    for (int i = 0; i < 500 && !picture_out_take(out, message, size); i++) {
        SDL_Delay(10);
    }
}

static unsigned char *grey(int width, int height)
{
    unsigned char *rgba = mem_alloc((size_t)(width * height), 4);
    memset(rgba, 128, (size_t)(width * height) * 4);
    return rgba;
}

static void saving_says_where_and_failing_says_why(void **state)
{
    (void)state;
    char message[1200] = "", *path = mem_format("%s/a.png", folder);
    PictureOut *out = picture_out_create(SDL_USEREVENT);
    picture_out_start(out, PICTURE_SAVE, path, 4, 3, grey(4, 3));
    wait_for(out, message, sizeof message);
    assert_non_null(strstr(message, path));
    assert_true(file_exists(path));
    assert_false(picture_out_take(out, message, sizeof message)); /* told once */
    picture_out_start(out, PICTURE_SAVE, "/proc/none/a.png", 4, 3, grey(4, 3));
    message[0] = '\0';
    wait_for(out, message, sizeof message);
    assert_true(message[0] != '\0' && !strstr(message, "Saved"));
    picture_out_start(out, PICTURE_SAVE, path, 4, 3, grey(4, 3));
    picture_out_destroy(out); /* waits: the file is whole */
    assert_true(file_exists(path));
    free(path);
}

static void without_a_clipboard_program_the_picture_is_saved(void **state)
{
    (void)state;
    char message[1200] = "";
    setenv("PATH", folder, 1); /* nothing there */
    setenv("XDG_PICTURES_DIR", folder, 1);
    PictureOut *out = picture_out_create(SDL_USEREVENT);
    picture_out_start(out, PICTURE_COPY, "", 4, 3, grey(4, 3));
    wait_for(out, message, sizeof message);
    assert_non_null(strstr(message, "Saved"));
    assert_non_null(strstr(message, "xclip"));
    picture_out_destroy(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_file_is_never_an_old_one),
        cmocka_unit_test(a_folder_that_cannot_be_is_one_line),
        cmocka_unit_test(pictures_go_where_the_desktop_keeps_them),
        cmocka_unit_test(saving_says_where_and_failing_says_why),
        cmocka_unit_test(without_a_clipboard_program_the_picture_is_saved),
    };
    int failed = cmocka_run_group_tests(tests, set_up, NULL);
    setenv("PATH", "/usr/bin:/bin", 1);
    clean_up(NULL);
    return failed;
}

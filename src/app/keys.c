#include "keys.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct KeyName {
    const char *name;
    int key;
} NAMES[] = {
    {"Space", ' '},         {"Enter", KEY_ENTER},    {"Escape", KEY_ESCAPE},
    {"Esc", KEY_ESCAPE},    {"Tab", KEY_TAB},        {"Backspace", KEY_BACKSPACE},
    {"Delete", KEY_DELETE}, {"Insert", KEY_INSERT},  {"Home", KEY_HOME},
    {"End", KEY_END},       {"PageUp", KEY_PAGE_UP}, {"PageDown", KEY_PAGE_DOWN},
    {"Left", KEY_LEFT},     {"Right", KEY_RIGHT},    {"Up", KEY_UP},
    {"Down", KEY_DOWN},
};

static bool is_plain(int key)
{
    return key > ' ' && key < 0x7f;
}

static int lower(int key)
{
    return key >= 'A' && key <= 'Z' ? key - 'A' + 'a' : key;
}

static int key_from_span(const char *name, size_t length)
{
    if (length == 1 && is_plain((unsigned char)*name)) {
        return lower((unsigned char)*name);
    }
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (strlen(NAMES[i].name) == length && strncasecmp(NAMES[i].name, name, length) == 0) {
            return NAMES[i].key;
        }
    }
    int number = 0;
    for (size_t i = 1; i < length && number <= 12; i++) {
        number = name[i] >= '0' && name[i] <= '9' ? number * 10 + name[i] - '0' : 99;
    }
    bool is_function = length > 1 && (*name == 'F' || *name == 'f') && number >= 1 && number <= 12;
    return is_function ? KEY_F1 + number - 1 : KEY_NONE;
}

int key_from_name(const char *name)
{
    return key_from_span(name, strlen(name));
}

const char *key_name(int key, char *out, size_t size)
{
    snprintf(out, size, "%s", "");
    if (is_plain(key)) {
        snprintf(out, size, "%c", key);
    } else if (key >= KEY_F1 && key <= KEY_F12) {
        snprintf(out, size, "F%d", key - KEY_F1 + 1);
    } else {
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
            if (NAMES[i].key == key) {
                snprintf(out, size, "%s", NAMES[i].name);
                break;
            }
        }
    }
    return out;
}

/* One "Ctrl+Shift+Z" of the table. */
static int parse_combination(const char *text, size_t length, unsigned *mods)
{
    static const struct {
        const char *name;
        unsigned mod;
    } MODS[] = {{"Ctrl+", MOD_CTRL}, {"Shift+", MOD_SHIFT}, {"Alt+", MOD_ALT}};
    *mods = 0;
    for (size_t i = 0; i < sizeof MODS / sizeof *MODS;) {
        size_t n = strlen(MODS[i].name);
        if (length > n && strncmp(text, MODS[i].name, n) == 0) {
            *mods |= MODS[i].mod;
            text += n;
            length -= n;
            i = 0;
        } else {
            i++;
        }
    }
    return key_from_span(text, length);
}

/* Keys that type a character come as text; with Ctrl or Alt they type nothing. */
static bool comes_as_text(int key, unsigned mods)
{
    return is_plain(key) && !(mods & (MOD_CTRL | MOD_ALT));
}

static CommandId find(int key, unsigned mods, bool as_text)
{
    for (int id = COMMAND_NONE + 1; id < COMMAND_COUNT; id++) {
        const CommandInfo *info = command_info((CommandId)id);
        const char *at = info ? info->keys : NULL;
        while (at && *at) {
            size_t length = strcspn(at, ";");
            unsigned wanted_mods;
            int wanted = parse_combination(at, length, &wanted_mods);
            if (wanted == key && wanted_mods == mods && comes_as_text(wanted, wanted_mods) == as_text) {
                return (CommandId)id;
            }
            at += length + (at[length] == ';');
        }
    }
    return COMMAND_NONE;
}

CommandId keys_pressed(int key, unsigned mods)
{
    if (key == KEY_NONE || comes_as_text(key, mods)) {
        return COMMAND_NONE;
    }
    return find(lower(key), mods, false);
}

CommandId keys_typed(const char *utf8)
{
    if (!is_plain((unsigned char)utf8[0]) || utf8[1] != '\0' || keys_is_letter(utf8)) {
        return COMMAND_NONE;
    }
    return find(utf8[0], 0, true);
}

bool keys_is_letter(const char *utf8)
{
    unsigned char c = (unsigned char)utf8[0];
    /* Beyond ASCII: signs such as section, degree or quotes stand in the first block and in U+2xxx. */
    bool foreign_letter =
        c >= 0xc3 && c != 0xe2 && !(c == 0xc3 && ((unsigned char)utf8[1] == 0x97 || (unsigned char)utf8[1] == 0xb7));
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || foreign_letter;
}

/* keys.h - names of keys, as the command table writes them ("PageDown;]", "Ctrl+Shift+Z"), and which command a key
 * means. Plain values, no SDL: the window translates, a replay reads names. */
#ifndef HIP_APP_KEYS_H
#define HIP_APP_KEYS_H
#include "hip/command.h"
#include <stddef.h>

/* A key that types something without a modifier is its lower-case ASCII character; the rest stand above. */
enum {
    KEY_NONE = 0,
    KEY_FIRST = 0x100,
    KEY_ENTER,
    KEY_ESCAPE,
    KEY_TAB,
    KEY_BACKSPACE,
    KEY_DELETE,
    KEY_INSERT,
    KEY_HOME,
    KEY_END,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_UP,
    KEY_DOWN,
    KEY_F1,
    KEY_F12 = KEY_F1 + 11,
};

enum { MOD_SHIFT = 1, MOD_CTRL = 2, MOD_ALT = 4 };

/* "PageDown" -> KEY_PAGE_DOWN, "a" -> 'a', "Space" -> ' '; KEY_NONE when there is no such key. */
int key_from_name(const char *name);
/* The other way; `out` is returned. */
const char *key_name(int key, char *out, size_t size);

/* The command of a pressed key with its modifiers. What types a plain character is left to keys_typed, which sees the
 * character that the layout makes of it ("]" takes AltGr on some). COMMAND_NONE when it means nothing. */
CommandId keys_pressed(int key, unsigned mods);

/* The command of one typed character. */
CommandId keys_typed(const char *utf8);

/* True when the text begins with a letter of any script: then it starts the search. */
bool keys_is_letter(const char *utf8);
#endif

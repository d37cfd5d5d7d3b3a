/* settings.h - how this user likes it: kept in $XDG_CONFIG_HOME/hip-atlas/settings.json. Nothing of what is looked at,
 * and nothing of any client. */
#ifndef HIP_SETTINGS_H
#define HIP_SETTINGS_H
#include "hip/view_state.h"

enum { SETTINGS_TEXT_LEAST = 100, SETTINGS_TEXT_MOST = 250, SETTINGS_TEXT_SIZES = 6 };
extern const int SETTINGS_TEXT_PERCENT[SETTINGS_TEXT_SIZES]; /* the sizes to choose from, rising */

typedef struct Settings {
    Theme theme;
    int skin, build;  /* of the figure, as in ViewState */
    int text_percent; /* size of the interface's text, SETTINGS_TEXT_LEAST .. SETTINGS_TEXT_MOST */
    int language;     /* of words.h; -1: what the system says */
    bool latin;       /* structures are named in Latin first */
    bool calm;        /* nothing moves by itself: changes are at once */
    float pixel_mm;   /* length of a projected pixel on the body, as measured with a ruler; 0 not yet */
} Settings;

void settings_default(Settings *out);
bool settings_equal(const Settings *a, const Settings *b);

/* What is missing, unknown or out of range is the default: files of other versions do no harm. Fails only when it is no
 * JSON object at all; *out is then the default. */
HipResult settings_read(const char *text, size_t size, Settings *out, HipError *err);
char *settings_write(const Settings *settings); /* new text, free */

/* From the user's folder; none is there: the default. What cannot be understood is put aside and `err` says so
 * (HIP_FAILED); *out is then the default. */
HipResult settings_load(Settings *out, HipError *err);
HipResult settings_save(const Settings *settings, HipError *err);
#endif

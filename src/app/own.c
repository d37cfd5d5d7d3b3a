#include "own.h"
#include "hip/words.h"
#include "loop.h"

static const double SAY_S = 12;

void own_load(Loop *loop)
{
    HipError err = {""};
    if (settings_load(&loop->kept, &err) != HIP_OK) {
        loop_say(loop, SAY_S, "%s", err.text);
    }
    if (loop->options->language) { /* what was asked for by hand goes before what was kept */
        loop->kept.language = words_language_from_code(loop->options->language);
    }
    session_use_settings(loop->session, &loop->kept);
    const Command notes = {.id = COMMAND_NOTES_SHOW, .item = -1, .value = 1};
    session_do(loop->session, &notes, NULL);
    loop->keeps = true;
}

/* A disk that takes nothing is told once; the settings stay as chosen while the program runs. */
void own_keep(Loop *loop)
{
    if (!loop->keeps) {
        return;
    }
    Settings now = session_settings(loop->session);
    HipError err = {""};
    if (settings_equal(&now, &loop->kept)) {
        return;
    }
    loop->kept = now;
    if (settings_save(&now, &err) != HIP_OK) {
        loop->keeps = false;
        loop_say(loop, SAY_S, "settings are not kept: %s", err.text);
    }
}

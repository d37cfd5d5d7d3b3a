/* session_settings.c - the user's settings in a session. */
#include "hip/words.h"
#include "session_private.h"

const int SETTINGS_TEXT_PERCENT[SETTINGS_TEXT_SIZES] = {SETTINGS_TEXT_LEAST, 125, 150, 175, 200, SETTINGS_TEXT_MOST};

Settings session_settings(const Session *session)
{
    Settings now = session->settings;
    now.theme = session->view.theme;
    now.skin = session->view.skin;
    now.build = session->view.build;
    now.calm = session->reduced_motion;
    return now;
}

static HipResult set_language(int language, HipError *err)
{
    return words_set_language(language < 0 ? words_system_language() : language, err);
}

void session_use_settings(Session *session, const Settings *settings)
{
    ViewState view = session->view;
    int before = session->settings.language;
    session->settings = *settings;
    if (set_language(settings->language, NULL) != HIP_OK) {
        session->settings.language = before;
    }
    session->reduced_motion = settings->calm;
    view.theme = settings->theme;
    view.skin = settings->skin;
    view.build = settings->build;
    session_place(session, &view);
}

static int next_size(int now)
{
    for (int i = 0; i < SETTINGS_TEXT_SIZES; i++) {
        if (SETTINGS_TEXT_PERCENT[i] > now) {
            return SETTINGS_TEXT_PERCENT[i];
        }
    }
    return SETTINGS_TEXT_PERCENT[0];
}

HipResult session_settings_do(Session *session, const Command *command, HipError *err)
{
    Settings *settings = &session->settings;
    float value = command->value;
    switch (command->id) {
    case COMMAND_TEXT_SIZE:
        settings->text_percent =
            value > 0 ? (int)clampf(value, SETTINGS_TEXT_LEAST, SETTINGS_TEXT_MOST) : next_size(settings->text_percent);
        return HIP_OK;
    case COMMAND_CALM:
        session->reduced_motion = value < 0 ? !session->reduced_motion : value > 0;
        return HIP_OK;
    case COMMAND_LATIN:
        settings->latin = value < 0 ? !settings->latin : value > 0;
        return HIP_OK;
    default: {
        int language = command->text[0] ? words_language_from_code(command->text) : -1;
        if (command->text[0] && language < 0) {
            return hip_usage(err, "there is no language '%s' (hip-atlas list languages)", command->text);
        }
        HipResult rc = set_language(language, err);
        if (rc == HIP_OK) {
            settings->language = language;
        }
        return rc;
    }
    }
}

#include "hip/command.h"
#include <string.h>

/* Titles are acts, keys follow screens.md; help sentences are what the key panel shows. */
static const CommandInfo ROWS[] = {
    {COMMAND_CAMERA, "camera", "Turn", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_CAMERA_NAMED, "look", "Look from", "Look from behind, front, right, left, side, top, below, three-quarter",
     "1;2;3;4;5;6;7;8", SCOPE_VIEW, false},
    {COMMAND_HOME, "home", "Whole hip", "Bring back the whole hip, as it was at the start", "Home", SCOPE_VIEW, false},
    {COMMAND_FOCUS, "focus", "Focus", "Bring a structure to the middle (double click)", "Ctrl+F", SCOPE_VIEW, true},
    {COMMAND_DEPTH, "depth", "Depth", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_DEEPER, "deeper", "Deeper", "Peel the next layer", "PageDown;];Down", SCOPE_VIEW, false},
    {COMMAND_SHALLOWER, "shallower", "Less deep", "Put the last layer back", "PageUp;[;Up", SCOPE_VIEW, false},
    {COMMAND_PEEL, "peel", "Peel", NULL, NULL, SCOPE_VIEW, true},
    {COMMAND_REFLECT, "reflect", "Reflect", "Bend a muscle back, or put it back in place", "Space", SCOPE_VIEW, true},
    {COMMAND_HIDE, "hide", "Hide", "Hide a structure", "Delete", SCOPE_VIEW, true},
    {COMMAND_GHOST, "ghost", "Ghost", "Make a structure see-through", "Ctrl+G", SCOPE_VIEW, true},
    {COMMAND_ONLY, "only", "Only this", "Show only this structure", "Ctrl+I", SCOPE_VIEW, true},
    {COMMAND_GROUP_HIDE, "group-hide", "Hide group", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_GROUP_GHOST, "group-ghost", "Ghost group", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_GROUP_ONLY, "group-only", "Only this group", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_SHOW_ALL, "show-all", "Show all", "Show everything that was hidden or see-through", "Ctrl+A", SCOPE_VIEW,
     false},
    {COMMAND_SELECT, "select", "Select", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_REVEAL, "reveal", "Reveal", "Turn to a structure and take away exactly what covers it", "Enter",
     SCOPE_VIEW, true},
    {COMMAND_LABELS, "labels", "Labels", "Names on the body: none, of the selected, of all", "F2", SCOPE_VIEW, false},
    {COMMAND_LINES, "lines", "Lines of pull",
     "Lines along which muscles pull: as it suits, none, of the selected, of all", "Shift+F7", SCOPE_VIEW, false},
    {COMMAND_XRAY, "xray", "X-ray", "See through everything that covers the bones and nerves", "F3", SCOPE_VIEW, false},
    {COMMAND_SIDE, "side", "Side", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_THEME, "theme", "Theme", "Dark, light or high contrast", "F6", SCOPE_VIEW, false},
    {COMMAND_COLOURS, "colours", "Colours",
     "Natural, by depth, system, nerve, one for each structure, by change of length", "F7", SCOPE_VIEW, false},
    {COMMAND_SKIN, "skin", "Skin tone", "The next of three tones of skin", "Shift+F6", SCOPE_VIEW, false},
    {COMMAND_VARIANT, "variant", "Variant", "The next course of the sciatic nerve past piriformis, type I to VI", "F8",
     SCOPE_VIEW, false},
    {COMMAND_SECTION, "section", "Section", "Cut the body with a plane, and whole again", "F4", SCOPE_VIEW, false},
    {COMMAND_SECTION_MOVE, "section-move", "Move the section", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_SECTION_FLIP, "section-flip", "Other half", "Look at the other half of the section", "Shift+F4",
     SCOPE_VIEW, false},
    {COMMAND_POSITION, "position", "Position", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_JOINT, "joint", "Move a joint", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_PULL, "pull", "Pull the thigh", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_REST, "rest", "Back to rest", "Put the joints back to where the position has them", "Shift+Home",
     SCOPE_VIEW, false},
    {COMMAND_BUILD, "build", "Build", "The next build of the client's figure", "Ctrl+F9", SCOPE_VIEW, false},
    {COMMAND_DRAPE, "drape", "Sheet", "Cover the client, and uncover", "Shift+F9", SCOPE_VIEW, false},
    {COMMAND_CLIENT, "client", "For the client", "Plain words and only what matters, and back", "Shift+F5", SCOPE_VIEW,
     false},
    {COMMAND_STROKE, "stroke", "Stroke", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_STROKE_TIME, "stroke-time", "Along the stroke", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_TOOL, "tool", "Press with", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_SCENE, "scene", "Show on the body", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_PRESS_AT, "press-at", "Press here", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_TELL_ZONE, "tell-zone", "It hurts here", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_TELL_QUALITY, "tell-quality", "It feels like this", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_TELL_FLAG, "tell-flag", "This sign is there", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_TELL_AT, "tell-at", "It hurts here", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_PAIN_BODY, "pain-body", "Whole body", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_SOURCE, "source", "Show me", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_SOURCE_TIME, "source-time", "Along the view", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_COMPARE, "compare", "Side by side", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_VIEW_CODE, "view-code", "View code", NULL, NULL, SCOPE_VIEW, false},
    {COMMAND_UNDO, "undo", "Undo", "Undo", "Ctrl+Z", SCOPE_VIEW, false},
    {COMMAND_REDO, "redo", "Redo", "Redo", "Ctrl+Shift+Z;Ctrl+Y", SCOPE_VIEW, false},
    {COMMAND_BACK, "back", "Back", "Close what is open, one step at a time", "Escape", SCOPE_SCREEN, false},
    {COMMAND_PRESENT, "present", "Present", "For the projector: the body alone with large labels, and back", "F5",
     SCOPE_SCREEN, false},
    {COMMAND_CURTAIN, "curtain", "Black or white", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_DOT, "dot", "Dot", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_SPOT, "spot", "Spotlight", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_SPOT_SIZE, "spot-size", "Size of the spotlight", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_PEN, "pen", "Pen", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_PEN_BACK, "pen-back", "Take the last stroke back", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_PEN_WIPE, "pen-wipe", "Wipe all strokes", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LENS, "lens", "Look through", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LENS_DEPTH, "lens-depth", "Look deeper", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_SEARCH, "search", "Find", "Find a structure or an act: just type", "/;Ctrl+K", SCOPE_SCREEN, false},
    {COMMAND_LAYERS, "layers", "Layers", "All structures with their switches", "Ctrl+L", SCOPE_SCREEN, false},
    {COMMAND_HELP, "help", "Keys and help", "This page", "?;F1", SCOPE_SCREEN, false},
    {COMMAND_ABOUT, "about", "About and sources", "Where the knowledge comes from, licences", "Ctrl+B", SCOPE_SCREEN,
     false},
    {COMMAND_MODEL_INFO, "model-info", "Model", "What the loaded model holds and what was mended", "Ctrl+M",
     SCOPE_SCREEN, false},
    {COMMAND_VARIANTS, "variants", "Variants of the nerve",
     "The six ways past piriformis, and how often they are found", "Shift+F8", SCOPE_SCREEN, false},
    {COMMAND_POSITIONS, "positions", "Positions", "How the client lies: table, pillows, sheet", "F9", SCOPE_SCREEN,
     false},
    {COMMAND_MOTION, "motion", "Motion", "Bend the hip, tilt the pelvis, see which muscles lengthen", "F10",
     SCOPE_SCREEN, false},
    {COMMAND_STROKES, "strokes", "Strokes", "Where each massage stroke goes, how deep, with what", "F12", SCOPE_SCREEN,
     false},
    {COMMAND_PRESS, "press", "Under my elbow", "Point at the body: what lies there down to bone, and what to spare",
     "Shift+F12", SCOPE_SCREEN, false},
    {COMMAND_PLAY, "play", "Play", "Let the chosen stroke run, or stop it (Space does while one is chosen)",
     "Ctrl+Space", SCOPE_SCREEN, false},
    {COMMAND_WALK, "walk", "Session", "A whole session step by step: strokes, what to say and when", "Shift+F10",
     SCOPE_SCREEN, false},
    {COMMAND_WALK_PLAY, "walk-play", "Play the session", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_WALK_NEXT, "walk-next", "Next step", "The next step of the session", "Ctrl+Right", SCOPE_SCREEN, false},
    {COMMAND_WALK_PREVIOUS, "walk-previous", "Step before", "This step from its beginning, then the one before",
     "Ctrl+Left", SCOPE_SCREEN, false},
    {COMMAND_WALK_TO, "walk-to", "Go to a moment", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LESSONS, "lessons", "Lessons", "Guided lessons, step by step", "Shift+F1", SCOPE_SCREEN, false},
    {COMMAND_LESSON, "lesson", "Start a lesson", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LESSON_NEXT, "lesson-next", "Next step", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LESSON_PREVIOUS, "lesson-previous", "Step before", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LESSON_PLAY, "lesson-play", "Play the lesson", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LESSON_KEEP, "lesson-keep", "Record a lesson", "Keep this view as the next step of a lesson of your own",
     "Ctrl+R", SCOPE_SCREEN, false},
    {COMMAND_LESSON_UNKEEP, "lesson-unkeep", "Take the step back", NULL, "Ctrl+Shift+R", SCOPE_SCREEN, false},
    {COMMAND_LESSON_SAY, "lesson-say", "Say at this step", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LESSON_SAVE, "lesson-save", "Save the lesson", "Write the steps that were kept as a lesson of your own",
     "Ctrl+Shift+S", SCOPE_SCREEN, false},
    {COMMAND_QUIZ, "quiz", "Test me", "Questions about the hip; what was wrong comes back", "Shift+F2", SCOPE_SCREEN,
     false},
    {COMMAND_QUIZ_LEVEL, "quiz-level", "Begin a round", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_QUIZ_ANSWER, "quiz-answer", "Answer", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_QUIZ_NEXT, "quiz-next", "Next question", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_QUIZ_MAP, "quiz-map", "What I know", "Paint on the body what you know, what is shaky, what not yet",
     "Ctrl+F2", SCOPE_SCREEN, false},
    {COMMAND_BOOKMARKS, "bookmarks", "Bookmarks", "Views that you kept", "Ctrl+Shift+D", SCOPE_SCREEN, false},
    {COMMAND_BOOKMARK_KEEP, "bookmark", "Keep this view", "Keep this view under a name", "Ctrl+D", SCOPE_SCREEN, false},
    {COMMAND_BOOKMARK_OPEN, "bookmark-open", "Open a bookmark", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_BOOKMARK_RENAME, "bookmark-rename", "Name a bookmark", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_BOOKMARK_DROP, "bookmark-drop", "Delete a bookmark", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_BOOKMARK_UNDROP, "bookmark-undrop", "Bring it back", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_MORE, "more", "More", "All that has no room in the rows", "Ctrl+U", SCOPE_SCREEN, false},
    {COMMAND_SETTINGS, "settings", "Settings", "Size of text, motion, names, language", "Ctrl+,", SCOPE_SCREEN, false},
    {COMMAND_TEXT_SIZE, "text-size", "Size of text", "Larger text, then the smallest again", "Ctrl+T", SCOPE_SCREEN,
     false},
    {COMMAND_CALM, "calm", "Reduced motion", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LATIN, "latin", "Latin names", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_LANGUAGE, "language", "Language", NULL, NULL, SCOPE_SCREEN, false},
    {COMMAND_PAIN, "pain", "Where does it hurt?", "Point at the body where it hurts: what it may come from", "Ctrl+H",
     SCOPE_SCREEN, false},
    {COMMAND_COMPARES, "compares", "Side by side", "What feels alike side by side, and what tells it apart", "Ctrl+J",
     SCOPE_SCREEN, false},
    {COMMAND_CLAIMS, "claims", "Said and known",
     "What people say and what is known, when not to massage, whether it has to hurt", "Ctrl+E", SCOPE_SCREEN, false},
    {COMMAND_PAIN_WIPE, "pain-wipe", "Start over", "Forget all that a client told, for good (press twice)",
     "Ctrl+Shift+Delete", SCOPE_SCREEN, false},
    {COMMAND_OPEN, "open", "Open a model", "Open a mesh file or a folder (or drop it on the window)", "Ctrl+O",
     SCOPE_WINDOW, false},
    {COMMAND_SAVE_PICTURE, "save-picture", "Save picture", "Save the picture as a file", "Ctrl+S", SCOPE_WINDOW, false},
    {COMMAND_COPY_PICTURE, "copy-picture", "Copy picture", "Copy the picture", "Ctrl+C", SCOPE_WINDOW, false},
    {COMMAND_HANDOUT, "handout", "Print a page", "One page to take home, as a PDF file, of what is shown", "Ctrl+P",
     SCOPE_WINDOW, false},
    {COMMAND_QUIZ_CSV, "quiz-csv", "Save my results", "What you remember of each question, as a table (CSV)",
     "Ctrl+Shift+F2", SCOPE_WINDOW, false},
    {COMMAND_DESCRIBE, "describe", "Say it in words", "The view in words, on the clipboard and for screen readers",
     "Ctrl+W", SCOPE_WINDOW, false},
    {COMMAND_COPY_CODE, "copy-code", "Copy view code", "Copy this view as a line of text", "Ctrl+Shift+C", SCOPE_WINDOW,
     false},
    {COMMAND_PASTE_CODE, "paste-code", "Paste view code", "Go to the view whose code was copied", "Ctrl+V;Ctrl+Shift+V",
     SCOPE_WINDOW, false},
    {COMMAND_FULL_SCREEN, "full-screen", "Full screen", "Full screen and back", "F11", SCOPE_WINDOW, false},
    {COMMAND_PEN_DRAW, "pen-draw", "Draw", NULL, NULL, SCOPE_WINDOW, false},
    {COMMAND_TEACHER, "teacher", "Notes for the teacher",
     "A second window while presenting: notes, next step, time, depth, cameras, the projected picture", "Ctrl+F5",
     SCOPE_WINDOW, false},
    {COMMAND_QUIT, "quit", "Quit", "Leave the program", "Ctrl+Q", SCOPE_WINDOW, false},
};

const CommandInfo *command_info(CommandId id)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (ROWS[i].id == id) {
            return &ROWS[i];
        }
    }
    return NULL;
}

const CommandInfo *command_find(const char *name)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        if (strcmp(ROWS[i].name, name) == 0) {
            return &ROWS[i];
        }
    }
    return NULL;
}

Command *command_push(CommandQueue *queue, CommandId id)
{
    int most = (int)(sizeof queue->items / sizeof *queue->items);
    Command *command = &queue->items[queue->count < most ? queue->count : most - 1];
    if (queue->count < most) {
        queue->count++;
    }
    memset(command, 0, sizeof *command);
    command->id = id;
    command->item = -1;
    return command;
}

/* imgui_shim_private.h - what imgui_shim.cpp and imgui_text.cpp share. */
#ifndef HIP_UI_IMGUI_SHIM_PRIVATE_H
#define HIP_UI_IMGUI_SHIM_PRIVATE_H
#include "imgui.h"
#include "imgui_internal.h"
#include "imgui_shim.h"

struct Shim {
    ImGuiContext *toolkit;
    ImFont *fonts[UI_FONT_COUNT];
    float ems[UI_FONT_COUNT];
};

extern Shim *shim_used; /* the one in use; null: none */

/* What is drawn goes here: the window that is open, else over or under all of them. */
ImDrawList *shim_target();

/* Tells who listens what is drawn, and who watches where. Parts of a window carry its number; what stands over the
 * picture has none. */
void shim_tell(const char *text);
bool shim_watched();
void shim_see(ShimSeenKind kind, const ImRect &box, const char *text, size_t length);
#endif

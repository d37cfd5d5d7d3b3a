/* Dear ImGui 1.86 behind C functions (imgui_shim.h): windows, items, shapes. With imgui_text.cpp the only C++ of the
 * program. */
#include "backends/imgui_impl_opengl3.h"
#include "hip/ui.h"
#include "imgui_shim_private.h"
#include <SDL.h>
#include <cstring>

Shim *shim_used;

namespace
{
bool inside_window, draw_above, field_to_end;
void (*listener)(void *context, const char *text);
void *listener_context;
void (*watcher)(void *context, const ShimSeen *seen);
void *watcher_context;
int window_number;
bool window_scrolls;

const char *clipboard_get(void *)
{
    static char text[4096];
    char *from = SDL_GetClipboardText();
    SDL_strlcpy(text, from ? from : "", sizeof text);
    SDL_free(from);
    return text;
}

void clipboard_set(void *, const char *text)
{
    SDL_SetClipboardText(text);
}

void set_keys(ImGuiIO &io)
{
    static const int MAP[][2] = {
        {ImGuiKey_Tab, UIKEY_TAB},
        {ImGuiKey_LeftArrow, UIKEY_LEFT},
        {ImGuiKey_RightArrow, UIKEY_RIGHT},
        {ImGuiKey_UpArrow, UIKEY_UP},
        {ImGuiKey_DownArrow, UIKEY_DOWN},
        {ImGuiKey_Home, UIKEY_HOME},
        {ImGuiKey_End, UIKEY_END},
        {ImGuiKey_Delete, UIKEY_DELETE},
        {ImGuiKey_Backspace, UIKEY_BACKSPACE},
        {ImGuiKey_Enter, UIKEY_ENTER},
        {ImGuiKey_A, UIKEY_A},
        {ImGuiKey_C, UIKEY_C},
        {ImGuiKey_V, UIKEY_V},
        {ImGuiKey_X, UIKEY_X},
        {ImGuiKey_Y, UIKEY_Y},
        {ImGuiKey_Z, UIKEY_Z},
    };
    for (const auto &pair : MAP) {
        io.KeyMap[pair[0]] = pair[1];
    }
}

int field_callback(ImGuiInputTextCallbackData *data)
{
    if (field_to_end) { /* taking the focus selects all, and the next letter would replace what was typed so far */
        data->CursorPos = data->BufTextLen;
        data->ClearSelection();
        field_to_end = false;
    }
    return 0;
}
} // namespace

ImDrawList *shim_target()
{
    if (inside_window) {
        return ImGui::GetWindowDrawList();
    }
    return draw_above ? ImGui::GetForegroundDrawList() : ImGui::GetBackgroundDrawList();
}

void shim_tell(const char *text)
{
    if (listener) {
        listener(listener_context, text);
    }
}

bool shim_watched()
{
    return watcher != nullptr;
}

void shim_see(ShimSeenKind kind, const ImRect &box, const char *text, size_t length)
{
    if (!watcher) {
        return;
    }
    ImDrawList *list = shim_target();
    ImVec2 from = list->GetClipRectMin(), to = list->GetClipRectMax();
    ShimSeen seen = {};
    seen.kind = kind;
    seen.text = text;
    seen.length = length;
    seen.box = UiRect{box.Min.x, box.Min.y, box.GetWidth(), box.GetHeight()};
    seen.clip = UiRect{from.x, from.y, to.x - from.x, to.y - from.y};
    seen.window = inside_window ? window_number : 0;
    seen.scrolls = inside_window && window_scrolls;
    watcher(watcher_context, &seen);
}

Shim *shim_create(void)
{
    Shim *shim = new Shim();
    shim->toolkit = ImGui::CreateContext();
    shim_use(shim);
    ImGuiIO &io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false; /* a blinking cursor would draw frames for ever */
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    io.GetClipboardTextFn = clipboard_get;
    io.SetClipboardTextFn = clipboard_set;
    set_keys(io);
    ImGuiStyle &style = ImGui::GetStyle();
    style.WindowPadding = ImVec2(0, 0);
    style.FramePadding = ImVec2(0, 0);
    style.ItemSpacing = ImVec2(0, 0);
    style.WindowBorderSize = 0;
    style.WindowMinSize = ImVec2(1, 1);
    style.FrameBorderSize = 0;
    style.ScrollbarSize = 0;
    style.CircleTessellationMaxError = 0.2f;
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) {
        ImGui::DestroyContext();
        delete shim;
        shim_used = nullptr;
        return nullptr;
    }
    return shim;
}

void shim_destroy(Shim *shim)
{
    shim_use(shim);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(shim->toolkit);
    delete shim;
    shim_used = nullptr;
    ImGui::SetCurrentContext(nullptr);
}

void shim_use(Shim *shim)
{
    shim_used = shim;
    ImGui::SetCurrentContext(shim->toolkit);
}

void shim_frame_begin(const ShimInput *in)
{
    ImGuiIO &io = ImGui::GetIO();
    window_number = 0;
    io.DisplaySize = ImVec2(in->width, in->height);
    io.DeltaTime = in->step_s > 0 ? in->step_s : 1.0f / 1000;
    io.MousePos = in->mouse_inside ? ImVec2(in->mouse_x, in->mouse_y) : ImVec2(-FLT_MAX, -FLT_MAX);
    for (int i = 0; i < 3; i++) {
        io.MouseDown[i] = in->buttons[i];
    }
    io.MouseWheel = in->wheel_y;
    io.MouseWheelH = in->wheel_x;
    io.KeyCtrl = in->ctrl;
    io.KeyShift = in->shift;
    io.KeyAlt = in->alt;
    memset(io.KeysDown, 0, sizeof io.KeysDown);
    for (const int *key = in->keys; key && *key; key++) {
        io.KeysDown[*key] = true;
        io.KeysDownDuration[*key] = -1; /* a key that repeats in every snapshot is pressed anew in each */
    }
    if (in->text && in->text[0] && !in->ctrl) {
        io.AddInputCharactersUTF8(in->text);
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    inside_window = draw_above = false;
}

void shim_frame_end(unsigned framebuffer)
{
    using BindFramebuffer = void (*)(unsigned where, unsigned name);
    const unsigned GL_FRAMEBUFFER_NAME = 0x8D40;
    ImGui::Render();
    auto bind = reinterpret_cast<BindFramebuffer>(SDL_GL_GetProcAddress("glBindFramebuffer"));
    if (bind) {
        bind(GL_FRAMEBUFFER_NAME, framebuffer);
    }
    if (!watcher) {
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    }
}

bool shim_wants_mouse(void)
{
    return ImGui::GetIO().WantCaptureMouse;
}

bool shim_text_active(void)
{
    return ImGui::GetIO().WantTextInput;
}

void shim_release_keyboard(void)
{
    ImGui::ClearActiveID();
}

void shim_window_begin(const char *id, UiRect rect, unsigned flags)
{
    ImGuiWindowFlags all = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                           ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
                           ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoBringToFrontOnFocus;
    if (!(flags & SHIM_SCROLL)) {
        all |= ImGuiWindowFlags_NoScrollWithMouse;
    }
    if (flags & SHIM_PASS_THROUGH) {
        all |= ImGuiWindowFlags_NoInputs;
    }
    ImGui::SetNextWindowPos(ImVec2(rect.x, rect.y));
    ImGui::SetNextWindowSize(ImVec2(rect.w, rect.h));
    ImGui::Begin(id, nullptr, all);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow()); /* what is drawn later lies above */
    inside_window = true;
    window_number++;
    window_scrolls = (flags & SHIM_SCROLL) != 0;
    shim_see(SHIM_SEEN_WINDOW, ImRect(rect.x, rect.y, rect.x + rect.w, rect.y + rect.h), id, strlen(id));
}

void shim_window_end(void)
{
    ImGui::End();
    inside_window = false;
}

float shim_scroll(void)
{
    return ImGui::GetScrollY();
}

void shim_scroll_extent(float content_height)
{
    ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    float top = at.y - ImGui::GetScrollY();
    shim_see(SHIM_SEEN_CONTENT, ImRect(at.x, top, at.x + size.x, top + content_height), "", 0);
    ImGui::SetCursorPos(ImVec2(0, content_height));
    ImGui::Dummy(ImVec2(0, 0));
}

void shim_scroll_into_view(float top, float bottom)
{
    ImGuiWindow *window = ImGui::GetCurrentWindow();
    if (top < window->Pos.y) {
        ImGui::SetScrollY(window, window->Scroll.y - (window->Pos.y - top));
    } else if (bottom > window->Pos.y + window->Size.y) {
        ImGui::SetScrollY(window, window->Scroll.y + (bottom - window->Pos.y - window->Size.y));
    }
}

void shim_draw_above(bool above)
{
    draw_above = above;
}

unsigned shim_item(uint32_t id, UiRect rect)
{
    ImRect box(rect.x, rect.y, rect.x + rect.w, rect.y + rect.h);
    shim_see(SHIM_SEEN_ITEM, box, "", 0);
    ImGui::KeepAliveID(id); /* or the toolkit lets go of it while the button is held */
    if (!ImGui::ItemAdd(box, id)) {
        return 0;
    }
    bool hovered = false, held = false;
    bool clicked = ImGui::ButtonBehavior(box, id, &hovered, &held);
    return unsigned(hovered ? SHIM_HOVERED : 0) | unsigned(held ? SHIM_HELD : 0) | unsigned(clicked ? SHIM_CLICKED : 0);
}

void shim_mouse(float out[2])
{
    out[0] = ImGui::GetIO().MousePos.x;
    out[1] = ImGui::GetIO().MousePos.y;
}

bool shim_mouse_clicked(int button)
{
    return ImGui::IsMouseClicked(button);
}

unsigned shim_field(const char *id, UiRect rect, UiFont font, UiColour text, UiColour selection, bool focus,
                    char *buffer, size_t size)
{
    ImFont *face = shim_used->fonts[font];
    ImGui::PushFont(face);
    float pad = (rect.h - face->FontSize) * 0.5f;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(0, pad > 0 ? pad : 0));
    ImGui::PushStyleColor(ImGuiCol_FrameBg, 0u);
    ImGui::PushStyleColor(ImGuiCol_Text, text);
    ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, selection);
    ImGui::SetCursorScreenPos(ImVec2(rect.x, rect.y));
    ImGui::SetNextItemWidth(rect.w);
    if (focus) {
        ImGui::SetKeyboardFocusHere();
        field_to_end = true;
    }
    bool changed = ImGui::InputText(id, buffer, size, ImGuiInputTextFlags_CallbackAlways, field_callback);
    bool active = ImGui::IsItemActive();
    ImGui::PopStyleColor(3);
    ImGui::PopStyleVar();
    ImGui::PopFont();
    return unsigned(active ? SHIM_FIELD_ACTIVE : 0) | unsigned(changed ? SHIM_FIELD_CHANGED : 0);
}

UiRect shim_clip(void)
{
    ImVec2 lo = shim_target()->GetClipRectMin(), hi = shim_target()->GetClipRectMax();
    return {lo.x, lo.y, hi.x - lo.x, hi.y - lo.y};
}

void shim_clip_push(UiRect rect)
{
    shim_target()->PushClipRect(ImVec2(rect.x, rect.y), ImVec2(rect.x + rect.w, rect.y + rect.h), true);
}

void shim_clip_pop(void)
{
    shim_target()->PopClipRect();
}

void shim_rect(UiRect rect, float corner, UiColour fill)
{
    shim_target()->AddRectFilled(ImVec2(rect.x, rect.y), ImVec2(rect.x + rect.w, rect.y + rect.h), fill, corner);
}

void shim_outline(UiRect rect, float corner, float width, UiColour colour)
{
    float half = width * 0.5f;
    shim_target()->AddRect(ImVec2(rect.x + half, rect.y + half), ImVec2(rect.x + rect.w - half, rect.y + rect.h - half),
                           colour, corner, 0, width);
}

void shim_gradient(UiRect rect, const UiColour corners[4])
{
    shim_target()->AddRectFilledMultiColor(ImVec2(rect.x, rect.y), ImVec2(rect.x + rect.w, rect.y + rect.h), corners[0],
                                           corners[1], corners[2], corners[3]);
}

void shim_line(float x0, float y0, float x1, float y1, float width, UiColour colour)
{
    shim_target()->AddLine(ImVec2(x0, y0), ImVec2(x1, y1), colour, width);
}

void shim_circle(float x, float y, float radius, UiColour fill)
{
    shim_target()->AddCircleFilled(ImVec2(x, y), radius, fill);
}

void shim_ring(float x, float y, float radius, float width, UiColour colour)
{
    shim_target()->AddCircle(ImVec2(x, y), radius, colour, 0, width);
}

void shim_image(unsigned texture, UiRect rect)
{
    shim_target()->AddImage(reinterpret_cast<ImTextureID>(static_cast<intptr_t>(texture)), ImVec2(rect.x, rect.y),
                            ImVec2(rect.x + rect.w, rect.y + rect.h), ImVec2(0, 1), ImVec2(1, 0));
}

void shim_triangle(const float at[6], UiColour fill)
{
    shim_target()->AddTriangleFilled(ImVec2(at[0], at[1]), ImVec2(at[2], at[3]), ImVec2(at[4], at[5]), fill);
}

void shim_cut(const char *text)
{
    shim_see(SHIM_SEEN_CUT, ImRect(0, 0, 0, 0), text, strlen(text));
}

void shim_watch(void (*seen)(void *context, const ShimSeen *seen), void *context)
{
    watcher = seen;
    watcher_context = context;
}

void shim_listen(void (*heard)(void *context, const char *text), void *context)
{
    listener = heard;
    listener_context = context;
}

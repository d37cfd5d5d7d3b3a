/* Fonts and text of Dear ImGui behind C functions: sizes as designers count them, advances to the nearest pixel, lines
 * that break between words. See imgui_shim.h. */
#include "imgui_shim_private.h"
extern "C" {
#include "hip/words.h"
}
#include "backends/imgui_impl_opengl3.h"
#include "imgui_freetype.h"
#include <cmath>
#include <cstring>
#include <ft2build.h>
#include FT_FREETYPE_H

namespace
{
/* Latin, Latin extended A, dashes, quotes and dots, arrows, a few signs. What a font lacks is skipped. */
const ImWchar RANGES[] = {0x20,   0xff,   0x100,  0x17f,  0x2010, 0x2027, 0x2030, 0x203a,
                          0x2190, 0x2195, 0x21c4, 0x21c4, 0x2212, 0x2212, 0x2248, 0x2248,
                          0x2264, 0x2265, 0x2713, 0x2713, 0x00d7, 0x00d7, 0};

void see_line(ImFont *font, float x, float y, UiColour colour, const char *from, const char *to)
{
    if (shim_watched() && colour >> 24 && to > from) {
        ImVec2 size = font->CalcTextSizeA(font->FontSize, FLT_MAX, 0.0f, from, to);
        shim_see(SHIM_SEEN_TEXT, ImRect(x, y, x + size.x, y + size.y), from, size_t(to - from));
    }
}

bool is_letter(char c)
{
    return (c & 0x80) || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

bool breaks_word(const char *text, const char *cut, const char *stop)
{
    return cut > text && cut < stop && is_letter(cut[0]) && is_letter(cut[-1]);
}

/* A word that is too long for a line goes on after its last stroke: "Dreiviertel-Bauchlage". */
const char *after_sign(const char *text, const char *cut)
{
    for (const char *at = cut; at > text && at[-1] != ' '; at--) {
        if (at[-1] == '-' || at[-1] == '/') {
            return at;
        }
    }
    return cut;
}

bool font_is_strong(int font)
{
    return font == UI_FONT_STRONG || font == UI_FONT_LARGE || font == UI_FONT_TITLE;
}

/* The toolkit counts a font's size from its highest to its lowest line; designers count the em. */
float box_of_em(FT_Library library, const char *file, float em)
{
    FT_Face face = nullptr;
    if (!library || !file || FT_New_Face(library, file, 0, &face) != 0) {
        return em;
    }
    float box = face->units_per_EM ? em * float(face->ascender - face->descender) / float(face->units_per_EM) : em;
    FT_Done_Face(face);
    return roundf(box);
}

/* The toolkit rounds every advance up, which sets the text too wide; the nearest pixel is right. */
void mend_advances(FT_Library library, const char *file, ImFont *font, float box)
{
    FT_Face face = nullptr;
    if (!library || !file || FT_New_Face(library, file, 0, &face) != 0) {
        return;
    }
    float scale = box / float(face->ascender - face->descender);
    for (ImFontGlyph &glyph : font->Glyphs) {
        if (FT_Load_Char(face, glyph.Codepoint, FT_LOAD_NO_SCALE) == 0) {
            glyph.AdvanceX = fmaxf(1, roundf(float(face->glyph->metrics.horiAdvance) * scale));
        }
    }
    font->BuildLookupTable();
    FT_Done_Face(face);
}

float line_width(ImFont *font, const char *from, const char *to)
{
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0.0f, from, to).x;
}
} // namespace

bool shim_fonts(const ShimFonts *wanted)
{
    ImFontAtlas *atlas = ImGui::GetIO().Fonts;
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    atlas->Clear();
    atlas->Flags |= ImFontAtlasFlags_NoMouseCursors;
    atlas->FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas->FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    FT_Library library = nullptr;
    FT_Init_FreeType(&library);
    bool found = true;
    for (int i = 0; i < UI_FONT_COUNT; i++) {
        const char *file = font_is_strong(i) ? wanted->strong : wanted->regular;
        ImFontConfig config;
        config.OversampleH = 1;
        config.SizePixels = shim_used->ems[i] = wanted->pixels[i];
        float box = box_of_em(library, file, wanted->pixels[i]);
        shim_used->fonts[i] = file ? atlas->AddFontFromFileTTF(file, box, &config, RANGES) : nullptr;
        if (!shim_used->fonts[i]) {
            found = false;
            shim_used->fonts[i] = atlas->AddFontDefault(&config);
        }
    }
    atlas->Build();
    for (int i = 0; found && i < UI_FONT_COUNT; i++) {
        mend_advances(library, font_is_strong(i) ? wanted->strong : wanted->regular, shim_used->fonts[i],
                      shim_used->fonts[i]->FontSize);
    }
    FT_Done_FreeType(library);
    ImGui_ImplOpenGL3_CreateFontsTexture();
    return found;
}

float shim_font_em(UiFont font)
{
    return shim_used->ems[font];
}

float shim_font_pixels(UiFont font)
{
    return shim_used->fonts[font]->FontSize;
}

void shim_text(UiFont font, float x, float y, UiColour colour, const char *text)
{
    text = words(text);
    shim_tell(text);
    see_line(shim_used->fonts[font], x, y, colour, text, text + strlen(text));
    shim_target()->AddText(shim_used->fonts[font], shim_used->fonts[font]->FontSize, ImVec2(x, y), colour, text);
}

void shim_text_size(UiFont font, const char *text, float *width, float *height)
{
    text = words(text);
    ImVec2 size = shim_used->fonts[font]->CalcTextSizeA(shim_used->fonts[font]->FontSize, FLT_MAX, 0.0f, text);
    *width = size.x;
    *height = size.y;
}

float shim_text_wrapped(UiFont font, float x, float y, float width, float line_height, UiColour colour,
                        const char *text)
{
    text = words(text);
    if (colour) {
        shim_tell(text);
    }
    ImFont *face = shim_used->fonts[font];
    const char *end = text + strlen(text);
    float top = y;
    while (text < end) {
        const char *newline = static_cast<const char *>(memchr(text, '\n', static_cast<size_t>(end - text)));
        const char *stop = newline ? newline : end;
        const char *cut = face->CalcWordWrapPositionA(1.0f, text, stop, width);
        if (cut == text && cut < stop) { /* not one letter fits: one is shown all the same */
            cut = text + 1;
        }
        if (line_width(face, text, stop) <= width) {
            cut = stop;
        }
        if (breaks_word(text, cut, stop)) {
            cut = after_sign(text, cut);
        }
        if (colour && breaks_word(text, cut, stop)) {
            shim_see(SHIM_SEEN_CUT, ImRect(x, y, x + width, y + line_height), text, size_t(stop - text));
        }
        if (colour) {
            float high = y + (line_height - face->FontSize) * 0.5f;
            see_line(face, x, high, colour, text, cut);
            shim_target()->AddText(face, face->FontSize, ImVec2(x, high), colour, text, cut);
        }
        y += line_height;
        text = cut;
        while (text < end && (*text == ' ' || text == newline)) {
            text++;
        }
        if (strncmp(text, "\u00b7 ", 3) == 0) { /* between two words; a line does not begin with it */
            text += 3;
        }
    }
    return y - top;
}

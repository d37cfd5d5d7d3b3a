/* pass_section.c - the cut faces of a section plane. The processor slices the parts that the plane meets and finds for
 * each pixel whose inside it shows (mesh_slice.h); one quad on the plane then takes colour and edge from that map. With
 * several samples a pixel this is done for each sample where the driver has it, so that the faces fit the surfaces that
 * they close. Faces come first in a frame: nothing that is cut can lie before them, and much lies behind. */
#include "gl_program.h"
#include "renderer.h"
#include "section_grain.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void section_release(Section *section)
{
    slice_lines_release(&section->lines);
    slice_map_release(&section->map);
    glDeleteTextures(1, &section->texels);
    glDeleteTextures(1, &section->grain);
    *section = (Section){0};
}

void section_find_uniforms(GLuint program, SectionPlaces *out)
{
    out->origin = glGetUniformLocation(program, "uOrigin");
    out->right = glGetUniformLocation(program, "uRight");
    out->up = glGetUniformLocation(program, "uUp");
    out->extent = glGetUniformLocation(program, "uExtent");
    out->from = glGetUniformLocation(program, "uFrom");
}

static void add_cut(Renderer *renderer, const DrawList *list, const PlanPart *entry, bool ghost)
{
    Section *section = &renderer->section;
    const DrawItem *item = entry->item;
    if (item->uncut || !renderer->solid[item->part] || slice_side(&section->plane, &entry->box) != SLICE_CUT ||
        section->count == DRAW_MAX_ITEMS) {
        return;
    }
    SlicePart part = {.set = renderer->set, .part = item->part, .lod = entry->lod};
    part.place = draw_place(list, item);
    SectionCut cut = {.part = item->part, .first = section->lines.count, .cap = item->cap, .ghost = ghost};
    mesh_slice(&part, &section->plane, &section->lines);
    cut.count = section->lines.count - cut.first;
    if (cut.count > 0) {
        section->cuts[section->count++] = cut;
    }
}

static int by_cap(const void *a, const void *b)
{
    const SectionCut *p = a, *q = b;
    int caps = (p->cap > q->cap) - (p->cap < q->cap);
    return caps ? caps : (p->part > q->part) - (p->part < q->part);
}

static bool faces_eye(const DrawList *list)
{
    const float *eye = list->camera.eye, *plane = list->plane;
    return plane[0] * eye[0] + plane[1] * eye[1] + plane[2] * eye[2] + plane[3] > 0;
}

void pass_section_prepare(Renderer *renderer, const DrawList *list)
{
    Section *section = &renderer->section;
    const DrawPlan *plan = &renderer->plan;
    section->count = 0;
    section->lines.count = 0;
    if (!list->section || !faces_eye(list)) {
        return;
    }
    section->plane = slice_plane(list->plane);
    for (int group = 0; group < GROUP_COUNT; group++) {
        for (uint32_t i = 0; i < plan->counts[group]; i++) {
            add_cut(renderer, list, &plan->groups[group][i], false);
        }
    }
    for (uint32_t i = 0; i < plan->ghost_count; i++) {
        add_cut(renderer, list, &plan->ghosts[i], true);
    }
    qsort(section->cuts, section->count, sizeof *section->cuts, by_cap);
}

static void make_texture(GLuint *texture, GLenum unit)
{
    glActiveTexture(GL_TEXTURE0 + unit);
    if (*texture) {
        glBindTexture(GL_TEXTURE_2D, *texture);
        return;
    }
    glGenTextures(1, texture);
    glBindTexture(GL_TEXTURE_2D, *texture);
    bool grain = unit == TEXTURE_GRAIN;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, grain ? GL_LINEAR_MIPMAP_LINEAR : GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, grain ? GL_LINEAR : GL_NEAREST);
    if (grain) {
        uint8_t(*tile)[4] = section_grain_make();
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, SECTION_GRAIN_SIZE, SECTION_GRAIN_SIZE, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                     tile);
        glGenerateMipmap(GL_TEXTURE_2D);
        free(tile);
    } else {
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    }
}

static void upload_map(Section *section, int width, int height)
{
    make_texture(&section->texels, TEXTURE_CUTS);
    if (section->width < width || section->height < height) {
        section->width = width > section->width ? width : section->width;
        section->height = height > section->height ? height : section->height;
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RG16UI, section->width, section->height, 0, GL_RG_INTEGER, GL_UNSIGNED_SHORT,
                     NULL);
    }
    const SliceMap *map = &section->map;
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, map->hi[0] - map->lo[0], map->hi[1] - map->lo[1], GL_RG_INTEGER,
                    GL_UNSIGNED_SHORT, map->texels);
}

/* Whose inside each pixel shows, at this place within the pixel; false where nothing is cut. */
static bool fill_map(Renderer *renderer, const Frame *frame, bool ghosts, const float jitter[2])
{
    Section *section = &renderer->section;
    const CameraMatrices *camera = &frame->list->camera;
    SliceView view =
        slice_view(&section->plane, camera->view_projection, camera->near_m, frame->width, frame->height, jitter);
    slice_map_clear(&section->map, frame->width, frame->height);
    for (uint32_t i = 0; i < section->count; i++) {
        const SectionCut *cut = &section->cuts[i];
        if (cut->ghost == ghosts) {
            slice_fill(&section->map, &view, section->lines.lines + cut->first, cut->count, (uint16_t)(cut->part + 1));
        }
    }
    if (section->map.hi[0] == 0) {
        return false;
    }
    slice_edges(&section->map);
    return true;
}

/* Around all lines, u and v. */
static void find_extent(const Section *section, float extent[4])
{
    for (int k = 0; k < 2; k++) {
        extent[k] = INFINITY;
        extent[2 + k] = -INFINITY;
    }
    for (size_t i = 0; i < section->lines.count; i++) {
        const SliceLine *line = &section->lines.lines[i];
        for (int k = 0; k < 2; k++) {
            extent[k] = fminf(extent[k], fminf(line->a[k], line->b[k]));
            extent[2 + k] = fmaxf(extent[2 + k], fmaxf(line->a[k], line->b[k]));
        }
    }
    for (int k = 0; k < 2; k++) { /* no sample of the outermost lines may fall beside the quad */
        extent[k] -= 0.01f;
        extent[2 + k] += 0.01f;
    }
}

static void set_uniforms(const Section *section, const SectionPlaces *places)
{
    float extent[4];
    find_extent(section, extent);
    glUniform3fv(places->origin, 1, section->plane.origin);
    glUniform3fv(places->right, 1, section->plane.right);
    glUniform3fv(places->up, 1, section->plane.up);
    glUniform4fv(places->extent, 1, extent);
}

static void draw_map(Renderer *renderer, Frame *frame)
{
    Section *section = &renderer->section;
    const SliceMap *map = &section->map;
    upload_map(section, frame->width, frame->height);
    glScissor(map->lo[0], map->lo[1], map->hi[0] - map->lo[0], map->hi[1] - map->lo[1]);
    glUniform2i(section->places[frame->list->flat].from, map->lo[0], map->lo[1]);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    frame->stats.draw_calls++;
}

static void draw_samples(Renderer *renderer, Frame *frame, bool ghosts)
{
    if (frame->samples <= 1) {
        if (fill_map(renderer, frame, ghosts, (float[2]){0, 0})) {
            draw_map(renderer, frame);
        }
        return;
    }
    glEnable(GL_SAMPLE_MASK);
    for (int i = 0; i < frame->samples; i++) {
        float place[2] = {0.5f, 0.5f};
        glGetMultisamplefv(GL_SAMPLE_POSITION, (GLuint)i, place);
        if (fill_map(renderer, frame, ghosts, (float[2]){place[0] - 0.5f, place[1] - 0.5f})) {
            glSampleMaski(0, 1u << i);
            draw_map(renderer, frame);
        }
    }
    glSampleMaski(0, ~0u);
    glDisable(GL_SAMPLE_MASK);
}

HipResult pass_section_draw(Renderer *renderer, Frame *frame, bool ghosts, HipError *err)
{
    Section *section = &renderer->section;
    uint32_t count = 0;
    for (uint32_t i = 0; i < section->count; i++) {
        count += section->cuts[i].ghost == ghosts;
    }
    if (count == 0) {
        return HIP_OK;
    }
    gl_debug_push(ghosts ? "section of ghosts" : "section");
    HipResult rc = renderer_use(renderer, frame->list->flat ? PROGRAM_SECTION_FLAT : PROGRAM_SECTION, err);
    if (rc == HIP_OK) {
        GlState state = {.depth_test = true,
                         .depth_write = !ghosts,
                         .encode_srgb = true,
                         .scissor = true,
                         .blend = ghosts ? BLEND_OVER : BLEND_NONE};
        gl_state_set(&state, frame->width, frame->height);
        glBindVertexArray(renderer->no_vertices);
        make_texture(&section->grain, TEXTURE_GRAIN);
        set_uniforms(section, &section->places[frame->list->flat]);
        draw_samples(renderer, frame, ghosts);
    }
    gl_debug_pop();
    return rc;
}

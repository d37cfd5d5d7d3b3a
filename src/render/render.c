#include "hip/render.h"
#include "gl_program.h"
#include "hip/mem.h"
#include "renderer.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Loader {
    void *(*proc)(const char *name);
} Loader;

static GLADapiproc load(void *user, const char *name)
{
    const Loader *loader = user;
    void *data = loader->proc(name);
    GLADapiproc function;
    memcpy(&function, &data, sizeof function); /* ISO C has no cast between the two kinds of pointer */
    return function;
}

static HipResult check_version(HipError *err)
{
    const char *text = (const char *)glGetString(GL_VERSION);
    int major = 0, minor = 0;
    if (text) {
        char *point = NULL;
        major = (int)strtol(text, &point, 10);
        minor = *point == '.' ? (int)strtol(point + 1, NULL, 10) : 0;
    }
    if (major * 10 + minor >= 33) {
        return HIP_OK;
    }
    return hip_fail(err,
                    "This graphics driver offers OpenGL %d.%d; the program needs 3.3. Try: LIBGL_ALWAYS_SOFTWARE=1 "
                    "hip-atlas",
                    major, minor);
}

HipResult renderer_create(void *(*proc)(const char *name), Renderer **out, HipError *err)
{
    Loader loader = {proc};
    if (!gladLoadGLUserPtr(load, &loader)) {
        return hip_fail(err, "no OpenGL on this display. Try: LIBGL_ALWAYS_SOFTWARE=1 hip-atlas");
    }
    HipResult rc = check_version(err);
    if (rc != HIP_OK) {
        return rc;
    }
    Renderer *renderer = mem_alloc(1, sizeof *renderer);
    GLADapiproc rest = load(&loader, "glReleaseShaderCompiler"); /* younger than OpenGL 3.3 */
    memcpy(&renderer->rest_compiler, &rest, sizeof rest);
    snprintf(renderer->name, sizeof renderer->name, "%s", (const char *)glGetString(GL_RENDERER));
    renderer->software = strstr(renderer->name, "llvmpipe") || strstr(renderer->name, "SwiftShader");
    renderer->shows = renderer->software && pass_show_possible();
    gl_debug_start();
    GLint samples = 1, texture = 0, buffer = 0;
    glGetIntegerv(GL_MAX_SAMPLES, &samples);
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &texture);
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &buffer);
    renderer->most_samples = samples;
    renderer->most_size = texture < buffer ? texture : buffer;
    part_table_create(&renderer->table);
    glGenVertexArrays(1, &renderer->no_vertices);
    *out = renderer;
    return HIP_OK;
}

void renderer_destroy(Renderer *renderer)
{
    if (!renderer) {
        return;
    }
    gpu_mesh_destroy(&renderer->mesh);
    part_table_destroy(&renderer->table);
    shadow_release(&renderer->shadow);
    marks_release(&renderer->marks);
    field_release(&renderer->field);
    gl_target_release(&renderer->offscreen);
    gl_target_release(&renderer->mask); /* before the scene: it borrows its depth */
    gl_target_release(&renderer->mask_single);
    gl_target_release(&renderer->lens_mask); /* before the lens, likewise */
    gl_target_release(&renderer->lens_mask_single);
    gl_target_release(&renderer->lens);
    gl_target_release(&renderer->lens_single);
    gl_target_release(&renderer->scene);
    ghost_sort_release(&renderer->ghosts);
    cull_release(&renderer->cull);
    draw_plan_forget(&renderer->plan);
    section_release(&renderer->section);
    surfaces_release(&renderer->surfaces);
    surfaces_release(&renderer->lens_surfaces);
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        glDeleteProgram(renderer->programs[i]);
    }
    glDeleteVertexArrays(1, &renderer->no_vertices);
    free(renderer->lens_list);
    free(renderer);
}

const char *renderer_name(const Renderer *renderer)
{
    return renderer->name;
}

HipResult renderer_set_model(Renderer *renderer, const MeshSet *set, HipError *err)
{
    (void)err;
    gpu_mesh_destroy(&renderer->mesh);
    gpu_mesh_create(set, &renderer->mesh);
    renderer->set = set;
    cull_forget(&renderer->cull);
    draw_plan_forget(&renderer->plan);
    mesh_solid_find(set, renderer->solid);
    part_table_set_model(&renderer->table, set);
    mesh_set_rest(set);
    return HIP_OK;
}

void renderer_forget_model(Renderer *renderer)
{
    gpu_mesh_destroy(&renderer->mesh);
    cull_forget(&renderer->cull);
    renderer->set = NULL;
}

static ProgramSource program_source(ProgramId id, char defines[192])
{
    snprintf(defines, 192, "%s%s%s%s%s%s%s%s%s%s%s", id & PROGRAM_BENT ? "#define BENT\n" : "",
             id & PROGRAM_FLAT ? "#define FLAT\n" : "", id & PROGRAM_GHOST ? "#define GHOST\n" : "",
             id & PROGRAM_CUT ? "#define CUT\n" : "", id & PROGRAM_HATCH ? "#define HATCH\n" : "",
             id & PROGRAM_STORED ? "#define STORED\n" : "", id & PROGRAM_SHADOW ? "#define SHADOW\n" : "",
             id & PROGRAM_QUICK ? "#define QUICK\n" : "", id & PROGRAM_POSED ? "#define POSED\n" : "",
             id & PROGRAM_MARKED ? "#define MARKED\n" : "", id & PROGRAM_FIELD ? "#define FIELD\n" : "");
    switch (id) {
    case PROGRAM_BACKGROUND:
        return (ProgramSource){"background.vert", "background.frag", ""};
    case PROGRAM_MASK:
        return (ProgramSource){"mesh.vert", "mask.frag", "#define MASK\n#define BENT\n"};
    case PROGRAM_MASK_CUT:
        return (ProgramSource){"mesh.vert", "mask.frag", "#define MASK\n#define BENT\n#define CUT\n"};
    case PROGRAM_MASK_POSED:
        return (ProgramSource){"mesh.vert", "mask.frag", "#define MASK\n#define BENT\n#define POSED\n"};
    case PROGRAM_MASK_POSED_CUT:
        return (ProgramSource){"mesh.vert", "mask.frag", "#define MASK\n#define BENT\n#define POSED\n#define CUT\n"};
    case PROGRAM_SECTION:
        return (ProgramSource){"section.vert", "section.frag", ""};
    case PROGRAM_SECTION_FLAT:
        return (ProgramSource){"section.vert", "section.frag", "#define FLAT\n"};
    case PROGRAM_SHADOW_MAP:
        return (ProgramSource){"mesh.vert", "shadow.frag", "#define MASK\n#define BENT\n#define FROM_LIGHT\n"};
    case PROGRAM_OUTLINE:
        return (ProgramSource){"screen.vert", "outline.frag", ""};
    case PROGRAM_LENS:
        return (ProgramSource){"screen.vert", "lens.frag", ""};
    case PROGRAM_HOLE:
        return (ProgramSource){"screen.vert", "hole.frag", ""};
    case PROGRAM_SURFACE:
        return (ProgramSource){"mesh.vert", "surface.frag", ""};
    case PROGRAM_SURFACE_CUT:
        return (ProgramSource){"mesh.vert", "surface.frag", "#define CUT\n"};
    case PROGRAM_SURFACE_MOVED:
        return (ProgramSource){"mesh.vert", "surface.frag", "#define BENT\n#define POSED\n#define REST\n"};
    case PROGRAM_SURFACE_MOVED_CUT:
        return (ProgramSource){"mesh.vert", "surface.frag", "#define BENT\n#define POSED\n#define REST\n#define CUT\n"};
    case PROGRAM_UNNOTED:
        return (ProgramSource){"screen.vert", "unnoted.frag", ""};
    case PROGRAM_EVEN:
        return (ProgramSource){"mesh.vert", "even.frag", "#define BENT\n#define POSED\n#define QUICK\n#define EVEN\n"};
    case PROGRAM_SHOW:
        return (ProgramSource){"screen.vert", "show.frag", ""};
    default:
        return (ProgramSource){id & PROGRAM_STORED ? "screen.vert" : "mesh.vert",
                               id & PROGRAM_QUICK ? "quick.frag" : "mesh.frag", defines};
    }
}

static bool is_hatched(const DrawList *list)
{
    for (uint32_t i = 0; i < list->item_count; i++) {
        if (list->items[i].hatch) {
            return true;
        }
    }
    return false;
}

ProgramId renderer_mesh_program(const Renderer *renderer, const DrawList *list, unsigned more)
{
    unsigned lit = list->flat ? PROGRAM_FLAT : is_hatched(list) ? PROGRAM_HATCH : 0;
    lit |= list->plain && !list->flat ? PROGRAM_QUICK : 0;
    bool shadow = !((more | lit) & (PROGRAM_GHOST | PROGRAM_QUICK)) && shadow_wanted(&renderer->plan, list);
    bool bare = ((more | lit) & (PROGRAM_FLAT | PROGRAM_GHOST | PROGRAM_QUICK)) != 0;
    unsigned drawn =
        (list->marks.texels && !bare ? PROGRAM_MARKED : 0u) | (list->field.texels && !bare ? PROGRAM_FIELD : 0u);
    return (ProgramId)(PROGRAM_MESH | more | lit | (shadow ? PROGRAM_SHADOW : 0) | drawn);
}

HipResult renderer_use(Renderer *renderer, ProgramId id, HipError *err)
{
    if (!renderer->programs[id]) {
        char defines[192];
        ProgramSource source = program_source(id, defines);
        HipResult rc = gl_program_create(&source, &renderer->programs[id], err);
        if (rc != HIP_OK) {
            return rc;
        }
        renderer->compiled = true;
        if (id >= PROGRAM_MASK && id <= PROGRAM_MASK_POSED_CUT) {
            renderer->mask_strength[id - PROGRAM_MASK] = glGetUniformLocation(renderer->programs[id], "uStrength");
        } else if (id == PROGRAM_SECTION || id == PROGRAM_SECTION_FLAT) {
            section_find_uniforms(renderer->programs[id], &renderer->section.places[id == PROGRAM_SECTION_FLAT]);
        } else if (id == PROGRAM_HOLE) {
            renderer->hole = glGetUniformLocation(renderer->programs[id], "uHole");
        } else if (id == PROGRAM_LENS) {
            renderer->lens_circle = glGetUniformLocation(renderer->programs[id], "uCircle");
            renderer->lens_box = glGetUniformLocation(renderer->programs[id], "uBox");
        } else if (id < PROGRAM_BACKGROUND && id & PROGRAM_STORED) {
            renderer->rays[id] = glGetUniformLocation(renderer->programs[id], "uRays");
        }
    }
    glUseProgram(renderer->programs[id]);
    return HIP_OK;
}

void renderer_breathe(Renderer *renderer, Frame *frame, size_t triangles)
{
    frame->waiting += triangles;
    if (!renderer->software || frame->waiting < PIECE_TRIANGLES) {
        return;
    }
    frame->waiting = 0;
    renderer_settle(renderer);
    renderer->piece = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    glFlush();
}

void renderer_settle(Renderer *renderer)
{
    static const GLuint64 ONE_SECOND = 1000000000;
    if (renderer->piece) {
        glClientWaitSync(renderer->piece, 0, ONE_SECOND);
        glDeleteSync(renderer->piece);
        renderer->piece = NULL;
    }
}

/* Whether linear colours may be drawn straight into this framebuffer: it encodes sRGB itself and has a depth
 * buffer. */
static bool takes_scene(GLuint framebuffer)
{
    GLint encoding = 0, depth = 0, samples = 0;
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glGetIntegerv(GL_SAMPLES, &samples);
    glGetFramebufferAttachmentParameteriv(GL_FRAMEBUFFER, framebuffer ? GL_COLOR_ATTACHMENT0 : GL_BACK_LEFT,
                                          GL_FRAMEBUFFER_ATTACHMENT_COLOR_ENCODING, &encoding);
    if (framebuffer == 0) {
        glGetFramebufferAttachmentParameteriv(GL_FRAMEBUFFER, GL_DEPTH, GL_FRAMEBUFFER_ATTACHMENT_DEPTH_SIZE, &depth);
    }
    return encoding == GL_SRGB && depth >= 16 && samples <= 1;
}

static int allowed_samples(const Renderer *renderer, int wanted)
{
    int samples = 1;
    while (samples * 2 <= wanted && samples * 2 <= renderer->most_samples) {
        samples *= 2;
    }
    return samples;
}

static void want_parts(Renderer *renderer, const PlanPart *parts, uint32_t count, bool shadows)
{
    for (uint32_t i = 0; i < count; i++) {
        gpu_mesh_want(&renderer->mesh, renderer->set, parts[i].item->part, parts[i].lod);
        if (shadows) {
            gpu_mesh_want(&renderer->mesh, renderer->set, parts[i].item->part, shadow_level(parts[i].part));
        }
    }
}

static void place_parts(const Renderer *renderer, PlanPart *parts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        GpuPlace place = gpu_mesh_place(&renderer->mesh, renderer->set, parts[i].item->part, parts[i].lod);
        parts[i].first_index = place.first_index;
        parts[i].base_vertex = place.base_vertex;
    }
}

/* Brings over what the plan will draw. */
static HipResult bring_plan(Renderer *renderer, const DrawList *list, HipError *err)
{
    DrawPlan *plan = &renderer->plan;
    bool shadows = shadow_wanted(plan, list);
    for (int group = 0; group < GROUP_COUNT; group++) {
        bool casts = shadows && (group == GROUP_CLOSED_BENT || group == GROUP_OPEN_BENT);
        want_parts(renderer, plan->groups[group], plan->counts[group], casts);
    }
    want_parts(renderer, plan->ghosts, plan->ghost_count, false);
    HipResult rc = gpu_mesh_bring(&renderer->mesh, renderer->set, err);
    for (int group = 0; group < GROUP_COUNT && rc == HIP_OK; group++) {
        place_parts(renderer, plan->groups[group], plan->counts[group]);
    }
    if (rc == HIP_OK) {
        place_parts(renderer, plan->ghosts, plan->ghost_count);
    }
    return rc;
}

/* What is drawn, at which detail, with which tables; and what the scene's light needs beforehand. */
static HipResult prepare(Renderer *renderer, Frame *frame, HipError *err)
{
    draw_plan_make(&renderer->plan, renderer->set, renderer->solid, frame->list, frame->height,
                   frame->list->moving && !frame->list->section && frame->hole[2] <= 0 &&
                       surfaces_possible(renderer, frame));
    HipResult rc = bring_plan(renderer, frame->list, err);
    if (rc != HIP_OK) {
        return rc;
    }
    shadow_aim(&renderer->plan, frame->list, renderer->table.shadow);
    part_table_update(&renderer->table, renderer->set, frame->list,
                      (PictureRows){frame->height, frame->from_y, frame->whole_height});
    marks_update(&renderer->marks, frame->list);
    field_update(&renderer->field, frame->list);
    return shadow_wanted(&renderer->plan, frame->list) ? pass_shadow_draw(renderer, frame, err) : HIP_OK;
}

static HipResult draw_passes(Renderer *renderer, Frame *frame, HipError *err)
{
    HipResult rc = renderer->set ? prepare(renderer, frame, err) : HIP_OK;
    if (rc != HIP_OK) {
        return rc;
    }
    glBindFramebuffer(GL_FRAMEBUFFER, frame->scene->framebuffer);
    GlState clear = {.depth_write = true};
    gl_state_set(&clear, frame->width, frame->height);
    glClearDepth(1);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    if (frame->hole[2] > 0) {
        rc = pass_hole_draw(renderer, frame, err);
    }
    if (rc == HIP_OK && renderer->set) {
        pass_section_prepare(renderer, frame->list);
        rc = pass_section_draw(renderer, frame, false, err);
    }
    if (rc == HIP_OK && renderer->set) {
        rc = pass_opaque_draw(renderer, frame, err);
    }
    if (rc == HIP_OK) {
        rc = pass_background_draw(renderer, frame, err);
    }
    if (rc == HIP_OK && renderer->set) {
        rc = pass_ghost_draw(renderer, frame, err);
    }
    if (rc == HIP_OK && renderer->set) {
        rc = pass_section_draw(renderer, frame, true, err);
    }
    return rc;
}

HipResult renderer_draw_list(Renderer *renderer, Frame *frame, const GlTarget *scene, HipError *err)
{
    frame->scene = scene;
    HipResult rc = draw_passes(renderer, frame, err);
    if (rc == HIP_OK && renderer->set && pass_outline_wanted(frame->list)) {
        rc = pass_outline_draw(renderer, frame, scene, err);
    }
    return rc;
}

static HipResult check_size(const Renderer *renderer, int width, int height, HipError *err)
{
    if (width < 1 || height < 1 || width > renderer->most_size || height > renderer->most_size) {
        return hip_fail(err, "a picture of %d x %d pixels: this graphics driver draws 1 to %d each way", width, height,
                        renderer->most_size);
    }
    return HIP_OK;
}

/* The picture to draw into: the target itself where that can take linear colours, else one of ours to copy
 * from. */
static HipResult begin_scene(Renderer *renderer, const Frame *frame, const RenderTarget *target, GlTarget *scene,
                             HipError *err)
{
    bool outlined = renderer->set && pass_outline_wanted(frame->list);
    GLuint framebuffer = target->framebuffer;
    if (!target->pane && framebuffer != 0 && framebuffer == renderer->offscreen.framebuffer && frame->samples == 1) {
        *scene = renderer->offscreen;
        return HIP_OK;
    }
    if (!target->pane && frame->samples == 1 && !outlined && !renderer->software && takes_scene(framebuffer)) {
        *scene = (GlTarget){.framebuffer = framebuffer, .samples = 1};
        return HIP_OK;
    }
    HipResult rc =
        gl_target_require(&renderer->scene, GL_SRGB8_ALPHA8, frame->width, frame->height, frame->samples, 0, err);
    *scene = renderer->scene;
    return rc;
}

/* Programs are made in the first frames; what the driver keeps for making them (4 MB in Mesa) it makes anew when asked
 * again. */
static void rest_compiler(Renderer *renderer)
{
    if (renderer->compiled && renderer->rest_compiler) {
        renderer->rest_compiler();
    }
    renderer->compiled = false;
}

HipResult renderer_draw(Renderer *renderer, const DrawList *list, const RenderTarget *target, RenderStats *stats,
                        HipError *err)
{
    Frame frame = {.list = list,
                   .width = target->width,
                   .height = target->height,
                   .whole_height = target->height,
                   .mask = &renderer->mask,
                   .mask_single = &renderer->mask_single};
    frame.samples = allowed_samples(renderer, target->samples);
    GlTarget scene = {0};
    HipResult rc = check_size(renderer, target->width, target->height, err);
    if (rc == HIP_OK) {
        rc = begin_scene(renderer, &frame, target, &scene, err);
    }
    if (rc == HIP_OK) {
        pass_lens_hole(&frame);
        rc = renderer_draw_list(renderer, &frame, &scene, err);
    }
    if (rc == HIP_OK && renderer->set) {
        rc = pass_lens_draw(renderer, &frame, &scene, err);
    }
    if (rc == HIP_OK && scene.framebuffer != target->framebuffer) {
        gl_target_place(&scene, target->framebuffer, target->x, target->y);
    }
    renderer_settle(renderer);
    rest_compiler(renderer);
    gl_state_leave();
    glBindFramebuffer(GL_FRAMEBUFFER, target->framebuffer);
    if (rc == HIP_OK && stats) {
        *stats = frame.stats;
    }
    return rc;
}

HipResult renderer_offscreen(Renderer *renderer, int width, int height, unsigned *framebuffer, HipError *err)
{
    HipResult rc = check_size(renderer, width, height, err);
    if (rc == HIP_OK) {
        rc = gl_target_require(&renderer->offscreen, GL_SRGB8_ALPHA8, width, height, 1, 0, err);
    }
    if (rc == HIP_OK) {
        *framebuffer = renderer->offscreen.framebuffer;
    }
    return rc;
}

void renderer_read(Renderer *renderer, unsigned framebuffer, int width, int height, unsigned char *rgba)
{
    (void)renderer;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glPixelStorei(GL_PACK_ROW_LENGTH, 0);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
    size_t row = (size_t)width * 4;
    unsigned char *spare = mem_alloc(1, row);
    for (int y = 0; y < height / 2; y++) { /* GL counts rows from the bottom */
        unsigned char *top = rgba + (size_t)y * row, *bottom = rgba + (size_t)(height - 1 - y) * row;
        memcpy(spare, top, row);
        memcpy(top, bottom, row);
        memcpy(bottom, spare, row);
    }
    free(spare);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++) {
        rgba[4 * i + 3] = 255;
    }
}

#include "pass_shadow.h"
#include "gl_program.h"
#include "renderer.h"
#include <float.h>
#include <math.h>
#include <string.h>

enum { SIZE = 256 };                  /* a texel is about 2 mm: the shadow is soft anyway */
static const float COARSE_M = 0.002f; /* error of the level that casts it */
static const float MARGIN = 0.06f;    /* of the map, left free for what the softening spreads */

/* What joints have bent casts no shadow of its own. */
static bool any_flap(const DrawPlan *plan)
{
    for (int group = GROUP_CLOSED_BENT; group <= GROUP_OPEN_BENT; group++) {
        for (uint32_t i = 0; i < plan->counts[group]; i++) {
            if (!plan->groups[group][i].item->posed) {
                return true;
            }
        }
    }
    return false;
}

bool shadow_wanted(const DrawPlan *plan, const DrawList *list)
{
    return !list->flat && !list->section && !list->unshadowed && any_flap(plan);
}

static void cross(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++) {
        int i = (k + 1) % 3, j = (k + 2) % 3;
        out[k] = a[i] * b[j] - a[j] * b[i];
    }
}

/* What the boxes of all bent parts span along a direction, relative to the eye. */
static void span(const DrawPlan *plan, const float eye[3], const float direction[3], float out[2])
{
    out[0] = FLT_MAX;
    out[1] = -FLT_MAX;
    for (int group = GROUP_CLOSED_BENT; group <= GROUP_OPEN_BENT; group++) {
        for (uint32_t i = 0; i < plan->counts[group]; i++) {
            if (plan->groups[group][i].item->posed) {
                continue;
            }
            const Box3 *box = &plan->groups[group][i].box;
            float lo = 0, hi = 0;
            for (int k = 0; k < 3; k++) {
                float a = direction[k] * (box->lo[k] - eye[k]), b = direction[k] * (box->hi[k] - eye[k]);
                lo += fminf(a, b);
                hi += fmaxf(a, b);
            }
            out[0] = fminf(out[0], lo);
            out[1] = fmaxf(out[1], hi);
        }
    }
}

void shadow_aim(const DrawPlan *plan, const DrawList *list, float rows[4][4])
{
    memset(rows, 0, 4 * sizeof *rows);
    if (!shadow_wanted(plan, list)) {
        return;
    }
    const CameraMatrices *camera = &list->camera;
    float axes[3][3], to_key[4];
    part_table_key_light(camera, to_key);
    for (int k = 0; k < 3; k++) {
        axes[2][k] = -to_key[k];
    }
    cross(camera->up, to_key, axes[0]); /* never zero: the key light is far from overhead (part_table.c) */
    float length = sqrtf(axes[0][0] * axes[0][0] + axes[0][1] * axes[0][1] + axes[0][2] * axes[0][2]);
    for (int k = 0; k < 3; k++) {
        axes[0][k] /= length;
    }
    cross(to_key, axes[0], axes[1]);
    for (int row = 0; row < 3; row++) {
        float reach[2];
        span(plan, camera->eye, axes[row], reach);
        float size = fmaxf(reach[1] - reach[0], 0.001f), margin = row < 2 ? MARGIN * size : 0;
        float scale = 1 / (size + 2 * margin);
        for (int k = 0; k < 3; k++) {
            rows[row][k] = axes[row][k] * scale;
        }
        rows[row][3] = (margin - reach[0]) * scale;
        rows[3][row] = 1 / scale;
    }
    rows[3][3] = rows[3][2];
}

static void make_map(Shadow *shadow)
{
    glGenFramebuffers(1, &shadow->framebuffer);
    glGenTextures(1, &shadow->map);
    glActiveTexture(GL_TEXTURE0 + TEXTURE_SHADOW);
    glBindTexture(GL_TEXTURE_2D, shadow->map);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RG16, SIZE, SIZE, 0, GL_RG, GL_UNSIGNED_SHORT, NULL);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_BORDER);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_BORDER);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 5);
    glGenRenderbuffers(1, &shadow->depth);
    glBindRenderbuffer(GL_RENDERBUFFER, shadow->depth);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, SIZE, SIZE);
    glBindRenderbuffer(GL_RENDERBUFFER, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, shadow->framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, shadow->map, 0);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, shadow->depth);
}

const MeshLod *shadow_level(const MeshPart *part)
{
    uint32_t level = 0;
    while (level + 1 < part->lod_count && part->lods[level + 1].error_m <= COARSE_M) {
        level++;
    }
    return &part->lods[level];
}

static void draw_casters(Renderer *renderer, Frame *frame)
{
    for (int group = GROUP_CLOSED_BENT; group <= GROUP_OPEN_BENT; group++) {
        for (uint32_t i = 0; i < renderer->plan.counts[group]; i++) {
            const PlanPart *entry = &renderer->plan.groups[group][i];
            if (entry->item->posed) {
                continue;
            }
            const MeshLod *lod = shadow_level(entry->part);
            GpuPlace place = gpu_mesh_place(&renderer->mesh, renderer->set, entry->item->part, lod);
            glDrawElementsBaseVertex(GL_TRIANGLES, (GLsizei)lod->index_count, GL_UNSIGNED_INT,
                                     (const void *)((size_t)place.first_index * sizeof(uint32_t)), place.base_vertex);
            frame->stats.draw_calls++;
        }
    }
}

HipResult pass_shadow_draw(Renderer *renderer, Frame *frame, HipError *err)
{
    static const GlState STATE = {.depth_test = true, .depth_write = true};
    Shadow *shadow = &renderer->shadow;
    gl_debug_push("shadow");
    if (!shadow->map) {
        make_map(shadow);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, shadow->framebuffer);
    HipResult rc = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE
                       ? renderer_use(renderer, PROGRAM_SHADOW_MAP, err)
                       : hip_fail(err, "the graphics driver cannot draw a shadow map");
    if (rc == HIP_OK) {
        gl_state_set(&STATE, SIZE, SIZE);
        glClearColor(0, 0, 0, 0);
        glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
        glBindVertexArray(renderer->mesh.by_mesh);
        draw_casters(renderer, frame);
        glActiveTexture(GL_TEXTURE0 + TEXTURE_SHADOW);
        glBindTexture(GL_TEXTURE_2D, shadow->map);
        glGenerateMipmap(GL_TEXTURE_2D);
    }
    gl_debug_pop();
    return rc;
}

void shadow_release(Shadow *shadow)
{
    glDeleteFramebuffers(1, &shadow->framebuffer);
    glDeleteTextures(1, &shadow->map);
    glDeleteRenderbuffers(1, &shadow->depth);
    *shadow = (Shadow){0};
}

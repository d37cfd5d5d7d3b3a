/* view_section.c - the section plane of a view state: as numbers, as text. */
#include "view_code.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const PLANES[] = {"none", "axial", "sagittal", "coronal", "free"};
static const float MOST_MM = 2000;

const char *section_id(SectionPlane plane)
{
    return PLANES[plane];
}

int section_from_id(const char *id)
{
    for (int i = 0; i <= SECTION_FREE; i++) {
        if (strcmp(PLANES[i], id) == 0) {
            return i;
        }
    }
    return -1;
}

bool view_section_plane(const ViewState *view, float plane[4])
{
    static const int AXES[] = {[SECTION_AXIAL] = 1, [SECTION_SAGITTAL] = 0, [SECTION_CORONAL] = 2};
    if (view->section == SECTION_NONE) {
        return false;
    }
    float side = view->section_flip ? -1 : 1;
    for (int k = 0; k < 3; k++) {
        bool own = view->section != SECTION_FREE && k == AXES[view->section];
        plane[k] = side * (view->section == SECTION_FREE ? view->section_normal[k] : own ? 1.0f : 0.0f);
    }
    plane[3] = -side * view->section_mm / 1000;
    return true;
}

const char *view_write_section(const ViewState *view, char *out, size_t size)
{
    char number[VIEW_NUMBER_SIZE];
    size_t used = (size_t)snprintf(out, size, "%s", PLANES[view->section]);
    const char *before = "=";
    for (int k = 0; view->section == SECTION_FREE && k < 3 && used < size; k++, before = ",") {
        const char *text = view_write_number((double)view->section_normal[k], 4, number);
        used += (size_t)snprintf(out + used, size - used, "%s%s", before, text);
    }
    if (view->section != SECTION_NONE && used < size) {
        snprintf(out + used, size - used, "%s%s%s", before, view_write_number((double)view->section_mm, 2, number),
                 view->section_flip ? ",flip" : "");
    }
    return out;
}

static HipResult wrong(const char *value, HipError *err)
{
    return hip_usage(err,
                     "a section is axial=MM, sagittal=MM, coronal=MM or free=NX,NY,NZ,MM, with ,flip behind it for the "
                     "other half, or none; got '%s'",
                     value);
}

/* Makes the direction a unit one; false when it has no length. */
static bool unit(const double n[3], float out[3])
{
    double length = sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    for (int k = 0; k < 3 && length > 1e-3; k++) {
        out[k] = (float)(n[k] / length);
    }
    return length > 1e-3;
}

HipResult view_read_section(const char *value, ViewState *view, HipError *err)
{
    char name[16];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(value, "="), value);
    int plane = section_from_id(name);
    const char *at = value + strcspn(value, "=");
    double n[4] = {0};
    int count = plane == SECTION_FREE ? 4 : 1;
    if (plane < 0 || (plane == SECTION_NONE) != (*at == '\0')) {
        return wrong(value, err);
    }
    for (int i = 0; i < count && plane != SECTION_NONE; i++) {
        if (*at != (i ? ',' : '=') || (at++, !view_read_number(&at, &n[i]))) {
            return wrong(value, err);
        }
    }
    bool flip = strcmp(at, ",flip") == 0 && plane != SECTION_NONE;
    float normal[3] = {0}, mm = (float)n[count - 1];
    if ((*at && !flip) || fabsf(mm) > MOST_MM || (plane == SECTION_FREE && !unit(n, normal))) {
        return wrong(value, err);
    }
    view->section = (SectionPlane)plane;
    view->section_mm = mm;
    view->section_flip = flip;
    memcpy(view->section_normal, normal, sizeof normal);
    return HIP_OK;
}

/* mesh_import_report.c - the report of an import: release, and as bytes in the cache file. */
#include "hip/mem.h"
#include "mesh_import_files.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

ImportReport import_report_copy(const ImportReport *from)
{
    ImportReport copy = *from;
    copy.parts = mem_copy(from->parts, from->part_count * sizeof *from->parts);
    copy.warnings = mem_alloc(from->warning_count, sizeof *copy.warnings);
    for (size_t i = 0; i < from->warning_count; i++) {
        copy.warnings[i] = mem_string(from->warnings[i]);
    }
    return copy;
}

void import_report_release(ImportReport *report)
{
    for (size_t i = 0; i < report->warning_count; i++) {
        free(report->warnings[i]);
    }
    free(report->warnings);
    free(report->parts);
    *report = (ImportReport){0};
}

typedef struct PackedHead {
    uint32_t parts, warnings, mirrored, aligned;
    float scale, rotation[9], translation[3], residual_m;
    char unit[16], up[4];
} PackedHead;

typedef struct PackedPart {
    char file[256], name[MESH_NAME_SIZE], id[MESH_ID_SIZE], how[16];
    uint32_t triangles, mended;
    float residual_m;
} PackedPart;

enum { MOST_WARNINGS = 1000 };

static PackedPart pack_part(const ImportPart *part)
{
    PackedPart packed = {.triangles = part->triangles, .mended = part->mended, .residual_m = part->residual_m};
    memcpy(packed.file, part->file, sizeof packed.file);
    memcpy(packed.name, part->name, sizeof packed.name);
    memcpy(packed.id, part->id, sizeof packed.id);
    memcpy(packed.how, part->how, sizeof packed.how);
    return packed;
}

void *import_report_pack(const ImportReport *report, size_t *size)
{
    PackedHead head = {.parts = (uint32_t)report->part_count,
                       .warnings = (uint32_t)report->warning_count,
                       .mirrored = report->mirrored,
                       .aligned = report->aligned,
                       .scale = report->scale,
                       .residual_m = report->residual_m};
    memcpy(head.rotation, report->rotation, sizeof head.rotation);
    memcpy(head.translation, report->translation, sizeof head.translation);
    memcpy(head.unit, report->unit, sizeof head.unit);
    memcpy(head.up, report->up, sizeof head.up);
    *size = sizeof head + report->part_count * sizeof(PackedPart);
    for (size_t i = 0; i < report->warning_count; i++) {
        *size += strlen(report->warnings[i]) + 1;
    }
    char *data = mem_alloc(*size, 1), *at = data;
    memcpy(at, &head, sizeof head);
    at += sizeof head;
    for (size_t i = 0; i < report->part_count; i++) {
        PackedPart part = pack_part(&report->parts[i]);
        memcpy(at, &part, sizeof part);
        at += sizeof part;
    }
    for (size_t i = 0; i < report->warning_count; i++) {
        size_t length = strlen(report->warnings[i]) + 1;
        memcpy(at, report->warnings[i], length);
        at += length;
    }
    return data;
}

static bool ends(const char *text, size_t size)
{
    return memchr(text, '\0', size) != NULL;
}

static bool unpack_part(const PackedPart *packed, ImportPart *out)
{
    if (!ends(packed->file, sizeof packed->file) || !ends(packed->name, sizeof packed->name) ||
        !ends(packed->id, sizeof packed->id) || !ends(packed->how, sizeof packed->how) || packed->mended > 1 ||
        !isfinite(packed->residual_m)) {
        return false;
    }
    memcpy(out->file, packed->file, sizeof out->file);
    memcpy(out->name, packed->name, sizeof out->name);
    memcpy(out->id, packed->id, sizeof out->id);
    memcpy(out->how, packed->how, sizeof out->how);
    out->triangles = packed->triangles;
    out->mended = packed->mended;
    out->residual_m = packed->residual_m;
    return true;
}

static bool unpack_head(const PackedHead *head, ImportReport *out)
{
    float sum = head->scale * 0 + head->residual_m * 0;
    for (int i = 0; i < 9; i++) {
        sum += head->rotation[i] * 0;
    }
    for (int i = 0; i < 3; i++) {
        sum += head->translation[i] * 0;
    }
    if (sum != 0 || head->mirrored > 1 || head->aligned > 1 || !ends(head->unit, sizeof head->unit) ||
        !ends(head->up, sizeof head->up)) {
        return false;
    }
    out->scale = head->scale;
    out->residual_m = head->residual_m;
    out->mirrored = head->mirrored;
    out->aligned = head->aligned;
    memcpy(out->rotation, head->rotation, sizeof out->rotation);
    memcpy(out->translation, head->translation, sizeof out->translation);
    memcpy(out->unit, head->unit, sizeof out->unit);
    memcpy(out->up, head->up, sizeof out->up);
    return true;
}

static bool unpack_warnings(const char *at, size_t left, size_t count, ImportReport *out)
{
    out->warnings = mem_alloc(count, sizeof *out->warnings);
    for (size_t i = 0; i < count; i++) {
        const char *end = memchr(at, '\0', left);
        if (!end) {
            return false;
        }
        out->warnings[out->warning_count++] = mem_string(at);
        left -= (size_t)(end + 1 - at);
        at = end + 1;
    }
    return left == 0;
}

HipResult import_report_unpack(const void *data, size_t size, size_t part_count, ImportReport *out, HipError *err)
{
    PackedHead head;
    ImportReport report = {0};
    const char *at = data;
    if (!data || size < sizeof head) {
        return hip_fail(err, "the report in the cache is too short");
    }
    memcpy(&head, at, sizeof head);
    at += sizeof head;
    size -= sizeof head;
    bool good = head.parts == part_count && head.parts <= MESH_MAX_PARTS && head.warnings <= MOST_WARNINGS &&
                size >= head.parts * sizeof(PackedPart) && unpack_head(&head, &report);
    if (good) {
        report.parts = mem_alloc(head.parts, sizeof *report.parts);
        report.part_count = head.parts;
        for (size_t i = 0; i < head.parts && good; i++) {
            PackedPart part;
            memcpy(&part, at + i * sizeof part, sizeof part);
            good = unpack_part(&part, &report.parts[i]);
        }
    }
    if (good) {
        size_t parts = head.parts * sizeof(PackedPart);
        good = unpack_warnings(at + parts, size - parts, head.warnings, &report);
    }
    if (!good) {
        import_report_release(&report);
        return hip_fail(err, "the report in the cache is damaged");
    }
    *out = report;
    return HIP_OK;
}

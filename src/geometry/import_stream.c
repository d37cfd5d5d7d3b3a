#include "hip/import_stream.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Length of the UTF-8 sequence at `s` (n bytes left), 0 when it is none. */
static size_t utf8_length(const unsigned char *s, size_t n)
{
    size_t length = s[0] < 0x80 ? 1 : s[0] >= 0xc2 && s[0] < 0xe0 ? 2 : s[0] >= 0xe0 && s[0] < 0xf0 ? 3 : 4;
    if ((length > 1 && s[0] < 0xc2) || s[0] > 0xf4 || length > n) {
        return 0;
    }
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return length;
}

/* Names are shown and printed: no control characters, whole UTF-8 sequences, always an end. */
static void copy_text(const uint8_t *from, size_t from_size, char *to, size_t to_size)
{
    size_t n = 0, i = 0;
    while (i < from_size && from[i]) {
        size_t length = utf8_length(from + i, from_size - i);
        bool plain = length && !(length == 1 && (from[i] < 0x20 || from[i] == 0x7f));
        size_t take = plain ? length : 1;
        if (n + take + 1 > to_size) {
            break;
        }
        if (plain) {
            memcpy(to + n, from + i, take);
        } else {
            to[n] = from[i] < 0x20 ? ' ' : '?';
        }
        n += take;
        i += take;
    }
    to[n] = '\0';
}

static HipResult check_numbers(const ImportRecord *part, HipError *err)
{
    for (size_t i = 0; i < part->index_count; i++) {
        if (part->indices[i] >= part->vertex_count) {
            return hip_fail(err, "a triangle names a vertex that is not there");
        }
    }
    float sum = 0; /* x * 0 is 0 unless x is not finite */
    for (size_t v = 0; v < part->vertex_count; v++) {
        const float *p = part->positions[v];
        sum += p[0] * 0 + p[1] * 0 + p[2] * 0;
    }
    if (sum != 0) {
        return hip_fail(err, "a coordinate is not a number");
    }
    if (!part->normals) {
        return HIP_OK;
    }
    for (size_t v = 0; v < part->vertex_count; v++) {
        float *n = part->normals[v];
        if (n[0] * 0 + n[1] * 0 + n[2] * 0 != 0) {
            n[0] = n[1] = n[2] = 0; /* exporters write such normals for slivers: made anew later */
        }
    }
    return HIP_OK;
}

static HipResult read_part(uint8_t *data, size_t size, const ImportRecordHeader *header, ImportRecord *out,
                           size_t *used, HipError *err)
{
    uint64_t vertices = header->vertex_count, indices = header->index_count;
    if (indices > 3ULL * IMPORT_MAX_TRIANGLES || vertices > 3ULL * IMPORT_MAX_TRIANGLES || indices % 3 != 0 ||
        header->has_normals > 1) {
        return hip_fail(err, "impossible counts");
    }
    uint64_t at_names = sizeof *header, at_positions = at_names + 2 * IMPORT_NAME_SIZE;
    uint64_t at_normals = at_positions + vertices * 12;
    uint64_t at_indices = at_normals + (header->has_normals ? vertices * 12 : 0);
    uint64_t end = at_indices + indices * 4;
    if (end > size) {
        return HIP_OK;
    }
    copy_text(data + at_names, IMPORT_NAME_SIZE, out->node, sizeof out->node);
    copy_text(data + at_names + IMPORT_NAME_SIZE, IMPORT_NAME_SIZE, out->mesh, sizeof out->mesh);
    out->positions = (float(*)[3])(void *)(data + at_positions);
    out->normals = header->has_normals ? (float(*)[3])(void *)(data + at_normals) : NULL;
    out->indices = (uint32_t *)(void *)(data + at_indices);
    out->vertex_count = (size_t)vertices;
    out->index_count = (size_t)indices;
    *used = (size_t)end;
    return check_numbers(out, err);
}

HipResult import_stream_next(uint8_t *data, size_t size, size_t offset, ImportRecord *out, size_t *used, HipError *err)
{
    ImportRecordHeader header;
    *used = 0;
    if (offset > size || size - offset < sizeof header) {
        return HIP_OK;
    }
    data += offset;
    size -= offset;
    memcpy(&header, data, sizeof header);
    ImportRecord record = {.kind = (ImportRecordKind)header.kind, .file = header.file, .left_out = header.left_out};
    HipResult rc = HIP_OK;
    switch (header.kind) {
    case IMPORT_BEGIN:
    case IMPORT_DONE:
        *used = sizeof header;
        break;
    case IMPORT_FAIL:
        if (size - sizeof header >= IMPORT_TEXT_SIZE) {
            copy_text(data + sizeof header, IMPORT_TEXT_SIZE, record.text, sizeof record.text);
            *used = sizeof header + IMPORT_TEXT_SIZE;
        }
        break;
    case IMPORT_PART:
        rc = read_part(data, size, &header, &record, used, err);
        break;
    default:
        rc = hip_fail(err, "an unknown record");
        break;
    }
    if (rc == HIP_OK && *used) {
        *out = record;
    }
    return rc;
}

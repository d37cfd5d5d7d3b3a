#include "send.h"
#include "hip/import_stream.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void send_bytes(const void *data, size_t size)
{
    const char *at = data;
    while (size) {
        ssize_t n = write(IMPORT_STREAM_FD, at, size);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            _exit(1); /* the parent went away */
        }
        at += n;
        size -= (size_t)n;
    }
}

static void send_header(uint32_t kind, const Sender *sender)
{
    ImportRecordHeader header = {.kind = kind, .file = sender->file, .left_out = sender->left_out};
    send_bytes(&header, sizeof header);
}

void send_begin(const Sender *sender)
{
    send_header(IMPORT_BEGIN, sender);
}

void send_done(const Sender *sender)
{
    send_header(IMPORT_DONE, sender);
}

void send_failure(const Sender *sender, const char *text)
{
    char padded[IMPORT_TEXT_SIZE] = {0};
    if (!text || !*text) {
        text = "the reason is not known";
    } else if (strstr(text, "bad_alloc")) {
        text = "it asks for more memory than an import may use";
    }
    snprintf(padded, sizeof padded, "%s", text);
    send_header(IMPORT_FAIL, sender);
    send_bytes(padded, sizeof padded);
}

void *room(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size);
    if (!block) {
        _exit(1);
    }
    return block;
}

Place place_product(const Place *then, const Place *first)
{
    Place product;
    for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 4; c++) {
            product.m[r][c] = then->m[r][0] * first->m[0][c] + then->m[r][1] * first->m[1][c] +
                              then->m[r][2] * first->m[2][c] + (c == 3 ? then->m[r][3] : 0);
        }
    }
    return product;
}

static bool is_unit(const Place *place)
{
    static const Place UNIT = {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}};
    for (int i = 0; i < 12; i++) {
        if (place->m[i / 4][i % 4] != UNIT.m[i / 4][i % 4]) {
            return false;
        }
    }
    return true;
}

static void send_positions(const SentPart *part, const Place *place, float (*buffer)[3])
{
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const float *p = part->positions[v];
        for (int r = 0; r < 3; r++) {
            const float *row = place->m[r];
            buffer[v][r] = row[0] * p[0] + row[1] * p[1] + row[2] * p[2] + row[3];
        }
    }
    send_bytes(buffer, part->vertex_count * sizeof *buffer);
}

/* Normals turn with the matrix of cofactors, which is the inverse transposed times the determinant and needs
 * no division; so they come out inward where the matrix mirrors. */
static void cofactors(const Place *place, float c[3][3])
{
    for (int r = 0; r < 3; r++) {
        const float *a = place->m[(r + 1) % 3], *b = place->m[(r + 2) % 3];
        for (int k = 0; k < 3; k++) {
            c[r][k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
        }
    }
}

static double determinant(const Place *place)
{
    double sum = 0;
    for (int k = 0; k < 3; k++) {
        double a = (double)place->m[1][(k + 1) % 3] * (double)place->m[2][(k + 2) % 3];
        double b = (double)place->m[1][(k + 2) % 3] * (double)place->m[2][(k + 1) % 3];
        sum += (double)place->m[0][k] * (a - b);
    }
    return sum;
}

static void send_normals(const SentPart *part, const Place *place, bool mirrors, float (*buffer)[3])
{
    float c[3][3];
    cofactors(place, c);
    for (uint32_t v = 0; v < part->vertex_count; v++) {
        const float *n = part->normals[v];
        float turned[3], square = 0;
        for (int r = 0; r < 3; r++) {
            turned[r] = c[r][0] * n[0] + c[r][1] * n[1] + c[r][2] * n[2];
            square += turned[r] * turned[r];
        }
        float length = sqrtf(square), scale = length > 0 ? (mirrors ? -1 : 1) / length : 0;
        for (int r = 0; r < 3; r++) {
            buffer[v][r] = turned[r] * scale;
        }
    }
    send_bytes(buffer, part->vertex_count * sizeof *buffer);
}

static void send_indices(const SentPart *part, bool turned)
{
    if (!turned) {
        send_bytes(part->indices, part->index_count * sizeof *part->indices);
        return;
    }
    uint32_t *indices = room(part->index_count, sizeof *indices);
    for (uint32_t i = 0; i + 2 < part->index_count; i += 3) {
        indices[i] = part->indices[i];
        indices[i + 1] = part->indices[i + 2];
        indices[i + 2] = part->indices[i + 1];
    }
    send_bytes(indices, part->index_count * sizeof *indices);
    free(indices);
}

static void send_name(const char *name)
{
    char text[IMPORT_NAME_SIZE] = {0};
    snprintf(text, sizeof text, "%s", name ? name : "");
    send_bytes(text, sizeof text);
}

void send_part(Sender *sender, const SentPart *part, const Place *place)
{
    sender->triangles += part->index_count / 3;
    if (sender->triangles > IMPORT_MAX_TRIANGLES || part->vertex_count > 3u * IMPORT_MAX_TRIANGLES) {
        sender->too_many = true;
    }
    if (sender->too_many || part->index_count == 0 || !part->positions) {
        return;
    }
    ImportRecordHeader header = {
        .kind = IMPORT_PART,
        .file = sender->file,
        .vertex_count = part->vertex_count,
        .index_count = part->index_count,
        .has_normals = part->normals != NULL,
    };
    send_bytes(&header, sizeof header);
    send_name(part->node);
    send_name(part->mesh);
    bool turned = determinant(place) < 0;
    float(*buffer)[3] = room(part->vertex_count, sizeof *buffer);
    if (is_unit(place)) {
        send_bytes(part->positions, part->vertex_count * sizeof *buffer);
    } else {
        send_positions(part, place, buffer);
    }
    if (part->normals) {
        send_normals(part, place, turned, buffer);
    }
    free(buffer);
    send_indices(part, turned);
}

#include "gl_program.h"
#include "hip/embedded.h"
#include "hip/file.h"
#include "hip/mem.h"
#include <stdlib.h>
#include <string.h>

extern const HipEmbedded hip_shaders[];

enum { INCLUDE_DEPTH = 4, SHADER_LIMIT = 1 << 20 };

typedef struct Text {
    char *data;
    size_t count, capacity;
} Text;

static void text_add(Text *text, const char *data, size_t size)
{
    text->data = mem_grow(text->data, &text->capacity, text->count + size + 1, 1);
    memcpy(text->data + text->count, data, size);
    text->count += size;
    text->data[text->count] = 0;
}

static const HipEmbedded *find_embedded(const char *name)
{
    for (const HipEmbedded *at = hip_shaders; at->name; at++) {
        if (strcmp(at->name, name) == 0) {
            return at;
        }
    }
    return NULL;
}

#ifndef NDEBUG
static const char *shader_folder(void)
{
    return getenv("HIP_SHADERS");
}
#else
static const char *shader_folder(void)
{
    return NULL;
}
#endif

static HipResult read_source(const char *name, Text *out, HipError *err)
{
    const char *folder = shader_folder();
    if (folder) {
        char *path = mem_format("%s/%s", folder, name);
        Buffer buffer = {0};
        HipResult rc = file_read_all(path, SHADER_LIMIT, &buffer, err);
        free(path);
        if (rc == HIP_OK) {
            text_add(out, (const char *)buffer.data, buffer.size);
        }
        buffer_release(&buffer);
        return rc;
    }
    const HipEmbedded *at = find_embedded(name);
    if (!at) {
        return hip_fail(err, "the program holds no shader '%s'", name);
    }
    text_add(out, (const char *)at->data, at->size);
    return HIP_OK;
}

static HipResult add_file(const char *name, int depth, Text *out, HipError *err);

/* Copies line by line; an include line becomes the file it names. */
static HipResult add_lines(const char *name, const char *at, int depth, Text *out, HipError *err)
{
    static const char word[] = "#include \"";
    HipResult rc = HIP_OK;
    while (*at && rc == HIP_OK) {
        size_t length = strcspn(at, "\n");
        if (strncmp(at, word, sizeof word - 1) == 0) {
            const char *file = at + sizeof word - 1;
            char *included = mem_copy(file, strcspn(file, "\"\n") + 1);
            included[strcspn(included, "\"\n")] = 0;
            rc = add_file(included, depth + 1, out, err);
            free(included);
        } else {
            text_add(out, at, length);
        }
        text_add(out, "\n", 1);
        at += length + (at[length] == '\n');
    }
    if (rc != HIP_OK) {
        hip_error_context(err, "shader %s", name);
    }
    return rc;
}

static HipResult add_file(const char *name, int depth, Text *out, HipError *err)
{
    if (depth > INCLUDE_DEPTH) {
        return hip_fail(err, "shader '%s' is included too deeply", name);
    }
    Text text = {0};
    HipResult rc = read_source(name, &text, err);
    if (rc == HIP_OK && text.data) {
        rc = add_lines(name, text.data, depth, out, err);
    }
    free(text.data);
    return rc;
}

static HipResult compile(GLenum kind, const char *name, const char *defines, GLuint *out, HipError *err)
{
    static const char version[] = "#version 330 core\n";
    Text text = {0};
    text_add(&text, version, sizeof version - 1);
    text_add(&text, defines, strlen(defines));
    HipResult rc = add_file(name, 0, &text, err);
    if (rc == HIP_OK) {
        GLuint shader = glCreateShader(kind);
        const char *source = text.data;
        glShaderSource(shader, 1, &source, NULL);
        glCompileShader(shader);
        GLint built = 0;
        glGetShaderiv(shader, GL_COMPILE_STATUS, &built);
        if (built) {
            *out = shader;
        } else {
            char log[512] = "";
            glGetShaderInfoLog(shader, sizeof log, NULL, log);
            glDeleteShader(shader);
            rc = hip_fail(err, "the graphics driver does not accept shader %s: %s", name, log);
        }
    }
    free(text.data);
    return rc;
}

static void bind_points(GLuint program)
{
    static const char *const blocks[BLOCK_COUNT] = {"Frame", "Boxes", "Looks", "Tissues", "Joints", "Marks", "Field"};
    static const char *const textures[TEXTURE_COUNT] = {"uBends", "uMask",     "uLensPicture", "uCuts",
                                                        "uGrain", "uSurfaces", "uShadowMap",   "uShown",
                                                        "uChart", "uRests",    "uField",       "uDepth"};
    for (GLuint i = 0; i < BLOCK_COUNT; i++) {
        GLuint index = glGetUniformBlockIndex(program, blocks[i]);
        if (index != GL_INVALID_INDEX) {
            glUniformBlockBinding(program, index, i);
        }
    }
    glUseProgram(program);
    for (int i = 0; i < TEXTURE_COUNT; i++) {
        glUniform1i(glGetUniformLocation(program, textures[i]), i);
    }
    glUseProgram(0);
}

static HipResult link_program(GLuint vertex, GLuint fragment, const ProgramSource *source, GLuint *out, HipError *err)
{
    GLuint program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glBindAttribLocation(program, 0, "aVertex");
    glLinkProgram(program);
    glDetachShader(program, vertex);
    glDetachShader(program, fragment);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (!linked) {
        char log[512] = "";
        glGetProgramInfoLog(program, sizeof log, NULL, log);
        glDeleteProgram(program);
        return hip_fail(err, "the graphics driver does not link %s and %s: %s", source->vertex, source->fragment, log);
    }
    bind_points(program);
    *out = program;
    return HIP_OK;
}

HipResult gl_program_create(const ProgramSource *source, GLuint *program, HipError *err)
{
    GLuint vertex = 0, fragment = 0;
    HipResult rc = compile(GL_VERTEX_SHADER, source->vertex, source->defines, &vertex, err);
    if (rc == HIP_OK) {
        rc = compile(GL_FRAGMENT_SHADER, source->fragment, source->defines, &fragment, err);
    }
    if (rc == HIP_OK) {
        rc = link_program(vertex, fragment, source, program, err);
    }
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    return rc;
}

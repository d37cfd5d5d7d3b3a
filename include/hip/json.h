/* json.h - typed reads of data files that name file and line. A document is parsed strictly (no doubled keys,
 * no trailing text); every mistake found while reading goes to the Problems given at the start, so that a
 * file can be read to its end and all mistakes shown at once. Nodes are small values; a node may not outlive
 * the node it came from, nor its document. A missing member is a node with no value: every read of it returns
 * its fallback and says nothing, since json_keys has already reported it where it is required. */
#ifndef HIP_JSON_H
#define HIP_JSON_H
#include "hip/error.h"
#include "hip/problems.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct JsonDoc JsonDoc;

typedef struct JsonNode {
    const JsonDoc *doc;
    const struct json_t *value;    /* NULL: there is none */
    const struct JsonNode *parent; /* NULL: the root */
    const char *key;               /* in an object */
    size_t index;                  /* in an array */
} JsonNode;

/* Reads and parses; on failure adds to problems and returns NULL. `shown` is the name in messages. */
JsonDoc *json_doc_open(const char *path, const char *shown, Problems *problems);
JsonDoc *json_doc_parse(const char *text, size_t size, const char *shown, Problems *problems);
void json_doc_close(JsonDoc *doc); /* NULL is fine; strings of its nodes go with it */
JsonNode json_doc_root(const JsonDoc *doc);

/* A mistake at this node (at its key, when it is a member); of a missing member at what should hold it. After
 * a thousand mistakes one line says that there are more. */
void json_problem(const JsonNode *node, const char *format, ...) HIP_PRINTF(2, 3);
int json_line(const JsonNode *node); /* from 1 */

/* The node must be an object with every required key and none but the required and optional ones (names
 * parted by spaces). Reports each mistake; true when it is an object at all. */
bool json_keys(const JsonNode *object, const char *required, const char *optional);

JsonNode json_member(const JsonNode *object, const char *key);
/* The members of an object in the order of the file: the first, and the one behind; without a value at the end. */
JsonNode json_first(const JsonNode *object);
JsonNode json_next(const JsonNode *member);
bool json_exists(const JsonNode *node);
bool json_node_is_text(const JsonNode *node);
bool json_node_is_list(const JsonNode *node);
bool json_node_is_object(const JsonNode *node);

/* Number of elements; 0 and a problem when the node exists and is no list. */
size_t json_count(const JsonNode *list);
JsonNode json_item(const JsonNode *list, size_t index);

const char *json_read_text(const JsonNode *node); /* not empty; NULL on a mistake */
/* A text, a number or true as words ("0.5", "true"); `out` is returned, NULL on a mistake. */
const char *json_read_word(const JsonNode *node, char *out, size_t size);
bool json_read_bool(const JsonNode *node, bool fallback);
bool json_read_number(const JsonNode *node, double least, double most, double *out); /* out kept on a mistake */
bool json_read_int(const JsonNode *node, int least, int most, int *out);
bool json_read_vector(const JsonNode *node, double limit, double scale,
                      float out[3]);                                             /* [x, y, z], each |.| <= limit */
bool json_read_colour(const JsonNode *node, float out_linear[3]);                /* "#rrggbb" */
int json_read_choice(const JsonNode *node, const char *const *names, int count); /* index; -1 on a mistake */
#endif

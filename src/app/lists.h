/* lists.h - listers of `hip-atlas list` beside those of job_data.c. Each appends objects with at least id and name.
 * Private to src/app. */
#ifndef HIP_LISTS_H
#define HIP_LISTS_H
#include "hip/atlas.h"
#include "hip/problems.h"
#include <jansson.h>

/* A row with id and name (NULL: the id) and what else there is; takes `more` over, which may be NULL. */
void list_add_row(json_t *rows, const char *id, const char *name, json_t *more);
json_t *list_fact(const AtlasFact *fact); /* {"text", "confidence", "sources"}; null without a text */

void list_claims(const Atlas *atlas, json_t *rows);
void list_disagreements(const Atlas *atlas, json_t *rows);
void list_contraindications(const Atlas *atlas, json_t *rows);
void list_zones(const Atlas *atlas, json_t *rows); /* hip/pain.h, like the next three */
void list_qualities(const Atlas *atlas, json_t *rows);
void list_flags(const Atlas *atlas, json_t *rows);
void list_pain(const Atlas *atlas, json_t *rows); /* its sources */
void list_compares(const Atlas *atlas, json_t *rows);
void list_lessons(const Atlas *atlas, json_t *rows);
void list_bookmarks(const Atlas *atlas, json_t *rows);
void list_texts(const Atlas *atlas, json_t *rows); /* hip/texts.h */
/* A lesson of the user's, or a folder of them, where one would write them: not a folder like assets/. */
bool is_lessons(const char *path);
/* Reads a lesson, or each of a folder, and tries its steps on the built-in body. `shown`: the path in messages; `own`:
 * of the user. Returns how many there are. */
int check_lessons_at(const Atlas *atlas, const char *path, const char *shown, bool own, Problems *problems);
#endif

/* quiz_memory.c - the card box: what was answered, what comes next, as a file. */
#include "hip/json.h"
#include "hip/mem.h"
#include "hip/quiz.h"
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { MEMORY_VERSION = 1, NEW_EVERY = 3, DAY_MOST = 1000000, COUNT_MOST = 1000000 };
static const int REST_DAYS[QUIZ_BOXES] = {0, 1, 3, 7, 21}; /* of each box; widening as Leitner's compartments do */

static QuizMark *find(QuizMemory *memory, const char *id)
{
    for (int i = 0; i < memory->count; i++) {
        if (strcmp(memory->marks[i].id, id) == 0) {
            return &memory->marks[i];
        }
    }
    return NULL;
}

const QuizMark *quiz_mark(const QuizMemory *memory, const char *id)
{
    return find((QuizMemory *)(uintptr_t)memory, id);
}

void quiz_remember(QuizMemory *memory, const char *id, bool right, int today)
{
    QuizMark *mark = find(memory, id);
    if (!mark) {
        if (memory->count == QUIZ_CARDS || strlen(id) >= QUIZ_ID) {
            return;
        }
        mark = &memory->marks[memory->count++];
        *mark = (QuizMark){0};
        memcpy(mark->id, id, strlen(id) + 1);
    }
    mark->right += right;
    mark->wrong += !right;
    mark->box = right ? mark->box + (mark->box < QUIZ_BOXES - 1) : 0;
    mark->due = today + REST_DAYS[mark->box];
}

typedef struct Best {
    int at;
    int due, box;
} Best;

/* Of three questions two repeat what is due, as long as something is; then comes what is new, at last the weakest. */
bool quiz_next(const Atlas *atlas, int level, const QuizMemory *memory, int today, int asked, QuizCard last,
               QuizCard *out)
{
    QuizCard *cards = mem_alloc(QUIZ_CARDS, sizeof *cards);
    int count = quiz_cards(atlas, level, cards), fresh = -1;
    Best due = {.at = -1}, weak = {.at = -1};
    for (int i = 0; i < count; i++) {
        char id[QUIZ_ID];
        const QuizMark *mark = quiz_mark(memory, quiz_card_id(atlas, cards[i], id));
        if (count > 1 && cards[i].kind == last.kind && cards[i].about == last.about) {
            continue;
        }
        if (!mark) {
            fresh = fresh < 0 ? i : fresh;
        } else if (mark->due <= today && (due.at < 0 || mark->due < due.due)) {
            due = (Best){i, mark->due, mark->box};
        } else if (weak.at < 0 || mark->box < weak.box || (mark->box == weak.box && mark->due < weak.due)) {
            weak = (Best){i, mark->due, mark->box};
        }
    }
    bool new_now = fresh >= 0 && (due.at < 0 || asked % NEW_EVERY == NEW_EVERY - 1);
    int which = new_now ? fresh : due.at >= 0 ? due.at : weak.at;
    if (which >= 0) {
        *out = cards[which];
    }
    free(cards);
    return which >= 0;
}

QuizKnown quiz_known(const Atlas *atlas, const QuizMemory *memory, int structure)
{
    const AtlasStructure *s = &atlas->structures[structure];
    size_t length = strlen(s->base_id);
    QuizKnown known = KNOWN_UNASKED;
    for (int i = 0; i < memory->count; i++) {
        const QuizMark *mark = &memory->marks[i];
        const char *dot = strchr(mark->id, '.');
        if (dot && strlen(dot + 1) == length && strcmp(dot + 1, s->base_id) == 0) {
            QuizKnown one = mark->box == 0 ? KNOWN_NOT : mark->box < 3 ? KNOWN_SHAKY : KNOWN_WELL;
            known = known == KNOWN_UNASKED || one < known ? one : known;
        }
    }
    return known;
}

char *quiz_memory_write(const QuizMemory *memory)
{
    json_t *cards = json_array();
    for (int i = 0; i < memory->count; i++) {
        const QuizMark *mark = &memory->marks[i];
        json_array_append_new(cards, json_pack("{s:s, s:i, s:i, s:i, s:i}", "id", mark->id, "box", mark->box, "due",
                                               mark->due, "right", mark->right, "wrong", mark->wrong));
    }
    json_t *root = json_pack("{s:i, s:o}", "version", MEMORY_VERSION, "cards", cards);
    char *text = json_dumps(root, JSON_INDENT(1));
    char *own = mem_string(text ? text : "");
    free(text);
    json_decref(root);
    return own;
}

static void read_mark(const JsonNode *node, QuizMemory *memory)
{
    QuizMark mark = {0};
    if (!json_keys(node, "id box due right wrong", "")) {
        return;
    }
    JsonNode id = json_member(node, "id"), box = json_member(node, "box"), due = json_member(node, "due"),
             right = json_member(node, "right"), wrong = json_member(node, "wrong");
    const char *text = json_read_text(&id);
    json_read_int(&box, 0, QUIZ_BOXES - 1, &mark.box);
    json_read_int(&due, 0, DAY_MOST, &mark.due);
    json_read_int(&right, 0, COUNT_MOST, &mark.right);
    json_read_int(&wrong, 0, COUNT_MOST, &mark.wrong);
    if (text && strlen(text) >= QUIZ_ID) {
        json_problem(&id, "is longer than %d letters", QUIZ_ID - 1);
    } else if (text && find(memory, text)) {
        json_problem(&id, "\"%s\" is there twice", text);
    } else if (text && memory->count == QUIZ_CARDS) {
        json_problem(node, "more than %d cards", QUIZ_CARDS);
    } else if (text) {
        memcpy(mark.id, text, strlen(text) + 1);
        memory->marks[memory->count++] = mark;
    }
}

HipResult quiz_memory_read(const char *text, size_t size, const char *shown, QuizMemory *out, HipError *err)
{
    Problems problems = {0};
    QuizMemory *memory = mem_alloc(1, sizeof *memory);
    JsonDoc *doc = json_doc_parse(text, size, shown, &problems);
    if (doc) {
        JsonNode root = json_doc_root(doc), version = json_member(&root, "version"),
                 cards = json_member(&root, "cards");
        int number = MEMORY_VERSION;
        if (json_keys(&root, "version cards", "") && json_read_int(&version, 1, MEMORY_VERSION, &number)) {
            for (size_t i = 0; i < json_count(&cards); i++) {
                JsonNode item = json_item(&cards, i);
                read_mark(&item, memory);
            }
        }
    }
    json_doc_close(doc);
    HipResult rc = problems_result(&problems, err);
    if (rc == HIP_OK) {
        *out = *memory;
    }
    problems_release(&problems);
    free(memory);
    return rc;
}

char *quiz_memory_csv(const QuizMemory *memory)
{
    char *text = mem_string("card,box,right,wrong\n");
    for (int i = 0; i < memory->count; i++) {
        const QuizMark *mark = &memory->marks[i];
        char *more = mem_format("%s%s,%d,%d,%d\n", text, mark->id, mark->box, mark->right, mark->wrong);
        free(text);
        text = more;
    }
    return text;
}

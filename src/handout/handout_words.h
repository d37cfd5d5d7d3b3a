/* handout_words.h - everything the page says that is no fact of the atlas: heads, and the words between facts, in one
 * table for whoever translates. No claims here: those have sources and stand in assets/atlas. */
#ifndef HIP_HANDOUT_WORDS_H
#define HIP_HANDOUT_WORDS_H

typedef enum HandoutWord { /* a %s takes what comes from the atlas */
                           WORD_TITLE_PAIN,
                           WORD_TITLE_STROKE,
                           WORD_TITLE_POSITION,
                           WORD_TITLE_STRUCTURE,
                           WORD_TITLE_PLAIN,
                           WORD_LOOKED_ZONES,
                           WORD_LOOKED_QUALITIES,
                           WORD_LOOKED_RIGHT,
                           WORD_LOOKED_LEFT,
                           WORD_LOOKED_BOTH,
                           WORD_LOOKED_STROKE,
                           WORD_LOOKED_POSITION,
                           WORD_LOOKED_STRUCTURE,
                           WORD_LOOKED_LAYER,
                           WORD_ALARM_SIGNS,
                           WORD_SOURCES_HEAD,
                           WORD_SOURCES_NONE,
                           WORD_HELPS,
                           WORD_AVOID,
                           WORD_IN_MASSAGE,
                           WORD_WATCH,
                           WORD_NOTE,
                           WORD_NOTE_CUT,
                           WORD_SCOPE,
                           WORD_STROKE_HEAD,
                           WORD_STROKE_REACHES,
                           WORD_STROKE_ASK,
                           WORD_POSITION_HEAD,
                           WORD_STRUCTURE_HEAD,
                           WORD_STRUCTURE_PAIN,
                           WORD_LAYER_HEAD,
                           WORD_SEEN_BEHIND,
                           WORD_SEEN_FRONT,
                           WORD_SEEN_RIGHT,
                           WORD_SEEN_LEFT,
                           WORD_SEEN_ZONES,
                           WORD_SEEN_PLAIN,
                           WORD_SMALL_SOURCES,
                           WORD_SMALL_STAR,
                           WORD_SMALL_MORE,
                           WORD_MADE_WITH,
                           WORD_QUOTE,
                           WORD_MORE,
                           WORD_LEAD,
                           WORD_LIST_JOINT,
                           WORD_COUNT
} HandoutWord;

const char *handout_word(HandoutWord word);
#endif

/* dialog.h - the desktop's own dialog for choosing files, in a process of its own, so that the window goes on. */
#ifndef HIP_APP_DIALOG_H
#define HIP_APP_DIALOG_H
#include <stdbool.h>
#include <stddef.h>

typedef struct Dialog Dialog;

Dialog *dialog_create(unsigned event_type); /* an SDL event of this type wakes the window when an answer is there */
void dialog_destroy(Dialog *dialog);        /* closes an open one; NULL is fine */

/* False when this desktop has none that we know (zenity, kdialog, qarma, yad). One at a time: a second call does
 * nothing. */
bool dialog_ask(Dialog *dialog);

/* The chosen paths (new strings in a new array, free all), or false: no answer yet, or the user chose none. */
bool dialog_take(Dialog *dialog, char ***paths, size_t *count);
#endif

/* clipboard.h - pictures for the clipboard. Text goes through SDL, which knows no pictures. */
#ifndef HIP_APP_CLIPBOARD_H
#define HIP_APP_CLIPBOARD_H
#include <stdbool.h>

/* Gives a PNG file to the desktop's clipboard by wl-copy or xclip, which keep a copy of it. False when there is neither
 * or it fails. Takes some milliseconds: not for the window's thread. */
bool clipboard_put_png(const char *path);
#endif

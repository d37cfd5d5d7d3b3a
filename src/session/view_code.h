/* view_code.h - numbers as view codes hold them, the same in every locale. Private to src/session. */
#ifndef HIP_VIEW_CODE_H
#define HIP_VIEW_CODE_H
#include "hip/view_state.h"

enum { VIEW_NUMBER_SIZE = 48 };

/* Shortest plain decimal with at most `digits` after the point; `out` is returned. */
const char *view_write_number(double value, int digits, char out[VIEW_NUMBER_SIZE]);

/* Takes one off the front; strtod would follow the locale and accept "nan". */
bool view_read_number(const char **at, double *out);
#endif

/* region_course.h - what region.c and region_course.c share. Private to src/study. */
#ifndef HIP_REGION_COURSE_H
#define HIP_REGION_COURSE_H
#include "hip/region.h"

/* Adds the next step of a line, when it is long enough and there is room. */
void skin_line_add(const Chart *chart, const float at[2], SkinLine *line);
void skin_shape_bound(SkinShape *shape);

/* The zone's own structure where the model shows it in this variant, when its course is one that varies. */
void region_add_courses(const Atlas *atlas, const Chart *chart, const MeshSet *set, const AtlasRegion *from,
                        int variant, SkinRegion *out);
#endif

/* dissection.json -> AtlasStep. */
#include "atlas_private.h"

void atlas_load_dissection(AtlasBuilder *b)
{
    b->atlas.step_count = 0;
}

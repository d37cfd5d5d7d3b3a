#!/bin/sh
# A graphics driver that is reset takes everything with it: the window makes all anew and shows the same picture.
set -eu
. "$(dirname "$0")/common.sh"

export HIP_LOSE_CONTEXT=7 # after every seventh frame
start_display
start --depth 4 --select piriformis
picture before
grep -q ' renewed' "$HIP_TRACE" || did drag 1 640 400 100 0
for _ in 1 2 3; do
    did drag 1 640 400 60 20
    did xdotool key ctrl+z
done
renewed=$(grep -c ' renewed' "$HIP_TRACE" || true)
[ "$renewed" -ge 3 ] || fail "the context was lost $renewed times only"
did xdotool key Home
did xdotool key ctrl+z
picture after
same_picture before after
expect selected piriformis_r
xdotool key ctrl+q
ended 0
[ ! -s "$work/said" ] || fail "it should have said nothing"

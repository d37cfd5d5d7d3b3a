#!/bin/sh
# Projected on a volunteer's body as a teacher does it: a ruler made as long as a real one, two landmarks clicked, the
# atlas on pure black with both where they were clicked, nudged by millimetres, not turned by anything, in its place when
# the window is made smaller; and back to the view before.
set -eu
. "$(dirname "$0")/common.sh"
command -v python3 > /dev/null 2>&1 || { echo "skipped: python3 is not installed"; exit 77; }
look="$(dirname "$0")/look.py"

# at X Y: the colour there on the screen
at() {
    screen now
    python3 "$look" screen "$work/now.xwd" "$1" "$2"
}

# body KEY: its value in the newest frame on the body
body() {
    grep ' body step=' "$HIP_TRACE" | tail -n 1 | sed -n "s/.* $1=\([^ ]*\).*/\1/p"
}

# lies KEY X Y: a landmark is there, to half a pixel
lies() {
    body "$1" | awk -F, -v x="$2" -v y="$3" '{ dx = $1 - x; dy = $2 - y; exit !(dx * dx + dy * dy <= 0.25) }' ||
        fail "the $1 landmark should be at $2,$3, is at $(body "$1")"
}

start_display 1280x800x24
start --depth 3 --labels none
yaw=$(last yaw)
distance=$(last distance)
target=$(last target)

# The ruler: a pixel more by the arrow, an end by the pointer. How long a pixel is then is kept.
did xdotool key ctrl+shift+F5
expect present 1
[ "$(body step)" = 1 ] || fail "a ruler should be there first"
guess=$(body pixel_mm)
did xdotool key Right
awk -v a="$guess" -v b="$(body pixel_mm)" 'BEGIN { d = 200 / b - 200 / a; exit !(d > 0.9 && d < 1.1) }' ||
    fail "the ruler should be a pixel longer, $guess became $(body pixel_mm)"
drag 1 800 400 90 0
settle
[ "$(body pixel_mm)" = 0.40000 ] || fail "500 pixels should be 200 mm, one is $(body pixel_mm)"
did xdotool key Return
[ "$(body step)" = 2 ] || fail "the first landmark should be asked for"
grep -q '"projector_mm_per_pixel": 0.4' "$XDG_CONFIG_HOME/hip-atlas/settings.json" || fail "the measure is not kept"

# Two landmarks: nothing of the atlas before, both where they were clicked behind.
[ "$(at 640 300)" = '0 0 0' ] || fail "the body should be black yet"
did xdotool mousemove 500 200 click 1
[ "$(body step)" = 3 ] || fail "the second landmark should be asked for"
did xdotool mousemove 760 480 click 1
[ "$(body step)" = 4 ] || fail "it should lie on the body"
lies first 500 200
lies second 760 480
scale=$(body scale)
settle
for ground in '3 3' '1276 3' '1276 796' '1100 400' '386 700'; do # beside it, and between the thighs
    # shellcheck disable=SC2086
    [ "$(at $ground)" = '0 0 0' ] || fail "the ground should be black, is $(at $ground) at $ground"
done
[ "$(at 640 300)" != '0 0 0' ] || fail "nothing lies between the landmarks"

# By hand: millimetres by keys, the pointer drags it, a degree about its middle.
did xdotool key Right
lies first 502.5 200
drag 1 600 400 40 20
settle
lies first 542.5 220
lies second 802.5 500
turn=$(body turn)
did xdotool key ctrl+Left
awk -v a="$turn" -v b="$(body turn)" 'BEGIN { d = b - a; exit !(d > 0.99 && d < 1.01) }' || fail "it should be a degree further"
did xdotool key ctrl+Right
lies first 542.5 220
[ "$(body scale)" = "$scale" ] || fail "its size should be the same"

# Nothing else turns it; peeling works.
did xdotool key 8
did xdotool key plus
did xdotool key minus
expect yaw "$yaw"
depth=$(last depth)
did xdotool key Next
differs depth "$depth"
lies first 542.5 220
lies second 802.5 500

# A smaller window: the body stays where it is on the wall.
did xdotool windowsize "$(xdotool search --name 'Hip Atlas' | head -n 1)" 1000 700
expect size 1000x700
lies first 542.5 220
lies second 802.5 500

# Back to the view before.
did xdotool key Escape
expect present 0
expect yaw "$yaw"
expect distance "$distance"
expect target "$target"
tail -n 2 "$HIP_TRACE" | grep -q ' body step=' && fail "it should have left the body"
xdotool key ctrl+q
ended 0
[ ! -s "$work/said" ] || fail "it should have said nothing"

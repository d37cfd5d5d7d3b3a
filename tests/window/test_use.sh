#!/bin/sh
# The window as a user handles it: turn, zoom, peel, hover, click, menu, search, undo, resize, save.
set -eu
. "$(dirname "$0")/common.sh"

start_display
start
depth=$(last depth)
picture begin

# A drag turns and undoes as one.
did drag 1 640 400 150 40
differs yaw 180.00
picture turned
other_picture begin turned
did xdotool key ctrl+z
expect yaw 180.00
picture back
same_picture begin back

# The wheel comes nearer, Home brings the whole hip back.
distance=$(last distance)
did xdotool mousemove 640 400 click --repeat 4 --delay 30 4
differs distance "$distance"
did xdotool key Home
expect distance "$distance"

# A clicker peels and puts back.
did xdotool key Next
differs depth "$depth"
picture deeper
other_picture begin deeper
did xdotool key Prior
expect depth "$depth"
picture shallow
same_picture begin shallow

# The pointer names, a click selects, Escape lets go; a drag selects nothing.
drag 1 700 380 10 0
did xdotool key Home
expect selected none
did xdotool mousemove 560 360
differs hovered none
item=$(last hovered)
did xdotool click 1
expect selected "$item"
did xdotool key Escape
expect selected none
did xdotool mousemove 3 700
expect hovered none

# The context menu opens on the screen and Escape closes it, with the body as it was.
screen before_menu
did xdotool mousemove 560 360 click 3
screen menu
if cmp -s "$work/before_menu.xwd" "$work/menu.xwd"; then
    fail "the menu does not show"
fi
did xdotool key Escape
expect selected none

# Any letter begins the search; Enter reveals the nerve. Not a letter may be lost, however fast they come.
did xdotool type --delay 0 "sciatic nerve"
expect search 1
did xdotool key Return
expect search 0
expect selected sciatic_nerve_r
picture nerve
other_picture begin nerve
grep -q 'command reveal' "$HIP_TRACE" || fail "Enter did not reveal"
did xdotool key Escape Home
expect search 0

# A view leaves as text and comes back; the picture leaves as a picture.
xdotool mousemove 3 700
did xdotool key 4
yaw=$(last yaw)
did xdotool key ctrl+shift+c
did xdotool key 1
differs yaw "$yaw"
did xdotool key ctrl+v
expect yaw "$yaw"
if command -v xclip > /dev/null 2>&1; then
    did xdotool key ctrl+c
    await 100 'picture Picture copied'
    xclip -selection clipboard -target image/png -o > "$work/copied.png"
    picture saved
    same_picture copied saved
fi
did xdotool key 1

# Any size will do, down to a stamp, and back.
window=$(xdotool search --name 'Hip Atlas' | head -n 1)
for size in "900 700" "321 241" "1 1" "1280 300" "1280 720"; do
    # shellcheck disable=SC2086  # two numbers
    xdotool windowsize $window $size
    sleep 0.3
    alive
done
settle
expect size 1280x720

# Out of sight nothing is drawn; afterwards it is there again.
xdotool windowunmap --sync "$window"
sleep 1
hidden=$(frames)
xdotool key Next mousemove 500 500 mousemove 600 300
sleep 0.5
[ "$(frames)" = "$hidden" ] || fail "frames are drawn while nobody sees them"
xdotool windowmap --sync "$window" windowfocus --sync "$window" # there is no window manager to do it
settle
[ "$(frames)" -gt "$hidden" ] || fail "nothing is drawn when the window comes back"

# Ctrl+Q ends it, with status 0 and nothing on stderr.
xdotool mousemove 640 400 key ctrl+q
ended 0
[ ! -s "$work/said" ] || fail "it should have said nothing"

#!/bin/sh
# Presenting as a teacher does it: the whole screen by F5, a clicker's keys, black and white, a pen whose stroke is found
# where its surface has gone after a turn, and the second window with notes, which knows all of that and may go.
set -eu
. "$(dirname "$0")/common.sh"
command -v python3 > /dev/null 2>&1 || { echo "skipped: python3 is not installed"; exit 77; }
look="$(dirname "$0")/look.py"

# shows X Y R G B: this colour is on the screen
shows() {
    screen now
    at=$(python3 "$look" screen "$work/now.xwd" "$1" "$2")
    [ "$at" = "$3" ] || fail "at $1 $2 the screen should be $3, is $at"
}

# told KEY: its value in the teacher's newest frame
told() {
    grep ' teacher [0-9]' "$HIP_TRACE" | tail -n 1 | sed -n "s/.* $1=\([^ ]*\).*/\1/p"
}

# comes TENTHS KEY VALUE: the teacher's window gets to show it
comes() {
    for _ in $(seq "$1"); do
        [ "$(told "$2")" = "$3" ] && return
        alive
        sleep 0.1
    done
    fail "the teacher's window should show $2=$3, shows $(told "$2")"
}

start_display 1600x900x24
start --depth 3 --labels none
depth=$(last depth)

# The whole screen; letters are keys, not a search.
did xdotool mousemove 800 450 key F5
expect present 1
expect size 1600x900
did xdotool key Next
differs depth "$depth"
did xdotool key Prior
expect depth "$depth"
did xdotool key b
shows 800 450 '0 0 0'
did xdotool key period # any key: back
did xdotool key period
shows 800 450 '255 255 255'
did xdotool key x
expect search 0

# A stroke of the second pen over the buttock, found where it was drawn, and after a turn where its surface is now.
did xdotool key 2
xdotool mousemove 900 330
drag 1 900 330 60 130
settle
places=$(grep -c ' place ' "$HIP_TRACE")
[ "$places" -ge 20 ] || fail "the stroke has $places places only"
frame_drawn=$(frames)
picture drawn
share=$(python3 "$look" strokes "$work/drawn.png" "$HIP_TRACE" "$frame_drawn")
awk -v s="$share" 'BEGIN { exit !(s >= 0.95) }' || fail "$share of the stroke is where it was drawn"
yaw=$(last yaw)
did xdotool key Left
did xdotool key Left
differs yaw "$yaw"
frame_turned=$(frames)
picture turned
share=$(python3 "$look" strokes "$work/turned.png" "$HIP_TRACE" "$frame_turned")
awk -v s="$share" 'BEGIN { exit !(s >= 0.95) }' || fail "$share of the stroke went with its surface"
stale=$(python3 "$look" strokes "$work/turned.png" "$HIP_TRACE" "$frame_drawn")
awk -v s="$stale" 'BEGIN { exit !(s < 0.5) }' || fail "$stale of the stroke stayed on the screen"

# The second window: another window of this program, with the same picture, depth and strokes.
xdotool key n
await 100 ' teacher open'
comes 100 strokes 1
settle
[ "$(told places)" = "$places" ] || fail "the second window does not know the stroke"
window=$(xdotool search --name 'Hip Atlas: notes')
eval "$(xdotool getwindowgeometry --shell "$window")"
small_x=$((X + WIDTH * 29 / 100)) small_y=$((Y + HEIGHT / 4))
xdotool key b
comes 100 curtain 1
settle
shows 20 20 '0 0 0'
shows "$small_x" "$small_y" '0 0 0'
xdotool key space
comes 100 curtain 0
xdotool key period
comes 100 curtain 2
settle
shows "$small_x" "$small_y" '255 255 255'
xdotool key x
comes 100 curtain 0

# Its buttons by keyboard: the ring comes to "Deeper".
depth=$(last depth)
xdotool mousemove $((X + WIDTH / 2)) $((Y + HEIGHT - 20))
xdotool key Tab
sleep 0.3
xdotool key Tab
sleep 0.3
xdotool key Return
sleep 1
settle
differs depth "$depth"
comes 100 depth "$(last depth)"
xdotool key Escape # the ring
settle
expect present 1

# A second's clock is drawn there, and nothing else anywhere.
drawn=$(frames)
notes=$(grep -c ' teacher [0-9]' "$HIP_TRACE")
sleep 4
[ "$(frames)" = "$drawn" ] || fail "the projected window is drawn though nothing changed"
more=$(($(grep -c ' teacher [0-9]' "$HIP_TRACE") - notes))
[ "$more" -ge 3 ] && [ "$more" -le 6 ] || fail "$more frames in four seconds of the second window"

# Closed, it ends nothing; it comes back, a lesson that runs is in it, and goes with the projection.
xdotool key n
await 100 ' teacher closed'
did xdotool key n
grep -c ' teacher open' "$HIP_TRACE" | grep -q '^2$' || fail "it should have come back"
did xdotool key BackSpace
comes 100 strokes 0
did xdotool key 0
did xdotool key Escape
expect present 0
grep -c ' teacher closed' "$HIP_TRACE" | grep -q '^2$' || fail "it should have gone"
depth=$(last depth)
did xdotool key F5
expect depth "$depth"
xdotool key ctrl+q
ended 0
[ ! -s "$work/said" ] || fail "it should have said nothing"

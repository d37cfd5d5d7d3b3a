#!/bin/sh
# A source of pain as a user sees it: its view plays with Space and comes to rest; views side by side turn together, know
# what lies under the pointer in each of them, and go with Ctrl+Z.
set -eu
. "$(dirname "$0")/common.sh"

# over X Y: waits until the pointer there names something of the body.
over() {
    xdotool mousemove "$1" "$2"
    for _ in $(seq 50); do
        [ "$(last hovered)" != none ] && return
        alive
        sleep 0.1
    done
    fail "nothing lies under the pointer at $1, $2"
}

start_display 1280x720x24
start --source TP_PIR1 --time 0
picture begins

# Space plays it to its end; then nothing is drawn any more (settle).
forget
drawn=$(frames)
xdotool key space
done_act play
settle
[ "$(frames)" -gt $((drawn + 20)) ] || fail "it did not play"
picture ended
other_picture begins ended

# The page of what feels alike; its first row puts three views side by side.
forget
xdotool key ctrl+j
done_act compares
settle
xdotool mousemove 1140 150
sleep 0.5
xdotool click 1
done_act compare
settle
picture three
other_picture ended three
forget
xdotool mousemove 20 400
sleep 0.3
over 190 110
first=$(last hovered)
xdotool mousemove 20 400
sleep 0.3
over 787 110
[ "$(last hovered)" = "$first" ] || fail "the same place of two panes is $first and $(last hovered)"

# Who turns one turns all.
yaw=$(last yaw)
did drag 1 550 330 60 0
differs yaw "$yaw"
picture turned
other_picture three turned
did xdotool key ctrl+z
did xdotool key ctrl+z
picture back
same_picture ended back
xdotool key ctrl+q
ended 0

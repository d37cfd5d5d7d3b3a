#!/bin/sh
# The client on the table as a user handles it: choose a position, drag the thigh, play a stroke, press with a tool, walk
# through a session.
set -eu
. "$(dirname "$0")/common.sh"

# Frames come by themselves: something plays.
plays() {
    before=$(frames)
    for _ in $(seq 200); do
        [ "$(frames)" -gt $((before + 3)) ] && return
        alive
        sleep 0.1
    done
    fail "nothing plays"
}

start_display
start
forget

# On the page of joints a drag on the thigh bends the hip, not the view; it undoes as one.
did xdotool key F10
yaw=$(last yaw)
picture rest
forget
did drag 1 780 560 0 -60
done_act pull
expect yaw "$yaw"
picture pulled
other_picture rest pulled
did xdotool key ctrl+z
picture back
same_picture rest back

# A position is chosen by a click on its row.
forget
did xdotool key F9
did xdotool mousemove 1140 300 click 1
done_act position
settle
picture lying
other_picture rest lying

# A stroke that is typed lays the client and plays; Space stops it, and starts it again.
forget
xdotool type S12
sleep 0.5
xdotool key Return
done_act stroke
plays
forget
xdotool key space
done_act play
settle

# A tool that is typed presses where the body is clicked.
forget
xdotool type elbow
sleep 0.5
xdotool key Return
done_act tool
settle
xdotool mousemove 600 400
sleep 0.5
xdotool click 1
done_act press-at
settle

# A session goes on by a key, plays and pauses with Space.
forget
did xdotool key shift+F10
done_act walk
xdotool key ctrl+Right
done_act walk-next
settle
forget
xdotool key space
done_act play
plays
forget
xdotool key space
done_act play
settle

# Home brings the whole hip back; the program ends well.
did xdotool key Home
picture home
xdotool key ctrl+q
ended 0

#!/bin/sh
# A lesson as a teacher runs it: a clicker's keys turn its pages in the window and on the projector, who has explored comes
# back first, Escape leaves it and the keys mean layers again; views that were kept become a lesson file.
set -eu
. "$(dirname "$0")/common.sh"
export XDG_DATA_HOME="$work/data"

# act NAME KEY: presses the key, waits for the act and until the window rests.
act() {
    mark=$(($(wc -l < "$HIP_TRACE") + 1))
    xdotool key "$2"
    done_act "$1"
    settle
}

at_depth() {
    [ "$(last depth)" = "$1" ] || fail "$2: depth $(last depth), not $1"
}

start_display 1280x720x24
start --lesson layers:4
at_depth 3.000 "step 4"
yaw=$(last yaw)
act lesson-next Next
differs yaw "$yaw"
act lesson-next Next
at_depth 4.000 "step 6"
act lesson-previous Prior
at_depth 3.000 "back at step 5"

# To explore costs nothing: the first press comes back to the step.
act deeper bracketright
at_depth 4.000 "explored"
act lesson-next Next
at_depth 3.000 "come back"
act lesson-next Next
at_depth 4.000 "and on"

# The same keys on the projector; its own keys open and close nothing of the lesson.
act present F5
picture said
act lesson-next Next
at_depth 5.000 "step 7 on the projector"
picture next
other_picture said next
act present F5

# Escape leaves it; then the keys mean layers again.
act back Escape
for _ in 1 2 3; do
    mark=$(($(wc -l < "$HIP_TRACE") + 1))
    xdotool key Next
    settle
    tail -n +"$mark" "$HIP_TRACE" | grep -q " command deeper " && break
    act back Escape
done
done_act deeper

# Two views kept, one taken back and kept again, saved by typing what is wanted.
act lesson-keep ctrl+r
act lesson-keep ctrl+r
act lesson-unkeep ctrl+shift+r
did xdotool key Left
act lesson-keep ctrl+r
xdotool type --delay 60 "save the less"
await 100 ' command search '
settle
mark=$(($(wc -l < "$HIP_TRACE") + 1))
xdotool key Return
done_act lesson-save
file="$XDG_DATA_HOME/hip-atlas/lessons/my_lesson.json"
for _ in $(seq 50); do
    [ -s "$file" ] && break
    sleep 0.1
done
[ "$(grep -c '"say"' "$file")" = 2 ] || fail "the file does not hold two steps"
"$program" validate "$file" | grep -q '1 lesson: no mistakes' || fail "the recorded lesson has mistakes"
xdotool key ctrl+q
ended 0

#!/bin/sh
# The questions that the program must answer, each from the view it starts with, by real keys and clicks, in at most as many
# actions as it may take. Typing a word and Enter is one action, as is a drag.
set -eu
. "$(dirname "$0")/common.sh"

actions=0

# question MOST: everything is put back; from now on actions count.
question() {
    did xdotool key Escape
    for _ in 1 2 3; do
        xdotool key Escape
    done
    did xdotool key Home
    most=$1
    actions=0
    forget
}

act() {
    actions=$((actions + 1))
    [ "$actions" -le "$most" ] || fail "it takes more than $most actions"
    did "$@"
}

ask_by_typing() {
    actions=$((actions + 1))
    [ "$actions" -le "$most" ] || fail "it takes more than $most actions"
    xdotool type --delay 40 "$1"
    sleep 0.5
    did xdotool key Return
}

start_display 1280x720x24
start

# Show me the sciatic nerve under piriformis: 1.
question 1
ask_by_typing sci
done_act reveal
expect selected sciatic_nerve_r

# Peel from skin to bone: one key, again and again.
question 12
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    [ "$(last depth)" = 10.000 ] && break
    before=$(last depth)
    act xdotool key Next
    differs depth "$before"
done
expect depth 10.000

# What is this? No click for the name, one for the sheet.
question 1
did xdotool mousemove 640 300
differs hovered none
act xdotool click 1
done_act select
differs selected none

# It hurts down the back of the thigh: from where? 2.
question 2
act xdotool key ctrl+h
act xdotool mousemove 490 300 click 1
expect told 1

# How do I place the client for gluteus medius, and which stroke reaches it? 2.
question 2
ask_by_typing "gluteus medius"
screen before
actions=$((actions + 1))
xdotool mousemove 1060 592 click 1
done_act stroke
did xdotool key space # it plays: nothing rests before it pauses
screen after
! cmp -s "$work/before.xwd" "$work/after.xwd" || fail "the stroke does not show"

# Where must my elbow not go? 1.
question 1
act xdotool key shift+F12
done_act press

# Does the nerve always run there? 1.
question 1
act xdotool key shift+F8
done_act variants

# What happens to piriformis when the hip bends? 1.
question 1
ask_by_typing "hip bent"
done_act claims

# Test me: 1.
question 1
act xdotool key shift+F2
done_act quiz

# Give the client a page: 1.
question 1
actions=1
xdotool key ctrl+p
done_act handout
await 600 'picture '
[ -n "$(find "$work" -name '*.pdf')" ] || fail "no page was written"

xdotool key ctrl+q
ended 0

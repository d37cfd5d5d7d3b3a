#!/bin/sh
# A whole session by keyboard alone, with no pointer at all: peel, find, lay the client, choose a stroke, tell where it
# hurts, answer a question, larger text and another language, a lesson, a bookmark, a picture, point with keys, quit.
set -eu
. "$(dirname "$0")/common.sh"
export XDG_DATA_HOME="$work/data"

# keys KEY...: one after the other, slowly enough that the panels have answered each.
keys() {
    for key in "$@"; do
        xdotool key "$key"
        sleep 0.15
    done
}

# acts NAME KEY...: these keys end in that command
acts() {
    name=$1
    shift
    forget
    keys "$@"
    done_act "$name"
}

quiz() {
    grep ' quiz level' "$HIP_TRACE" | tail -n 1 | sed -n "s/.* $1=\([^ ]*\).*/\1/p"
}

# holds KEY VALUE: until the newest line about the quiz says so
holds() {
    for _ in $(seq 100); do
        [ "$(quiz "$1")" = "$2" ] && return
        alive
        sleep 0.1
    done
    fail "$1 of the quiz should be $2, is $(quiz "$1")"
}

start_display 1280x720x24
start

# Peel; find by typing, choose with Enter; Esc lets go.
depth=$(last depth)
did xdotool key Next
differs depth "$depth"
xdotool type --delay 40 "piriformis"
acts reveal Return
settle
expect selected piriformis_r

# A position and a stroke from their pages: Tab comes to the cross first, then to the rows.
acts position F9 Tab Tab Return
acts stroke F12 Tab Return

# Where it hurts: the body comes back, the list opens, the first place after the two sides.
acts pain-body ctrl+h Tab Return
acts tell-zone Tab Return Tab Tab Tab Return
settle

# A question answered with the ring: right, and on with Enter. What asks the body is not known, and goes by.
acts quiz shift+F2
holds level 1
for _ in $(seq 30); do
    case $(quiz asks) in find.* | layers.*) ;; *) break ;; esac
    acts quiz-next ctrl+Tab Return Return
    holds answered 0
done
right=$(quiz right)
keys Tab
for _ in $(seq "$right"); do
    keys Tab
done
acts quiz-answer Return
holds answered 1
holds was_right 1
acts quiz-next Return
keys Escape Escape

# Settings: the second size of text; German, which stands behind the other sizes, the system's language and English.
sizes=$(sed -n 's/.*SETTINGS_TEXT_SIZES = \([0-9]*\).*/\1/p' include/hip/settings.h)
acts text-size ctrl+comma Tab Tab Tab Return
for _ in $(seq $((sizes - 2))); do
    keys Tab
done
acts language Tab Tab Tab Return
tail -n +"$mark" "$HIP_TRACE" | grep -q 'command language .*text=de' || fail "another language"
acts language shift+Tab Return
keys Escape

# A lesson and its next step.
acts lesson shift+F1 Tab Return
acts lesson-next Next

# A bookmark, a picture.
acts bookmark ctrl+d
picture kept
[ -s "$work/kept.png" ] || fail "no picture"
keys Escape Escape Escape Escape

# The pointer moves by keys and chooses what it is on.
did xdotool key Home
acts select shift+Right shift+Left shift+Return
acts quit ctrl+q
ended 0

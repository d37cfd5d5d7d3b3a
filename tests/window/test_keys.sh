#!/bin/sh
# A whole session by keyboard alone: peel, find, lay the client, choose a stroke, tell where it hurts, answer a question,
# larger text and another language, a lesson, a bookmark, a picture, point with keys, quit.
set -eu
. "$(dirname "$0")/common.sh"
export XDG_DATA_HOME="$work/data"

# to PLACE: Tab, each seen before the next, until the ring is there ("page.4" is the fourth control of the page).
to() {
    for _ in $(seq 40); do
        [ "$(last ring)" = "$1" ] && return
        ring=$(last ring)
        xdotool key Tab
        for _ in $(seq 600); do
            [ "$(last ring)" != "$ring" ] && continue 2
            alive
            sleep 0.05
        done
        fail "Tab does not move the ring from $ring"
    done
    fail "the ring should come to $1, is at $(last ring)"
}

# does NAME KEY: the key ends in that command, which a frame has shown; acts: and then the window rests.
does() {
    forget
    xdotool key "$2"
    done_act "$1"
    for _ in $(seq 300); do
        tail -n +"$mark" "$HIP_TRACE" |
            awk '/ command / { said = 1 } said && / frame / { shown = 1 } END { exit !shown }' && return
        alive
        sleep 0.1
    done
    fail "no frame after '$1'"
}

acts() {
    does "$@"
    settle
}

quiz() {
    grep ' quiz level' "$HIP_TRACE" | tail -n 1 | sed -n "s/.* $1=\([^ ]*\).*/\1/p"
}

# holds KEY VALUE: so it says in the newest line about the quiz
holds() {
    [ "$(quiz "$1")" = "$2" ] || fail "$1 of the quiz should be $2, is $(quiz "$1")"
}

start_display 1280x720x24
start
expect ring none

# Peel; find by typing, choose with Enter.
depth=$(last depth)
did xdotool key Next
differs depth "$depth"
forget
xdotool type --delay 40 "piriformis"
await 100 ' command search '
settle
acts reveal Return
expect selected piriformis_r

# A position, behind the cross and the two sides; a stroke, behind the cross: it plays at once, until its third
# control stops it.
acts positions F9
to page.4
acts position Return
acts strokes F12
to page.2
does stroke Return
to page.3
acts play Return

# Where it hurts: the list of places opens; the first stands behind the three questions and the two sides.
acts pain ctrl+h
to page.2
did xdotool key Return
to page.7
acts tell-zone Return
expect told 1

# A question answered with the ring: right, and on with Enter. One that asks the body or an order is not known, and goes by.
acts quiz shift+F2
holds level 1
for _ in $(seq 30); do
    case $(quiz asks) in
    find.*) unknown=page.2 ;;
    layers.*) unknown=page.6 ;;
    *) break ;;
    esac
    to "$unknown"
    acts quiz-next Return
    holds answered 1
    acts quiz-next Return
    holds answered 0
done
to page.$(($(quiz right) + 2))
acts quiz-answer Return
holds was_right 1
acts quiz-next Return
holds answered 0
expect ring page.2
acts back Escape
holds level 0

# Settings: the second size of text behind the cross, German behind all sizes, the system's language and English.
acts settings ctrl+comma
to page.3
acts text-size Return
to page.$((1 + $(sed -n 's/.*SETTINGS_TEXT_SIZES = \([0-9]*\).*/\1/p' include/hip/settings.h) + 3))
acts language Return
tail -n +"$mark" "$HIP_TRACE" | grep -q 'command language .*text=de' || fail "it should speak German"
acts back Escape

# A lesson and its next step.
acts lessons shift+F1
to page.2
acts lesson Return
acts lesson-next Next
acts back Escape

# A bookmark, a picture.
acts bookmark ctrl+d
[ -s "$XDG_DATA_HOME/hip-atlas/bookmarks.json" ] || fail "no bookmark is kept"
picture kept
[ -s "$work/kept.png" ] || fail "no picture"

# The pointer moves by keys and chooses what it is on.
did xdotool key Home
did xdotool key shift+Right
acts select shift+Return
xdotool key ctrl+q
ended 0
[ ! -s "$work/said" ] || fail "it should have said nothing"

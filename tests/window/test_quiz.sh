#!/bin/sh
# The quiz as a student plays it: choices by keys, places by clicks on the body found with the pointer, to a hundred per
# cent; a wrong click is told and the right structure shown; Escape ends the round with its score; what is known is
# painted on the body, and saved as a table.
set -eu
. "$(dirname "$0")/common.sh"
export XDG_DATA_HOME="$work/data" XDG_DOCUMENTS_DIR="$work/documents"
questions=8

# quiz KEY: its value in the newest line about the quiz
quiz() {
    grep ' quiz level' "$HIP_TRACE" | tail -n 1 | sed -n "s/.* $1=\([^ ]*\).*/\1/p"
}

is() {
    [ "$(quiz "$1")" = "$2" ] || fail "$1 of the quiz should be $2, is $(quiz "$1")"
}

# Places of the body, from its middle outwards.
places() {
    awk 'BEGIN { for (y = 100; y < 640; y += 26) for (x = 470; x < 960; x += 26)
        printf "%d %d %d\n", (x - 740) ^ 2 + (y - 330) ^ 2, x, y }' | sort -n | cut -d ' ' -f 2,3
}

# is_under ID: what the pointer is over is that structure, of either side
is_under() {
    under=$(last hovered)
    [ "$under" = "$1" ] || [ "$under" = "$1"_r ] || [ "$under" = "$1"_l ]
}

# point ID yes|no: turns the body and moves over it until what is under the pointer is that structure, or is another one.
point() {
    places > "$work/places"
    for camera in 1 3 2; do
        [ $camera = 1 ] || did xdotool key $camera
        scan "$1" "$2" && return
    done
    fail "the pointer finds no place for $1 ($2)"
}

scan() {
    while read -r x y; do
        xdotool mousemove "$x" "$y"
        sleep 0.1
        for _ in 1 2; do # the second time at rest
            found_it=no
            is_under "$1" && found_it=yes
            [ $found_it = "$2" ] && [ "$under" != none ] || continue 2
            sleep 0.5
        done
        return
    done < "$work/places"
    return 1
}

answer() {
    asked=$(quiz asks)
    case $asked in
    find.*)
        point "${asked#find.}" yes
        did xdotool click 1
        ;;
    layers.*)
        order=$(quiz order)
        for place in 0 1 2 3; do
            for choice in 1 2 3 4; do
                if [ "$(echo "$order" | cut -c $choice)" = $place ]; then
                    did xdotool key $choice
                fi
            done
        done
        ;;
    *) did xdotool key $(($(quiz right) + 1)) ;;
    esac
}

start_display 1280x720x24
start
did xdotool key shift+F2
is level 1

found=0
for number in $(seq $questions); do
    expect search 0
    is answered 0
    case $(quiz asks) in find.*) found=$((found + 1)) ;; esac
    answer
    is answered 1
    is was_right 1
    is score "$number/$number"
    did xdotool key Return
done
[ $found -gt 0 ] || fail "no question asked the body"

# On to a question about the body, those before it not known; then a click on something else.
for _ in $(seq 30); do
    case $(quiz asks) in find.*) break ;; esac
    did xdotool key 1
    [ "$(quiz answered)" = 1 ] || { did xdotool key 2 && did xdotool key 3 && did xdotool key 4; }
    did xdotool key Return
done
wanted=$(quiz asks)
wanted=${wanted#find.}
point "$wanted" no
wrong=$under
did xdotool click 1
is was_right 0
is clicked "$wrong"
case $(last selected) in "$wanted" | "$wanted"_r | "$wanted"_l) ;; *) fail "$wanted is not shown, $(last selected) is" ;; esac

# Escape ends the round, not the page.
did xdotool key Escape
is level 0
[ "$(quiz score)" != 0/0 ] || fail "the score is gone"
grep -q "\"find.$wanted\"" "$XDG_DATA_HOME/hip-atlas/progress.json" || fail "what was asked is not remembered"

# What is known, on the body and as a table: by typing what is wanted.
xdotool type --delay 60 "save my res"
settle
did xdotool key Return
await 100 ' results '
grep -q "^find.$wanted,0,0,1" "$XDG_DOCUMENTS_DIR"/hip-results-*.csv || fail "the table lacks the wrong answer"
did xdotool key Escape
picture plain
xdotool type --delay 60 "what i know"
settle
did xdotool key Return
picture known
other_picture plain known
alive

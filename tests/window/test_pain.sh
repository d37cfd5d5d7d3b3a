#!/bin/sh
# Where does it hurt: from the start to the likely sources of pain down the back of the thigh in two actions, by hand and
# by typing; then everything is wiped, and nothing of it lies on the disk.
set -eu
. "$(dirname "$0")/common.sh"

thigh_x=490  # the back of the right thigh, as the body then stands
thigh_y=300

start_display 1280x720x24
start
forget
expect told 0

# One: the body view. Two: the place. The page with the sources is there then (tests/test_ui_pain.c reads it).
xdotool key ctrl+h
done_act pain
settle
screen asked
xdotool mousemove $thigh_x $thigh_y
xdotool click 1
done_act tell-at
settle
expect told 1
screen answered
! cmp -s "$work/asked.xwd" "$work/answered.xwd" || fail "the answers do not show"

# Three: the page to take home.
forget
xdotool mousemove 985 678 click 1
done_act handout
await 600 'picture '
find "$work" -name '*.pdf' > "$work/pdfs"
[ "$(wc -l < "$work/pdfs")" = 1 ] || fail "no page was written"
head -c 5 "$(cat "$work/pdfs")" | grep -q '%PDF-' || fail "the page is no PDF"
rm -f "$(cat "$work/pdfs")"
settle

# A second click there takes it back, and it undoes.
did xdotool mousemove $thigh_x $thigh_y
did xdotool click 1
expect told 0
did xdotool key ctrl+z
expect told 1

# Several places; the other side of the body is not mixed in.
forget
did xdotool mousemove 500 215 click 1
done_act tell-at
expect told 2
did xdotool mousemove 410 300 click 1
expect told 2
grep -q "One side at a time" "$HIP_TRACE" || fail "nothing is said of the other side"

# A source is shown from its card; a drag turns the body and tells nothing.
forget
did drag 1 480 620 60 0
expect told 2
for y in $(seq 340 14 600); do # how high the first card is depends on its words
    xdotool mousemove 945 "$y" click 1
    sleep 0.7
    tail -n +"$mark" "$HIP_TRACE" | grep -q ' command source ' && break
done
done_act source
settle
expect source 1

# Wiping is asked for once, then done; nothing comes back.
did xdotool key ctrl+shift+Delete
expect wipe 1
expect told 2
did xdotool key Escape
expect wipe 0
expect told 2
did xdotool key ctrl+shift+Delete
did xdotool key ctrl+shift+Delete
expect told 0
expect source 0
did xdotool key ctrl+z
expect told 0

# By typing: the words and Enter.
did xdotool key Escape
xdotool type "back of thigh"
sleep 0.5
did xdotool key Return
expect told 1

# For the client's eyes, by one key, and back.
screen dark
did xdotool key shift+F5
screen client
! cmp -s "$work/dark.xwd" "$work/client.xwd" || fail "the client's view looks like the other"
did xdotool key shift+F5
expect told 1

xdotool key ctrl+q
ended 0

# What the program keeps on the disk knows of no place, word or sign. (The trace and the screens are this test's own, the
# shaders are the driver's.)
words='Z_[a-z]\|zone=\|flag=\|quality=\|thigh_post\|ack of the thigh\|back of thigh'
echo "h1 zone=Z_sitbone" | grep -q "$words" || fail "the words are not found where they are"
for folder in "$XDG_CACHE_HOME" "$XDG_CONFIG_HOME" "$XDG_PICTURES_DIR" "$HOME/.local" "$HOME/.config" "$HOME/.cache" \
    "$HOME/Documents"; do
    [ -d "$folder" ] || continue
    if grep -rla --exclude-dir='mesa_shader_cache*' "$words" "$folder" > "$work/found"; then
        fail "something of what was told is on the disk: $(cat "$work/found")"
    fi
done

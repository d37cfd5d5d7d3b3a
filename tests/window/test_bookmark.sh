#!/bin/sh
# Views kept with Ctrl+D: named by typing, opened by a click, deleted and brought back, there again after a new start. And a note on the body.
set -eu
. "$(dirname "$0")/common.sh"
export XDG_DATA_HOME="$work/data"
file=$XDG_DATA_HOME/hip-atlas/bookmarks.json

holds() {
    grep -q "$1" "$file" || fail "the bookmarks lack $1"
}

start_display 1280x720x24
start
did xdotool key bracketright
did xdotool key bracketright
did xdotool key ctrl+d
expect depth 2.000
holds 'depth=2'

# Its name is typed over; letters do not search there.
did xdotool mousemove 1130 242 click 1
did xdotool key ctrl+a
xdotool type --delay 120 "monday"
settle
expect search 0
holds '"name": "monday"'
did xdotool key Escape
did xdotool key ctrl+shift+d

# Away, and back by a click on its row; undo goes away again.
did xdotool key Home
expect depth 0.000
did xdotool mousemove 1130 181 click 1
expect depth 2.000
did xdotool key ctrl+z
expect depth 0.000

# Deleted, and brought back.
did xdotool mousemove 1052 278 click 1
grep -q monday "$file" && fail "it is still there"
did xdotool mousemove 1190 208 click 1
holds '"name": "monday"'

# A note is pinned under the pointer and written at once; undo takes it away, and back again.
pinned() {
    grep -q '"text": "press slowly"' "$XDG_DATA_HOME/hip-atlas/notes.json"
}
did xdotool key Home
did xdotool mousemove 560 330 key ctrl+n
xdotool type --delay 120 "press slowly"
settle
expect search 0
pinned || fail "the note is not kept"
did xdotool key Escape
did xdotool key ctrl+z
pinned && fail "the note is still there"
did xdotool key ctrl+y
pinned || fail "the note did not come back"

# A new start has it too.
xdotool key ctrl+q
ended 0
: > "$HIP_TRACE"
start
did xdotool key ctrl+shift+d
did xdotool mousemove 1130 181 click 1
expect depth 2.000
alive

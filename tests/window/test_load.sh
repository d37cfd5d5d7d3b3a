#!/bin/sh
# Loading beside the window: a file that cannot be read, an importer that dies or hangs: one line, and everything as it was.
set -eu
. "$(dirname "$0")/common.sh"

# open PATH: through the clipboard, as a user without a file dialog does.
open() {
    printf '%s' "$1" | xclip -selection clipboard -i > /dev/null 2>&1
    xdotool key ctrl+v
}

# An importer that never answers, in place of the real one beside a copy of the program.
slow_copy() {
    mkdir -p "$work/bin"
    cp "$program" "$work/bin/hip-atlas"
    if [ -e "$(dirname "$program")/body.mesh" ]; then
        cp "$(dirname "$program")/body.mesh" "$work/bin/"
    fi
    printf '#!/bin/sh\nexec sleep 100\n' > "$work/bin/hip-atlas-import"
    chmod +x "$work/bin/hip-atlas-import"
    program=$work/bin/hip-atlas
}

command -v xclip > /dev/null 2>&1 || { echo "skipped: xclip is not installed (tools/install test)"; exit 77; }
start_display
real=$program
slow_copy
start
did xdotool key 2
did xdotool mousemove 3 700
picture begin
head -c 2000 /dev/urandom > "$work/noise.glb"

# The importer is killed half-way.
open "$work/noise.glb"
await 50 'Reading noise.glb'
importer=
for _ in $(seq 50); do
    importer=$(awk -v parent="$pid" '$4 == parent { print $1 }' /proc/[0-9]*/stat 2> /dev/null | head -n 1)
    [ -n "$importer" ] && break
    sleep 0.1
done
[ -n "$importer" ] || fail "no importer was started"
kill -9 "$importer"
await 100 ' failed '
alive
sleep 1
[ "$(last yaw)" = "0.00" ] || fail "the view changed"

# While it hangs the window still turns, and another file may be asked for; quitting does not wait for it.
open "$work/noise.glb"
sleep 0.5
before=$(frames)
drag 1 640 400 100 0
for _ in $(seq 50); do
    [ "$(frames)" -gt "$before" ] && break
    sleep 0.1
done
[ "$(frames)" -gt "$before" ] || fail "the window does not turn while a file is read"
xdotool key ctrl+z
sleep 1
xdotool key ctrl+q
ended 0

# With the real importer: noise, nothing, a folder without meshes; then the picture is what it was.
program=$real
: > "$HIP_TRACE"
start
did xdotool key 2 mousemove 3 700
mkdir "$work/empty"
: > "$work/nothing.stl"
count=0
for path in "$work/noise.glb" "$work/empty" "$work/nothing.stl"; do
    open "$path"
    count=$((count + 1))
    for _ in $(seq 150); do
        [ "$(grep -c ' failed ' "$HIP_TRACE" || true)" = "$count" ] && break
        sleep 0.1
    done
    [ "$(grep -c ' failed ' "$HIP_TRACE" || true)" = "$count" ] || fail "no line about $path"
    alive
done
settle
picture after
same_picture begin after

# A model that is no model, given at the start: the line, and the built-in hip.
xdotool key ctrl+q
ended 0
: > "$HIP_TRACE"
start --model "$work/noise.glb"
[ "$(wc -l < "$work/said")" = 1 ] || fail "one line should say what is wrong"
grep -q noise.glb "$work/said" || fail "the line should name the file"

# A real model, where there is one: first from its files, then from the cache.
model=$(reference)
[ -n "$model" ] || { echo "the reference model is not here: its part is left out"; exit 0; }
xdotool key ctrl+q
ended 0
: > "$HIP_TRACE"
start --model "$model"
grep -q 'model parts=53' "$HIP_TRACE" || fail "53 parts were expected"
grep -q ' better' "$HIP_TRACE" || fail "levels of detail did not come"
xdotool mousemove 3 700 key ctrl+q
ended 0
: > "$HIP_TRACE"
start --model "$model"
if grep -q ' better' "$HIP_TRACE"; then
    fail "the cache was not used"
fi

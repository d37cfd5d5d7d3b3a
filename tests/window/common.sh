# common.sh - what the window tests share; sourced. A display of its own for each run, a program that traces its frames
# ($HIP_TRACE: a line for each frame and act), and questions to that trace. A failed expectation ends the script with 1.
# shellcheck shell=sh

program=$1
compare=$2
for tool in Xvfb xdotool; do
    command -v "$tool" > /dev/null 2>&1 || { echo "skipped: $tool is not installed (tools/install test)"; exit 77; }
done

work=$(mktemp -d)
export HOME="$work" XDG_CACHE_HOME="$work/cache" XDG_CONFIG_HOME="$work/config" XDG_PICTURES_DIR="$work/pictures"
export HIP_TRACE="$work/trace" LIBGL_ALWAYS_SOFTWARE=1
# Drivers and the desktop's libraries keep memory of their own at the end; the tests without a window look for leaks.
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
unset WAYLAND_DISPLAY SDL_VIDEODRIVER
pid=
xvfb=

finish() {
    status=$?
    [ -n "$pid" ] && kill "$pid" 2> /dev/null
    [ -n "$xvfb" ] && kill "$xvfb" 2> /dev/null
    if [ "$status" != 0 ] && [ "$status" != 77 ]; then
        echo "--- the program said:"
        cat "$work/said" 2> /dev/null
        echo "--- the end of the trace:"
        tail -n 30 "$HIP_TRACE" 2> /dev/null
    fi
    [ -n "${HIP_KEEP:-}" ] && cp -r "$work" "$HIP_KEEP" 2> /dev/null
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM

fail() {
    echo "failed: $*"
    exit 1
}

# The server chooses a free display number itself.
start_display() {
    Xvfb -displayfd 3 -screen 0 "${1:-1280x800x24}" -nolisten tcp -fbdir "$work" 3> "$work/display" > /dev/null 2>&1 &
    xvfb=$!
    for _ in $(seq 100); do
        [ -s "$work/display" ] && break
        sleep 0.1
    done
    [ -s "$work/display" ] || { echo "skipped: Xvfb does not start here"; exit 77; }
    DISPLAY=:$(cat "$work/display")
    export DISPLAY
}

# start ARGS...: opens the window and waits until the body can be asked.
start() {
    "$program" "$@" > "$work/said" 2>&1 &
    pid=$!
    await 900 ' rays'
    await 900 ' warm'
    settle
}

# await TENTHS TEXT: until the trace holds the text.
await() {
    for _ in $(seq "$1"); do
        grep -q -- "$2" "$HIP_TRACE" 2> /dev/null && return
        alive
        sleep 0.1
    done
    fail "no '$2' in the trace after $1 tenths of a second"
}

alive() {
    kill -0 "$pid" 2> /dev/null || fail "the program has ended"
}

# did COMMAND...: carries it out, waits for the first frame that comes of it, then until the window rests.
did() {
    drawn=$(frames)
    "$@"
    for _ in $(seq 100); do
        [ "$(frames)" != "$drawn" ] && break
        alive
        sleep 0.1
    done
    settle
}

# ended STATUS: the program ends by itself within ten seconds, with this status.
ended() {
    for _ in $(seq 100); do
        kill -0 "$pid" 2> /dev/null || break
        sleep 0.1
    done
    if kill -0 "$pid" 2> /dev/null; then
        fail "the program does not end"
    fi
    status=0
    wait "$pid" || status=$?
    pid=
    [ "$status" = "$1" ] || fail "status $status at the end"
}

# Until nothing is drawn any more for half a second. A command whose frame has not come yet is still at work.
settle() {
    before='' still=0
    for _ in $(seq 600); do
        alive
        now=$(wc -l < "$HIP_TRACE")
        still=$((now == ${before:-0} ? still + 1 : 0))
        before=$now
        [ "$still" -ge 5 ] && [ "$(last fine)" = 1 ] && tail -n 1 "$HIP_TRACE" | grep -q ' frame \| warm\| teacher' && return
        sleep 0.1
    done
    fail "the window does not come to rest"
}

# done_act NAME: waits until the program has carried out such a command after the mark; forget sets the mark here.
done_act() {
    for _ in $(seq 300); do
        tail -n +"$mark" "$HIP_TRACE" | grep -q " command $1 " && return
        alive
        sleep 0.1
    done
    fail "no act '$1' in the trace"
}

forget() {
    mark=$(($(wc -l < "$HIP_TRACE") + 1))
}

# last KEY: its value in the newest frame.
last() {
    grep ' frame ' "$HIP_TRACE" | tail -n 1 | sed -n "s/.* $1=\([^ ]*\).*/\1/p"
}

frames() {
    grep -c ' frame ' "$HIP_TRACE" || true
}

# expect KEY VALUE
expect() {
    [ "$(last "$1")" = "$2" ] || fail "$1 should be $2, is $(last "$1")"
}

# differs KEY VALUE
differs() {
    [ "$(last "$1")" != "$2" ] || fail "$1 should no longer be $2"
}

# near KEY VALUE TOLERANCE
near() {
    awk -v a="$(last "$1")" -v b="$2" -v t="$3" 'BEGIN { d = a - b; exit !(d <= t && d >= -t) }' ||
        fail "$1 should be $2, is $(last "$1")"
}

# drag BUTTON X Y DX DY: pressed, moved in steps, held still, let go.
drag() {
    xdotool mousemove "$2" "$3" mousedown "$1"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        xdotool mousemove_relative -- $(($4 / 10)) $(($5 / 10))
        sleep 0.02
    done
    sleep 0.2
    xdotool mouseup "$1"
}

# picture NAME: what the program itself saves (Ctrl+S) as $work/NAME.png
picture() {
    rm -rf "$XDG_PICTURES_DIR"
    said=$(grep -c ' picture ' "$HIP_TRACE" || true)
    xdotool key ctrl+s
    for _ in $(seq 100); do
        [ "$(grep -c ' picture ' "$HIP_TRACE" || true)" != "$said" ] && break
        sleep 0.1
    done
    mv "$XDG_PICTURES_DIR"/hip-*.png "$work/$1.png" || fail "no picture was saved"
}

# screen NAME: what the screen shows, as $work/NAME.xwd
screen() {
    cp "$work/Xvfb_screen0" "$work/$1.xwd"
}

same_picture() {
    "$compare" "$work/$1.png" "$work/$2.png" > "$work/compared" || fail "$1 and $2 should look alike: $(cat "$work/compared")"
}

other_picture() {
    if "$compare" "$work/$1.png" "$work/$2.png" > "$work/compared"; then
        fail "$1 and $2 should differ: $(cat "$work/compared")"
    fi
}

# The reference model where there is one; the scripts use it so that a real import is tested too.
reference() {
    for folder in "${HIP_REFERENCE:-}" ../shared/reference; do
        [ -n "$folder" ] && [ -d "$folder/bodyparts3d" ] && { echo "$folder/bodyparts3d"; return; }
    done
}

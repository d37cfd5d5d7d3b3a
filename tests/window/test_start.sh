#!/bin/sh
# What happens where there is no display, no OpenGL 3.3, a slip in the command line: one line, the right status, no window.
set -eu
. "$(dirname "$0")/common.sh"

# refuses STATUS TEXT COMMAND...
refuses() {
    wanted=$1
    text=$2
    shift 2
    status=0
    timeout 30 "$@" > "$work/said" 2>&1 || status=$?
    [ "$status" = "$wanted" ] || fail "status $status instead of $wanted: $*"
    [ "$(wc -l < "$work/said")" = 1 ] || fail "not one line: $*"
    grep -q "$text" "$work/said" || fail "the line should say '$text'"
}

refuses 1 display env -u DISPLAY "$program"
refuses 1 display env DISPLAY=:9999 "$program"
start_display
refuses 1 LIBGL_ALWAYS_SOFTWARE env MESA_GL_VERSION_OVERRIDE=2.1 "$program"
refuses 2 piriformiss "$program" --hide piriformiss
refuses 2 frobnicate "$program" --frobnicate

# The view asked for is there in the first picture.
start --camera anterior --depth 6 --select piriformis_r
grep -m 1 ' scene=1 ' "$HIP_TRACE" | grep -q 'yaw=0.00 .*depth=6.000 .*selected=piriformis_r' || fail "not the view asked for"
# A request to end from outside is like any other wish to leave.
kill -TERM "$pid"
ended 0

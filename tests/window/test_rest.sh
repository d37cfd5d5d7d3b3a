#!/bin/sh
# At rest nothing is drawn and no time is spent: 0 frames and at most 5 ms of CPU in 10 s, with the pointer on the body.
set -eu
. "$(dirname "$0")/common.sh"

# utime + stime of all threads in ticks of 10 ms, finer in nanoseconds from schedstat where the kernel has it.
cpu_us() {
    if cat /proc/"$pid"/task/*/schedstat > "$work/schedstat" 2> /dev/null && [ -s "$work/schedstat" ]; then
        awk '{ sum += $1 } END { printf "%d\n", sum / 1000 }' "$work/schedstat"
    else
        cut -d ' ' -f 14,15 /proc/"$pid"/stat | awk '{ print ($1 + $2) * 10000 }'
    fi
}

start_display
start
xdotool mousemove 560 360 click 1
sleep 3 # the second's rest after which a name explains itself
settle
before_us=$(cpu_us)
before=$(frames)
sleep 10
spent_us=$(($(cpu_us) - before_us))
drawn=$(($(frames) - before))
echo "in 10 s at rest: $drawn frames, $spent_us us of CPU"
[ "$drawn" = 0 ] || fail "$drawn frames at rest"
[ "$spent_us" -le 5000 ] || fail "$spent_us us of CPU at rest"

#!/bin/sh
# Everything a user can do, round after round in a real window: memory stands still. Half a minute, with HIP_FULL set ten
# minutes ($HIP_SOAK_S: as many seconds as that). What the program holds is asked at the same place of each round.
set -eu
. "$(dirname "$0")/common.sh"

length=${HIP_SOAK_S:-$([ -n "${HIP_FULL:-}" ] && echo 600 || echo 30)}
start_display 1920x1200x24
start

rss() {
    awk '/^VmRSS:/ { print $2 }' "/proc/$pid/status"
}

window=$(xdotool search --name 'Hip Atlas' | head -n 1)

# One round; every act changes what is drawn, and the last ones bring back what was there.
act() {
    xdotool "$@"
    sleep 0.05
    alive
}
round() {
    drag 1 640 400 $((80 + round_number % 7 * 10)) 30
    act mousemove 640 400 click --repeat 3 --delay 20 4
    act click --repeat 3 --delay 20 5
    for key in Next Next Next Prior Next Next; do act key $key; done
    act mousemove 560 360 click 1
    act key space
    act key space
    act key Return
    act key Escape
    act key F4
    act mousemove 640 500 click --repeat 2 --delay 20 4
    drag 1 700 420 40 -20
    act key shift+F4
    act key F4
    for key in F2 F2 F2 F3 F3 F7 F7 F7 F7 F7 F8 F8 F8 F8 F8 F8; do act key $key; done
    for _ in 1 2 3 4 5 6; do act key F6; done
    act mousemove 500 380 keydown alt mousemove 560 400 mousemove 620 420 keyup alt # the lens
    act key Escape Escape
    act type --delay 5 "sciatic"
    act key Return
    act key Escape Escape
    act key ctrl+s
    for size in "900 700" "1600 900" "400 300" "1280 720"; do
        # shellcheck disable=SC2086  # two numbers
        act windowsize --sync "$window" $size
    done
    act windowunmap --sync "$window"
    act key Next
    act windowmap --sync "$window" windowfocus --sync "$window"
    act key Home
    rm -rf "$XDG_PICTURES_DIR" || true # one may just be on its way
    round_number=$((round_number + 1))
}

# What the program holds when it has come to rest after a round, kB.
note() {
    settle
    rss >> "$work/notes"
}
middle_of() {
    sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

round_number=0
# The largest there is first, at rest: the driver keeps the memory of its fine picture.
xdotool windowsize --sync "$window" 1600 900
did xdotool key F4
did xdotool key F2 F2
did xdotool key F4 F2
round
round # caches, fonts of all sizes and the driver's programs are there now
: > "$work/notes"
begin=$(date +%s)
while [ $(($(date +%s) - begin)) -lt "$length" ] || [ "$(wc -l < "$work/notes")" -lt 6 ]; do
    round
    note
done
rounds=$(wc -l < "$work/notes")
first=$(head -n $((rounds / 3)) "$work/notes" | middle_of)
last=$(tail -n $((rounds / 3)) "$work/notes" | middle_of)
echo "$rounds rounds, $(frames) frames, $(($(date +%s) - begin)) s: $first kB in the first third, $last kB in the last"
awk -v a="$first" -v b="$last" 'BEGIN { exit !(b <= a * 1.02) }' ||
    fail "memory has grown: $(tr '\n' ' ' < "$work/notes")"
xdotool key ctrl+q
ended 0

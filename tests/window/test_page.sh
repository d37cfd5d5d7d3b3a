#!/bin/sh
# A page to take home from the window: one key, a PDF file among the user's documents whose name tells nothing.
set -eu
. "$(dirname "$0")/common.sh"
command -v pdftotext > /dev/null 2>&1 || { echo "skipped: pdftotext is not installed (tools/install test)"; exit 77; }
export XDG_DOCUMENTS_DIR="$work/documents"

# pages N: waits until so many pages lie there whole.
pages() {
    for _ in $(seq 300); do
        [ "$(grep -c ' picture Saved as .*\.pdf' "$HIP_TRACE")" -ge "$1" ] && return
        alive
        sleep 0.1
    done
    fail "no page $1"
}

start_display
start --zone buttock_mid,thigh_post_upper --quality shooting
did xdotool key ctrl+p
pages 1
page=$(ls "$work/documents")
case "$page" in
hip-page-20??-??-??-??????.pdf) ;;
*) fail "the page is called '$page'" ;;
esac
pdftotext -layout "$work/documents/$page" "$work/text"
grep -q "Where your pain may come from" "$work/text" || fail "no title"
grep -q "middle of my buttock" "$work/text" || fail "not what was told"
grep -q "$(date +%Y-)" "$work/text" || fail "no date"
[ "$(pdfinfo "$work/documents/$page" | awk '/^Pages/ {print $2}')" = 1 ] || fail "not one page"
[ "$(pdfimages -list "$work/documents/$page" | awk 'NR == 3 && $13 >= 300 && $14 >= 300' | wc -l)" = 1 ] ||
    fail "no picture of 300 dots an inch: $(pdfimages -list "$work/documents/$page")"

# The window goes on as it was, and a second page is a second file.
yaw=$(last yaw)
settle
expect yaw "$yaw"
did xdotool key ctrl+p
pages 2
[ "$(find "$work/documents" -name '*.pdf' -size +10k | wc -l)" = 2 ] || fail "not two pages"

# Where nothing can be saved the window says so and goes on.
rm -rf "$work/documents"
: > "$work/documents"
did xdotool key ctrl+p
for _ in $(seq 300); do
    grep -q ' picture .*documents.*is not a folder\| picture cannot make folder' "$HIP_TRACE" && break
    alive
    sleep 0.1
done
grep -q ' picture .*folder' "$HIP_TRACE" || fail "no word about the folder"
alive
echo "page: ok"

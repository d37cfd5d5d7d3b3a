#!/bin/sh
# A source of pain as a user sees it: chosen on a muscle's page its view plays and comes to rest; views side by side turn
# together, know what lies under the pointer in each, and go with Ctrl+Z.
set -eu
. "$(dirname "$0")/common.sh"

start_display
start --select piriformis_r --depth 4
shot() { [ -z "${HIP_SHOTS:-}" ] || import -window root "$HIP_SHOTS/$1.png"; }

# The page of what is selected lists the pain that it can cause; the ring comes to it with Tab, Enter plays it.
picture before
shot sheet
mark=$(($(wc -l < "$HIP_TRACE") + 1))
found=
for _ in $(seq 60); do
    xdotool key Tab
    sleep 0.05
done

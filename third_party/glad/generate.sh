#!/bin/sh
# Makes gl.h and gl.c anew (Debian: python3-glad, khronos-api, libegl-dev). The generator takes the registry
# from its working folder and khrplatform.h from the output folder, so that it asks no network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/include/KHR"
cp /usr/share/khronos-api/gl.xml "$work/"
cp /usr/include/KHR/khrplatform.h "$here/include/KHR/"
cd "$work"
/usr/bin/python3 /usr/bin/glad --api gl:core=3.3 --extensions GL_KHR_debug --out-path "$here" --quiet c

#!/usr/bin/env bash
# disk-full-test.sh VIDEO [foley options]: runs a job whose folder lies on a file system of 64 KiB (a
# tmpfs; needs the right to mount one), so that the disk is full in the middle; then gives it more
# room, resumes, and compares with a run that was left alone. Needs a built foley.jar.
set -euo pipefail
video=$1
shift
jar="$(dirname "$0")/../target/foley.jar"
work=$(mktemp -d)
mkdir "$work/disk"
mount -t tmpfs -o size=64k tmpfs "$work/disk"
trap 'umount "$work/disk"; rm -rf "$work"' EXIT

generate() {
  java -jar "$jar" generate --video "$video" --prompt "footsteps on a wooden floor" --seed 7 -q "$@"
}

generate --out "$work/whole.wav" "$@"
code=0
generate --out "$work/sound.wav" --job "$work/disk/job" "$@" || code=$?
echo "exit code $code on a full disk; journal of $(stat -c %s "$work/disk/job/windows.journal") bytes"
test "$code" = 2
test ! -e "$work/sound.wav"
mount -o remount,size=64m "$work/disk"
generate --out "$work/sound.wav" --job "$work/disk/job" "$@"
cmp "$work/whole.wav" "$work/sound.wav"
echo "resumed and identical: $(sha256sum < "$work/sound.wav")"

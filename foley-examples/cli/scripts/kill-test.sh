#!/usr/bin/env bash
# kill-test.sh VIDEO [KILLS] [foley options]: kills a job with SIGKILL at random moments of its life,
# KILLS times (default 20), resumes it each time, and compares the sound with that of a run that was
# left alone, byte for byte. Needs a built foley-examples/cli/target/foley.jar.
set -euo pipefail
video=$1
kills=${2:-20}
shift $(($# < 2 ? $# : 2))
jar="$(dirname "$0")/../target/foley.jar"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

foley=(java -jar "$jar" generate --video "$video" --prompt "footsteps on a wooden floor" --seed 7 -q)

seconds() { date +%s.%N; }

started=$(seconds)
"${foley[@]}" --out "$work/whole.wav" "$@"
span=$(awk "BEGIN { print $(seconds) - $started }")
echo "a run that is left alone takes $span s: $(sha256sum < "$work/whole.wav")"

done=0
kill=0
while [ "$kill" -lt "$kills" ]; do
  # A finished job starts anew, so that every kill hits one at work.
  if [ "$done" = 1 ]; then
    cmp "$work/whole.wav" "$work/out/sound.wav"
    echo "  finished after kill $kill, identical; starting anew"
    rm -r "$work/job" "$work/out"
    done=0
  fi
  mkdir -p "$work/out"
  "${foley[@]}" --out "$work/out/sound.wav" --job "$work/job" "$@" &
  pid=$!
  sleep "$(awk "BEGIN { print $span * $RANDOM / 32768 }")"
  if kill -9 "$pid" 2> /dev/null; then
    wait "$pid" 2> /dev/null || true
    kill=$((kill + 1))
    size=$(stat -c %s "$work/job/windows.journal" 2> /dev/null || echo 0)
    echo "kill $kill: journal of $size bytes, $(ls -A "$work/out" | grep -c part || true) partial files"
  else
    wait "$pid"
    done=1
  fi
done
"${foley[@]}" --out "$work/out/sound.wav" --job "$work/job" "$@"
cmp "$work/whole.wav" "$work/out/sound.wav"
echo "resumed after kill $kill: $(sha256sum < "$work/out/sound.wav")"
# Orphans younger than two seconds stay for the next run.
ls -A "$work/out"

#!/usr/bin/env bash
# Two executors against one on short clips: same outputs? how much faster?
#   foley-examples/spark/bench-scaling.sh [CLIPS=24] [SECONDS=4] [OPTION...]
# after ./mvnw package -pl foley-examples/spark -am. Linux; no Spark installation needed: the jars
# that the build put into target/spark-home start Spark's own master and workers, the executors are
# processes of their own. Each is fenced into one core, as a cluster would do it, so that one
# executor cannot help itself to the cores of two. The driver shares them.
set -euo pipefail
cd "$(dirname "$0")"
clips=${1:-24} seconds=${2:-4}
shift $(($# < 2 ? $# : 2))
target=$PWD/target
work=$(mktemp -d)
trap 'rm -rf "$work" "$target/spark-home/work"' EXIT
export SPARK_HOME=$target/spark-home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1

# The executors' java: finds its executor's number among its arguments, and takes that core.
java=$(readlink -f "$(command -v java)")
mkdir -p "$work/java/bin"
cat >"$work/java/bin/java" <<END
#!/usr/bin/env bash
[[ "\$*" =~ --executor-id\ ([0-9]+) ]]
exec taskset -c \$((BASH_REMATCH[1] % $(nproc))) "$java" "\$@"
END
chmod +x "$work/java/bin/java"

java -cp "$target/test-classes:$target/lib/*:$SPARK_HOME/jars/*" \
  dev.foley.spark.Clips "$work/in" "$clips" "$seconds"
jars=$(printf 'local:%s,' "$target"/foley-spark.jar "$target"/lib/*.jar)
for n in 1 2; do
  begin=$(date +%s.%N)
  java -Dspark.jars="${jars%,}" -Dspark.executor.cores=1 \
    -Dspark.executorEnv.JAVA_HOME="$work/java" \
    -jar "$target/foley-spark.jar" --master "local-cluster[$n,1,1024]" \
    --videos "$work/in" --prompt "a ball bounces" --out "$work/out$n" "$@" 2>"$work/log$n" |
    tee "$work/summary$n" >&2
  date +%s.%N | awk -v b="$begin" '{ print $1 - b }' >"$work/elapsed$n"
  grep -q "^$clips generated, 0 skipped, 0 failed" "$work/summary$n" || {
    cat "$work/log$n" >&2
    exit 1
  }
  cat "$work/out$n"/_foley/results/*.json | awk -v n="$n" -v wall="$(cat "$work/elapsed$n")" '
    function value(key) { match($0, "\"" key "\":[0-9.]+"); return substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) }
    { sound += value("duration_s"); busy += value("elapsed_ms") / 1e3; cpu += value("cpu_ms") / 1e3; rss = value("peak_rss_mb") > rss ? value("peak_rss_mb") : rss }
    END { printf "| %d | %.1f | %.1f | %.1f | %.2f | %d |\n", n, wall, sound, busy, cpu / sound, rss }' >>"$work/table"
done
for wav in "$work"/out1/*.wav; do
  cmp "$wav" "$work/out2/$(basename "$wav")"
done
echo "$clips outputs identical"
echo
echo "| executors | start to exit, s | sound, s | tasks, s | processor time a second of sound, s | memory of an executor, MB |"
echo "|---|---|---|---|---|---|"
cat "$work/table"
echo
awk -v a="$(cat "$work/elapsed1")" -v b="$(cat "$work/elapsed2")" \
  'BEGIN { printf "speed-up of two executors: %.2f\n", a / b }'

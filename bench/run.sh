#!/usr/bin/env bash
# Runs one benchmark: bench/run.sh NAME [--size N] … ; the list without a name. Data is kept in .bench/ and reused.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
declare -A programs=([import]=ImportBench [import-more]=ImportMoreBench [search]=SearchBench [search-more]=SearchMoreBench [suggest]=SuggestBench [relevance]=RelevanceBench [profile]=ProfileBench [sample]=SampleBench [report]=ReportBench [report-live]=ReportLiveBench [pollock]=PollockCheck [xlsx]=XlsxBench [files]=FilesBench [satisfaction]=SatisfactionBench [segments]=SegmentsBench [similar]=SimilarBench [similar-more]=SimilarMoreBench [bridge-fit]=BridgeFit [nearest]=NearestBench [languages]=LanguagesBench)
name=${1:-}
if [ -z "$name" ] || [ -z "${programs[$name]:-}" ]; then
  printf 'usage: ./dev bench NAME [--size N]\n\n'
  for known in "${!programs[@]}"; do
    [ -f "bench/${programs[$known]}.java" ] || continue
    printf '%-12s %s\n' "$known" "$(sed -n '0,/^\/\/\/ /s/^\/\/\/ //p' "bench/${programs[$known]}.java")"
  done
  exit $([ -z "$name" ] && echo 0 || echo 2)
fi
shift
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
mkdir -p .bench
file=bench/${programs[$name]}.java
package=$(sed -n 's/^package \(.*\);/\1./p' "$file")
if [ -n "$package" ]; then
  # it looks behind the doors of its room: only classes of one class loader may
  "${java}c" -d .bench/classes -cp "target/classes:target/lib/*" "$file"
  exec "$java" -Xmx"${KEQING_BENCH_HEAP:-2g}" --enable-native-access=ALL-UNNAMED -cp ".bench/classes:target/classes:target/lib/*" "$package${programs[$name]}" "$@"
fi
exec "$java" -Xmx"${KEQING_BENCH_HEAP:-2g}" --enable-native-access=ALL-UNNAMED -cp "target/classes:target/lib/*" "bench/${programs[$name]}.java" "$@"

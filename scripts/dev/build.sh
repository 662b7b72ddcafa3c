# Sourced by ./dev: building, running, measuring, form.

SAMPLE=samples/tea-and-coats
SAMPLE_AS_OF=2026-06-05T12:00:00+08:00
REPORT=build/report

# configure PRESET [CMAKE OPTIONS]: quiet, and again only when presets or options changed; all else
# the build itself notices.
configure() {
  local preset=$1 log=build/configure-$1.log stamp=build/$1/configured wanted
  shift
  wanted="$* $(cksum <CMakePresets.json)"
  [[ -f build/$preset/build.ninja && $(cat "$stamp" 2>/dev/null) == "$wanted" ]] && return 0
  mkdir -p build
  [[ -f build/$preset/build.ninja ]] || rm -rf "build/$preset" # What a broken attempt left.
  if ! cmake --preset "$preset" "$@" >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    fail "configuring $preset failed (whole log: $log)"
  fi
  echo "$wanted" >"$stamp"
}

# compile PRESET [TARGETS]
compile() {
  local preset=$1
  shift
  local options=()
  (($#)) && options=(--target "$@")
  cmake --build "build/$preset" -j "$(jobs_count)" "${options[@]}" || fail "building $preset failed"
}

# make_bill PROGRAM: what it is made of, beside it; again only when something newer is in it.
make_bill() {
  local bill=${1%/*}/pingli.cdx.json
  [[ $bill -nt $1 && $bill -nt web/package-lock.json && $bill -nt scripts/sbom.py ]] && return 0
  ensure python3
  python3 scripts/sbom.py "$1" || fail "the bill of materials could not be made"
}

dev_build() {
  ensure_build
  say "Building the program"
  configure release -DBUILD_TESTING=OFF
  compile release pingli
  build_web build/release/pingli
  make_bill build/release/pingli
  echo "the program: build/release/pingli (what it is made of: build/release/pingli.cdx.json)"
}

# Asks the package lists as they are anew, and the registry.
dev_outdated() {
  dev_build
  as_root apt-get -q update >build/setup.log 2>&1 || echo "Debian's lists could not be fetched anew: see build/setup.log"
  say "What is older, or has known faults"
  python3 scripts/outdated.py build/release/pingli.cdx.json
}

dev_run() {
  dev_build
  if (($#)); then
    exec build/release/pingli "$@"
  fi
  say "Reading the sample shop $SAMPLE as of $SAMPLE_AS_OF"
  rm -rf "$REPORT"
  build/release/pingli triage "$SAMPLE" --as-of "$SAMPLE_AS_OF" --out "$REPORT"
  start_desk
  say "Done"
  local page
  page=$(find "$REPORT" -maxdepth 1 -name '*.html' -printf '%p\n' | sort | head -n 1)
  echo "the report: ${page:-$REPORT} (open it in a browser)"
  echo "your own shop: build/release/pingli triage YOUR-FOLDER --out REPORT-FOLDER"
  echo "the desk, with the sample shop:"
  sed -n 's/^pingli: /  /p' "$DESK_LOG"
  echo "  it runs until: ./dev stop"
}

dev_bench() {
  ensure_build
  ensure python3
  say "Building the benchmarks"
  configure release -DBUILD_TESTING=OFF
  compile release pingli benches
  say "Measuring (one after the other; figures are printed as they come)"
  local bench lines=build/bench.json.part failed=0 many=build/bench-many options
  export PINGLI_BENCH_CASES=${PINGLI_BENCH_CASES:-50000}
  : >"$lines"
  rm -rf "$many" && mkdir -p "$many"
  for bench in build/release/*_bench; do
    [[ -x $bench ]] || continue
    echo "${bench##*/}"
    options=()
    [[ $bench == */store_bench ]] && options=("$PINGLI_BENCH_CASES" "$many")
    if ! "$bench" "${options[@]}" >build/bench.out; then
      echo "  failed: $bench" >&2
      failed=1
    fi
    grep '^{' build/bench.out >>"$lines" || true
  done
  echo "the desk in a browser"
  bench_web build/release/pingli "$many" "$lines" || failed=1
  rm -rf "$many"
  mv "$lines" build/bench.json
  rm -f build/bench.out
  python3 scripts/dev/bench_table.py build/bench.json
  echo "the same, one JSON object a line: build/bench.json"
  return $failed
}

sources() {
  find src tests bench -name '*.[ch]pp' -o -name '*.cc' | sort
}

dev_format() {
  ensure "${PACKAGES_FORMAT[@]}"
  sources | xargs -r clang-format-19 -i
  ensure_node
  ensure_web_packages
  npm --prefix web run --silent format
}

# Nothing is printed when all is in form; else where it is not.
check_format() {
  sources | xargs -r -n 40 -P "$(nproc)" clang-format-19 --dry-run -Werror
}

# clang needs compile commands of its own: those of g++ name its precompiled header.
configure_tidy() {
  ensure_build
  ensure "${PACKAGES_TEST[@]}" "${PACKAGES_TIDY[@]}"
  configure tidy
  cmake --build build/tidy --target rebuild_cache >build/configure-tidy.log # Notices new files.
}

# In tests, rows of tables are read by their column, and the slow analyzer finds nothing.
TIDY_TESTS=-clang-analyzer-*,-modernize-use-designated-initializers,-modernize-avoid-c-arrays
TIDY_TESTS+=,-modernize-raw-string-literal,-readability-function-*

tidy_one() {
  local options=()
  [[ $1 == *_test.cpp || $1 == tests/* ]] && options=(--checks="$TIDY_TESTS")
  clang-tidy-19 --quiet -p build/tidy "${options[@]}" "$1" 2>/dev/null
}

# tidy FILES...: clang-tidy on each, as many at a time as there are cores.
dev_tidy() {
  configure_tidy
  say "clang-tidy 19"
  local files=("$@")
  ((${#files[@]})) || mapfile -t files < <(sources | grep -v -e '\.hpp$' -e '^tests/fuzz/')
  export -f tidy_one
  export TIDY_TESTS
  printf '%s\0' "${files[@]}" |
    xargs -r -0 -n 1 -P "$(nproc)" bash -c 'tidy_one "$1"' tidy ||
    fail "clang-tidy has findings"
  echo "clang-tidy: ${#files[@]} files, no finding"
}

dev_clean() {
  stop_desk
  rm -rf --one-file-system build web/dist web/node_modules
}

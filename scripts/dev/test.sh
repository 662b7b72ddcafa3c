# Sourced by ./dev: tests, sanitizers, fuzzing.

# What reads foreign input: these tests run under asan+ubsan in every `./dev test`.
SANITIZED_TESTS=(base_test text_test rulebooks_test codec_test intake_test http_test accounts_test notify_test)
# Of wall time, so many targets at once: with two a core each has half of it.
FUZZ_SECONDS=20
FUZZ_TARGETS_AT_ONCE=$((2 * $(nproc)))
FUZZ_INPUT_SECONDS_MAX=10
FUZZ_MEGABYTES_MAX=2048

PASSED=0
FAILED=0
FAILURES=()

# count NAME PASSED FAILED
count() {
  PASSED=$((PASSED + $2))
  FAILED=$((FAILED + $3))
  (($3 == 0)) || FAILURES+=("$1")
}

closing_line() {
  local failure
  for failure in "${FAILURES[@]}"; do echo "failed: $failure"; done
  printf '\n%d passed, %d failed\n' "$PASSED" "$FAILED"
  ((FAILED == 0))
}

# run_ctest PRESET [CTEST OPTIONS]: every test of a build, two at a time.
run_ctest() {
  local preset=$1 log=build/test-$1.log total failed status=0
  shift
  ctest --test-dir "build/$preset" -j "$(nproc)" --output-on-failure --no-tests=error "$@" \
    >"$log" 2>&1 || status=$?
  # "97% tests passed, 3 tests failed out of 100"
  read -r failed total < <(sed -nE 's/^.* tests passed, ([0-9]+) tests? failed out of ([0-9]+).*$/\1 \2/p' "$log") || true
  if [[ -z ${total:-} ]]; then
    tail -n 40 "$log"
    count "$preset: ctest ended with status $status" 0 1
    return
  fi
  ((failed == 0)) || grep -v -E '^ *[0-9]+/[0-9]+ Test .* Passed |^ +Start +[0-9]+:' "$log" || true
  echo "$preset: $((total - failed)) of $total tests passed (log: $log)"
  count "$preset: see $log" $((total - failed)) "$failed"
}

# The binaries that exist among the given ones, run whole: a process a test costs too much here.
run_binaries() {
  local preset=$1 name log passed failed binary
  shift
  for name in "$@"; do
    log=build/test-$preset-$name.log
    binary=$(find "build/$preset" -name "$name" -type f -perm -u+x | head -n 1)
    if ASAN_OPTIONS=detect_stack_use_after_return=1 \
      UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1 \
      timeout -k 10 900 "${binary:-build/$preset/$name}" >"$log" 2>&1; then
      passed=$(sed -nE 's/^\[  PASSED  \] ([0-9]+) tests?\.$/\1/p' "$log")
      echo "$preset: $name: ${passed:-0} passed"
      count "" "${passed:-0}" 0
    else
      grep -v '^\[ RUN\|^\[       OK\|^\[---' "$log" | tail -n 60
      failed=$(grep -c '^\[  FAILED  \] .*ms)$' "$log" || true)
      count "$preset: $name, see $log" 0 $((failed > 0 ? failed : 1))
    fi
  done
}

# Those of SANITIZED_TESTS that this tree has.
sanitized_tests() {
  local name
  for name in "${SANITIZED_TESTS[@]}"; do
    if compgen -G "src/${name%_test}/*_test.cpp" >/dev/null || [[ -d tests/${name%_test} ]]; then
      echo "$name"
    fi
  done
}

# One target: its seeds and what was found before are the corpus. Prints a line.
fuzz_one() {
  local target=$1 seconds=$2 name=${1#fuzz_} log=build/fuzz-$1.log
  local corpus=build/corpus/$name found=build/findings/$name- seeds=() options=() runs
  mkdir -p "$corpus" build/findings
  [[ -d tests/fuzz/seeds/$name ]] && seeds=("tests/fuzz/seeds/$name")
  [[ -f tests/fuzz/$name.dict ]] && options=("-dict=tests/fuzz/$name.dict")
  if "build/fuzz/$target" -max_total_time="$seconds" -timeout="$FUZZ_INPUT_SECONDS_MAX" \
    -rss_limit_mb="$FUZZ_MEGABYTES_MAX" -print_final_stats=1 -artifact_prefix="$found" \
    "${options[@]}" "$corpus" "${seeds[@]}" >"$log" 2>&1; then
    runs=$(sed -nE 's/^stat::number_of_executed_units: +//p' "$log")
    echo "fuzz: $target: ${runs:-0} inputs in $seconds s, no finding"
  else
    grep -E 'ERROR|SUMMARY|runtime error|Test unit written|libFuzzer' "$log" | head -n 12
    echo "fuzz: $target: a finding, see $log"
    return 1
  fi
}

# fuzz_all SECONDS: FUZZ_TARGETS_AT_ONCE side by side.
fuzz_all() {
  local seconds=$1 source target running=() status
  local targets=()
  for source in tests/fuzz/fuzz_*.cpp; do
    [[ -f $source ]] && targets+=("$(basename "$source" .cpp)")
  done
  ((${#targets[@]})) || { echo "no fuzz target"; return 0; }
  configure fuzz
  compile fuzz fuzzers
  local names=()
  for target in "${targets[@]}" ""; do
    if [[ -n $target ]]; then
      fuzz_one "$target" "$seconds" &
      running+=($!)
      names+=("$target")
    fi
    if ((${#running[@]} >= FUZZ_TARGETS_AT_ONCE)) || [[ -z $target ]]; then
      local i
      for i in "${!running[@]}"; do
        status=0
        wait "${running[i]}" || status=1
        count "fuzz: ${names[i]}, see build/fuzz-${names[i]}.log" $((1 - status)) $status
      done
      running=() names=()
    fi
  done
}

dev_test() {
  ensure_build
  ensure "${PACKAGES_TEST[@]}" "${PACKAGES_CLANG[@]}" "${PACKAGES_FORMAT[@]}"
  local start=$SECONDS
  say "Building the tests"
  configure dev
  compile dev
  say "Testing"
  run_ctest dev
  say "The web desk"
  build_web build/dev/pingli
  check_web
  walk_web build/dev/pingli
  say "Form (clang-format 19)"
  if check_format; then count "" 1 0; else count "clang-format: run ./dev format" 0 1; fi
  say "What reads foreign input, again, under the address and undefined-behaviour sanitizers"
  local tests
  mapfile -t tests < <(sanitized_tests)
  configure asan
  compile asan "${tests[@]}"
  run_binaries asan "${tests[@]}"
  say "Fuzzing, $FUZZ_SECONDS seconds a target"
  fuzz_all "$FUZZ_SECONDS"
  echo "tested in $(((SECONDS - start) / 60)) min $(((SECONDS - start) % 60)) s"
  closing_line
}

dev_check() {
  ensure_build
  ensure "${PACKAGES_TEST[@]}" "${PACKAGES_CLANG[@]}" "${PACKAGES_FORMAT[@]}" "${PACKAGES_TIDY[@]}"
  local preset
  for preset in asan tsan; do
    say "All tests under $preset"
    configure "$preset"
    compile "$preset"
    UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 TSAN_OPTIONS=halt_on_error=1 run_ctest "$preset"
  done
  if (dev_tidy); then count "" 1 0; else count "clang-tidy" 0 1; fi
  closing_line
}

dev_fuzz() {
  [[ $1 =~ ^[0-9]+$ && $1 -gt 0 ]] || fail "./dev fuzz MINUTES: expected a whole number of minutes"
  ensure_build
  ensure "${PACKAGES_CLANG[@]}"
  say "Fuzzing, $1 minutes a target"
  fuzz_all $(($1 * 60))
  closing_line
}

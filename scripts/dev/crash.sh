# Sourced by ./dev: a store, and then the whole server, is killed at random moments under load, and
# nothing acknowledged may be lost (tests/crash, tests/e2e/test_server_crash.py).

CRASH_STORES=(sqlite sqlite-lossy postgres postgres-immediate)

# dev_crash ROUNDS
dev_crash() {
  [[ $1 =~ ^[0-9]+$ && $1 -gt 0 ]] || fail "./dev crash ROUNDS: expected a whole number of rounds"
  ensure_build
  ensure "${PACKAGES_TEST[@]}"
  local store
  say "Building the crash tool and the program"
  configure dev
  compile dev crash_tool pingli
  say "$1 rounds a store"
  for store in "${CRASH_STORES[@]}"; do
    if build/dev/crash_tool "$store" "$1"; then count "" 1 0; else count "crash: $store" 0 1; fi
  done
  say "$1 rounds a store through the server"
  if PINGLI=$PWD/build/dev/pingli PINGLI_CRASH_ROUNDS=$1 python3 tests/e2e/test_server_crash.py; then
    count "" 1 0
  else
    count "crash: the server" 0 1
  fi
  closing_line
}

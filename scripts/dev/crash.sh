# Sourced by ./dev: a store is killed at random moments under load, and nothing acknowledged may be
# lost (tests/crash).

CRASH_STORES=(sqlite sqlite-lossy postgres postgres-immediate)

# dev_crash ROUNDS
dev_crash() {
  [[ $1 =~ ^[0-9]+$ && $1 -gt 0 ]] || fail "./dev crash ROUNDS: expected a whole number of rounds"
  ensure_build
  ensure "${PACKAGES_TEST[@]}"
  local store
  say "Building the crash tool"
  configure dev
  compile dev crash_tool
  say "$1 rounds a store"
  for store in "${CRASH_STORES[@]}"; do
    if build/dev/crash_tool "$store" "$1"; then count "" 1 0; else count "crash: $store" 0 1; fi
  done
  closing_line
}

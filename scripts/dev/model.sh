# Sourced by ./dev: random commands on every store against a plain model (tests/model).

MODEL_STORES=(Memory Sqlite Postgres)

# dev_model COMMANDS [SEED]
dev_model() {
  [[ $1 =~ ^[0-9]+$ && $1 -gt 0 ]] || fail "./dev model COMMANDS: expected a whole number of commands"
  ensure_build
  ensure "${PACKAGES_TEST[@]}"
  local store
  say "Building the model test"
  configure long
  compile long model_test
  say "$1 commands a store, seed ${2:-1}"
  for store in "${MODEL_STORES[@]}"; do
    if PINGLI_MODEL_COMMANDS=$1 PINGLI_MODEL_SEED=${2:-1} \
      build/long/model_test --gtest_filter="*NoDifferenceShows/$store"; then
      count "" 1 0
    else
      count "model: $store" 0 1
    fi
  done
  closing_line
}

# Sourced by ./dev: random damage of backups and of data folders, by seed; each must be refused by
# its name or named by an audit, and what is salvaged must hold (tests/e2e/damage.py).

# dev_damage ROUNDS [SEED]
dev_damage() {
  [[ $1 =~ ^[0-9]+$ && $1 -gt 0 ]] || fail "./dev damage ROUNDS: expected a whole number of rounds"
  ensure_build
  ensure "${PACKAGES_TEST[@]}"
  say "Building the program"
  configure dev
  compile dev pingli
  say "$1 rounds from seed $2"
  if PINGLI=$PWD/build/dev/pingli PINGLI_DAMAGE_ROUNDS=$1 PINGLI_DAMAGE_SEED=$2 \
    python3 tests/e2e/test_proof.py Proof.test_damage_at_random; then
    count "" 1 0
  else
    count "damage" 0 1
  fi
  closing_line
}

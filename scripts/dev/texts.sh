# Sourced by ./dev: made texts through everything that reads texts (tests/texts).

# dev_texts COUNT [SEED]
dev_texts() {
  [[ $1 =~ ^[0-9]+$ && $1 -gt 0 ]] || fail "./dev texts COUNT: expected a whole number of texts"
  ensure_build
  ensure "${PACKAGES_TEST[@]}"
  say "Building what reads texts"
  configure long
  compile long mass_read
  say "$1 made texts, seed ${2:-1}"
  if build/long/mass_read "$1" "${2:-1}"; then
    count "" 1 0
  else
    count "texts: mass_read $1 ${2:-1}" 0 1
  fi
  closing_line
}

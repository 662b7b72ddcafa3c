# Sourced by ./dev: the web desk in web/, made with Node.js from the project's own description of its
# HTTP interface.

PACKAGES_NODE=(nodejs npm)
PACKAGES_BROWSER=(chromium fonts-noto-cjk)
NODE_HOME=build/node # a newer Node.js, where the system's is too old
NPM_SECONDS_MAX=900
NPM_OPTIONS=(--no-audit --no-fund --no-update-notifier --loglevel=error --fetch-retries=3 --fetch-timeout=60000)

# Vite wants Node.js 20.19, or 22.12, or newer, and npm 11 to be installed whole.
has_node() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  (($(npm --version | cut -d. -f1) >= 11)) || return 1
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
}

# run_npm LOG ARGS...: npm with a time-out, and its last words when it fails.
run_npm() {
  local log=$1
  shift
  if ! timeout -k 10 "$NPM_SECONDS_MAX" npm "$@" "${NPM_OPTIONS[@]}" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "npm could not install (whole log: $log). Is the network, or the proxy, in order?"
  fi
}

ensure_node() {
  [[ -x $NODE_HOME/node_modules/.bin/node ]] && export PATH="$PWD/$NODE_HOME/node_modules/.bin:$PATH"
  has_node && return 0
  command -v npm >/dev/null || ensure "${PACKAGES_NODE[@]}"
  has_node && return 0
  say "Installing a newer Node.js into $NODE_HOME"
  mkdir -p "$NODE_HOME"
  run_npm build/node.log install --prefix "$NODE_HOME" node@22 npm@11
  export PATH="$PWD/$NODE_HOME/node_modules/.bin:$PATH"
  has_node || fail "no Node.js that is new enough (22.12) could be installed"
}

# What the desk is built with: again only when the list of it changed.
ensure_web_packages() {
  local stamp=web/node_modules/.installed wanted
  wanted="$(cksum <web/package-lock.json) $(node --version)"
  [[ $(cat "$stamp" 2>/dev/null) == "$wanted" ]] && return 0
  say "Installing what the desk is built with"
  (cd web && run_npm ../build/npm.log ci)
  echo "$wanted" >"$stamp"
}

# changed_copy FROM TO: a file that is as it was keeps its time.
changed_copy() {
  cmp -s "$1" "$2" && rm -f "$1" || mv "$1" "$2"
}

# made_web PROGRAM: types from the program's description of its interface, styles of the themes.
make_web_sources() {
  "$1" openapi >build/openapi.json.part
  changed_copy build/openapi.json.part build/openapi.json
  local made=web/src/api/schema.gen.ts
  if [[ ! -f $made || build/openapi.json -nt $made || web/package-lock.json -nt $made ]]; then
    (cd web && npm run --silent make) >build/web-make.log 2>&1 ||
      { tail -n 20 build/web-make.log >&2; fail "making the desk's types and styles failed"; }
  fi
}

# build_web PROGRAM: web/dist, when something it is made of is newer.
build_web() {
  ensure_node
  ensure_web_packages
  make_web_sources "$1"
  local newer=yes
  if [[ -f web/dist/index.html ]]; then
    newer=$(find web/src web/scripts web/*.json web/*.ts web/index.html -newer web/dist/index.html \
      -type f -print -quit)
  fi
  [[ -n $newer ]] || return 0
  say "Building the desk"
  (cd web && npm run --silent build) >build/web-build.log 2>&1 ||
    { tail -n 40 build/web-build.log >&2; fail "building the desk failed"; }
}

# Types, lint, form, and the tests of its parts.
check_web() {
  local step
  for step in types lint units; do
    if (cd web && npm run --silent "check:$step") >"build/web-$step.log" 2>&1; then
      echo "desk: $step: good"
      count "" 1 0
    else
      tail -n 60 "build/web-$step.log"
      count "desk: $step, see build/web-$step.log" 0 1
    fi
  done
}

# The desk in a real browser, against the real server.
walk_web() {
  ensure "${PACKAGES_BROWSER[@]}"
  local log=build/web-walks.log status=0 passed failed
  NO_COLOR=1 PINGLI=$PWD/$1 timeout -k 10 1800 npm --prefix web run --silent walks >"$log" 2>&1 || status=$?
  passed=$(sed -nE 's/^ *Tests .* ([0-9]+) passed.*$/\1/p' "$log" | tail -n 1)
  failed=$(sed -nE 's/^ *Tests +([0-9]+) failed.*$/\1/p' "$log" | tail -n 1)
  if ((status != 0)); then
    tail -n 80 "$log"
    count "desk: walks, see $log" "${passed:-0}" "${failed:-1}"
  else
    echo "desk: ${passed:-0} walks in a browser passed (log: $log)"
    count "" "${passed:-0}" 0
  fi
}

# bench_web PROGRAM FOLDER LINES: the desk on the many cases of FOLDER; figures are added to LINES.
bench_web() {
  build_web "$1"
  ensure "${PACKAGES_BROWSER[@]}"
  NO_COLOR=1 PINGLI=$PWD/$1 PINGLI_BENCH_DATA=$PWD/$2 PINGLI_BENCH_LINES=$PWD/$3 \
    timeout -k 10 900 npm --prefix web run --silent bench >build/bench-web.log 2>&1 ||
    { tail -n 40 build/bench-web.log >&2; return 1; }
}

# Sourced by ./dev: the desk of the sample shop, left running after `./dev run`.

DESK_DATA=build/desk
DESK_LOG=build/desk.log
DESK_PID=build/desk.pid
DESK_PORTS=(8080 8081 8082 8083 8084 8085 8086 8087 8088 8089)
DESK_SECONDS_MAX=60

# The process that `./dev run` left, if it still is what it was then.
desk_process() {
  local pid
  pid=$(cat "$DESK_PID" 2>/dev/null) || return 1
  [[ $(readlink "/proc/$pid/exe" 2>/dev/null) == "$PWD/build/release/pingli"* ]] && echo "$pid"
}

stop_desk() {
  local pid i
  if pid=$(desk_process); then
    kill "$pid" 2>/dev/null || true
    for ((i = 0; i < 100; i++)); do
      [[ -d /proc/$pid ]] || break
      sleep 0.1
    done
  fi
  rm -f "$DESK_PID"
}

free_port() {
  local port
  for port in "${DESK_PORTS[@]}"; do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return 0; }
  done
  fail "ports ${DESK_PORTS[0]} to ${DESK_PORTS[-1]} are all in use"
}

# Starts the server with the sample shop, and tells where it is.
start_desk() {
  stop_desk
  local port start=$SECONDS
  port=$(free_port)
  mkdir -p "$DESK_DATA" && : >"$DESK_LOG"
  setsid nohup build/release/pingli serve --data "$DESK_DATA" --listen "127.0.0.1:$port" \
    --sample --quiet >"$DESK_LOG" 2>&1 </dev/null &
  echo $! >"$DESK_PID"
  until grep -q 'pingli: listening on' "$DESK_LOG"; do
    if [[ ! -d /proc/$(cat "$DESK_PID") ]] || ((SECONDS - start > DESK_SECONDS_MAX)); then
      tail -n 20 "$DESK_LOG" >&2
      fail "the desk did not start (log: $DESK_LOG)"
    fi
    sleep 0.1
  done
}

dev_stop() {
  if desk_process >/dev/null; then
    stop_desk
    echo "the desk is stopped; what it holds stays in $DESK_DATA"
  else
    echo "the desk is not running"
  fi
}

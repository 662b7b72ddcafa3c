# Sourced by ./dev: the proof that a bare Debian 12, a clone and two commands are enough.
#
# Everything happens in a mount and process namespace of its own: when it ends, however it ends,
# its mounts and processes are gone with it.

BARE=$PWD/build/bare
BARE_RELEASE=bookworm

# The mirror this machine uses for Debian, else Debian's own.
debian_mirror() {
  local found
  found=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
    grep -v '^ *#' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')
  echo "${found:-http://deb.debian.org/debian}"
}

# A minimal Debian, made once and kept as an archive.
make_base() {
  local archive=$BARE/base.tar
  [[ -f $archive ]] && return 0
  ensure debootstrap ca-certificates
  say "Making a minimal Debian 12 (once; kept as $archive)"
  rm -rf --one-file-system "$BARE/base"
  mkdir -p "$BARE"
  if ! unshare --mount timeout -k 10 900 debootstrap --variant=minbase "$BARE_RELEASE" "$BARE/base" \
    "$(debian_mirror)" >"$BARE/debootstrap.log" 2>&1; then
    tail -n 15 "$BARE/debootstrap.log" >&2
    fail "debootstrap failed (whole log: $BARE/debootstrap.log)"
  fi
  tar -C "$BARE/base" --numeric-owner -cf "$archive.part" .
  mv "$archive.part" "$archive"
  rm -rf --one-file-system "$BARE/base"
}

# The package sources of this machine's Debian, and how it reaches them.
copy_network() {
  local root=$1 mirror file
  mirror=$(debian_mirror)
  mirror=${mirror%/}
  printf 'deb %s %s main\n' "$mirror" "$BARE_RELEASE" "$mirror" "$BARE_RELEASE-updates" \
    "$mirror-security" "$BARE_RELEASE-security" >"$root/etc/apt/sources.list"
  for file in /etc/apt/apt.conf.d/*; do
    if [[ -f $file ]] && grep -qE '^ *Acquire::' "$file" && ! grep -q 'GzipIndexes' "$file"; then
      cp "$file" "$root/etc/apt/apt.conf.d/"
    fi
  done
  for file in /etc/resolv.conf /etc/hosts; do
    [[ -f $file ]] && cp -L "$file" "$root$file"
  done
  return 0
}

# dpkg waits for the disk after every file: of no use in a system that is thrown away.
spare_the_disk() {
  echo force-unsafe-io >"$1/etc/dpkg/dpkg.cfg.d/throw-away"
}

# The certificate that this machine needs, with its place inside, as NAME=VALUE lines.
copy_certificate() {
  local root=$1 certificate=${NODE_EXTRA_CA_CERTS:-${SSL_CERT_FILE:-}} inside=/etc/bare-certificates.pem
  [[ -n $certificate && -f $certificate ]] || return 0
  cp -L "$certificate" "$root$inside"
  printf '%s\n' "NODE_EXTRA_CA_CERTS=$inside" "SSL_CERT_FILE=$inside" "npm_config_cafile=$inside"
}

copy_clone() {
  local root=$1 source=$BARE/clone
  command -v git >/dev/null || fail "./dev bare clones the repository: git is missing here"
  rm -rf --one-file-system "$source"
  git clone -q --no-hardlinks "file://$PWD" "$source"
  mkdir -p "$root/root/pingli"
  cp -a "$source/." "$root/root/pingli/"
  chown -R 0:0 "$root/root/pingli"
}

# Inside the namespace: mount, and run each verb with a clean environment.
bare_inside() {
  local root=$1 verb name
  shift
  local environment=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    TERM="${TERM:-dumb}")
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [[ -n ${!name:-} ]] && environment+=("$name=${!name}")
  done
  mapfile -t -O "${#environment[@]}" environment <"$BARE/environment"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mkdir -p "$BARE/archives"
  mount --bind "$BARE/archives" "$root/var/cache/apt/archives" # Spares the network, nothing else.
  local start=$SECONDS
  for verb in "$@"; do
    say "Bare Debian 12: ./dev $verb"
    start=$SECONDS
    # shellcheck disable=SC2086 # A verb may bring an argument of its own.
    chroot "$root" env -i "${environment[@]}" bash -c "cd /root/pingli && ./dev $verb" ||
      fail "in a bare Debian 12, ./dev $verb failed"
    say "Bare Debian 12: ./dev $verb took $((SECONDS - start)) s"
  done
}

# On every way out. With unshare gone, the kernel ends all that runs inside, and its mounts.
BARE_CHILD=
end_bare() {
  if [[ -n $BARE_CHILD ]]; then
    kill -KILL "$BARE_CHILD" 2>/dev/null || true
    wait "$BARE_CHILD" 2>/dev/null || true
    sleep 1
  fi
  rm -rf --one-file-system "$BARE/root" "$BARE/clone"
}

dev_bare() {
  [[ $(id -u) == 0 ]] || fail "./dev bare mounts and changes root: run it as root"
  (($#)) || set -- run test
  local root=$BARE/root
  make_base
  ensure git
  say "A fresh copy, with a clone of $(git log -1 --format='%h %s')"
  rm -rf --one-file-system "$root"
  trap end_bare EXIT
  mkdir -p "$root"
  tar -C "$root" -xf "$BARE/base.tar"
  copy_network "$root"
  spare_the_disk "$root"
  copy_certificate "$root" >"$BARE/environment"
  copy_clone "$root"
  local functions status=0
  functions=$(declare -f bare_inside say fail)
  unshare --mount --pid --fork --kill-child --propagation private \
    env BARE="$BARE" bash -euo pipefail -c "$functions; bare_inside \"\$@\"" bare "$root" "$@" &
  BARE_CHILD=$!
  wait "$BARE_CHILD" || status=$?
  BARE_CHILD=
  if [[ -d $root/root/pingli/build/report ]]; then
    rm -rf "$BARE/report"
    cp -r "$root/root/pingli/build/report" "$BARE/report"
    echo "the report it made: $BARE/report"
  fi
  return $status
}

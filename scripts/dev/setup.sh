# Sourced by ./dev: what the system must have, and how it comes to have it. Debian packages only.

PACKAGES_BUILD=(
  g++ cmake ninja-build ccache pkg-config ca-certificates tzdata
  libsodium-dev libicu-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
  libsqlite3-dev libpq-dev libmagic-dev
  libsimdjson-dev nlohmann-json3-dev libtomlplusplus-dev libfmt-dev libcli11-dev
  libhowardhinnant-date-dev zlib1g-dev libboost1.81-dev libssl-dev libcurl4-openssl-dev
  libfido2-dev libarchive-dev libutf8proc-dev
)
# The two provide the same libhs and conflict: whichever is there is used.
PACKAGES_SCANNER=(libvectorscan-dev libhyperscan-dev)
PACKAGES_TEST=(libgtest-dev librapidcheck-dev python3 python3-jsonschema postgresql-15 clamav-daemon)
PACKAGES_CLANG=(clang-19 libclang-rt-19-dev)
PACKAGES_FORMAT=(clang-format-19)
PACKAGES_TIDY=(clang-19 clang-tidy-19)

APT_OPTIONS=(
  -y --no-install-recommends
  -o Acquire::Retries=3 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30
  -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0
  -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold
)
SETUP_SECONDS_MAX=1800

# What a proxy or a company's certificate needs; sudo would drop it.
passed_environment() {
  local name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE \
    SSL_CERT_DIR NODE_EXTRA_CA_CERTS npm_config_cafile; do
    [[ -n ${!name:-} ]] && printf '%s=%s\n' "$name" "${!name}"
  done
  return 0
}

as_root() {
  local pairs
  mapfile -t pairs < <(passed_environment)
  pairs+=(DEBIAN_FRONTEND=noninteractive "PATH=/usr/sbin:/usr/bin:/sbin:/bin")
  if [[ $(id -u) == 0 ]]; then
    env "${pairs[@]}" "$@"
  elif ! command -v sudo >/dev/null; then
    fail "packages are missing, and this is neither root nor is there sudo; run it as root once"
  elif sudo -n true 2>/dev/null; then
    sudo -n env "${pairs[@]}" "$@"
  elif [[ -t 0 ]]; then
    echo "sudo asks for your password, to install Debian packages:"
    sudo env "${pairs[@]}" "$@"
  else
    fail "packages are missing and sudo wants a password; run this in a terminal, or as root"
  fi
}

is_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# The named packages that are not installed, one a line.
missing_packages() {
  local installed package
  installed=" $(dpkg-query -W -f '${Package}/${db:Status-Status} ' "$@" 2>/dev/null || true) "
  for package in "$@"; do
    [[ $installed == *" $package/installed "* ]] || echo "$package"
  done
}

# The tests start a PostgreSQL of their own; the package shall not start one beside it.
without_main_cluster() {
  local folder=/etc/postgresql-common
  [[ " $* " == *" postgresql-15 "* && ! -e $folder/createcluster.conf ]] || return 0
  as_root sh -c "mkdir -p $folder && echo create_main_cluster = false >$folder/createcluster.conf"
}

# ensure PACKAGES...: installs those that are missing. A tenth of a second when none is.
ensure() {
  command -v dpkg-query >/dev/null || fail "this is not Debian; see docs/operating.md for what to install"
  local missing log=build/setup.log options=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  say "Installing from Debian: ${missing[*]}"
  mkdir -p build
  without_main_cluster "${missing[@]}"
  [[ -n ${SSL_CERT_FILE:-} ]] && options=(-o "Acquire::https::CAInfo=$SSL_CERT_FILE")
  echo "reading the package lists ..."
  as_root timeout -k 10 300 apt-get "${APT_OPTIONS[@]}" "${options[@]}" update >"$log" 2>&1 ||
    echo "(not all package sources answered; going on with those that did)"
  echo "downloading and installing (log: $log) ..."
  if ! as_root timeout -k 10 "$SETUP_SECONDS_MAX" apt-get "${APT_OPTIONS[@]}" "${options[@]}" \
    install "${missing[@]}" >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "apt could not install them (whole log: $log). Is the network, or the proxy, in order?"
  fi
}

ensure_build() {
  local packages=("${PACKAGES_BUILD[@]}")
  local scanner
  for scanner in "${PACKAGES_SCANNER[@]}"; do
    if is_installed "$scanner"; then
      ensure "${packages[@]}"
      return
    fi
  done
  ensure "${packages[@]}" "${PACKAGES_SCANNER[0]}"
}

#!/usr/bin/env bash
# A throw-away PostgreSQL on loopback, for tests. Installs Debian's package if there is no server.
#   tools/postgres.sh start   prints the URL of an empty database; started already: the same URL again
#   tools/postgres.sh stop    stops it and removes all it held
# State lies in PURPORT_POSTGRES_STATE, or in a folder under the temporary folder that is this checkout's own.
set -euo pipefail
cd "$(dirname "$0")/.."
state=${PURPORT_POSTGRES_STATE:-${TMPDIR:-/tmp}/purport-postgres-$(id -u)-$(pwd | cksum | cut -d' ' -f1)}

say() { echo "postgres.sh: $*" >&2; }

as_user() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then runuser -u "$owner" -- "$@"; else "$@"; fi
}

binaries() { # the folder of the newest server, empty if there is none
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -1)
  [ -z "$found" ] && found=$(command -v postgres || true)
  [ -z "$found" ] || dirname "$found"
}

installed() {
  [ -n "$(binaries)" ] && return
  say "no PostgreSQL server here: installing Debian's package"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  export DEBIAN_FRONTEND=noninteractive
  # No cluster of the package's own: only the binaries are wanted.
  $sudo mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
  { $sudo apt-get install -y -qq postgresql || { $sudo apt-get update -qq && $sudo apt-get install -y -qq postgresql; }; } >&2
  [ -n "$(binaries)" ] || { say "could not install it; set PURPORT_TEST_POSTGRES to the URL of a test database"; exit 1; }
}

start() {
  installed
  bin=$(binaries)
  owner=$(id -un)
  if [ "$(id -u)" = 0 ]; then
    owner=postgres
    id postgres >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin postgres
  fi
  if [ -f "$state/url" ] && as_user "$bin/pg_ctl" -D "$state/data" status >/dev/null 2>&1; then
    cat "$state/url"
    return
  fi
  rm -rf "$state"
  mkdir -m 755 "$state"
  chown "$owner" "$state"
  cd "$state"
  as_user "$bin/initdb" -D "$state/data" -U purport --auth=trust -E UTF8 --locale=C >"$state/log" 2>&1 || { cat "$state/log" >&2; exit 1; }
  for _ in 1 2 3 4 5; do
    port=$((20000 + RANDOM % 12000))
    options="-c listen_addresses=127.0.0.1 -p $port -k $state -c fsync=off -c max_connections=60"
    if as_user "$bin/pg_ctl" -D "$state/data" -w -t 60 -l "$state/data/server.log" -o "$options" start >/dev/null 2>&1; then
      as_user "$bin/createdb" -h 127.0.0.1 -p "$port" -U purport purport_test
      echo "postgresql://purport@127.0.0.1:$port/purport_test" | tee "$state/url"
      return
    fi
  done
  say "the server did not start:"
  cat "$state/data/server.log" >&2
  exit 1
}

stop() {
  [ -d "$state/data" ] || return 0
  owner=$(stat -c %U "$state/data")
  bin=$(binaries)
  cd "$state"
  as_user "$bin/pg_ctl" -D "$state/data" -m immediate -w stop >/dev/null 2>&1 || true
  cd /
  rm -rf "$state"
}

case "${1:-start}" in
  start) start ;;
  stop) stop ;;
  *) say "start or stop?"; exit 2 ;;
esac

#!/usr/bin/env bash
# A throw-away PostgreSQL for tests, on loopback, from Debian's packages.
#   tools/postgres.sh install installs the server if it is missing
#   tools/postgres.sh start   installs the server if it is missing, starts it, prints its URL
#   tools/postgres.sh stop    stops it and removes its data
set -euo pipefail
home=${PURPORT_POSTGRES_HOME:-/tmp/purport-postgres-$(id -u)}

as_owner() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

newest() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | while read -r bin; do [ -x "$bin/initdb" ] && echo "$bin"; done | tail -n 1; }

install() {
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  echo "installing postgresql" >&2
  export DEBIAN_FRONTEND=noninteractive
  { $sudo apt-get update -q && $sudo apt-get install -q -y --no-install-recommends postgresql; } >&2
}

start() {
  [ -n "$(newest)" ] || install
  local bin port
  bin=$(newest)
  stop
  mkdir -p "$home"
  [ "$(id -u)" = 0 ] && chown postgres "$home"
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as_owner "$bin/initdb" -D "$home/data" -U purport -A trust -E UTF8 --locale=C.UTF-8 >"$home/initdb.log" 2>&1 ||
    { cat "$home/initdb.log" >&2; exit 1; }
  as_owner "$bin/pg_ctl" -D "$home/data" -w -t 60 -l "$home/server.log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$home -c fsync=off" start >/dev/null ||
    { cat "$home/server.log" >&2; exit 1; }
  echo "postgresql://purport@127.0.0.1:$port/postgres"
}

stop() {
  local bin
  bin=$(newest)
  if [ -f "$home/data/postmaster.pid" ]; then as_owner "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null || true; fi
  rm -rf "$home"
}

case ${1:-} in
  install) [ -n "$(newest)" ] || install ;;
  start) start ;;
  stop) stop ;;
  *) echo "usage: tools/postgres.sh install|start|stop" >&2; exit 2 ;;
esac

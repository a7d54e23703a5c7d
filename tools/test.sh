#!/usr/bin/env bash
# All tests, on SQLite and on a real PostgreSQL. Where PURPORT_TEST_POSTGRES names a database, that one is used; else a
# throw-away one from Debian's packages is started on loopback and stopped afterwards.
# Runs on all cores; extra arguments go to pytest (`-n 0` runs one test after another).
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v openssl >/dev/null; then # the time-stamping authority of the tests
  sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  { $sudo apt-get update -q && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends openssl; } >&2
fi
tools/espeak.sh
tools/chromium.sh
# Where memory is plentiful, what tests write lies in it: they make thousands of ledgers, each of which would be synced to disk.
if [ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 8000000 ] 2>/dev/null; then export TMPDIR=/dev/shm; fi
if [ -z "${PURPORT_TEST_POSTGRES:-}" ]; then
  export PURPORT_POSTGRES_HOME=${TMPDIR:-/tmp}/purport-postgres-$$
  PURPORT_TEST_POSTGRES=$(tools/postgres.sh start)
  export PURPORT_TEST_POSTGRES
  trap 'tools/postgres.sh stop' EXIT
fi
.venv/bin/python -m pytest -n auto --dist worksteal "$@"

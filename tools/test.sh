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
if [ -z "${PURPORT_TEST_POSTGRES:-}" ]; then
  export PURPORT_POSTGRES_HOME=/tmp/purport-postgres-$$
  PURPORT_TEST_POSTGRES=$(tools/postgres.sh start)
  export PURPORT_TEST_POSTGRES
  trap 'tools/postgres.sh stop' EXIT
fi
.venv/bin/python -m pytest -n auto --dist worksteal "$@"

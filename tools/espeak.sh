#!/usr/bin/env bash
# espeak-ng from Debian's packages: the invented speech of the tests. Does nothing where it is installed.
set -euo pipefail
command -v espeak-ng >/dev/null && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
echo "installing espeak-ng" >&2
export DEBIAN_FRONTEND=noninteractive
{ $sudo apt-get update -q && $sudo apt-get install -q -y --no-install-recommends espeak-ng; } >&2

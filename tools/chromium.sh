#!/usr/bin/env bash
# Chromium from Debian's packages, with a font for Arabic: the browser of the tests. Does nothing where it is installed.
set -euo pipefail
command -v chromium >/dev/null && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
echo "installing chromium" >&2
export DEBIAN_FRONTEND=noninteractive
{ $sudo apt-get update -q && $sudo apt-get install -q -y --no-install-recommends chromium fonts-noto-core; } >&2

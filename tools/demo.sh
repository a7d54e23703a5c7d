#!/usr/bin/env bash
# Reads the bundled stories into a ledger of its own (./demo), shows it, checks it and writes demo.html.
set -euo pipefail
cd "$(dirname "$0")/.."
export PURPORT_HOME="$PWD/demo" PURPORT_CONFIG= PURPORT_LEDGER=
purport=.venv/bin/purport
say() { printf '\n$ %s\n' "$*"; }
say purport gazetteer build
$purport gazetteer build
say purport read examples/stories
$purport read examples/stories
say purport read examples/recordings/message.ogg --purports '"Idris Varakh"'
$purport read examples/recordings/message.ogg --purports "Idris Varakh"
say purport list --violent
$purport list --violent
say purport list --certainty purported
$purport list --certainty purported
say purport brief --html demo.html --sound
$purport brief --html demo.html --sound
say purport verify
$purport verify
printf '\nIn a browser: .venv/bin/purport --home demo desk\n'
printf 'It prints a link; the first account is made there, once.\n'
printf '\nThe page is in demo.html. More: PURPORT_HOME=demo .venv/bin/purport list --help\n'

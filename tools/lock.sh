#!/usr/bin/env bash
# Writes requirements.lock (run time) and requirements-dev.lock (tests and checks), with the hash of every file.
# Every package stands in them, so that pip installs them with --no-deps: it takes a pinned `coverage` for no pin of `coverage[toml]`.
# Needs uv on the PATH (`pip install uv`). The locks name no package index, so any index may serve them.
set -euo pipefail
cd "$(dirname "$0")/.."
common=(--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate)
uv pip compile "${common[@]}" --extra postgres --extra learned --extra gazetteer --extra media --extra speech --extra translate --extra whisper-base pyproject.toml -o requirements.lock
uv pip compile "${common[@]}" --extra postgres --extra learned --extra gazetteer --extra media --extra speech --extra translate --extra whisper-base --group pyproject.toml:dev pyproject.toml -o requirements-dev.lock

#!/usr/bin/env bash
# Writes requirements.lock (run time) and requirements-dev.lock (tests and checks), with the hash of every file.
# Every package stands in them, so that pip installs them with --no-deps: it takes a pinned `coverage` for no pin of `coverage[toml]`.
# Needs uv on the PATH (`pip install uv`). The locks name no package index, so any index may serve them.
set -euo pipefail
cd "$(dirname "$0")/.."
# Its later releases and those of its companions want ICU compiled at installation. followthemoney brings stubs of an older SQLAlchemy, which would hide the types of the one that is used.
without="sqlalchemy2-stubs ; python_version < '3'"
common=(--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate)
uv pip compile "${common[@]}" --extra postgres --extra learned --extra gazetteer --extra media --extra speech --extra translate --extra whisper-base --extra web --extra oidc --extra pdf --extra parquet pyproject.toml -o requirements.lock
uv pip compile "${common[@]}" --extra postgres --extra learned --extra gazetteer --extra media --extra speech --extra translate --extra whisper-base --extra web --extra oidc --extra pdf --extra parquet --group pyproject.toml:dev pyproject.toml -o requirements-dev.lock --override <(echo "$without") --constraint <(printf "normality<3\nrigour<=0.10.0\ncountrynames<=1.16.10\n")

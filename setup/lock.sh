#!/bin/sh
# Chooses the newest allowed versions and writes them down with their hashes, naming no host.
set -eu
cd "$(dirname "$0")/.."
uv=$(ls var/tools/uv-*/bin/uv | head -n 1)
compile() { "$uv" pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate --no-emit-index-url "$@"; }
compile --python-version 3.12 pyproject.toml -o locks/runtime.txt
compile --python-version 3.12 pyproject.toml --group dev -c locks/runtime.txt -o locks/dev.txt
printf 'hatchling>=1.27\neditables\nnodejs-wheel-binaries\n' | compile --python-version 3.12 - -o locks/build.txt
printf 'uv\n' | compile --python-version 3.8 - -o locks/uv.txt
npm install --package-lock-only --ignore-scripts >/dev/null

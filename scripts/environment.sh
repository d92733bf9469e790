# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced by every script: goes to the top of the checkout and puts its tools first on PATH.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# .tools contains the Node that scripts/setup installs if the machine's is too old.
export PATH="$PWD/.tools/node_modules/.bin:$PWD/node_modules/.bin:$PATH"

# Without this, cmake, ninja and Vitest may write colour codes into logs.
if [ ! -t 1 ]; then
  export NO_COLOR=1
fi

heading() {
  printf '\n== %s\n' "$*"
}

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

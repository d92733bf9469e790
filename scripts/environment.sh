# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced by every script: goes to the top of the checkout and puts its tools first on PATH.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# .tools holds the Node that scripts/setup brings where the machine has none that is new enough.
export PATH="$PWD/.tools/node_modules/.bin:$PWD/node_modules/.bin:$PATH"

# A cmake, ninja or Vitest that believes it talks to a terminal fills logs with control codes.
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

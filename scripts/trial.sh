# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced after environment.sh by the scripts that try a package of the server: what a user does with it. They set `port`,
# `notebook`, `agent_folder` for the state of the command line, and `begun`.

account='{"email":"ann@example.org","password":"correct horse battery staple"}'

step() {
  heading "$* ($(($(date +%s) - begun)) s)"
}

# token signup|login
token() {
  curl --silent --fail -H 'Content-Type: application/json' -d "$account" "http://127.0.0.1:$port/api/v1/auth/$1" |
    sed -E 's/.*"access_token":"([^"]+)".*/\1/'
}

push() {
  RMIRROR_TOKEN=$1 RMIRROR_SERVER=http://127.0.0.1:$port RMIRROR_AGENT_KEYCHAIN=off XDG_STATE_HOME=$agent_folder \
    XDG_CONFIG_HOME=$agent_folder node agent/bin/rmirror.mjs push "$notebook"
}

# The hash of a user's notebooks.
library() {
  curl --silent --fail -H "Authorization: Bearer $1" "http://127.0.0.1:$port/api/v1/notebooks" | sha256sum
}

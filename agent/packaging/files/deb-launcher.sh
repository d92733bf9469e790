#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Starts the program beside which this file was installed.
here=$(dirname "$(readlink -f "$0")")
RMIRROR_AGENT_LAUNCHER=$here/rmirror
export RMIRROR_AGENT_LAUNCHER
exec "$here/../lib/rmirror/node" "$here/../lib/rmirror/agent/bin/rmirror.mjs" "$@"

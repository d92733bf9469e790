#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Starts the version that "rmirror update" brought for this package, or else the one in it.
base='@VERSION@'

self=$0
case $self in
  */*) ;;
  *) self=./$self ;;
esac
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done
here=$(CDPATH='' cd -- "${self%/*}" && pwd) || exit 1
payload="$here@PAYLOAD@"

case ${XDG_STATE_HOME:-} in
  /*) versions="$XDG_STATE_HOME/rmirror/versions" ;;
  *) versions="${HOME:-}@STATE@/rmirror/versions" ;;
esac
version=
if [ -f "$versions/for-$base" ]; then
  IFS= read -r version <"$versions/for-$base" || :
fi
case $version in
  '' | [!0-9]* | *[!0-9A-Za-z.-]*) ;;
  *)
    updated=$versions/$version
    if [ -f "$updated/node" ] && [ -x "$updated/node" ] && [ -f "$updated/agent/bin/rmirror.mjs" ]; then
      payload=$updated
    fi
    ;;
esac

# Who opens the app in Finder gives it no arguments.
if [ $# = 0 ] && [ "${__CFBundleIdentifier:-}" = org.rmirror.agent ]; then
  set -- watch
fi

RMIRROR_AGENT_LAUNCHER=$here/${self##*/}
RMIRROR_AGENT_BASE=$base
export RMIRROR_AGENT_LAUNCHER RMIRROR_AGENT_BASE
exec "$payload/node" "$payload/agent/bin/rmirror.mjs" "$@"

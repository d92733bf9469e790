# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced by scripts/test: runs steps in lanes that share the cores, each into a log of its own. Needs $logs, an empty
# folder, and a function NAME_lane for each lane.

mkdir -p "$logs/reports"

# Runs one step into its log, then prints the log in one piece, so that parallel lanes don't interleave. The heading
# shows wall time and CPU time: lanes wait for each other, so only the latter is the cost of a step. Runners of tests
# report what failed to STEP_REPORT (tests/summary), GoogleTest by its own variable. `.NAME.running` is there while the
# step runs, and `.NAME.failed` has the status of one that failed.
step() {
  local name=$1 started=$SECONDS status=0 TIMEFORMAT='%U %S'
  local -x STEP_REPORT=$PWD/$logs/reports/$1.json
  local -x GTEST_OUTPUT=json:$STEP_REPORT
  shift
  touch "$logs/.$name.running"
  { time "$@" >"$logs/$name" 2>&1; } 2>"$logs/.$name.cpu" || status=$?
  {
    heading "$name ($((SECONDS - started)) s, $(awk '{ printf "%.0f", $1 + $2 }' "$logs/.$name.cpu") s of a core)"
    cat "$logs/$name"
    [ $status = 0 ] || echo "make test: the step \"$name\" failed with status $status."
  } >"$logs/.$name.shown"
  [ $status = 0 ] || echo $status >"$logs/.$name.failed"
  rm "$logs/.$name.running"
  cat "$logs/.$name.shown"
  return $status
}

# Runs a command and signals the lanes that wait for NAME that it is ready, or failed.
provide() {
  local name=$1 status=0
  shift
  "$@" || status=$?
  echo $status >"$logs/.$name.provided"
  return $status
}

await() {
  until [ -s "$logs/.$1.provided" ]; do sleep 0.2; done
  [ "$(cat "$logs/.$1.provided")" = 0 ]
}

# The names that each lane provides, by lane. Those that it leaves open when it ends have failed.
declare -A provides=()

run_lane() {
  local status=0 name
  "$1_lane" || status=$?
  for name in ${provides[$1]:-}; do
    [ -s "$logs/.$name.provided" ] || echo 1 >"$logs/.$name.provided"
  done
  return $status
}

# Each lane has a process group of its own, so that it can be ended with all that it started.
lanes=()
watch=

# Succeeds if a process got the signal.
signal_lanes() {
  local lane status=1
  for lane in "${lanes[@]}"; do kill -"$1" -- "-$lane" 2>/dev/null && status=0; done
  return $status
}

# Runners of tests end what they started when they are asked to, but wait for their tests, some of which may hang.
end_lanes() {
  local tries
  signal_lanes TERM || return 0
  for ((tries = 0; tries < 20; tries++)); do
    signal_lanes 0 || return 0
    sleep 1
  done
  signal_lanes KILL || true
}

# After the given seconds, everything that still runs is ended; those steps keep their `.NAME.running`.
end_lanes_after() {
  sleep "$1"
  end_lanes
}

# Runs lanes at the same time until all have ended, or for at most so many seconds. Returns 1 if one failed.
run_lanes() {
  local seconds=$1 failed=0 lane
  shift
  set -m
  lanes=()
  for lane in "$@"; do
    run_lane "$lane" </dev/null &
    lanes+=($!)
  done
  end_lanes_after "$seconds" &
  watch=$!
  set +m
  for lane in "${lanes[@]}"; do wait "$lane" || failed=1; done
  lanes=()
  end_watch
  return $failed
}

end_watch() {
  # The shell would print that the watch was ended.
  [ -z "$watch" ] || { kill -- "-$watch" && wait "$watch"; } 2>/dev/null || true
  watch=
}

# `make` passes on a signal that the whole group got: the second one must not end this.
trap 'trap "" INT TERM HUP; end_watch; end_lanes' EXIT
trap 'exit 130' INT TERM HUP

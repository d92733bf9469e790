# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced after environment.sh: a private PostgreSQL cluster in a folder, on a Unix socket there, for the current user.
# PostgreSQL refuses to run as root, so root runs it as the user postgres; that user must be able to enter the folder.

# Debian keeps the server's programs off PATH.
postgres_programs() {
  local folder
  for folder in "${PGBIN:-}" /usr/lib/postgresql/*/bin "$(dirname "$(command -v postgres || true)")"; do
    if [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
      echo "$folder"
      return
    fi
  done
  fail 'PostgreSQL is missing: initdb and postgres are neither in /usr/lib/postgresql nor on PATH.'
}

# The psql binary itself: Debian's psql on PATH is a script that searches for it, which takes longer than most queries.
psql_program() {
  local beside
  beside=$(postgres_programs)/psql
  if [ -x "$beside" ]; then echo "$beside"; else echo psql; fi
}

as_database_user=(setpriv)
[ "$(id -u)" != 0 ] || as_database_user=(setpriv --reuid=postgres --regid=postgres --init-groups)

# Only the user who created the cluster may connect, even if others can reach the socket.
make_cluster() {
  local folder=$1 made=$1/cluster.new
  shift
  rm -rf "$made"
  "${as_database_user[@]}" "$(postgres_programs)/initdb" -D "$made" -U rmirror -A peer -E UTF8 --locale=C.UTF-8 \
    "$@" >/dev/null
  echo 'local all all peer map=rmirror' >"$made/pg_hba.conf"
  echo "rmirror $(id -un) rmirror" >"$made/pg_ident.conf"
  mv "$made" "$folder/cluster"
}

# A folder's path may be too long for a socket's address, or contain characters with a meaning in connection strings.
choose_socket_folder() {
  socket_folder=$1
  if [ ${#1} -gt 80 ] || [[ $1 =~ [^A-Za-z0-9/._-] ]]; then
    socket_folder=$(mktemp -d "${XDG_RUNTIME_DIR:-/tmp}/rmirror.XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres: "$socket_folder"
    [ "$(id -u)" != 0 ] || chmod 711 "$socket_folder"
  fi
}

# Stops a PostgreSQL left over from a killed run and removes its lock files. PostgreSQL would refuse to start because of
# the process id in them, which may belong to another process by now, or to one that is a zombie.
clear_leftovers() {
  local note=$1/cluster/postmaster.pid process tries
  if [ -f "$note" ]; then
    process=$(head -n 1 "$note")
    for ((tries = 0; tries < 300; tries++)); do
      { tr '\0' ' ' <"/proc/$process/cmdline" | grep -qF -- "-D $1/cluster "; } 2>/dev/null || break
      [ "$tries" != 0 ] || kill -INT "$process" || true
      sleep 0.1
    done
    [ "$tries" -lt 300 ] || fail "A PostgreSQL of an earlier run is still using $1. Stop it: kill $process"
  fi
  rm -f "$note" "$1"/.s.PGSQL.*
}

# start_cluster FOLDER [INITDB-OPTION...] -- [POSTGRES-OPTION...] sets postgres_process and database_url.
start_cluster() {
  local folder=$1 initdb_options=() tries
  shift
  while [ "$1" != -- ]; do
    initdb_options+=("$1")
    shift
  done
  shift
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then
    chown postgres: "$folder"
    chmod 711 "$folder"
  else
    chmod 700 "$folder"
  fi
  [ -d "$folder/cluster" ] || make_cluster "$folder" "${initdb_options[@]}"
  clear_leftovers "$folder"
  choose_socket_folder "$folder"
  database_url="postgresql:///rmirror?host=$socket_folder&user=rmirror"
  # Backends of a killed cluster may hold its shared memory for a moment longer.
  for ((tries = 0; tries < 20; tries++)); do
    # In its own session, so that the terminal's Ctrl-C reaches only the server, which needs its database to shut down
    # cleanly. It ends when this shell does, even by SIGKILL.
    "${as_database_user[@]}" --pdeathsig SIGINT setsid "$(postgres_programs)/postgres" -D "$folder/cluster" \
      -k "$socket_folder" -c listen_addresses= "$@" </dev/null >"$folder/postgres.log" 2>&1 9>&- &
    postgres_process=$!
    if await_cluster; then
      make_database
      return
    fi
    grep -q 'shared memory block' "$folder/postgres.log" || break
    sleep 0.5
  done
  tail -n 5 "$folder/postgres.log" >&2
  fail "PostgreSQL doesn't start. See $folder/postgres.log for the reason."
}

await_cluster() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    ! "$(postgres_programs)/pg_isready" -q -h "$socket_folder" -U rmirror -d postgres || return 0
    kill -0 "$postgres_process" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

make_database() {
  local ask=("$(psql_program)" -h "$socket_folder" -U rmirror -d postgres -qtAc)
  [ "$("${ask[@]}" "SELECT 1 FROM pg_database WHERE datname = 'rmirror'")" = 1 ] || "${ask[@]}" 'CREATE DATABASE rmirror'
}

# Fast shutdown: clients are disconnected, committed transactions stay.
stop_cluster() {
  [ -n "${postgres_process:-}" ] || return 0
  kill -INT "$postgres_process" 2>/dev/null || true
  wait "$postgres_process" 2>/dev/null || true
  rmdir "$socket_folder" 2>/dev/null || true
}

# The trap of run_until_stopped, whose variables it uses. The shell ignores a signal whose trap still runs, so what
# makes people press Ctrl-C again is said afterwards, by say_stopping.
interrupt_program() {
  kill -"$next_signal" "$program" 2>/dev/null || true
  next_signal=KILL
}

say_stopping() {
  [ "$next_signal" = KILL ] && [ -z "$said" ] || return 0
  said=yes
  printf '\nStopping. Press Ctrl-C again to stop immediately.\n' >&2
}

# Runs a program until it ends or this shell is told to stop, and ends it with this shell, however that ends.
# Returns its status. A lock, if any, is on descriptor 9, which programs don't inherit. A program that doesn't stop is
# killed by the second Ctrl-C, or ten seconds after PostgreSQL stopped.
run_until_stopped() {
  local program ended status watched deadline= next_signal=TERM said=
  setpriv --pdeathsig SIGTERM "$@" 9>&- &
  program=$!
  trap 'kill -TERM "$program" 2>/dev/null || true' TERM HUP
  trap interrupt_program INT
  watched=("$program" ${postgres_process:+"$postgres_process"})
  while true; do
    say_stopping
    status=0
    ended=
    # A signal interrupts `wait` as well; then no process has ended.
    wait -n -p ended "${watched[@]}" || status=$?
    case ${ended:-none} in
      none) ;;
      "$program") break ;;
      "${postgres_process:-}")
        echo 'PostgreSQL stopped, so the server stops as well.' >&2
        kill -TERM "$program" 2>/dev/null || true
        setpriv --pdeathsig SIGKILL sleep 10 >/dev/null 2>&1 9>&- &
        deadline=$!
        watched=("$program" "$deadline")
        ;;
      "$deadline")
        echo "The server didn't stop, so it was killed." >&2
        kill -KILL "$program" 2>/dev/null || true
        watched=("$program")
        ;;
    esac
  done
  trap - INT TERM HUP
  [ -z "$deadline" ] || kill "$deadline" 2>/dev/null || true
  return "$status"
}

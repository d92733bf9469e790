# SPDX-License-Identifier: AGPL-3.0-or-later
# Sourced after environment.sh: a private PostgreSQL cluster in a folder, on a Unix socket in it, for who started it.
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
  fail 'PostgreSQL is not installed: neither /usr/lib/postgresql nor PATH has initdb and postgres.'
}

as_database_user=(setpriv)
[ "$(id -u)" != 0 ] || as_database_user=(setpriv --reuid=postgres --regid=postgres --init-groups)

# Nobody but the user who made the cluster may connect, whoever else finds the socket.
make_cluster() {
  local folder=$1 made=$1/cluster.new
  shift
  rm -rf "$made"
  "${as_database_user[@]}" "$(postgres_programs)/initdb" -D "$made" -U rmirror -A peer -E UTF8 --locale=C.UTF-8 "$@" >/dev/null
  echo 'local all all peer map=rmirror' >"$made/pg_hba.conf"
  echo "rmirror $(id -un) rmirror" >"$made/pg_ident.conf"
  mv "$made" "$folder/cluster"
}

# start_cluster FOLDER [INITDB-OPTION...] -- [POSTGRES-OPTION...] leaves postgres_process and database_url.
start_cluster() {
  local folder=$1 initdb_options=()
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
  # In a session of its own: the terminal's Ctrl-C is for the server, which still needs its database to end well.
  # It ends when this shell does, even by SIGKILL.
  "${as_database_user[@]}" --pdeathsig SIGINT setsid "$(postgres_programs)/postgres" -D "$folder/cluster" -k "$folder" \
    -c listen_addresses= "$@" </dev/null >>"$folder/postgres.log" 2>&1 &
  postgres_process=$!
  database_url="postgresql:///rmirror?host=$folder&user=rmirror"
  await_cluster "$folder"
  local ask=(psql -h "$folder" -U rmirror -d postgres -qtAc)
  [ "$("${ask[@]}" "SELECT 1 FROM pg_database WHERE datname = 'rmirror'")" = 1 ] || "${ask[@]}" 'CREATE DATABASE rmirror'
}

# Fast: clients are cut off, everything that was committed stays.
stop_cluster() {
  kill -INT "$postgres_process" 2>/dev/null || true
  wait "$postgres_process" || true
}

await_cluster() {
  local folder=$1 tries
  for ((tries = 0; tries < 600; tries++)); do
    "$(postgres_programs)/pg_isready" -q -h "$folder" -U rmirror -d postgres && return
    kill -0 "$postgres_process" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 5 "$folder/postgres.log" >&2
  fail "PostgreSQL does not start; $folder/postgres.log may say why."
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What the agent knows about its library and the server: one SQLite file per account. It survives a kill at any moment,
// and a damaged file only costs a longer first round.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { PageState } from '@rmirror/shared/library'
import { CommandError } from '../errors.ts'

/** What was read from a page, and from which files. */
export interface KnownPage {
  /** Names, sizes and times of the files. */
  signature: string
  state: PageState
}

/** What was announced of a notebook or folder. */
export interface AnnouncedEntry {
  uuid: string
  /** Hash of the whole entry. */
  hash: string
  /** Address of its source. */
  source: string
}

export interface PendingUpload {
  notebook: string
  page: string
}

/** Since when something can't be read, and whether it was reported. */
export interface Unreadable {
  /** Milliseconds since 1970. */
  since: number
  isReported: boolean
}

/** Pages whose pictures the server wants: for transcription, and for display. */
export type UploadKind = 'owed' | 'owed_displays'

/** Keys of the table of facts. */
export type FactName =
  | 'allowed-deletions'
  | 'asked-deletions'
  | 'cursor'
  | 'deleted-there'
  | 'idle-since'
  | 'no-room-at'
  | 'page-port'
  | 'paused-until'
  | 'problem'
  | 'quota-told-until'
  | 'removals-told'
  | 'repeated-at'
  | 'selection'
  | 'sources'
  | 'synced-at'
  | 'update-checked-at'
  | 'update-offered'
  | 'vaults'

/** Migrations: each brings a file of one version to the next. */
const changes = [
  // `descriptions` has a rowid, because the facts of a long notebook are long. `owed_displays`: pages whose display
  // picture the server wants.
  `
  CREATE TABLE pages (
    notebook TEXT NOT NULL, page TEXT NOT NULL, signature TEXT NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (notebook, page)) STRICT, WITHOUT ROWID;
  CREATE TABLE entries (uuid TEXT PRIMARY KEY, hash TEXT NOT NULL, source TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE told_pages (notebook TEXT NOT NULL, page TEXT NOT NULL, ink_hash TEXT NOT NULL,
    PRIMARY KEY (notebook, page)) STRICT, WITHOUT ROWID;
  CREATE TABLE owed (notebook TEXT NOT NULL, page TEXT NOT NULL, PRIMARY KEY (notebook, page)) STRICT, WITHOUT ROWID;
  CREATE TABLE owed_displays (notebook TEXT NOT NULL, page TEXT NOT NULL, PRIMARY KEY (notebook, page))
    STRICT, WITHOUT ROWID;
  CREATE TABLE unreadable (
    notebook TEXT NOT NULL, page TEXT NOT NULL, signature TEXT NOT NULL, since INTEGER NOT NULL, told INTEGER NOT NULL,
    PRIMARY KEY (notebook, page)) STRICT, WITHOUT ROWID;
  CREATE TABLE descriptions (source TEXT NOT NULL, path TEXT NOT NULL, signature TEXT NOT NULL, facts TEXT NOT NULL,
    PRIMARY KEY (source, path)) STRICT;
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
]

export class Memory {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /**
   * A file that can't be read as ours is renamed to `FILE.damaged`, and a new one is created. Throws a CommandError if
   * a newer version has written the file: that version may be running.
   */
  static open(file: string): { memory: Memory; wasDamaged: boolean } {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    try {
      return { memory: new Memory(file), wasDamaged: false }
    } catch (error) {
      if (!isDamage(error)) throw error
      for (const end of ['', '-wal', '-shm']) setAside(file + end)
      return { memory: new Memory(file), wasDamaged: true }
    }
  }

  /** Whether this version can use the file. */
  static isReadable(file: string): boolean {
    if (!existsSync(file)) return false
    const { DatabaseSync } = sqlite()
    const database = new DatabaseSync(file)
    try {
      const known = Number(database.prepare('PRAGMA user_version').get()?.user_version)
      return known > 0 && known <= changes.length && isWhole(database)
    } catch (error) {
      if (isDamage(error)) return false
      throw error
    } finally {
      database.close()
    }
  }

  private constructor(file: string) {
    const { DatabaseSync } = sqlite()
    this.#database = new DatabaseSync(file)
    try {
      this.#database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
      const known = Number(this.#get('PRAGMA user_version')?.user_version)
      if (known > changes.length)
        throw new CommandError(
          `a newer version of rmirror has written ${file}. Use that version, or delete the file to compare everything again.`,
        )
      if (known < changes.length)
        this.transact(() => {
          for (const change of changes.slice(known)) this.#database.exec(change)
          this.#database.exec(`PRAGMA user_version = ${changes.length}`)
        })
      if (!isWhole(this.#database)) throw new Error(`${file} is not a database: parts of it are wrong`)
    } catch (error) {
      this.#database.close()
      throw error
    }
  }

  /** A consistent copy, even while others write. */
  copyTo(file: string): void {
    rmSync(file, { force: true })
    this.#run('VACUUM INTO ?', file)
  }

  close(): void {
    this.#statements.clear()
    this.#database.close()
  }

  /** Runs `work` in a transaction. */
  transact<Result>(work: () => Result): Result {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      this.#rollBack()
      throw error
    }
  }

  /** If the disk is full, SQLite has already rolled back and refuses to do it again. */
  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK')
    } catch {
      // The original error says more.
    }
  }

  fact(name: FactName): string | undefined {
    return this.#get('SELECT value FROM facts WHERE name = ?', name)?.value as string | undefined
  }

  /** undefined deletes it. */
  setFact(name: FactName, value: string | undefined): void {
    if (value === undefined) this.#run('DELETE FROM facts WHERE name = ?', name)
    else
      this.#run('INSERT INTO facts VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value)
  }

  /** Numbers for the state of the run. */
  counts(): { notebooks: number; pages_to_send: number; unreadable: number } {
    const count = (table: string) => Number(this.#get(`SELECT count(*) AS count FROM ${table}`)?.count)
    return { notebooks: count('entries'), pages_to_send: count('owed'), unreadable: count('unreadable WHERE told = 1') }
  }

  /** By page uuid. */
  pagesOf(notebook: string): Map<string, KnownPage> {
    const rows = this.#all('SELECT page, signature, state FROM pages WHERE notebook = ?', notebook)
    return new Map(
      rows.map(({ page, signature, state }) => [
        String(page),
        { signature: String(signature), state: JSON.parse(String(state)) as PageState },
      ]),
    )
  }

  keepPage(notebook: string, page: string, { signature, state }: KnownPage): void {
    this.#run(
      `INSERT INTO pages VALUES (?, ?, ?, ?)
       ON CONFLICT (notebook, page) DO UPDATE SET signature = excluded.signature, state = excluded.state`,
      notebook,
      page,
      signature,
      JSON.stringify(state),
    )
  }

  /** The cached description of a document; `path` is its path in the source. */
  description(source: string, path: string): { signature: string; facts: string } | undefined {
    const row = this.#get('SELECT signature, facts FROM descriptions WHERE source = ? AND path = ?', source, path)
    return row && { signature: String(row.signature), facts: String(row.facts) }
  }

  /** Paths at which the source has documents of this name, without extension. */
  descriptionPaths(source: string, name: string): string[] {
    const sql = "SELECT path FROM descriptions WHERE source = ? AND path LIKE '%/' || ?"
    return this.#all(sql, source, name).map(({ path }) => String(path))
  }

  keepDescription(
    source: string,
    { path, signature, facts }: { path: string; signature: string; facts: string },
  ): void {
    this.#run(
      `INSERT INTO descriptions VALUES (?, ?, ?, ?)
       ON CONFLICT (source, path) DO UPDATE SET signature = excluded.signature, facts = excluded.facts`,
      source,
      path,
      signature,
      facts,
    )
  }

  descriptionCount(source: string): number {
    return Number(this.#get('SELECT count(*) AS count FROM descriptions WHERE source = ?', source)?.count)
  }

  forgetDescriptionsBesides(source: string, paths: string[]): void {
    const sql = 'DELETE FROM descriptions WHERE source = ? AND path NOT IN (SELECT value FROM json_each(?))'
    this.#run(sql, source, JSON.stringify(paths))
  }

  /** By uuid. */
  entries(): Map<string, AnnouncedEntry> {
    const rows = this.#all('SELECT uuid, hash, source FROM entries') as unknown as AnnouncedEntry[]
    return new Map(rows.map((row) => [row.uuid, row]))
  }

  keepEntry({ uuid, hash, source }: AnnouncedEntry): void {
    this.#run(
      `INSERT INTO entries VALUES (?, ?, ?)
       ON CONFLICT (uuid) DO UPDATE SET hash = excluded.hash, source = excluded.source`,
      uuid,
      hash,
      source,
    )
  }

  /** Ink hashes of pages with handwriting as announced, by page uuid. */
  announcedPages(notebook: string): Map<string, string> {
    const rows = this.#all('SELECT page, ink_hash FROM told_pages WHERE notebook = ?', notebook)
    return new Map(rows.map(({ page, ink_hash }) => [String(page), String(ink_hash)]))
  }

  keepAnnouncedPages(notebook: string, pages: { page: string; inkHash: string }[]): void {
    this.#run('DELETE FROM told_pages WHERE notebook = ?', notebook)
    for (const { page, inkHash } of pages) this.#run('INSERT INTO told_pages VALUES (?, ?, ?)', notebook, page, inkHash)
  }

  moveEntry(uuid: string, source: string): void {
    this.#run('UPDATE entries SET source = ? WHERE uuid = ?', source, uuid)
  }

  /** Makes the next round announce the entry again. */
  invalidateEntry(uuid: string): void {
    this.#run(`UPDATE entries SET hash = '' WHERE uuid = ?`, uuid)
  }

  invalidateAllEntries(): void {
    this.#run(`UPDATE entries SET hash = ''`)
  }

  /** Deletes a notebook that is gone, with all that is known about it. */
  forget(uuid: string): void {
    this.#run('DELETE FROM entries WHERE uuid = ?', uuid)
    for (const table of ['pages', 'told_pages', 'owed', 'owed_displays', 'unreadable'])
      this.#run(`DELETE FROM ${table} WHERE notebook = ?`, uuid)
  }

  pendingUploads(what: UploadKind = 'owed'): PendingUpload[] {
    return this.#all(`SELECT notebook, page FROM ${what}`) as unknown as PendingUpload[]
  }

  queueUpload({ notebook, page }: PendingUpload, what: UploadKind = 'owed'): void {
    this.#run(`INSERT OR IGNORE INTO ${what} VALUES (?, ?)`, notebook, page)
  }

  removePendingUpload({ notebook, page }: PendingUpload, what: UploadKind = 'owed'): void {
    this.#run(`DELETE FROM ${what} WHERE notebook = ? AND page = ?`, notebook, page)
  }

  removePendingUploads(notebook: string): void {
    for (const what of ['owed', 'owed_displays']) this.#run(`DELETE FROM ${what} WHERE notebook = ?`, notebook)
  }

  /** For when the server has no room for display pictures. */
  removePendingDisplays(): void {
    this.#run('DELETE FROM owed_displays')
  }

  /**
   * `page` is "" for a notebook's description, and "file" if `notebook` is the path of another file. A new signature
   * counts as a new problem. A stored time later than `now` is replaced.
   */
  noteUnreadable(notebook: string, page: string, signature: string, now: number): Unreadable {
    this.#run(
      `INSERT INTO unreadable VALUES (?, ?, ?, ?, 0) ON CONFLICT (notebook, page) DO UPDATE
       SET since = excluded.since, told = iif(signature = excluded.signature, told, 0), signature = excluded.signature
       WHERE signature <> excluded.signature OR since > excluded.since`,
      notebook,
      page,
      signature,
      now,
    )
    const row = this.#get('SELECT since, told FROM unreadable WHERE notebook = ? AND page = ?', notebook, page)
    return { since: Number(row?.since), isReported: row?.told === 1 }
  }

  /** UUIDs of notebooks whose description can't be read. */
  unreadableNotebooks(): Set<string> {
    return new Set(this.#all(`SELECT notebook FROM unreadable WHERE page = ''`).map(({ notebook }) => String(notebook)))
  }

  markReported(notebook: string, page: string): void {
    this.#run('UPDATE unreadable SET told = 1 WHERE notebook = ? AND page = ?', notebook, page)
  }

  noteReadable(notebook: string, page: string): void {
    this.#run('DELETE FROM unreadable WHERE notebook = ? AND page = ?', notebook, page)
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#prepared(sql).run(...values)
  }

  #get(sql: string, ...values: (string | number)[]) {
    return this.#prepared(sql).get(...values) as Record<string, unknown> | undefined
  }

  #all(sql: string, ...values: (string | number)[]) {
    return this.#prepared(sql).all(...values) as Record<string, unknown>[]
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql)
    this.#statements.set(sql, known)
    return known
  }
}

/** Loads SQLite without Node's warning that it is experimental, about which users can't do anything. */
export function sqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return process.getBuiltinModule('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}

function isWhole(database: DatabaseSync): boolean {
  return database.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok'
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && /not a database|malformed|corrupt/.test(error.message)
}

function setAside(file: string): void {
  try {
    renameSync(file, `${file}.damaged`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

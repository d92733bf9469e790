// SPDX-License-Identifier: AGPL-3.0-or-later
import { hostname } from 'node:os'
import {
  BackupError,
  openKey,
  openSodium,
  readContents,
  restoreFiles,
  saveKey,
  withPassphrase,
  withRecoveryKey,
  writeBackup,
} from '@rmirror/shared/backup'
import { problemFrom, SourceError } from '@rmirror/shared/library'
import { commandErrorFrom, connect } from '../../account/connection.ts'
import { libraryFiles } from '../../backup/library-files.ts'
import {
  type OpenedBackup,
  openBackups,
  openOrBeginBackups,
  openSession,
  type Session,
} from '../../backup/opened-backups.ts'
import { askPassphrase, finality, promptNewPassphrase } from '../../backup/passphrase.ts'
import { RestoredFolder } from '../../backup/restored-folder.ts'
import { CommandError, NoSource, UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { openSources } from '../../sources/index.ts'
import { visibleLine } from '../../visible.ts'
import { sourceOptions, sourcesOf } from '../sync/run-options.ts'

export const backup: Command = {
  name: 'backup',
  takes: '[PATH...|list|restore FOLDER|passphrase|recovery-key]',
  summary: "back up the tablet's files, encrypted so that only you can read them",
  details: `Sends the files of PATH, or of the folder of the desktop app, to the server, encrypted here. What is there already isn't
sent again, also after an interruption.

  list            what backups there are
  restore FOLDER  write the files of a backup into a new folder; run it again after an interruption
  passphrase      choose another passphrase; what is backed up stays as it is
  recovery-key    make a key to print, which opens the backups if the passphrase is forgotten

${finality}`,
  options: {
    ...sourceOptions,
    'passphrase-file': true,
    backup: 'with restore: this backup, by its id or the beginning of it',
    json: 'one JSON object per backup and line',
  },
  notes: `The new passphrase of "rmirror backup passphrase" is asked for, or is the first line of standard input. The server
learns how many pieces there are, their sizes, and when they come.`,
  run,
}

const actions: Record<string, (session: Session, call: Call) => Promise<ExitStatus>> = {
  list,
  restore,
  passphrase: changePassphrase,
  'recovery-key': makeRecoveryKey,
}

async function run(call: Call): Promise<ExitStatus> {
  const [name = '', ...more] = call.positionals
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (name === 'restore' ? more.length !== 1 : action && more.length > 0)
    throw new UsageError(
      name === 'restore' ? 'backup restore needs exactly one folder' : `backup ${name} takes no more words`,
    )
  const connection = await connect(call.values.server)
  try {
    return await (action ?? make)(await openSession(connection, call.signal), call)
  } catch (error) {
    call.signal.throwIfAborted()
    if (error instanceof BackupError) throw new CommandError(inSentence(error.message), { cause: error })
    throw commandErrorFrom(error, connection)
  }
}

async function make(session: Session, call: Call): Promise<ExitStatus> {
  const { values, terminal, signal } = call
  const sources = await openSources({ ...sourcesOf(call), cache: session.files.cache })
  if (sources.length === 0) throw new NoSource()
  const progress = terminal.progress('Backing up')
  let failures = 0
  const failed = (path: string, why: string) => {
    failures++
    progress.clear()
    terminal.warn(`${visibleLine(path)}: ${why}`)
  }
  try {
    const { files, problems } = await libraryFiles(sources, signal).catch((error: unknown) => {
      if (error instanceof SourceError) throw new CommandError(inSentence(error.message), { cause: error })
      throw error
    })
    for (const { path, detail } of problems) failed(path, detail)
    if (files.length === 0) throw new CommandError('there are no files to back up.')
    const backups = await openOrBeginBackups(session, call)
    progress.expect(files.length)
    let done = 0
    const { id, summary, sent } = await writeBackup({
      ...{ sealer: backups.sealer, store: backups.store, files, lastNumber: backups.lastNumber, signal },
      ...{ origin: hostname(), now: Date.now() },
      onProgress({ doneFiles }) {
        for (; done < doneFiles; done++) progress.advance()
      },
      onUnreadable: ({ path }, error) =>
        failed(path, error instanceof BackupError ? error.message : problemFrom(path, error).detail),
    })
    await backups.note(summary.number)
    progress.clear()
    const { number, fileCount, bytes } = summary
    if (values.json) await terminal.print(`${JSON.stringify({ id, number, files: fileCount, bytes, sent })}\n`)
    else await terminal.print(`Backed up ${filesOf(fileCount)}, ${sizeOf(bytes)}; sent ${sizeOf(sent)}.\n`)
    return failures > 0 ? 1 : 0
  } finally {
    progress.clear()
    for (const source of sources) source.close?.()
  }
}

async function list(session: Session, call: Call): Promise<ExitStatus> {
  const { values, terminal } = call
  if (!session.listed.key) {
    if (!values.json) await terminal.print('There are no backups.\n')
    return 0
  }
  const { opened } = await openBackups(session, call)
  for (const { id, size, summary } of opened) {
    const { number, made, origin, fileCount: files, bytes } = summary
    const object = { id, number, made: new Date(made).toISOString(), origin, files, bytes, size }
    const line = `${id}  ${timeOf(made)}  ${filesOf(files)}, ${sizeOf(bytes)}, from ${visibleLine(origin)}`
    await terminal.print(`${values.json ? JSON.stringify(object) : line}\n`)
  }
  return opened.length < session.listed.items.length ? 1 : 0
}

async function restore(session: Session, call: Call): Promise<ExitStatus> {
  const { positionals, values, terminal, signal } = call
  const path = positionals[1] ?? ''
  const { opened, sealer, store, sodium } = await openBackups(session, call)
  const chosen = choose(opened, values.backup)
  const folder = await RestoredFolder.open(path, chosen.id, sodium)
  const contents = await readContents(sealer, store, chosen.summary, signal)
  const progress = terminal.progress('Restoring')
  progress.expect(contents.files.length)
  try {
    const open = (file: (typeof contents.files)[number]) => folder.writer(file)
    await restoreFiles(contents, { sealer, store, signal, open, onFile: () => progress.advance() })
  } finally {
    progress.clear()
  }
  await folder.finish()
  for (const name of folder.changed) terminal.warn(`${visibleLine(name)}: it was changed here meanwhile, and stays so`)
  const { fileCount: files, bytes } = chosen.summary
  if (values.json) await terminal.print(`${JSON.stringify({ id: chosen.id, files, bytes, written: folder.written })}\n`)
  else
    await terminal.print(
      `Restored ${filesOf(files)}, ${sizeOf(bytes)}, of ${timeOf(chosen.summary.made)} into ${path}.\n`,
    )
  return folder.changed.length > 0 ? 1 : 0
}

function choose(opened: OpenedBackup[], id: string | undefined): OpenedBackup {
  const [chosen, another] = id === undefined ? opened.slice(0, 1) : opened.filter((each) => each.id.startsWith(id))
  if (!chosen) throw new CommandError(id === undefined ? 'there is no backup to restore.' : `there is no backup ${id}.`)
  if (another) throw new CommandError(`several backups begin with ${id}. Give more of the id.`)
  return chosen
}

async function changePassphrase({ connection, listed }: Session, call: Call): Promise<ExitStatus> {
  if (!listed.key) throw new BackupError('no-key')
  const sodium = await openSodium()
  const { record, revision } = listed.key
  const key = openKey(sodium, record, listed.account, await askPassphrase(call))
  const changed = withPassphrase(sodium, record, key, await promptNewPassphrase(call.signal))
  await saveKey(connection.api, changed, revision)
  await call.terminal.print('The passphrase of your backups is changed. They stay as they are.\n')
  return 0
}

async function makeRecoveryKey({ connection, listed }: Session, call: Call): Promise<ExitStatus> {
  if (!listed.key) throw new BackupError('no-key')
  const sodium = await openSodium()
  const { record, revision } = listed.key
  const key = openKey(sodium, record, listed.account, await askPassphrase(call))
  const { record: changed, recoveryKey } = withRecoveryKey(sodium, record, key)
  await saveKey(connection.api, changed, revision)
  call.terminal.warn('Print this key, and keep it where you keep papers. It opens your backups as the passphrase does.')
  if (record.recovery) call.terminal.warn('The recovery key that you had opens nothing any more.')
  const shown = call.values.json ? JSON.stringify({ recovery_key: recoveryKey }) : recoveryKey
  await call.terminal.print(`${shown}\n`)
  return 0
}

function filesOf(count: number): string {
  return count === 1 ? '1 file' : `${count} files`
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`
}

function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')
}

/** Errors of commands begin with "rmirror: ". */
function inSentence(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { affectsAllPages, defaultRetryPolicy } from '@rmirror/shared/api'
import type { Library } from '@rmirror/shared/library'
import type { VaultFiles, VaultPlan } from '@rmirror/shared/vault'
import { failureOf, isOfAllWork, type Pool } from '@rmirror/shared/workshop'
import { type Connection, commandErrorFrom, connect, connectIfSignedIn } from '../../account/connection.ts'
import { CommandError, UsageError } from '../../errors.ts'
import { noServerTranscriptions, ServerTranscriptions } from '../../export/handwriting.ts'
import { readInput } from '../../inputs.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { reason } from '../../outcome.ts'
import { type AccountSource, vaultFromAccount } from '../../vault/from-account.ts'
import { vaultFromFiles } from '../../vault/from-files.ts'
import { changesIn, mayBeTaken, takeChange, takenSentence } from '../../vault/take.ts'
import { VaultFolder } from '../../vault/vault-folder.ts'
import { optionsFor, planFor } from '../../vault/vault-options.ts'
import { findingSentence, planObjects, planSentence } from '../../vault/vault-report.ts'
import type { VaultSource } from '../../vault/vault-source.ts'
import { RenewedCore } from '../../workers/core.ts'
import { openPool } from '../../workers/threads.ts'

export const vault: Command = {
  name: 'vault',
  takes: 'FOLDER',
  summary: 'write notebooks as notes into an Obsidian vault, beside your own',
  details: `FOLDER is a vault, or a folder in one. After a login it gets the notebooks of your account; with --from, those of
files of the tablet. In a note, only what is between the markers is rMirror's: what you write around it stays, and what
you change inside is kept and listed.`,
  options: {
    from: true,
    per: true,
    pictures: true,
    'no-text': true,
    whole: "with --from: it is the whole library, so notebooks that aren't in it are gone",
    'delete-removed': true,
    'put-back': true,
    take: true,
    templates: true,
    'dry-run': 'say what would be written, and write nothing',
    ...serverOptions,
    json: 'one JSON object per file that is written, moved or deleted, and per finding, a line each',
  },
  notes: `A second run writes only what has changed, and asks the server for nothing else. FOLDER/.rmirror can be deleted at
any time: then everything is read again. "rmirror watch --vault FOLDER" keeps a vault up to date.`,
  run,
}

/** Of one run, what it works on, and what is counted and reported. */
interface Run extends Pick<Call, 'values' | 'terminal' | 'signal'> {
  root: string
  folder: VaultFolder
  files: VaultFiles
  pool: Pool
  progress: ReturnType<Call['terminal']['progress']>
  failed(sentence: string): void
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [root, ...more] = positionals
  if (root === undefined || more.length > 0) throw new UsageError('vault needs exactly one folder')
  if (values.whole && values.from === undefined) throw new UsageError('--whole is only for --from')
  if (values.take !== undefined && values.from !== undefined)
    throw new UsageError("--take is for a vault of your account: files of the tablet can't be corrected")
  const folder = new VaultFolder(root)
  const files = await folder.read()
  if (values.templates !== undefined) files.templates = await templatesFrom(values.templates)
  const progress = terminal.progress('Reading')
  const pool = openPool()
  let failures = 0
  const failed = (sentence: string) => {
    failures++
    progress.clear()
    terminal.warn(sentence)
  }
  const run: Run = { root, folder, files, values, terminal, signal, pool, progress, failed }
  let source: VaultSource | undefined
  try {
    const opened = await openSource(run)
    source = opened.source
    const note = (name: string | undefined) => (name === undefined ? undefined : noteCalled(name, root, files))
    const options = optionsFor(files, {
      ...{ per: values.per, withPictures: values.pictures, deleteRemoved: values['delete-removed'] },
      putBack: note(values['put-back']),
    })
    let plan = planFor(source.library, files, options)
    const taken = note(values.take)
    if (taken !== undefined && opened.account && (await take(taken, plan, opened.account, run))) {
      source = (await openSource(run)).source
      plan = planFor(source.library, files, options)
    }
    await write(plan, source, run)
    if (values.json) for (const object of planObjects(plan)) await terminal.print(`${JSON.stringify(object)}\n`)
    else {
      for (const finding of plan.findings) terminal.warn(findingSentence(finding, opened.account !== undefined))
      await terminal.print(`${planSentence(plan, values['dry-run'] === true)}\n`)
    }
  } finally {
    progress.clear()
    await source?.close()
    await pool.close()
  }
  return failures > 0 ? 1 : 0
}

async function write(plan: VaultPlan, { bytesOf }: VaultSource, run: Run): Promise<void> {
  const { folder, files, values, signal, progress, failed } = run
  const onAssetFailure = (asset: { path: string }, error: unknown) => {
    if (isOfAllWork(error) || affectsAllPages(error)) throw error
    failed(`${asset.path}: ${failureOf(error).detail}`)
  }
  progress.expect(plan.notes.size + plan.assets.length)
  const onWritten = () => progress.advance()
  if (!values['dry-run']) await folder.carryOut(plan, files, { bytesOf, onAssetFailure, signal, onWritten })
  progress.clear()
}

/** Whether anything was taken. */
async function take(note: string, plan: VaultPlan, { connection, source }: Account, run: Run): Promise<boolean> {
  const { values, terminal, signal, failed, progress } = run
  const changes = changesIn(plan, note)
  let count = 0
  progress.clear()
  if (changes.length === 0 && !values.json) await terminal.print(`Nothing is changed inside ${note}.\n`)
  for (const change of changes) {
    if (values['dry-run'] && mayBeTaken(change)) {
      await terminal.print(`Would be taken: ${change.path}, page ${change.number}.\n`)
      continue
    }
    const taken = await takeChange(connection.api, change, source, signal).catch((error: unknown) => {
      signal.throwIfAborted()
      throw commandErrorFrom(error, connection)
    })
    if (taken.result === 'taken') count++
    if (values.json) await terminal.print(`${JSON.stringify({ action: 'take', ...taken })}\n`)
    if (taken.result !== 'taken') failed(takenSentence(taken))
    else if (!values.json) await terminal.print(`${takenSentence(taken)}\n`)
  }
  return count > 0
}

function templatesFrom(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CommandError(`${path} can't be read: ${reason(cause)}`, { cause })
  })
}

/** A note that is named as the shell completes it, or by its path in the vault. */
function noteCalled(name: string, root: string, { notes }: VaultFiles): string {
  const inVault = relative(resolve(root), resolve(name)).split(sep).join('/')
  const found = [name, inVault].find((path) => notes.has(path))
  if (found === undefined) throw new UsageError(`there is no note ${JSON.stringify(name)} in ${root}`)
  return found
}

/** If the server doesn't answer soon, nothing is written: without transcriptions, notes would lose their text. */
const patience = { ...defaultRetryPolicy, maxAttempts: 3, maxAttemptsUntilFirstAnswer: 2, answerMs: 30_000 }

interface Account {
  connection: Connection
  source: AccountSource
}

async function openSource(run: Run): Promise<{ source: VaultSource; account?: Account }> {
  const { root, folder, values, signal, progress } = run
  const isAsked = values.from === undefined || !values['no-text']
  const connection = isAsked ? await connectionFor(values.server) : undefined
  if (values.from !== undefined) return { source: await openFiles(values.from, connection, run) }
  if (!connection)
    throw new CommandError(
      `nothing says what ${root} should hold. Name files of the tablet by --from, or run "rmirror login" first.`,
    )
  try {
    const source = await vaultFromAccount(connection.api, {
      ...{ folder, mayWrite: !values['dry-run'], signal },
      onPages: (count) => progress.expect(count),
      onPage: () => progress.advance(),
    })
    return { source, account: { connection, source } }
  } catch (error) {
    signal.throwIfAborted()
    throw commandErrorFrom(error, connection)
  }
}

const connectionFor = (server: string | undefined) =>
  server === undefined ? connectIfSignedIn(patience) : connect(server, patience)

async function openFiles(path: string, connection: Connection | undefined, run: Run): Promise<VaultSource> {
  const { values, terminal, signal, pool, progress, failed } = run
  const input = await readInput(path, new RenewedCore(), signal)
  for (const { path: file, detail } of input.failures) failed(`${file}: ${detail}`)
  for (const { path: file, detail } of input.remarks) terminal.warn(`${file}: ${detail}`)
  if (input.library.notebooks.length === 0) throw new CommandError(`there are no notebooks in ${path}`)
  progress.expect(countPages(input.library))
  const onMissing = (_: unknown, why: string): never => {
    throw new CommandError(`nothing was written, because the transcriptions are missing: ${why}`)
  }
  const handwriting = connection
    ? new ServerTranscriptions(connection, { pool, signal, onMissing })
    : noServerTranscriptions
  // What couldn't be read isn't gone.
  const isWhole = values.whole === true && input.failures.length === 0
  return vaultFromFiles(input, isWhole, {
    ...{ pool, handwriting, signal, openDedicatedPool: async () => openPool(1) },
    onPage: () => progress.advance(),
    onFailure: ({ name }, { number }, detail) => failed(`${name}, page ${number}: ${detail}`),
  })
}

function countPages({ notebooks }: Library): number {
  return notebooks.reduce((sum, { pages }) => sum + pages.length, 0)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import { relative, resolve, sep } from 'node:path'
import { affectsAllPages, defaultRetryPolicy } from '@rmirror/shared/api'
import type { Library } from '@rmirror/shared/library'
import { perOf, planVault, type VaultFiles } from '@rmirror/shared/vault'
import { failureOf, isOfAllWork, type Pool } from '@rmirror/shared/workshop'
import { type Connection, commandErrorFrom, connect, connectIfSignedIn } from '../../account/connection.ts'
import { CommandError, UsageError } from '../../errors.ts'
import { noServerTranscriptions, ServerTranscriptions } from '../../export/handwriting.ts'
import { readInput } from '../../inputs.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { vaultFromAccount } from '../../vault/from-account.ts'
import { vaultFromFiles } from '../../vault/from-files.ts'
import { VaultFolder } from '../../vault/vault-folder.ts'
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
    'dry-run': 'say what would be written, and write nothing',
    ...serverOptions,
    json: 'one JSON object per file that is written, moved or deleted, and per finding, a line each',
  },
  notes: 'A second run writes only what has changed. FOLDER/.rmirror/vault.json can be deleted at any time.',
  run,
}

/** Of one run, what is counted and told. */
interface Run extends Pick<Call, 'values' | 'terminal' | 'signal'> {
  pool: Pool
  progress: ReturnType<Call['terminal']['progress']>
  failed(sentence: string): void
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  const [root, ...more] = positionals
  if (root === undefined || more.length > 0) throw new UsageError('vault needs exactly one folder')
  if (values.whole && values.from === undefined) throw new UsageError('--whole is only for --from')
  const folder = new VaultFolder(root)
  const files = await folder.read()
  const progress = terminal.progress('Reading')
  const pool = openPool()
  let failures = 0
  const failed = (sentence: string) => {
    failures++
    progress.clear()
    terminal.warn(sentence)
  }
  let source: VaultSource | undefined
  try {
    source = await openSource(root, { values, terminal, signal, pool, progress, failed })
    const plan = planVault(source.library, files, {
      per: values.per ?? perOf(files) ?? 'notebook',
      withPictures: values.pictures ?? true,
      deleteRemoved: values['delete-removed'] === true,
      putBack: new Set(values['put-back'] === undefined ? [] : [noteCalled(values['put-back'], root, files)]),
    })
    const { bytesOf } = source
    const onAssetFailure = (asset: { path: string }, error: unknown) => {
      if (isOfAllWork(error) || affectsAllPages(error)) throw error
      failed(`${asset.path}: ${failureOf(error).detail}`)
    }
    progress.expect(plan.notes.size + plan.assets.length)
    if (!values['dry-run'])
      await folder.carryOut(plan, files, { bytesOf, onAssetFailure, signal, onWritten: () => progress.advance() })
    progress.clear()
    if (values.json) for (const object of planObjects(plan)) await terminal.print(`${JSON.stringify(object)}\n`)
    else {
      for (const finding of plan.findings) terminal.warn(findingSentence(finding))
      await terminal.print(`${planSentence(plan, values['dry-run'] === true)}\n`)
    }
  } finally {
    progress.clear()
    await source?.close()
    await pool.close()
  }
  return failures > 0 ? 1 : 0
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

async function openSource(root: string, run: Run): Promise<VaultSource> {
  const { values, signal, progress } = run
  const isAsked = values.from === undefined || !values['no-text']
  const connection = isAsked ? await connectionFor(values.server) : undefined
  if (values.from !== undefined) return openFiles(values.from, connection, run)
  if (!connection)
    throw new CommandError(
      `nothing says what ${root} should hold. Name files of the tablet by --from, or run "rmirror login" first.`,
    )
  try {
    const onPages = (count: number) => progress.expect(count)
    return await vaultFromAccount({ api: connection.api, signal, onPages, onPage: () => progress.advance() })
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

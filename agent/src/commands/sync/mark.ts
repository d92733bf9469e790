// SPDX-License-Identifier: AGPL-3.0-or-later
import { isInTrash, type Notebook, readLibrary, type SourceFile } from '@rmirror/shared/library'
import { commandErrorFrom, connect } from '../../account/connection.ts'
import { accessTo } from '../../account/tablets.ts'
import { UsageError } from '../../errors.ts'
import { markedPages, Unmarkable, withMarksOn } from '../../mark/page-tags.ts'
import { ChangedMeanwhile, TabletWriter } from '../../mark/tablet-writer.ts'
import { pagesToMark } from '../../mark/wanted-marks.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { openSsh } from '../../sources/ssh.ts'
import type { SshAddress } from '../../sources/ssh-address.ts'
import { visibleLine } from '../../visible.ts'
import { RenewedCore } from '../../workers/core.ts'
import { openPool } from '../../workers/threads.ts'

export const markCommand: Command = {
  name: 'mark',
  takes: '',
  summary: 'tag pages on a tablet that your server has read',
  details: `By SSH, gives the tag "rMirror" to the pages that your server has transcribed as they are on the tablet now, and takes
it off others. This is the only command that writes to a tablet: it changes the list of tags of a notebook, if the file
is still as it was read, and keeps the file as it was in the folder rmirror-marks beside the library.`,
  options: {
    ...serverOptions,
    ssh: 'the tablet, which "rmirror connect ssh" has made known: 10.11.99.1',
    'ssh-key': true,
    remove: 'take the tag off all pages',
    'dry-run': 'say which pages would be changed, and write nothing',
    json: 'one JSON object per notebook, a line each',
  },
  notes: 'The tablet shows the tags after it is restarted. rMirror itself never counts this tag as one of yours.',
  run,
}

/** A notebook whose tags change. */
interface Change {
  notebook: Notebook
  file: SourceFile
  read: string
  wanted: string
  /** Numbers of pages, in order. */
  marked: number[]
  unmarked: number[]
}

async function run({ positionals, values, terminal, signal }: Call): Promise<ExitStatus> {
  if (positionals.length > 0) throw new UsageError('mark takes no arguments. Name the tablet by --ssh')
  if (!values.ssh) throw new UsageError('name the tablet: --ssh 10.11.99.1')
  const address = values.ssh
  const access = () => accessTo(address.name, values['ssh-key'])
  const source = openSsh({ address, access })
  const progress = terminal.progress('Comparing')
  const failed: string[] = []
  try {
    const { files } = await source.scan(signal)
    const library = await readLibrary(files, new RenewedCore(), { signal })
    const notebooks = library.notebooks.filter((each) => !each.isGuessed && !isInTrash(library.folders, each))
    const wanted = values.remove ? undefined : await wantedMarks(notebooks, values.server, { signal, progress })
    const changes: Change[] = []
    for (const notebook of notebooks) {
      const change = await changeOf(notebook, files, wanted?.get(notebook.uuid) ?? new Set(), failed)
      if (change) changes.push(change)
    }
    const done = values['dry-run'] ? changes : await carryOut(changes, address, { access, signal, failed })
    progress.clear()
    if (values.json) for (const change of done) await terminal.print(`${JSON.stringify(objectOf(change))}\n`)
    else await terminal.print(reportOn(done, values['dry-run'] === true))
    for (const sentence of failed) terminal.warn(sentence)
    return failed.length > 0 ? 1 : 0
  } finally {
    progress.clear()
    source.close?.()
  }
}

async function wantedMarks(
  notebooks: readonly Notebook[],
  server: string | undefined,
  { signal, progress }: Pick<Call, 'signal'> & { progress: ReturnType<Call['terminal']['progress']> },
): Promise<Map<string, Set<string>>> {
  const connection = await connect(server)
  const pool = openPool()
  try {
    return await pagesToMark(notebooks, connection.api, {
      ...{ pool, signal },
      onPages: (count) => progress.expect(count),
      onPage: () => progress.advance(),
    })
  } catch (error) {
    signal.throwIfAborted()
    throw commandErrorFrom(error, connection)
  } finally {
    await pool.close()
  }
}

/** Undefined if its tags are right, or can't be changed. */
async function changeOf(
  notebook: Notebook,
  files: readonly SourceFile[],
  pages: ReadonlySet<string>,
  failed: string[],
): Promise<Change | undefined> {
  const file = files.find(({ path }) => path === `${notebook.uuid}.content`)
  if (!file) return undefined
  try {
    const read = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.read())
    const before = new Set(markedPages(read))
    const wanted = withMarksOn(pages, read, Date.now())
    if (wanted === read) return undefined
    const numbersOf = (is: (page: string) => boolean) =>
      notebook.pages.filter(({ uuid }) => is(uuid)).map(({ number }) => number)
    return {
      ...{ notebook, file, read, wanted },
      marked: numbersOf((page) => pages.has(page) && !before.has(page)),
      unmarked: numbersOf((page) => before.has(page) && !pages.has(page)),
    }
  } catch (error) {
    // A notebook without marks, from which none is to be taken, is right as it is.
    if (error instanceof Unmarkable && pages.size === 0) return undefined
    failed.push(failure(notebook, error))
    return undefined
  }
}

/** Returns what was done. A tablet that is gone in between leaves the others as they are. */
async function carryOut(
  changes: readonly Change[],
  address: SshAddress,
  { access, signal, failed }: { access: () => ReturnType<typeof accessTo>; signal: AbortSignal; failed: string[] },
): Promise<Change[]> {
  if (changes.length === 0) return []
  using writer = await TabletWriter.open(address, await access(), signal)
  const done: Change[] = []
  for (const change of changes) {
    signal.throwIfAborted()
    try {
      await writer.replace(change.file.path, change.read, change.wanted)
      done.push(change)
    } catch (error) {
      failed.push(failure(change.notebook, error))
      if (!(error instanceof ChangedMeanwhile)) break
    }
  }
  return done
}

function failure({ name }: Notebook, error: unknown): string {
  const why =
    error instanceof ChangedMeanwhile
      ? 'it was changed on the tablet meanwhile, so its tags were left alone. Try again later'
      : error instanceof Error
        ? error.message
        : String(error)
  return `${visibleLine(name)}: ${why}.`
}

function objectOf({ notebook: { uuid, name }, marked, unmarked }: Change) {
  return { notebook: uuid, name, marked, unmarked }
}

function reportOn(changes: readonly Change[], isDryRun: boolean): string {
  if (changes.length === 0) return 'All tags are as they should be.\n'
  const lines = changes.map(({ notebook, marked, unmarked }) => {
    const parts = [said('marked', marked, isDryRun), said('no longer marked', unmarked, isDryRun)]
    return `${visibleLine(notebook.name)}: ${parts.filter((part) => part !== '').join('; ')}\n`
  })
  const end = isDryRun ? 'Nothing was written.' : 'The tablet shows this after it is restarted.'
  return `${lines.join('')}${end}\n`
}

function said(what: string, pages: readonly number[], isDryRun: boolean): string {
  if (pages.length === 0) return ''
  return `${pages.length === 1 ? 'page' : 'pages'} ${pages.join(', ')} ${isDryRun ? 'would be ' : ''}${what}`
}

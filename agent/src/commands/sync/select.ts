// SPDX-License-Identifier: AGPL-3.0-or-later
import { answerTo, fetchSelection } from '@rmirror/shared/api'
import { type Library, readLibrary, type Selection } from '@rmirror/shared/library'
import { commandErrorFrom, connect } from '../../account/connection.ts'
import { accountOf, stateFiles } from '../../engine/state-folder.ts'
import { NoSource, UsageError } from '../../errors.ts'
import { joinLibraries } from '../../inputs.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { type Change, changeSelection, selectionLines } from '../../selection/change.ts'
import { openSources } from '../../sources/index.ts'
import { visibleLine } from '../../visible.ts'
import { RenewedCore } from '../../workers/core.ts'
import { sourceOptions, sourcesOf } from './run-options.ts'

export const select: Command = {
  name: 'select',
  takes: '[exclude|include NAME...]',
  summary: 'show or choose what is synced',
  details: `Lists what lies in the folders of "rmirror watch", each with a mark where it is synced. NAME is a notebook or folder
by name, path (Work/Diary) or uuid, or "#tag" for all notebooks with it. What is excluded is never read or sent, by no
device of yours; what is on the server already stays there as it is.`,
  options: { ...sourceOptions, existing: true, json: 'the selection as one JSON object' },
  run,
}

async function run({ positionals: [change, ...names], values, terminal, signal }: Call): Promise<ExitStatus> {
  if (change !== undefined && ((change !== 'exclude' && change !== 'include') || names.length === 0))
    throw new UsageError('select takes nothing, or "exclude" or "include" and names')
  const connection = await connect(values.server)
  try {
    const before = await fetchSelection(connection.api, signal)
    const { cache } = stateFiles(connection.server, accountOf(connection.credential.token))
    const library = await libraryIn({ ...sourcesOf({ positionals: [], values }), cache }, signal)
    const selection = change === undefined ? before : changeSelection(before, change as Change, names, library)
    if (change !== undefined) {
      const body: Selection & { existing?: 'keep' | 'delete' } = { ...selection, existing: values.existing ?? 'keep' }
      await answerTo(connection.api.PUT('/api/v1/sync/selection', { body, signal }))
    }
    if (values.json) await terminal.print(`${JSON.stringify(selection)}\n`)
    else await terminal.print(`${selectionLines(selection, library).map(visibleLine).join('\n')}\n`)
    return 0
  } catch (error) {
    throw commandErrorFrom(error, connection)
  }
}

async function libraryIn(settings: Parameters<typeof openSources>[0], signal: AbortSignal): Promise<Library> {
  const sources = await openSources(settings)
  if (sources.length === 0) throw new NoSource()
  const core = new RenewedCore()
  try {
    const libraries = sources.map(async (source) => readLibrary((await source.scan(signal)).files, core, { signal }))
    return joinLibraries(await Promise.all(libraries)).library
  } finally {
    for (const source of sources) source.close?.()
  }
}

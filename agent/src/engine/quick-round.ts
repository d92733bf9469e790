// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends documents that have just changed without listing the others, which takes seconds in a large library. Whatever
// it leaves out, the whole round after it does.
import { fetchSelection } from '@rmirror/shared/api'
import { type Library, readLibrary, withoutExcluded } from '@rmirror/shared/library'
import type { Source } from '../sources/source.ts'
import { announceChanges } from './announcing.ts'
import { changedOf, entriesOf } from './differences.ts'
import { observe } from './observe.ts'
import { type RoundTools, reportShortened, withWorkers } from './round.ts'
import { sendPendingDisplays, sendPendingUploads } from './sending.ts'

/** `paths`: files on disk that changed. Rejects like runRound(). */
export async function runQuickRound(tools: RoundTools, paths: readonly string[]): Promise<void> {
  const { sources, memory, signal } = tools
  const [source, another] = sources
  // With several sources the same notebook may be newer in another one.
  if (paths.length === 0 || !source || another) return
  const library = await changedIn(source, paths, tools)
  if (library.notebooks.length === 0) return
  const selection = await fetchSelection(await tools.connect(), signal)
  if (memory.fact('selection') !== JSON.stringify(selection)) return
  const { selected } = withoutExcluded(library, selection)
  const uuids = new Set(selected.notebooks.map(({ uuid }) => uuid))
  await withWorkers(tools, uuids, async (working) => {
    const observed = { ...(await observe(selected, working)), isPart: true as const }
    const { entries, shortened } = entriesOf(observed, () => source.address)
    const changed = changedOf(entries, memory.entries())
    if (changed.length === 0 || tools.stop.aborted) return
    reportShortened(shortened, changed, tools.notify)
    await announceChanges({ changed, repeated: [], gone: [] }, working)
    await sendPendingUploads(observed, working)
    await sendPendingDisplays(observed, working)
  })
}

const nothing: Library = { notebooks: [], folders: [], problems: [], ignored: 0 }

/** Leaves out what the whole round may judge differently: damaged files, and copies in other folders. */
async function changedIn(source: Source, paths: readonly string[], tools: RoundTools): Promise<Library> {
  const { core, signal, memory } = tools
  const files = await source.scanChanged?.(paths).catch(() => undefined)
  if (!files) return nothing
  const library = await readLibrary(files, core, { signal })
  if (library.problems.length > 0) return nothing
  const isHere = (path: string) => files.some((file) => file.path.startsWith(`${path}.`))
  const notebooks = library.notebooks.filter(
    ({ uuid, isGuessed }) => !isGuessed && memory.descriptionPaths(source.address, uuid).every(isHere),
  )
  return { ...library, notebooks }
}

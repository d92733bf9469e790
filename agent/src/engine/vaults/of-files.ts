// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps vaults up to date with files of a tablet, for people without an account: after each change of a source, and every
// hour.
import { forEachConcurrently } from '@rmirror/shared/api'
import { type LibraryCore, readLibrary, trashUuid } from '@rmirror/shared/library'
import { CommandError, NoSource } from '../../errors.ts'
import { noServerTranscriptions } from '../../export/handwriting.ts'
import { harmlessProblems, joinLibraries } from '../../inputs.ts'
import { openSources, type SourceSettings } from '../../sources/index.ts'
import type { Source } from '../../sources/source.ts'
import { vaultFromFiles } from '../../vault/from-files.ts'
import type { VaultSource } from '../../vault/vault-source.ts'
import { RenewedCore } from '../../workers/core.ts'
import { openPool } from '../../workers/threads.ts'
import { RoundTimer } from '../round-timer.ts'
import { type KeeperTools, recheckMs, VaultKeeper } from './vault-keeper.ts'

const hourMs = 60 * 60_000

/** Resolves when `stop` is aborted. Rejects with NoSource. */
export async function keepVaultsOfFiles(settings: SourceSettings, tools: KeeperTools): Promise<void> {
  const { folders, stop, notify, now } = tools
  const sources = await openSources(settings)
  if (sources.length === 0) throw new NoSource()
  const wake = new RoundTimer()
  for (const source of sources)
    void source.watch?.(
      {
        ready: () => wake.hint(),
        hint: (paths) => wake.hint(paths),
        polls: (polling) => notify({ kind: 'polled', address: source.address, ...polling }),
      },
      stop,
    )
  const vaults = folders.map((folder) => new VaultKeeper<VaultSource>(folder, tools, { isOfAccount: false }))
  const core = new RenewedCore()
  try {
    while (!stop.aborted) {
      wake.begin()
      for (const vault of vaults)
        await vault
          .update(() => read(sources, core, tools))
          .catch((error: unknown) => {
            if (!stop.aborted) throw error
          })
      const isWell = vaults.every(({ problem }) => problem === null)
      await wake.next({ at: now() + (isWell ? hourMs : recheckMs), notBefore: 0, stop })
    }
  } finally {
    for (const source of sources) source.close?.()
  }
}

/** Rejects if a source can't be read: what isn't found isn't gone. */
async function read(sources: Source[], core: LibraryCore, { stop, notify }: KeeperTools): Promise<VaultSource> {
  let isWhole = true
  const libraries = new Map<Source, Awaited<ReturnType<typeof readLibrary>>>()
  await forEachConcurrently(sources, sources.length, async (source) => {
    const scan = await source.scan(stop).catch((cause: unknown) => {
      stop.throwIfAborted()
      throw new CommandError(`${source.address} can't be read: ${cause instanceof Error ? cause.message : cause}`, {
        cause,
      })
    })
    const library = await readLibrary(scan.files, core, { signal: stop })
    for (const notebook of library.notebooks) if (scan.trashed?.has(notebook.uuid)) notebook.parent = trashUuid
    const problems = [...scan.problems, ...library.problems].filter(({ code }) => !harmlessProblems.has(code))
    // A folder without notebooks may be one that isn't connected.
    isWhole &&= scan.isWhole && source.deletes && problems.length === 0 && library.notebooks.length > 0
    libraries.set(source, library)
  })
  const { library } = joinLibraries(sources.flatMap((source) => libraries.get(source) ?? []))
  const pool = openPool()
  const source = await vaultFromFiles({ library, isNamed: false }, isWhole, {
    ...{ pool, handwriting: noServerTranscriptions, signal: stop, openDedicatedPool: async () => openPool(1) },
    onPage: () => undefined,
    onFailure: ({ name }, { number }, reason) => notify({ kind: 'unreadable', notebook: name, page: number, reason }),
  }).catch(async (error: unknown) => {
    await pool.close()
    throw error
  })
  const close = async () => {
    await source.close()
    await pool.close()
  }
  return { ...source, close }
}

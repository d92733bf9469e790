// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks what a sync needs, one row per check. Changes nothing.
import { access, constants, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { answerTo } from '@rmirror/shared/api'
import { readLibrary } from '@rmirror/shared/library'
import { type Connection, chooseServer, commandErrorFrom, connect, connectTo } from '../account/connection.ts'
import { noReader, quotaSentence } from '../account/quota-sentence.ts'
import { readRunState } from '../engine/run-state.ts'
import { accountOf, stateFiles } from '../engine/state-folder.ts'
import { CommandError, NoSource } from '../errors.ts'
import { readConfig } from '../options/config.ts'
import { openSources, type SourceSettings } from '../sources/index.ts'
import { VaultFolder } from '../vault/vault-folder.ts'
import { version } from '../version.ts'
import { RenewedCore } from '../workers/core.ts'

export interface Finding {
  about: string
  is_well: boolean
  /** One sentence; for a problem it says what to do. */
  says: string
}

export interface Examined {
  server: string | undefined
  sources: Omit<SourceSettings, 'cache'>
  /** Folders of vaults that a watch keeps up to date. */
  vaults: string[]
  signal: AbortSignal
}

type Check = (examined: Examined) => Promise<Finding[] | string>

const minFreeBytes = 200 * 1024 * 1024
const maxClockSkewMs = 5 * 60_000

const checks: Record<string, Check> = {
  rmirror: async () => `version ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
  settings: async () => {
    const { path, values } = await readConfig()
    return values.size === 0 ? `none; they would stand in ${path}` : `${[...values.keys()].join(', ')} in ${path}`
  },
  disk: async () => {
    const { bavail, bsize } = await statfs(homedir())
    const free = bavail * bsize
    if (free < minFreeBytes)
      throw new CommandError('less than 200 MB are free. Make room, or what is remembered may be lost.')
    return `${Math.round(free / 1024 ** 3)} GB are free`
  },
  server: async ({ server, signal }) => {
    const connection = await connect(server)
    return withServer(connection, async () => {
      const [account, quota] = await Promise.all([
        answerTo(connection.api.GET('/api/v1/me', { signal })),
        answerTo(connection.api.GET('/api/v1/quota', { signal })),
      ])
      const reading = quota.has_reader ? quotaSentence(quota) : noReader
      return `${connection.server} knows this computer as ${account.email ?? account.id}; ${reading}`
    })
  },
  clock: async ({ server, signal }) => {
    const address = await chooseServer(server)
    const answer = await fetch(`${address}/healthz`, { signal }).catch(() => undefined)
    const there = Date.parse(answer?.headers.get('date') ?? '')
    if (Number.isNaN(there)) return 'not compared: the server says no time'
    if (Math.abs(there - Date.now()) > maxClockSkewMs)
      throw new CommandError('this computer and the server differ by more than five minutes. Set the clock right.')
    return 'this computer and the server agree'
  },
  watch: async ({ server }) => {
    const connection = await connectTo(await chooseServer(server))
    if (!connection) return "doesn't run: nobody is signed in"
    const { is_running, update } = readRunState(filesOf(connection))
    const newer = update ? `; version ${update} is available, "rmirror update" installs it` : ''
    return is_running ? `runs${newer}` : `doesn't run; "rmirror service install" keeps it running${newer}`
  },
  vaults: async ({ vaults }) => Promise.all(vaults.map(examineVault)),
  sources: async ({ server, sources: settings, vaults, signal }) => {
    const connection = await connectTo(await chooseServer(server)).catch(() => undefined)
    // Without an account, a placeholder path is used.
    const { cache } = connection ? filesOf(connection) : stateFiles('', '')
    const sources = await openSources({ ...settings, cache })
    if (sources.length === 0 && vaults.length > 0) return 'none; a watch keeps the vaults up to date'
    if (sources.length === 0) throw new NoSource()
    const core = new RenewedCore()
    return Promise.all(
      sources.map(async (source): Promise<Finding> => {
        const about = source.kind
        try {
          const { files, problems, isWhole } = await source.scan(signal)
          const { notebooks } = await readLibrary(files, core, { signal })
          const says = `${source.address}: ${notebooks.length} notebooks`
          const [problem] = problems
          return problem
            ? { about, is_well: false, says: `${says}; ${problem.path}: ${problem.detail}` }
            : { about, is_well: isWhole, says: isWhole ? says : `${says}, and parts that can't be listed` }
        } catch (error) {
          return { about, is_well: false, says: `${source.address}: ${sentenceOf(error)}` }
        } finally {
          source.close?.()
        }
      }),
    )
  },
}

/** Runs all checks, whatever they find. */
export async function examine(examined: Examined): Promise<Finding[]> {
  const found: Finding[] = []
  for (const [about, check] of Object.entries(checks)) {
    examined.signal.throwIfAborted()
    try {
      const says = await check(examined)
      if (typeof says === 'string') found.push({ about, is_well: true, says })
      else found.push(...says)
    } catch (error) {
      examined.signal.throwIfAborted()
      found.push({ about, is_well: false, says: sentenceOf(error) })
    }
  }
  return found
}

async function examineVault(folder: string): Promise<Finding> {
  const about = 'vault'
  try {
    const { notes, state } = await new VaultFolder(folder).read()
    const there = await stat(folder).catch(() => undefined)
    if (!there) return { about, is_well: true, says: `${folder} is not there yet, and will be made` }
    await access(folder, constants.W_OK)
    const ours = Object.keys(state.notes).length
    return { about, is_well: true, says: `${folder}: ${notes.size} notes, ${ours} of them by rMirror` }
  } catch (error) {
    return { about, is_well: false, says: `${folder}: ${sentenceOf(error)}` }
  }
}

async function withServer<Result>(connection: Connection, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw commandErrorFrom(error, connection)
  }
}

const filesOf = ({ server, credential }: Connection) => stateFiles(server, accountOf(credential.token))
const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

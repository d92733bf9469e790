// SPDX-License-Identifier: AGPL-3.0-or-later
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { chooseServer, commandErrorFrom, connectTo } from '../../account/connection.ts'
import { isRunning } from '../../engine/run-state.ts'
import { accountOf, type StateFiles, stateFiles } from '../../engine/state-folder.ts'
import { CommandError, UsageError } from '../../errors.ts'
import type { Call, Command, ExitStatus } from '../../options/command.ts'
import { serverOptions } from '../../options/server-options.ts'
import { commandFor, type Packaged, readInstallation } from '../../update/installation.ts'
import { findUpdate } from '../../update/offer.ts'
import { prepare } from '../../update/prepare.ts'
import type { Release } from '../../update/release.ts'
import { deleteRequest, type Ended, readRequest, writeRequest } from '../../update/update-request.ts'
import { Versions } from '../../update/versions.ts'
import { version } from '../../version.ts'

export const update: Command = {
  name: 'update',
  takes: '',
  summary: 'change to the newest version that the server offers',
  details: `Takes only what was signed by whoever made this program, and only what is newer. A version that doesn't run well
within a minute makes way for this one. A "rmirror watch" that runs goes on with the new version.`,
  options: { ...serverOptions, check: true, json: 'one JSON object instead of sentences' },
  run,
}

interface UpdateResult {
  /** The newer version that the server offers; null if none is known. */
  offered: string | null
  /** The command that the user has to run, if the update isn't automatic. */
  command: string | null
  updated: boolean
  says: string
}

async function run(call: Call): Promise<ExitStatus> {
  const { positionals, values, terminal } = call
  if (positionals.length > 0) throw new UsageError('update takes no files')
  const server = await chooseServer(values.server)
  const result = await updateFrom(server, call)
  await terminal.print(values.json ? `${JSON.stringify({ version, ...result })}\n` : `${result.says}\n`)
  return 0
}

async function updateFrom(server: string, call: Call): Promise<UpdateResult> {
  const installation = readInstallation()
  const nothing = { offered: null, command: null, updated: false }
  if (installation.kind === 'checkout') {
    const command = commandFor(installation, version, server) ?? ''
    return { ...nothing, command, says: `This rMirror was built from its sources. To update it: ${command}` }
  }
  const versions = new Versions()
  const release = await availableUpdate(server, installation, versions, call.signal)
  if (!release) return { ...nothing, says: `rMirror ${version} is the newest version.` }
  const offered = release.version
  const command = commandFor(installation, offered, server) ?? null
  if (command !== null || call.values.check)
    return {
      ...{ offered, command, updated: false },
      says: `Version ${offered} is available, ${version} is installed. To update: ${command ?? 'rmirror update'}`,
    }
  const says = await install(release, { server, versions, base: launched(installation), signal: call.signal })
  return { offered, command, updated: true, says }
}

async function availableUpdate(server: string, { key }: Packaged, versions: Versions, signal: AbortSignal) {
  if (!key)
    throw new CommandError(
      'this package was made without a key for updates, and takes none. Get the new version from where you got it.',
    )
  try {
    return await findUpdate(server, { key, versions, signal })
  } catch (error) {
    throw commandErrorFrom(error, { server, fromEnvironment: false })
  }
}

function launched({ base }: Packaged): string {
  if (base === undefined)
    throw new CommandError(
      'only what is started by the launcher of its package can be updated. Run "rmirror update" by that.',
    )
  return base
}

interface InstallTools {
  server: string
  versions: Versions
  base: string
  signal: AbortSignal
}

/** Returns a sentence about the update; rejects if it failed. */
async function install(release: Release, tools: InstallTools): Promise<string> {
  const { server, versions, base } = tools
  const connection = await connectTo(server).catch(() => undefined)
  const files = connection && stateFiles(server, accountOf(connection.credential.token))
  if (files && isRunning(files)) return askWatch(files, tools.signal)
  using prepared = await prepare(release, tools)
  await versions.use(prepared.version, base)
  versions.accept(prepared.version)
  versions.removeUnused()
  return `Version ${prepared.version} of rMirror is installed.`
}

const hearMs = 15_000
/** A download may be slow, and the current round ends first. */
const endMs = 15 * 60_000
/** Longer than any gap between two running processes while a version is tried. */
const awayMs = 90_000
const pollMs = 250

async function askWatch(files: StateFiles, signal: AbortSignal): Promise<string> {
  const id = randomUUID()
  writeRequest(files.update, { id })
  writeFileSync(files.call, new Date().toISOString())
  try {
    const { isWell, says } = await answerOf(files, id, signal)
    if (!isWell) throw new CommandError(says)
    return says
  } finally {
    if (readRequest(files.update)?.id === id) deleteRequest(files.update)
  }
}

async function answerOf(files: StateFiles, id: string, signal: AbortSignal): Promise<Ended> {
  const askedAt = performance.now()
  let runningAt = askedAt
  for (;;) {
    await wait(pollMs, undefined, { signal })
    const now = performance.now()
    const asked = readRequest(files.update)
    if (asked?.id !== id) throw new CommandError('another "rmirror update" was begun. Wait until it has ended.')
    if (asked.ended) return asked.ended
    if (!asked.isReceived && now - askedAt > hearMs)
      throw new CommandError('a sync is under way. Run "rmirror update" again when it has ended.')
    if (now - askedAt > endMs)
      throw new CommandError('"rmirror watch" updates when its sync is over. "rmirror open" shows how it is.')
    // Checking takes its lock for a moment, so it is done rarely.
    if (now - runningAt > awayMs / 3 && isRunning(files)) runningAt = now
    if (now - runningAt > awayMs) throw new CommandError('"rmirror watch" has ended. Start it, then try again.')
  }
}

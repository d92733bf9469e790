// SPDX-License-Identifier: AGPL-3.0-or-later
// Installs a release from the server into its own folder, ready to be tried. Until the last step the folder has a
// temporary name, so that a kill at any moment leaves the current version in use.
import { spawn } from 'node:child_process'
import { once as happening } from 'node:events'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../errors.ts'
import { fetchPackage } from './fetch-package.ts'
import { packageIn, type Release } from './release.ts'
import type { Versions } from './versions.ts'

/** Holds the lock on updates until it is disposed of. */
export interface Prepared extends Disposable {
  version: string
  /** Contains Node and the program. */
  folder: string
}

export interface PrepareTools {
  server: string
  versions: Versions
  signal: AbortSignal
}

/** How long a version may take to load. */
const loadMs = 60_000
const ownPlatform = `${process.platform}-${process.arch}`

/**
 * Downloads and unpacks a release, unless an installation uses it already, and checks it. If that fails, rejects (with
 * a CommandError unless aborted) and removes what no installation uses.
 */
export async function prepare(release: Release, tools: PrepareTools): Promise<Prepared> {
  const { versions } = tools
  const { version } = release
  const lock = versions.lock()
  if (!lock) throw new CommandError('Another update is under way. Wait until it has ended.')
  try {
    versions.removeParts()
    if (!versions.isUsed(version)) await install(release, tools)
    const folder = versions.folderOf(version)
    await checkItself(folder, version, tools.signal)
    return { version, folder, [Symbol.dispose]: once(() => lock[Symbol.dispose]()) }
  } catch (error) {
    versions.removeParts()
    if (!versions.isUsed(version)) versions.remove(version)
    lock[Symbol.dispose]()
    throw error
  }
}

function once(work: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) work()
    isDone = true
  }
}

async function install(release: Release, { server, versions, signal }: PrepareTools): Promise<void> {
  const { version } = release
  const found = packageIn(release, ownPlatform)
  const part = versions.partFolder()
  const [archive, unpacked] = [join(part, 'package'), join(part, 'unpacked')]
  await fetchPackage(found, { server, file: archive, signal })
  // Loaded on use, because few runs of the program unpack anything.
  const { payloadOf, unpack } = await import('./unpack.ts')
  await unpack(archive, unpacked, { root: payloadOf(version, ownPlatform), isZip: process.platform === 'win32' })
  checkPayload(unpacked, version)
  signal.throwIfAborted()
  versions.remove(version)
  renameSync(unpacked, versions.folderOf(version))
  versions.removeParts()
}

export const nodeIn = (folder: string) => join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
export const programIn = (folder: string) => join(folder, 'agent', 'bin', 'rmirror.mjs')

function checkPayload(folder: string, version: string): void {
  const isThere = [nodeIn(folder), programIn(folder), join(folder, 'agent', 'install.json')].every(existsSync)
  if (!isThere || versionIn(folder) !== version)
    throw new CommandError(`The package of version ${version} has something else in it. Tell whoever runs the server.`)
}

function versionIn(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, 'agent', 'package.json'), 'utf8')).version
  } catch {
    return undefined
  }
}

/** Runs the version's self-check, before it does anything else. */
async function checkItself(folder: string, version: string, signal: AbortSignal): Promise<void> {
  const child = spawn(nodeIn(folder), [programIn(folder), '--self-check'], {
    ...{ stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true, timeout: loadMs, killSignal: 'SIGKILL', signal },
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 1_000) said += text
  })
  const [status] = await happening(child, 'close').catch((cause: unknown) => {
    signal.throwIfAborted()
    throw new CommandError(`Version ${version} can't be started on this computer.`, { cause })
  })
  if (status !== 0 || said !== `rmirror ${version} is well\n`)
    throw new CommandError(`Version ${version} doesn't run on this computer.`)
}

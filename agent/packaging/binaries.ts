// SPDX-License-Identifier: AGPL-3.0-or-later
// The compiled files of all platforms, brought by npm from whichever registry it is configured for, as the lock says.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packaging, root, run } from './checkout.ts'

const wanted = join(packaging, 'binaries')
const folder = join(root, 'build/binaries')

/** The folder whose packages they are. */
export async function bringBinaries(): Promise<string> {
  const installed = join(folder, '.installed-lock.json')
  const lock = join(wanted, 'package-lock.json')
  if (!existsSync(installed) || !readFileSync(installed).equals(readFileSync(lock))) {
    mkdirSync(folder, { recursive: true })
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(wanted, file), join(folder, file))
    // Most are for other machines than this one, which npm takes only by force; none needs a script to run.
    await run('npm', ['ci', '--force', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: folder,
    })
    copyFileSync(lock, installed)
  }
  return join(folder, 'node_modules')
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What packages are made of: the checkout, what it says of itself, and the programs that are called.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const root = join(import.meta.dirname, '../..')
export const agent = join(root, 'agent')
export const packaging = join(agent, 'packaging')

/** The one place that states it. */
export const version: string = JSON.parse(readFileSync(join(agent, 'package.json'), 'utf8')).version

export const inOneLine = 'Sends what changes on a reMarkable tablet to your own server'

/** What a program printed; rejects with what it complained of. */
export async function run(name: string, args: string[], where: { cwd?: string; env?: Record<string, string> } = {}) {
  const { stdout } = await promisify(execFile)(name, args, {
    cwd: where.cwd ?? root,
    env: { ...process.env, ...where.env },
    maxBuffer: 2 ** 26,
  })
  return stdout
}

/** The time that all files of packages get, in seconds: that of the commit, so that it makes the same packages again. */
export async function timeOfFiles(): Promise<number> {
  const set = Number(process.env.SOURCE_DATE_EPOCH)
  return set > 0 ? set : Number(await run('git', ['log', '-1', '--format=%ct']))
}

/** A file of agent/packaging/files with its @NAMES@ filled in. */
export function filled(file: string, values: Record<string, string>): string {
  const text = readFileSync(join(packaging, 'files', file), 'utf8')
  return text.replaceAll(/@([A-Z]+)@/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${file} wants ${name}, which nobody gives`)
    return value
  })
}

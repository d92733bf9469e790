// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface ChangedGolden {
  /** Below tests/golden, without its extension. */
  name: string
  /** PNG files; undefined where the picture was or is not there. */
  before: Uint8Array | undefined
  after: Uint8Array | undefined
}

const golden = 'tests/golden'

/** Between a git revision and the current checkout. */
export function changedGoldens(checkout: string, revision: string): ChangedGolden[] {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: checkout, maxBuffer: 1 << 28 })
  const listed = git('diff', '--name-status', '--no-renames', revision, '--', `${golden}/*.png`).toString().trim()
  if (listed === '') return []
  return listed.split('\n').map((line): ChangedGolden => {
    const [status = '', path = ''] = line.split('\t')
    const now = join(checkout, path)
    return {
      name: path.slice(golden.length + 1, -'.png'.length),
      before: status === 'A' ? undefined : git('show', `${revision}:${path}`),
      after: existsSync(now) ? readFileSync(now) : undefined,
    }
  })
}

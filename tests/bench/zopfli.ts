// SPDX-License-Identifier: AGPL-3.0-or-later
// The smallest PNG that someone with much time makes of the same pixels.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export function zopfliSize(png: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  try {
    const [ours, theirs] = [join(folder, 'ours.png'), join(folder, 'theirs.png')]
    writeFileSync(ours, png)
    execFileSync('zopflipng', ['-y', ours, theirs], { stdio: 'ignore' })
    return readFileSync(theirs).length
  } finally {
    rmSync(folder, { recursive: true })
  }
}

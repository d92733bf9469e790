// SPDX-License-Identifier: AGPL-3.0-or-later
// What a vault costs by each way to it: written in full from an account, and again when nothing has changed.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countBefore } from '../counting-proxy.ts'
import type { Bench } from '../server/processes.ts'
import { writeDocuments } from './library.ts'
import { type Computer, newComputer, runProgram } from './program.ts'
import { unchangedRun, type VaultFigures } from './vault-run.ts'
import { measureVaultInGit, measureVaultOnWebDav } from './vault-server-speed.ts'

/**
 * Each of these notebooks has one page with handwriting, whose picture the server has; some of them are committed. The
 * server has RMIRROR_PRIVATE_URLS.
 */
export async function measureVaults(
  bench: Bench,
  { notebooks, committed }: { notebooks: number; committed: number },
): Promise<Record<'folder' | 'webdav' | 'git', VaultFigures>> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  try {
    await using proxy = await countBefore(bench.url)
    const computer = await newComputer(bench, folder, proxy.url)
    const library = join(folder, 'library')
    writeDocuments(library, notebooks)
    await runProgram(computer, 'sync', library)
    return {
      // A person's token ends first.
      webdav: await measureVaultOnWebDav(bench, computer.person, notebooks),
      git: await measureVaultInGit(bench, computer.person, committed),
      folder: await measureVaultInFolder(computer, join(folder, 'vault'), () => proxy.count().requests.length),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** `requests`: since it was last asked. Times are from the start of Node to its end. */
async function measureVaultInFolder(computer: Computer, vault: string, requests: () => number): Promise<VaultFigures> {
  requests()
  const { ms, megabytes } = await runProgram(computer, 'vault', vault)
  let before = timesIn(vault)
  const full = { ms, megabytes, requests: requests(), files: before.size }
  const unchanged = await unchangedRun(async () => {
    const again = await runProgram(computer, 'vault', vault)
    const after = timesIn(vault)
    const written = [...after].filter(([path, time]) => before.get(path) !== time).length
    before = after
    return { ms: again.ms, requests: requests(), written }
  })
  return { full, unchanged }
}

/** When each file was written, hidden ones included. */
function timesIn(folder: string): Map<string, number> {
  const members = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const paths = members.map(({ parentPath, name }) => join(parentPath, name))
  return new Map(paths.map((path) => [path, statSync(path).mtimeMs]))
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What a vault costs: written in full from an account, and again when nothing has changed.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countBefore } from '../counting-proxy.ts'
import { median } from '../median.ts'
import type { Bench } from '../server/processes.ts'
import { writeDocuments } from './library.ts'
import { newComputer, runProgram } from './program.ts'

const unchangedRuns = 3

export interface VaultFigures {
  full: { ms: number; megabytes: number; requests: number; files: number }
  /** The times are medians, from the start of Node to its end; requests and files are the most of any run. */
  unchanged: { ms: number; requests: number; written: number }
}

/** Each of these notebooks has one page with handwriting, whose picture the server has. */
export async function measureVault(bench: Bench, notebooks: number): Promise<VaultFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
  try {
    await using proxy = await countBefore(bench.url)
    const computer = await newComputer(bench, folder, proxy.url)
    const [library, vault] = [join(folder, 'library'), join(folder, 'vault')]
    writeDocuments(library, notebooks)
    await runProgram(computer, 'sync', library)
    proxy.count()
    const { ms, megabytes } = await runProgram(computer, 'vault', vault)
    let before = timesIn(vault)
    const full = { ms, megabytes, requests: proxy.count().requests.length, files: before.size }
    const runs: { ms: number; requests: number; written: number }[] = []
    for (let turn = 0; turn < unchangedRuns; turn++) {
      const again = await runProgram(computer, 'vault', vault)
      const after = timesIn(vault)
      const written = [...after].filter(([path, time]) => before.get(path) !== time).length
      runs.push({ ms: again.ms, requests: proxy.count().requests.length, written })
      before = after
    }
    const most = (name: 'requests' | 'written') => Math.max(...runs.map((run) => run[name]))
    return {
      full,
      unchanged: { ms: median(runs.map((run) => run.ms)), requests: most('requests'), written: most('written') },
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** When each file was written, hidden ones included. */
function timesIn(folder: string): Map<string, number> {
  const members = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const paths = members.map(({ parentPath, name }) => join(parentPath, name))
  return new Map(paths.map((path) => [path, statSync(path).mtimeMs]))
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What a short command costs, from the start of Node to its end.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '../agent/program.ts'
import { group } from '../figures/row.ts'
import { samplePage } from '../loaded.ts'
import { median } from '../median.ts'

const runs = 7

export const commandLine = group({
  name: 'command-line',
  isQuick: true,
  rows: {
    'cli-render': { name: 'render of one page', unit: 's', digits: 2, goal: 0.3, scalesWith: 'processor' },
    'cli-help': { name: 'help', unit: 's', digits: 2, scalesWith: 'processor' },
  },
  async measure(report) {
    const folder = mkdtempSync(join(tmpdir(), 'rmirror-bench-'))
    try {
      const page = join(folder, 'page.rm')
      writeFileSync(page, samplePage())
      const seconds = async (...words: string[]) => {
        const times: number[] = []
        for (let run = 0; run < runs; run++)
          times.push((await runProgram({ environment: { XDG_CONFIG_HOME: folder }, folder }, ...words)).processorMs)
        return median(times) / 1000
      }
      const picture = join(folder, 'page.png')
      report.figure('cli-render', await seconds('render', page, '-o', picture), 'of processor time')
      report.figure('cli-help', await seconds('help'), 'of processor time')
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// `make bench`: speed and size, each figure beside its goal and its last one. ROW=claude-call measures one row, with
// those of its group; `--check` measures what is quick, and fails if a figure is much worse than the last one.
import { type History, readHistory, writeHistory } from './figures/history.ts'
import { measureReference } from './figures/reference.ts'
import { Report } from './figures/report.ts'
import { chosen, groups } from './groups/groups.ts'

const isCheck = process.argv.includes('--check')
const history = readHistory()
const reference = await measureReference()
console.log(
  `this machine: ${reference.processor.toFixed(1)} ms for a fixed computation, ${reference.database.toFixed(2)} ms for a fixed transaction\n` +
    'in brackets the goal, the last figure, and how many times as large as on this machine it is now: above 1 is worse',
)
const measured: History = {}
const regressions: string[] = []
for (const { name, rows, measure } of isCheck ? groups.filter(({ isQuick }) => isQuick) : chosen(process.env.ROW)) {
  console.log(`\n${name}`)
  const report = new Report(rows, history, reference)
  await measure(report)
  Object.assign(measured, report.measured)
  regressions.push(...report.regressions)
}
if (!isCheck) writeHistory(measured)
console.log(regressions.length > 0 ? `\n${regressions.join('\n')}` : '\nNo figure is much worse than the last time.')
if (isCheck && regressions.length > 0) process.exitCode = 1

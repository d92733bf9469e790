// SPDX-License-Identifier: AGPL-3.0-or-later
// All attacks together for two minutes while an honest user works, beside the same without attackers. Fails when that
// user is refused anything, misses a page or a text, pays wrongly or waits longer than the goal, or when the server
// needs more memory than its goal. Only here the clock judges: `make test` counts what was refused, missed and charged.
import { liveOnRelease, p95Of, type Run } from './together.ts'

const seconds = Number(process.env.ATTACK_SECONDS ?? 120)
const goals = { milliseconds: 250, pictureMilliseconds: 500, megabytes: 600 }

const goalOf = (route: string) => (route.includes('picture') ? goals.pictureMilliseconds : goals.milliseconds)

/** What the attack made slow or large, each as a sentence. */
function beyondGoals(run: Run): string[] {
  const slow = [...new Set(run.noted.map(({ route }) => route))]
    .map((route) => ({ route, p95: p95Of(run, route), goal: goalOf(route) }))
    .filter(({ p95, goal }) => p95 > goal)
    .map(({ route, p95, goal }) => `${route}: p95 of ${p95.toFixed(0)} ms, the goal is ${goal} ms`)
  const { megabytes } = run
  return megabytes > goals.megabytes ? [...slow, `${megabytes} MB of memory, the goal is ${goals.megabytes} MB`] : slow
}

const column = (figure: number) => figure.toFixed(0).padStart(10)

const alone = await liveOnRelease({ seconds, isAttacked: false })
const attacked = await liveOnRelease({ seconds, isAttacked: true })

console.log(
  '\nattackers, how many requests or connections each began, and how often each status was answered (0: none)',
)
for (const { entries, does, statuses, begun } of attacked.tallies) {
  const counts = Object.entries(statuses).map(([status, count]) => `${status} ${count}`)
  console.log(`  ${entries.padEnd(9)} ${does}: ${begun}${counts.length > 0 ? `, answered ${counts.join(', ')}` : ''}`)
}
console.log('\nthe honest user, p95 in ms       alone  attacked      goal')
for (const route of new Set(attacked.noted.map((one) => one.route))) {
  const row = [p95Of(alone, route), p95Of(attacked, route), goalOf(route)].map(column)
  console.log(`  ${route.padEnd(22)}${row.join('')}`)
}
const row = [alone.megabytes, attacked.megabytes, goals.megabytes].map(column)
console.log(`the server's memory, MB ${row.join('')}`)
const faults = [...alone.faults.map((fault) => `alone: ${fault}`), ...attacked.faults, ...beyondGoals(attacked)]
for (const fault of faults) console.error(`FAULT ${fault}`)
console.log(
  faults.length === 0
    ? '\nThe honest user missed nothing and waited no longer than the goals allow.'
    : `\n${faults.length} faults.`,
)
process.exitCode = faults.length === 0 ? 0 : 1

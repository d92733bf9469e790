// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user feels of all known attacks together. `make attack` goes on for longer and shows what each attacker got.
import { liveOnRelease, p95Of } from '../../attack/together/together.ts'
import { group } from '../figures/row.ts'

const seconds = 60

export const attacks = group({
  name: 'attacks',
  isQuick: false,
  rows: {
    'attack-sign-in': { name: 'sign-in, p95', unit: 'ms', digits: 0, goal: 300, scalesWith: 'processor' },
    'attack-picture': { name: 'a picture is stored, p95', unit: 'ms', digits: 0, goal: 500, scalesWith: 'processor' },
    'attack-memory': { name: "the server's memory", unit: 'MB', digits: 0, goal: 600 },
  },
  async measure(report) {
    const alone = await liveOnRelease({ seconds, isAttacked: false })
    const attacked = await liveOnRelease({ seconds, isAttacked: true })
    if (attacked.faults.length > 0) throw new Error(attacked.faults.join('\n'))
    report.figure('attack-sign-in', p95Of(attacked, 'sign in'), `${p95Of(alone, 'sign in').toFixed(0)} without them`)
    report.figure('attack-picture', p95Of(attacked, 'picture'), `${p95Of(alone, 'picture').toFixed(0)} without them`)
    report.figure('attack-memory', attacked.megabytes, `${alone.megabytes.toFixed(0)} without them`)
  },
})

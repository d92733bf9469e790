// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { growthOf, type History, type Reference } from './history.ts'
import { Report } from './report.ts'
import type { Row } from './row.ts'

const machine: Reference = { processor: 50, database: 0.1 }
const slowMachine: Reference = { processor: 100, database: 0.4 }
const time: Row = { name: 'a call', unit: 'ms', digits: 1, goal: 1, scalesWith: 'processor' }
const rate: Row = { name: 'pages a second', unit: '', digits: 0, isRate: true, scalesWith: 'database' }
const ratio: Row = { name: 'ours : theirs', unit: '', digits: 2 }
const lastOf = (value: number) => ({ value, measured: '2026-11-27', reference: machine })

describe('a figure beside the last one', () => {
  it.each([
    ['a time that has doubled', time, 4, machine, 2],
    ['a time that has doubled on a machine half as fast', time, 4, slowMachine, 1],
    ['a rate that has halved', rate, 1, machine, 2],
    ['a rate of a quarter on a machine whose database takes four times as long', rate, 0.5, slowMachine, 1],
    ['a ratio, which no machine changes', ratio, 3, slowMachine, 1.5],
  ])('%s', (_, row, now, reference, growth) => {
    expect(growthOf(row, now, reference, lastOf(2))).toBe(growth)
  })
})

it('is not compared with a figure of an unknown machine, unless machines make no difference', () => {
  const last = { value: 2, measured: '2026-11-27' }
  expect(growthOf(time, 4, machine, last)).toBeUndefined()
  expect(growthOf(ratio, 4, machine, last)).toBe(2)
})

describe('a report', () => {
  let printed: string[]
  beforeEach(() => {
    printed = []
    vi.spyOn(console, 'log').mockImplementation((text) => printed.push(text))
  })
  afterEach(() => vi.restoreAllMocks())

  const report = (history: History = {}) => new Report({ time, rate, ratio }, history, machine)

  it('prints a figure with its goal, its last value and how they compare', () => {
    report({ time: lastOf(2) }).figure('time', 1.5, 'the median')
    expect(printed).toEqual([
      expect.stringMatching(/^a call +1\.5 ms \(goal ≤ 1, missed, last 2\.0 ms: 0\.75\); the median/),
    ])
  })

  it('names a last value that it can’t compare', () => {
    const now = report({ time: { value: 2, measured: '2026-11-27' } })
    now.figure('time', 4)
    expect(printed).toEqual([expect.stringContaining('last 2.0 ms, on an unknown machine)')])
    expect(now.regressions).toEqual([])
  })

  it('calls a figure a regression that is more than a tenth worse', () => {
    const now = report({ time: lastOf(2), rate: lastOf(2) })
    now.figure('time', 2.19)
    now.figure('rate', 1.5)
    expect(now.regressions).toEqual([expect.stringContaining('33 % worse than the last figure')])
  })

  it('keeps what was measured, and where', () => {
    const now = report()
    now.figure('ratio', 1.234567891)
    expect(now.measured).toEqual({ ratio: { value: 1.23457, measured: expect.any(String), reference: machine } })
  })

  it('refuses a figure that nothing was measured for', () => {
    expect(() => report().figure('time', Number.NaN)).toThrow('a call: nothing was measured')
  })
})

// SPDX-License-Identifier: AGPL-3.0-or-later
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Backoff, maxWaitMs } from './backoff.ts'
import { RoundTimer } from './round-timer.ts'

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => vi.useRealTimers())

/** Milliseconds until it rings; Infinity if it doesn't within `max`. */
async function ringsAfter(
  alarm: RoundTimer,
  due: { inMs: number; notBeforeMs?: number },
  max: number,
): Promise<number> {
  const started = Date.now()
  const { signal } = new AbortController()
  let rang: number | undefined
  void alarm.next({ at: started + due.inMs, notBefore: started + (due.notBeforeMs ?? 0), stop: signal }).then(() => {
    rang = Date.now() - started
  })
  await vi.advanceTimersByTimeAsync(max)
  return rang ?? Number.POSITIVE_INFINITY
}

test('rings when it is due', async () => {
  expect(await ringsAfter(new RoundTimer(), { inMs: 3_600_000 }, 4_000_000)).toBe(3_600_000)
})

test('rings two seconds after the last of many hints', async () => {
  const alarm = new RoundTimer()
  for (const at of [0, 500, 1000, 1900]) setTimeout(() => alarm.hint(), at)
  expect(await ringsAfter(alarm, { inMs: 3_600_000 }, 60_000)).toBe(3900)
})

test('rings during hints that never end', async () => {
  const alarm = new RoundTimer()
  const hints = setInterval(() => alarm.hint(), 1000)
  expect(await ringsAfter(alarm, { inMs: 3_600_000 }, 60_000)).toBe(31_000)
  clearInterval(hints)
})

test('minds no hint while a failure is waited out, but a call', async () => {
  const alarm = new RoundTimer()
  setTimeout(() => alarm.hint(), 1000)
  expect(await ringsAfter(alarm, { inMs: 60_000, notBeforeMs: 60_000 }, 100_000)).toBe(60_000)
  alarm.begin()
  setTimeout(() => alarm.startNow(), 1000)
  expect(await ringsAfter(alarm, { inMs: 60_000, notBeforeMs: 60_000 }, 100_000)).toBe(1000)
})

test('a hint during a round begins the next one', async () => {
  const alarm = new RoundTimer()
  alarm.begin()
  alarm.hint()
  expect(await ringsAfter(alarm, { inMs: 3_600_000 }, 60_000)).toBe(2000)
})

test('rings soon after the machine slept', async () => {
  const alarm = new RoundTimer()
  setTimeout(() => vi.setSystemTime(Date.now() + 20 * 60_000), 45_000)
  const rang = await ringsAfter(alarm, { inMs: 3_600_000 }, 200_000)
  expect(rang - 20 * 60_000).toBe(60_000)
})

test('rings soon after the clock was set back', async () => {
  const alarm = new RoundTimer()
  setTimeout(() => vi.setSystemTime(Date.now() - 20 * 60_000), 45_000)
  const rang = await ringsAfter(alarm, { inMs: 3_600_000 }, 200_000)
  expect(rang + 20 * 60_000).toBe(60_000)
})

test('a failure is waited out from 2 seconds to 15 minutes, and as long as the server asks', () => {
  const longest = new Backoff(() => 1)
  const waits = Array.from({ length: 12 }, () => longest.failed())
  expect(waits.slice(0, 4)).toEqual([2000, 4000, 8000, 16_000])
  expect(waits.at(-1)).toBe(maxWaitMs)
  longest.succeeded()
  expect(longest.failed()).toBe(2000)
  expect(longest.failed(3_600_000)).toBe(3_600_000)
  const shortest = new Backoff(() => 0)
  expect([shortest.failed(), shortest.failed()]).toEqual([1000, 2000])
})

test('a round is told which files changed since the last one', () => {
  const alarm = new RoundTimer()
  alarm.hint(['a', 'b'])
  alarm.hint(['b', 'c'])
  expect(alarm.isHinted).toBe(true)
  expect(alarm.begin()).toEqual(['a', 'b', 'c'])
  expect(alarm.isHinted).toBe(false)
  expect(alarm.begin()).toEqual([])
})

test.each([
  { what: 'after a hint that named none', hint: (alarm: RoundTimer) => alarm.hint() },
  {
    what: 'when there are many',
    hint: (alarm: RoundTimer) => alarm.hint(Array.from({ length: 200 }, (_, n) => `${n}`)),
  },
])('no file is named $what', ({ hint }) => {
  const alarm = new RoundTimer()
  alarm.hint(['a'])
  hint(alarm)
  alarm.hint(['b'])
  expect(alarm.begin()).toEqual([])
  alarm.hint(['c'])
  expect(alarm.begin()).toEqual(['c'])
})

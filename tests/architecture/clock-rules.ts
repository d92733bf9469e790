// SPDX-License-Identifier: AGPL-3.0-or-later
// No test judges by a clock, and none has a limit of its own: a slow machine fails nothing, and neither does a late hour.
import { isScript, lineAt, type Source } from './sources.ts'

/**
 * Files that name a time, each with the reason why no machine is too slow for it. Waiting for an event needs no place here, nor
 * does an order of events; a figure of speed goes to tests/bench.
 */
export const clockExceptions: Record<string, string> = {
  'agent/src/engine/round-timer.test.ts': 'a clock that is turned by hand',
  'e2e/flows/what-the-server-refuses.spec.ts': 'each of many tries has an end, all of them together have none',
  'shared/src/api/client.test.ts': 'a client that waits long enough: lower bounds',
  'tests/attack/a1-a-key-that-is-not-known-yet.test.ts': 'looks that lie far enough apart: a lower bound',
  'tests/attack/c8-strangers-at-the-door.timed.test.ts': 'a count may grow with the time that has passed',
  'tests/attack/together/honest-user.ts': 'notes what `make attack` prints and judges',
  'tests/contract/notion-webhook.test.ts': 'a count may grow with the time that has passed',
  'tests/contract/targets/notion-chaos.test.ts': 'kills a worker after so many looks, whatever it has done by then',
  'tests/contract/targets/long-log.test.ts': 'prints figures of `make chaos`, and signs in again in time',
  'tests/contract/targets/notion-ticks.test.ts': 'a count may grow with the time that has passed',
  'tests/emulators/webhook-receiver.test.ts': 'an answer that comes late enough: a lower bound',
  'tests/server/eventually.hpp': 'the limit for what hangs',
  'tests/server/library/manifest/highlights_test.cpp': 'compares two durations of one run, ten times apart',
  'tests/server/notion/door.hpp': 'the pace of calls that are counted',
  'tests/server/notion/door_test.cpp': 'the limit for what hangs',
  'tests/server/program_test.cpp': 'the limit for what hangs',
  'tests/server/wire/connections/delivery_test.cpp': 'the share of a core that is used while there is nothing to do',
  'tests/server/wire/connections/transfer_deadline_test.cpp': 'a clock that is turned by hand',
  'tests/world/until-ended.ts': 'counts looks, which a busy machine delays as much as what they wait for',
}

interface Bound {
  line: number
  fault: string
}

/** What gives a bound of time away in a line, and what is said of it. */
const patterns: [pattern: RegExp, fault: string][] = [
  [
    /performance\.now\(|hrtime|\b(?:steady_clock|Clock)::now\(\) [-+<>]|Date\.now\(\) - (?:beg|start|before|from)/,
    'measures how long something takes',
  ],
  [/(?:tasksDuring|workDuring).*toBeLessThan/, 'judges how long something takes'],
  [
    /expect\(.*(?:[a-z]Ms|\bms|milliseconds|elapsed|took)\b.*\.toBeLessThan(?:OrEqual)?\([\d_]/,
    'judges how long something takes',
  ],
  [/toBeLessThan(?:OrEqual)?\(.*(?:[a-z]Ms|[mM]illiseconds)\)/, 'judges how long something takes'],
  [/\b(?:timeout|testTimeout|hookTimeout|asyncUtilTimeout): ?[\d_]+/, 'has a limit of its own'],
  [/^\s*\}, [\d_]{4,}\)$/, 'has a limit of its own'],
  [/AbortSignal\.timeout\([\d_]+\)/, 'has a limit of its own'],
  [/Date\.now\(\) \+ \d\d?_000\b.*(?:;|patience|end)/, 'has a limit of its own'],
  [/\.(?:setTimeout|setDefaultTimeout|setDefaultNavigationTimeout)\([\d_]+\)/, 'has a limit of its own'],
]

export function breachesOfClocks(sources: Source[], exceptions: Record<string, string>): string[] {
  return boundsIn(sources).flatMap(({ path, line, fault }) =>
    path in exceptions ? [] : [`${path}:${line} ${fault}: count something, or wait for an event`],
  )
}

/** An exception that is no longer needed is a loose end. */
export function unusedClockExceptions(sources: Source[], exceptions: Record<string, string>): string[] {
  const needed = new Set(boundsIn(sources).map(({ path }) => path))
  return Object.keys(exceptions).filter((path) => !needed.has(path))
}

function boundsIn(sources: Source[]): { path: string; line: number; fault: string }[] {
  return sources.filter(isJudged).flatMap((source) => {
    const { path, text } = source
    const bounds = [...boundsOfLines(text), ...countedSleeps(text)]
    if (isScript(source)) bounds.push(...datesAtCollection(text), ...movingWords(text))
    return [...new Map(bounds.map((bound) => [bound.line, { path, ...bound }])).values()]
  })
}

function boundsOfLines(text: string): Bound[] {
  return text.split('\n').flatMap((content, index) => {
    const found = patterns.find(([pattern]) => pattern.test(content))
    return found ? [{ line: index + 1, fault: found[1] }] : []
  })
}

/** Loops that look a given number of times and pause in between. One that only keeps a pace has no way out. */
function countedSleeps(text: string): Bound[] {
  const counted = /^( *)for \([^\n]*;[^\n]*(?:<|--)[^\n]*\)(?: \{$[\s\S]*?^\1\}$|\n.*$)/gm
  const pause = /\bawait\b.*\b(?:sleep|wait|pause|delay|setTimeout)\(|\bsleep_(?:for|until)\(/
  return [...text.matchAll(counted)]
    .filter(([loop]) => pause.test(loop) && /\b(?:return|break|throw)\b|&&/.test(loop) && !/Date\.now\(\) </.test(loop))
    .map(({ index }) => ({ line: lineAt(text, index), fault: 'gives up after a number of pauses' }))
}

/** Dates made outside any function that a test calls: its tests may run long after their file was read. */
function datesAtCollection(text: string): Bound[] {
  const found: Bound[] = []
  let isFunction: boolean[] = []
  text.split('\n').forEach((content, index) => {
    if (/^\w/.test(content)) isFunction = []
    for (const { 0: token, index: column } of content.matchAll(/[{}]|Date\.now\(\)|new Date\(\)/g)) {
      const before = content.slice(0, column)
      if (token === '{') isFunction.push(!/\bdescribe\b/.test(content) && /(?:=>|\)(?:: [^=]+)?) \(?$/.test(before))
      else if (token === '}') isFunction.pop()
      else if (!isFunction.includes(true) && !/=>|\bfunction\b/.test(before))
        found.push({ line: index + 1, fault: 'makes a date while tests are collected' })
    }
  })
  return found
}

/** Words that are true for a minute, in a file that doesn't stop the clock. */
function movingWords(text: string): Bound[] {
  if (/\b(?:setSystemTime|useFakeTimers|setFixedTime)\(/.test(text)) return []
  const words = /(?<![\w(|])(?:\d+ (?:second|minute)s? ago|in \d+ (?:second|minute)s?\b|this minute\b)/
  return text.split('\n').flatMap((content, index) => {
    if (!/expect|toEqual|toContain|toMatch|toHaveText|name:/.test(content) || !words.test(content)) return []
    return [{ line: index + 1, fault: 'expects words that are true for a minute' }]
  })
}

/** Tests of all rooms and what they use, without the bench, whose business is speed, and emulators, which have clocks. */
function isJudged({ path }: Source): boolean {
  const isTest = /^(tests|e2e)\/|\.(test|spec)\.tsx?$|\/testing\//.test(path)
  return isTest && !/^(tests\/(bench|tools|architecture)|e2e\/emulators)\//.test(path)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// No test judges by a clock, and none has a limit of its own: a slow machine fails nothing.
import type { Source } from './sources.ts'

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
}

/** What gives a bound of time away, and what is said of it. */
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
  return sources.filter(isJudged).flatMap(({ path, text }) =>
    text.split('\n').flatMap((content, index) => {
      const found = patterns.find(([pattern]) => pattern.test(content))
      return found ? [{ path, line: index + 1, fault: found[1] }] : []
    }),
  )
}

/** Tests of all rooms and what they use, without the bench, whose business is speed, and emulators, which have clocks. */
function isJudged({ path }: Source): boolean {
  const isTest = /^(tests|e2e)\/|\.(test|spec)\.tsx?$|\/testing\//.test(path)
  return isTest && !/^(tests\/(bench|tools|architecture)|e2e\/emulators)\//.test(path)
}

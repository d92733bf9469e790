// SPDX-License-Identifier: AGPL-3.0-or-later
// What a test starts is ended after it: the window may be gone before the next request.
const ends: (() => void)[] = []

/** `end` is called after the test and its own hooks; what was started last is ended first. */
export function atEnd(end: () => void): void {
  ends.push(end)
}

/** For vitest.setup.ts. */
export function endAll(): void {
  for (const end of ends.splice(0).toReversed()) end()
}

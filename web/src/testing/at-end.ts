// SPDX-License-Identifier: AGPL-3.0-or-later
// What a test file leaves running is ended with it: the window may be gone before the next request.
const ends = new Set<() => void>()

/** Called after the last test of the file. */
export function atEnd(end: () => void): void {
  ends.add(end)
}

/** For vitest.setup.ts. */
export function endAll(): void {
  for (const end of ends) end()
  ends.clear()
}

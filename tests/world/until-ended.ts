// SPDX-License-Identifier: AGPL-3.0-or-later
// Waits until nothing is left of what tests have started.

/**
 * Milliseconds between two checks, and their number: at least 20 seconds, in which requests that are retried a few
 * times, connections, and programs that were told to end do so. Checks are counted because a busy machine delays them
 * as much as what they wait for.
 */
const pollMs = 10
const maxPolls = 2000

/** Resolves to what `left` still names after its patience: nothing, in the usual case. `pause` waits so many milliseconds. */
export async function untilEnded(left: () => string[], pause: (ms: number) => Promise<unknown>): Promise<string[]> {
  for (let polls = 0; polls < maxPolls; polls++) {
    await pause(pollMs)
    if (left().length === 0) break
  }
  return left()
}

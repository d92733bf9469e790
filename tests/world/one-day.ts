// SPDX-License-Identifier: AGPL-3.0-or-later
import { setTimeout as wait } from 'node:timers/promises'
import { hangLimits } from './patience.ts'

const enoughMs = 2 * hangLimits.poll

/** Waits for the next day if this one ends soon, in UTC or here, for a test that has to begin and end on the same day. */
export async function startOfOneDay(): Promise<void> {
  const now = Date.now()
  for (const midnight of [new Date(now).setUTCHours(24, 0, 0, 0), new Date(now).setHours(24, 0, 0, 0)])
    if (midnight - now < enoughMs) await wait(midnight - now + 1)
}

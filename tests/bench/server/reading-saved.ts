// SPDX-License-Identifier: AGPL-3.0-or-later
// How many pages that come back, after they were removed for good, need no call.
import type { Core } from '@rmirror/shared/core'
import { askDatabase } from '../../world/programs.ts'
import { signUp } from './device.ts'
import { pages, picturesOf, push, untilAllAreRead } from './reading-speed.ts'
import type { ClaudeBench } from './slow-claude.ts'

export interface ReadingSaved {
  /** The first time. */
  calls: number
  callsAgain: number
  /** Of the pages, in percent. */
  saved: number
}

export async function measureSaved(bench: ClaudeBench, core: Core): Promise<ReadingSaved> {
  const pictures = picturesOf(core)
  const token = await signUp(bench)
  await using _worker = await bench.startWorker()
  const callsOfPush = async () => {
    await bench.claude.script({})
    await push(bench, token, pictures)
    await untilAllAreRead(bench)
    const { requests, violations } = await bench.claude.log()
    if (violations[0]) throw new Error(JSON.stringify(violations[0]))
    return requests.length
  }
  const calls = await callsOfPush()
  // As the purge does.
  askDatabase(bench.databaseUrl, 'DELETE FROM page_images; DELETE FROM pages; DELETE FROM notebooks')
  const callsAgain = await callsOfPush()
  return { calls, callsAgain, saved: 100 * (1 - callsAgain / Math.min(calls, pages)) }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// How long writes are refused when the database's machine fails and its standby is promoted at once.
import { setTimeout as wait } from 'node:timers/promises'
import { startPair } from '../../world/postgres-pair.ts'
import { startServer } from '../../world/programs.ts'
import { notebookOf, signUp } from './device.ts'

const waitMs = 50
/** Writes before the failure. */
const before = 20

export interface FailoverSpeed {
  /** From the failure to the first write that is acknowledged. */
  seconds: number
  /** The longest that a client was asked to wait. */
  asked: number
  refusals: number
}

export async function measureFailover(): Promise<FailoverSpeed> {
  await using pair = await startPair('release')
  await using server = await startServer(pair.url, {}, 'release')
  const token = await signUp({ url: server.said })
  /** How long to wait, if it is refused. */
  const refusal = async () => {
    const answer = await fetch(`${server.said}/api/v1/sync/manifest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ scope: 'notebooks', notebooks: [notebookOf(1)] }),
    })
    await answer.arrayBuffer()
    if (!answer.ok && answer.status !== 503) throw new Error(`A write was answered by ${answer.status}.`)
    return answer.ok ? undefined : Number(answer.headers.get('retry-after'))
  }
  for (let write = 0; write < before; write++) await refusal()

  const begun = performance.now()
  let isPromoted = false
  const promoting = pair.failOver().then(() => {
    isPromoted = true
  })
  const waits: number[] = []
  for (let waitFor = await refusal(); waitFor !== undefined || !isPromoted; waitFor = await refusal()) {
    if (waitFor !== undefined) waits.push(waitFor)
    await wait(waitMs)
  }
  const seconds = (performance.now() - begun) / 1000
  await promoting
  return { seconds, asked: Math.max(0, ...waits), refusals: waits.length }
}

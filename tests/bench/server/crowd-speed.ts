// SPDX-License-Identifier: AGPL-3.0-or-later
// How soon a user is answered while another user sends many requests in parallel.
import { notebookOf, send, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

export const requestsAtOnce = 300
const notebooks = 2500
const rounds = 2

export interface CrowdSpeed {
  /** Of the other user's `GET /me`, in ms. */
  me: Times
  /** How many of these were not answered with 200. */
  refused: number
}

export async function measureCrowd(bench: Bench): Promise<CrowdSpeed> {
  const [many, one] = [await signUp(bench), await signUp(bench)]
  const library = Array.from({ length: notebooks }, () => notebookOf(1))
  await send(bench, many, JSON.stringify({ scope: 'library', notebooks: library }))
  const times: number[] = []
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    let left = requestsAtOnce
    const crowd = Array.from({ length: requestsAtOnce }, () =>
      ask(bench, '/api/v1/notebooks/tree', many).finally(() => left--),
    )
    while (left > 0) {
      const begun = performance.now()
      const status = await ask(bench, '/api/v1/me', one)
      times.push(performance.now() - begun)
      if (status !== 200) refused++
    }
    await Promise.all(crowd)
  }
  return { me: timesOf(times), refused }
}

async function ask({ url }: Bench, path: string, token: string): Promise<number> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  await answer.arrayBuffer()
  return answer.status
}

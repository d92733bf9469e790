// SPDX-License-Identifier: AGPL-3.0-or-later
// How soon a user is answered while another user sends many requests in parallel.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { notebookOf, send, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

const program = fileURLToPath(new URL('crowd-program.ts', import.meta.url))
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
    const words = ['--import', 'tsx', program, `${bench.url}/api/v1/notebooks/tree`, many, `${requestsAtOnce}`]
    const crowd = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface(crowd.stdout)
    await once(lines, 'line')
    const ended = once(lines, 'line')
    while (crowd.exitCode === null) {
      const begun = performance.now()
      const status = await ask(bench, '/api/v1/me', one)
      times.push(performance.now() - begun)
      if (status !== 200) refused++
    }
    refused += Number(await ended)
  }
  return { me: timesOf(times), refused }
}

async function ask({ url }: Bench, path: string, token: string): Promise<number> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
  await answer.arrayBuffer()
  return answer.status
}

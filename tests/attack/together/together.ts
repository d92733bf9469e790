// SPDX-License-Identifier: AGPL-3.0-or-later
// One run: the honest user on a server, with all attackers or alone.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { timesOf } from '../../bench/server/times.ts'
import { startCluster } from '../../world/programs.ts'
import { miscounted } from './accounts.ts'
import type { Attack, Tally } from './attackers-program.ts'
import { email, HonestUser, type Noted } from './honest-user.ts'
import { startPlace } from './place.ts'

const program = fileURLToPath(new URL('attackers-program.ts', import.meta.url))

export interface Run {
  noted: Noted[]
  /** What went wrong for the honest user, each as a sentence. */
  faults: string[]
  /** The most memory that the server held, in megabytes. */
  megabytes: number
  tallies: Tally[]
}

export async function live(
  database: string,
  build: 'native' | 'release',
  { seconds, isAttacked }: { seconds: number; isAttacked: boolean },
): Promise<Run> {
  await using place = await startPlace(database, build)
  using user = await HonestUser.signUp(place)
  const { revokedToken } = user
  const attackers = isAttacked
    ? await beginAttack({ ...place.addresses, email, revokedToken })
    : { end: async () => [] }
  await user.live(seconds)
  const tallies = await attackers.end()
  const faults = [...refusals(user.noted), ...(await user.missing()), ...(await miscounted(place))]
  return { noted: user.noted, faults, megabytes: place.memory().peak, tallies }
}

/** The server as it is run, on a database of its own. */
export async function liveOnRelease(question: { seconds: number; isAttacked: boolean }): Promise<Run> {
  await using cluster = await startCluster('release')
  return await live(cluster.said, 'release', question)
}

export function p95Of({ noted }: Run, route: string): number {
  return timesOf(noted.filter((one) => one.route === route).map(({ milliseconds }) => milliseconds)).p95
}

/** The attack goes on until `end` is called. */
async function beginAttack(attack: Attack): Promise<{ end: () => Promise<Tally[]> }> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(attack)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // Attackers have processors of their own; here they share those of the server, so they give way to it.
  setPriority(child.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL)
  const lines = createInterface(child.stdout)
  let last = ''
  lines.on('line', (line) => {
    last = line
  })
  const ended = once(child, 'close').then(([status]) => {
    if (status !== 0) throw new Error('The attackers gave up')
    return JSON.parse(last)
  })
  // Who waits for the end sees why it failed.
  ended.catch(() => {})
  await Promise.race([once(lines, 'line'), ended])
  return {
    end: () => {
      child.stdin.end()
      return ended
    },
  }
}

/** Of the honest user's requests, those that were refused or went wrong. */
function refusals(noted: Noted[]): string[] {
  const counts = new Map<string, number>()
  for (const { route, status } of noted)
    if (status < 200 || status >= 400) counts.set(`${route}: ${status}`, (counts.get(`${route}: ${status}`) ?? 0) + 1)
  return [...counts].map(([what, count]) => `${what}, ${count} times`)
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// All attackers as a program of its own, so that what they do costs the honest user's process nothing. Its argument is
// an Attack as JSON; it says "begun", and in the end how often each attacker was answered what. It ends when its
// standard input does and each attacker has reached the server.
import { once, setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { hangLimits } from '../../world/patience.ts'
import { type Account, type Attacker, signUp } from './attacker.ts'
import { attackers } from './attackers.ts'
import { Caller } from './caller.ts'
import type { Addresses } from './place.ts'

export interface Attack extends Addresses {
  email: string
  revokedToken: string
}

export interface Tally {
  entries: string
  does: string
  /** How often each status was answered; 0 where there was no answer. */
  statuses: Record<string, number>
  /** How many requests were begun, and connections opened. */
  begun: number
}

const attack: Attack = JSON.parse(process.argv[2] ?? '')
const ending = new AbortController()
setMaxListeners(0, ending.signal)
let addresses = 0

/** Each has an address of its own, and stops when the attack is over. */
class Visitors {
  readonly #callers: Caller[] = []

  add(server = attack.server): Caller {
    addresses++
    const caller = new Caller(server, `127.1.${Math.floor(addresses / 250)}.${1 + (addresses % 250)}`)
    ending.signal.addEventListener('abort', () => caller[Symbol.dispose]())
    this.#callers.push(caller)
    return caller
  }

  get tally(): Pick<Tally, 'statuses' | 'begun'> {
    const statuses: Record<string, number> = {}
    for (const { statuses: counts } of this.#callers)
      for (const [status, count] of counts) statuses[status] = (statuses[status] ?? 0) + count
    return { statuses, begun: this.#callers.reduce((sum, { begun }) => sum + begun, 0) }
  }
}

async function prepare(number: number): Promise<{ visitors: Visitors; from: Caller; account: Account }> {
  const visitors = new Visitors()
  const from = visitors.add()
  const account = await signUp(from, `attacker-${number}`)
  if (!account) throw new Error('An attacker could not sign up')
  from.statuses.clear()
  from.begun = 0
  return { visitors, from, account }
}

const prepared: Awaited<ReturnType<typeof prepare>>[] = []
for (const [number] of attackers.entries()) prepared.push(await prepare(number))
console.log('begun')

async function endOnMessage(): Promise<void> {
  await once(process.stdin.resume(), 'end')
  const patience = Date.now() + hangLimits.poll
  const allBegan = () => prepared.every(({ visitors }) => visitors.tally.begun > 0)
  while (!allBegan() && Date.now() < patience) await sleep(100)
  ending.abort()
}

endOnMessage()
const tallies = await Promise.all(
  prepared.map(async ({ visitors, from, account }, number): Promise<Tally> => {
    const { entries, does, attack: begin } = attackers[number] as Attacker
    const caller = (server?: string) => visitors.add(server)
    await begin({ ...attack, from, account, caller, over: ending.signal })
    return { entries, does, ...visitors.tally }
  }),
)
console.log(JSON.stringify(tallies))
process.exit()

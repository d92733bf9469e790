// SPDX-License-Identifier: AGPL-3.0-or-later
// A PostgreSQL cluster and its standby, in clusters of their own, with the schema.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface PostgresPair extends AsyncDisposable {
  /** Leads to the one that can write. */
  url: string
  /** Lead to one of them each. */
  main: string
  standby: string
  /** Kills the first, as if its machine had failed, and promotes its standby. */
  failOver(): Promise<void>
  endStandby(): Promise<void>
}

/** `build`: of the server that creates the schema. */
export async function startPair(build: 'native' | 'release' = 'native'): Promise<PostgresPair> {
  const pair = spawn('scripts/test-postgres-pair', [], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(pair, 'exit')
  const lines = createInterface({ input: pair.stdout })[Symbol.asyncIterator]()
  const url = (await lines.next()).value as string
  execFileSync(`build/${build}/rmirror-server`, ['--migrate'], { env: { RMIRROR_DATABASE_URL: url } })
  const [main = '', standby = ''] = (new URL(url).searchParams.get('host') ?? '').split(',')
  const only = (host: string) => `postgresql:///rmirror?host=${host}&user=rmirror`
  const order = async (what: string, answer: string) => {
    pair.stdin.write(`${what}\n`)
    const { value } = await lines.next()
    if (value !== answer) throw new Error(`The clusters answered “${value}” to “${what}”.`)
  }
  return {
    url,
    main: only(main),
    standby: only(standby),
    failOver: () => order('fail over', 'failed over'),
    endStandby: () => order('end standby', 'standby ended'),
    async [Symbol.asyncDispose]() {
      pair.stdin.end()
      await ended
    },
  }
}

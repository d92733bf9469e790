// SPDX-License-Identifier: AGPL-3.0-or-later
// What it costs to tell a client all there is, and that nothing of it changed.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { notebookOf, send, signUp } from './device.ts'
import type { Bench } from './processes.ts'
import { type Times, timesOf } from './times.ts'

export const notebooks = 5000
export const folders = 300
const defaultPages = 4
const rounds = 30

export interface TreeSpeed {
  /** Bytes of its content. */
  plain: number
  compressed: number
  /** Milliseconds, one request after the other: after each change; again, and compressed; and unchanged, by its ETag. */
  changed: Times
  again: Times
  packed: Times
  same: Times
}

export async function measureTree(bench: Bench): Promise<TreeSpeed> {
  const token = await signUp(bench)
  const library = largeLibrary()
  await send(bench, token, JSON.stringify({ scope: 'library', notebooks: library }))
  using reader = readerOf(bench, token)
  const packing = { 'accept-encoding': 'gzip' }
  const { bytes: plain } = await reader.ask()
  const rename = (round: number) => {
    const renamed = { ...library[0], visible_name: `Projects, ${round}` }
    return send(bench, token, JSON.stringify({ scope: 'notebooks', notebooks: [renamed] }))
  }
  const timed = async (headers: Record<string, string>, before?: (round: number) => Promise<unknown>) => {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      await before?.(round)
      const begun = performance.now()
      await reader.ask(headers)
      times.push(performance.now() - begun)
    }
    return timesOf(times)
  }
  const changed = await timed({}, rename)
  const { bytes: compressed, etag } = await reader.ask(packing)
  const [again, packed] = [await timed({}), await timed(packing)]
  return { plain, compressed, changed, again, packed, same: await timed({ ...packing, 'if-none-match': etag }) }
}

/** Names as people give them, no two alike. */
export function largeLibrary(pagesOfEach = defaultPages) {
  const shelves = Array.from({ length: folders }, (_, index) => ({
    notebook_uuid: randomUUID(),
    document_type: 'folder',
    visible_name: `Projects ${index + 1}`,
  }))
  const lying = Array.from({ length: notebooks }, (_, index) => ({
    ...notebookOf(pagesOfEach),
    visible_name: `Meeting notes ${index + 1}`,
    parent_uuid: shelves[index % folders]?.notebook_uuid,
    last_modified: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
  }))
  return [...shelves, ...lying]
}

/** One connection, and bytes as they come: fetch() would unpack them. */
function readerOf({ url }: Bench, token: string) {
  const agent = new Agent({ keepAlive: true })
  const ask = (more: Record<string, string> = {}) =>
    new Promise<{ bytes: number; etag: string }>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, ...more }
      const asking = request(`${url}/api/v1/notebooks/tree`, { agent, headers }, (answer) => {
        let bytes = 0
        answer.on('data', (piece: Buffer) => {
          bytes += piece.length
        })
        answer.once('error', reject).once('end', () => resolve({ bytes, etag: String(answer.headers.etag) }))
      })
      asking.once('error', reject).end()
    })
  return { ask, [Symbol.dispose]: () => agent.destroy() }
}

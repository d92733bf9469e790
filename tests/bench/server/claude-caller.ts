// SPDX-License-Identifier: AGPL-3.0-or-later
// A program that calls Claude, over connections that it keeps.
import { Agent, request } from 'node:http'

/** Disposed of, it leaves the calls that are under way. */
export interface Caller extends Disposable {
  ask(how?: { stream?: boolean }): Promise<void>
}

/** `url`: below which /v1/messages is. */
export function callerOf(url: string, key: string): Caller {
  const agent = new Agent({ keepAlive: true })
  const headers = { 'content-type': 'application/json', 'anthropic-version': '2023-06-01', 'x-api-key': key }
  return {
    ask: ({ stream = false } = {}) =>
      new Promise((resolve, reject) => {
        const messages = [{ role: 'user', content: 'Hello.' }]
        const body = JSON.stringify({ model: 'claude-haiku-5-5', max_tokens: 1000, messages, stream })
        const call = request(`${url}/v1/messages`, { method: 'POST', agent, headers }, (answer) => {
          answer.once('error', reject).once('end', () => {
            answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${answer.statusCode}`))
          })
          answer.resume()
        })
        call.once('error', reject).end(body)
      }),
    [Symbol.dispose]: () => agent.destroy(),
  }
}

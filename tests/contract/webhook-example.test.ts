// SPDX-License-Identifier: AGPL-3.0-or-later
// The receiver of docs/webhooks.md, as people copy it, gets what a server really sends.
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { onFreePort } from '../world/free-port.ts'
import { untilListening } from '../world/listening.ts'
import { serve } from '../world/programs.ts'
import { Api } from './answers.ts'
import { signUp } from './library.ts'

const root = new URL('../..', import.meta.url).pathname
const document = readFileSync(`${root}docs/webhooks.md`, 'utf8')
const [, example = ''] = /```js\n(.+?)```/s.exec(document) ?? []

/** Ends with its standard input at the latest. */
function run(secret: string, port: number): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', SIGNING_SECRET: secret, PORT: String(port) }
  // From the checkout's folder, where the package that it imports is found.
  return spawn(process.execPath, ['--input-type=module', '-e', example], { cwd: root, env, stdio: 'pipe' })
}

it('the receiver of the documentation takes what is signed, and nothing else', async () => {
  await using served = await serve({ RMIRROR_PRIVATE_URLS: 'on' })
  const api = new Api(served.server)
  const token = await signUp(api, 'ann@example.org')
  const path = '/api/v1/integrations/webhook'
  let secret = ''
  const { receiver, address } = await onFreePort(async (port) => {
    const address = `http://127.0.0.1:${port}/notes`
    const json = { settings: { address } }
    const saved = await api.ask('PUT /api/v1/integrations/:target_name', { token, json }, path)
    secret ||= saved.body.drawn.signing_secret
    const receiver = run(secret, port)
    await untilListening(receiver, port)
    return { receiver, address }
  })
  try {
    let printed = ''
    receiver.stdout?.on('data', (text) => {
      printed += text
    })
    receiver.stderr?.on('data', (text) => {
      printed += text
    })
    const status = () =>
      fetch(address, { method: 'POST', body: '{"type": "test"}' }).then(
        (answer) => answer.status,
        () => null,
      )
    await expect.poll(status).toBe(400)
    const operation = 'POST /api/v1/integrations/:target_name/test'
    const tested = await api.ask(operation, { token, json: {} }, `${path}/test`)
    expect(tested.body, printed).toEqual({ ok: true, error_class: null, error_message: null })
    await expect.poll(() => printed).toBe('test {}\n')
  } finally {
    receiver.kill()
  }
})

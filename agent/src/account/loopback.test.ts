// SPDX-License-Identifier: AGPL-3.0-or-later
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { awaitReturn } from './loopback.ts'

interface Asked {
  path: string
  method?: string
  host?: string
}

function ask(port: number, { path, method = 'GET', host = `127.0.0.1:${port}` }: Asked) {
  return new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: { host } }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode, location: answer.headers.location })
    })
      .once('error', reject)
      .end()
  })
}

const next = 'https://notes.example.org/integrations/notion'

test('the browser that brings the value is led on, and no other request is anything', async () => {
  await using browser = await awaitReturn(next)
  const { port, value } = browser
  const path = `/connected?value=${value}`
  const others: Asked[] = [
    { path: '/connected' },
    { path: `/connected?value=${'A'.repeat(value.length)}` },
    { path: `/?value=${value}` },
    { path, method: 'POST' },
    { path, host: `rebound.example.org:${port}` },
  ]
  for (const other of others) expect(await ask(port, other), JSON.stringify(other)).toMatchObject({ status: 404 })
  expect(await browser.returned(AbortSignal.abort())).toBe(false)
  expect(await ask(port, { path })).toEqual({ status: 303, location: next })
  expect(await browser.returned(new AbortController().signal)).toBe(true)
})

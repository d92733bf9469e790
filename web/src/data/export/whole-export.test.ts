// SPDX-License-Identifier: AGPL-3.0-or-later
// The download of everything, from a server that breaks off, changes and refuses.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signal } from '@preact/signals'
import { ApiProblem, createApi } from '@rmirror/shared/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { endWholeExportWith, wholeExport } from './current-whole-export.ts'
import { WholeExport } from './whole-export.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let asked: (string | undefined)[]
/** One for each request, in their order. */
let answers: Answer[]

beforeEach(async () => {
  asked = []
  answers = []
  server = createServer((request, response) => {
    asked.push([request.headers.range, request.headers['if-range']].filter(Boolean).join(' '))
    answers.shift()?.(request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const archive = 'All that is stored'

/** Sends the rest from the byte that was asked for, or breaks off before the byte `until`. */
const part =
  (etag: string, until = archive.length, text = archive): Answer =>
  ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1])
    response.writeHead(206, {
      ...{ 'content-type': 'application/zip', etag },
      'content-range': `bytes ${from}-${text.length - 1}/${text.length}`,
    })
    response.write(text.slice(from, until))
    if (until === text.length) response.end()
    else response.socket?.end()
  }

/** The blobs of tests lack text(). */
const textOf = (blob: Blob) =>
  new Promise<string>((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.readAsText(blob)
  })

async function run(during?: (run: WholeExport) => void): Promise<{ run: WholeExport; saved: string[] }> {
  const { port } = server.address() as AddressInfo
  const streamingApi = createApi({ server: `http://127.0.0.1:${port}`, isStreaming: true })
  const whole = new WholeExport({ streamingApi }, { retryMs: 0 })
  const saved: Promise<string>[] = []
  during?.(whole)
  await whole.run((blob) => void saved.push(textOf(blob)))
  return { run: whole, saved: await Promise.all(saved) }
}

it('is saved whole, and its progress is known', async () => {
  answers = [part('"1"')]
  const { run: whole, saved } = await run()
  expect(saved).toEqual([archive])
  expect([whole.phase.value, whole.received.value, whole.total.value]).toEqual(['done', 18, 18])
  expect(asked).toEqual(['bytes=0-'])
})

it('continues where it was interrupted', async () => {
  answers = [part('"1"', 4), part('"1"', 9), part('"1"')]
  const { saved } = await run()
  expect(saved).toEqual([archive])
  expect(asked).toEqual(['bytes=0-', 'bytes=4- "1"', 'bytes=9- "1"'])
})

it('begins again if the account has changed since', async () => {
  const whole: Answer = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/zip', etag: '"2"' })
    response.end('Something else, whole')
  }
  answers = [part('"1"', 4), whole, part('"2"', 14, 'Something else')]
  const { saved } = await run()
  expect(saved).toEqual(['Something else'])
  expect(asked).toEqual(['bytes=0-', 'bytes=4- "1"', 'bytes=0-'])
})

it('fails after several attempts without a byte', async () => {
  answers = Array.from({ length: 6 }, () => part('"1"', 0))
  const { run: whole, saved } = await run()
  expect([whole.phase.value, saved]).toEqual(['failed', []])
  expect(asked).toHaveLength(4)
})

it('a refusal is not asked for again', async () => {
  answers = [
    (_, response) => response.writeHead(403, { 'content-type': 'application/problem+json' }).end('{"detail":"No."}'),
  ]
  const { run: whole } = await run()
  expect(whole.phase.value).toBe('failed')
  expect(whole.error.value).toBeInstanceOf(ApiProblem)
  expect(asked).toHaveLength(1)
})

it('ends when it is cancelled', async () => {
  let whole: WholeExport | undefined
  answers = [
    (request, response) => {
      part('"1"', 4)(request, response)
      whole?.cancel()
    },
  ]
  const ended = await run((begun) => {
    whole = begun
  })
  expect([ended.run.phase.value, ended.saved]).toEqual(['cancelled', []])
})

describe('when its user is not signed in any more', () => {
  const begin = (run: WholeExport) => {
    wholeExport.value = run
  }

  it.each([
    ['nobody', null],
    ['another user', 'ben'],
  ])('and %s is, it ends, its panel goes, and nothing is saved', async (_, next) => {
    const userId = signal<string | null>('ann')
    const stop = endWholeExportWith({ userId })
    answers = [
      (request, response) => {
        part('"1"', 4)(request, response)
        userId.value = next
      },
      part('"2"'),
    ]
    const { run: whole, saved } = await run(begin)
    expect([whole.phase.value, saved, wholeExport.value]).toEqual(['cancelled', [], null])
    expect(asked).toHaveLength(1)
    stop()
  })

  it('the panel of one that has ended goes as well', async () => {
    const userId = signal<string | null>('ann')
    const stop = endWholeExportWith({ userId })
    answers = [part('"1"')]
    const { saved } = await run(begin)
    expect([saved, wholeExport.value === null]).toEqual([[archive], false])
    userId.value = null
    expect(wholeExport.value).toBeNull()
    stop()
  })

  it('and signs in only now, nothing ends', () => {
    const userId = signal<string | null>(null)
    const stop = endWholeExportWith({ userId })
    const begun = new WholeExport({ streamingApi: createApi({ server: 'http://127.0.0.1:1', isStreaming: true }) })
    begin(begun)
    userId.value = 'ann'
    expect(wholeExport.value).toBe(begun)
    wholeExport.value = null
    stop()
  })
})

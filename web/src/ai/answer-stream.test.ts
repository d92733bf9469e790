// SPDX-License-Identifier: AGPL-3.0-or-later
// @vitest-environment node
import { expect, it } from 'vitest'
import { readAnswerStream } from './answer-stream.ts'
import { claudePart } from './question.ts'

const encoder = new TextEncoder()

const event = (data: unknown) => `event: any\ndata: ${JSON.stringify(data)}\n\n`
const piece = (text: string) => event({ type: 'content_block_delta', delta: { type: 'text_delta', text } })
const ending = (stop_reason: string) =>
  event({ type: 'message_delta', delta: { stop_reason } }) + event({ type: 'message_stop' })

/** A body that comes in these pieces, and then ends or breaks. */
function bodyOf(pieces: readonly Uint8Array[], breaks = false): ReadableStream<Uint8Array> {
  const rest = [...pieces]
  return new ReadableStream({
    pull(controller) {
      const next = rest.shift()
      if (next) controller.enqueue(next)
      else if (breaks) controller.error(new Error('The connection broke'))
      else controller.close()
    },
  })
}

const bytewise = (text: string) => [...encoder.encode(text)].map((byte) => new Uint8Array([byte]))

async function read(body: ReadableStream<Uint8Array>, signal = new AbortController().signal) {
  let text = ''
  const answer = await readAnswerStream(body, claudePart, signal, (next) => (text += next))
  return { text, ...answer }
}

it('pieces are joined, wherever the connection cuts them', async () => {
  const whole = piece('Grüße, ') + piece('Ada 🪶') + ending('end_turn')
  for (const pieces of [[encoder.encode(whole)], bytewise(whole), bytewise(whole.replaceAll('\n', '\r\n'))])
    expect(await read(bodyOf(pieces))).toEqual({ text: 'Grüße, Ada 🪶', end: 'complete' })
})

it.each([
  ['max_tokens', 'cut-off'],
  ['refusal', 'refused'],
])('the end of an answer is told: %s', async (reason, end) => {
  expect(await read(bodyOf([encoder.encode(piece('In') + ending(reason))]))).toEqual({ text: 'In', end })
})

it('what arrived before a break stays, and the answer counts as broken', async () => {
  const half = [encoder.encode(piece('Half'))]
  expect(await read(bodyOf(half, true))).toEqual({ text: 'Half', end: 'broken' })
  // A proxy that ends its answer properly, but early.
  expect(await read(bodyOf(half))).toEqual({ text: 'Half', end: 'broken' })
})

it('an error of the service in the middle is passed on', async () => {
  const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
  const body = bodyOf([encoder.encode(piece('Half') + event(error))])
  expect(await read(body)).toEqual({ text: 'Half', end: 'broken', error })
})

it('an endless event is given up', async () => {
  const body = bodyOf(Array.from({ length: 3 }, () => encoder.encode('x'.repeat(600_000))))
  expect(await read(body)).toEqual({ text: '', end: 'broken' })
})

it('stopping rejects with the signal’s reason, and reads no more', async () => {
  const controller = new AbortController()
  const reading = readAnswerStream(
    bodyOf([encoder.encode(piece('Half') + piece('Rest'))]),
    claudePart,
    controller.signal,
    () => controller.abort(new Error('Stopped')),
  )
  await expect(reading).rejects.toThrow('Stopped')
})

it('tokens are those of the whole answer, which each report has anew', async () => {
  const start = event({ type: 'message_start', message: { usage: { input_tokens: 20, output_tokens: 1 } } })
  const end = event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 30 } })
  const whole = [encoder.encode(start + piece('Ink') + end)]
  expect(await read(bodyOf(whole))).toEqual({ text: 'Ink', end: 'complete', usage: { input: 20, output: 30 } })
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// Both ends of a push are killed in the middle of it.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { notebookFiles } from '../../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../../tests/generator/ink.ts'
import { Random } from '../../../../tests/generator/prng.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { startWith, write } from '../../testing/program.ts'
import { signUp, TestServer } from '../../testing/server.ts'

const kills = 20

let server: TestServer
let token: string
beforeEach(async () => {
  server = await TestServer.start()
  token = (await signUp(server)).token
})
afterEach(() => server.stop())

/** All its pages look different. */
function layNotebook(pageCount: number): void {
  const random = new Random(7)
  const scene = (index: number) => onePage([wave({ x: -300, y: 200 + index }, 60 + index, fineliner)])
  const pages = Array.from({ length: pageCount }, (_, index) => ({ uuid: random.uuid(), scene: scene(index) }))
  for (const { path, bytes } of notebookFiles({ uuid: random.uuid(), name: 'Diary', pages }))
    write(`desk/${path}`, bytes)
}

const startPush = () => startWith({ RMIRROR_TOKEN: token, RMIRROR_SERVER: server.url }, 'push', 'desk')

async function expectComplete(pageCount: number): Promise<void> {
  const count = (from: string) => Number(server.ask(`SELECT count(*) FROM ${from}`))
  expect(count(`pages WHERE ocr_status = 'pending' AND image_hash = ink_hash`)).toBe(pageCount)
  expect(count('page_images')).toBe(pageCount)
  expect(count('(SELECT DISTINCT page_id FROM page_images) AS pictured')).toBe(pageCount)
  expect(count(`sync_queue WHERE status = 'pending'`)).toBe(pageCount)
  await server.forgetRequests()
  expect(await startPush().outcome).toEqual({ status: 0, err: '', out: `Sent 0 pages; ${pageCount} unchanged.\n` })
  expect(await server.requests()).toEqual(['GET /api/v1/sync/selection', 'POST /api/v1/sync/manifest'])
}

test('a push that is killed goes on where it was', async () => {
  layNotebook(60)
  const { child, outcome } = startPush()
  await Promise.race([server.answered('PUT', 10), outcome])
  child.kill('SIGKILL')
  expect(await outcome).toMatchObject({ status: null })
  const { status, out } = await startPush().outcome
  expect(status).toBe(0)
  const [, sent, unchanged] = /^Sent (\d+) pages; (\d+) unchanged\.$/m.exec(out) ?? []
  expect(Number(unchanged)).toBeGreaterThanOrEqual(10)
  expect(Number(sent) + Number(unchanged)).toBe(60)
  await expectComplete(60)
})

test(`a push ends complete though its server is killed ${kills} times`, async () => {
  layNotebook(200)
  const random = new Random(8)
  let push = startPush()
  for (let killed = 0; killed < kills; killed++) {
    await server.forgetRequests()
    const ended = await Promise.race([push.outcome, server.answered('PUT', random.integer(9))])
    // A push may give up; the next one continues.
    if (ended) push = startPush()
    await server.kill()
    await server.resume()
  }
  for (let tries = 0; (await push.outcome).status !== 0 && tries < kills; tries++) push = startPush()
  expect(await push.outcome).toMatchObject({ status: 0 })
  await expectComplete(200)
})

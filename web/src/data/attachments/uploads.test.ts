// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import type { Attachment } from './attachment-calls.ts'
import type { Sending } from './send-file.ts'
import { Uploads } from './uploads.ts'

interface Running {
  name: string
  sending: Sending
  finish: () => void
  fail: (why: unknown) => void
}

function start() {
  const running: Running[] = []
  const attached: string[] = []
  const uploads = new Uploads({
    attach: ({ name }, sending) =>
      new Promise((resolve, reject) => {
        sending.signal.addEventListener('abort', () => reject(sending.signal.reason))
        running.push({ name, sending, finish: () => resolve({ file_name: name } as Attachment), fail: reject })
      }),
    onAttached: (_, { name }) => attached.push(name),
  })
  return { uploads, running, attached }
}

const file = (name: string) => new File(['x'], name)
const listed = ({ list }: Uploads) =>
  list.value.map(({ file: { name }, progress, problem }) => [name, progress, problem])

it('files are sent one after the other, in the order in which they were chosen', async () => {
  const { uploads, running, attached } = start()
  uploads.add([file('a'), file('b')])
  await expect.poll(() => running.map(({ name }) => name)).toEqual(['a'])
  running[0]?.sending.onProgress(0.5)
  expect(listed(uploads)).toEqual([
    ['a', 0.5, undefined],
    ['b', 0, undefined],
  ])
  running[0]?.finish()
  await expect.poll(() => running.length).toBe(2)
  running[1]?.finish()
  await expect.poll(() => attached).toEqual(['a', 'b'])
  expect([listed(uploads), uploads.isSending]).toEqual([[], false])
})

it('one that failed says why, and can be tried again or dismissed; the others go on', async () => {
  const { uploads, running, attached } = start()
  uploads.add([file('a'), file('b')])
  await expect.poll(() => running.length).toBe(1)
  running[0]?.fail('no room')
  await expect.poll(() => running.length).toBe(2)
  expect(listed(uploads)[0]).toEqual(['a', 0, 'no room'])
  running[1]?.finish()
  await expect.poll(() => attached).toEqual(['b'])
  expect(uploads.isSending).toBe(false)
  const [failed] = uploads.list.value
  if (failed) uploads.retry(failed)
  await expect.poll(() => running.length).toBe(3)
  running[2]?.finish()
  await expect.poll(() => attached).toEqual(['b', 'a'])
})

it('one that is cancelled is no more sent, nor named; the editor that is closed cancels all', async () => {
  const { uploads, running, attached } = start()
  uploads.add([file('a'), file('b'), file('c')])
  await expect.poll(() => running.length).toBe(1)
  const [, second] = uploads.list.value
  if (second) uploads.remove(second)
  uploads.end()
  expect(running[0]?.sending.signal.aborted).toBe(true)
  await expect.poll(() => [listed(uploads), uploads.isSending]).toEqual([[], false])
  expect([running.length, attached]).toEqual([1, []])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { unlessAborted } from './unless-aborted.ts'

const never = new Promise<string>(() => undefined)

it('gives what the work gives', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve('done'), signal)).toBe('done')
  await expect(unlessAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed')
})

it('stops waiting when it is aborted, also if it was aborted before', async () => {
  const controller = new AbortController()
  const waiting = unlessAborted(never, controller.signal)
  controller.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
  await expect(unlessAborted(never, controller.signal)).rejects.toThrow('left')
})

// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClient } from '@tanstack/preact-query'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RunningWork } from './running-work.ts'

let work: RunningWork

beforeEach(() => {
  work = new RunningWork()
})
afterEach(() => work.stop())

it('a timer is named with its place until it fires or is cleared', async () => {
  const [soon, later, often] = [setTimeout(() => {}), setTimeout(() => {}, 60_000), setInterval(() => {}, 500)]
  expect(work.left).toEqual([
    expect.stringMatching(/^a timeout of 0 ms at .*running-work\.test\.ts:\d+/),
    expect.stringMatching(/^a timeout of 60000 ms at .*running-work\.test\.ts:\d+/),
    expect.stringMatching(/^an interval of 500 ms at .*running-work\.test\.ts:\d+/),
  ])
  clearTimeout(later)
  clearInterval(often)
  await expect.poll(() => work.left).toEqual([])
  clearTimeout(soon)
})

it('a request is named until it is answered or refused', async () => {
  const asked = fetch('data:,hello')
  expect(work.left).toEqual([expect.stringMatching(/^a request at /)])
  await asked
  expect(work.left).toEqual([])
  const until = new AbortController()
  const aborted = fetch('data:,hello', { signal: until.signal })
  until.abort()
  await expect(aborted).rejects.toThrow('abort')
  expect(work.left).toEqual([])
})

it('a query client is named while it is mounted', () => {
  const client = new QueryClient()
  client.mount()
  expect(work.left).toEqual([expect.stringMatching(/^a mounted QueryClient at .*running-work\.test\.ts:\d+/)])
  client.unmount()
  expect(work.left).toEqual([])
})

it('nothing that was left runs after stop', async () => {
  const heard: string[] = []
  const [here, other] = [new BroadcastChannel('left'), new BroadcastChannel('left')]
  here.addEventListener('message', () => heard.push('message'))
  addEventListener('online', () => heard.push('online'))
  document.addEventListener('visibilitychange', () => heard.push('visibilitychange'))
  setTimeout(() => heard.push('timeout'))
  work.stop()
  expect(() => other.postMessage('changed')).toThrow()
  dispatchEvent(new Event('online'))
  document.dispatchEvent(new Event('visibilitychange'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(heard).toEqual([])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// vitest runs this before each file whose tests run in Node. A file fails if it leaves something running, which the next
// file of its worker would be blamed for, or which would keep the worker from ending.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { untilEnded } from './until-ended.ts'

/** What Node calls it, and what it is. */
const names: Record<string, string> = {
  FSEventWrap: 'a watched folder',
  MessagePort: 'a worker',
  PipeServerWrap: 'a server',
  PipeWrap: 'a pipe',
  ProcessWrap: 'a program',
  StatWatcher: 'a watched file',
  TCPServerWrap: 'a server',
  TCPSocketWrap: 'a connection',
  Timeout: 'a timer',
}

const before = process.getActiveResourcesInfo()

/** Names of what keeps the process running and didn't when the file was begun. */
function left(): string[] {
  const known = [...before]
  return process.getActiveResourcesInfo().flatMap((resource) => {
    const index = known.indexOf(resource)
    if (index < 0) return [names[resource] ?? resource]
    known.splice(index, 1)
    return []
  })
}

afterAll(async () => {
  const running = await untilEnded(left, (ms) => sleep(ms, undefined, { ref: false }))
  if (running.length > 0)
    throw new Error(
      `These tests left something running: ${running.sort().join(', ')}. End it in the test, or in afterAll.`,
    )
})

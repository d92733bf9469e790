// SPDX-License-Identifier: AGPL-3.0-or-later
// Workers start while a user's library is locked: their threads that wait for the lock may hold all connections.
import { expect, it } from 'vitest'
import { kill } from '../world/programs.ts'
import { numbers, push, Reading } from './reading.ts'

const email = 'kim@example.org'

it('a worker starts while the library of all the pages that wait is locked', async () => {
  await using reading = await Reading.start()
  await reading.restart({}, 'api')
  const device = await reading.signUp(email)
  await push(device, numbers(1, 100))
  const locked = await reading.lockLibrary(email)
  // Which of its threads is first is chance.
  for (let starts = 0; starts < 10; starts++) {
    const worker = await reading.startWorker({ RMIRROR_DB_CONNECTIONS: '1' })
    expect(worker.said).toMatch(/^http/)
    await kill(worker)
    reading.ask(`UPDATE sync_queue SET leased_until = now() WHERE status = 'processing'`)
  }
  await locked[Symbol.asyncDispose]()
  await using _last = await reading.startWorker()
  await reading.untilAllAreRead(device, email)
})

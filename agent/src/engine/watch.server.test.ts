// SPDX-License-Identifier: AGPL-3.0-or-later
// A running watch, as a process, against the real server.
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { startWith } from '../testing/program.ts'
import { lay, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld()
const { begin, environment, lastState, live, pictured, storedState, sync } = world

describe('a watch', () => {
  test('sends what is there, then what changes, and nothing twice', async () => {
    lay('a', [1, 2, 3])
    world.watching = begin()
    await world.watching.waitForOutput('Sent 3 pictures to look at.')
    expect([live(), pictured()]).toEqual(['Notebook a', 3])

    await world.server.forgetRequests()
    lay('b', [4])
    await world.watching.waitForOutput('Sent 1 picture to look at.')
    expect(live()).toBe('Notebook a, Notebook b')
    const asked = await world.server.requests()
    expect(asked.filter((each) => each.startsWith('PUT /api/v1/notebooks'))).toHaveLength(2)
    expect(asked.filter((each) => each.endsWith('manifest'))).toHaveLength(1)

    await world.watching.stop()
    await world.server.forgetRequests()
    world.watching = begin()
    await world.watching.waitForOutput('Looked at 2 notebooks, opened 0 pages')
    const afterwards = await world.server.requests()
    expect(afterwards.filter((each) => !each.includes('agent-token'))).toEqual(['GET /api/v1/sync/selection'])
  })

  test('sends the last state of a page that is written on five times in four seconds', async () => {
    lay('a', [1])
    world.watching = begin()
    await world.watching.waitForOutput('Sent 1 picture to look at.')
    await world.server.forgetRequests()
    const edits = [11, 12, 13, 14, 15]
    for (const seed of edits) {
      lay('a', [seed])
      await wait(800)
    }
    await expect.poll(storedState).toBe(await lastState())
    await world.watching.stop()
    world.watching = undefined
    // A machine that stalls between two edits begins a round there; round-timer.test.ts proves that one waits for the last.
    const uploads = (await world.server.requests()).filter((each) => each.startsWith('PUT /api/v1/notebooks'))
    expect(uploads.length).toBeLessThanOrEqual(2 * edits.length)
    await world.server.forgetRequests()
    expect((await sync()).err).toContain('opened 0 pages')
    expect(await world.server.requests()).not.toContain('POST /api/v1/sync/manifest')
  })

  test('sends what was named to it before it looks at everything', async () => {
    lay('a', [1])
    lay('b', [2])
    world.watching = begin()
    await world.watching.waitForOutput('Sent 2 pictures to look at.')
    lay('b', [13])
    await world.watching.waitForOutput('1 notebook or folder changed, 1 page to send.')
    await world.watching.waitForOutput('Sent 1 picture to look at.')
    await world.watching.waitForOutput('Looked at 2 notebooks')
    expect(pictured()).toBe(2)
  })

  test('opens no page of a notebook that was renamed', async () => {
    lay('a', [1, 2])
    await sync()
    lay('a', [1, 2], { name: 'Renamed' })
    const { err } = await sync()
    expect(err).toContain('opened 0 pages')
    expect(live()).toBe('Renamed')
    expect(pictured()).toBe(2)
  })

  test('is one per account', async () => {
    lay('a', [1])
    world.watching = begin()
    await world.watching.waitForOutput('Sent 1 page.')
    const second = await startWith(environment(), 'watch', 'desk').outcome
    expect(second).toMatchObject({ status: 1, err: expect.stringContaining('runs for this account already') })
    expect(await startWith(environment(), 'sync').outcome).toMatchObject({ status: 0 })
    await world.watching.waitForOutput('Looked at 1 notebook, opened 0 pages')
  })

  test('ends with the page in hand, and status 0', async () => {
    lay('a', [1])
    world.watching = begin()
    await world.watching.waitForOutput('Sent 1 page.')
    expect(await world.watching.stop()).toBe(0)
  })

  test('waits for a server that is down, and tells it once', async () => {
    lay('a', [1])
    await world.server.kill()
    world.watching = begin()
    await world.watching.waitForOutput("doesn't answer")
    await world.server.resume()
    await world.watching.waitForOutput('Connected again.')
    expect(pictured()).toBe(1)
    expect(world.watching.output().match(/doesn't answer/g)).toHaveLength(1)
  })
})

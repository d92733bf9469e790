// SPDX-License-Identifier: AGPL-3.0-or-later
// How other processes see the state of a run, and how they pause it.
import { rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { at, startWith } from '../testing/program.ts'
import { lay, watchedWorld } from '../testing/watched.ts'

const world = watchedWorld()
const { begin, environment, live, pictured, sync } = world

describe('a watch', () => {
  test('sends nothing during a pause, and status says so', async () => {
    lay('a', [1])
    const command = (...args: string[]) => startWith(environment(), ...args).outcome
    const agent = async () => JSON.parse((await command('status', '--json')).out).agent
    expect(await command('pause', '2h')).toMatchObject({
      status: 0,
      out: expect.stringContaining('Nothing is sent until '),
    })
    expect(await agent()).toMatchObject({ is_running: false, paused_until: expect.any(String), last_sync_at: null })
    world.watching = begin()
    await world.watching.waitForOutput('Paused until')
    expect(await agent()).toMatchObject({ is_running: true, notebooks: 0 })
    expect((await command('status')).out).toMatch(/^Watch: {3}runs, paused until /m)
    expect(live()).toBe('')
    expect(await command('pause', 'off')).toMatchObject({ status: 0, out: 'The pause is over.\n' })
    await world.watching.waitForOutput('The pause is over.')
    await world.watching.waitForOutput('Sent 1 page.')
    expect(await agent()).toMatchObject({
      ...{ is_running: true, paused_until: null, problem: null, last_sync_at: expect.any(String) },
      ...{ notebooks: 1, pages_to_send: 0, unreadable: 0 },
      sources: [{ kind: 'folder', address: at('desk'), problem: null }],
    })
    await command('pause')
    await world.watching.waitForOutput('Paused until "rmirror pause off"')
    lay('b', [2])
    await command('sync')
    await world.watching.waitForOutput('Sent 1 page.')
    expect(JSON.parse((await command('sync', '--json')).out)).toEqual({ called: true })
    expect(JSON.parse((await command('pause', '1h', '--json')).out)).toEqual({ paused_until: expect.any(String) })
    expect(JSON.parse((await command('pause', 'off', '--json')).out)).toEqual({ paused_until: null })
    expect(await command('pause', '2 days')).toMatchObject({ status: 2 })
    expect(await command('pause', '0h')).toMatchObject({ status: 2 })
  })

  test('tells what keeps it from its work, also without a server', async () => {
    lay('a', [1])
    world.watching = begin()
    await world.watching.waitForOutput('Sent 1 page.')
    rmSync(at('desk'), { recursive: true })
    await world.server.kill()
    const { status, out, err } = await startWith(environment(), 'status').outcome
    expect(status).toBe(1)
    expect(out).toContain('Watch:   runs\n')
    expect(err).toContain("doesn't answer")
    const doctor = await startWith(environment(), 'doctor', at('desk')).outcome
    expect(doctor.status).toBe(1)
    expect(doctor.out).toContain(`✗ server: ${world.server.url} doesn't answer`)
    expect(doctor.out).toContain(`✗ folder: ${at('desk')}: This file doesn't exist`)
    expect(doctor.out).toContain('✓ watch: runs')
  })

  test('is found well by the doctor', async () => {
    lay('a', [1])
    const { status, out } = await startWith(environment(), 'doctor', at('desk'), '--json').outcome
    const { findings } = JSON.parse(out)
    expect(findings.filter((each: { is_well: boolean }) => !each.is_well)).toEqual([])
    expect(status).toBe(0)
    expect(findings.map(({ about }: { about: string }) => about)).toEqual([
      ...['rmirror', 'settings', 'disk', 'server', 'clock', 'watch', 'folder'],
    ])
    expect(out).toContain(`${at('desk')}: 1 notebooks`)
    expect(out).not.toContain(world.token)
  })

  test('leaves out what was excluded by name', async () => {
    lay('a', [1])
    lay('b', [2])
    const select = (...more: string[]) => startWith(environment(), 'select', '--folders', at('desk'), ...more).outcome
    expect(await select()).toMatchObject({ status: 0, out: '[x] Notebook a\n[x] Notebook b\n' })
    expect((await select('exclude', 'notebook a')).out).toBe('[ ] Notebook a\n[x] Notebook b\n')
    await sync()
    expect([live(), pictured()]).toEqual(['Notebook b', 1])
    expect((await select('include', 'Notebook a')).status).toBe(0)
    expect((await select('exclude', 'Notebook b', '--existing', 'delete')).status).toBe(0)
    await sync()
    expect([live(), pictured()]).toEqual(['Notebook a', 1])
    expect(await select('exclude', 'nothing')).toMatchObject({
      status: 1,
      err: expect.stringContaining('no notebook or'),
    })
    expect(await select('remove')).toMatchObject({ status: 2 })
    expect(JSON.parse((await select('--json')).out).excluded_notebooks).toHaveLength(1)
  })
})

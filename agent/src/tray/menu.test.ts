// SPDX-License-Identifier: AGPL-3.0-or-later
import type { RunState } from '@rmirror/shared/local-page'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { untilResumed } from '../engine/pause.ts'
import { icoOf } from './icons.ts'
import { menuOf, type TrayState } from './menu.ts'
import { wordsFor } from './words.ts'

const idle: RunState = {
  ...{ is_running: true, paused_until: null, sources: [], vaults: [], problem: null, last_sync_at: null },
  ...{ notebooks: 3, pages_to_send: 0, unreadable: 0, update: null },
}
const last_sync_at = new Date(2026, 10, 20, 14, 30).toISOString()
beforeEach(() => vi.setSystemTime(new Date(2026, 10, 20, 15, 0)))
afterEach(() => vi.useRealTimers())
const broken = { kind: 'usb', address: 'http://10.11.99.1', problem: 'It is away.' }

function menu(run: Partial<RunState>, more: Partial<TrayState> = {}, locale = 'en-GB') {
  const state = { run: { ...idle, ...run }, isAsked: false, removals: 0, hasPage: true, canQuit: true, ...more }
  return menuOf(state, wordsFor(locale), locale)
}

function shown(...given: Parameters<typeof menu>): string[] {
  return menu(...given).items.flatMap(({ title, isHidden }) => (isHidden ? [] : [title]))
}

test.each<[Partial<RunState>, Partial<TrayState>, string, string]>([
  [{}, {}, 'Looking for notebooks…', 'synced'],
  [{ last_sync_at }, {}, 'Up to date', 'synced'],
  [{ last_sync_at, pages_to_send: 1 }, {}, 'Sending 1 page', 'synced'],
  [{ last_sync_at, pages_to_send: 1200 }, {}, 'Sending 1200 pages', 'synced'],
  [{ last_sync_at, sources: [broken] }, {}, 'Up to date, but a source can’t be read', 'trouble'],
  [{ last_sync_at }, { isAsked: true }, 'Deleted notebooks: your decision is needed', 'trouble'],
  [{ problem: 'The server has no room left.' }, {}, 'Nothing can be sent at the moment', 'trouble'],
  [{ paused_until: untilResumed.toISOString(), problem: 'Offline.' }, {}, 'Paused', 'paused'],
  [{ paused_until: new Date(2031, 2, 4, 12).toISOString() }, {}, 'Paused until 4 Mar 2031, ', 'paused'],
])('%j %j is "%s"', (run, more, words, look) => {
  const { items, look: looks } = menu(run, more)
  expect(items[0]?.title.startsWith(words)).toBe(true)
  expect(looks).toBe(look)
})

test('offers what can be done now', () => {
  const end = ['<SEPARATOR>', 'Quit']
  expect(shown({})).toEqual([...['Looking for notebooks…', '<SEPARATOR>', 'Open rMirror', 'Sync now', 'Pause', ...end]])
  expect(shown({ last_sync_at, paused_until: untilResumed.toISOString() })).toEqual([
    ...['Paused', 'Last sync: 14:30', '<SEPARATOR>', 'Open rMirror', 'Sync now', 'Resume', ...end],
  ])
  expect(shown({}, { hasPage: false, canQuit: false })).toEqual([
    ...['Looking for notebooks…', '<SEPARATOR>', 'Sync now', 'Pause'],
  ])
})

test('what waits for an answer is an entry, which opens the page where there is one', () => {
  const entryOf = (more: Partial<TrayState>) => menu({ last_sync_at }, more).items[2]
  expect(entryOf({ removals: 1 })).toEqual({
    title: 'Waiting for your answer: 1 notebook',
    isHidden: false,
    choice: 'removals',
  })
  expect(entryOf({ removals: 2, hasPage: false })).toEqual({
    title: 'Waiting for your answer: 2 notebooks',
    isHidden: false,
  })
  expect(menu({ last_sync_at }, { removals: 1 }).look).toBe('trouble')
})

test('speaks German where the system does, and English otherwise', () => {
  expect(shown({ last_sync_at, pages_to_send: 2 }, {}, 'de-AT')).toEqual([
    ...['2 Seiten werden gesendet', 'Zuletzt synchronisiert: 14:30', '<SEPARATOR>'],
    ...['rMirror öffnen', 'Jetzt synchronisieren', 'Pausieren', '<SEPARATOR>', 'Beenden'],
  ])
  expect(shown({}, {}, 'fr')[0]).toBe('Looking for notebooks…')
})

test('an icon for Windows holds the picture as it is', () => {
  const png = Buffer.from('a picture')
  const ico = icoOf(png)
  expect([...ico.subarray(0, 6)]).toEqual([0, 0, 1, 0, 1, 0])
  expect([ico.readUInt8(6), ico.readUInt8(7), ico.readUInt32LE(14)]).toEqual([64, 64, png.length])
  expect(ico.subarray(ico.readUInt32LE(18))).toEqual(png)
})

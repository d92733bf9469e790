// SPDX-License-Identifier: AGPL-3.0-or-later
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { at, write } from '../testing/program.ts'
import { desktopFolders, findDesktop } from './desktop.ts'

const { signal } = new AbortController()
const folders = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv = {}) =>
  desktopFolders({ platform, home: '/home/ann', environment })

test('lies where each system keeps what belongs to programs', () => {
  expect(folders('darwin')).toEqual([
    '/home/ann/Library/Containers/com.remarkable.desktop/Data/Library/Application Support/remarkable/desktop',
    '/home/ann/Library/Application Support/remarkable/desktop',
  ])
  expect(folders('win32', { APPDATA: '/C/Roaming' })).toEqual(['/C/Roaming/remarkable/desktop'])
  expect(folders('linux', { XDG_DATA_HOME: '/data' })).toEqual([
    '/data/remarkable/desktop',
    '/home/ann/.wine/drive_c/users/*/AppData/Roaming/remarkable/desktop',
  ])
})

test('is the first that is there', async () => {
  const system = { platform: 'linux', home: at('home'), environment: {} } as const
  expect(await findDesktop(system)).toBeUndefined()
  const wine = at('home/.wine/drive_c/users/ann/AppData/Roaming/remarkable/desktop')
  mkdirSync(wine, { recursive: true })
  expect(await findDesktop(system)).toMatchObject({ kind: 'desktop', address: wine, deletes: true })
  const own = at('home/.local/share/remarkable/desktop')
  mkdirSync(own, { recursive: true })
  expect(await findDesktop(system)).toMatchObject({ address: own })
})

test('says when the app last changed it', async () => {
  const folder = join('home', '.local/share/remarkable/desktop')
  const before = Date.now() - 10
  write(join(folder, 'a.metadata'), '{}')
  const source = await findDesktop({ platform: 'linux', home: at('home'), environment: {} })
  const scan = await source?.scan(signal)
  expect(scan?.lastChange).toBeGreaterThanOrEqual(before)
  expect(scan).toMatchObject({ isWhole: true, files: [{ path: 'desktop/a.metadata' }] })
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// The built plugin in a stand-in for Obsidian, without a server.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type AppOptions, StrictApp } from './testing/app.ts'
import { builtPlugin } from './testing/built-plugin.ts'

let setup: Awaited<ReturnType<typeof builtPlugin>>
beforeAll(async () => {
  setup = await builtPlugin()
})

async function opened(options: AppOptions = {}) {
  const app = new StrictApp(options)
  const plugin = await app.load(setup)
  app.settingsTab?.display()
  return { app, plugin }
}

const fileOf = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'))

const settingsText = (app: StrictApp) => app.settingsTab?.containerEl.textContent ?? ''

test('it is one small file that requires nothing but Obsidian, with the licences of what is in it', () => {
  const required = [...setup.code.matchAll(/require\(["'](.*?)["']\)/g)].map(([, name]) => name)
  expect(new Set(required)).toEqual(new Set(['obsidian']))
  expect(setup.code).toMatch(/^\/\*\nrMirror for Obsidian\. AGPL-3\.0-or-later/)
  expect(setup.code).toContain('Permission is hereby granted')
  // re2js has methods named eval.
  expect(setup.code).not.toMatch(/\.innerHTML|(?<!\.)\beval\((?!\w+,\w+\)\{)|new Function\(/)
  // Of these, 170,000 are the expressions of text templates (docs/decisions/0096-templates-and-steps.md).
  expect(setup.code.length).toBeLessThan(280_000)
})

test('the manifest is as the community list wants it, and fits the types and the release', () => {
  const { id, name, description, version, minAppVersion, isDesktopOnly } = fileOf('manifest.json')
  const { version: released, devDependencies } = fileOf('package.json')
  expect(id).toMatch(/^[a-z][a-z0-9-]*$/)
  expect([id, name, description].join(' ')).not.toMatch(/obsidian|plugin/i)
  expect(description).toMatch(/^[A-Z].{1,248}\.$/)
  expect(isDesktopOnly).toBe(false)
  expect(version).toBe(released)
  // So that no newer call is used than the oldest version has.
  expect(minAppVersion).toBe(devDependencies.obsidian)
  expect(fileOf('versions.json')[version]).toBe(minAppVersion)
})

test('the settings are kept, and read again', async () => {
  const { app } = await opened()
  await app.set('Server address', 'https://rmirror.example.org')
  await app.set('Folder', 'Tablet')
  await app.set('A note for each', 'page')
  await app.set('Pictures', false)
  await app.set('Sync automatically', '15')
  app.unload()
  const { plugin } = await opened({ disk: app.disk })
  expect(plugin.settings).toMatchObject({
    ...{ server: 'https://rmirror.example.org', folder: 'Tablet', per: 'page', withPictures: false, everyMinutes: 15 },
  })
})

test('it says what is wrong with an address and a folder, and does not use them', async () => {
  const { app, plugin } = await opened()
  await app.set('Server address', 'https://example.org/?token=3')
  expect(settingsText(app)).toContain('An address has no password, token')
  await app.set('Server address', 'not an address')
  expect(settingsText(app)).toContain('This isn’t an address')
  await app.set('Server address', 'http://example.org')
  expect(settingsText(app)).toContain('The connection isn’t encrypted')
  await app.set('Folder', '../elsewhere')
  expect(settingsText(app)).toContain('A vault can’t have a folder of this name')
  expect(plugin.settings.folder).toBe('reMarkable')
})

test('it says what a person has to do first', async () => {
  const { app } = await opened()
  await app.press('Sync now')
  expect(app.notices.at(-1)).toBe('Enter the address of your rMirror server in the settings of the plugin.')
  await app.press('Sign in')
  expect(app.notices.at(-1)).toBe('Enter the address of your rMirror server in the settings of the plugin.')
  await app.set('Server address', 'https://rmirror.example.org')
  await app.commands.get('Sync now')?.()
  await expect.poll(() => app.notices.at(-1)).toContain('This device isn’t signed in to rMirror.')
  app.commands.get('Show what was kept')?.()
  expect(app.shown()).toContain('Sync first.')
  expect(app.disk.folders()).not.toContain('reMarkable')
})

test('a server that does not answer is named, also in German', async () => {
  const { app } = await opened({ language: 'de' })
  // Nothing listens at the first port.
  await app.set('Adresse des Servers', 'http://127.0.0.1:1')
  await app.press('Anmelden')
  await expect
    .poll(() => app.shown())
    .toContain('http://127.0.0.1:1 antwortet nicht. Ist dieses Gerät online, und stimmt die Adresse?')
  expect(app.shown()).toContain('Noch einmal versuchen')
})

test('on a phone there is no status bar, and nothing of Node', async () => {
  const { app } = await opened({ isPhone: true })
  expect(app.page.document.querySelector('.status-bar-item')).toBeNull()
  await app.press('Sync now')
  expect(app.notices.at(-1)).toContain('Enter the address')
})

test('it asks for nothing on its own before this device is signed in', async () => {
  const { app } = await opened()
  await app.set('Server address', 'https://rmirror.example.org')
  for (const { callback } of app.intervals.values()) await callback()
  expect(app.requests).toEqual([])
  expect(app.notices).toEqual([])
})

test('the folder in the settings follows the one that a person renames', async () => {
  const { app, plugin } = await opened()
  await app.set('Folder', 'Notes/Tablet')
  app.disk.set('Notes/Tablet/Own.md', 'mine')
  app.vault.notice()
  const folder = app.vault.getFolderByPath('Notes')
  if (folder) await app.vault.rename(folder, 'Papers')
  expect(plugin.settings.folder).toBe('Papers/Tablet')
  const other = app.vault.getFileByPath('Papers/Tablet/Own.md')
  if (other) await app.vault.rename(other, 'Papers/Tablet/Mine.md')
  expect(plugin.settings.folder).toBe('Papers/Tablet')
})

test('settings that a sync service brings from another device are used', async () => {
  const { app, plugin } = await opened()
  app.disk.set('.obsidian/plugins/rmirror/data.json', JSON.stringify({ server: 'https://a.example', everyMinutes: 0 }))
  await plugin.onExternalSettingsChange()
  expect(plugin.server).toBe('https://a.example')
  expect(app.intervals.size).toBe(0)
})

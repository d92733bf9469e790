// SPDX-License-Identifier: AGPL-3.0-or-later
// A watch with its icon, on a screen and a bus of its own. The menu is read and clicked as by a panel.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { Desktop } from '../testing/desktop.ts'
import { dropMuch } from '../testing/dropped.ts'
import { at, startWith } from '../testing/program.ts'
import { lay, watchedWorld } from '../testing/watched.ts'
import { startWithPage, Watching } from '../testing/watching.ts'

const world = watchedWorld()
let desktop: Desktop
beforeEach(async () => {
  desktop = await Desktop.start()
})
afterEach(() => desktop[Symbol.asyncDispose]())

const begin = (more: Record<string, string> = {}, ...args: string[]) => {
  const environment = { ...world.environment(), ...desktop.environment, RMIRROR_AGENT_TRAY: 'on', LANG: 'en_GB.UTF-8' }
  world.watching = Watching.start({ ...environment, ...more }, 'desk', '--debug', ...args)
  return world.watching
}
const shows = (title: string) => expect.poll(() => desktop.titles()).toContain(title)
const pictureOf = (look: string) => readFileSync(new URL(`./icons/${look}.png`, import.meta.url))
const looks = (look: string) =>
  expect.poll(async () => readFileSync(await desktop.icon()).equals(pictureOf(look)), { message: look }).toBe(true)

/** The path of a browser that only records what it should open. */
function fakeBrowser(): string {
  const browser = at('browser')
  writeFileSync(browser, `#!/bin/sh\necho "$1" >${at('opened')}\n`)
  chmodSync(browser, 0o700)
  return browser
}
const beginWithBrowser = (port: number) => begin({ BROWSER: fakeBrowser(), RMIRROR_AGENT_PORT: String(port) })
async function opened(): Promise<string> {
  const read = () => (existsSync(at('opened')) ? readFileSync(at('opened'), 'utf8') : '')
  await expect.poll(read).toMatch(/\n$/)
  return read()
}

test('says how the watch is doing, pauses it, and lets it go on', async () => {
  lay('a', [1])
  const watching = begin()
  await shows('Up to date')
  await looks('synced')
  await desktop.click('Until I resume')
  await watching.waitForOutput('Paused')
  await shows('Paused')
  expect(await desktop.titles()).not.toContain('Pause')
  await looks('paused')
  lay('b', [2])
  await desktop.click('Sync now')
  await watching.waitForOutput('The pause is over.')
  await watching.waitForOutput('Sent 1 page.')
  await shows('Up to date')
  await looks('synced')
  expect(await world.pictured()).toBe(2)
})

test('the icon warns of what needs a person', async () => {
  lay('a', [1])
  begin()
  await shows('Up to date')
  renameSync(at('desk'), at('elsewhere'))
  await desktop.click('Sync now')
  await shows('Up to date, but a source can’t be read')
  await looks('trouble')
})

test('opens the page for one browser', async () => {
  const port = await startWithPage(beginWithBrowser, 'Looked at')
  await shows('Open rMirror')
  await desktop.click('Open rMirror')
  expect(await opened()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/#[\\w-]{32}\\n$`))
})

test('names the notebooks that wait for an answer, and opens the page where it is given', async () => {
  let port = 0
  await dropMuch(
    world,
    ['a', 'b'],
    async () => {
      port = await startWithPage(beginWithBrowser, 'Sent 24 pages')
    },
    async () => world.watching?.waitForOutput('Notebook b: 1 page, was 12'),
  )
  await shows('Waiting for your answer: 2 notebooks')
  await looks('trouble')
  await desktop.click('Waiting for your answer: 2 notebooks')
  const [, code = '', place] = /#(.+)\/(.+)\n$/.exec(await opened()) ?? []
  expect(place).toBe('removals')
  const browser = new Browser(port)
  await browser.enter(code)
  const [first, second] = (await browser.state()).removals ?? []
  await browser.act('removal', { id: first?.id ?? '', answer: 'keep' })
  await shows('Waiting for your answer: 1 notebook')
  const { outcome } = startWith(world.environment(), 'removals', 'keep', second?.notebook_uuid ?? '')
  expect(await outcome).toMatchObject({ status: 0 })
  await desktop.click('Sync now')
  await looks('synced')
  expect((await desktop.titles()).filter((title) => title.startsWith('Waiting'))).toEqual([])
})

test('ends the watch, and ends with it', async () => {
  const watching = begin()
  await shows('Sync now')
  await desktop.click('Quit')
  expect(await watching.ended()).toBe(0)
  await expect.poll(() => desktop.titles()).toEqual([])
})

test('comes again when its program was killed', async () => {
  begin()
  await shows('Sync now')
  execFileSync('kill', ['-9', String(await desktop.pid())])
  await expect.poll(() => desktop.titles()).toEqual([])
  await shows('Sync now')
})

test.each([
  ['without a screen', '', ''],
  ['with a screen that is gone', ':9999', /No icon is shown in the tray: .*cannot open display/],
])('%s the watch does its work', async (_, display, said) => {
  lay('a', [1])
  const watching = begin({ DISPLAY: display })
  await watching.waitForOutput('Sent 1 page.')
  await expect.poll(() => watching.output()).toMatch(said)
  expect(await desktop.titles()).toEqual([])
  expect(await watching.stop()).toBe(0)
})

test('none is shown in the foreground', async () => {
  lay('a', [1])
  await begin({}, '--foreground').waitForOutput('Sent 1 page.')
  expect(await desktop.titles()).toEqual([])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// A picture is attached to a note: chosen, pasted or dropped. It is shown, exported with the note, and removed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { png } from '../../tests/emulators/images.ts'
import { onFreePort } from '../../tests/world/free-port.ts'
import { settingsOfBucket, startBucket } from '../../tests/world/programs.ts'
import { zipEntry, zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { savedBy } from '../exporting.ts'
import { sample } from '../given.ts'
import { OwnServer } from '../own-server.ts'
import { Person, test } from '../person.ts'
import { test as readingTest } from '../reading-person.ts'

const editorIn = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' })
const noteIn = (page: Page) => page.getByRole('region', { name: 'Text of the note' })
const attachmentsIn = (page: Page) => page.getByRole('list', { name: 'Attachments' })
const chooser = (page: Page) => page.getByTestId('attach-files')

const sketch = { name: 'sketch.png', mimeType: 'image/png', buffer: png(180) }
const minutes = { name: 'minutes (final).pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 no more') }

const link = (name: string) => new RegExp(`!?\\[${name}\\]\\(attachment:[0-9a-f-]{36}\\)`)

async function startNote(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New note' }).click()
  await expect(editorIn(page)).toBeFocused()
}

async function expectSaved(page: Page): Promise<void> {
  await expect(noteIn(page).getByText('Saved', { exact: true })).toBeVisible()
}

/** Its pixels have come. */
async function expectShown(image: Locator): Promise<void> {
  await image.scrollIntoViewIfNeeded()
  await expect(image).toBeVisible()
  await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.complete && shown.naturalWidth)).toBe(300)
}

/** As the browser does it for a picture that was copied. */
async function paste(page: Page, bytes: Buffer): Promise<void> {
  await editorIn(page).evaluate((editor, base64) => {
    const data = new DataTransfer()
    const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    data.items.add(new File([content], 'image.png', { type: 'image/png' }))
    const event = { clipboardData: data, bubbles: true, composed: true, cancelable: true }
    editor.dispatchEvent(new ClipboardEvent('paste', event))
  }, bytes.toString('base64'))
}

/** A file from the desktop, by a hand that moves over the editor. */
async function dropOnEditor(page: Page, path: string): Promise<void> {
  const { x, y, width, height } = (await editorIn(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: x + width / 2, y: y + height - 5, data })
  await session.detach()
}

test('files are attached to a new note, shown, undone, exported and removed', async ({ person }) => {
  const page = await person.open()
  const foreign: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('example.com')) foreign.push(request.url())
  })
  await person.signUp(page)

  await test.step('a picture that is chosen, into a note that has no text yet', async () => {
    await startNote(page)
    await chooser(page).setInputFiles(sketch)
    await expect(editorIn(page)).toHaveText(link('sketch.png'))
    await expectSaved(page)
    await expect(attachmentsIn(page).getByRole('listitem')).toContainText('sketch.png')
    await editorIn(page).focus()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(editorIn(page)).toHaveText('')
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expect(editorIn(page)).toHaveText(link('sketch.png'))
    await page.keyboard.type('\n# Ideas\n\n![far](https://example.com/far.png)\n')
    await expectSaved(page)
    await checkLooks(page, 'a note with an attachment, edited')
  })

  await test.step('one that is pasted, and a file that is dropped', async () => {
    await editorIn(page).focus()
    await page.keyboard.press('ControlOrMeta+End')
    await paste(page, png(90))
    await expect(editorIn(page)).toContainText(link('image.png'))
    const path = test.info().outputPath('plan.txt')
    writeFileSync(path, 'A plan')
    await dropOnEditor(page, path)
    await expect(editorIn(page)).toContainText(link('plan.txt'))
    // It isn't taken for a notebook.
    await expect(page.getByText(/drop/i)).toHaveCount(0)
    await expect(page.getByRole('region', { name: 'Progress' }).getByText(/added|notebook/)).toHaveCount(0)
    await chooser(page).setInputFiles(minutes)
    await expect(editorIn(page)).toContainText('minutes (final).pdf')
    await expectSaved(page)
  })

  await test.step('they are shown, also after a reload, and nothing else is loaded', async () => {
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(noteIn(page).getByRole('heading', { name: 'Ideas' })).toBeVisible()
    await expectShown(noteIn(page).getByRole('img', { name: 'sketch.png' }))
    await page.reload()
    await expectShown(noteIn(page).getByRole('img', { name: 'sketch.png' }))
    await expectShown(noteIn(page).getByRole('img', { name: 'image.png' }))
    await expect(noteIn(page)).toContainText('![far](https://example.com/far.png)')
    expect(foreign).toEqual([])
    await expect(page).toHaveTitle('Ideas – rMirror')
    await checkLooks(page, 'a note with attachments')
    const file = noteIn(page).locator('p').getByRole('button', { name: 'minutes (final).pdf' })
    const saved = await savedBy(page, () => file.click())
    expect([saved.name, saved.bytes.equals(minutes.buffer)]).toEqual([minutes.name, true])
  })

  await test.step('they are in the export of the note', async () => {
    await page.getByText('Export', { exact: true }).click()
    const zip = await savedBy(page, () => page.getByRole('button', { name: /^Markdown/ }).click())
    expect(zip.name).toBe('Ideas.zip')
    expect(zipNames(zip.bytes).toSorted()).toEqual([
      'Ideas.md',
      'attachments/image.png',
      'attachments/minutes (final).pdf',
      'attachments/plan.txt',
      'attachments/sketch.png',
    ])
    expect(zipEntry(zip.bytes, 'attachments/sketch.png').equals(sketch.buffer)).toBe(true)
    const text = zipEntry(zip.bytes, 'Ideas.md').toString()
    expect(text).toContain('![sketch.png](attachments/sketch.png)')
    expect(text).toContain('[minutes (final).pdf](attachments/minutes%20%28final%29.pdf)')
    await page.getByText('Export', { exact: true }).click()
    const html = await savedBy(page, () => page.getByRole('button', { name: /^HTML|web page/ }).click())
    expect(html.name).toBe('Ideas.zip')
    await expectOpensFromDisk(page, html.bytes)
  })

  await test.step('one is inserted again, and removed', async () => {
    await page.keyboard.press('e')
    await expect(editorIn(page)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+End')
    await page.getByRole('button', { name: 'Insert “sketch.png” into the text' }).click()
    await expect(editorIn(page)).toHaveText(/sketch\.png.*sketch\.png/s)
    await page.getByRole('button', { name: 'Done' }).click()
    // The editor has a list of its own, which goes with it.
    await expect(editorIn(page)).toHaveCount(0)
    await page.getByRole('button', { name: 'Remove “sketch.png”' }).click()
    const question = page.getByRole('dialog', { name: 'Remove “sketch.png”?' })
    await checkLooks(page, 'an attachment that is to be removed')
    await question.getByRole('button', { name: 'Remove' }).click()
    await expect(noteIn(page).getByText('“sketch.png” was removed.').first()).toBeVisible()
    await expect(page.getByRole('button', { name: 'Remove “sketch.png”' })).toHaveCount(0)
    await expectShown(noteIn(page).getByRole('img', { name: 'image.png' }))
    await checkLooks(page, 'a note with an attachment that is gone')
  })
})

/** The images in it are shown by a browser that opens it as a file. */
async function expectOpensFromDisk(page: Page, zip: Buffer): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-export-'))
  const opened = await page.context().newPage()
  try {
    writeFileSync(join(folder, 'Ideas.html'), zipEntry(zip, 'Ideas.html').toString().replaceAll('attachments/', ''))
    writeFileSync(join(folder, 'sketch.png'), zipEntry(zip, 'attachments/sketch.png'))
    await opened.goto(`file://${folder}/Ideas.html`)
    await expectShown(opened.getByRole('img', { name: 'sketch.png' }))
  } finally {
    await opened.close()
    rmSync(folder, { recursive: true })
  }
}

test('what cannot be attached says why, and the text is kept', async ({ person }) => {
  const page = await person.open()
  await page.setViewportSize({ width: 360, height: 740 })
  await person.signUp(page)
  await startNote(page)
  await page.keyboard.type('Kept')
  await expectSaved(page)
  const sending = page.getByRole('list', { name: 'Files that are being attached' })

  await page.context().setOffline(true)
  await chooser(page).setInputFiles(sketch)
  await expect(sending.getByRole('alert')).toHaveText('Attaching a file needs a connection. The text is kept.')
  await checkLooks(page, 'a file that could not be attached')
  await page.context().setOffline(false)
  await sending.getByRole('button', { name: 'Try again' }).click()
  await expect(editorIn(page)).toHaveText(new RegExp(`^Kept ${link('sketch.png').source}$`))

  // A sending that never ends is cancelled.
  await page.route('**/api/v1/uploads/*/content', () => {})
  await chooser(page).setInputFiles(minutes)
  await expect(sending.getByRole('progressbar', { name: /minutes/ })).toBeVisible()
  await checkLooks(page, 'a file that is sent')
  await sending.getByRole('button', { name: /^Cancel/ }).click()
  await expect(sending).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Attach', exact: true })).toBeFocused()
  await expect(attachmentsIn(page).getByRole('listitem')).toHaveCount(1)
})

test('a note that was to have a file alone leaves nothing if that fails', async ({ person }) => {
  const page = await person.open()
  await person.signUp(page)
  await startNote(page)
  await page.route('**/api/v1/uploads/*/content', (route) => route.abort())
  await chooser(page).setInputFiles(sketch)
  const sending = page.getByRole('list', { name: 'Files that are being attached' })
  await expect(sending.getByRole('alert')).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('button', { name: 'New note' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Note', exact: true })).toHaveCount(0)
  await page.goto('/deleted')
  await expect(page.getByRole('heading', { level: 1, name: 'Recently deleted' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Restore/ })).toHaveCount(0)
})

test('a note that was to have a file alone leaves nothing if its tab goes meanwhile', async ({ person }) => {
  const page = await person.open()
  await person.signUp(page)
  await startNote(page)
  await page.route('**/api/v1/uploads/*/content', () => {})
  const uploading = page.waitForRequest('**/api/v1/uploads/*/content')
  await chooser(page).setInputFiles(sketch)
  await uploading
  const tab = await page.context().newPage()
  await tab.goto('/')
  const note = tab.getByRole('link', { name: 'Note', exact: true })
  await expect(note).toBeVisible()
  await page.close()
  await tab.reload()
  await expect(note).toHaveCount(0)
  await tab.goto('/deleted')
  await expect(tab.getByRole('heading', { level: 1, name: 'Recently deleted' })).toBeVisible()
  await expect(tab.getByRole('button', { name: /^Restore/ })).toHaveCount(0)
})

readingTest('a file is attached to a page, and named in its to-do', async ({ server, person, given }) => {
  const page = await person.open()
  await server.readsPages(page, { [sample.pages[0]?.uuid ?? '']: '- [ ] Read the minutes' })
  await person.syncFirst(page, await given.sampleArchive())
  await page.goto(`/notebooks/${sample.uuid}/pages/1`)
  const panel = page.getByRole('complementary', { name: 'Text and details' })
  const editor = page.getByRole('textbox', { name: 'Text of the page' })
  await expect(panel.getByRole('checkbox', { name: 'Read the minutes' })).toBeVisible()
  await page.keyboard.press('e')
  await expect(editor).toBeFocused()
  await page.keyboard.press('End')
  await chooser(page).setInputFiles([minutes, sketch])
  await expect(editor).toContainText(link('sketch.png'))
  await expect(attachmentsIn(page).getByRole('listitem')).toHaveCount(2)
  await checkLooks(page, 'the text of a page with attachments, edited')
  await page.getByRole('button', { name: 'Done' }).click()
  await expectShown(panel.getByRole('img', { name: 'sketch.png' }))
  await expect(panel.getByRole('checkbox', { name: 'Read the minutes minutes (final).pdf' })).toBeVisible()
  await checkLooks(page, 'a page with attachments')
  await page.goto('/')
  await page.getByRole('searchbox').fill('minutes')
  const hits = page.getByRole('region', { name: 'In your notes' })
  await expect(hits.getByRole('link', { name: /minutes \(final\)\.pdf/ })).toBeVisible()
  await expect(hits).not.toContainText('attachment:')
})

test('a picture goes straight into the bucket, without a token, or else by way of the server', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'rmirror-attach-'))
  const rules = join(folder, 'cors.xml')
  const world = await onFreePort(async (port) => {
    const allowed = `<AllowedOrigin>http://127.0.0.1:${port}<`
    writeFileSync(rules, readFileSync('../deploy/bucket-cors.xml', 'utf8').replace(/<AllowedOrigin>.*</, allowed))
    const bucket = await startBucket(join(folder, 'bucket'), '0', rules)
    const settings = { ...settingsOfBucket(bucket.said), RMIRROR_LISTEN: `127.0.0.1:${port}` }
    const server = await OwnServer.start(settings).catch(async (error) => {
      await bucket[Symbol.asyncDispose]()
      throw error
    })
    return { bucket, server }
  })
  await using bucket = world.bucket
  await using server = world.server
  const origin = server.address
  const person = new Person(browser, { baseURL: server.address, locale: 'en-GB', serviceWorkers: 'block' })
  const page = await person.open()
  const sent: { url: string; token: string | undefined }[] = []
  page.on('request', (request) => {
    if (request.method() === 'PUT' && !request.url().includes('/documents/'))
      sent.push({ url: request.url(), token: request.headers().authorization })
  })
  await person.signUp(page)
  await startNote(page)
  await chooser(page).setInputFiles(sketch)
  await expect(editorIn(page)).toHaveText(link('sketch.png'))
  expect(sent.map(({ url, token }) => [new URL(url).origin, token])).toEqual([[bucket.said, undefined]])
  // The bucket can't be reached from here any more.
  await page.route(`${bucket.said}/**`, (route) => route.abort())
  await page.keyboard.type(' and ')
  await chooser(page).setInputFiles({ ...sketch, name: 'second.png' })
  await expect(editorIn(page)).toContainText(link('second.png'))
  expect(sent.at(-1)?.url).toMatch(new RegExp(`^${origin}/api/v1/uploads/[^/]+/content$`))
  await page.getByRole('button', { name: 'Done' }).click()
  await expectShown(noteIn(page).getByRole('img', { name: 'sketch.png' }))
  await person.leave()
  rmSync(folder, { recursive: true })
})

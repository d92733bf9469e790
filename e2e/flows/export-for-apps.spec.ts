// SPDX-License-Identifier: AGPL-3.0-or-later
// Files for other apps, from a guest's notebook: each is read back.
import { readFileSync } from 'node:fs'
import { readEnex } from '../../tests/formats/enex.ts'
import { zipEntry, zipNames } from '../../tests/world/zip.ts'
import { checkLooks } from '../axe.ts'
import { type Dashboard, expect, test } from '../dashboard.ts'

/** Chooses the format in the dialog that the menu leads to. */
async function exported({ page }: Dashboard, choice: RegExp): Promise<{ name: string; bytes: Buffer }> {
  await page.locator('summary', { hasText: 'Export' }).click()
  await page.getByRole('button', { name: /^For other apps/ }).click()
  const dialog = page.getByRole('dialog', { name: 'For other apps' })
  await dialog.getByRole('radio', { name: choice }).check()
  const download = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Export', exact: true }).click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

const isPng = (bytes: Buffer) => bytes.subarray(1, 4).toString() === 'PNG'

test('a guest exports a notebook for each app', async ({ dashboard, given, page }) => {
  await dashboard.drop(await given.sampleArchive())
  await dashboard.added('1 notebook added')
  await page.emulateMedia({ reducedMotion: 'reduce' })

  await test.step('the menu and the dialog are accessible', async () => {
    await page.locator('summary', { hasText: 'Export' }).click()
    await checkLooks(page, 'the export menu')
    await page.getByRole('button', { name: /^For other apps/ }).click()
    await checkLooks(page, 'exports for other apps')
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('Bear and Ulysses', async () => {
    const { name, bytes } = await exported(dashboard, /^Bear/)
    expect(name).toBe('A notebook to try.textpack')
    const inBundle = (path: string) => zipEntry(bytes, `A notebook to try.textbundle/${path}`)
    expect(JSON.parse(inBundle('info.json').toString())).toMatchObject({ version: 2, transient: false })
    const text = inBundle('text.md').toString()
    expect(text).toContain('- [x] Ask for the key')
    const images = [...text.matchAll(/!\[Page \d+\]\(([^)]*)\)/g)].map(([, path = '']) => inBundle(path))
    expect(images.map(isPng)).toEqual(Array(12).fill(true))
  })

  await test.step('Evernote and Apple Notes', async () => {
    const { name, bytes } = await exported(dashboard, /^Evernote/)
    expect(name).toBe('A notebook to try.enex')
    const [note] = readEnex(bytes.toString())
    expect(note?.title).toBe('A notebook to try')
    expect(note?.resources).toHaveLength(12)
    expect(note?.todos).toContainEqual({ checked: true, text: 'Ask for the key' })
  })

  await test.step('a web page with images', async () => {
    const { name, bytes } = await exported(dashboard, /^HTML/)
    expect(name).toBe('A notebook to try.html')
    expect(bytes.toString().match(/<img src="data:image\/png;base64,/g)).toHaveLength(12)
  })

  await test.step('Logseq', async () => {
    const { name, bytes } = await exported(dashboard, /^Logseq/)
    expect(name).toBe('A notebook to try.zip')
    expect(zipNames(bytes).filter((path) => path.startsWith('assets/'))).toHaveLength(12)
    const text = zipEntry(bytes, 'pages/A notebook to try.md').toString()
    expect(text).toMatch(/^title:: A notebook to try\n/)
    expect(text).toContain('- DONE Ask for the key\n')
  })

  await test.step('Roam', async () => {
    const { name, bytes } = await exported(dashboard, /^Roam/)
    expect(name).toBe('A notebook to try.json')
    expect(JSON.parse(bytes.toString())).toMatchObject([{ title: 'A notebook to try' }])
    expect(bytes.toString()).toContain('"{{[[DONE]]}} Ask for the key"')
  })
})

test('a guest exports a note', async ({ dashboard, page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'New note' }).click()
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toBeFocused()
  await page.keyboard.type('# Groceries\n\n- [ ] Milk')
  await expect(page.getByRole('region', { name: 'Text of the note' }).getByText('Saved', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  const { name, bytes } = await exported(dashboard, /^Evernote/)
  expect(name).toBe('Groceries.enex')
  const [note] = readEnex(bytes.toString())
  expect([note?.title, note?.todos, note?.resources]).toEqual(['Groceries', [{ checked: false, text: 'Milk' }], []])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { manyStrokes, tallPage } from '../../../../tests/generator/hostile.ts'
import { onePage } from '../../../../tests/generator/scene.ts'
import { paragraph, typed } from '../../../../tests/generator/text-fixtures.ts'
import { writeV6 } from '../../../../tests/generator/v6.ts'
import {
  at,
  documentFiles,
  fixture,
  notebook,
  pages,
  pngSize,
  rmirror,
  write,
  writeArchive,
  writeDocument,
} from '../../testing/program.ts'

describe('render', () => {
  test('draws a PNG, as wide as asked', async () => {
    expect(await rmirror('render', fixture('v6.rm'), '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
    expect(pngSize(at('a.png'))).toEqual([1404, 1872])
    await rmirror('render', fixture('v6.rm'), '-o', 'b.png', '--width', '351')
    expect(pngSize(at('b.png'))).toEqual([351, 468])
    await rmirror('render', fixture('v6.rm'), '-o', 'c.png', '--for', 'ocr')
    expect(readFileSync(at('c.png')).equals(readFileSync(at('a.png')))).toBe(false)
  })

  test('draws an SVG', async () => {
    await rmirror('render', fixture('v6.rm'), '-o', 'a.svg', '--background', 'off')
    expect(readFileSync(at('a.svg'), 'utf8')).toMatch(/^<\?xml|^<svg/)
  })

  test('draws a page of a document as the document lies, and alone as its paper does', async () => {
    writeDocument('desk', { orientation: 'landscape' })
    await rmirror('render', `desk/${notebook}/${pages[0]}.rm`, '-o', 'there.png')
    cpSync(at('desk', notebook, `${pages[0]}.rm`), at('alone.rm'))
    await rmirror('render', 'alone.rm', '-o', 'alone.png')
    const [there, alone] = [pngSize(at('there.png')), pngSize(at('alone.png'))]
    expect(there[0]).toBeGreaterThan(there[1])
    expect(alone[0]).toBeLessThan(alone[1])
  })

  test('draws the template of a page in its document, unless it shall not', async () => {
    writeDocument('desk', { template: 'P Grid small' })
    const page = `desk/${notebook}/${pages[0]}.rm`
    const picture = async (...args: string[]) => {
      expect(await rmirror('render', ...args, '-o', 'a.png')).toEqual({ status: 0, out: '', err: '' })
      return readFileSync(at('a.png')).toString('base64')
    }
    cpSync(at(page), at('alone.rm'))
    const alone = await picture('alone.rm')
    expect(await picture(page, '--background', 'off')).toBe(alone)
    expect(await picture(page)).not.toBe(alone)
    expect(await picture(page, '--for', 'ocr')).toBe(await picture('alone.rm', '--for', 'ocr'))
    await rmirror('render', page, '-o', 'a.svg')
    expect(readFileSync(at('a.svg'), 'utf8')).toContain('id="template"')
  })

  test('notes an unknown template and draws blank paper; a path in its name opens no file', async () => {
    writeDocument('desk', { template: '../../../etc/passwd\u001b[2J' })
    const page = `desk/${notebook}/${pages[0]}.rm`
    const { status, err } = await rmirror('render', page, '-o', 'there.png')
    expect([status, err]).toEqual([
      0,
      expect.stringContaining('the template "../../../etc/passwd\\u001b[2J" isn\'t supported'),
    ])
    await rmirror('render', page, '-o', 'blank.png', '--background', 'off')
    expect(readFileSync(at('there.png')).equals(readFileSync(at('blank.png')))).toBe(true)
  })

  describe('of a page on a template that the user installed', () => {
    const template = 'd0000000-0000-4000-8000-000000000004'
    const lines = Array.from({ length: 4 }, (_, index) => ({
      type: 'path',
      data: ['M', 0, `gap * ${index + 1}`, 'L', 'templateWidth', `gap * ${index + 1}`],
    }))
    const files = (file: object): Record<string, Uint8Array> => {
      const bytes = (value: object) => new TextEncoder().encode(JSON.stringify(value))
      return {
        [`${template}.metadata`]: bytes({ visibleName: 'Four lines', type: 'TemplateType', parent: '' }),
        [`${template}.content`]: bytes({}),
        [`${template}.template`]: bytes(file),
      }
    }
    const fourLines = { formatVersion: 1, constants: [{ gap: 300 }], items: lines }
    const drawn = async (path: string, ...more: string[]) => {
      const outcome = await rmirror('render', path, '-o', 'a.svg', ...more)
      return { ...outcome, svg: readFileSync(at('a.svg'), 'utf8') }
    }
    const lineAt = (y: number) => `M-702 ${y + 0.5}L702 ${y + 0.5}`

    test('draws it below the ink, from an archive, a folder, and the folder of the page alone', async () => {
      const all = { ...documentFiles({ template }), ...files(fourLines) }
      const archive = await writeArchive('all.zip', all)
      for (const [path, bytes] of Object.entries(all)) write(`desk/${path}`, bytes)
      const asked: string[][] = [
        [archive, '--page', '2'],
        ['desk', '--page', '2'],
        [`desk/${notebook}.metadata`, '--page', '2'],
        [`desk/${notebook}/${pages[0]}.rm`],
      ]
      for (const [path = '', ...more] of asked) {
        const { status, err, svg } = await drawn(path, ...more)
        expect({ path, status, err }).toEqual({ path, status: 0, err: '' })
        for (const y of [300, 600, 900, 1200]) expect(svg).toContain(lineAt(y))
      }
      expect((await drawn('all.zip', '--page', '2', '--background', 'off')).svg).not.toContain(lineAt(300))
      await rmirror('export', archive, '-o', 'a.pdf')
      expect(readFileSync(at('a.pdf')).length).toBeGreaterThan(1000)
    })

    test('says the name of one that cannot be read, and why, and draws blank paper', async () => {
      const broken = { items: [{ type: 'path', data: ['M', 0, 'gap', 'L', 9, 9] }] }
      const archive = await writeArchive('all.zip', { ...documentFiles({ template }), ...files(broken) })
      const why = `can't be read (it uses the unknown name "gap"); its pages are drawn on blank paper`
      const { status, err, svg } = await drawn(archive, '--page', '2')
      expect([status, err]).toEqual([0, `${archive}: the template "Four lines" ${why}\n`])
      expect(svg).toBe((await drawn(archive, '--page', '2', '--background', 'off')).svg)
      expect((await rmirror('export', archive, '-o', 'a.pdf', '--no-text')).err).toContain(
        `the template "Four lines" ${why}`,
      )
      const inspected = (await rmirror('inspect', archive)).out
      expect(inspected).toContain(`template "Four lines" can't be read (it uses the unknown name "gap")`)
    })

    test('says that it is missing where the notebook came without it', async () => {
      const archive = await writeArchive('alone.rmdoc', documentFiles({ template }))
      const { status, err } = await drawn(archive, '--page', '2')
      expect([status, err]).toEqual([
        0,
        `${archive}: the template "${template}" is missing; its pages are drawn on blank paper\n`,
      ])
      expect((await rmirror('inspect', archive)).out).toContain(`template "${template}" is missing`)
    })

    test('takes none for one of the tablet’s own', async () => {
      const named = {
        ...documentFiles({ template: 'P Grid small' }),
        'P Grid small.template': files(fourLines)[`${template}.template`] as Uint8Array,
      }
      const archive = await writeArchive('named.zip', named)
      expect((await drawn(archive, '--page', '2')).svg).not.toContain(lineAt(300))
    })
  })

  test.each([['a.png'], ['a.svg'], ['a.png', '--width', '300']])(
    'writes no picture to be read of a page without ink, to %j',
    async (output, ...more) => {
      write(output, 'before')
      expect(await rmirror('render', fixture('v6-empty.rm'), '-o', output, '--for', 'ocr', ...more)).toEqual({
        status: 1,
        out: '',
        err: `${fixture('v6-empty.rm')}: No handwriting on this page, so no image was written\n`,
      })
      expect(readFileSync(at(output), 'utf8')).toBe('before')
    },
  )

  test('cuts a page too tall to be read in one picture into several, and says so', async () => {
    write('tall.rm', writeV6(tallPage(12_000)))
    const { status, err } = await rmirror('render', 'tall.rm', '-o', 'a.png', '--for', 'ocr')
    expect({ status, err }).toEqual({
      status: 0,
      err: expect.stringContaining('into a.png, a-2.png, a-3.png, a-4.png'),
    })
    const written = readdirSync(at()).filter((name) => name.endsWith('.png'))
    expect(written.sort()).toEqual(['a-2.png', 'a-3.png', 'a-4.png', 'a.png'])
    const heights = written.map((name) => pngSize(at(name))[1])
    expect(Math.max(...heights)).toBeLessThanOrEqual(2576)
    expect(heights.reduce((sum, height) => sum + height)).toBeGreaterThan(12_000 * 0.45)
    const whole = await rmirror('render', 'tall.rm', '-o', 'b.png', '--for', 'ocr', '--width', '300')
    expect(whole).toEqual({ status: 0, out: '', err: '' })
    expect(pngSize(at('b.png'))[0]).toBe(300)
  })

  test('takes the page asked for, and says when there is none', async () => {
    const archive = await writeArchive('a.rmdoc', documentFiles())
    await rmirror('render', archive, '--page', '2', '-o', 'second.png')
    await rmirror('render', fixture('v6.rm'), '-o', 'same.png')
    expect(readFileSync(at('second.png')).equals(readFileSync(at('same.png')))).toBe(true)
    expect(await rmirror('render', archive, '--page', '3', '-o', 'third.png')).toMatchObject({
      status: 1,
      err: expect.stringContaining("There's no page 3; the notebook has 2"),
    })
    expect(existsSync(at('third.png'))).toBe(false)
  })

  test('says how many typed characters are boxes in the picture, and nothing where a viewer has fonts of its own', async () => {
    write('a.rm', writeV6(onePage([], { text: typed([paragraph(1, 'Tea: 茶 and 水')]) })))
    const said = `${at('a.rm')}: 2 typed characters are drawn as boxes: the fonts lack them\n`
    expect(await rmirror('render', at('a.rm'), '-o', 'a.png')).toEqual({ status: 0, out: '', err: said })
    expect(await rmirror('render', at('a.rm'), '-o', 'a.svg')).toEqual({ status: 0, out: '', err: '' })
  })

  test('draws a page in a thread of its own if its file is large enough to take long', async () => {
    const large = write('large.rm', writeV6(manyStrokes(3000)))
    expect(statSync(large).size).toBeGreaterThan(256 * 1024)
    let threads = 0
    const count = () => threads++
    process.on('worker', count)
    try {
      expect(await rmirror('render', fixture('v6.rm'), '-o', 'a.png')).toMatchObject({ status: 0 })
      expect(threads).toBe(0)
      expect(await rmirror('render', large, '-o', 'b.png')).toMatchObject({ status: 0 })
      expect(threads).toBe(1)
    } finally {
      process.off('worker', count)
    }
  })

  test('leaves what was there when the page is broken', async () => {
    write('a.png', 'before')
    const { status, err } = await rmirror('render', fixture('broken/v5-two-billion-points.rm'), '-o', 'a.png')
    if (status === 1) expect(err).not.toBe('')
    expect(status === 0 || readFileSync(at('a.png'), 'utf8') === 'before').toBe(true)
    expect(readdirSync(at())).toEqual(['a.png'])
  })

  test.each([
    [['render'], 'exactly one file'],
    [['render', 'a.rm'], '-o OUT.png'],
    [['render', 'a.rm', '-o', 'a.gif'], 'must end in .png or .svg'],
    [['render', 'a.rm', '-o', 'a.png', '--width', '0'], '--width'],
    [['render', 'a.rm', '-o', 'a.png', '--page', 'x'], '--page'],
    [['render', 'a.rm', '-o', 'a.png', '--for', 'fun'], '--for must be ocr or display'],
    [['render', 'a.rm', '-o', 'a.png', '--background', 'maybe'], '--background must be on or off'],
    [['render', 'a.rm', '-o', 'a.png', '--loud'], '--loud'],
  ])('does not guess what %j means', async (args, message) => {
    expect(await rmirror(...args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(message) })
  })
})

// SPDX-License-Identifier: AGPL-3.0-or-later
// Names and texts that would be commands or markup in another app, pages that fail, and notebooks of any size.
import { describe, expect, test } from 'vitest'
import { readEnex } from '../../../../../tests/formats/enex.ts'
import { exportedAs, type Given } from '../../../../../tests/formats/exported.ts'
import { notebook as notebookOf, page as pageOf } from '../../../../../tests/generator/notebook.ts'
import { openedInBrowser } from '../../../../../tests/world/html.ts'
import { death, obliging, type Script, scriptedPool } from '../../../../../tests/world/scripted-pool.ts'
import { zipEntry, zipNames } from '../../../../../tests/world/zip.ts'
import type { Notebook, PageSource } from '../../../library/index.ts'
import { type AppFormatName, appFormats } from './app-formats.ts'
import { withSafeLinks } from './markdown-links.ts'

const names = Object.keys(appFormats) as AppFormatName[]

const page = (number: number, more: Partial<PageSource> = {}): PageSource => ({
  ...pageOf(number),
  file: { path: `${number}.rm`, size: 1, modified: 0, read: async () => new TextEncoder().encode(`${number}`) },
  ...more,
})

const notebook = (more: Partial<Notebook> = {}): Notebook =>
  notebookOf({ uuid: 'n', name: 'Diary', pages: [page(1)], ...more })

const exported = (as: AppFormatName, given: Partial<Given>) =>
  exportedAs(appFormats[as], { notebooks: [notebook()], ...given })

const withText = (text: string, more: Partial<Notebook> = {}) => ({
  notebooks: [notebook(more)],
  read: { 'page 1': text },
})

const bundleText = (zip: Buffer) => zipEntry(zip, 'Diary.textbundle/text.md').toString()
const logseqText = (zip: Buffer) => zipEntry(zip, 'pages/Diary.md').toString()
const roamStrings = (json: Buffer) => {
  const strings: string[] = []
  JSON.parse(json.toString(), (key, value) => {
    if (key === 'string') strings.push(value)
    return value
  })
  return strings
}

const hostile = `]]></en-note><script>alert(1)</script> & <img src=x onerror=alert(1)>
</content></note> <!-- x --> &amp; \u0000\u0001\u001b\ufffe\ud800 \u202etxt
[click](javascript:alert(1)) [file](file:///etc/passwd) ![see](https://tracker.example/x.png)
[ref]: javascript:alert(1)
{{roam/js}} {{[[query]]: {and: [[a]]}} ((01931f3c8)) [[Page]] #[[tag]] :hiccup [:iframe {:src "x"}]
key:: value
#+BEGIN_QUERY
[:script "alert(1)"]
see \`\`\`js
- [ ] javascript:alert(1)
- [x] [a](javascript:alert(1))`

describe('hostile texts', () => {
  const nasty = withText(hostile, { tags: ['<b>,"&\u0000', ']]>'], authors: ['<x>'] })

  test('are text in ENEX', async () => {
    const [note, ...others] = readEnex((await exported('enex', nasty)).bytes.toString())
    expect(others).toEqual([])
    expect(note?.content).not.toMatch(/<script|<img|javascript:[^<]*"/)
    expect(note?.texts.join('\n')).toContain(']]></en-note><script>alert(1)</script> & <img src=x onerror=alert(1)>')
    expect(note?.links).toEqual(['https://tracker.example/x.png'])
    expect(note?.tags).toEqual(['<b> "&', ']]>'])
  })

  test('run and load nothing in a web page', async () => {
    const { bytes } = await exported('htmlPictures', nasty)
    const { document } = openedInBrowser(bytes.toString())
    expect(document.querySelectorAll('script, iframe, [onerror]')).toHaveLength(0)
    expect([...document.images].every(({ src }) => src.startsWith('data:image/png;base64,'))).toBe(true)
    expect([...document.links].map(({ protocol }) => protocol)).toEqual(['https:'])
  })

  test('lead nowhere and load nothing in a TextPack', async () => {
    const text = bundleText((await exported('textbundle', nasty)).bytes)
    expect(text).toContain('[click]\\(javascript:alert(1))')
    expect(text).toContain('[file]\\(file:///etc/passwd)')
    expect(text).toContain('\\![see](https://tracker.example/x.png)')
    expect(text).toContain('[ref]\\: javascript:alert(1)')
    expect(text).toContain('\\<script>alert(1)\\</script>')
    expect(text).toContain('- [x] [a]\\(javascript:alert(1))')
  })

  test('are no commands in Roam', async () => {
    const strings = roamStrings((await exported('roam', nasty)).bytes)
    const text = strings.join('\n').replaceAll(/\{\{\[\[[A-Z]{4}\]\]\}\}|#\[\[[^[\]]*\]\]/g, '')
    expect(text).not.toMatch(/\{\{|\[\[|\(\(|::|\]\(|:hiccup|<script|```/)
    expect(text).toContain('{\u2060{roam/js')
  })

  test('are no commands in Logseq', async () => {
    const text = logseqText((await exported('logseq', nasty)).bytes)
    const [head = '', ...body] = text.split('\n\n')
    expect(head.split('\n').map((line) => line.replace(/::.*/, ''))).toEqual(['title', 'tags', 'source'])
    const blocks = body.join('\n\n').replace('![Page 1](../assets/n-001.png)', '')
    expect(blocks).not.toMatch(/\{\{|\[\[|\(\(|::|\]\(|\[:|#\+|<script/)
    expect(blocks.split('\n').filter((line) => /^\t*- [A-Z]{4} /.test(line))).toHaveLength(2)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
    expect(blocks).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ud800]/u)
  })

  test('are code where they stand between fences, and end none of them', async () => {
    const code = withText('~~~js x{{\n```\n</pre><script>alert(1)</script>\n{{roam/js}}\n~~~\n[[after]]')
    const [note] = readEnex((await exported('enex', code)).bytes.toString())
    expect(note?.content).toContain('<pre>```\n&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n{{roam/js}}</pre>')
    const { document } = openedInBrowser((await exported('htmlPictures', code)).bytes.toString())
    expect(document.querySelector('pre')?.textContent).toContain('</pre><script>alert(1)</script>')
    expect(document.querySelectorAll('script')).toHaveLength(0)
    const roam = roamStrings((await exported('roam', code)).bytes).join('\n')
    expect(roam).toMatch(/^```js\n`\u2060`\u2060`\n/m)
    expect(roam).not.toMatch(/\{\{|\[\[after/)
    const logseq = logseqText((await exported('logseq', code)).bytes)
    expect(logseq).toContain('\t- ````js\n\t  ```\n\t  </pre><script>alert(1)</script>\n\t  {{roam/js}}\n\t  ````\n')
    expect(logseq).toContain('[\u2060[after]]')
    expect(bundleText((await exported('textbundle', code)).bytes)).toContain('~~~js x{{\n```\n</pre><script>')
  })

  test.each(names)('of a megabyte in one line are exported as %s', async (as) => {
    for (const unit of ['word ', '![', '](', '[[{{((', '<a>', '**', '\\']) {
      const line = unit.repeat(1_000_000 / unit.length)
      const { bytes, reported } = await exported(as, withText(line))
      expect(reported).toEqual([])
      expect(bytes.length).toBeGreaterThan(1_000_000)
    }
  })
})

test.each([
  ['[a](https://example.org) ![b](attachment:1)', '[a](https://example.org) ![b](attachment:1)'],
  ['[a](JavaScript:x)', '[a]\\(JavaScript:x)'],
  ['[a](&#106;avascript:x)', '[a]\\(&#106;avascript:x)'],
  ['[a]( <javascript:x>)', '[a]\\( <javascript:x>)'],
  ['[a\\](javascript:x)', '[a\\](javascript:x)'],
  ['[a\\\\](javascript:x)', '[a\\\\]\\(javascript:x)'],
  ['![a\\]b](https://example.org)', '\\![a\\]b](https://example.org)'],
  ['  [a]: x', '  [a]\\: x'],
])('of the links in %j, safe ones are left', (markdown, safe) => {
  expect(withSafeLinks(markdown)).toBe(safe)
})

describe('names', () => {
  const folders = [{ uuid: 'w', name: 'Work', parent: '' }]
  const alike = [
    notebook({ uuid: '1', name: 'Plan' }),
    notebook({ uuid: '2', name: 'PLAN' }),
    notebook({ uuid: '3', name: 'Work___Plan' }),
    notebook({ uuid: '4', name: 'Plan', parent: 'w' }),
    notebook({ uuid: '5', name: 'CON' }),
    notebook({ uuid: '6', name: 'a/b:c' }),
    notebook({ uuid: '7', name: '' }),
    notebook({ uuid: '8', name: '../../x\u0000' }),
  ]

  test('are files that every system takes, told apart without regard to case, in Logseq', async () => {
    const { bytes } = await exported('logseq', { notebooks: alike, folders })
    const pages = zipNames(bytes).filter((name) => name.startsWith('pages/'))
    expect(new Set(pages.map((name) => name.toLowerCase())).size).toBe(alike.length)
    expect(pages.toSorted()).toEqual([
      'pages/CON_.md',
      'pages/PLAN (2).md',
      'pages/Plan.md',
      'pages/Untitled.md',
      'pages/Work___Plan (2).md',
      'pages/Work___Plan.md',
      'pages/a b c.md',
      'pages/x.md',
    ])
  })

  test('are titles of their own in Roam', async () => {
    const { bytes } = await exported('roam', { notebooks: alike, folders })
    const titles = JSON.parse(bytes.toString()).map(({ title }: { title: string }) => title)
    expect(new Set(titles.map((title: string) => title.toLowerCase())).size).toBe(alike.length)
  })

  test('are titles that Evernote takes', async () => {
    const long = `${'😀 '.repeat(200)}\u0007`
    const { bytes } = await exported('enex', {
      notebooks: [notebook({ name: long, tags: [long] }), notebook({ name: '\u0000 ' })],
    })
    const notes = readEnex(bytes.toString())
    for (const { title, tags } of notes) {
      expect(title).toMatch(/^[^\p{Cc}\p{Z}]([^\p{Cc}\p{Zl}\p{Zp}]{0,253}[^\p{Cc}\p{Z}])?$/u)
      for (const tag of tags) expect(tag).toMatch(/^[^,\p{Cc}\p{Z}]([^,\p{Cc}\p{Zl}\p{Zp}]{0,98}[^,\p{Cc}\p{Z}])?$/u)
    }
    expect(notes.map(({ title }) => title.length <= 255)).toEqual([true, true])
  })

  test('are one folder of a bundle, whatever they hold', async () => {
    const { bytes } = await exported('textbundle', { notebooks: [notebook({ name: '../../etc\\CON' })] })
    expect(zipNames(bytes).every((name) => /^etc CON\.textbundle\/[\w./-]+$/.test(name))).toBe(true)
  })
})

describe('a page that cannot be read', () => {
  const breaking: Script = (order) =>
    'page' in order && 'ink' in order.page && String(order.page.ink) === '50' ? death : obliging(order)
  const pages = [
    page(1),
    page(2, { file: { path: '2.rm', size: 1, modified: 0, read: async () => new Uint8Array([50]) } }),
  ]

  test.each(names)('is named in %s, and reported once', async (as) => {
    const { pool } = scriptedPool(breaking)
    const { bytes, reported } = await exported(as, { notebooks: [notebook({ pages })], pool })
    expect(reported).toEqual(['page 2: rMirror crashed while reading this page'])
    const said = { textbundle: bundleText, logseq: logseqText } as Partial<
      Record<AppFormatName, (zip: Buffer) => string>
    >
    expect(said[as]?.(bytes) ?? bytes.toString()).toMatch(/This page couldn(?:'|&#39;)t be read: rMirror crashed/)
  })
})

test.each(names)('an export as %s that is cancelled at page 40 ends there', async (as) => {
  const controller = new AbortController()
  const { pool, workers } = scriptedPool(obliging, 2)
  const pages = Array.from({ length: 500 }, (_, index) => page(index + 1))
  const onPage = (done: number) => done === 40 && controller.abort(new Error('cancelled'))
  const running = exported(as, { notebooks: [notebook({ pages })], pool, onPage, signal: controller.signal })
  await expect(running).rejects.toThrow('cancelled')
  expect(workers.reduce((sum, { orders }) => sum + orders.length, 0)).toBeLessThan(120)
})

describe('a notebook of many images', () => {
  const megabyte: Script = (order) =>
    order.kind === 'draw'
      ? {
          answer: {
            bytes: new Uint8Array(1_000_000).fill(1 + (Number(order.number) % 250)),
            notes: [],
            imagesToLookUp: [],
          },
        }
      : obliging(order)
  const pages = Array.from({ length: 50 }, (_, index) => page(index + 1))

  test.each(['textbundle', 'htmlPictures', 'logseq'] as const)('is written page by page as %s', async (as) => {
    const writtenAt: number[] = []
    const { pool } = scriptedPool(megabyte)
    await exported(as, { notebooks: [notebook({ pages })], pool, onPage: (_, written) => writtenAt.push(written) })
    expect(writtenAt.every((written, index) => written > (index + 1) * 1_000_000)).toBe(true)
  })

  test('is several notes in ENEX, each small enough for Evernote', async () => {
    const { pool } = scriptedPool(megabyte)
    const { bytes } = await exported('enex', { notebooks: [notebook({ pages, tags: ['all'] })], pool })
    const notes = readEnex(bytes.toString())
    expect(notes.map(({ title }) => title)).toEqual(['Diary, pages 1-21', 'Diary, pages 22-42', 'Diary, pages 43-50'])
    for (const { resources, tags } of notes) {
      expect(resources.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(25_000_000)
      expect(tags).toEqual(['all'])
    }
  })
})

test.each(['logseq', 'roam'] as const)('a notebook that could not be opened is named in %s', async (as) => {
  const lost = new Map([['n', "Its pages couldn't be counted"]])
  const { bytes, reported } = await exported(as, {
    notebooks: [notebook(), notebook({ uuid: 'o', name: 'Other' })],
    lost,
  })
  expect(reported).toEqual(["Its pages couldn't be counted"])
  expect(as === 'roam' ? roamStrings(bytes) : logseqText(bytes).split('\n')).toContain(
    as === 'roam' ? "__Its pages couldn't be counted.__" : "- *Its pages couldn't be counted.*",
  )
})

test('a notebook that was thrown away says so', async () => {
  const given = { notebooks: [notebook({ parent: 'trash' })] }
  const sentence = 'This notebook is in the trash.'
  expect(bundleText((await exported('textbundle', given)).bytes)).toContain(sentence)
  expect(roamStrings((await exported('roam', given)).bytes)).toContain(`__${sentence}__`)
  expect(readEnex((await exported('enex', given)).bytes.toString())[0]?.texts).toContain(sentence)
})

test('lists deeper than anybody writes are lists', async () => {
  const deep = Array.from({ length: 2000 }, (_, depth) => `${'  '.repeat(depth)}- item ${depth}`).join('\n')
  for (const as of names) expect((await exported(as, withText(deep))).reported).toEqual([])
})

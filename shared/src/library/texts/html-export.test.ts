// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { notebook, page } from '../../../../tests/generator/notebook.ts'
import { complaintsOf, openedInBrowser } from '../../../../tests/world/html.ts'
import type { Folder, Notebook } from '../model/types.ts'
import { escapeHtml } from './html.ts'
import { htmlWriter as htmlWriterWith } from './html-export.ts'
import type { PageText } from './text-export.ts'

interface Written {
  of?: Partial<Notebook>
  folders?: Folder[]
  pages?: PageText[]
  silent?: number[]
}

/** Formulas with an unknown command are none. */
const htmlWriter = htmlWriterWith((latex, layout) =>
  /nosuch|href/.test(latex)
    ? null
    : `<math${layout === 'display' ? ' display="block"' : ''}><mi>${escapeHtml(latex)}</mi></math>`,
)

function written({ of = {}, folders = [], pages = [], silent = [] }: Written): string {
  const whole = notebook({ ...of, pages: pages.map((text) => text.page) })
  return [
    htmlWriter.opening(whole, folders, true),
    ...pages.map((text) => htmlWriter.section(text)),
    htmlWriter.closing(silent, true),
  ].join('')
}

/** Also checks that HTML Tidy has no complaints. */
function opened(html: string) {
  expect(complaintsOf(html)).toBe('')
  const window = openedInBrowser(html)
  const { document } = window
  const all = (selector: string) => [...document.querySelectorAll(selector)]
  const texts = (selector: string) => all(selector).map(({ textContent }) => textContent?.trim())
  return { document, window, all, texts }
}

const typed = (text: string, number = 1, more: Partial<PageText> = {}): PageText =>
  ({ page: page(number), text, ...more }) as PageText

const hostile = '</title></style><script>window.ran=1</script><img src=x onerror="window.ran=1">"\'&amp;'
const attack = `${hostile} [a](javascript:alert(1)) <a href="javascript:window.ran=1">b</a> \u0000\u0008\ud800\uffff`

describe('a page of HTML', () => {
  test('says what the notebook is, where it lies, when it changed, and its tags', () => {
    const folders = [
      { uuid: 'w', name: 'Work', parent: 'm' },
      { uuid: 'm', name: 'Mine', parent: '' },
    ]
    const of = { name: 'Diary', parent: 'w', tags: ['red'], lastModified: Date.UTC(2026, 10, 20, 12) }
    const pages = [{ ...typed('Words'), page: page(1, 'blue') }]
    const { document, texts, all } = opened(written({ of, folders, pages }))
    expect([document.title, texts('h1'), texts('.path')]).toEqual(['Diary', ['Diary'], ['Mine / Work']])
    expect(all('time')[0]?.getAttribute('datetime')).toBe('2026-11-20T12:00:00.000Z')
    expect(texts('header .tags li')).toEqual(['red'])
    expect(texts('section .tags li')).toEqual(['blue'])
    expect(document.querySelector('meta[name=keywords]')?.getAttribute('content')).toBe('red, blue')
  })

  test('has headings below those of its pages, lists within lists, disabled checkboxes, and highlights', () => {
    const list = '# Plan\n\n- a\n    1. b\n        - [x] done\n        - [ ] open\n    7. c\n- d'
    const html = written({ pages: [typed(`${list}\n\n*Leant* and\\\n**fat**\n\n> lit & found`)] })
    const { all, texts } = opened(html)
    expect([texts('h2'), texts('h3')]).toEqual([['Page 1'], ['Plan']])
    expect(texts('ul > li > ol > li > ul > li')).toEqual(['done', 'open'])
    expect(all('ol > li').map((item) => item.getAttribute('value'))).toEqual(['1', '7'])
    const boxes = all('input[type=checkbox]') as HTMLInputElement[]
    expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual([
      [true, true],
      [false, true],
    ])
    expect([texts('em'), texts('strong'), texts('blockquote')]).toEqual([['Leant'], ['fat'], ['lit & found']])
    expect(all('p br')).toHaveLength(1)
  })

  test('has what was read, in its language, with what is crossed out, formulas and tables', () => {
    const read = '## Müll\nIs ~~not~~ $x^2$ [?]\n| a | b |\n| - | - |\n| 1 |\n- [x] fort'
    const { all, texts } = opened(written({ pages: [typed('', 1, { read, language: 'de-CH' })] }))
    expect(texts('div[lang=de-CH] h4')).toEqual(['Müll'])
    expect([texts('s'), texts('mi'), texts('th'), texts('td')]).toEqual([['not'], ['x^2'], ['a', 'b'], ['1', '']])
    expect(all('li.todo input[checked]')).toHaveLength(1)
    expect(opened(written({ pages: [typed('a', 1, { read, language: '"><script>' })] })).all('[lang]')).toHaveLength(1)
  })

  test('has formulas as they are drawn, in a line and apart from it, and as text where they are none', () => {
    const read = 'Say $a^2$.\n$$\\frac{1}{2}$$\n$\\nosuch{x}$ costs $5 and $6, $\\href{javascript:alert(1)}{x}$'
    const { all, texts } = opened(written({ pages: [typed('', 1, { read })] }))
    expect(all('math').map((formula) => formula.getAttribute('display'))).toEqual([null, 'block'])
    expect(texts('mi')).toEqual(['a^2', '\\frac{1}{2}'])
    expect(texts('code')).toEqual(['\\nosuch{x}', '\\href{javascript:alert(1)}{x}'])
    expect(texts('p').at(-1)).toContain('costs $5 and $6')
    expect(all('a, [href], script, link')).toEqual([])
  })

  test('has code as it was written, and no more than the first 100 columns of a table', () => {
    const wide = `|${Array.from({ length: 1_000 }, (_, at) => at).join('|')}|`
    const read = `\`\`\`html\n<b># no heading</b>\n  - no item\n\`\`\`\n${wide}\n| a |`
    const { all, texts } = opened(written({ pages: [typed('', 1, { read })] }))
    expect(texts('pre code')).toEqual(['<b># no heading</b>\n  - no item'])
    expect(all('pre b, pre li')).toEqual([])
    expect([all('th').length, all('td').length]).toEqual([100, 100])
    expect(texts('.note')).toEqual(['The first 100 of the table’s 1000 columns are shown.'])
  })

  test('has the direction of its language, and each line its own', () => {
    const read = '- [ ] לקנות עט\nBuy tea'
    const { all } = opened(written({ pages: [typed('', 1, { read, language: 'he' })] }))
    expect(all('div[lang=he]').map((part) => part.getAttribute('dir'))).toEqual(['rtl'])
    expect(all('div[lang=he] :is(li, p)').map((part) => part.getAttribute('dir'))).toEqual(['auto', 'auto'])
  })

  test('names pages that are not transcribed yet, cannot be read, or say nothing', () => {
    const lost = { page: page(2), failure: 'It is <damaged>' }
    const { texts } = opened(written({ pages: [typed('', 1, { waits: true }), lost], silent: [3, 4, 5] }))
    expect(texts('.note')).toEqual([
      'Not transcribed yet.',
      "This page couldn't be read: It is <damaged>.",
      'No text on pages 3-5.',
    ])
    expect(htmlWriter.section(typed(''))).toBe('')
    expect(htmlWriter.section(typed('', 1, { waits: true, read: 'Call Ann' }))).toContain('>Call Ann</p>')
  })

  test('runs nothing and loads nothing, whatever stands in names, tags and texts', () => {
    const folders = [{ uuid: 'f', name: hostile, parent: '' }]
    const pages = [
      { page: page(1, attack), text: `${attack}\n\n- [ ] ${attack}\n\n> ${attack}`, read: `# ${attack}\n|${attack}|` },
      { page: page(2), failure: attack },
    ]
    const { window, document, all } = opened(
      written({ of: { name: attack, parent: 'f', tags: [attack] }, folders, pages }),
    )
    expect('ran' in window).toBe(false)
    expect(all('script, img, iframe, link, object, embed, [src], [style], [srcset], base, form')).toEqual([])
    expect(
      all('*')
        .flatMap((element) => element.getAttributeNames())
        .filter((name) => name.startsWith('on')),
    ).toEqual([])
    expect(all('a')).toEqual([])
    expect(document.querySelector('h1')?.textContent).toContain('<script>window.ran=1</script>')
  })

  test('links addresses of pages and mailboxes, without the full stop behind them, and no others', () => {
    const text = 'See https://example.org/a?b=1&c=2. Or (http://example.org), mailto:ann@example.org; '
    const bad = 'javascript:alert(1) data:text/html,x file:///etc/passwd vbscript:x https://[bad'
    const { all } = opened(written({ pages: [typed(text + bad)] }))
    expect(all('a').map((link) => link.getAttribute('href'))).toEqual([
      'https://example.org/a?b=1&c=2',
      'http://example.org',
      'mailto:ann@example.org',
    ])
  })

  test('an image alone in its line has a caption, unless it is named like a file', () => {
    const id = '01931f3c-8f00-7000-8000-000000000401'
    const read = `![A <b>boat](attachment:${id})\n![a.png](attachment:${id})\n![](attachment:${id})`
    const attachments = new Map([[id, 'attachments/drawing.png']])
    const { texts, all } = opened(written({ pages: [typed('', 1, { read, attachments })] }))
    expect(texts('figcaption')).toEqual(['A <b>boat'])
    expect(all('img')).toHaveLength(3)
    expect(opened(written({ pages: [typed('', 1, { read })] })).all('figure')).toHaveLength(0)
  })

  test.each([
    ['none', '', 'Untitled'],
    ['blanks', ' \n\t ', 'Untitled'],
    ['5,000 characters', 'x'.repeat(5_000), 'x'.repeat(5_000)],
    ['right-to-left text', 'שלום \u202egnp.exe', 'שלום \u202egnp.exe'],
    ['emoji', '👩‍👩‍👧 notes', '👩‍👩‍👧 notes'],
  ])('takes a title of %s', (_, name, shown) => {
    const { document, texts } = opened(written({ of: { name } }))
    expect([document.title, texts('h1')]).toEqual([shown, [shown]])
  })

  test('takes lists deeper than anybody writes, and long texts, in no time', () => {
    const deep = Array.from({ length: 2_000 }, (_, depth) => `${'    '.repeat(depth % 400)}- ${depth}`).join('\n')
    const { all } = opened(written({ pages: [typed(deep), typed(`${'https://a.b/'.repeat(20_000)}`, 2)] }))
    expect(all('li')).toHaveLength(2_000)
  })

  test('ends although folders contain each other', () => {
    const folders = [
      { uuid: 'a', name: 'A', parent: 'b' },
      { uuid: 'b', name: 'B', parent: 'a' },
    ]
    expect(opened(written({ of: { parent: 'a' }, folders })).texts('.path')).toEqual(['B / A'])
  })
})

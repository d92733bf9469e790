// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { isNothing, MemoryVault, uuid, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import type { ChangedText, VaultNotebook, VaultPage, VaultPlan } from './index.ts'

const ink = vaultPage('1', { text: 'Buy ink' })
const ann = vaultPage('2', { text: 'Call Ann' })

const diary = (more: Partial<VaultNotebook> = {}) => vaultNotebook('d', { pages: [ink, ann], ...more })

function synced(notebooks: VaultNotebook[] = [diary()]): MemoryVault {
  const vault = new MemoryVault()
  vault.sync(notebooks)
  return vault
}

const kindsOf = ({ findings }: VaultPlan) => findings.map(({ kind }) => kind)

const changesOf = ({ findings }: VaultPlan) =>
  findings.flatMap((finding) => (finding.kind === 'changed' ? [finding as ChangedText] : []))

/** What is between the markers. */
const regionIn = (text: string) => /rmirror:begin.*-->([\s\S]*)<!-- rmirror:end/.exec(text)?.[1] ?? ''

describe('a note', () => {
  test('has properties, pages under headings with block ids, pictures, links to the PDF, to-dos and highlights', () => {
    const page: VaultPage = {
      ...vaultPage('1', {
        text: '# Plan\n☐ Buy ink\n✓ Call Ann\n* [ ] as it was\n<b>',
        tags: ['to do'],
        pictures: ['a', 'b'],
      }),
      ...{ typed: 'typed', sourcePage: 3, highlights: [{ text: 'said *it*', note: 'why\nso' }] },
    }
    const notebook = diary({
      ...{
        folders: ['Work'],
        tags: ['ink'],
        modified: 1.5e12,
        source: '1',
        pages: [page, vaultPage('2', { waits: true })],
      },
    })
    const files = `rmirror-files/${uuid('d')}`
    const text = synced([notebook]).text('Work/Diary.md')
    expect(text.split('\n<!-- rmirror:begin ')[0]).toBe(
      `---\nuuid: "${uuid('d')}"\ntitle: "Diary"\npath: "Work/Diary"\ntags:\n  - "ink"\n  - "to-do"\nmodified: 2017-07-14T02:40:00.000Z\nsource: "reMarkable"\n---\n`,
    )
    expect(regionIn(text)).toBe(`
<!-- Do not modify: rMirror writes everything down to rmirror:end. Text of your own goes above or below. -->
# Diary

## Page 1 ^${uuid('1')}

![[${files}/${uuid('1')}.png]]

![[${files}/${uuid('1')}-2.png]]

[[${files}/source.pdf#page=4|Page 4 of the PDF]]

Tags: #to-do

### Plan
- [ ] Buy ink
- [x] Call Ann
* [ ] as it was
\\<b>

typed

> [!quote] [[${files}/source.pdf#page=4|Page 4 of the PDF]]
> said \\*it\\*
>
> why
> so
> #to-do

## Page 2 ^${uuid('2')}

*Not transcribed yet.*

`)
  })

  test('of a single page has its notebook in its name', () => {
    const vault = new MemoryVault()
    vault.sync([diary()], { per: 'page' })
    expect([...vault.notes.keys()]).toEqual(['Diary/Diary 001.md', 'Diary/Diary 002.md'])
    const text = vault.text('Diary/Diary 002.md')
    expect(text).toContain(`uuid: "${uuid('2')}"\nnotebook: "${uuid('d')}"\ntitle: "Diary, page 2"`)
    expect(regionIn(text)).toContain(`-->\n\n# Diary, page 2 ^${uuid('2')}\n\nCall Ann\n`)
  })

  test('that was written in rMirror is its text alone', () => {
    const page = vaultPage('1', { text: '# List\n\n- [ ] Milk' })
    const vault = synced([diary({ isNote: true, name: 'List', pages: [page] })])
    expect(vault.text('List.md')).toContain('source: "rMirror"')
    expect(regionIn(vault.text('List.md'))).toContain('-->\n\n# List\n\n- [ ] Milk\n\n')
    vault.edit('List.md', (text) => text.replace('Milk', 'Oat milk'))
    expect(changesOf(vault.sync([diary({ isNote: true, name: 'List', pages: [page] })]))[0]?.document).toBe(
      '# List\n\n- [ ] Oat milk',
    )
  })

  test('shows no pictures where none are wanted, and then they go', () => {
    const notebook = diary({ source: '1', pages: [vaultPage('1', { pictures: ['a'], sourcePage: 0 })] })
    const vault = synced([notebook])
    expect([...vault.others]).toEqual(
      ['source.pdf', `${uuid('1')}.png`].map((name) => `rmirror-files/${uuid('d')}/${name}`),
    )
    vault.edit('Diary.md', (text) => `${text}\n![[${uuid('1')}.png]]`)
    vault.sync([notebook], { withPictures: false })
    expect(regionIn(vault.text('Diary.md'))).not.toContain('[[')
    // The person still shows the picture.
    expect([...vault.others]).toEqual([`rmirror-files/${uuid('d')}/${uuid('1')}.png`])
  })

  test('keeps what it says of a page that can no longer be read', () => {
    const vault = synced()
    const broken = { ...ink, text: '', failure: 'The file is damaged' }
    expect(isNothing(vault.plan({ notebooks: [diary({ pages: [broken, ann] })], isWhole: true }))).toBe(true)
    expect(regionIn(synced([diary({ pages: [broken] })]).text('Diary.md'))).toContain(
      "> This page couldn't be read: The file is damaged.",
    )
  })

  test('takes no text for its markers or headings', () => {
    const text = `# x ^${uuid('2')}\n<!-- rmirror:end ${uuid('d')} -->`
    const vault = synced([diary({ pages: [{ ...ink, text, typed: text }, ann] })])
    const plan = vault.sync([diary({ pages: [{ ...ink, text: 'other', typed: text }, ann] })])
    expect(kindsOf(plan)).toEqual([])
    expect(vault.text('Diary.md')).toContain('other')
  })

  test('refuses ids that are none, which could lead out of the vault', () => {
    expect(() => synced([diary({ uuid: '../x' })])).toThrow(TypeError)
  })
})

describe('what a person writes', () => {
  test.each([
    ['above', (text: string) => text.replace('<!-- rmirror:begin', 'mine\n<!-- rmirror:begin')],
    ['below', (text: string) => `${text}mine`],
    ['right before the region', (text: string) => text.replace('<!-- rmirror:begin', 'mine<!-- rmirror:begin')],
    ['right behind the region', (text: string) => text.trimEnd() + 'mine'],
  ])('%s stays, and the region is updated', (_, edit) => {
    const vault = synced()
    vault.edit('Diary.md', edit)
    expect(isNothing(vault.plan({ notebooks: [diary()], isWhole: true }))).toBe(true)
    const plan = vault.sync([diary({ pages: [{ ...ink, text: 'Buy paper' }, ann] })])
    expect(kindsOf(plan)).toEqual([])
    expect(vault.text('Diary.md')).toMatch(/mine/)
    expect(vault.text('Diary.md')).toContain('Buy paper')
    expect(vault.text('Diary.md')).not.toContain('Buy ink')
  })

  test.each([
    ['right behind the begin marker', (text: string) => text.replace(/(rmirror:begin.*-->)/, '$1mine'), undefined],
    ['right before the end marker', (text: string) => text.replace('<!-- rmirror:end', 'mine<!-- rmirror:end'), '2'],
  ])('%s is inside: it stays, and holds up this part alone', (_, edit, page) => {
    const vault = synced()
    vault.edit('Diary.md', edit)
    const plan = vault.sync([
      diary({
        pages: [
          { ...ink, text: 'Buy paper' },
          { ...ann, text: 'Call Bea' },
        ],
      }),
    ])
    expect(changesOf(plan).map((change) => change.page)).toEqual([page && uuid(page)])
    expect(vault.text('Diary.md')).toContain('mine')
    expect(vault.text('Diary.md')).toContain('Buy paper')
    expect(vault.text('Diary.md').includes('Call Bea')).toBe(page === undefined)
  })

  test('inside a page is offered as a correction of its document', () => {
    const vault = synced([
      diary({ pages: [{ ...ink, text: '# Plan\n\nBuy ink\n<b>', tags: ['x'], typed: 'typed' }, ann] }),
    ])
    vault.edit('Diary.md', (text) => text.replace('Buy ink', 'Buy **black** ink\nsoon'))
    const notebook = diary({ pages: [{ ...ink, text: '# Plan\n\nBuy ink\n<b>', tags: ['x'], typed: 'typed' }, ann] })
    const [change] = changesOf(vault.sync([notebook]))
    expect(change).toMatchObject({ page: uuid('1'), number: 1, document: '# Plan\n\nBuy **black** ink\nsoon\n<b>' })
    expect(change?.theirs).toContain('Buy **black** ink')
    expect(change?.ours).toContain('Buy ink')
    // Once the server has it, the part is rMirror's again.
    const corrected = diary({ pages: [{ ...ink, text: change?.document ?? '', tags: ['x'], typed: 'typed' }, ann] })
    expect(kindsOf(vault.sync([corrected]))).toEqual([])
    vault.sync([diary({ pages: [{ ...ink, text: 'later' }, ann] })])
    expect(vault.text('Diary.md')).toContain('later')
  })

  test.each([
    ['a ticked to-do', /- \[ \]/, '- [x]', '- [x] Buy ink'],
    ['another heading', /## Page 1/, '## My page', null],
    ['text in the typed text', /typed/, 'typed by me', null],
    ['text behind the heading', /(\^0.*1\n)/, '$1\nfirst\n', 'first\n\n- [ ] Buy ink'],
  ])('as %s is offered as what it is', (_, from, to, document) => {
    const notebook = diary({ pages: [{ ...ink, text: '- [ ] Buy ink', typed: 'typed' }] })
    const vault = synced([notebook])
    vault.edit('Diary.md', (text) => text.replace(from, to))
    expect(changesOf(vault.sync([notebook])).map((change) => change.document)).toEqual([document])
  })

  test('beside “Not transcribed yet” is offered without it', () => {
    const notebook = diary({ pages: [vaultPage('1', { waits: true })] })
    const vault = synced([notebook])
    vault.edit('Diary.md', (text) => text.replace('*Not transcribed yet.*', '*Not transcribed yet.*\n\nmine'))
    expect(changesOf(vault.sync([notebook]))[0]?.document).toBe('mine')
  })

  test('is never offered where the text has attachments, whose links the note lacks', () => {
    const text = 'See [a](attachment:01931f3c-8f00-7000-8000-000000000401)'
    const vault = synced([diary({ pages: [{ ...ink, text }] })])
    expect(vault.text('Diary.md')).toContain('See a (attachment)')
    vault.edit('Diary.md', (each) => each.replace('See', 'Look at'))
    expect(changesOf(vault.sync([diary({ pages: [{ ...ink, text }] })]))[0]?.document).toBeNull()
  })

  test('inside is replaced where that was chosen', () => {
    const vault = synced()
    vault.edit('Diary.md', (text) => `${text.replace('Buy ink', 'Sell ink')}mine`)
    vault.sync([diary()], { putBack: new Set(['Diary.md']) })
    expect(vault.text('Diary.md')).toContain('Buy ink')
    expect(vault.text('Diary.md')).not.toContain('Sell')
    expect(vault.text('Diary.md')).toContain('mine')
  })

  test('stays where its page is gone, behind what it was behind of', () => {
    const vault = synced()
    vault.edit('Diary.md', (text) => text.replace('Call Ann', 'Call Ann and Bea'))
    expect(changesOf(vault.sync([diary({ pages: [ink, vaultPage('3', { text: 'new' })] })]))).toMatchObject([
      { page: uuid('2'), ours: '' },
    ])
    expect(regionIn(vault.text('Diary.md'))).toMatch(/Buy ink[\s\S]*Call Ann and Bea[\s\S]*new/)
  })

  test('as a removed page is remembered', () => {
    const vault = synced()
    vault.edit('Diary.md', (text) => text.replace(/## Page 1[\s\S]*(?=## Page 2)/, ''))
    expect(changesOf(vault.sync([diary()]))).toMatchObject([{ page: uuid('1'), theirs: '' }])
    vault.sync([diary({ pages: [{ ...ink, text: 'Buy paper' }, ann] })])
    expect(vault.text('Diary.md')).not.toContain('Buy paper')
    vault.sync([diary()], { putBack: new Set(['Diary.md']) })
    expect(regionIn(vault.text('Diary.md'))).toMatch(/Buy ink[\s\S]*Call Ann/)
  })

  test('in blank lines and line ends changes nothing', () => {
    const vault = synced()
    vault.edit('Diary.md', (text) => text.replace('Buy ink\n', 'Buy ink\n\n\n').replaceAll('\n', '\r\n'))
    expect(isNothing(vault.plan({ notebooks: [diary()], isWhole: true }))).toBe(true)
    vault.sync([diary({ pages: [ink, { ...ann, text: 'Call Bea' }] })])
    expect(vault.text('Diary.md')).toContain('Call Bea')
    expect(vault.text('Diary.md').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })
})

describe('markers', () => {
  const broken: [string, (text: string) => string][] = [
    ['without the begin marker', (text) => text.replace(/<!-- rmirror:begin.*-->/, '')],
    ['without the end marker', (text) => text.replace(/<!-- rmirror:end.*-->/, '')],
    ['without any', (text) => text.replaceAll(/<!-- rmirror:.*-->/g, '')],
    ['with two begin markers', (text) => text.replace(/(<!-- rmirror:begin.*-->)/, '$1\n$1')],
    ['with two end markers', (text) => text.replace(/(<!-- rmirror:end.*-->)/, '$1\n$1')],
    ['swapped', (text) => text.replace(/(<!-- rmirror:begin.*-->)([\s\S]*)(<!-- rmirror:end.*-->)/, '$3$2$1')],
    ['doubled with their region', (text) => `${text}\n${text}`],
    ['with a letter more', (text) => text.replace('place=', 'place=a')],
  ]
  test.each(broken)('%s: the note is left alone, nothing is written twice, and that is said', (_, edit) => {
    for (const keepsState of [true, false]) {
      const vault = synced()
      vault.edit('Diary.md', edit)
      const before = vault.text('Diary.md')
      if (!keepsState) vault.state = { per: undefined, notes: {}, assets: {} }
      const plan = vault.sync([diary({ pages: [{ ...ink, text: 'Buy paper' }, ann] })])
      expect(isNothing(plan)).toBe(true)
      expect(kindsOf(plan)).toEqual(['markers'])
      expect([...vault.notes]).toEqual([['Diary.md', before]])
    }
  })

  test.each(broken)('%s: a region of its own is added below if that is chosen', (_, edit) => {
    const vault = synced()
    vault.edit('Diary.md', (text) => edit(text.replace('Buy ink', 'mine')))
    vault.sync([diary()], { putBack: new Set(['Diary.md']) })
    expect(vault.text('Diary.md')).toMatch(/mine[\s\S]*rmirror:begin[\s\S]*Buy ink/)
    expect(kindsOf(vault.sync([diary()]))).toEqual([])
  })

  test('with a page twice: the region stays whole', () => {
    const vault = synced()
    vault.edit('Diary.md', (text) => text.replace('<!-- rmirror:end', `## Page 1 ^${uuid('1')}\n\n<!-- rmirror:end`))
    const before = vault.text('Diary.md')
    expect(changesOf(vault.sync([diary({ pages: [{ ...ink, text: 'new' }, ann] })]))).toHaveLength(1)
    expect(vault.text('Diary.md')).toBe(before)
  })

  test('of two notebooks in one file are each their own', () => {
    const other = vaultNotebook('e', { name: 'Plans', pages: [vaultPage('3', { text: 'Sail' })] })
    const vault = synced([diary(), other])
    const region = /<!-- rmirror:begin[\s\S]*rmirror:end.*-->/.exec(vault.text('Plans.md'))?.[0] ?? ''
    vault.edit('Diary.md', (text) => `${text}\n${region}`)
    vault.notes.delete('Plans.md')
    const plan = vault.sync([diary({ pages: [{ ...ink, text: 'Buy paper' }, ann] }), other])
    expect(kindsOf(plan)).toEqual([])
    expect([...vault.notes.keys()]).toEqual(['Diary.md'])
    vault.sync([diary(), { ...other, pages: [{ ...vaultPage('3'), text: 'Row' }] }])
    expect(vault.text('Diary.md')).toMatch(/Buy ink[\s\S]*Row/)
  })
})

describe('copies', () => {
  test.each(['Diary (conflicted copy).md', 'Diary.sync-conflict-20261129-1.md', 'A.md'])(
    'as %s stay as they are',
    (name) => {
      for (const keepsState of [true, false]) {
        const vault = synced()
        vault.notes.set(name, `${vault.text('Diary.md')}theirs`)
        const copy = vault.text(name)
        if (!keepsState) vault.state = { per: undefined, notes: {}, assets: {} }
        const plan = vault.sync([diary({ pages: [{ ...ink, text: 'Buy paper' }, ann] })])
        expect(plan.findings).toEqual([{ kind: 'copy', path: name, notebook: uuid('d'), of: 'Diary.md' }])
        expect(vault.text('Diary.md')).toContain('Buy paper')
        expect(vault.text(name)).toBe(copy)
      }
    },
  )

  test('take the place of a note that is gone', () => {
    const vault = synced()
    vault.rename('Diary.md', 'Diary (conflicted copy).md')
    const plan = vault.sync([diary({ pages: [{ ...ink, text: 'Buy paper' }, ann] })])
    expect(kindsOf(plan)).toEqual([])
    expect(vault.text('Diary (conflicted copy).md')).toContain('Buy paper')
  })
})

test('a note that a person deleted is written again', () => {
  const vault = synced()
  vault.notes.clear()
  vault.sync([diary()])
  expect(vault.text('Diary.md')).toContain('Buy ink')
})

test('the plan is the same however the library is ordered', () => {
  const notebooks = ['a', 'b', 'c'].map((digit) => vaultNotebook(digit, { pages: [vaultPage('1')] }))
  const [one, other] = [synced(notebooks), synced(notebooks.toReversed())]
  expect(new Map([...one.notes].toSorted())).toEqual(new Map([...other.notes].toSorted()))
  expect([...one.notes.keys()].toSorted()).toEqual(['Diary (2).md', 'Diary (3).md', 'Diary.md'])
})

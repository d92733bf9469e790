// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { noState, planVault } from '../index.ts'
import { type NotebookContent, type PageContent, vaultNotebookOf } from './content.ts'
import { type NotebookPlan, type NotebookTask, planNotebook } from './plan-notebook.ts'

const id = (number: number) => `00000000-0000-4000-8000-${`${number}`.padStart(12, '0')}`
const notebookId = id(1)

const page = (number: number, typed_text: string, more: Partial<PageContent> = {}): PageContent => ({
  ...{ page_uuid: id(100 + number), page_number: number, tags: [], waits: false, ocr_text: null, document: null },
  ...{ typed_text, typed_markdown: typed_text, todos: [], highlights: [] },
  ...more,
})

const content = (more: Partial<NotebookContent> = {}): NotebookContent => ({
  ...{ notebook_uuid: notebookId, visible_name: 'Journal', document_type: 'notebook', folders: ['Work'], tags: [] },
  ...{ last_modified: '2026-11-20T10:00:00.000Z', by_page: false, pages: [page(1, 'Ferry at nine')] },
  ...more,
})

const pictured = (look: string, more: Partial<PageContent> = {}) =>
  page(1, 'Ferry', { images: [{ sha256: `of ${look}` }], display_image: null, display_hash: null, ...more })

/** A vault that answers what it is asked for, and does what is planned. */
class Vault {
  readonly files = new Map<string, string>()
  known: NotebookTask['known'] = { notes: {}, assets: {}, sizes: {} }
  asked: string[] = []

  deliver(
    notebook: NotebookContent | null,
    options: Partial<NotebookTask['options']> = {},
    more: Pick<NotebookTask, 'folder'> = {},
  ): NotebookPlan {
    const task: NotebookTask = {
      ...more,
      ...{ uuid: notebookId, notebook, known: this.known, folders: {}, notes: {} },
      options: { withPictures: true, deleteRemoved: false, putBack: false, ...options },
    }
    this.asked = []
    for (;;) {
      const step = planNotebook(structuredClone(task))
      if ('plan' in step) return this.#carryOut(step.plan)
      const paths = 'list' in step ? step.list : step.read
      // It would ask for ever.
      if (paths.length === 0 || this.asked.length > 200) throw new Error(`asked: ${this.asked.join()}`)
      for (const path of paths) {
        this.asked.push('list' in step ? `list ${path}` : `read ${path}`)
        if ('list' in step) task.folders[path] = this.#entriesOf(path)
        else task.notes[path] = this.files.get(path) ?? null
      }
    }
  }

  #entriesOf(folder: string) {
    const start = folder === '' ? '' : `${folder}/`
    const below = [...this.files].filter(([path]) => path.startsWith(start))
    if (below.length === 0 && folder !== '') return null
    const names = below.map(([path, text]) => {
      const [name = '', ...rest] = path.slice(start.length).split('/')
      return { name, isFolder: rest.length > 0, size: rest.length > 0 ? null : new TextEncoder().encode(text).length }
    })
    return [...new Map(names.map((entry) => [entry.name, entry])).values()]
  }

  #carryOut(plan: NotebookPlan): NotebookPlan {
    for (const { from, to } of plan.moves) this.rename(from, to)
    for (const { path, text } of plan.notes) this.files.set(path, text)
    for (const { path, sha256 } of plan.assets) this.files.set(path, `${sha256}`)
    for (const path of plan.deletes) this.files.delete(path)
    this.known = plan.known
    return plan
  }

  rename(from: string, to: string): void {
    const text = this.files.get(from)
    if (text === undefined) throw new Error(`no ${from}`)
    this.files.delete(from)
    this.files.set(to, text)
  }

  edit(path: string, change: (text: string) => string): void {
    this.files.set(path, change(this.files.get(path) ?? ''))
  }
}

/** Written as a whole, with this notebook alone. */
function wholeVault(notebook: NotebookContent) {
  const library = { notebooks: [vaultNotebookOf(notebook)], isWhole: true }
  const files = { notes: new Map(), others: [], state: noState }
  const options = { per: 'notebook', withPictures: true, deleteRemoved: false, putBack: new Set<string>() } as const
  return planVault(library, files, options)
}

it('writes what a vault that is written as a whole has', () => {
  const vault = new Vault()
  const notebook = content({
    pages: [page(1, 'Ferry'), pictured('a')].map((each, at) => ({ ...each, page_uuid: id(at) })),
  })
  vault.deliver(notebook)
  const whole = wholeVault(notebook)
  expect(vault.files.get('Work/Journal.md')).toBe(whole.notes.get('Work/Journal.md'))
  expect([...vault.files.keys()]).toEqual([...whole.notes.keys(), ...whole.assets.map(({ path }) => path)])
})

it('reads one file and writes it when a text changes', () => {
  const vault = new Vault()
  vault.deliver(content())
  vault.deliver(content({ pages: [page(1, 'Ferry at ten')] }))
  expect(vault.asked).toEqual(['read Work/Journal.md'])
  expect(vault.files.get('Work/Journal.md')).toContain('Ferry at ten')
})

it('says in a line what has changed', () => {
  const vault = new Vault()
  expect(vault.deliver(content({ pages: [page(1, 'Ferry'), page(2, 'Two')] })).message).toBe('Journal: pages 1-2')
  expect(vault.deliver(content({ pages: [page(1, 'Ferry'), page(2, 'Second')] })).message).toBe('Journal: page 2')
  expect(vault.deliver(null).message).toBe('Journal: no longer updated')
})

it('writes nothing when nothing has changed', () => {
  const vault = new Vault()
  vault.deliver(content())
  expect(vault.deliver(content())).toMatchObject({ moves: [], notes: [], assets: [], deletes: [], kept: 0 })
})

it('keeps what a person writes around and between the markers, and puts its own back when asked to', () => {
  const vault = new Vault()
  vault.deliver(content())
  vault.edit('Work/Journal.md', (text) => `${text.replace('Ferry at nine', 'Ferry at noon')}\nMine\n`)
  expect(vault.deliver(content({ pages: [page(1, 'Ferry at ten')] })).kept).toBe(1)
  expect(vault.files.get('Work/Journal.md')).toMatch(/Ferry at noon[\s\S]*Mine\n$/)
  expect(vault.deliver(content({ pages: [page(1, 'Ferry at ten')] }), { putBack: true }).kept).toBe(0)
  expect(vault.files.get('Work/Journal.md')).toMatch(/Ferry at ten[\s\S]*Mine\n$/)
})

it('renames and moves the note with its notebook', () => {
  const vault = new Vault()
  vault.deliver(content())
  vault.deliver(content({ visible_name: 'Diary', folders: ['Home', 'Books'] }))
  expect([...vault.files.keys()]).toEqual(['Home/Books/Diary.md'])
})

const inFolder = (vault: Vault, folder: string | undefined, more: Partial<NotebookContent> = {}) =>
  vault.deliver(content(more), {}, folder === undefined ? {} : { folder })

it('moves the note to a folder that a rule chose and back, with what a person wrote, and says its place on the tablet', () => {
  const vault = new Vault()
  inFolder(vault, undefined)
  vault.edit('Work/Journal.md', (text) => `${text.replace('Ferry at nine', 'Ferry at noon')}\nMine\n`)
  const whole = vault.files.get('Work/Journal.md') ?? ''
  for (const [folder, path] of [
    ['Money/Invoices', 'Money/Invoices/Journal.md'],
    ['Trips', 'Trips/Journal.md'],
    [undefined, 'Work/Journal.md'],
  ] as const) {
    const before = [...vault.files.keys()]
    expect(inFolder(vault, folder).moves).toEqual([{ from: before[0], to: path }])
    expect([...vault.files.keys()]).toEqual([path])
    // Only what the markers say of its place differs.
    const withoutPlace = (text: string | undefined) => text?.replace(/(?:place|sum)=\S+/g, '')
    expect(withoutPlace(vault.files.get(path))).toBe(withoutPlace(whole))
    expect(vault.files.get(path)).toContain('\npath: "Work/Journal"\n')
    expect(inFolder(vault, folder)).toMatchObject({ moves: [], notes: [], assets: [], deletes: [] })
  }
})

it('leaves a note where a person moved it, whatever folder a rule chooses', () => {
  const vault = new Vault()
  inFolder(vault, 'Money')
  vault.rename('Money/Journal.md', 'Mine/Journal.md')
  expect(inFolder(vault, 'Trips').moves).toEqual([])
  expect([...vault.files.keys()]).toEqual(['Mine/Journal.md'])
})

it("takes no name of a person's file in the folder of a rule, and keeps the spelling of folders", () => {
  const vault = new Vault()
  vault.files.set('money/journal.md', 'mine')
  inFolder(vault, undefined)
  inFolder(vault, 'Money')
  expect([...vault.files.keys()]).toEqual(['money/journal.md', 'money/Journal (2).md'])
  expect(vault.files.get('money/journal.md')).toBe('mine')
})

it('moves the notes of all pages, and leaves their pictures where they are', () => {
  const vault = new Vault()
  const pages = [pictured('a'), page(2, 'Two')]
  const assets = [`rmirror-files/${notebookId}/${id(101)}.png`]
  inFolder(vault, undefined, { by_page: true, pages })
  inFolder(vault, 'Money', { by_page: true, pages })
  const notes = ['Money/Journal/Journal 001.md', 'Money/Journal/Journal 002.md']
  expect([...vault.files.keys()].toSorted()).toEqual([...notes, ...assets])
})

it('finds a note that a person moved, by its name, and one that they renamed, by its size', () => {
  const vault = new Vault()
  vault.deliver(content())
  for (const place of ['Archive/2026/Journal.md', 'Archive/2026/Trip.md']) {
    vault.rename(Object.values(vault.known.notes)[0] ?? '', place)
    vault.deliver(content({ pages: [page(1, `Ferry to ${place}`)] }))
    expect([...vault.files.keys()]).toEqual([place])
    expect(vault.files.get(place)).toContain(`Ferry to ${place}`)
  }
})

it('finds a note that a person moved, renamed and edited, among files of nearly its size', () => {
  const vault = new Vault()
  vault.deliver(content())
  for (let own = 0; own < 30; own++) vault.files.set(`Own/${own}.md`, 'mine '.repeat(10 * own))
  vault.rename('Work/Journal.md', 'Archive/2026/Trip.md')
  vault.edit('Archive/2026/Trip.md', (text) => `${text}Mine\n`)
  vault.deliver(content({ pages: [page(1, 'Ferry at ten')] }))
  expect([...vault.files.keys()].filter((path) => !path.startsWith('Own/'))).toEqual(['Archive/2026/Trip.md'])
  expect(vault.files.get('Archive/2026/Trip.md')).toMatch(/Ferry at ten[\s\S]*Mine\n$/)
})

it('reads at most a hundred files for a note that a person deleted', () => {
  const vault = new Vault()
  vault.deliver(content())
  for (let own = 0; own < 150; own++) vault.files.set(`Own/${own}.md`, 'mine '.repeat(own))
  vault.files.delete('Work/Journal.md')
  vault.deliver(content())
  expect(vault.asked.filter((asked) => asked.startsWith('read')).length).toBeLessThanOrEqual(101)
  expect(vault.files.get('Work/Journal.md')).toContain('Ferry at nine')
})

it('marks the note of a notebook that is gone where a person moved it, and no other that it read on the way', () => {
  const vault = new Vault()
  vault.deliver(content())
  const other = wholeVault(content({ notebook_uuid: id(2) })).notes.get('Work/Journal.md') ?? ''
  vault.files.set('Other/Journal.md', other)
  vault.rename('Work/Journal.md', 'Archive/Journal.md')
  vault.deliver(null)
  expect(vault.files.get('Archive/Journal.md')).toContain('rMirror no longer updates this note')
  expect(vault.files.get('Other/Journal.md')).toBe(other)
  expect(Object.keys(vault.known.notes)).toEqual([notebookId])
})

it('takes a new name that differs by case alone in two moves, because some servers ignore case', () => {
  const vault = new Vault()
  vault.deliver(content())
  const { moves } = vault.deliver(content({ visible_name: 'JOURNAL' }))
  const aside = 'Work/JOURNAL.rmirror-moving.md'
  expect(moves).toEqual([
    { from: 'Work/Journal.md', to: aside },
    { from: aside, to: 'Work/JOURNAL.md' },
  ])
  expect([...vault.files.keys()]).toEqual(['Work/JOURNAL.md'])
  vault.rename('Work/JOURNAL.md', aside)
  vault.deliver(content({ visible_name: 'JOURNAL' }))
  expect([...vault.files.keys()]).toEqual(['Work/JOURNAL.md'])
})

it('takes no file of a person on the way to a name that differs by case alone', () => {
  const vault = new Vault()
  vault.deliver(content())
  const taken = 'Work/JOURNAL.rmirror-moving.md'
  vault.files.set(taken, 'mine')
  vault.deliver(content({ visible_name: 'JOURNAL' }))
  expect([...vault.files.keys()].toSorted()).toEqual(['Work/JOURNAL.md', taken])
  expect(vault.files.get(taken)).toBe('mine')
})

describe('two pages that change places', () => {
  const [one, two] = [page(1, 'One'), page(2, 'Two')]
  const before = content({ by_page: true, pages: [one, two] })
  const after = content({ by_page: true, pages: [two, one].map((each, at) => ({ ...each, page_number: at + 1 })) })

  /** A vault after some of the moves. Where files can't be moved, each is copied first; `copied`: the next one is. */
  function interrupted(made: number, copied: boolean): Vault {
    const [whole, vault] = [new Vault(), new Vault()]
    for (const each of [whole, vault]) each.deliver(before)
    const { moves } = whole.deliver(after)
    expect(moves).toHaveLength(3)
    for (const { from, to } of moves.slice(0, made)) vault.rename(from, to)
    const { from = '', to = '' } = moves[made] ?? {}
    if (copied) vault.files.set(to, vault.files.get(from) ?? '')
    return vault
  }

  it.each([
    [1, false],
    [2, false],
    [0, true],
    [1, true],
    [2, true],
  ])(
    'have their notes once after a delivery that ended behind %i moves (in the middle of the next: %s)',
    (...ended) => {
      const vault = interrupted(...ended)
      expect(vault.deliver(after).kept).toBe(0)
      const [first, second] = ['001', '002'].map((at) => `Work/Journal/Journal ${at}.md`)
      expect([...vault.files.keys()].toSorted()).toEqual([first, second])
      expect(vault.files.get(`${first}`)).toContain('\nTwo\n')
      expect(vault.files.get(`${second}`)).toContain('\nOne\n')
      expect(vault.deliver(after)).toMatchObject({ moves: [], notes: [], deletes: [] })
    },
  )
})

it('leaves the note of another notebook alone that a person put in the place of a note, and finds that one', () => {
  const vault = new Vault()
  vault.deliver(content())
  const other = wholeVault(content({ notebook_uuid: id(2), visible_name: 'Other' })).notes.get('Work/Other.md') ?? ''
  vault.rename('Work/Journal.md', 'Archive/Mine.md')
  vault.files.set('Work/Journal.md', other)
  vault.deliver(content({ pages: [page(1, 'Ferry at ten')] }))
  expect(vault.files.get('Archive/Mine.md')).toContain('Ferry at ten')
  vault.deliver(null)
  expect(vault.files.get('Archive/Mine.md')).toContain('rMirror no longer updates this note')
  expect(vault.files.get('Work/Journal.md')).toBe(other)
})

it('ends a move whose copy was made, and takes no copy of a person for one', () => {
  const vault = new Vault()
  vault.deliver(content())
  const text = vault.files.get('Work/Journal.md') ?? ''
  vault.files.set('Work/Diary.md', text)
  vault.files.set('Work/Diary (conflicted copy).md', text)
  expect(vault.deliver(content({ visible_name: 'Diary' })).moves).toEqual([
    { from: 'Work/Journal.md', to: 'Work/Diary.md' },
  ])
  expect([...vault.files.keys()].toSorted()).toEqual(['Work/Diary (conflicted copy).md', 'Work/Diary.md'])
  expect(vault.files.get('Work/Diary (conflicted copy).md')).toBe(text)
})

it('writes a note again that a person deleted', () => {
  const vault = new Vault()
  vault.files.set('Work/Other.md', 'other')
  vault.deliver(content())
  vault.files.delete('Work/Journal.md')
  vault.deliver(content())
  expect([...vault.files.keys()].toSorted()).toEqual(['Work/Journal.md', 'Work/Other.md'])
})

it('takes over a note of which nothing is known any more, and makes none twice', () => {
  const vault = new Vault()
  vault.deliver(content())
  vault.known = { notes: {}, assets: {}, sizes: {} }
  vault.deliver(content({ pages: [page(1, 'Ferry at ten')] }))
  expect([...vault.files.keys()]).toEqual(['Work/Journal.md'])
})

it.each([false, true])(
  'takes a note over that comes back from the trash under another name (per page: %s)',
  (by_page) => {
    const vault = new Vault()
    const pages = [pictured('a'), page(2, 'Two')]
    vault.deliver(content({ by_page, pages }))
    vault.deliver(null)
    vault.known = { notes: {}, assets: {}, sizes: {} }
    for (let own = 0; own < 30; own++) vault.files.set(`Own/${own}.md`, 'mine '.repeat(10 * own))
    const others = vault.files.size - (by_page ? 2 : 1)
    vault.deliver(content({ by_page, pages, visible_name: 'Diary', folders: ['Home'] }))
    const notes = [...vault.files.keys()].filter((path) => !/^(Own|rmirror-files)\//.test(path))
    expect(notes.toSorted()).toEqual(
      by_page ? ['Home/Diary/Diary 001.md', 'Home/Diary/Diary 002.md'] : ['Home/Diary.md'],
    )
    expect(vault.files.size).toBe(others + notes.length)
    expect([...vault.files.values()].join()).not.toContain('rMirror no longer updates this note')
  },
)

it('looks for no former note where a notebook is new', () => {
  const vault = new Vault()
  for (let own = 0; own < 30; own++) vault.files.set(`Own/${own}.md`, 'mine')
  vault.deliver(content({ pages: [pictured('a')] }))
  expect(vault.asked).toEqual(['list ', `list rmirror-files/${notebookId}`])
})

it("takes no name of a person's file, also if only case differs, and keeps the spelling of folders", () => {
  const vault = new Vault()
  vault.files.set('work/journal.MD', 'mine')
  vault.deliver(content())
  expect([...vault.files.keys()]).toEqual(['work/journal.MD', 'work/Journal (2).md'])
  expect(vault.files.get('work/journal.MD')).toBe('mine')
})

it('has a note for each page, and changes to one for the notebook', () => {
  const vault = new Vault()
  const pages = [page(1, 'One'), page(2, 'Two')]
  vault.deliver(content({ by_page: true, pages }))
  expect([...vault.files.keys()]).toEqual(['Work/Journal/Journal 001.md', 'Work/Journal/Journal 002.md'])
  vault.deliver(content({ pages }), { deleteRemoved: true })
  expect([...vault.files.keys()]).toEqual(['Work/Journal.md'])
})

it('knows where each page is after one was put before the others', () => {
  const vault = new Vault()
  const [one, two, three] = [page(1, 'One'), page(2, 'Two'), page(3, 'Three')]
  vault.deliver(content({ by_page: true, pages: [one, two] }))
  const inOrder = [three, one, two].map((each, at) => ({ ...each, page_number: at + 1 }))
  vault.deliver(content({ by_page: true, pages: inOrder }))
  const [first = '', second = '', third = ''] = ['001', '002', '003'].map((at) => `Work/Journal/Journal ${at}.md`)
  expect(vault.known.notes).toEqual({
    [`${notebookId}/${three.page_uuid}`]: first,
    [`${notebookId}/${one.page_uuid}`]: second,
    [`${notebookId}/${two.page_uuid}`]: third,
  })
})

it('writes pictures that changed, and removes those that are no longer shown', () => {
  const vault = new Vault()
  const path = `rmirror-files/${notebookId}/${id(101)}.png`
  vault.deliver(content({ pages: [pictured('a')] }))
  expect(vault.files.get(path)).toBe('of a')
  expect(vault.deliver(content({ pages: [pictured('a')] })).assets).toEqual([])
  expect(vault.deliver(content({ pages: [pictured('b')] })).assets).toMatchObject([{ path, sha256: 'of b' }])
  vault.deliver(content({ pages: [pictured('b')] }), { withPictures: false })
  expect([...vault.files.keys()]).toEqual(['Work/Journal.md'])
})

it('writes a picture that is stored after its page was delivered with the one before', () => {
  const vault = new Vault()
  const path = `rmirror-files/${notebookId}/${id(101)}.png`
  const display = { display_hash: 'l1:b', display_image: { sha256: 'of page a' } }
  vault.deliver(content({ pages: [pictured('a', display)] }))
  expect(vault.files.get(path)).toBe('of a')
  vault.deliver(content({ pages: [pictured('b', display)] }))
  expect(vault.files.get(path)).toBe('of b')
  vault.deliver(content({ pages: [pictured('b', { ...display, is_display_current: true })] }))
  expect(vault.files.get(path)).toBe('of page a')
  const other = { display_hash: 'l1:c', display_image: { sha256: 'of page b' } }
  vault.deliver(content({ pages: [pictured('b', { ...other, is_display_current: true })] }))
  expect(vault.files.get(path)).toBe('of page b')
})

it('marks or deletes the note of a notebook that is gone', () => {
  const vault = new Vault()
  vault.deliver(content({ pages: [pictured('a')] }))
  vault.deliver(null)
  expect(vault.files.get('Work/Journal.md')).toContain('rMirror no longer updates this note')
  vault.deliver(null, { deleteRemoved: true })
  expect([...vault.files.keys()]).toEqual([])
})

it('never deletes a note into which a person wrote', () => {
  const vault = new Vault()
  vault.deliver(content())
  vault.edit('Work/Journal.md', (text) => `${text}Mine`)
  vault.deliver(null, { deleteRemoved: true })
  expect(vault.files.get('Work/Journal.md')).toMatch(/no longer updates[\s\S]*Mine$/)
})

it('makes a note with damaged markers no second time, and says that something was kept', () => {
  const vault = new Vault()
  vault.deliver(content())
  vault.edit('Work/Journal.md', (text) => text.replace('<!-- rmirror:end', '<!-- rmirror:fin'))
  const before = vault.files.get('Work/Journal.md')
  expect(vault.deliver(content({ pages: [page(1, 'Ferry at ten')] })).kept).toBe(1)
  expect([...vault.files]).toEqual([['Work/Journal.md', before]])
})

// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
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

const pictured = (ink_hash: string) =>
  page(1, 'Ferry', { ink_hash, images: [{ sha256: `of ${ink_hash}` }], display_image: null, display_hash: null })

/** A vault that answers what it is asked for, and does what is planned. */
class Vault {
  readonly files = new Map<string, string>()
  known: NotebookTask['known'] = { notes: {}, assets: {}, sizes: {} }
  asked: string[] = []

  deliver(notebook: NotebookContent | null, options: Partial<NotebookTask['options']> = {}): NotebookPlan {
    const task: NotebookTask = {
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

it('writes what a vault that is written as a whole has', () => {
  const vault = new Vault()
  const notebook = content({
    pages: [page(1, 'Ferry'), pictured('a')].map((each, at) => ({ ...each, page_uuid: id(at) })),
  })
  vault.deliver(notebook)
  const library = { notebooks: [vaultNotebookOf(notebook)], isWhole: true }
  const files = { notes: new Map(), others: [], state: noState }
  const whole = planVault(library, files, {
    per: 'notebook',
    withPictures: true,
    deleteRemoved: false,
    putBack: new Set(),
  })
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

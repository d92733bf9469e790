// SPDX-License-Identifier: AGPL-3.0-or-later
// A person edits notes behind a network at random, a tablet its library, and each notebook is delivered by itself, at
// times not to its end. `make chaos` does the same with a server (tests/contract/targets/webdav-chaos.test.ts).
import { expect, test } from 'vitest'
import { Random } from '../../../../tests/generator/prng.ts'
import { countOf, type EditedVault, theirsIn } from '../../../../tests/world/vault-person.ts'
import { isAbout, remoteEdits } from '../../../../tests/world/vault-remote-edits.ts'
import { phraseOf } from '../../../../tests/world/vault-tablet.ts'
import { collisionKey } from '../../library/index.ts'
import type { NotePer, VaultNotebook, VaultPage } from '../index.ts'
import type { NotebookContent, PageContent } from './content.ts'
import { type KnownNotes, type NotebookPlan, type NotebookTask, planNotebook } from './plan-notebook.ts'

const edits = 200

/** A server's habits. */
interface Habits {
  per: NotePer
  ignoresCase: boolean
  moves: boolean
}

class Cut extends Error {}

/** Files on a server, and what the records of deliveries know of them. */
class RemoteVault implements EditedVault {
  readonly files = new Map<string, string>()
  readonly #habits: Habits
  readonly #known = new Map<string, KnownNotes>()
  readonly #delivered = new Map<string, string>()
  /** Changes until the delivery is cut off. */
  changesLeft = Number.POSITIVE_INFINITY

  constructor(habits: Habits) {
    this.#habits = habits
  }

  paths(): string[] {
    return [...this.files.keys()]
  }

  text(path: string): string {
    return this.files.get(this.#spelled(path)) ?? ''
  }

  write(path: string, text: string): void {
    this.files.set(this.#spelled(path), text)
  }

  rename(from: string, to: string): void {
    const text = this.text(from)
    this.files.delete(this.#spelled(from))
    this.write(to, text)
  }

  /** What isn't as it was delivered last. */
  deliver(notebooks: VaultNotebook[]): void {
    for (const notebook of notebooks) {
      const { uuid, isTrashed } = notebook
      const content = isTrashed ? null : contentOf(notebook, this.#habits.per)
      const now = JSON.stringify(content)
      if ((this.#delivered.get(uuid) ?? 'null') === now) continue
      this.#deliver(uuid, content)
      this.#delivered.set(uuid, now)
    }
  }

  #deliver(uuid: string, notebook: NotebookContent | null): void {
    const known = this.#known.get(uuid) ?? { notes: {}, assets: {}, sizes: {} }
    for (let plans = 0; plans < 4; plans++) {
      const plan = this.#plan({
        ...{ uuid, notebook, known, folders: {}, notes: {} },
        options: { withPictures: true, deleteRemoved: false, putBack: false },
      })
      if (!this.#carryOut(plan)) continue
      if (notebook) this.#known.set(uuid, plan.known)
      else this.#known.delete(uuid)
      return
    }
    throw new Error('It is never done')
  }

  #plan(task: NotebookTask): NotebookPlan {
    for (let steps = 0; steps < 100; steps++) {
      const step = planNotebook(structuredClone(task))
      if ('plan' in step) return step.plan
      if ('list' in step) for (const path of step.list) task.folders[path] = this.#list(path)
      else for (const path of step.read) task.notes[path] = this.files.get(this.#spelled(path)) ?? null
    }
    throw new Error('It asks for ever')
  }

  #list(folder: string) {
    const start = folder === '' ? '' : `${this.#spelled(`${folder}/x`).slice(0, -1)}`
    const below = [...this.files].filter(([path]) => path.startsWith(start))
    if (below.length === 0 && folder !== '') return null
    const names = below.map(([path, text]) => {
      const [name = '', ...rest] = path.slice(start.length).split('/')
      return { name, isFolder: rest.length > 0, size: rest.length > 0 ? null : new TextEncoder().encode(text).length }
    })
    return [...new Map(names.map((entry) => [entry.name, entry])).values()]
  }

  /** False: something is in the way. As carry_out() of the server. */
  #carryOut({ moves, notes, deletes }: NotebookPlan): boolean {
    for (const { from, to } of moves) if (!this.#move(from, to)) return false
    for (const { path, text } of notes) this.#change(() => this.write(path, text))
    for (const path of deletes) this.#change(() => this.files.delete(this.#spelled(path)))
    return true
  }

  #move(from: string, to: string): boolean {
    const text = this.text(from)
    const isTaken = this.files.has(this.#spelled(to))
    if (isTaken && (this.#spelled(to) === this.#spelled(from) || this.text(to) !== text)) return false
    if (this.#habits.moves && !isTaken) this.#change(() => this.rename(from, to))
    else {
      if (!isTaken) this.#change(() => this.write(to, text))
      this.#change(() => this.files.delete(this.#spelled(from)))
    }
    return true
  }

  #change(change: () => void): void {
    if (this.changesLeft === 0) throw new Cut()
    this.changesLeft -= 1
    change()
  }

  /** As what is there is called already. */
  #spelled(path: string): string {
    if (!this.#habits.ignoresCase) return path
    return path.split('/').reduce((above, name) => {
      const start = above === '' ? '' : `${above}/`
      const below = this.paths().flatMap((other) => (other.startsWith(start) ? [other.slice(start.length)] : []))
      const there = below.map((rest) => rest.split('/')[0] ?? '')
      return `${start}${there.find((other) => collisionKey(other) === collisionKey(name)) ?? name}`
    }, '')
  }
}

function contentOf({ uuid, name, folders, tags, pages }: VaultNotebook, per: NotePer): NotebookContent {
  return {
    ...{ notebook_uuid: uuid, visible_name: name, document_type: 'notebook', folders, tags, last_modified: null },
    by_page: per === 'page',
    pages: pages.map(pageContentOf),
  }
}

const pageContentOf = ({ uuid, number, tags, text, typed, highlights, waits }: VaultPage): PageContent => ({
  ...{ page_uuid: uuid, page_number: number, tags, waits, ocr_text: null, document: null, todos: [] },
  ...{ typed_text: text + typed, typed_markdown: text + typed },
  highlights: highlights.map(({ text, note }) => ({
    original_text: text,
    corrected_text: null,
    repaired_text: null,
    note,
  })),
})

function run(seed: number, habits: Habits): void {
  const random = new Random(seed)
  const vault = new RemoteVault(habits)
  const { tablet, person, delivered } = remoteEdits(vault, random, habits.per)
  for (let edit = 0; edit < edits; edit++) {
    const where = `seed ${seed}, edit ${edit}`
    if (random.chance(0.5)) tablet.change()
    else person.edit()
    if (random.chance(0.3)) continue
    const before = [...vault.files.values()]
    const theirs = theirsIn(before)
    deliver(vault, structuredClone(tablet.notebooks), random)
    delivered()
    const after = [...vault.files.values()]
    expect(
      [...theirs].filter((words) => countOf(words, after) === 0),
      `lost, ${where}`,
    ).toEqual([])
    const doubled = tablet.notebooks.flatMap(({ uuid, pages }) => {
      const [then, now] = [before, after].map((texts) => texts.filter((text) => isAbout(text, uuid)))
      const isDoubled = (words: string) => countOf(words, now ?? []) > Math.max(1, countOf(words, then ?? []))
      return pages.map(phraseOf).filter(isDoubled)
    })
    expect(doubled, `twice, ${where}`).toEqual([])
  }
}

/** To its end; at times after it was cut off. */
function deliver(vault: RemoteVault, notebooks: VaultNotebook[], random: Random): void {
  if (random.chance(0.3)) {
    vault.changesLeft = random.integer(4)
    try {
      vault.deliver(notebooks)
    } catch (error) {
      if (!(error instanceof Cut)) throw error
    }
    vault.changesLeft = Number.POSITIVE_INFINITY
  }
  vault.deliver(notebooks)
}

const servers: [name: string, habits: Habits][] = [
  ['moves files', { per: 'notebook', ignoresCase: false, moves: true }],
  ['moves none', { per: 'notebook', ignoresCase: false, moves: false }],
  ['ignores case', { per: 'notebook', ignoresCase: true, moves: true }],
  ['has a note for each page', { per: 'page', ignoresCase: false, moves: true }],
  ['has a note for each page and ignores case', { per: 'page', ignoresCase: true, moves: true }],
  ['has a note for each page, ignores case and moves none', { per: 'page', ignoresCase: true, moves: false }],
]
const seeds = process.env.TEST_SEED ? [Number(process.env.TEST_SEED)] : [1, 2, 25]

test.each(servers.flatMap(([name, habits]) => seeds.map((seed) => [name, seed, habits] as const)))(
  'a server that %s loses no word of a person, and has nothing twice, TEST_SEED=%i',
  (_, seed, habits) => run(seed, habits),
)

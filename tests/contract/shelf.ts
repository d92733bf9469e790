// SPDX-License-Identifier: AGPL-3.0-or-later
// A library of typed notes that people edit, as a device sends it, and as files in a vault.
import type { Random } from '../generator/prng.ts'
import { uuid } from './library.ts'

export interface Note {
  name: string
  folder: number | null
  pages: { id: number; typed: string }[]
  isTrashed: boolean
}

export const note = (name: string, typed: string[], first: number, folder: number | null = null): Note => ({
  name,
  folder,
  pages: typed.map((text, index) => ({ id: first + index, typed: text })),
  isTrashed: false,
})

export class Shelf {
  /** Names, by their numbers. */
  readonly folders = new Map([
    [90, 'Private'],
    [91, 'Work'],
  ])
  readonly notes = new Map<number, Note>()
  #drawn = 1000

  manifest() {
    const folders = [...this.folders].map(([number, visible_name]) => ({
      notebook_uuid: uuid(number),
      document_type: 'folder',
      visible_name,
    }))
    const notes = [...this.notes].map(([number, { name, folder, pages, isTrashed }]) => ({
      notebook_uuid: uuid(number),
      document_type: 'notebook',
      visible_name: name,
      parent_uuid: folder === null ? null : uuid(folder),
      is_trashed: isTrashed,
      pages: pages.map(({ id, typed }) => ({
        page_uuid: uuid(id),
        has_ink: false,
        typed_text: typed,
        typed_markdown: typed,
      })),
    }))
    return { scope: 'library', notebooks: [...folders, ...notes] }
  }

  /** As Vault.files() has them. */
  files(): Record<string, string[]> {
    const there = [...this.notes].filter(([, { isTrashed }]) => !isTrashed)
    return Object.fromEntries(
      there.map(([number, { name, folder, pages }]) => [
        `${folder === null ? '' : this.folders.get(folder)}/${name} ${uuid(number)}`,
        pages.map(({ typed }) => typed),
      ]),
    )
  }

  /** Something that people do. */
  edit(random: Random): void {
    const word = () => `word ${this.#drawn++}`
    const add = () => {
      const first = this.#drawn
      this.#drawn += 3
      this.notes.set(first, note(word(), [word(), word()], first + 1))
    }
    if (this.notes.size < 3) {
      add()
      return
    }
    const number = random.pick([...this.notes.keys()])
    const chosen = this.notes.get(number) as Note
    const edits: (() => void)[] = [
      add,
      () => this.notes.delete(number),
      () => this.folders.set(random.pick([90, 91]), word()),
      () => Object.assign(chosen, { name: word() }),
      () => Object.assign(chosen, { folder: random.pick([null, 90, 91]) }),
      () => Object.assign(chosen, { isTrashed: !chosen.isTrashed }),
      () => chosen.pages.reverse(),
      () => chosen.pages.pop(),
      () => chosen.pages.splice(random.integer(chosen.pages.length + 1), 0, { id: this.#drawn++, typed: word() }),
      () => {
        for (const page of chosen.pages) if (random.chance(0.5)) page.typed = word()
      },
    ]
    random.pick(edits)()
  }
}

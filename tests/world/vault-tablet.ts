// SPDX-License-Identifier: AGPL-3.0-or-later
// A library that is edited at random, for tests of vaults.
import type { VaultNotebook, VaultPage } from '@rmirror/shared/vault'
import type { Random } from '../generator/prng.ts'
import { vaultNotebook, vaultPage } from './vault.ts'

interface Allowed {
  /** Also restore. */
  mayTrash(notebook: VaultNotebook): boolean
  /** Also rename. */
  mayMove(notebook: VaultNotebook): boolean
}

/** A tablet, each of whose pages says something that no other text says. */
export class Tablet {
  readonly notebooks: VaultNotebook[] = []
  readonly #random: Random
  readonly #allowed: Allowed
  #count = 0

  constructor(random: Random, allowed: Allowed = { mayTrash: () => true, mayMove: () => true }) {
    this.#random = random
    this.#allowed = allowed
    for (let count = 0; count < 3; count++) this.#add()
  }

  change(): void {
    const changes = [
      this.#add,
      this.#write,
      this.#write,
      this.#addPage,
      this.#tear,
      this.#shuffle,
      this.#rename,
      this.#move,
    ]
    this.#random.pick([...changes, this.#tag, this.#trash, this.#break]).call(this)
    for (const { pages } of this.notebooks) for (const [index, page] of pages.entries()) page.number = index + 1
  }

  /** Gives each page another text. */
  rewrite(): void {
    for (const { pages } of this.notebooks) for (const page of pages) this.#say(page)
  }

  /** What the library says, each phrase once. */
  get phrases(): string[] {
    return this.notebooks.flatMap(({ pages }) => pages.map(phraseOf))
  }

  #add(): void {
    if (this.notebooks.length > 6) return
    const notebook = vaultNotebook((++this.#count).toString(16), { name: this.#name() })
    this.notebooks.push(notebook)
    for (let count = this.#random.integer(4); count >= 0; count--) this.#addPage(notebook)
  }

  #addPage(notebook = this.#any()): void {
    const page = vaultPage((++this.#count).toString(16), { pictures: [`look ${this.#count}`] })
    this.#say(page)
    notebook.pages.splice(this.#random.integer(notebook.pages.length + 1), 0, page)
  }

  #write(): void {
    const page = this.#anyPage()
    if (page) this.#say(page)
  }

  /** Text in one of its kinds. */
  #say(page: VaultPage): void {
    const phrase = `ours:${++this.#count}:`
    const kind = this.#random.integer(4)
    page.failure = undefined
    page.waits = kind === 3
    page.text = kind === 0 ? `# Title\n\n- [ ] ${phrase}\n☑ done` : kind === 1 ? `${phrase}\nsecond line` : ''
    page.typed = kind >= 2 ? phrase : ''
    page.highlights = this.#random.chance(0.3) ? [{ text: 'marked', note: '' }] : []
  }

  #tear(): void {
    const { pages } = this.#any()
    pages.splice(this.#random.integer(pages.length), 1)
  }

  #shuffle(): void {
    const notebook = this.#any()
    notebook.pages = this.#random.shuffled(notebook.pages)
  }

  #rename(): void {
    const notebook = this.#any()
    const name = this.#name()
    if (this.#allowed.mayMove(notebook)) notebook.name = name
  }

  #move(): void {
    const notebook = this.#any()
    const folders = this.#random.pick([[], ['Work'], ['work', 'Idea'], ['Idea']])
    if (this.#allowed.mayMove(notebook)) notebook.folders = folders
  }

  #tag(): void {
    const tags = this.#random.shuffled(['one', 'two words', 'three']).slice(this.#random.integer(3))
    this.#any().tags = tags
    const page = this.#anyPage()
    if (page) page.tags = this.#random.shuffled(tags)
  }

  #trash(): void {
    const notebook = this.#any()
    if (this.#allowed.mayTrash(notebook)) notebook.isTrashed = !notebook.isTrashed
  }

  #break(): void {
    const page = this.#anyPage()
    if (page) page.failure = 'The file is damaged'
  }

  /** Few, so that several notebooks have one name or nearly one. */
  #name(): string {
    return this.#random.pick(['Idea', 'idea', 'Ide\u0301e', 'Idée', 'CON', 'a/b', 'Plan [1]', '', 'Idea (2)'])
  }

  #any(): VaultNotebook {
    return this.#random.pick(this.notebooks)
  }

  #anyPage(): VaultPage | undefined {
    const { pages } = this.#any()
    return pages.length > 0 ? this.#random.pick(pages) : undefined
  }
}

export const phraseOf = ({ text, typed }: VaultPage) => /ours:\d+:/.exec(text + typed)?.[0] ?? ''

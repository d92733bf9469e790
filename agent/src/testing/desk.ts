// SPDX-License-Identifier: AGPL-3.0-or-later
// A library in a folder that is edited at random, as a tablet's app writes it.
import { rmSync } from 'node:fs'
import { type NotebookFiles, notebookFiles, someDay } from '../../../tests/generator/document.ts'
import { fineliner, wave } from '../../../tests/generator/ink.ts'
import { Random } from '../../../tests/generator/prng.ts'
import { onePage } from '../../../tests/generator/scene.ts'
import { at, write } from './program.ts'

/** Different for each seed, wherever its file is cut. */
function drawn(seed: number) {
  const random = new Random(seed)
  const stroke = () =>
    wave({ x: random.between(-600, 0), y: random.between(100, 1700) }, 20 + random.integer(200), fineliner)
  return onePage(Array.from({ length: 8 }, stroke))
}

interface DeskPage {
  uuid: string
  /** Determines what is drawn on it. */
  seed: number
  /** How often it was written. */
  inks: number
}

interface DeskNotebook {
  uuid: string
  name: string
  isTrashed: boolean
  pages: DeskPage[]
  lastModified: number
  /** UUID of the page whose file is cut short until the next edit. */
  half?: string
}

export class Desk {
  readonly notebooks: DeskNotebook[] = []
  readonly #random: Random
  readonly #folder: string
  #seed = 0
  #clock = someDay

  constructor(random: Random, folder: string) {
    this.#random = random
    this.#folder = folder
  }

  /** One edit, or a few. */
  edit(): void {
    this.finish()
    const edits = [
      this.#add,
      this.#write,
      this.#write,
      this.#grow,
      this.#tear,
      this.#rename,
      this.#trash,
      this.#shuffle,
    ]
    for (let count = 1 + this.#random.integer(3); count > 0; count--) this.#random.pick(edits).call(this)
    if (this.notebooks.length > 4 && this.#random.chance(0.3)) this.#remove()
    if (this.#random.chance(0.3)) this.#cut()
  }

  /** Completes what is half written. */
  finish(): void {
    for (const notebook of this.notebooks)
      if (notebook.half !== undefined) {
        delete notebook.half
        this.#lay(notebook)
      }
  }

  #add(): void {
    const uuid = this.#random.uuid()
    const notebook = { uuid, name: `Notebook ${++this.#seed}`, isTrashed: false, pages: [], lastModified: 0 }
    this.notebooks.push(notebook)
    for (let count = 1 + this.#random.integer(4); count > 0; count--) this.#addPage(notebook)
    this.#lay(notebook)
  }

  #addPage({ pages }: DeskNotebook): void {
    pages.splice(this.#random.integer(pages.length + 1), 0, { uuid: this.#random.uuid(), seed: ++this.#seed, inks: 1 })
  }

  #write(): void {
    this.#change((notebook) => {
      const page = this.#random.pick(notebook.pages)
      page.seed = ++this.#seed
      page.inks++
    })
  }

  #grow(): void {
    this.#change((notebook) => this.#addPage(notebook))
  }

  #tear(): void {
    this.#change(({ uuid, pages }) => {
      if (pages.length < 2) return
      const [page] = pages.splice(this.#random.integer(pages.length), 1)
      rmSync(at(this.#folder, uuid, `${page?.uuid}.rm`))
    })
  }

  #rename(): void {
    this.#change((notebook) => {
      notebook.name = `Notebook ${++this.#seed}`
    })
  }

  #trash(): void {
    this.#change((notebook) => {
      notebook.isTrashed = !notebook.isTrashed
    })
  }

  #shuffle(): void {
    this.#change(({ pages }) => {
      pages.reverse()
    })
  }

  #remove(): void {
    const [{ uuid } = { uuid: '' }] = this.notebooks.splice(this.#random.integer(this.notebooks.length), 1)
    for (const name of [uuid, `${uuid}.content`, `${uuid}.metadata`])
      rmSync(at(this.#folder, name), { recursive: true })
  }

  #cut(): void {
    const notebook = this.#random.pick(this.notebooks)
    const { uuid, pages } = notebook
    const page = this.#random.pick(pages)
    notebook.half = page.uuid
    const whole = this.#filesOf(notebook).find(({ path }) => path.includes(page.uuid))
    if (whole)
      write(
        `${this.#folder}/${uuid}/${page.uuid}.rm`,
        whole.bytes.subarray(0, whole.bytes.length - 1 - this.#random.integer(100)),
      )
  }

  #change(change: (notebook: DeskNotebook) => void): void {
    if (this.notebooks.length === 0) this.#add()
    const notebook = this.#random.pick(this.notebooks)
    change(notebook)
    this.#lay(notebook)
  }

  #lay(notebook: DeskNotebook): void {
    notebook.lastModified = this.#clock += 1000
    for (const { path, bytes } of this.#filesOf(notebook)) write(`${this.#folder}/${path}`, bytes)
  }

  #filesOf({ uuid, name, isTrashed, pages, lastModified }: DeskNotebook) {
    const files: NotebookFiles = {
      ...{ uuid, name, lastModified },
      ...(isTrashed && { parent: 'trash' }),
      pages: pages.map((page) => ({
        uuid: page.uuid,
        scene: drawn(page.seed),
      })),
    }
    return notebookFiles(files)
  }
}

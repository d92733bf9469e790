// SPDX-License-Identifier: AGPL-3.0-or-later
// A person edits, moves and copies notes at random between syncs: the plugin leaves the same files as any other way to
// a vault, and every word of the person.
import { planVault, readState, type VaultNotebook } from '@rmirror/shared/vault'
import { expect, test } from 'vitest'
import { Random } from '../../../tests/generator/prng.ts'
import { testSeed } from '../../../tests/world/seed.ts'
import { MemoryVault, vaultNotebook, vaultPage } from '../../../tests/world/vault.ts'
import { Disk } from './testing/disk.ts'
import { StrictFileManager, StrictVault } from './testing/vault.ts'
import { VaultFolder } from './vault-folder.ts'

const edits = 200

class World {
  readonly disk: Disk
  readonly vault: StrictVault
  readonly notebooks: VaultNotebook[] = []
  readonly #folder: VaultFolder
  readonly #random: Random
  #words = 0

  constructor(random: Random) {
    this.#random = random
    this.disk = new Disk({ isCaseSensitive: random.chance(0.5) })
    this.vault = new StrictVault(this.disk)
    const app = { vault: this.vault, fileManager: new StrictFileManager(this.vault) }
    this.#folder = new VaultFolder(app as never, () => '')
  }

  /** What the tablet does. */
  change(): void {
    const name = this.#random.pick(['Idea', 'idea', 'Idée', 'CON', 'a/b', 'Idea (2)'])
    const folders = this.#random.pick([[], ['Work'], ['work', 'Idea'], ['Idea']])
    const page = vaultPage((++this.#words).toString(16), { text: `ours ${this.#words}`, pictures: [`${this.#words}`] })
    const notebook = this.#random.pick([...this.notebooks, undefined])
    if (!notebook || this.notebooks.length < 3)
      this.notebooks.push(vaultNotebook((++this.#words).toString(16), { name, folders, pages: [page] }))
    else {
      const changes = [{ name }, { folders }, { isTrashed: !notebook.isTrashed }, { pages: [...notebook.pages, page] }]
      Object.assign(notebook, this.#random.pick([...changes, { pages: notebook.pages.slice(1) }]))
    }
    for (const { pages } of this.notebooks) for (const [index, each] of pages.entries()) each.number = index + 1
  }

  /** What the person does, in Obsidian or with another program. */
  async edit(): Promise<void> {
    const files = this.vault.getFiles().filter(({ extension }) => extension === 'md')
    if (files.length === 0) return
    const file = this.#random.pick(files)
    const text = this.disk.text(file.path)
    const at = this.#random.integer(text.length + 1)
    const words = this.#random.pick(['', '\n']) + `theirs:${++this.#words}:` + this.#random.pick([' ', '\n\n'])
    const place = `Kept ${this.#random.integer(20)}.md`
    const isFree = !this.disk.entry(place)
    const acts = [
      () => this.disk.set(file.path, text.slice(0, at) + words + text.slice(at)),
      () => this.disk.set(file.path, `${text}${words}`),
      () => this.disk.set(file.path, `${words}${text}`),
      () => this.disk.set(file.path, text.replace(/<!-- rmirror:(begin|end)[^\n]* -->/, '')),
      () => (isFree ? this.vault.rename(file, place) : undefined),
      () => (isFree ? this.disk.set(place, text) : undefined),
    ]
    await this.#random.pick(acts)()
    this.vault.notice()
  }

  theirs(): Set<string> {
    return new Set(
      Object.values(this.notes())
        .join('\n')
        .match(/theirs:\d+:/g) ?? [],
    )
  }

  notes(): Record<string, string> {
    const files = Object.entries(this.disk.snapshot())
    return Object.fromEntries(files.filter(([path]) => path.endsWith('.md') && !path.startsWith('.')))
  }

  /** The same vault, carried out in memory. */
  reference(): MemoryVault {
    const memory = new MemoryVault()
    for (const [path, text] of Object.entries(this.notes())) memory.notes.set(path, text)
    for (const { path } of this.vault.getFiles()) if (!memory.notes.has(path)) memory.others.add(path)
    const state = '.rmirror/vault.json'
    if (this.disk.entry(state)) memory.state = readState(this.disk.text(state))
    return memory
  }

  async sync(): Promise<void> {
    const files = await this.#folder.read()
    const options = { per: 'notebook', withPictures: true, deleteRemoved: false, putBack: new Set<string>() } as const
    const plan = planVault({ notebooks: structuredClone(this.notebooks), isWhole: true }, files, options)
    await this.#folder.carryOut(plan, files, {
      bytesOf: async ({ key }) => new TextEncoder().encode(key),
      onAssetFailure: (_, error) => {
        throw error
      },
      onWritten: () => undefined,
      signal: new AbortController().signal,
    })
  }
}

const seeds = [...new Set([1, 2, testSeed])]

test.each(seeds)('the same files as elsewhere, and no word lost, TEST_SEED=%i', async (seed) => {
  const random = new Random(seed)
  const world = new World(random)
  for (let edit = 0; edit < edits; edit++) {
    const where = `seed ${seed}, edit ${edit}`
    if (random.chance(0.5)) world.change()
    else await world.edit()
    if (random.chance(0.3)) continue
    const theirs = world.theirs()
    const reference = world.reference()
    reference.sync(structuredClone(world.notebooks))
    await world.sync()
    expect(world.notes(), where).toEqual(Object.fromEntries(reference.notes))
    expect(
      [...theirs].filter((words) => !world.theirs().has(words)),
      `lost, ${where}`,
    ).toEqual([])
    const writes = world.disk.writes
    await world.sync()
    expect(world.disk.writes, `not still, ${where}`).toBe(writes)
    const names = new Set(Object.keys(world.notes()).map((path) => path.toLowerCase()))
    expect(names.size, `one name for two notes, ${where}`).toBe(Object.keys(world.notes()).length)
  }
})

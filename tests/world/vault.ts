// SPDX-License-Identifier: AGPL-3.0-or-later
// A vault in memory: plans are carried out in it as a folder or a plugin does.
import {
  noState,
  planVault,
  type VaultFiles,
  type VaultLibrary,
  type VaultNotebook,
  type VaultOptions,
  type VaultPage,
  type VaultPlan,
  type VaultState,
} from '@rmirror/shared/vault'

/** The uuid that ends with these hexadecimal digits. */
export const uuid = (digits: string) => `00000000-0000-4000-8000-${digits.padStart(12, '0')}`

export const vaultPage = (digits: string, more: Partial<VaultPage> = {}): VaultPage => ({
  uuid: uuid(digits),
  ...{ number: 1, tags: [], text: '', typed: '', highlights: [], sourcePage: null, waits: false, pictures: [] },
  ...more,
})

/** Its pages are numbered. */
export const vaultNotebook = (digits: string, { pages = [], ...more }: Partial<VaultNotebook> = {}): VaultNotebook => ({
  uuid: uuid(digits),
  ...{ name: 'Diary', folders: [], tags: [], modified: 0, isNote: false, isTrashed: false },
  pages: pages.map((page, index) => ({ ...page, number: index + 1 })),
  ...more,
})

export class MemoryVault {
  readonly notes = new Map<string, string>()
  readonly others = new Set<string>()
  state: VaultState = noState
  /** The text of its file with templates. */
  templates: string | undefined

  get files(): VaultFiles {
    return { notes: new Map(this.notes), others: [...this.others], state: this.state, templates: this.templates }
  }

  plan(library: VaultLibrary, options: Partial<VaultOptions> = {}): VaultPlan {
    const usual = { per: 'notebook', withPictures: true, deleteRemoved: false, putBack: new Set<string>() } as const
    return planVault(library, this.files, { ...usual, ...options })
  }

  /** `notebooks`: the whole library. */
  sync(notebooks: VaultNotebook[], options: Partial<VaultOptions> & { isWhole?: boolean } = {}): VaultPlan {
    const plan = this.plan({ notebooks, isWhole: options.isWhole ?? true }, options)
    this.carryOut(plan)
    return plan
  }

  carryOut({ moves, notes, assets, deletes, state }: VaultPlan): void {
    for (const { from, to } of moves) {
      const text = this.notes.get(from)
      if (text === undefined) throw new Error(`${from} is not there`)
      if (to !== from && this.notes.has(to)) throw new Error(`${to} would be overwritten by ${from}`)
      this.notes.delete(from)
      this.notes.set(to, text)
    }
    for (const [path, text] of notes) this.notes.set(path, text)
    for (const { path } of assets) this.others.add(path)
    for (const path of deletes) if (!this.notes.delete(path) && !this.others.delete(path)) throw new Error(`no ${path}`)
    this.state = state
  }

  edit(path: string, change: (text: string) => string): void {
    const text = this.notes.get(path)
    if (text === undefined) throw new Error(`${path} is not there, but ${[...this.notes.keys()].join(', ')}`)
    this.notes.set(path, change(text))
  }

  rename(from: string, to: string): void {
    const text = this.notes.get(from) ?? ''
    this.notes.delete(from)
    this.notes.set(to, text)
  }

  text(path: string): string {
    return this.notes.get(path) ?? ''
  }

  paths(): string[] {
    return [...this.notes.keys()]
  }

  write(path: string, text: string): void {
    this.notes.set(path, text)
  }
}

/** Nothing to move, to write or to delete. */
export function isNothing({ moves, notes, assets, deletes }: VaultPlan): boolean {
  return moves.length + notes.size + assets.length + deletes.length === 0
}

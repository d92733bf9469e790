// SPDX-License-Identifier: AGPL-3.0-or-later
// Edits of a vault behind a network and of its library, without those that such a vault can't follow: nothing is known any
// more of the notes, without pictures, of a notebook that is in the trash, and copies of a note that moved may pass for it.
import { foundNotes } from '../../shared/src/vault/found-notes.ts'
import type { Random } from '../generator/prng.ts'
import { type EditedVault, Person } from './vault-person.ts'
import { Tablet } from './vault-tablet.ts'

export interface RemoteEdits {
  tablet: Tablet
  person: Person
  /** To be called after each delivery. */
  delivered(): void
}

export function remoteEdits(vault: EditedVault, random: Random, per: 'notebook' | 'page'): RemoteEdits {
  /** Notebooks whose notes the person renamed. */
  const renamed = new Set<string>()
  /** Those that the tablet renamed or moved: a note with damaged markers doesn't follow. */
  const moved = new Set<string>()
  /** Those that were in the trash at the last delivery. */
  const unknown = new Set<string>()
  const tablet = new Tablet(random, {
    mayTrash: ({ uuid }) => !renamed.has(uuid) && !moved.has(uuid),
    mayMove({ uuid, isTrashed }) {
      if (isTrashed || unknown.has(uuid)) return false
      moved.add(uuid)
      return true
    },
  })
  const mayRename = (path: string) => {
    const text = vault.text(path)
    const notebooks = tablet.notebooks.filter(({ uuid }) => text.includes(uuid))
    const notes = per === 'page' ? notebooks.flatMap(({ pages }) => pages) : notebooks
    const others = vault.paths().flatMap((other) => (other === path ? [] : [vault.text(other)]))
    const hasCopy = notes.some(({ uuid }) => text.includes(uuid) && others.some((other) => other.includes(uuid)))
    if (hasCopy || notebooks.some(({ isTrashed }) => isTrashed)) return false
    for (const { uuid } of notebooks) renamed.add(uuid)
    return true
  }
  const delivered = () => {
    unknown.clear()
    for (const { uuid, isTrashed } of tablet.notebooks) if (isTrashed) unknown.add(uuid)
  }
  return { tablet, person: new Person(vault, random, mayRename), delivered }
}

/** Whether a note still says, in a marker or a property, that it is about this notebook. Otherwise it is only a person's. */
export function isAbout(text: string, notebook: string): boolean {
  const files = { notes: new Map([['', text]]), others: [], state: { per: undefined, notes: {}, assets: {} } }
  return [...foundNotes(files).keys()].some((id) => id.startsWith(notebook))
}

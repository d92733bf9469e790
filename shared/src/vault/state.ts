// SPDX-License-Identifier: AGPL-3.0-or-later
// The state as a small file in the vault. Whoever deletes it loses nothing: it is read from the notes again.
import type { VaultState } from './types.ts'

export const statePath = '.rmirror/vault.json'

/** A person's templates, in the vault because all that write to it have to use the same. */
export const templatesPath = '.rmirror/templates.json'

export const noState: VaultState = { per: undefined, notes: {}, assets: {} }

export function stateText({ per, withPictures, notes, assets }: VaultState): string {
  const sorted = (record: Record<string, string>) =>
    Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const facts = { version: 1, per, ...(withPictures === false && { withPictures }) }
  return `${JSON.stringify({ ...facts, notes: sorted(notes), assets: sorted(assets) }, null, 1)}\n`
}

/** What is damaged, or of another version, is as good as lost. */
export function readState(text: string): VaultState {
  try {
    const { version, per, withPictures, notes, assets } = JSON.parse(text) as Record<string, unknown>
    if (version !== 1) return noState
    return {
      per: per === 'page' || per === 'notebook' ? per : undefined,
      ...(withPictures === false && { withPictures }),
      ...{ notes: texts(notes), assets: texts(assets) },
    }
  } catch {
    return noState
  }
}

function texts(record: unknown): Record<string, string> {
  const entries = typeof record === 'object' && record !== null ? Object.entries(record) : []
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

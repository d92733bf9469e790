// SPDX-License-Identifier: AGPL-3.0-or-later
// A person edits a vault at random, a tablet its library, and both are brought together again and again. `make chaos`
// does it 500 times (CHAOS_ROUNDS).
import { expect, test } from 'vitest'
import { Random } from '../../../tests/generator/prng.ts'
import { testSeed } from '../../../tests/world/seed.ts'
import { isNothing, MemoryVault } from '../../../tests/world/vault.ts'
import { countOf, Person, theirsIn } from '../../../tests/world/vault-person.ts'
import { Tablet } from '../../../tests/world/vault-tablet.ts'
import { collisionKey } from '../library/index.ts'
import { foundNotes } from './found-notes.ts'
import { type NotePer, noState } from './index.ts'

const edits = Number(process.env.CHAOS_ROUNDS ?? 200)

/** Whose a note is whose markers and properties are all damaged, only the state knows. */
function isEveryNoteKnown(vault: MemoryVault): boolean {
  const found = foundNotes({ ...vault.files, state: noState })
  return Object.entries(vault.state.notes).every(([id, path]) => !vault.notes.has(path) || found.has(id))
}

function run(seed: number, per: NotePer): void {
  const random = new Random(seed)
  const vault = new MemoryVault()
  const tablet = new Tablet(random)
  const person = new Person(vault, random)
  for (let edit = 0; edit < edits; edit++) {
    const where = `seed ${seed}, edit ${edit}`
    if (random.chance(0.5)) tablet.change()
    else person.edit()
    if (random.chance(0.05) && isEveryNoteKnown(vault)) vault.state = noState
    if (random.chance(0.3)) continue
    const theirs = theirsIn(vault.notes.values())
    const before = [...vault.notes.values()]
    const { findings } = vault.sync(structuredClone(tablet.notebooks), { per, isWhole: random.chance(0.5) })
    // A copy that a person or a sync program made says the same, and is reported.
    const copies = new Set(findings.filter(({ kind }) => kind === 'copy').map(({ path }) => path))
    const originals = [...vault.notes].filter(([path]) => !copies.has(path)).map(([, text]) => text)
    const after = [...vault.notes.values()]
    expect(
      [...theirs].filter((words) => countOf(words, after) === 0),
      `lost, ${where}`,
    ).toEqual([])
    const doubled = tablet.phrases.filter((words) => countOf(words, originals) > Math.max(1, countOf(words, before)))
    expect(doubled, `twice, ${where}`).toEqual([])
    expect(isNothing(vault.plan({ notebooks: tablet.notebooks, isWhole: false }, { per })), `not still, ${where}`).toBe(
      true,
    )
    const names = new Set([...vault.notes.keys()].map(collisionKey))
    expect(names.size, `one name for two notes, ${where}`).toBe(vault.notes.size)
  }
}

// Two that once found mistakes, and the one of this run.
const seeds = [...new Set([16, 37, testSeed])]

test.each(seeds)('loses nothing that a person wrote, and says nothing twice: notebooks, TEST_SEED=%i', (seed) => {
  run(seed, 'notebook')
})

test.each(seeds)('loses nothing that a person wrote, and says nothing twice: pages, TEST_SEED=%i', (seed) => {
  run(seed, 'page')
})

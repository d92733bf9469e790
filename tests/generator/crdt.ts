// SPDX-License-Identifier: AGPL-3.0-or-later
// Gives items the ids and neighbours that editing would have left behind.
import type { Random } from './prng.ts'

export interface Id {
  author: number
  counter: number
}

/** "None", and as a neighbour: the start or the end. */
export const noId: Id = { author: 0, counter: 0 }
export const rootNode: Id = { author: 0, counter: 1 }

/** Hands out ids as the tablets do: one counter for all authors, which only grows. */
export class IdSource {
  #counter: number
  readonly #authors: readonly number[]
  readonly #random: Random | undefined

  constructor(authors: readonly number[], firstCounter: number, random?: Random) {
    this.#authors = authors
    this.#counter = firstCounter
    this.#random = random
  }

  /** The first of `length` consecutive ids of one author. */
  next(length = 1): Id {
    const author = this.#random ? this.#random.pick(this.#authors) : (this.#authors[0] ?? 1)
    const id = { author, counter: this.#counter }
    this.#counter += length
    return id
  }
}

export interface Placed<T> {
  id: Id
  left: Id
  right: Id
  /** Undefined: erased, and `deletedLength` ids long. */
  value: T | undefined
  deletedLength: number
}

/** One thing to place; undefined means that it was erased since. */
type Slot<T> = { value: T | undefined }

/**
 * Places values in the order given. Without `random` they were written one after another; with it
 * they were inserted in a random order, each between the neighbours it found, and come back in that order.
 * Every order of insertion leads to the same sequence.
 */
export function placeInOrder<T>(values: readonly T[], ids: IdSource, random?: Random, erased = 0): Placed<T>[] {
  const slots: Slot<T>[] = values.map((value) => ({ value }))
  for (let i = 0; i < erased; i++)
    slots.splice(random ? random.integer(slots.length + 1) : i * 2, 0, { value: undefined })
  const order = slots.map((_, index) => index)
  const insertions = random ? random.shuffled(order) : order
  const idOf: (Id | undefined)[] = slots.map(() => undefined)
  return insertions.map((index) => {
    const left = nearest(idOf, index, -1)
    const right = random ? nearest(idOf, index, 1) : noId
    const id = ids.next()
    idOf[index] = id
    const value = slots[index]?.value
    return { id, left, right, value, deletedLength: value === undefined ? 1 : 0 }
  })
}

/** The id of the nearest neighbour that is already there. */
export function nearest(idOf: readonly (Id | undefined)[], index: number, step: 1 | -1): Id {
  for (let i = index + step; i >= 0 && i < idOf.length; i += step) {
    const id = idOf[i]
    if (id) return id
  }
  return noId
}

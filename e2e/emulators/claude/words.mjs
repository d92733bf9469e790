// SPDX-License-Identifier: AGPL-3.0-or-later
// English words and other choices that are the same whenever they begin with the same seed.
import { createHash } from 'node:crypto'

const vocabulary = `about after again almost answer apple around autumn beautiful because before begin better between
  birthday bread bridge bring budget candle careful chapter children circle clean cloud coffee colour compare
  country courage curtain daily dance decide deliver different dinner doctor dream early earth easy editor eight
  engine enough evening example family farmer feather finger follow forest forward friend garden gentle glass
  goal grandmother green guest habit handle happy harbour heavy history holiday honest hour house idea important
  improve island journey judge kitchen kitten knowledge ladder language laugh learn letter library light listen
  little lunch machine market meadow measure meeting melody message middle minute mirror moment morning mountain
  music narrow nature neighbour never night notebook nothing number ocean office often orange order outside paint
  paper patient pencil people picture piece planet plenty pocket poem police present promise purple quarter
  question quick quiet rabbit railway ready reason record remember repair result return river round sailor salt
  sandwich school science season second sentence seven shadow short silver simple sister sleep slow smile soft
  something spring square station still story street strong student summer sunday supper table teacher thank
  theatre thing thought thousand ticket together tomorrow travel tree trouble turn under until useful valley
  village visit voice walk warm water weather wednesday welcome window winter wonder wood word work world write
  yellow yesterday young`.split(/\s+/)

export class Random {
  #seed
  #count = 0
  #pool = Buffer.alloc(0)

  /** @param {string} seed */
  constructor(seed) {
    this.#seed = seed
  }

  /** A whole number from 0 to `end` - 1. @param {number} end */
  below(end) {
    if (this.#pool.length < 4) {
      this.#pool = createHash('sha256').update(`${this.#seed} ${this.#count}`).digest()
      this.#count += 1
    }
    const value = this.#pool.readUInt32BE(0)
    this.#pool = this.#pool.subarray(4)
    return value % end
  }

  /** From 0 to 1, without 1. */
  share() {
    return this.below(2 ** 32) / 2 ** 32
  }

  /** @param {number} count */
  words(count) {
    return Array.from({ length: count }, () => vocabulary[this.below(vocabulary.length)]).join(' ')
  }

  /** In another order, wherever there are two items or more. @template T @param {T[]} items */
  shuffled(items) {
    const mixed = [...items]
    for (let end = mixed.length - 1; end > 0; end -= 1) {
      const other = this.below(end)
      ;[mixed[end], mixed[other]] = [/** @type {T} */ (mixed[other]), /** @type {T} */ (mixed[end])]
    }
    return mixed
  }
}

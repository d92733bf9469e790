// SPDX-License-Identifier: AGPL-3.0-or-later
// The stages of the core one by one, in wasm: build/wasm/core_stages is of the same objects as core.wasm.
import { readFileSync } from 'node:fs'
import { timed } from './timing.ts'

export const stages = ['parse', 'prepare', 'facts', 'draw', 'encode'] as const
export type Stage = (typeof stages)[number]

/** Milliseconds; `facts` with the fingerprint. */
export type StageTimes = Record<Stage, number>

/** Milliseconds for what is made of a page that stays open, and for what is worked out once for all of it. */
export interface OpenPageTimes {
  prepare: number
  tile: number
  pdf: number
}

interface StagesModule {
  HEAPU8: Uint8Array
  _room_for(bytes: number): number
  _parse(): number
  _prepare(): number
  _facts(): number
  _draw(): number
  _encode(): number
  _tile(): number
  _pdf(): number
}

export class CoreStages {
  readonly #module: StagesModule
  private constructor(module: StagesModule) {
    this.#module = module
  }
  static async load(): Promise<CoreStages> {
    const built = new URL('../../build/wasm/core_stages.mjs', import.meta.url)
    const { default: create } = await import(built.href)
    return new CoreStages(await create({ wasmBinary: readFileSync(new URL('core_stages.wasm', built)) }))
  }
  /** Null for a file that is no page. */
  times(file: Uint8Array, rounds: number): StageTimes | null {
    if (!this.#open(file)) return null
    const { _parse, _prepare, _facts, _draw, _encode } = this.#module
    const [parse, prepare, facts, draw, encode] = [_parse, _prepare, _facts, _draw, _encode].map((work) =>
      timed(rounds, () => void work()),
    )
    return { parse, prepare, facts, draw, encode } as StageTimes
  }
  openPageTimes(file: Uint8Array, rounds: number): OpenPageTimes {
    if (!this.#open(file)) throw new Error('a page of our own cannot be read')
    const { _prepare, _tile, _pdf } = this.#module
    const [prepare, tile, pdf] = [_prepare, _tile, _pdf].map((work) => timed(rounds, () => void work()))
    return { prepare, tile, pdf } as OpenPageTimes
  }
  #open(file: Uint8Array): boolean {
    const place = this.#module._room_for(file.length)
    this.#module.HEAPU8.set(file, place)
    return this.#module._parse() !== 0
  }
}

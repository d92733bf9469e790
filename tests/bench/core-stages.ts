// SPDX-License-Identifier: AGPL-3.0-or-later
// The stages of the core one by one, in wasm: build/wasm/core_stages is of the same objects as core.wasm.
import { readFileSync } from 'node:fs'
import { timed } from './timing.ts'

export const stages = ['parse', 'facts', 'draw', 'encode'] as const
export type Stage = (typeof stages)[number]

/** Milliseconds; `facts` with the fingerprint. */
export type StageTimes = Record<Stage, number>

interface StagesModule {
  HEAPU8: Uint8Array
  _room_for(bytes: number): number
  _parse(): number
  _facts(): number
  _draw(): number
  _encode(): number
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
    const { _parse, _facts, _draw, _encode } = this.#module
    const place = this.#module._room_for(file.length)
    this.#module.HEAPU8.set(file, place)
    if (!_parse()) return null
    const [parse, facts, draw, encode] = [_parse, _facts, _draw, _encode].map((work) =>
      timed(rounds, () => void work()),
    )
    return { parse, facts, draw, encode } as StageTimes
  }
}

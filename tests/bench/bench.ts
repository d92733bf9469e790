// SPDX-License-Identifier: AGPL-3.0-or-later
// `make bench`: speed and size as ratios of one run, because the machine's mood cancels out in a ratio.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const root = join(import.meta.dirname, '../..')
const mostBrotliBytes = 160_000
const rounds = 3

interface Measured {
  pages: number
  sum_ms: number
}

const pages = pagesToDraw()
const runs = Array.from({ length: rounds }, () => ({ native: measureNative(), wasm: measureWasm() }))
const ratios = runs.map(({ native, wasm }) => wasm.sum_ms / native.sum_ms).sort((a, b) => a - b)
const wasm = runs.map((run) => run.wasm).reduce((best, run) => (run.sum_ms < best.sum_ms ? run : best))
for (const { native } of runs)
  if (native.pages !== wasm.pages) throw new Error(`native drew ${native.pages} pages, wasm ${wasm.pages}`)

console.log(`pages                  ${wasm.pages}, each parsed, fingerprinted, drawn for text recognition, encoded`)
console.log(`wasm : native          ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')} (${rounds} runs)`)
console.log(`pages per second       ${((1000 * wasm.pages) / wasm.sum_ms).toFixed(0)} in wasm, one thread`)
printSize()

/** The real pages when they lie beside the checkout, else the project's own fixtures. */
function pagesToDraw(): string[] {
  const corpus = process.env.RMIRROR_CORPUS ?? join(root, '../shared/corpus')
  const folder = existsSync(corpus) ? corpus : join(root, 'tests/fixtures')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.rm') && !name.startsWith('broken'))
    .map((name) => join(folder, name))
}

function measureNative(): Measured {
  return measure(join(root, 'build/release/core_bench'), pages)
}

function measureWasm(): Measured {
  return measure(process.execPath, [join(root, 'agent/bin/rmirror.mjs'), 'bench', ...pages, '--json'])
}

/** A file that is no page makes the status 1 and is left out on both sides; anything worse ends the benchmark. */
function measure(program: string, parameters: string[]): Measured {
  const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8' })
  if (status !== 0 && status !== 1) throw new Error(`${program} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

function printSize(): void {
  const core = readFileSync(join(root, 'wasm-core/dist/core.wasm'))
  const brotli = brotliCompressSync(core).length
  console.log(`core.wasm              ${core.length} bytes, ${brotli} with brotli (at most ${mostBrotliBytes})`)
  if (brotli > mostBrotliBytes) process.exitCode = 1
}

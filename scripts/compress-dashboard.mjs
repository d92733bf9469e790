// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes .br and .gz beside each file of web/dist that shrinks, at the highest level: the server only sends them.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const dist = join(import.meta.dirname, '../web/dist')
// The highest level takes seconds and most files are the same in the next build, so results are cached by content.
const kept = join(import.meta.dirname, '../build/compressed')
const shrinking = ['.css', '.html', '.js', '.json', '.mjs', '.svg', '.ttf', '.txt', '.wasm', '.webmanifest']
const notWorthIt = 512

const encodings = {
  '.br': (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  '.gz': (bytes) => promisify(gzip)(bytes, { level: 9 }),
}

async function compress(path) {
  const bytes = readFileSync(path)
  if (bytes.length < notWorthIt) return
  const hash = createHash('sha256').update(bytes).digest('hex')
  for (const [extension, encode] of Object.entries(encodings)) {
    const known = join(kept, hash + extension)
    if (!existsSync(known)) writeFileSync(known, await encode(bytes))
    const packed = readFileSync(known)
    if (packed.length < bytes.length) writeFileSync(path + extension, packed)
  }
}

// MuPDF's package already has its ten megabytes compressed.
function takeFromPackages() {
  const wasm = join(dirname(createRequire(import.meta.url).resolve('mupdf')), 'mupdf-wasm.wasm')
  const hash = createHash('sha256').update(readFileSync(wasm)).digest('hex')
  writeFileSync(join(kept, `${hash}.br`), readFileSync(`${wasm}.br`))
}

mkdirSync(kept, { recursive: true })
takeFromPackages()
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && shrinking.includes(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name))
await Promise.all(files.map(compress))

// SPDX-License-Identifier: AGPL-3.0-or-later
// The scripts that a browser loads before the dashboard shows anything.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'

const dist = join(fileURLToPath(new URL('../..', import.meta.url)), 'web/dist')

/** Bytes of brotli that they may weigh together. */
export const firstLoadLimit = 100_000

/** Bytes of brotli of the editor, which is loaded when a text is edited. */
export const editorLimit = 120_000

export function measureEditorSize(): number {
  const assets = join(dist, 'assets')
  const [name, ...others] = readdirSync(assets).filter((file) => /^MarkdownEditor-[^.]+\.js$/.test(file))
  if (name === undefined || others.length > 0)
    throw new Error('web/dist/assets has not one editor: build the dashboard')
  return brotliCompressSync(readFileSync(join(assets, name))).length
}

/** Its workers, its fonts, the core and the screens that are loaded when they are opened are apart. */
export function measureFirstLoad(): { files: number; brotli: number } {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path)
  if (scripts.length === 0) throw new Error('web/dist/index.html names no script: build the dashboard first')
  const brotli = scripts.reduce((sum, path) => sum + brotliCompressSync(readFileSync(join(dist, path))).length, 0)
  return { files: scripts.length, brotli }
}

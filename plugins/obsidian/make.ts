// SPDX-License-Identifier: AGPL-3.0-or-later
// `tsx plugins/obsidian/make.ts FOLDER`: the files that a person puts into the vault, those that a release has, and
// both as a ZIP that is unpacked into the vault's folder of plugins. `--zip` writes the ZIP alone.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync, zipSync } from 'fflate'
import { builtCode } from './build.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { zip: { type: 'boolean' } } })
const [into] = positionals
if (into === undefined) throw new Error('usage: tsx plugins/obsidian/make.ts [--zip] FOLDER')

const own = (name: string) => readFileSync(join(import.meta.dirname, name))
const installed = {
  'main.js': Buffer.from(await builtCode()),
  'manifest.json': own('manifest.json'),
  'styles.css': own('styles.css'),
}
const release = {
  ...installed,
  'versions.json': own('versions.json'),
  'README.md': own('README.md'),
  LICENSE: own('../../LICENSE'),
}
// Equal sources make equal bytes.
const options = { level: 9, mtime: new Date(1980, 0, 1) } as const
const zip = zipSync({ rmirror: installed }, options)

mkdirSync(into, { recursive: true })
const files = { ...(values.zip ? {} : release), 'rmirror-obsidian.zip': zip }
for (const [name, bytes] of Object.entries(files)) {
  writeFileSync(join(into, name), bytes)
  if (!values.zip) console.log(`${kilobytes(bytes.byteLength)}  ${join(into, name)}`)
}
if (!values.zip) console.log(`${kilobytes(gzipSync(installed['main.js']).byteLength)}  main.js, compressed`)

function kilobytes(count: number): string {
  return `${(count / 1000).toFixed(1).padStart(6)} kB`
}

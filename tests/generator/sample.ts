// SPDX-License-Identifier: AGPL-3.0-or-later
// `npx tsx tests/generator/sample.ts OUT.rmdoc` writes the notebook behind "Try a sample".
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { zipped } from './archive.ts'
import { sampleFiles } from './sample-notebook.ts'

const [target] = process.argv.slice(2)
if (target === undefined) {
  console.error('Usage: sample.ts OUT.rmdoc')
  process.exit(2)
}
const archive = await zipped(sampleFiles())
mkdirSync(dirname(target), { recursive: true })
writeFileSync(target, archive)
console.log(`${target}: ${Math.round(archive.length / 1024)} kB`)

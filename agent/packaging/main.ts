// SPDX-License-Identifier: AGPL-3.0-or-later
// `make packages`: into build/packages, with what each is called and weighs.
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bringBinaries } from './binaries.ts'
import { root, timeOfFiles } from './checkout.ts'
import { updateKey } from './key.ts'
import { packagesOf } from './make.ts'

const into = join(root, 'build/packages')
const keyFile = process.env.RMIRROR_UPDATE_KEY
const key = keyFile ? updateKey(keyFile) : null

rmSync(into, { recursive: true, force: true })
mkdirSync(into, { recursive: true })
const making = { binaries: await bringBinaries(), into, key, time: await timeOfFiles() }
for await (const file of packagesOf(making))
  console.log(`${(statSync(file).size / 1e6).toFixed(1).padStart(6)} MB  build/packages/${basename(file)}`)
if (!key)
  console.log(
    'These packages know no key, so "rmirror update" refuses every update. Name your public key in RMIRROR_UPDATE_KEY.',
  )

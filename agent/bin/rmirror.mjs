#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) await import(main.href)
else {
  console.error('rmirror is not built yet: run "scripts/build-wasm" and then "npm run build -w agent" in the checkout.')
  process.exitCode = 2
}

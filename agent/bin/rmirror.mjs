#!/usr/bin/env node
// SPDX-License-Identifier: AGPL-3.0-or-later
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) await import(main.href)
else {
  console.error('rmirror is not built yet: run "make run" in the checkout once.')
  process.exitCode = 2
}

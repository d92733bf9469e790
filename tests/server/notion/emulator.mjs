// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's emulator for a test in C++: says its address, and ends with its standard input.
import { startNotion } from '../../../e2e/emulators/notion/notion.mjs'

const notion = await startNotion()
console.log(notion.address)
process.stdin.resume().on('end', () => process.exit())

// SPDX-License-Identifier: AGPL-3.0-or-later
// The checkout's own source files, read once, as the rules want them: a path and its text.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Source {
  /** From the top of the checkout, with forward slashes. */
  path: string
  text: string
}

export const root = fileURLToPath(new URL('../..', import.meta.url))

const rooms = ['wasm-core', 'shared', 'server', 'web', 'agent', 'plugins', 'e2e', 'tests', 'scripts']
const notOurs = new Set(['node_modules', 'dist', 'dev-dist', 'fixtures', 'golden', 'test-results', 'playwright-report'])
const sourceFile = /\.(cpp|hpp|ts|tsx|mts|mjs|css|cmake|sql)$/

export function readSources(): Source[] {
  const paths = [
    ...rooms.flatMap((room) => filesBelow(room)),
    ...readdirSync(root).filter((name) => sourceFile.test(name)),
    'CMakeLists.txt',
  ]
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : filesBelow(path)
    const isSource = folder === 'scripts' ? !entry.name.includes('.') : sourceFile.test(entry.name)
    return isSource || sourceFile.test(entry.name) ? [path] : []
  })
}

export function isCpp(source: Source): boolean {
  return /\.[ch]pp$/.test(source.path)
}

export function isScript(source: Source): boolean {
  return /\.(ts|tsx|mts|mjs)$/.test(source.path)
}

export function isTest(source: Source): boolean {
  return /^(tests|e2e)\/|\.test\.tsx?$/.test(source.path)
}

/** The number of the line that has the character at this index, from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

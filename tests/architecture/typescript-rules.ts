// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may import whom in TypeScript. Each rule takes sources and answers with one sentence per breach.
import { posix } from 'node:path'
import { type Arrow, mayUse, mayUseLibrary, roomOf } from './floor-plan.ts'
import { isScript, isTest, type Source } from './sources.ts'

const workspaces = ['shared', 'web', 'agent', 'plugins', 'e2e', 'wasm-core', 'server']

/** Our packages, and the rooms they are. */
export const packages: Record<string, string> = {
  '@rmirror/core': 'wasm-core/src/bindings.cpp',
  '@rmirror/shared/api': 'shared/src/api/index.ts',
  '@rmirror/shared/backup': 'shared/src/backup/index.ts',
  '@rmirror/shared/core': 'shared/src/core/index.ts',
  '@rmirror/shared/dashboard-headers.json': 'shared/dashboard-headers.json',
  '@rmirror/shared/formulas': 'shared/src/formulas/index.ts',
  '@rmirror/shared/ai-worker-headers.json': 'shared/ai-worker-headers.json',
  '@rmirror/shared/library': 'shared/src/library/index.ts',
  '@rmirror/shared/local-page': 'shared/src/local-page/index.ts',
  '@rmirror/shared/ocr/failures.json': 'shared/ocr/failures.json',
  '@rmirror/shared/ocr/real-answers.json': 'shared/ocr/real-answers.json',
  '@rmirror/shared/ocr/instructions.md?raw': 'shared/ocr/instructions.md',
  '@rmirror/shared/ocr/schema.json': 'shared/ocr/schema.json',
  '@rmirror/shared/pdf': 'shared/src/pdf/index.ts',
  '@rmirror/shared/templates': 'shared/src/templates/index.ts',
  '@rmirror/shared/templates/placeholders': 'shared/src/templates/placeholders.ts',
  '@rmirror/shared/vault': 'shared/src/vault/index.ts',
  '@rmirror/shared/vault/account': 'shared/src/vault/account/index.ts',
  '@rmirror/shared/workshop': 'shared/src/workshop/index.ts',
  '@rmirror/shared/workshop/app-formats': 'shared/src/workshop/exports/apps/app-formats.ts',
  '@rmirror/shared/workshop/exports': 'shared/src/workshop/exports/exports.ts',
  '@rmirror/shared/workshop/worker': 'shared/src/workshop/worker/worker.ts',
  '@rmirror/shared/workshop/worker-with-mupdf': 'shared/src/workshop/worker/worker-with-mupdf.ts',
}

/** Flows know the product only from outside, but for the addresses that they visit all. */
const walkedByFlows = 'web/src/shell/routes.ts'

const valuesOfHttp = /^import (?!type\b).* from 'node:http'/m

export function importsOf(text: string): string[] {
  const patterns = [
    /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport(?:\s+|\s*\(\s*)['"]([^'"]+)['"]/g,
    /\bnew URL\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g,
    /\bimport\.meta\.resolve\(\s*['"]([^'"]+)['"]/g,
  ]
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
}

export function breachesOfImports(sources: Source[]): string[] {
  return sources.filter(isScript).flatMap((source) => {
    return importsOf(source.text).flatMap((name) => {
      const why = name.startsWith('.') ? relativeBreach(source, name) : packageBreach(source, name)
      return why ? [`${source.path} imports ${name}: ${why}`] : []
    })
  })
}

export function arrowsOfImports(sources: Source[]): Arrow[] {
  return sources
    .filter((source) => isScript(source) && !isTestOfRoom(source))
    .flatMap(({ path, text }) =>
      importsOf(text).flatMap((name) => {
        const to = name.startsWith('.') ? posix.join(posix.dirname(path), name) : packages[name]
        return to ? [{ from: path, to }] : []
      }),
    )
}

function relativeBreach(source: Source, name: string): string | undefined {
  const from = workspaceOf(source.path)
  const target = posix.join(posix.dirname(source.path), name)
  const to = workspaceOf(target)
  if (from !== to) {
    if (from === 'e2e' && target === walkedByFlows) return roomBreach(source, target)
    if (to === 'web' || to === 'agent' || to === 'plugins') return `nothing imports ${to}`
    if (isConfiguration(source.path)) return undefined
    const isThroughPackage = from !== 'tests' && !(to === 'tests' && isForTests(source))
    if (isThroughPackage) return `${from} reaches other workspaces only through their packages`
  }
  return roomBreach(source, target)
}

/** A test may use what its room may, and besides what is there for tests. */
function roomBreach(source: Source, target: string): string | undefined {
  const from = roomOf(source.path)
  const to = roomOf(target)
  if (!from) return hasRooms(source.path) ? `${posix.dirname(source.path)} has no row in the table of rooms` : undefined
  // What is built, or belongs to tools, such as dist and package.json.
  if (!to || mayUse(from, to)) return undefined
  if (isTestOfRoom(source) && (to.path === 'tests' || to.path.endsWith('/src/testing'))) return undefined
  return `${from.path} may use only ${from.uses.join(', ') || 'itself'}`
}

function packageBreach(source: Source, name: string): string | undefined {
  const from = roomOf(source.path)
  if (
    name === 'node:http' &&
    source.path.startsWith('agent/src/') &&
    !isForTests(source) &&
    valuesOfHttp.test(source.text)
  ) {
    return 'it takes as long to evaluate as Node to start: use process.getBuiltinModule'
  }
  // Any room may load the wasm file; only shared/src/core may import the module around it.
  if (name.startsWith('@rmirror/core/core.wasm')) return undefined
  if (name.startsWith('@rmirror/')) return ownPackageBreach(source, name)
  if (!from || !isProduct(source.path) || isTestOfRoom(source) || mayUseLibrary(from, name)) return undefined
  return `${from.path} may use no library but ${from.libraries?.join(', ') || 'none'}`
}

function ownPackageBreach(source: Source, name: string): string | undefined {
  const target = packages[name]
  if (!target) return 'there is no such package for others'
  return roomBreach(source, target)
}

const isProduct = (path: string) => /^(shared|web|agent|plugins\/\w+)\/src\//.test(path)
const hasRooms = (path: string) => isProduct(path) || /^(tests|e2e)\//.test(path)
const isForTests = (source: Source) => isTest(source) || source.path.includes('/src/testing/')
const isTestOfRoom = (source: Source) => isTest(source) && isProduct(source.path)

function workspaceOf(path: string): string {
  const top = path.split('/')[0] ?? ''
  return workspaces.includes(top) || top === 'tests' || top === 'scripts' ? top : 'top'
}

function isConfiguration(path: string): boolean {
  return /(^|\/)((vite|vitest|playwright)\.config|vitest\.setup)\.ts$/.test(path)
}

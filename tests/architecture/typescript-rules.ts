// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may import whom in TypeScript. Each rule takes sources and answers with one sentence per breach.
import { posix } from 'node:path'
import { isScript, isTest, type Source } from './sources.ts'

const workspaces = ['shared', 'web', 'agent', 'e2e', 'wasm-core', 'server']

/** What each workspace may import of our own packages, by the start of the name. */
const packagesFor: Record<string, string[]> = {
  shared: ['@rmirror/core', '@rmirror/shared/'],
  web: ['@rmirror/shared/'],
  agent: ['@rmirror/shared/'],
  // One flow compares the browser's core with Node's.
  e2e: ['@rmirror/shared/core'],
}

export function importsOf(text: string): string[] {
  const patterns = [
    /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
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

function relativeBreach(source: Source, name: string): string | undefined {
  const from = workspaceOf(source.path)
  const target = posix.join(posix.dirname(source.path), name)
  const to = workspaceOf(target)
  if (from === to) return roomBreach(source.path, target)
  if (to === 'web' || to === 'agent') return `nothing imports ${to}`
  if (from === 'tests' || isConfiguration(source.path)) return undefined
  if (from === 'e2e') return to === 'tests' ? undefined : 'e2e knows the product only from outside'
  if (to === 'tests' && isTest(source)) return undefined
  return `${from} reaches other workspaces only through their packages`
}

/** A component shows what it is given; it neither fetches data nor knows screens. */
function roomBreach(path: string, target: string): string | undefined {
  const isComponent = path.startsWith('web/src/components/')
  const isAbove = /^web\/src\/(data|screens)\//.test(target)
  return isComponent && isAbove ? 'components know neither data nor screens' : undefined
}

function packageBreach(source: Source, name: string): string | undefined {
  const from = workspaceOf(source.path)
  if (name.startsWith('@rmirror/')) return ownPackageBreach(from, name)
  if (from === 'shared' && name.startsWith('node:') && !isTest(source)) return 'shared runs in browsers too'
  return undefined
}

function ownPackageBreach(from: string, name: string): string | undefined {
  if (/^@rmirror\/(web|agent|e2e)\b/.test(name)) return `nothing imports ${name.split('/')[1]}`
  const allowed = packagesFor[from]
  // The wasm is a file for whoever loads it; the module around it is for shared/src/core alone.
  if (!allowed || name.startsWith('@rmirror/core/core.wasm')) return undefined
  return allowed.some((start) => name.startsWith(start))
    ? undefined
    : `${from} may use ${allowed.join(', ') || 'no package of ours'}`
}

function workspaceOf(path: string): string {
  const top = path.split('/')[0] ?? ''
  return workspaces.includes(top) || top === 'tests' || top === 'scripts' ? top : 'top'
}

function isConfiguration(path: string): boolean {
  return /(^|\/)(vite|vitest|playwright)\.config\.ts$/.test(path)
}

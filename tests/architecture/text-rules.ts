// SPDX-License-Identifier: AGPL-3.0-or-later
// What every source file keeps, whatever its language: licence line, size, no loose ends; and the top level.
import { isTest, type Source } from './sources.ts'

const licenceLine = 'SPDX-License-Identifier: AGPL-3.0-or-later'
const maxLines = 400
const maxTestLines = 800

/** Files that may be longer, each with its reason. Shorten the file rather than lengthen this table. */
export const longFiles: Record<string, string> = {}

export function breachesOfLicence(sources: Source[]): string[] {
  return sources
    .filter(({ text }) => !headOf(text).includes(licenceLine))
    .map(({ path }) => `${path} has no SPDX line at its head`)
}

/** The first line, or the second one below a `#!`. */
function headOf(text: string): string {
  return text.split('\n', text.startsWith('#!') ? 2 : 1).join('\n')
}

export function breachesOfLength(sources: Source[], exceptions: Record<string, string>): string[] {
  return sources.flatMap((source) => {
    if (isGenerated(source)) return []
    const lines = source.text.trimEnd().split('\n').length
    const max = isTest(source) ? maxTestLines : maxLines
    return lines <= max || source.path in exceptions ? [] : [`${source.path} has ${lines} lines, the most is ${max}`]
  })
}

/** What a tool writes is as long as what it is made of. */
function isGenerated({ path }: Source): boolean {
  return path.endsWith('.gen.ts')
}

/** An exception that is no longer needed is a loose end too. */
export function breachesOfExceptions(sources: Source[], exceptions: Record<string, string>): string[] {
  const tooLong = new Set(breachesOfLength(sources, {}).map((breach) => breach.split(' ')[0]))
  return Object.keys(exceptions)
    .filter((path) => !tooLong.has(path))
    .map((path) => `${path} is short enough and needs no exception`)
}

export function breachesOfLooseEnds(sources: Source[]): string[] {
  // Written apart, so that this file does not find itself.
  const mark = new RegExp(`\\b(${['TO', 'FIX', 'XX'].map((start, at) => start + ['DO', 'ME', 'X'][at]).join('|')})\\b`)
  return sources.flatMap(({ path, text }) => {
    return text
      .split('\n')
      .flatMap((line, index) => (mark.test(line) ? [`${path}:${index + 1}: open an issue instead`] : []))
  })
}

/** No server sends headers with an exported page, so the page itself contains its content policy. */
const exportedPage = 'shared/src/library/texts/html-export.ts'

/** The content policy for browsers is in shared/dashboard-headers.json, which the server and Vite read. */
export function breachesOfContentPolicy(sources: Source[]): string[] {
  return sources
    .filter((source) => !isTest(source) && source.path !== exportedPage && /\bdefault-src\b/.test(source.text))
    .map(({ path }) => `${path} states a content policy; shared/dashboard-headers.json holds it`)
}

const topLevel = new Set([
  ...['CMakeLists.txt', 'CMakePresets.json', 'Makefile', 'package.json', 'README.md', 'LICENSE', 'CONTRIBUTING.md'],
  ...[
    'CHANGELOG.md',
    'SECURITY.md',
    'docs',
    'deploy',
    'scripts',
    'wasm-core',
    'server',
    'shared',
    'web',
    'agent',
    'plugins',
    'e2e',
    'tests',
  ],
])
/** What tools leave behind; git ignores all of it. */
const leftBehind = new Set(['build', 'data', 'node_modules', 'dist', 'test-results', 'playwright-report'])

export function breachesOfTopLevel(names: string[]): string[] {
  const expected = (name: string) => topLevel.has(name) || leftBehind.has(name) || isLockOrConfiguration(name)
  return [
    ...names.filter((name) => !expected(name)).map((name) => `${name} has no place at the top level`),
    ...[...topLevel].filter((name) => !names.includes(name)).map((name) => `${name} is missing at the top level`),
  ]
}

function isLockOrConfiguration(name: string): boolean {
  return name.startsWith('.') || /^(package-lock|biome|tsconfig(\.\w+)?)\.json$|\.config\.ts$/.test(name)
}

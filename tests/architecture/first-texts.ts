// SPDX-License-Identifier: AGPL-3.0-or-later
// The texts that a visit of the dashboard begins with lie in web/src/i18n, those of the screens that are loaded later in
// web/src/i18n/later. `tsx tests/architecture/first-texts.ts` puts each where it belongs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { readSources, root, type Source } from './sources.ts'
import { packages } from './typescript-rules.ts'

type Texts = Record<string, unknown>

const folder = 'web/src/i18n'
const entry = 'web/src/main.tsx'

/** What is loaded with the entry: all that is imported from there on, but not by `import()`, nor for its types alone. */
export function firstSources(sources: Source[]): Source[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const found = new Set<Source>()
  const open = [entry]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const source = byPath.get(path)
    if (!source || found.has(source)) continue
    found.add(source)
    open.push(...importedWith(source))
  }
  return [...found]
}

function importedWith({ path, text }: Source): string[] {
  const patterns = [/^(?:import|export)\s+(?!type\b)[^'"`;()]*?\bfrom\s+'([^']+)'/gm, /^import\s+'([^']+)'/gm]
  const names = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))
  return names.map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : (packages[name] ?? name)))
}

/** Whether one of these sources can say the text: by its key, or by one that it makes of a beginning, as `problem.${code}`. */
export function usesText(sources: Source[]): (key: string) => boolean {
  const text = sources.map((source) => source.text).join('\n')
  const keys = new Set([...text.matchAll(/['"]([a-z]\w*\.[\w.]+)['"]/g)].map((match) => match[1]))
  const beginnings = [...text.matchAll(/`([a-z]\w*\.)\$\{/g)].map((match) => match[1] ?? '')
  return (key) => keys.has(key) || beginnings.some((beginning) => key.startsWith(beginning))
}

export function textsOf(language: string, part: 'first' | 'later'): Texts {
  return JSON.parse(readFileSync(fileOf(language, part), 'utf8')) as Texts
}

export function languageNames(): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : []))
}

function fileOf(language: string, part: 'first' | 'later'): string {
  return join(root, folder, part === 'later' ? 'later' : '', `${language}.json`)
}

function part(texts: Texts, belongs: (key: string) => boolean): string {
  const keys = Object.keys(texts).filter(belongs).toSorted()
  return `${JSON.stringify(Object.fromEntries(keys.map((key) => [key, texts[key]])), null, 2)}\n`
}

if (process.argv[1] === import.meta.filename) {
  const isFirst = usesText(firstSources(readSources()))
  for (const language of languageNames()) {
    const texts = { ...textsOf(language, 'later'), ...textsOf(language, 'first') }
    writeFileSync(fileOf(language, 'first'), part(texts, isFirst))
    writeFileSync(
      fileOf(language, 'later'),
      part(texts, (key) => !isFirst(key)),
    )
  }
}

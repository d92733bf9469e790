// SPDX-License-Identifier: AGPL-3.0-or-later
// What the native core makes of page files, by a build with every sanitizer on: what Node and Chromium are held to.
// Of the fixtures it is written down, and core_tests holds the native core to it; of real pages it is asked once for
// each build of the tool. `tsx tests/parity/native.ts` asks before others need it.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { corpus, type PageFiles } from './files.ts'

const checkout = resolve(import.meta.dirname, '../..')
const tool = join(checkout, 'build/native/page_report')
const kept = join(checkout, 'build/parity/corpus.jsonl')

const linesOf = (text: string) => text.trim().split('\n')

/** A line for each page, in the order of the names. */
export function nativeReports(files: PageFiles): string[] {
  return files === corpus ? reportsOfCorpus() : goldenReports(files)
}

function goldenReports({ names }: PageFiles): string[] {
  const byFile = new Map<string, string[]>()
  for (const line of linesOf(readFileSync(join(checkout, 'tests/golden/pages.jsonl'), 'utf8'))) {
    const { file } = JSON.parse(line)
    byFile.set(file, [...(byFile.get(file) ?? []), line])
  }
  return names.flatMap((name) => byFile.get(name) ?? [`${name} has no golden line`])
}

function reportsOfCorpus(): string[] {
  if (corpus.names.length === 0) return []
  if (!isCurrent()) {
    const paths = corpus.names.map((name) => join(corpus.folder, name))
    mkdirSync(join(kept, '..'), { recursive: true })
    writeFileSync(`${kept}.${process.pid}`, execFileSync(tool, [corpus.folder, ...paths], { maxBuffer: 1 << 28 }))
    renameSync(`${kept}.${process.pid}`, kept)
  }
  return linesOf(readFileSync(kept, 'utf8'))
}

/** Younger than the tool and every page. */
function isCurrent(): boolean {
  if (!existsSync(kept)) return false
  const made = statSync(kept).mtimeMs
  const sources = [tool, corpus.folder, ...corpus.names.map((name) => join(corpus.folder, name))]
  const isOfThese = new Set(linesOf(readFileSync(kept, 'utf8')).map((line) => JSON.parse(line).file))
  return sources.every((path) => statSync(path).mtimeMs < made) && corpus.names.every((name) => isOfThese.has(name))
}

if (process.argv[1] === import.meta.filename) nativeReports(corpus)

// SPDX-License-Identifier: AGPL-3.0-or-later
// All files of the sources, each with a path of its own.
import type { Problem, SourceFile } from '@rmirror/shared/library'
import type { Source } from '../sources/source.ts'

export interface LibraryFiles {
  files: SourceFile[]
  problems: Problem[]
}

/** Rejects with a SourceError if a source can't be listed: a backup of a part would look like one of the whole. */
export async function libraryFiles(sources: readonly Source[], signal: AbortSignal): Promise<LibraryFiles> {
  const result: LibraryFiles = { files: [], problems: [] }
  const roots = new Set<string>()
  for (const source of sources) {
    const { files, problems } = await source.scan(signal)
    result.problems.push(...problems)
    const renamed = new Map<string, string>()
    for (const file of files) {
      const [first = '', ...more] = file.path.split('/')
      const root = renamed.get(first) ?? unusedName(first, roots)
      renamed.set(first, root)
      result.files.push(root === first ? file : withPath(file, [root, ...more].join('/')))
    }
    for (const root of renamed.values()) roots.add(root)
  }
  return result
}

function unusedName(name: string, used: ReadonlySet<string>): string {
  for (let copy = 1; ; copy++) {
    const tried = copy === 1 ? name : `${name} (${copy})`
    if (!used.has(tried)) return tried
  }
}

function withPath(file: SourceFile, path: string): SourceFile {
  return { ...file, path, read: () => file.read() }
}

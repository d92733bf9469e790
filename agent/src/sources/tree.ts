// SPDX-License-Identifier: AGPL-3.0-or-later
import { realpath } from 'node:fs/promises'
import { basename, relative, resolve, sep } from 'node:path'
import { isUuid, type SourceFile } from '@rmirror/shared/library'
import { documentInItsFolders } from './document.ts'
import { filesAt } from './folder.ts'
import type { Source } from './source.ts'
import { watchTree } from './watch-tree.ts'

/** A folder on this computer, or on a network drive, with everything below it. */
export function openTree(given: string): Source {
  const path = resolve(given)
  return {
    kind: 'folder',
    address: path,
    deletes: true,
    async scan(signal) {
      signal.throwIfAborted()
      const { files, problems } = await filesAt(path)
      signal.throwIfAborted()
      return { files, problems, isWhole: problems.length === 0 }
    },
    async scanChanged(paths) {
      const root = await realpath(path)
      const found = new Map<string, SourceFile>()
      for (const name of new Set(paths.map((each) => documentOf(each, root)))) {
        const document = name === undefined ? undefined : await documentInItsFolders(root, name)
        for (const file of document?.files ?? []) {
          const place = `${basename(root)}/${file.path}`
          found.set(place, { ...file, path: place })
        }
      }
      return [...found.values()]
    },
    watch: (listener, signal) => watchTree(path, listener, signal),
  }
}

/** The document at the top of the folder `root` that a file belongs to: "UUID.content", "UUID/PAGE.rm". */
function documentOf(file: string, root: string): string | undefined {
  const [name] = relative(root, file).split(sep)[0]?.split('.') ?? []
  return name !== undefined && isUuid(name) ? name : undefined
}

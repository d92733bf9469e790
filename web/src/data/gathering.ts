// SPDX-License-Identifier: AGPL-3.0-or-later
// From what a person dropped, pasted or chose to a flat list of files. Nothing is read here.
import type { Problem } from '@rmirror/shared/library'
import type { GivenFile } from '../render/protocol.ts'

/** More than any tablet holds; a whole disk dropped by mistake ends here. */
export const maxFiles = 200_000

export interface Gathered {
  files: GivenFile[]
  problems: Problem[]
}

/** Must be called inside the drop event: the browser forgets the entries right after it. */
export function entriesOf(transfer: DataTransfer): () => Promise<Gathered> {
  const entries = Array.from(transfer.items)
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  return async () => {
    const gathered: Gathered = { files: [], problems: [] }
    for (const { entry, file } of entries) {
      if (entry) await walk(entry, gathered)
      else if (file) gathered.files.push({ path: file.name, file })
    }
    return gathered
  }
}

export function filesOf(list: Iterable<File>): Gathered {
  return { files: Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })), problems: [] }
}

async function walk(root: FileSystemEntry, gathered: Gathered): Promise<void> {
  const open: FileSystemEntry[] = [root]
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const path = entry.fullPath.replace(/^\//, '')
    if (gathered.files.length >= maxFiles) {
      gathered.problems.push({ path, code: 'too-large', detail: `More than ${maxFiles} files were given at once` })
      return
    }
    try {
      if (entry.isDirectory) open.push(...(await readFolder(entry as FileSystemDirectoryEntry)))
      else gathered.files.push({ path, file: await fileOf(entry as FileSystemFileEntry) })
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'The browser could not open it'
      gathered.problems.push({ path, code: 'unreadable-file', detail })
    }
  }
}

/** `readEntries` gives a hundred at a time and an empty list at the end. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return entries
    entries.push(...some)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

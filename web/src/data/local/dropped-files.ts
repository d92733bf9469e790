// SPDX-License-Identifier: AGPL-3.0-or-later
// Turns what a user dropped, pasted or selected into a flat list of files. No file is read here.
import type { Problem } from '@rmirror/shared/library'
import type { GivenFile } from '@rmirror/shared/workshop'

/** More than any tablet has; stops a whole disk dropped by mistake. */
export const maxFiles = 200_000
const askedAtOnce = 256

export interface DroppedFiles {
  files: GivenFile[]
  problems: Problem[]
  /** All files were something else than notebooks, and are taken care of. */
  isHandled?: boolean
}

/** Call it inside the drop event: the browser forgets the entries right after it. */
export function entriesOf(transfer: DataTransfer): () => Promise<DroppedFiles> {
  const items = Array.from(transfer.items)
    .filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  return async () => {
    const dropped: DroppedFiles = { files: [], problems: [] }
    for (const { entry, file } of items) if (!entry && file) dropped.files.push({ path: file.name, file })
    await walk(
      items.flatMap(({ entry }) => entry ?? []),
      dropped,
    )
    return dropped
  }
}

export function filesOf(list: Iterable<File>): DroppedFiles {
  return { files: Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })), problems: [] }
}

async function walk(roots: FileSystemEntry[], dropped: DroppedFiles): Promise<void> {
  const folders: FileSystemDirectoryEntry[] = []
  let found = roots
  for (;;) {
    for (const entry of found) if (isFolder(entry)) folders.push(entry)
    const tooMany = await takeFiles(found.filter(isFile), dropped)
    const folder = folders.pop()
    if (tooMany || !folder) return
    found = await readFolder(folder).catch((error) => {
      dropped.problems.push(unreadable(folder, error))
      return []
    })
  }
}

/**
 * Each `file()` is a round trip to the browser's process, so `askedAtOnce` are sent together. True if there are more
 * than `maxFiles`.
 */
async function takeFiles(entries: FileSystemFileEntry[], dropped: DroppedFiles): Promise<boolean> {
  const taken = entries.slice(0, maxFiles - dropped.files.length)
  for (let at = 0; at < taken.length; at += askedAtOnce) {
    const some = taken.slice(at, at + askedAtOnce)
    const answers = await Promise.allSettled(some.map(fileOf))
    some.forEach((entry, position) => {
      const answer = answers[position] as PromiseSettledResult<File>
      if (answer.status === 'rejected') dropped.problems.push(unreadable(entry, answer.reason))
      else dropped.files.push({ path: pathOf(entry), file: answer.value })
    })
  }
  const first = entries[taken.length]
  if (!first) return false
  const detail = `More than ${maxFiles} files were given at once`
  dropped.problems.push({ path: pathOf(first), code: 'too-large', detail })
  return true
}

function unreadable(entry: FileSystemEntry, reason: unknown): Problem {
  const detail = reason instanceof Error ? reason.message : "The browser couldn't open it"
  return { path: pathOf(entry), code: 'unreadable-file', detail }
}

function pathOf({ fullPath }: FileSystemEntry): string {
  return fullPath.replace(/^\//, '')
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return !entry.isDirectory
}

/** `readEntries` returns up to 100 entries per call and an empty list at the end. */
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

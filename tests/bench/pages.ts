// SPDX-License-Identifier: AGPL-3.0-or-later
// The pages that are measured: real ones where they are, and the fixtures; a written diary where none are real.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Core, CoreError } from '@rmirror/shared/core'
import { notebookFiles } from '../generator/document.ts'
import { longNotebook } from '../generator/library-files.ts'
import { corpus, fixtures } from '../parity/files.ts'

export interface MeasuredPage {
  name: string
  file: Uint8Array
}

const diaryPages = 12

/** Pages of real handwriting, or what comes close to them. */
export function writtenPages(): MeasuredPage[] {
  if (corpus.names.length > 0) return read(corpus)
  return notebookFiles(longNotebook(diaryPages))
    .filter(({ path }) => path.endsWith('.rm'))
    .map(({ path, bytes }) => ({ name: path, file: bytes }))
}

export function allPages(): MeasuredPage[] {
  return [...read(fixtures), ...writtenPages()]
}

function read({ folder, names }: typeof corpus): MeasuredPage[] {
  return names.map((name) => ({ name, file: readFileSync(join(folder, name)) }))
}

/** At most `count` of them, from all over the list. */
export function someOf<T>(list: T[], count: number): T[] {
  const step = Math.max(1, list.length / count)
  return Array.from({ length: Math.min(count, list.length) }, (_, index) => list[Math.floor(index * step)] as T)
}

export function isReadable(core: Core, { file }: MeasuredPage): boolean {
  try {
    core.openPage(file).close()
    return true
  } catch (error) {
    if (error instanceof CoreError) return false
    throw error
  }
}

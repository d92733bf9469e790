// SPDX-License-Identifier: AGPL-3.0-or-later
// Names a notebook whose files don't state a name: after its file or folder if a person named that, otherwise by the
// first words typed on its first page, or by a date.

import type { SourceFile } from '../model/types.ts'
import type { LibraryCore } from './descriptions.ts'
import type { DocumentDraft } from './documents.ts'
import { isUuid } from './identity.ts'

/** Folder names given by programs: "data", "rm", "test-files". People use spaces, capitals or other letters. */
const programsName = /^[a-z0-9._-]+$/

const maxNameLength = 60

/** `first` is the file of the first page; undefined if that page has no ink. */
export async function nameOf(
  draft: DocumentDraft,
  first: SourceFile | undefined,
  core: Pick<LibraryCore, 'typedText'>,
): Promise<string> {
  const { name } = draft
  const isRecognisable = !isUuid(name) && !(draft.isFolderOfPages && programsName.test(name))
  if (isRecognisable) return name
  const words = await typedWords(first, core)
  if (words !== '') return words
  const day = dayOf(draft)
  if (day === '') return name
  return isUuid(name) ? day : `${name} ${day}`
}

async function typedWords(file: SourceFile | undefined, core: Pick<LibraryCore, 'typedText'>): Promise<string> {
  if (!file) return ''
  try {
    return firstWords(await core.typedText(await file.read()))
  } catch {
    // Opening the page reports what is wrong with it.
    return ''
  }
}

/** The first line with a letter or digit, cut between words. */
export function firstWords(text: string): string {
  const line = text.split('\n').find((each) => /[\p{L}\p{N}]/u.test(each)) ?? ''
  const words = line.replace(/^[^\p{L}\p{N}]+/u, '').trim()
  if (words.length <= maxNameLength) return words
  const cut = words.slice(0, maxNameLength + 1)
  const end = cut.search(/\s+\S*$/)
  return end > 0 ? cut.slice(0, end) : [...words].slice(0, maxNameLength).join('')
}

/** Day of the oldest page, because the newest page's day changes with each page written. "" if no file has a time. */
function dayOf({ pages }: DocumentDraft): string {
  const times = [...pages.values()].map(({ file }) => file.modified).filter((time) => time > 0)
  if (times.length === 0) return ''
  const date = new Date(times.reduce((oldest, time) => Math.min(oldest, time)))
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What a notebook is called whose files don't say its name. The name of its file or folder stands where a person gave it;
// otherwise the first words typed on its first page do, or a date.
import type { LibraryCore } from './descriptions.ts'
import type { DocumentDraft } from './documents.ts'
import { isUuid } from './identity.ts'
import type { SourceFile } from './types.ts'

/** What programs call folders: "data", "rm", "test-files". A person's names have spaces, capitals or other letters. */
const programsName = /^[a-z0-9._-]+$/

const maxNameLength = 60

/** `first`: the file of the first page; undefined where that has no ink. */
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
    // Where the page is opened, it says what is wrong with it.
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

/** Of the oldest page: that of the newest changes with each page written. "" where no file says when it was written. */
function dayOf({ pages }: DocumentDraft): string {
  const times = [...pages.values()].map(({ file }) => file.modified).filter((time) => time > 0)
  if (times.length === 0) return ''
  const date = new Date(times.reduce((oldest, time) => Math.min(oldest, time)))
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

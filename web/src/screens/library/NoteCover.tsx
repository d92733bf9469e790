// SPDX-License-Identifier: AGPL-3.0-or-later
import { documentOf, type PagePlace } from '@rmirror/shared/api'
import { useQuery } from '@tanstack/preact-query'
import { useStore } from '../../data/store.ts'
import { guestNotes } from '../../data/workspace/guest-notes.ts'

/** More than fits on a card at any width. */
const maxLines = 24
const maxCharacters = 900

interface NoteCoverProps {
  place: PagePlace
  /** Shown until the text is known. */
  name: string
  /** The card is or was on the screen. */
  isSeen: boolean
}

/** The first lines of a note, as they are written. Hidden from screen readers, which hear its title. */
export function NoteCover({ place, name, isSeen }: NoteCoverProps) {
  const { remote } = useStore()
  const { data } = useQuery(remote.pageAt(isSeen ? place : null))
  const text = data ? documentOf(data) : guestNotes.value.get(place.notebook_uuid)?.content
  return (
    <span class="sheet note-cover" aria-hidden="true">
      <span>{text === undefined ? name : firstLines(text)}</span>
    </span>
  )
}

/** Without the marks of headings, bold words and attachments, and with boxes for to-dos. */
function firstLines(text: string): string {
  const lines = text.slice(0, maxCharacters).trim().split('\n', maxLines).join('\n')
  return lines
    .replace(/^#{1,6} |\*\*/gm, '')
    .replace(/!?\[([^[\]\n]*)\]\(attachment:[\w-]*\)?/g, '$1')
    .replace(/^(\s*)[-*+] \[([ xX])\]/gm, (_, indent, mark) => `${indent}${mark === ' ' ? '☐' : '☑'}`)
}

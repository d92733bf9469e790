// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes whose notebook is gone: marked as such, and deleted only if nobody wrote into them.
import { checksum } from './checksum.ts'
import { endMarker, type Region } from './markers.ts'
import { isUntouched, topId } from './parts.ts'
import { endOfProperties, hasOwnProperties } from './properties.ts'
import type { RemovedWhy } from './types.ts'

const reasons: Record<RemovedWhy, string> = {
  gone: 'What it shows is no longer in the library.',
  trash: 'Its notebook is in the trash.',
  per: 'Notes are written differently now.',
}

/** Whether a person wrote something around or inside the region, or into the properties. */
export function hasOwnText(text: string, region: Region): boolean {
  const around = text.slice(endOfProperties(text), region.from) + text.slice(region.to)
  const inner = text.slice(region.innerFrom, region.innerTo)
  const isWritten = isUntouched(inner, region.end)
  return around.trim() !== '' || !isWritten || hasOwnProperties(text, region.begin)
}

/** Says in the note's top that it is no longer updated, unless a person changed that part. */
export function withRemovalMark(text: string, id: string, region: Region, why: RemovedWhy): string {
  const inner = text.slice(region.innerFrom, region.innerTo)
  const [top = ''] = inner.split(/^(?=#{1,6} (?:.* )?\^[\da-f-]+[ \t]*\r?$)/im)
  const trimmed = top.trim()
  const eol = inner.includes('\r\n') ? '\r\n' : '\n'
  const mark = `> [!warning] rMirror no longer updates this note. ${reasons[why]}`
  if (trimmed.includes(mark) || checksum(trimmed) !== region.end.get(topId)) return text
  const marked = `${trimmed.replace(/(?:\r?\n)*^> \[!warning\] rMirror no longer.*$/m, '')}${eol}${eol}${mark}`
  const sums = new Map(region.end).set(topId, checksum(marked))
  const next = `${eol}${marked}${eol}${eol}${inner.slice(top.length)}`
  return `${text.slice(0, region.innerFrom)}${next}${endMarker(id, sums)}${text.slice(region.to)}`
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TextFacts } from '@rmirror/shared/core'
import type { ComponentChildren } from 'preact'
import { t } from '../i18n/index.ts'

/** The tablet's paragraph styles, see TextFacts. */
const heading = 2
const subheading = 3
const bullets = [4, 5]
const checkboxes = [6, 7, 8, 9]
const ticked = [7, 9]
const numbered = [10, 11]

/** What was typed on the page, in the tablet's styles. */
export function TypedText({ paragraphs }: { paragraphs: TextFacts[] }) {
  const numbers = countNumbered(paragraphs)
  return (
    <div class="typed-text">
      {paragraphs.map((paragraph, position) => (
        <Paragraph key={position} paragraph={paragraph} number={numbers[position] ?? 0} />
      ))}
    </div>
  )
}

function Paragraph({ paragraph, number }: { paragraph: TextFacts; number: number }) {
  const { style, depth } = paragraph
  const words = <Runs paragraph={paragraph} />
  if (style === heading) return <h3>{words}</h3>
  if (style === subheading) return <h4>{words}</h4>
  if (bullets.includes(style)) return <Item depth={depth} marker="•" children={words} />
  if (numbered.includes(style)) return <Item depth={depth} marker={`${number}.`} children={words} />
  if (checkboxes.includes(style)) {
    const done = ticked.includes(style)
    return (
      <Item depth={depth} marker={done ? '☑' : '☐'} spoken={t(done ? 'text.done' : 'text.open')} done={done}>
        {words}
      </Item>
    )
  }
  return <p>{words}</p>
}

interface ItemProps {
  depth: number
  marker: string
  spoken?: string
  done?: boolean
  children: ComponentChildren
}

/** Of a list; what it begins with is not among the words to be copied. */
export function Item({ depth, marker, spoken, done = false, children }: ItemProps) {
  return (
    <p class={`text-item text-depth-${Math.min(depth, 4)} ${done ? 'text-done' : ''}`}>
      <span class="text-marker" aria-hidden={spoken ? 'true' : undefined}>
        {marker}
      </span>
      {spoken && <span class="visually-hidden">{spoken}: </span>}
      <span>{children}</span>
    </p>
  )
}

function Runs({ paragraph }: { paragraph: TextFacts }) {
  if (paragraph.runs.length === 0) return <>{paragraph.text}</>
  return (
    <>
      {paragraph.runs.map(({ text, bold, italic }, position) => {
        const words = italic ? <em key={position}>{text}</em> : text
        return bold ? <strong key={position}>{words}</strong> : words
      })}
    </>
  )
}

/** Numbers start again after any other paragraph of the same or an outer depth. */
function countNumbered(paragraphs: TextFacts[]): number[] {
  const counts: number[] = []
  return paragraphs.map(({ style, depth }) => {
    counts.length = Math.min(counts.length, depth + 1)
    if (!numbered.includes(style)) {
      counts.length = Math.min(counts.length, depth)
      return 0
    }
    counts[depth] = (counts[depth] ?? 0) + 1
    return counts[depth]
  })
}

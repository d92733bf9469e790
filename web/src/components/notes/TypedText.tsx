// SPDX-License-Identifier: AGPL-3.0-or-later
import type { TextFacts } from '@rmirror/shared/core'
import type { ComponentChildren } from 'preact'
import { t } from '../../i18n/index.ts'

/** The page's typed text, in the tablet's paragraph styles. */
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
  const { kind, state, depth } = paragraph
  const words = <Runs paragraph={paragraph} />
  switch (kind) {
    case 'title':
      return <h3 dir="auto">{words}</h3>
    case 'heading':
    case 'subheading':
      return <h4 dir="auto">{words}</h4>
    case 'bullet':
      return <Item depth={depth} marker="•" children={words} />
    case 'numbered':
      return <Item depth={depth} marker={`${number}.`} children={words} />
    case 'task': {
      const { marker, spoken } = boxes[state ?? 'open']
      return <Item depth={depth} marker={marker} spoken={t(spoken)} done={state === 'ticked'} children={words} />
    }
    default:
      return <p dir="auto">{words}</p>
  }
}

const boxes = {
  open: { marker: '☐', spoken: 'text.open' },
  ticked: { marker: '☑', spoken: 'text.done' },
  dashed: { marker: '☒', spoken: 'text.dashed' },
} as const

interface ItemProps {
  depth: number
  marker: string
  spoken?: string
  done?: boolean
  children: ComponentChildren
}

/** List item. `spoken` replaces the marker for screen readers. */
export function Item({ depth, marker, spoken, done = false, children }: ItemProps) {
  return (
    // The words decide on the direction, not the marker.
    <p dir="auto" class={`text-item text-depth-${Math.min(depth, 4)} ${done ? 'text-done' : ''}`}>
      <span class="text-marker" dir="ltr" aria-hidden={spoken ? 'true' : undefined}>
        {marker}
      </span>
      {spoken && (
        <span class="visually-hidden" dir="ltr">
          {spoken}:{' '}
        </span>
      )}
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

/**
 * The number of each numbered paragraph, 0 for others. Numbering restarts after any other paragraph of the same or an
 * outer depth.
 */
function countNumbered(paragraphs: TextFacts[]): number[] {
  const counts: number[] = []
  return paragraphs.map(({ kind, depth }) => {
    counts.length = Math.min(counts.length, depth + 1)
    if (kind !== 'numbered') {
      counts.length = Math.min(counts.length, depth)
      return 0
    }
    counts[depth] = (counts[depth] ?? 0) + 1
    return counts[depth]
  })
}

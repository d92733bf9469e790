// SPDX-License-Identifier: AGPL-3.0-or-later
import { type ReadBlock, type ReadLine, readBlocks, typedBlocks, wordsOf } from '@rmirror/shared/library'
import { formatPercent, t } from '../i18n/index.ts'
import { Item } from './TypedText.tsx'

/** How sure whoever read it is of a line. */
export interface Certainty {
  text: string
  /** 0 to 1. */
  confidence: number
}

/** Below it a word of the line is doubtful. */
const sureFrom = 0.75

export const isUnsure = ({ confidence }: Certainty) => confidence < sureFrom

interface ReadTextProps {
  /** What was read, which may hold anything: it is shown as text. */
  markdown: string
  certainties: readonly Certainty[]
}

/** What was read in handwriting, with a mark where the reading may be wrong. */
export function ReadText({ markdown, certainties }: ReadTextProps) {
  const judge = new Judge(certainties)
  return (
    <div class="typed-text read-text">
      {readBlocks(markdown).map((block, position) => (
        <Block key={position} block={block} judge={judge} />
      ))}
    </div>
  )
}

/** What was typed on the page, as the server has it. */
export function TypedMarkdown({ markdown }: { markdown: string }) {
  const judge = new Judge([])
  // Paragraphs stand apart anyway.
  const blocks = typedBlocks(markdown).filter(({ kind }) => kind !== 'gap')
  return (
    <div class="typed-text">
      {blocks.map((block, position) => (
        <Block key={position} block={block} judge={judge} />
      ))}
    </div>
  )
}

function Block({ block, judge }: { block: ReadBlock; judge: Judge }) {
  switch (block.kind) {
    case 'gap':
      return <div class="read-gap" />
    case 'table':
      return <Table rows={block.rows} judge={judge} />
    case 'heading': {
      const Heading = block.level === 1 ? 'h3' : 'h4'
      return (
        <Heading>
          <Line line={block.line} judge={judge} />
        </Heading>
      )
    }
    case 'item': {
      const { depth, isDone, line } = block
      if (isDone === null)
        return <Item depth={depth} marker={block.marker} children={<Line line={line} judge={judge} />} />
      return (
        <Item depth={depth} marker={isDone ? '☑' : '☐'} spoken={t(isDone ? 'text.done' : 'text.open')} done={isDone}>
          <Line line={line} judge={judge} />
        </Item>
      )
    }
    case 'text':
      return (
        <p>
          <Line line={block.line} judge={judge} />
        </p>
      )
  }
}

function Table({ rows: [head = [], ...rows], judge }: { rows: ReadLine[][]; judge: Judge }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class="read-table" aria-label={t('reading.table')} tabIndex={0}>
      <table>
        <thead>
          <Row cells={head} as="th" judge={judge} />
        </thead>
        <tbody>
          {rows.map((cells, position) => (
            <Row key={position} cells={cells} as="td" judge={judge} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ cells, as: Cell, judge }: { cells: ReadLine[]; as: 'th' | 'td'; judge: Judge }) {
  const confidence = judge.of(cells.map(wordsOf).join(' | '))
  return (
    <tr>
      {cells.map((cell, position) => (
        <Cell key={position}>
          <Words line={cell} confidence={wordsOf(cell) === '' ? null : confidence} />
        </Cell>
      ))}
    </tr>
  )
}

function Line({ line, judge }: { line: ReadLine; judge: Judge }) {
  return <Words line={line} confidence={judge.of(wordsOf(line))} />
}

/** `confidence` where it is low. */
function Words({ line, confidence }: { line: ReadLine; confidence: number | null }) {
  const words = line.map(({ text, as }, position) => {
    if (as === 'bold') return <strong key={position}>{text}</strong>
    if (as === 'italic') return <em key={position}>{text}</em>
    if (as === 'bold-italic')
      return (
        <strong key={position}>
          <em>{text}</em>
        </strong>
      )
    if (as === 'struck') return <s key={position}>{text}</s>
    return as === 'formula' ? <code key={position}>{text}</code> : text
  })
  if (confidence === null) return <>{words}</>
  return (
    <span class="unsure" title={t('reading.unsureLine', { percent: formatPercent(confidence) })}>
      {words}
      <span class="visually-hidden"> ({t('reading.unsure')})</span>
    </span>
  )
}

/** Lines and certainties come in the same order, but either may lack some of the other's. */
class Judge {
  readonly #certainties: readonly Certainty[]
  #next = 0

  constructor(certainties: readonly Certainty[]) {
    this.#certainties = certainties
  }

  /** null: sure, or nobody knows. */
  of(words: string): number | null {
    const wanted = lettersOf(words)
    if (wanted === '') return null
    const found = this.#certainties.findIndex(({ text }, at) => at >= this.#next && lettersOf(text) === wanted)
    const certainty = this.#certainties[found]
    if (!certainty) return null
    this.#next = found + 1
    return isUnsure(certainty) ? certainty.confidence : null
  }
}

const lettersOf = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSignal } from '@preact/signals'
import {
  captionOf,
  languageAttributes,
  linesOfBlocks,
  type ReadBlock,
  type ReadLine,
  readBlocks,
  typedBlocks,
  withinColumns,
  wordsOf,
} from '@rmirror/shared/library'
import type { ComponentChildren } from 'preact'
import { useContext, useMemo, useRef } from 'preact/hooks'
import { formatNumber, formatPercent, t } from '../../i18n/index.ts'
import type { LineHighlight } from '../sheet/line-highlight.ts'
import type { PlacedLine } from '../sheet/sheet-layout.ts'
import { AttachmentView, type ShownAttachmentProps } from './attachment-view.ts'
import { type CertaintyStep, confidenceLevel, type LineConfidence, LineFinder } from './confidence.ts'
import { Diagram } from './Diagram.tsx'
import { Formula } from './Formula.tsx'
import { HighlightableLine, moveAmongLines, useOneTabStop } from './HighlightableLine.tsx'
import { Item } from './TypedText.tsx'

interface ReadTextProps {
  /** The transcription: untrusted, so it is rendered as text, never as markup. */
  markdown: string
  /** Of the page, BCP 47; null or absent: unknown. */
  lang?: string | null | undefined
  /** All transcribed lines of the page. */
  lines: readonly LineConfidence[]
  /** Enables highlighting on the page, for lines whose position there is known. */
  onSheet?: HighlightTarget | undefined
  /** Called with the 0-based line of `markdown` that was clicked twice. */
  onOpen?: ((line: number) => void) | undefined
}

export interface HighlightTarget {
  lit: LineHighlight
  placed: readonly PlacedLine[]
}

/** How many blocks are shown at first, and then with each click: a megabyte can have half a million. */
const blocksAtOnce = 2_000

/** Transcribed handwriting; lines of low confidence are marked. */
export function TranscribedText({ markdown, lang, lines, onSheet, onOpen }: ReadTextProps) {
  const judge = new LineMatcher(lines, onSheet)
  const blocks = useMemo(() => readBlocks(markdown), [markdown])
  const count = useSignal(blocksAtOnce)
  const text = useRef<HTMLDivElement>(null)
  useOneTabStop(text)
  const open = ({ target }: Event) => {
    // Each block is one element.
    const shown = [...(text.current?.children ?? [])]
    const block = shown.findIndex((each) => each.contains(target as Node))
    onOpen?.(linesOfBlocks(markdown)[block] ?? 0)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the lines in it are what is used. */}
      <div
        ref={text}
        class="typed-text read-text"
        {...languageAttributes(lang)}
        onKeyDown={moveAmongLines}
        onDblClick={open}
      >
        {blocks.slice(0, count.value).map((block, position) => (
          <Block key={position} block={block} judge={judge} />
        ))}
      </div>
      {blocks.length > count.value && (
        <button type="button" class="button button-small" onClick={() => (count.value += blocksAtOnce)}>
          {t('text.more')}
        </button>
      )}
    </>
  )
}

/** The page's typed text, from the server's Markdown. */
export function TypedMarkdown({ markdown }: { markdown: string }) {
  const judge = new LineMatcher([])
  // Gaps aren't needed: paragraphs have margins.
  const blocks = typedBlocks(markdown).filter(({ kind }) => kind !== 'gap')
  return (
    <div class="typed-text">
      {blocks.map((block, position) => (
        <Block key={position} block={block} judge={judge} />
      ))}
    </div>
  )
}

function Block({ block, judge }: { block: ReadBlock; judge: LineMatcher }) {
  switch (block.kind) {
    case 'gap':
      return <div class="read-gap" />
    case 'table':
      return <Table rows={block.rows} judge={judge} />
    case 'code':
      return block.language === 'mermaid' ? (
        <Diagram source={block.lines.join('\n')}>
          <Code lines={block.lines} judge={judge} />
        </Diagram>
      ) : (
        <Code lines={block.lines} judge={judge} />
      )
    case 'heading': {
      const Heading = block.level === 1 ? 'h3' : 'h4'
      return (
        <Heading dir="auto">
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
    case 'text': {
      const { line } = block
      if (captionOf(line)) return <Figure line={line} judge={judge} />
      if (line.length === 1 && line[0]?.isDisplay) return <DisplayFormula line={line} judge={judge} />
      return (
        <p dir="auto">
          <Line line={line} judge={judge} />
        </p>
      )
    }
  }
}

/** An image with its caption, which is all there is where a text is shown without its images. */
function Figure({ line, judge }: { line: ReadLine; judge: LineMatcher }) {
  const words = <Line line={line} judge={judge} />
  if (!useContext(AttachmentView)) return <p>{words}</p>
  return (
    <figure class="read-figure">
      {words}
      <figcaption dir="auto">{captionOf(line)}</figcaption>
    </figure>
  )
}

function DisplayFormula({ line, judge }: { line: ReadLine; judge: LineMatcher }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and a page may have several of one name.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div role="group" class="read-formula" aria-label={t('reading.formula')} tabIndex={0}>
      <Line line={line} judge={judge} />
    </div>
  )
}

/** `dir`: programs are written from left to right, whatever language the page is in. */
function Code({ lines, judge }: { lines: string[]; judge: LineMatcher }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and a page may have several of one name.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div role="group" class="read-code" aria-label={t('reading.code')} tabIndex={0}>
      <pre dir="ltr">
        <code>
          {lines.map((text, position) => (
            <span key={position}>
              <Line line={[{ text, as: 'plain' }]} judge={judge} />
              {'\n'}
            </span>
          ))}
        </code>
      </pre>
    </div>
  )
}

function Table({ rows: all, judge }: { rows: ReadLine[][]; judge: LineMatcher }) {
  const { rows: shown, width, columns } = withinColumns(all)
  const [head = [], ...rows] = shown
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and a page may have several of one name.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <div role="group" class="read-table" aria-label={t('reading.table')} tabIndex={0}>
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
      {columns > width && (
        <p class="quiet">{t('reading.wideTable', { shown: formatNumber(width), columns: formatNumber(columns) })}</p>
      )}
    </div>
  )
}

function Row({ cells, as: Cell, judge }: { cells: ReadLine[]; as: 'th' | 'td'; judge: LineMatcher }) {
  const verdict = judge.of(cells.map(wordsOf).join(' | '))
  return (
    <tr>
      {cells.map((cell, position) => (
        <Cell key={position} dir="auto">
          <Words line={cell} verdict={wordsOf(cell) === '' ? null : verdict} />
        </Cell>
      ))}
    </tr>
  )
}

function Line({ line, judge }: { line: ReadLine; judge: LineMatcher }) {
  return <Words line={line} verdict={judge.of(wordsOf(line))} />
}

function Words({ line, verdict }: { line: ReadLine; verdict: Verdict | null }) {
  const words = line.map(({ text, as, attachment, isDisplay }, position) => {
    if (attachment) return <Attached key={position} id={attachment} name={text} isImage={as === 'image'} />
    if (as === 'bold') return <strong key={position}>{text}</strong>
    if (as === 'italic') return <em key={position}>{text}</em>
    if (as === 'bold-italic')
      return (
        <strong key={position}>
          <em>{text}</em>
        </strong>
      )
    if (as === 'struck') return <s key={position}>{text}</s>
    if (as === 'marked') return <mark key={position}>{text}</mark>
    if (as === 'formula') return <Formula key={position} latex={text} layout={isDisplay ? 'display' : 'inline'} />
    return text
  })
  if (!verdict) return <>{words}</>
  const { step, line: number, lit } = verdict
  const marked = step === 'sure' ? words : [<Unsure key={step} verdict={verdict} step={step} words={words} />]
  if (!lit) return <>{marked}</>
  return (
    <HighlightableLine line={number} lit={lit} label={isFormula(line) ? wordsOf(line) : undefined}>
      {marked}
    </HighlightableLine>
  )
}

/** MathML alone is no name of a button. */
function isFormula(line: ReadLine): boolean {
  return line.every(({ as }) => as === 'formula')
}

function Attached(attached: ShownAttachmentProps) {
  const View = useContext(AttachmentView)
  if (View) return <View key={attached.id} {...attached} />
  return <span>{t('attachments.inWords', { name: attached.name })}</span>
}

const marks = {
  unsure: { style: 'unsure', spoken: 'reading.unsure' },
  veryUnsure: { style: 'unsure very-unsure', spoken: 'reading.veryUnsure' },
} as const

interface UnsureProps {
  verdict: Verdict
  step: keyof typeof marks
  words: ComponentChildren
}

function Unsure({ verdict: { confidence }, step, words }: UnsureProps) {
  const { style, spoken } = marks[step]
  return (
    <span class={style} title={t('reading.unsureLine', { percent: formatPercent(confidence) })}>
      {words}
      <span class="visually-hidden" dir="ltr">
        {' '}
        ({t(spoken)})
      </span>
    </span>
  )
}

interface Verdict {
  /** Index into the lines of the page. */
  line: number
  confidence: number
  step: CertaintyStep
  /** null if the line's position on the page is unknown. */
  lit: LineHighlight | null
}

class LineMatcher {
  readonly #lines: readonly LineConfidence[]
  readonly #finder: LineFinder
  readonly #lit: LineHighlight | null
  readonly #placed: ReadonlySet<number>

  constructor(lines: readonly LineConfidence[], onSheet?: HighlightTarget) {
    this.#lines = lines
    this.#finder = new LineFinder(lines)
    this.#lit = onSheet?.lit ?? null
    this.#placed = new Set(onSheet?.placed.map(({ line }) => line))
  }

  /** null if no line matches. Stateful, as `LineFinder.find`: to be called in the order of the text. */
  of(words: string): Verdict | null {
    const line = this.#finder.find(words)
    const known = line === null ? undefined : this.#lines[line]
    if (line === null || !known) return null
    const { confidence } = known
    return { line, confidence, step: confidenceLevel(known), lit: this.#placed.has(line) ? this.#lit : null }
  }
}

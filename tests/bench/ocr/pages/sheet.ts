// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that is written from top to bottom, as ink and as the Markdown that a reader should make of it.
import { inks, Sketch } from '../../../generator/drawing.ts'
import { type Hand, type Written, writeLine } from '../../../generator/handwriting.ts'
import { Random } from '../../../generator/prng.ts'
import type { SceneStroke } from '../../../generator/scene.ts'
import type { HandStyle } from './hands.ts'
import { drawFormula, type Formula, latexOf } from './mathematics.ts'

const left = -600
const rowHeight = 92
const sizes = { title: 42, heading: 36, text: 30, note: 25 }

export class Sheet {
  readonly strokes: SceneStroke[] = []
  readonly #style: HandStyle
  readonly #seed: number
  readonly #markdown: string[] = []
  #count = 0
  #y = 200

  constructor(style: HandStyle, seed: number) {
    this.#style = style
    this.#seed = seed
  }

  get markdown(): string {
    return this.#markdown.join('\n')
  }

  title(text: string): this {
    const { end } = this.#write(text, left, this.#hand('title'))
    this.#draw((sketch) => sketch.underline(this.#style.pen, left, this.#y + 22, end - left))
    return this.#next(`# ${text}`, 1.45)
  }

  heading(text: string): this {
    const { end } = this.#write(text, left, this.#hand('heading'))
    this.#draw((sketch) => sketch.underline(this.#style.pen, left, this.#y + 18, end - left))
    return this.#next(`## ${text}`, 1.2)
  }

  text(...lines: string[]): this {
    for (const line of lines) {
      this.#write(line, left, this.#hand('text'))
      this.#next(line)
    }
    return this
  }

  bullet(text: string, depth = 0): this {
    const x = left + 70 * depth
    this.#draw((sketch) => sketch.lines(this.#style.pen, [x, this.#y - 14], [x + 30, this.#y - 15]))
    this.#write(text, x + 62, this.#hand('text'))
    return this.#next(`${'  '.repeat(depth)}- ${text}`)
  }

  numbered(number: number, text: string): this {
    this.#write(`${number}. ${text}`, left, this.#hand('text'))
    return this.#next(`${number}. ${text}`)
  }

  todo(text: string, done: boolean): this {
    this.#draw((sketch) => sketch.todo(inks.ballpoint, left, this.#y, done ? 'done' : 'open'))
    this.#write(text, left + 66, this.#hand('text'))
    return this.#next(`- [${done ? 'x' : ' '}] ${text}`)
  }

  /** A line that hangs by an arrow below the one before it. */
  hanging(text: string): this {
    this.#draw((sketch) =>
      sketch
        .lines(this.#style.pen, [left + 40, this.#y - 70], [left + 40, this.#y - 14], [left + 96, this.#y - 14])
        .lines(this.#style.pen, [left + 76, this.#y - 28], [left + 98, this.#y - 14], [left + 76, this.#y]),
    )
    this.#write(text, left + 120, this.#hand('text'))
    return this.#next(`  - ↳ ${text}`)
  }

  /** Words before, words that are crossed out, words behind. */
  crossedOut(before: string, struck: string, behind: string): this {
    const hand = this.#hand('text')
    const middle = this.#write(before, left, hand).end
    const { end } = this.#write(struck, middle, hand)
    this.#write(behind, end, hand)
    this.#draw((sketch) => sketch.lines(this.#style.pen, [middle - 4, this.#y - 12], [end - 16, this.#y - 16]))
    return this.#next(`${before} ~~${struck}~~ ${behind}`)
  }

  /** A line, and what is noted beside it in the margin. */
  withNote(text: string, note: string): this {
    this.#write(text, left, this.#hand('text'))
    this.#write(note, 350, this.#hand('note'))
    this.#draw((sketch) => sketch.lines(inks.pencil, [325, this.#y - 40], [325, this.#y + 10]))
    return this.#next(`${text}\n${note}`)
  }

  /** Two columns beside each other, each with lines of its own. */
  columns(first: string[], second: string[]): this {
    const top = this.#y
    for (const [x, lines] of [
      [left, first],
      [60, second],
    ] as const)
      for (const [at, line] of lines.entries()) {
        this.#y = top + at * rowHeight
        this.#write(line, x, this.#hand('text'))
      }
    this.#y = top + (Math.max(first.length, second.length) - 1) * rowHeight
    this.#draw((sketch) => sketch.lines(inks.pencil, [15, top - 50], [16, this.#y + 20]))
    return this.#next([...first, ...second].join('\n'), 1.3)
  }

  table(...rows: string[][]): this {
    const [columns, width] = [rows[0]?.length ?? 0, 1180 / (rows[0]?.length ?? 1)]
    const [top, right] = [this.#y - 62, left + 1180]
    const bottom = top + rows.length * rowHeight
    this.#draw((sketch) => {
      for (let row = 0; row <= rows.length; row += 1)
        sketch.lines(inks.ballpoint, [left, top + row * rowHeight], [right, top + row * rowHeight])
      for (let column = 0; column <= columns; column += 1)
        sketch.lines(inks.ballpoint, [left + column * width, top], [left + column * width, bottom])
      return sketch
    })
    for (const cells of rows) {
      for (const [column, cell] of cells.entries()) this.#write(cell, left + column * width + 24, this.#hand('text'))
      this.#y += rowHeight
    }
    const line = (cells: string[]) => `| ${cells.join(' | ')} |`
    const [head = [], ...others] = rows
    this.#markdown.push([line(head), line(head.map(() => '---')), ...others.map(line)].join('\n'))
    this.#y += 40
    return this
  }

  /** A formula that stands alone. */
  formula(formula: Formula): this {
    this.#y += 40
    this.strokes.push(...drawFormula(formula, { x: left + 180, y: this.#y }, this.#hand('heading')).strokes)
    return this.#next(`$$${latexOf(formula)}$$`, 1.6)
  }

  withFormula(before: string, formula: Formula): this {
    const { end } = this.#write(before, left, this.#hand('text'))
    this.strokes.push(...drawFormula(formula, { x: end, y: this.#y }, this.#hand('text')).strokes)
    return this.#next(`${before} $${latexOf(formula)}$`, 1.2)
  }

  /** Boxes below each other with arrows between them. */
  diagram(...words: string[]): this {
    for (const [at, word] of words.entries()) {
      const top = this.#y - 50
      const { end } = this.#write(word, -180, this.#hand('text'))
      this.#draw((sketch) => {
        sketch.box(inks.ballpoint, -215, top, end + 225, 78)
        return at === words.length - 1 ? sketch : sketch.arrow(inks.ballpoint, [-80, top + 84], [-78, top + 176])
      })
      this.#next(word, 2)
    }
    return this
  }

  code(language: string, ...lines: string[]): this {
    for (const line of lines) {
      const indent = line.length - line.trimStart().length
      this.#write(line.trim(), left + 40 + 26 * indent, this.#hand('text'))
      this.#y += rowHeight * 0.9
    }
    this.#markdown.push([`\`\`\`${language}`, ...lines, '```'].join('\n'))
    return this
  }

  #hand(kind: keyof typeof sizes): Hand {
    const { pen, scale, slant } = this.#style
    return { pen, slant, size: sizes[kind] * scale, random: new Random(this.#seed + ++this.#count) }
  }

  #write(text: string, x: number, hand: Hand): Written {
    const written = writeLine(text, { x, y: this.#y }, hand)
    this.strokes.push(...written.strokes)
    return written
  }

  #draw(draw: (sketch: Sketch) => Sketch): void {
    this.strokes.push(...draw(new Sketch(this.#seed + 5000 + ++this.#count)).strokes)
  }

  #next(markdown: string, rows = 1): this {
    this.#markdown.push(markdown)
    this.#y += rows * rowHeight
    return this
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts with errors whose kinds and numbers are known, as emulated models read them: they test the measure itself.
import { Random } from '../../generator/prng.ts'

/** Each is a share, from 0 to 1, of what the text has of it. */
export interface Faults {
  /** Letters and digits that are read as others. */
  letters?: number
  /** Lines that are left out. */
  lines?: number
  /** Headings, items and boxes without their mark. */
  marks?: number
  /** Boxes in the other state. */
  boxes?: number
  /** Tables and formulas as mere words. */
  layout?: number
  /** Pages whose lines come in another order. */
  order?: number
}

export function misread(markdown: string, faults: Faults, seed: number): string {
  const random = new Random(seed)
  const hits = (share = 0) => share > 0 && random.chance(share)
  const isLayoutLost = hits(faults.layout)
  const lines = markdown.split('\n').flatMap((line) => {
    if (line !== '' && hits(faults.lines)) return []
    if (isLayoutLost) return withoutLayout(line)
    if (/^ *- \[[ x]\]/.test(line) && hits(faults.boxes)) return [line.replace(/\[[ x]\]/, otherBox)]
    return hits(faults.marks) ? [line.replace(/^ *(?:#+|[-*]|\d+\.) (?:\[[ x]\] )?/, '')] : [line]
  })
  const ordered = hits(faults.order) ? random.shuffled(lines) : lines
  return ordered.map((line) => withOtherLetters(line, faults.letters ?? 0, random)).join('\n')
}

const otherBox = (box: string) => (box === '[ ]' ? '[x]' : '[ ]')

function withoutLayout(line: string): string[] {
  if (/^\|[-| ]*\|$/.test(line)) return []
  return [
    line
      .replace(/^\| (.*) \|$/, '$1')
      .replaceAll(' | ', ' ')
      .replace(/\$+|\\[a-z]+|[{}^_]/g, ''),
  ]
}

/** Each letter that is hit is read as another of its kind, so that the number of errors is known. */
export function withOtherLetters(line: string, share: number, random: Random): string {
  // Commands of LaTeX and the marks at the beginning stay what they are.
  return line.replace(/\\[a-z]+|\[x\]|[a-zA-Z]|\d/g, (found) => {
    if (found.length > 1 || share === 0 || !random.chance(share)) return found
    if (/\d/.test(found)) return String((Number(found) + 1 + random.integer(9)) % 10)
    const first = (found < 'a' ? 'A' : 'a').charCodeAt(0)
    return String.fromCharCode(first + ((found.charCodeAt(0) - first + 1 + random.integer(25)) % 26))
  })
}

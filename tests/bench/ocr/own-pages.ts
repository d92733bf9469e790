// SPDX-License-Identifier: AGPL-3.0-or-later
// Sixty pages of our own whose text is known, because ink and Markdown are made of the same lines: twelve kinds of
// pages in five languages, each hand on one page of every language.
import { Random } from '../../generator/prng.ts'
import { onePage } from '../../generator/scene.ts'
import { writeV6 } from '../../generator/v6.ts'
import { hands } from './pages/hands.ts'
import { formulas } from './pages/mathematics.ts'
import { allPhrases, type Phrases } from './pages/phrases.ts'
import { Sheet } from './pages/sheet.ts'

export interface OwnPage {
  name: string
  /** A `.rm` file. */
  file: Uint8Array
  markdown: string
}

/** What is chosen for a page; nothing comes twice on it. */
interface Choice {
  titles: string[]
  headings: string[]
  sentences: string[]
  tasks: string[]
  words: string[]
  notes: string[]
  random: Random
  phrases: Phrases
}

const sentence = ({ sentences }: Choice, at: number) => sentences[at] as string
const word = ({ words }: Choice, at: number) => words[at] as string
const title = ({ titles }: Choice) => titles[0] as string

const kinds: Record<string, (sheet: Sheet, choice: Choice) => Sheet> = {
  letter: (sheet, { sentences }) => sheet.text(...sentences.slice(0, 8)),
  meeting: (sheet, choice) =>
    sheet
      .title(title(choice))
      .text(sentence(choice, 0), sentence(choice, 1))
      .heading(choice.headings[0] as string)
      .todo(choice.tasks[0] as string, false)
      .todo(choice.tasks[1] as string, true)
      .todo(choice.tasks[2] as string, false)
      .heading(choice.headings[1] as string)
      .bullet(sentence(choice, 2))
      .bullet(sentence(choice, 3)),
  table: (sheet, choice) => {
    const number = () => String(10 + choice.random.integer(990))
    return sheet
      .title(title(choice))
      .table(
        [word(choice, 0), word(choice, 1), word(choice, 2)],
        ...[3, 4, 5].map((at) => [word(choice, at), number(), number()]),
      )
      .text(sentence(choice, 0), sentence(choice, 1))
  },
  mathematics: (sheet, choice) => {
    const [first, second, third] = choice.random.shuffled(formulas)
    if (!first || !second || !third) throw new Error('Too few formulas')
    return sheet
      .title(title(choice))
      .text(sentence(choice, 0))
      .formula(first)
      .text(sentence(choice, 1))
      .formula(second)
      .withFormula(`${word(choice, 0)}:`, third)
  },
  diagram: (sheet, choice) =>
    sheet
      .title(title(choice))
      .text(sentence(choice, 0))
      .diagram(word(choice, 0), word(choice, 1), word(choice, 2))
      .text(sentence(choice, 1)),
  'crossed out': (sheet, choice) =>
    sheet
      .text(sentence(choice, 0))
      .crossedOut(word(choice, 0), word(choice, 1), word(choice, 2))
      .text(sentence(choice, 1))
      .crossedOut(word(choice, 3), word(choice, 4), word(choice, 5))
      .text(sentence(choice, 2)),
  margin: (sheet, choice) =>
    sheet
      .title(title(choice))
      .text(sentence(choice, 0))
      .withNote(sentence(choice, 1), choice.notes[0] as string)
      .text(sentence(choice, 2))
      .withNote(sentence(choice, 3), choice.notes[1] as string)
      .text(sentence(choice, 4)),
  columns: (sheet, choice) =>
    sheet.title(title(choice)).columns(choice.notes.slice(0, 4), choice.notes.slice(4, 8)).text(sentence(choice, 0)),
  arrows: (sheet, choice) =>
    sheet
      .title(title(choice))
      .bullet(sentence(choice, 0))
      .hanging(choice.notes[0] as string)
      .bullet(sentence(choice, 1))
      .hanging(choice.notes[1] as string)
      .hanging(choice.notes[2] as string),
  lists: (sheet, choice) =>
    sheet
      .heading(choice.headings[0] as string)
      .numbered(1, choice.tasks[0] as string)
      .numbered(2, choice.tasks[1] as string)
      .numbered(3, choice.tasks[2] as string)
      .heading(choice.headings[1] as string)
      .bullet(word(choice, 0))
      .bullet(word(choice, 1), 1)
      .bullet(word(choice, 2), 1)
      .bullet(word(choice, 3)),
  code: (sheet, choice) =>
    sheet
      .title(title(choice))
      .text(sentence(choice, 0))
      .code('python', 'def sum(n):', '  x = 0', '  for i in range(n):', '    x = x + i', '  return x')
      .text(sentence(choice, 1)),
  orders: (sheet, choice) => sheet.title(title(choice)).text(...choice.phrases.orders),
}

export function ownPages(): OwnPage[] {
  return allPhrases.flatMap((phrases, language) =>
    Object.entries(kinds).map(([kind, write], index) => {
      const number = 100 * language + index
      // Five is coprime with twelve, so no hand writes the same kind of page twice.
      const hand = hands[(index + 5 * language) % hands.length]
      if (!hand) throw new Error('No hand')
      const sheet = write(new Sheet(hand, 1000 * (number + 1)), choose(phrases, new Random(number + 1)))
      return {
        name: `${phrases.language}, ${kind}, ${hand.name}`,
        file: writeV6(onePage(sheet.strokes)),
        markdown: sheet.markdown,
      }
    }),
  )
}

function choose(phrases: Phrases, random: Random): Choice {
  return {
    titles: random.shuffled(phrases.titles),
    headings: random.shuffled(phrases.headings),
    sentences: random.shuffled(phrases.sentences),
    tasks: random.shuffled(phrases.tasks),
    words: random.shuffled(phrases.words),
    notes: random.shuffled(phrases.notes),
    random,
    phrases,
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed text for the pictures in tests/golden: every paragraph style, column and nesting.
import type { GoldenPage } from './golden-pages.ts'
import { fineliner, straight } from './ink.ts'
import { Random } from './prng.ts'
import { onePage, type SceneGroup, type SceneParagraph, type SceneRun } from './scene.ts'
import { writeV6 } from './v6.ts'

const styleNames = [
  'basic',
  'plain',
  'heading',
  'subheading',
  'bullet',
  'bullet-inside',
  'task',
  'task-done',
  'task-inside',
  'task-inside-done',
  'numbered',
  'numbered-inside',
]

/** Two paragraphs of each style, the first longer than a line, between plain ones. */
export function goldenStyles(): GoldenPage[] {
  return [
    ...styleNames.map((name, style) =>
      page(name, [
        written(1, 'Before'),
        written(style, `This is ${name}, and it goes on in a second line.`),
        written(style, 'Once more'),
        written(1, 'After'),
      ]),
    ),
    page('bold-and-italic', [
      {
        style: 1,
        runs: [{ text: 'Plain, ' }, bold('bold, '), italic('italic '), { ...bold('and both.'), italic: true }],
      },
    ]),
    page('nested-lists', [
      nested(4, 'Clothes', 1),
      nested(5, 'Rain jacket', 2),
      nested(6, 'Tickets', 16),
      nested(9, 'For the ferry', 17),
      nested(10, 'Lock', 32),
      nested(11, 'Twice', 33),
    ]),
    page('letters-of-many-scripts', [written(1, 'Größe, naïve, Łódź, Жук, Ωμέγα'), written(1, 'Not in it: 漢字')]),
    ...columns(),
    ...columnsOnTheMove(),
    anchored(),
  ]
}

const bold = (text: string): SceneRun => ({ text, bold: true })
const italic = (text: string): SceneRun => ({ text, italic: true })
const written = (style: number, text: string): SceneParagraph => ({ style, runs: [{ text }] })
const nested = (style: number, text: string, properties: number): SceneParagraph => ({
  ...written(style, text),
  nesting: { baseStyle: 3, properties },
})

const paper = { width: 480, height: 420 }
const request = { width: 240 }

function page(name: string, paragraphs: SceneParagraph[]): GoldenPage {
  const text = { x: -220, y: 30, width: 440, paragraphs }
  return { name: `styles/${name}`, bytes: writeV6(onePage([], { paper, text })), request }
}

/** The three widths that the tablet states, on its own paper. */
function columns(): GoldenPage[] {
  const paragraphs = [
    written(1, 'One column is as wide as the tablet makes it, and its lines are broken there. '.repeat(3)),
  ]
  const columns = { narrow: 740, medium: 936, wide: 1152 }
  return Object.entries(columns).map(([name, width], textColumn) => {
    const text = { x: -width / 2, y: 234, width, paragraphs }
    const bytes = writeV6(onePage([], { text, textColumn, paper: { width: 1404, height: 900 } }))
    return { name: `styles/column-${name}`, bytes, request }
  })
}

/** Columns that are wider than the Move's paper: the page grows sideways, so that no letter is lost. */
function columnsOnTheMove(): GoldenPage[] {
  const paragraphs = [
    written(2, 'Wide title'),
    written(1, 'Medium and wide columns begin left of the paper. '.repeat(2)),
  ]
  const columns = { medium: 936, wide: 1152 }
  return Object.entries(columns).map(([name, width]) => {
    const text = { x: -width / 2, y: 234, width, paragraphs }
    const bytes = writeV6(onePage([], { text, paper: { width: 820, height: 1458 } }))
    return { name: `styles/move-column-${name}`, bytes, request }
  })
}

/** Strokes that hang on the text: on its beginning, a letter, and its end. */
function anchored(): GoldenPage {
  const random = new Random(75)
  const group = (at: 'text-start' | 'text-end' | number): SceneGroup => ({
    kind: 'group',
    anchor: { at, type: at === 'text-start' || at === 'text-end' ? 1 : 2, threshold: 35.75, originX: -216 },
    items: [straight({ x: 0, y: 12 }, { x: 160, y: 12 }, { ...fineliner, width: 3 }, random)],
  })
  const paragraphs = [written(2, 'Title'), written(1, 'Underline this'), written(1, 'and the end.')]
  const text = { x: -220, y: 30, width: 440, paragraphs }
  const scene = onePage([group('text-start'), group(8), group('text-end')], { paper, text })
  return { name: 'styles/anchored-strokes', bytes: writeV6(scene), request }
}

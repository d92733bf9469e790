// SPDX-License-Identifier: AGPL-3.0-or-later
// Fixtures about typed text, what hangs on it, and highlights.
import { type Fixture, v6Fixture } from './fixture.ts'
import { fineliner, wave } from './ink.ts'
import { Random } from './prng.ts'
import {
  colors,
  onePage,
  type SceneAnchor,
  type SceneGroup,
  type SceneHighlight,
  type SceneParagraph,
  type SceneText,
} from './scene.ts'

export function textFixtures(): Fixture[] {
  return [...styles(), ...characters(), ...anchors(), ...highlights()]
}

export function typed(paragraphs: SceneParagraph[]): SceneText {
  return { x: -468, y: 234, width: 936, paragraphs }
}

export function paragraph(style: number, text: string): SceneParagraph {
  return { style, runs: text === '' ? [] : [{ text }] }
}

function nested(style: number, text: string, baseStyle: number, properties: number): SceneParagraph {
  return { ...paragraph(style, text), nesting: { baseStyle, properties } }
}

function everyStyle(): SceneText {
  const words = [
    'basic',
    'plain',
    'heading',
    'subheading',
    'bullet',
    'bullet inside',
    'open task',
    'done task',
    'open task inside',
    'done task inside',
    'numbered',
    'numbered inside',
  ]
  return typed(words.map((text, style) => paragraph(style, text)))
}

function nestedLists(): SceneText {
  return typed([
    paragraph(2, 'Packing'),
    nested(4, 'Clothes', 3, 1),
    nested(5, 'Rain jacket', 3, 2),
    nested(6, 'Buy tickets', 3, 16),
    nested(8, 'For the ferry', 3, 17),
    nested(9, 'For the train', 3, 17),
    nested(10, 'Lock the door', 3, 32),
    nested(11, 'Twice', 3, 33),
    paragraph(1, ''),
    paragraph(1, 'That is all.'),
  ])
}

function boldAndItalic(): SceneText {
  return typed([
    {
      style: 1,
      runs: [
        { text: 'Plain, ' },
        { text: 'bold, ', bold: true },
        { text: 'both, ', bold: true, italic: true },
        { text: 'italic.', italic: true },
      ],
    },
    { style: 3, runs: [{ text: 'All', bold: true }] },
    { style: 4, runs: [{ text: 'a ' }, { text: 'b', italic: true }, { text: ' c' }] },
  ])
}

function styles(): Fixture[] {
  return [
    v6Fixture('text-styles', onePage([], { text: everyStyle() })),
    v6Fixture('text-nested-lists', onePage([], { text: nestedLists() })),
    v6Fixture('text-bold-italic', onePage([], { text: boldAndItalic() })),
    v6Fixture('text-in-many-runs', onePage([], { text: nestedLists() }), {
      seed: 21,
      authors: [1, 2, 3],
      deletedTextSpans: 12,
    }),
    v6Fixture('text-bold-italic-in-many-runs', onePage([], { text: boldAndItalic() }), { seed: 22, authors: [1, 2] }),
    v6Fixture('text-deleted-spans', onePage([], { text: everyStyle() }), { deletedTextSpans: 5 }),
    v6Fixture('text-empty', onePage([], { text: typed([paragraph(2, '')]) })),
  ]
}

function characters(): Fixture[] {
  const text = typed([
    paragraph(1, 'First line\u2028second line of the same paragraph'),
    paragraph(1, 'Wave \u{1F30A} and clef \u{1D11E}, then plain'),
    paragraph(1, 'Ångström, naïve, \u05e9\u05dc\u05d5\u05dd, 日本語'),
    paragraph(6, 'Tab\there'),
  ])
  return [
    v6Fixture('text-beyond-ascii', onePage([], { text })),
    v6Fixture('text-beyond-ascii-in-many-runs', onePage([], { text }), {
      seed: 23,
      authors: [1, 2],
      deletedTextSpans: 4,
    }),
  ]
}

function anchors(): Fixture[] {
  const random = new Random(24)
  const text = typed([paragraph(2, 'Title \u{1F30A}'), paragraph(1, 'Underline this'), paragraph(1, 'and the end.')])
  const group = (at: 'text-start' | 'text-end' | number, type: number): SceneGroup => ({
    kind: 'group',
    anchor: { at, type, threshold: 35.75, originX: -464 },
    items: [
      wave({ x: 10, y: -20 }, 200, fineliner, random),
      wave({ x: 30, y: 20 }, 120, { ...fineliner, color: colors.blue }, random),
    ],
  })
  const free = wave({ x: -400, y: 1200 }, 300, fineliner, random)
  const page = onePage([group('text-start', 1), group(8, 2), free, group(23, 2), group('text-end', 1)], { text })
  return [
    v6Fixture('anchored-groups', page),
    v6Fixture('anchored-groups-shuffled', page, { seed: 25, authors: [1, 2], erased: 3, deletedTextSpans: 3 }),
    v6Fixture(
      'group-without-anchor',
      onePage([
        { kind: 'group', items: [free, { kind: 'group', items: [wave({ x: 0, y: 300 }, 200, fineliner, random)] }] },
      ]),
    ),
    v6Fixture(
      'anchored-to-an-empty-title',
      onePage([group('text-start', 1), group('text-end', 2)], { text: typed([paragraph(2, '')]) }),
    ),
    ...anchorsAtTheEdge(),
  ]
}

/** Ink on the last line, beside letters whose place the file leaves out, and on a letter that isn't there. */
function anchorsAtTheEdge(): Fixture[] {
  const random = new Random(26)
  const group = (at: SceneAnchor['at'], type: number, originX = -464): SceneGroup => ({
    kind: 'group',
    anchor: { at, type, threshold: 35.75, originX },
    items: [wave({ x: 10, y: 20 }, 160, fineliner, random)],
  })
  const lines = [paragraph(1, 'Page'), paragraph(1, 'the last line')]
  return [
    v6Fixture('anchored-to-the-end', onePage([group('text-end', 1)], { text: typed(lines) })),
    v6Fixture(
      'anchored-to-the-end-after-a-newline',
      onePage([group('text-end', 1)], { text: typed([...lines, paragraph(1, '')]) }),
    ),
    v6Fixture(
      'anchored-beside-letters',
      onePage([group(0, 1, 0), group(4, 1, 0), group(9, 1, 0), group(9, 2, 0)], { text: typed(lines) }),
    ),
    v6Fixture(
      'anchored-to-a-missing-character',
      onePage([group('nowhere', 1), group('nowhere', 2)], { text: typed(lines) }),
      {},
      2,
    ),
  ]
}

function highlights(): Fixture[] {
  const rects = [
    { x: -480.25, y: 322.5, width: 360.5, height: 38 },
    { x: -480.25, y: 364.5, width: 120.75, height: 38 },
  ]
  const source: SceneHighlight = {
    kind: 'highlight',
    color: colors.yellow,
    text: 'the quiet part',
    start: 120,
    length: 15,
    rects,
  }
  const later: SceneHighlight = {
    kind: 'highlight',
    color: colors.explicit,
    argb: 0xffffc38c,
    text: 'no place in the source',
    rects: rects.slice(0, 1),
  }
  const text = typed([paragraph(1, 'Mark the wave \u{1F30A} here')])
  const inText: SceneHighlight = {
    kind: 'highlight',
    color: colors.explicit,
    argb: 0xffa5ff7a,
    text: '',
    rects: [],
    typedText: { first: 9, last: 14, includeLast: true },
  }
  return [
    v6Fixture(
      'highlights-with-place',
      onePage([source, { ...source, color: colors.pink, start: 400, length: 4, text: 'soft\u00adhyphen' }]),
    ),
    v6Fixture('highlights-without-place', onePage([later, { ...source, color: colors.green }])),
    v6Fixture('highlights-in-typed-text', onePage([inText], { text })),
  ]
}

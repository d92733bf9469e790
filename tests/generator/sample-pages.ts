// SPDX-License-Identifier: AGPL-3.0-or-later
// The sample notebook's pages of ink. x runs from -702 to 702, the text column from -560.

import { inColor, inks, Sketch } from './drawing.ts'
import { type Hand, writeLine, writeText } from './handwriting.ts'
import type { PenChoice } from './ink.ts'
import { Random } from './prng.ts'
import { colors, layer, onePage, pens, type ScenePage, type SceneStroke } from './scene.ts'

const left = -560
const column = 1140

export function hand(seed: number, pen: PenChoice = inks.writing, size = 33): Hand {
  return { pen, size, random: new Random(seed) }
}

export function title(text: string, seed: number, y = 230): SceneStroke[] {
  const written = writeLine(text, { x: left, y }, hand(seed, inks.title, 46))
  const rule = new Sketch(seed + 1).underline(inColor(inks.marker, colors.grey), left, y + 62, written.end - left)
  return [...rule.strokes, ...written.strokes]
}

export function welcome(): ScenePage {
  const hello = writeLine('Hello.', { x: left, y: 420 }, hand(101, inks.title, 110))
  const body = writeText(
    'This notebook shows what rMirror reads: every pen, every page, just as it was drawn.',
    { x: left, y: 640 },
    hand(102, inks.writing, 42),
    column,
    116,
  )
  const promise = writeText(
    'It was opened in your browser. Nothing of it has left this machine.',
    { x: left, y: body.end.y + 70 },
    hand(103, inColor(inks.ballpoint, colors.blue), 36),
    column,
    104,
  )
  const sketch = new Sketch(104)
    .underline(inColor(inks.marker, colors.blue), left, 476, hello.end - left - 60)
    .arrow(inks.writing, [330, 1560], [560, 1600])
  steamingMug(sketch, -330, 1440)
  const turn = writeLine('turn the page', { x: 40, y: 1550 }, hand(105, inks.pencil, 28))
  return onePage([...sketch.strokes, ...hello.strokes, ...body.strokes, ...promise.strokes, ...turn.strokes])
}

/** A mug whose rim's middle is at the place given. */
export function steamingMug(sketch: Sketch, x: number, y: number): void {
  const pen = inks.ballpoint
  sketch
    .ellipse(pen, x, y, 110, 26)
    .curve(
      pen,
      [x - 110, y + 2],
      [x - 104, y + 90],
      [x - 88, y + 170],
      [x, y + 192],
      [x + 88, y + 170],
      [x + 104, y + 90],
      [x + 110, y + 2],
    )
    .curve(pen, [x + 108, y + 36], [x + 168, y + 34], [x + 172, y + 96], [x + 100, y + 122])
    .curve(inks.pencil, [x - 44, y - 50], [x - 66, y - 90], [x - 30, y - 124], [x - 54, y - 168])
    .curve(inks.pencil, [x + 4, y - 54], [x - 18, y - 98], [x + 20, y - 140], [x - 4, y - 192])
    .curve(inks.pencil, [x + 50, y - 50], [x + 30, y - 88], [x + 66, y - 120], [x + 44, y - 160])
    .hatch(inColor(inks.pencil, colors.grey), { x: x + 20, y: y + 60, width: 54, height: 104 }, 13, 0.2)
}

const samplerRows: [string, PenChoice][] = [
  ['Fineliner', inks.writing],
  ['Ballpoint', inks.ballpoint],
  ['Marker', { ...inks.marker, width: 9 }],
  ['Pencil', inks.pencil],
  ['Mechanical pencil', { tool: pens.second.sharpPencil, width: 4, thickness: 2 }],
  ['Paintbrush', { ...inks.title, width: 12 }],
  ['Calligraphy', { tool: pens.second.calligraphy, width: 10, thickness: 2 }],
  ['Highlighter', inks.highlighter],
  ['Shader', { tool: pens.second.shader, width: 36, color: colors.explicit, argb: 0x40307fc0, thickness: 2 }],
]

export function pensSampler(): ScenePage {
  const strokes = title('Nine pens', 111)
  samplerRows.forEach(([name, pen], row) => {
    const y = 420 + row * 152
    const broad = (pen.width ?? 0) > 20
    const word = writeLine(name, { x: left, y }, hand(112 + row, broad ? inks.writing : pen, 32))
    const sketch = new Sketch(130 + row)
    if (broad) sketch.curve(pen, [left, y - 18], [left + 120, y - 14], [word.end, y - 18])
    sketch.curve(
      pen,
      [60, y],
      [110, y - 60],
      [160, y],
      [210, y - 60],
      [260, y],
      [310, y - 60],
      [360, y - 10],
      [540, y - 34],
    )
    strokes.push(...sketch.strokes, ...word.strokes)
  })
  return onePage(strokes)
}

const namedColors: [string, number][] = [
  ['black', colors.black],
  ['grey', colors.grey],
  ['blue', colors.blue],
  ['red', colors.red],
  ['green', colors.green2],
  ['cyan', colors.cyan],
  ['magenta', colors.magenta],
  ['yellow', colors.yellow2],
]

export function colorsAndHighlighter(): ScenePage {
  const strokes = title('Colour, where it helps', 141)
  namedColors.forEach(([name, color], index) => {
    const x = left + (index % 2) * 580
    const y = 400 + Math.floor(index / 2) * 130
    const blot = new Sketch(142 + index).curve(
      { ...inks.marker, color, width: 22 },
      [x, y - 14],
      [x + 60, y - 34],
      [x + 100, y - 2],
      [x + 170, y - 20],
    )
    strokes.push(
      ...blot.strokes,
      ...writeLine(name, { x: x + 210, y }, hand(150 + index, inColor(inks.writing, color), 32)).strokes,
    )
  })
  const quote = ['Highlighter lies under the ink,', 'so what you wrote stays black', 'and what matters stays bright.']
  const tints = [0xffffe566, 0xffb8f08a, 0xffffa8cf]
  quote.forEach((line, index) => {
    const y = 1100 + index * 120
    const words = writeLine(line, { x: left, y }, hand(160 + index, inks.writing, 34))
    const tint: PenChoice = { ...inks.highlighter, color: colors.explicit, argb: tints[index] ?? 0, width: 46 }
    const mark = new Sketch(165 + index).curve(tint, [left - 10, y - 18], [left + 240, y - 22], [words.end, y - 16])
    strokes.push(...mark.strokes, ...words.strokes)
  })
  const note = writeText(
    '(Five more colours come with the Paper Pro, and any other by its number.)',
    { x: left, y: 1560 },
    hand(169, inks.pencil, 26),
    column,
    80,
  )
  return onePage([...strokes, ...note.strokes])
}

const tasks: [string, 'open' | 'done'][] = [
  ['send the draft to Ada by Friday', 'open'],
  ['call the printer about the paper', 'done'],
  ['buy coffee, the good one', 'done'],
  ['water the plants', 'open'],
]

export function meeting(): ScenePage {
  const sketch = new Sketch(171)
  const strokes = title('Tuesday, with Ada', 170)
  const notes = writeText(
    'The cover is too dark. Try the blue one, with more air around the title. Chapter 3 moves to the end. Print run: 250, first week of May.',
    { x: left, y: 410 },
    hand(172, inks.ballpoint, 34),
    column,
  )
  strokes.push(...notes.strokes)
  let y = notes.end.y + 60
  strokes.push(...writeLine('To do', { x: left, y }, hand(173, inks.title, 34)).strokes)
  tasks.forEach(([task, state], index) => {
    y += 106
    sketch.todo(inks.ballpoint, left, y, state)
    strokes.push(...writeLine(task, { x: left + 70, y }, hand(174 + index, inks.ballpoint, 34)).strokes)
  })
  y += 150
  sketch.ellipse(inColor(inks.marker, colors.red), 200, y - 16, 330, 64)
  const date = writeLine('next: 12 May, 10:30', { x: -60, y }, hand(180, inColor(inks.writing, colors.red), 32))
  sketch.arrow(inks.writing, [-300, y - 10], [-150, y - 14])
  return onePage([...strokes, ...sketch.strokes, ...date.strokes])
}

export function switchedOffLayer(): ScenePage {
  const plan = new Sketch(191)
    .box(inks.ballpoint, -400, 520, 800, 560)
    .lines(inks.ballpoint, [-400, 760], [60, 760])
    .lines(inks.ballpoint, [60, 520], [60, 900])
  plan.lines(inks.ballpoint, [60, 980], [60, 1080]).curve(inks.pencil, [60, 980], [0, 960], [-34, 900], [60, 900])
  const labels = [
    ...writeLine('kitchen', { x: -300, y: 660 }, hand(192)).strokes,
    ...writeLine('desk', { x: 170, y: 700 }, hand(193)).strokes,
    ...writeLine('sofa', { x: -290, y: 940 }, hand(194)).strokes,
    ...writeText(
      'This page has a second layer that is switched off. It is not drawn, and not read.',
      { x: left, y: 1270 },
      hand(195, inks.writing, 34),
      column,
    ).strokes,
  ]
  const old = new Sketch(196).hatch(inColor(inks.marker, colors.red), { x: -380, y: 540, width: 700, height: 520 }, 60)
  const crossed = writeLine('old plan!', { x: -120, y: 820 }, hand(197, inColor(inks.title, colors.red), 60))
  return {
    layers: [
      layer('Flat', [...title('The flat, second try', 190), ...plan.strokes, ...labels]),
      layer('Old plan', [...old.strokes, ...crossed.strokes], false),
    ],
  }
}

export function beyondThePaper(): ScenePage {
  const strokes = title('A page grows', 201)
  const sketch = new Sketch(202)
  const lines = [
    'Scroll down on the tablet',
    'and the page goes on.',
    'Ink below the edge',
    'is read like the rest,',
    'and ink beside it too:',
    'nothing is cut off.',
  ]
  lines.forEach((line, index) => {
    strokes.push(
      ...writeLine(line, { x: left + index * 60, y: 460 + index * 330 }, hand(203 + index, inks.writing, 36)).strokes,
    )
  })
  for (let index = 0; index + 1 < lines.length; index++)
    sketch.arrow(
      inColor(inks.pencil, colors.grey),
      [left + 120 + index * 60, 510 + index * 330],
      [left + 170 + index * 60, 720 + index * 330],
    )
  sketch.curve(inColor(inks.marker, colors.green2), [560, 2100], [680, 2040], [800, 2120], [930, 2050])
  return onePage([...strokes, ...sketch.strokes])
}

export function olderPage(): ScenePage {
  const old: PenChoice = { tool: pens.second.fineliner, width: 4.5, thickness: 2 }
  const body = writeText(
    'This page is written the way the tablet wrote in 2020. Whatever year a page is from, it opens.',
    { x: left, y: 420 },
    hand(212, old, 36),
    column,
  )
  const sketch = new Sketch(213).curve(
    inks.pencil,
    [-420, 1300],
    [-300, 1120],
    [-180, 1280],
    [-40, 980],
    [120, 1240],
    [300, 1080],
    [430, 1300],
  )
  sketch.hatch(inColor(inks.pencil, colors.grey), { x: -120, y: 1060, width: 130, height: 200 }, 16)
  return {
    layers: [layer('Layer 1', [...title('From the archive', 211), ...body.strokes]), layer('Hills', sketch.strokes)],
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// The sample notebook's pages that hold more than ink: a landscape, typed text, highlights, the farewell.

import { inColor, inks, Sketch } from './drawing.ts'
import { type Hand, writeLine, writeText } from './handwriting.ts'
import { hand, steamingMug, title } from './sample-pages.ts'
import {
  colors,
  onePage,
  type SceneGroup,
  type SceneHighlight,
  type ScenePage,
  type SceneParagraph,
  type SceneText,
} from './scene.ts'

const left = -560

export function landscape(): ScenePage {
  const pencil = inks.pencil
  const soft = inColor(inks.pencil, colors.grey)
  const sketch = new Sketch(301)
    .ellipse({ ...inks.marker, color: colors.yellow2, width: 16 }, 330, 430, 92, 90)
    .lines(
      pencil,
      [-620, 980],
      [-470, 800],
      [-380, 860],
      [-180, 520],
      [-60, 660],
      [20, 600],
      [230, 900],
      [330, 820],
      [620, 1000],
    )
    .lines(pencil, [-270, 680], [-220, 720], [-180, 660], [-130, 730], [-90, 640])
    .hatch(soft, { x: -150, y: 640, width: 150, height: 220 }, 19, -0.5)
    .hatch(soft, { x: 60, y: 720, width: 110, height: 170 }, 19, -0.5)
    .curve(pencil, [-640, 1040], [-400, 1010], [-100, 1050], [200, 1015], [640, 1050])
  for (let row = 0; row < 6; row++) {
    const y = 1110 + row * 52
    const start = -520 + ((row * 173) % 240)
    sketch.curve(
      inColor(inks.ballpoint, colors.blue),
      [start, y],
      [start + 120, y - 9],
      [start + 260, y + 5],
      [start + 420, y - 4],
    )
    sketch.curve(
      inColor(inks.ballpoint, colors.blue),
      [start + 560, y + 14],
      [start + 680, y + 6],
      [start + 820, y + 16],
    )
  }
  for (let tree = 0; tree < 5; tree++)
    pine(sketch, -590 + tree * 62 + (tree % 2) * 14, 1060 + (tree % 2) * 24, 110 + (tree % 3) * 26)
  sketch.curve(inks.writing, [60, 380], [84, 356], [104, 380], [126, 352], [152, 374])
  sketch.curve(inks.writing, [150, 470], [168, 452], [184, 470], [202, 448], [222, 464])
  const caption = writeLine('the lake, before everyone was up', { x: -300, y: 1620 }, hand(302, inks.writing, 30))
  return onePage([...sketch.strokes, ...caption.strokes])
}

function pine(sketch: Sketch, x: number, foot: number, height: number): void {
  const pen = inColor(inks.ballpoint, colors.green2)
  sketch.lines(inks.ballpoint, [x, foot], [x, foot - height])
  for (let branch = 1; branch <= 4; branch++) {
    const y = foot - height * (1 - branch * 0.2)
    const reach = 9 + branch * 7
    sketch.lines(pen, [x - reach, y + 14], [x, y - 8], [x + reach, y + 14])
  }
}

function line(style: number, text: string): SceneParagraph {
  return { style, runs: [{ text }] }
}

export function typedText(): ScenePage {
  const paragraphs: SceneParagraph[] = [
    line(2, 'Typed and handwritten'),
    {
      style: 1,
      runs: [
        { text: 'Text from the keyboard is read ' },
        { text: 'exactly', bold: true },
        { text: ', and ink beside it is ' },
        { text: 'recognised', italic: true },
        { text: '.' },
      ],
    },
    line(3, 'For the weekend'),
    line(4, 'Bread and cheese'),
    { ...line(5, 'the old one, from the market'), nesting: { baseStyle: 3, properties: 2 } },
    line(4, 'A map, on paper'),
    line(7, 'Ask for the key'),
    line(6, 'Pack the lamp'),
    line(10, 'Take the early train'),
    line(10, 'Walk up to the hut'),
    line(1, 'Back on Sunday evening.'),
  ]
  const text: SceneText = { x: -468, y: 234, width: 936, paragraphs }
  const marked = 'Text from the keyboard'
  const highlight: SceneHighlight = {
    kind: 'highlight',
    color: colors.explicit,
    argb: 0xffffed75,
    text: '',
    rects: [],
    typedText: {
      first: paragraphs[0]?.runs[0]?.text.length ?? 0,
      last: (paragraphs[0]?.runs[0]?.text.length ?? 0) + marked.length,
      includeLast: true,
    },
  }
  const note: SceneGroup = {
    kind: 'group',
    anchor: { at: 'text-end', type: 1, threshold: 35.75, originX: -464 },
    items: [
      ...writeLine('(if the weather holds)', { x: 30, y: 110 }, hand(311, inColor(inks.ballpoint, colors.blue), 28))
        .strokes,
    ],
  }
  const margin = new Sketch(312).arrow(inColor(inks.ballpoint, colors.red), [480, 1120], [250, 960])
  const remark = writeLine('ask Jo?', { x: 430, y: 1190 }, hand(313, inColor(inks.ballpoint, colors.red), 28))
  const hut = mountainHut(-330, 1700)
  return onePage([highlight, note, ...margin.strokes, ...remark.strokes, ...hut.strokes], { text })
}

/** Its door stands on the ground at the place given. */
function mountainHut(x: number, y: number): Sketch {
  return new Sketch(314)
    .lines(inks.ballpoint, [x - 130, y], [x - 130, y - 120], [x + 130, y - 120], [x + 130, y])
    .lines(inks.ballpoint, [x - 160, y - 110], [x, y - 230], [x + 160, y - 110])
    .lines(inks.ballpoint, [x + 70, y - 182], [x + 70, y - 240], [x + 100, y - 240], [x + 100, y - 160])
    .box(inks.ballpoint, x - 30, y - 80, 52, 80)
    .box(inks.ballpoint, x + 58, y - 86, 40, 38)
    .curve(inks.pencil, [x + 86, y - 256], [x + 66, y - 290], [x + 104, y - 320], [x + 82, y - 360])
    .curve(inks.pencil, [x - 300, y + 6], [x - 100, y - 4], [x + 160, y + 6], [x + 520, y - 6])
}

export function recipe(): ScenePage {
  const parts = ['500 g flour, 350 g water', '10 g salt, a spoon of honey', 'yeast, less than you think']
  const strokes = title('Bread, the slow way', 321)
  parts.forEach((part, index) => {
    const y = 420 + index * 92
    strokes.push(
      ...new Sketch(322 + index).curve(
        inks.writing,
        [left + 4, y - 16],
        [left + 14, y - 22],
        [left + 18, y - 12],
        [left + 6, y - 12],
      ).strokes,
    )
    strokes.push(...writeLine(part, { x: left + 50, y }, hand(325 + index)).strokes)
  })
  const steps =
    'Mix in the evening. Let it rest in the cold. In the morning fold it, shape it, wait an hour. Then 45 minutes, hot, under a lid.'
  const body = writeText(steps, { x: left, y: 760 }, hand(329, inks.ballpoint), 1140)
  const loaf = new Sketch(330)
    .curve(
      inks.ballpoint,
      [-250, 1500],
      [-345, 1440],
      [-310, 1330],
      [-170, 1262],
      [0, 1246],
      [180, 1266],
      [320, 1340],
      [345, 1440],
      [250, 1500],
    )
    .curve(inks.ballpoint, [-256, 1498], [-100, 1512], [120, 1513], [254, 1498])
    .curve(inks.pencil, [-190, 1330], [-150, 1380], [-160, 1440])
    .curve(inks.pencil, [-20, 1300], [20, 1360], [6, 1430])
    .curve(inks.pencil, [150, 1320], [190, 1380], [180, 1440])
  return onePage([...strokes, ...body.strokes, ...loaf.strokes])
}

/** A page of a book with its marked passages, as the tablet keeps them. */
export function markedPassages(): ScenePage {
  const passages = ['Write it down before it is gone.', 'A notebook is a place to think.']
  const tints = [0xffffed75, 0xffa9fa5c]
  const highlights = passages.map((text, index): SceneHighlight => {
    const y = 520 + index * 330
    return {
      kind: 'highlight',
      color: colors.explicit,
      argb: tints[index] ?? 0,
      text,
      rects: [{ x: left - 12, y: y - 58, width: 900, height: 76 }],
    }
  })
  const words = passages.flatMap(
    (text, index) => writeLine(text, { x: left, y: 520 + index * 330 }, hand(341 + index, inks.writing, 33)).strokes,
  )
  const remarks = ['yes!', 'and to be found again']
  const margin = remarks.flatMap(
    (text, index) =>
      writeLine(text, { x: -380, y: 640 + index * 330 }, hand(344 + index, inColor(inks.pencil, colors.grey), 26))
        .strokes,
  )
  return onePage([...highlights, ...title('Marked passages', 340), ...words, ...margin])
}

export function farewell(): ScenePage {
  const big: Hand = hand(351, inks.title, 64)
  const words = [
    ...writeLine('That is all.', { x: left, y: 560 }, big).strokes,
    ...writeText(
      'Now drop your own notebook on the page, and see what it says.',
      { x: left, y: 760 },
      hand(352, inks.writing, 32),
      1080,
      98,
    ).strokes,
  ]
  const sketch = new Sketch(353)
  steamingMug(sketch, 120, 1200)
  return onePage([...words, ...sketch.strokes])
}

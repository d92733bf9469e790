// SPDX-License-Identifier: AGPL-3.0-or-later
// The papers of all tablets for the pictures in tests/golden: upright, on their side, and grown.
import type { GoldenPage } from './golden-pages.ts'
import { writeLine } from './handwriting.ts'
import { ballpoint, drawn, fineliner, straight } from './ink.ts'
import { Random } from './prng.ts'
import { onePage, type SceneItem, type ScenePage } from './scene.ts'
import { writeOldPage } from './v3-v5.ts'
import { writeV6 } from './v6.ts'

const sizes = {
  'remarkable-1-and-2': { width: 1404, height: 1872 },
  'paper-pro': { width: 1620, height: 2160 },
  // 954 by 1696 pixels of 1/264 inch, in page units of 1/227 inch.
  'paper-pro-move': { width: 954 * (227 / 264), height: 1696 * (227 / 264) },
}

export function goldenPapers(): GoldenPage[] {
  const upright = Object.entries(sizes).map(([name, paper]) =>
    v6(name, onePage(inkOn(paper.width, paper.height), { paper })),
  )
  const onTheirSide = Object.entries(sizes).map(([name, paper]) =>
    v6(`${name}-landscape`, onePage(inkOn(paper.height, paper.width), { paper }), 'landscape'),
  )
  const old = onePage(inkOn(1404, 1872))
  const grown = [straight({ x: 300, y: 1700 }, { x: 1100, y: 2500 }, fineliner), ...inkOn(1404, 1872)]
  const oldPage = { bytes: writeOldPage(old, { version: 5 }), request: { width: 160, template: 'P Grid large' } }
  return [
    ...upright,
    ...onTheirSide,
    { ...oldPage, name: 'papers/version-5' },
    { ...oldPage, name: 'papers/version-5-landscape', request: { ...oldPage.request, orientation: 'landscape' } },
    v6('grown-by-ink', onePage(grown)),
  ]
}

function v6(name: string, scene: ScenePage, orientation?: 'landscape'): GoldenPage {
  const request = { width: 160, template: 'P Grid large', ...(orientation && { orientation }) }
  return { name: `papers/${name}`, bytes: writeV6(scene), request }
}

/** A frame that all but touches the edges, and words that say which way is up. */
function inkOn(width: number, height: number): SceneItem[] {
  const [left, right, top, bottom] = [-width / 2 + 24, width / 2 - 24, 24, height - 24]
  const pen = { ...ballpoint, width: 9 }
  const corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ]
  const edges = corners.map((from, index) => drawn([from, corners[(index + 1) % 4] ?? from], pen, new Random(76), 60))
  const diagonal = drawn(
    [
      { x: left, y: bottom },
      { x: 0, y: height / 2 },
    ],
    pen,
    new Random(77),
    60,
  )
  return [...edges, diagonal, ...upwards(left + 120, top + 260)]
}

function upwards(x: number, y: number): SceneItem[] {
  return writeLine('up', { x, y }, { pen: { ...ballpoint, width: 12 }, size: 130, random: new Random(78) }).strokes
}

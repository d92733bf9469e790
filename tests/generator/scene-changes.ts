// SPDX-License-Identifier: AGPL-3.0-or-later
// Changes to a scene, one thing at a time: visible ones and invisible ones.

import { Random } from './prng.ts'
import { randomStroke } from './random-scene.ts'
import {
  highlightsOf,
  imagesOf,
  layer,
  type SceneAnchor,
  type SceneGroup,
  type SceneHighlight,
  type SceneImage,
  type SceneItem,
  type SceneLayer,
  type ScenePage,
  type SceneParagraph,
  type ScenePoint,
  type SceneStroke,
  type SceneText,
  strokesOf,
} from './scene.ts'

export interface SceneChange {
  name: string
  /** A changed copy; undefined where the scene has no such thing. */
  apply(page: ScenePage): ScenePage | undefined
}

/** Changes a copy in place; `edit` says whether there was something to change. */
function change(name: string, edit: (page: ScenePage) => boolean): SceneChange {
  return {
    name,
    apply(page) {
      const copy = structuredClone(page)
      return edit(copy) ? copy : undefined
    },
  }
}

/** Edits the first thing found, if any; an edit that answers false changed nothing. */
function firstOf<T>(find: (page: ScenePage) => T | undefined, edit: (found: T) => unknown) {
  return (page: ScenePage): boolean => {
    const found = find(page)
    return found === undefined ? false : edit(found) !== false
  }
}

const shown = (page: ScenePage) => page.layers.filter((each) => each.visible).flatMap((each) => each.items)
const firstStroke = (page: ScenePage): SceneStroke | undefined => strokesOf(shown(page))[0]
const lastPoint = (page: ScenePage): ScenePoint | undefined => firstStroke(page)?.points.at(-1)
const firstHighlight = (page: ScenePage): SceneHighlight | undefined => highlightsOf(shown(page))[0]
const firstImage = (page: ScenePage): SceneImage | undefined => imagesOf(shown(page))[0]
const isGroup = (item: SceneItem): item is SceneGroup => item.kind === 'group'
const firstAnchor = (page: ScenePage): SceneAnchor | undefined => shown(page).find(isGroup)?.anchor
const lastParagraph = (page: ScenePage): SceneParagraph | undefined => page.text?.paragraphs.at(-1)
const shownLayer = (page: ScenePage): SceneLayer | undefined => page.layers.find((each) => each.visible)
const hiddenLayer = (page: ScenePage): SceneLayer | undefined => page.layers.find((each) => !each.visible)

const step = 1 / 32

function strokeChanges(): SceneChange[] {
  const of = (name: string, edit: (stroke: SceneStroke) => unknown) =>
    change(`a stroke's ${name}`, firstOf(firstStroke, edit))
  const at = (name: string, edit: (point: ScenePoint) => unknown) =>
    change(`a point's ${name}`, firstOf(lastPoint, edit))
  return [
    of('pen', (stroke) => {
      stroke.tool = stroke.tool === 17 ? 15 : 17
    }),
    of('colour', (stroke) => {
      stroke.color = stroke.color === 0 ? 6 : 0
    }),
    of('explicit colour', (stroke) => {
      stroke.argb = ((stroke.argb ?? 0) ^ 1) >>> 0
    }),
    of('thickness', (stroke) => {
      stroke.thickness += 0.125
    }),
    of('length', (stroke) => stroke.points.push({ ...(stroke.points[0] as ScenePoint) })),
    of('direction of drawing', (stroke) => {
      const turned = [...stroke.points].reverse()
      const differs = JSON.stringify(turned) !== JSON.stringify(stroke.points)
      stroke.points = turned
      return differs
    }),
    at('x', (point) => {
      point.x += step
    }),
    at('y', (point) => {
      point.y += step
    }),
    at('width', (point) => {
      point.width += 0.25
    }),
    at('pressure', (point) => {
      point.pressure += point.pressure > 0.5 ? -1 / 255 : 1 / 255
    }),
    at('speed', (point) => {
      point.speed += 0.25
    }),
    at('pen direction', (point) => {
      point.direction += (2 * Math.PI) / 255
    }),
  ]
}

function layerChanges(): SceneChange[] {
  return [
    change('one stroke more', (page) => {
      const target = shownLayer(page)
      target?.items.push(randomStroke(new Random(5), 15))
      return target !== undefined
    }),
    change(
      'one item fewer',
      firstOf(shownLayer, (target) => target.items.shift() !== undefined),
    ),
    change('two strokes in the other order', firstOf(shownLayer, swapTwoStrokes)),
    change(
      'a layer switched off',
      firstOf(shownLayer, (target) => {
        target.visible = false
        return target.items.length > 0
      }),
    ),
    change(
      'a layer switched on',
      firstOf(hiddenLayer, (target) => {
        target.visible = true
        return target.items.length > 0
      }),
    ),
  ]
}

function swapTwoStrokes(target: SceneLayer): boolean {
  const places = target.items.flatMap((item, index) => (item.kind === 'stroke' ? [index] : []))
  const [first, second] = places
  if (first === undefined || second === undefined) return false
  const [a, b] = [target.items[first] as SceneItem, target.items[second] as SceneItem]
  target.items[first] = b
  target.items[second] = a
  return JSON.stringify(a) !== JSON.stringify(b)
}

function textChanges(): SceneChange[] {
  const inText = (name: string, edit: (text: SceneText) => unknown) =>
    change(
      name,
      firstOf((page) => page.text, edit),
    )
  const inParagraph = (name: string, edit: (paragraph: SceneParagraph) => unknown) =>
    change(`a paragraph's ${name}`, firstOf(lastParagraph, edit))
  return [
    inText('the text column moved right', (text) => {
      text.x += 1
    }),
    inText('the text column moved down', (text) => {
      text.y += 1
    }),
    inText('the text column widened', (text) => {
      text.width += 1
    }),
    inText('one paragraph more', (text) => text.paragraphs.push({ style: 1, runs: [{ text: 'more' }] })),
    change('the typed text deleted', (page) => {
      const had = page.text !== undefined && !page.layers.some((each) => each.items.some(isGroup))
      delete page.text
      return had
    }),
    inParagraph('letter', (paragraph) => appendTo(paragraph, 'x')),
    inParagraph('letter beyond the basic plane', (paragraph) => appendTo(paragraph, '\u{1F419}')),
    inParagraph('soft line break', (paragraph) => appendTo(paragraph, '\u2028')),
    inParagraph('style', (paragraph) => {
      paragraph.style = (paragraph.style + 1) % 12
    }),
    inParagraph('nesting', (paragraph) => {
      paragraph.nesting = { baseStyle: 3, properties: (paragraph.nesting?.properties ?? 0) + 1 }
    }),
    inParagraph('bold', (paragraph) => turnRun(paragraph, 'bold')),
    inParagraph('italic', (paragraph) => turnRun(paragraph, 'italic')),
  ]
}

function appendTo(paragraph: SceneParagraph, text: string): void {
  const last = paragraph.runs.at(-1)
  if (last) last.text += text
  else paragraph.runs.push({ text })
}

function turnRun(paragraph: SceneParagraph, format: 'bold' | 'italic'): void {
  const run = paragraph.runs.at(-1)
  if (run) run[format] = !run[format]
}

function otherChanges(): SceneChange[] {
  const anchor = (name: string, edit: (found: SceneAnchor) => unknown) =>
    change(`an anchor's ${name}`, firstOf(firstAnchor, edit))
  const highlight = (name: string, edit: (found: SceneHighlight) => unknown) =>
    change(`a highlight's ${name}`, firstOf(firstHighlight, edit))
  const sides = ['x', 'y', 'width', 'height'] as const
  return [
    anchor('place', (found) => {
      found.at = found.at === 'text-end' ? 'text-start' : 'text-end'
    }),
    anchor('origin', (found) => {
      found.originX += step
    }),
    highlight('colour', (found) => {
      found.color = found.color === 3 ? 4 : 3
    }),
    highlight('explicit colour', (found) => {
      found.argb = 0xff102030
    }),
    highlight('text', (found) => {
      found.text += '.'
    }),
    highlight('second rectangle', (found) => found.rects.push({ x: 1, y: 2, width: 3, height: 4 })),
    ...sides.map((side) =>
      change(
        `a highlight's ${side}`,
        firstOf(
          (page) => firstHighlight(page)?.rects[0],
          (rect) => {
            rect[side] += step
          },
        ),
      ),
    ),
    ...sides.map((side) =>
      change(
        `an image's ${side}`,
        firstOf(
          (page) => firstImage(page)?.rect,
          (rect) => {
            rect[side] += step
          },
        ),
      ),
    ),
    change(
      "an image's picture",
      firstOf(firstImage, (image) => {
        image.uuid = new Random(9).uuid()
      }),
    ),
    change('the paper', (page) => {
      page.paper = page.paper?.width === 1620 ? { width: 1404, height: 1872 } : { width: 1620, height: 2160 }
      return true
    }),
    change('the background', (page) => {
      page.backgroundVisible = !(page.backgroundVisible ?? true)
      return true
    }),
    change('the source below', (page) => {
      page.sourceVisible = !(page.sourceVisible ?? true)
      return true
    }),
    change('the margins', (page) => {
      page.extendedRect = { x: -1, y: -2, width: 1500, height: 2000 }
      return true
    }),
  ]
}

export function visibleChanges(): SceneChange[] {
  return [...strokeChanges(), ...layerChanges(), ...textChanges(), ...otherChanges()]
}

export function invisibleChanges(): SceneChange[] {
  const eraser = { ...randomStroke(new Random(6), 6), color: 0 }
  return [
    change(
      'a layer renamed',
      firstOf(shownLayer, (target) => {
        target.name = 'Another name'
      }),
    ),
    change('an empty layer added', (page) => page.layers.push(layer('Empty', [])) > 0),
    change(
      'ink in a hidden layer',
      firstOf(hiddenLayer, (target) => target.items.push(randomStroke(new Random(7), 17))),
    ),
    change('a hidden layer deleted', (page) => {
      const count = page.layers.length
      page.layers = page.layers.filter((each) => each.visible)
      return page.layers.length < count
    }),
    change(
      'an eraser stroke',
      firstOf(shownLayer, (target) => target.items.push(eraser)),
    ),
    change(
      'a stroke without points',
      firstOf(shownLayer, (target) => target.items.push({ ...eraser, tool: 17, points: [] })),
    ),
    change(
      "a highlight's place in the source",
      firstOf(firstHighlight, (found) => {
        found.start = (found.start ?? 0) + 7
        found.length = 3
        return true
      }),
    ),
    change(
      "an anchor's threshold",
      firstOf(firstAnchor, (found) => {
        found.threshold += 5
      }),
    ),
    change(
      'bold switched on and off around nothing',
      firstOf(lastParagraph, (paragraph) => paragraph.runs.push({ text: '', bold: true, italic: true })),
    ),
  ]
}

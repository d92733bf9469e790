// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates as the files that a tablet keeps of those a user installed: `<uuid>.template`.
import { utf8Bytes } from './bytes.ts'

/** A number, or an expression. */
type Value = number | string

export interface TemplatePath {
  type: 'path'
  data: Value[]
  strokeColor?: string | null
  strokeWidth?: Value
  fillColor?: string | null
  antialiasing?: boolean
}

export interface TemplateText {
  type: 'text'
  text: string
  fontSize: Value
  position: { x: Value; y: Value }
}

export interface TemplateGroup {
  type: 'group'
  boundingBox: { x: Value; y: Value; width: Value; height: Value }
  repeat?: { rows?: Value; columns?: Value }
  children: TemplateItem[]
}

export type TemplateItem = TemplatePath | TemplateText | TemplateGroup

export interface TemplateSheet {
  constants?: Record<string, Value>[]
  items: TemplateItem[]
  orientation?: 'portrait' | 'landscape'
}

export function templateJson(name: string, { constants = [], items, orientation = 'portrait' }: TemplateSheet): object {
  return {
    name,
    author: 'rMirror',
    templateVersion: '1.0.0',
    formatVersion: 1,
    categories: ['Lines'],
    orientation,
    constants,
    items,
  }
}

const path = (data: Value[], more: Partial<TemplatePath> = {}): TemplatePath => ({ type: 'path', data, ...more })

const group = (
  [x, y, width, height]: [Value, Value, Value, Value],
  children: TemplateItem[],
  repeat?: TemplateGroup['repeat'],
): TemplateGroup => ({ type: 'group', boundingBox: { x, y, width, height }, ...(repeat && { repeat }), children })

const text = (words: string, fontSize: Value, x: Value, y: Value): TemplateText => ({
  type: 'text',
  text: words,
  fontSize,
  position: { x, y },
})

const box = (left: Value, top: Value, right: Value, bottom: Value): Value[] => [
  ...['M', left, top],
  ...['L', right, top],
  ...['L', right, bottom],
  ...['L', left, bottom],
  'Z',
]

/** What "P Grid medium" is on papers other than the first tablet's. */
export const gridSheet: TemplateSheet = {
  constants: [{ cell: 78.3 }, { left: 'templateWidth / 2 - templateHeight / 2' }],
  items: [
    group([0, 0, 'templateWidth', 'cell'], [path(['M', 0, 0, 'L', 'parentWidth', 0])], { rows: 'infinite' }),
    group(['left', 0, 'cell', 'templateHeight'], [path(['M', 0, 0, 'L', 0, 'parentHeight'])], { columns: 'infinite' }),
  ],
}

const dotSheet: TemplateSheet = {
  constants: [{ ink: '#000000' }],
  items: [
    group(
      ['paperOriginX', 21, 42.5, 42.5],
      [path(box(0, 0, 1, 1), { strokeWidth: 1, fillColor: 'ink', antialiasing: false })],
      { rows: 'infinite', columns: 'infinite' },
    ),
  ],
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const weekSheet: TemplateSheet = {
  constants: [
    { mobileMaxWidth: 1000 },
    { top: 'templateWidth > mobileMaxWidth ? 240 : 300' },
    { rowHeight: '(templateHeight - top) / 7' },
    { wide: 'templateWidth >= 1500 && templateHeight != 0 ? 1 : 0' },
  ],
  items: [
    path(box(0, 0, 'templateWidth', 'top - 40'), { fillColor: '#eeeeee', strokeWidth: 0 }),
    text('Week', 'wide == 1 ? 96 : 72', 'templateWidth / 2 - textWidth / 2', 140),
    group([0, 'top', 'templateWidth', 'rowHeight'], [path(['M', 60, 0, 'L', 'parentWidth - 60', 0])], { rows: 7 }),
    ...dayNames.map((name, day) => text(name, 40, 80, `top + rowHeight * ${day} + 56`)),
  ],
}

/** Notes: staves of five lines with a rounded mark before each, upwards from the middle and downwards from it. */
const scoreSheet: TemplateSheet = {
  constants: [{ middle: 'templateHeight / 2' }, { stave: 200 }, { mark: '#c02040' }],
  items: [
    ...['up', 'down'].map((rows) =>
      group(
        [120, rows === 'up' ? 'middle - stave' : 'middle', 'templateWidth - 240', 'stave'],
        [
          group([0, 0, 'parentWidth', 24], [path(['M', 0, 0, 'L', 'parentWidth', 0], { strokeColor: '#808080' })], {
            rows: 5,
          }),
          path(['M', -20, 0, 'C', -70, 30, -70, 66, -20, 96, 'C', -40, 66, -40, 30, -20, 0, 'Z'], {
            fillColor: 'mark',
            strokeColor: null,
          }),
          path(['M', 'parentWidth', 0, 'L', 'parentWidth + 30', 96], { strokeColor: '#2040c080', strokeWidth: 6 }),
        ],
        { rows },
      ),
    ),
    path(['M', 60, 'middle - 20', 'L', 'templateWidth - 60', 'middle - 20'], {
      strokeWidth: 3,
      strokeColor: '#202020',
    }),
  ],
}

const columnSheet: TemplateSheet = {
  orientation: 'landscape',
  constants: [{ columns: 4 }, { wide: 'templateWidth / columns' }],
  items: [
    group(
      [0, 0, 'wide', 'templateHeight'],
      [
        path(box(20, 160, 'parentWidth - 20', 'parentHeight - 20'), { strokeWidth: 4, strokeColor: '#404040' }),
        text('to do', 60, 'parentWidth / 2 - textWidth / 2', 110),
      ],
      { columns: 'columns' },
    ),
  ],
}

export const templateSheets = {
  grid: gridSheet,
  dots: dotSheet,
  week: weekSheet,
  score: scoreSheet,
  columns: columnSheet,
} as const satisfies Record<string, TemplateSheet>

/** What the fuzzer of the reader begins with, by their names. */
export function templateSeeds(): { file: string; bytes: Uint8Array }[] {
  return Object.entries(templateSheets).map(([name, sheet]) => ({
    file: name,
    bytes: utf8Bytes(JSON.stringify(templateJson(name, sheet))),
  }))
}

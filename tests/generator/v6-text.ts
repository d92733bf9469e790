// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed text as version 6 keeps it: runs of characters with ids, among them deleted ones and format codes.
import { type Id, type IdSource, nearest, noId } from './crdt.ts'
import type { Random } from './prng.ts'
import type { SceneText } from './scene.ts'
import { type Block, block, blockTypes } from './v6-blocks.ts'

const formatCodes = { boldOn: 1, boldOff: 2, italicOn: 3, italicOff: 4 } as const

export interface TextOptions {
  /** Runs are typed into the middle of others, in an order this decides. */
  splitting?: Random | undefined
  /** Deleted spans to leave between the characters. */
  deletedSpans?: number | undefined
}

type Element = { kind: 'character'; text: string } | { kind: 'code'; code: number } | { kind: 'deleted' }

export interface TextItem {
  id: Id
  left: Id
  right: Id
  deletedLength: number
  text?: string
  code?: number
}

export interface EncodedText {
  block: Block
  /** The id of every visible code point, newlines counted. */
  characterIds: Id[]
}

export function encodeText(text: SceneText, ids: IdSource, options: TextOptions = {}): EncodedText {
  const elements = withDeletions(elementsOf(text), options)
  const { items, idOf } = insertAll(elements, ids, options.splitting)
  const characterIds = idOf.filter((_, index) => elements[index]?.kind === 'character')
  const newlines = idOf.filter((_, index) => isNewline(elements[index]))
  const ordered = options.splitting ? options.splitting.shuffled(items) : items
  return { block: rootText(text, ordered, [noId, ...newlines], ids.next()), characterIds }
}

function isNewline(element: Element | undefined): boolean {
  return element?.kind === 'character' && element.text === '\n'
}

function elementsOf(text: SceneText): Element[] {
  const elements: Element[] = []
  text.paragraphs.forEach((paragraph, index) => {
    if (index > 0) elements.push({ kind: 'character', text: '\n' })
    let bold = false
    let italic = false
    const turn = (toBold: boolean, toItalic: boolean) => {
      if (toBold !== bold) elements.push({ kind: 'code', code: toBold ? formatCodes.boldOn : formatCodes.boldOff })
      if (toItalic !== italic)
        elements.push({ kind: 'code', code: toItalic ? formatCodes.italicOn : formatCodes.italicOff })
      bold = toBold
      italic = toItalic
    }
    for (const run of paragraph.runs) {
      turn(run.bold ?? false, run.italic ?? false)
      for (const character of run.text) elements.push({ kind: 'character', text: character })
    }
    turn(false, false)
  })
  return elements
}

function withDeletions(elements: Element[], options: TextOptions): Element[] {
  const result = [...elements]
  for (let i = 0; i < (options.deletedSpans ?? 0); i++) {
    const at = options.splitting ? options.splitting.integer(result.length + 1) : Math.min(result.length, i * 3)
    const length = options.splitting ? 1 + options.splitting.integer(9) : i + 1
    result.splice(at, 0, ...Array.from({ length }, (): Element => ({ kind: 'deleted' })))
  }
  return result
}

/** Which elements were typed together, in the order of typing: some spans came later, inside what stood there. */
function typedTogether(indexes: number[], random: Random | undefined, depth = 0): number[][] {
  if (!random || indexes.length < 4 || (depth > 3 && random.chance(0.15))) return [indexes]
  const from = random.integer(indexes.length - 1)
  const to = from + 1 + random.integer(Math.min(14, indexes.length - from - 1))
  const before = [...indexes.slice(0, from), ...indexes.slice(to)]
  return [...typedTogether(before, random, depth + 1), ...typedTogether(indexes.slice(from, to), random, depth + 1)]
}

function insertAll(
  elements: readonly Element[],
  ids: IdSource,
  random: Random | undefined,
): { items: TextItem[]; idOf: Id[] } {
  const idOf: (Id | undefined)[] = elements.map(() => undefined)
  const items: TextItem[] = []
  const everything = elements.map((_, index) => index)
  for (const together of typedTogether(everything, random)) {
    const firstIndex = together[0]
    if (firstIndex === undefined) continue
    let left = nearest(idOf, firstIndex, -1)
    const right = nearest(idOf, firstIndex, 1)
    const first = ids.next(together.length)
    together.forEach((index, offset) => {
      idOf[index] = { author: first.author, counter: first.counter + offset }
    })
    for (const piece of pieces(together, elements)) {
      const id = idOf[piece[0] as number] as Id
      items.push({ id, left, right, ...contents(piece, elements) })
      left = idOf[piece[piece.length - 1] as number] as Id
    }
  }
  return { items, idOf: idOf as Id[] }
}

/** Deleted characters and format codes cannot share an item with text. */
function pieces(indexes: readonly number[], elements: readonly Element[]): number[][] {
  const result: number[][] = []
  for (const index of indexes) {
    const kind = elements[index]?.kind
    const last = result.at(-1)
    if (last && kind !== 'code' && elements[last[0] as number]?.kind === kind) last.push(index)
    else result.push([index])
  }
  return result
}

function contents(
  piece: readonly number[],
  elements: readonly Element[],
): { deletedLength: number; text?: string; code?: number } {
  const first = elements[piece[0] as number]
  if (first?.kind === 'deleted') return { deletedLength: piece.length }
  if (first?.kind === 'code') return { deletedLength: 0, text: '', code: first.code }
  const text = piece.map((index) => (elements[index] as { text: string }).text).join('')
  return { deletedLength: 0, text }
}

/** `starts` are the ids that begin the paragraphs: none for the first, a newline for each other. */
export function rootText(text: SceneText, items: readonly TextItem[], starts: readonly Id[], stamp: Id): Block {
  return block(blockTypes.rootText, 1, 1, (fields) => {
    fields.id(1, noId)
    fields.sub(2, (body) => {
      body.sub(1, (outer) =>
        outer.sub(1, (list) => {
          list.untagged((out) => out.varuint(items.length))
          for (const item of items)
            list.sub(0, (inside) => {
              inside.id(2, item.id).id(3, item.left).id(4, item.right).u32(5, item.deletedLength)
              const { text: written, code } = item
              if (written !== undefined)
                inside.string(6, written, (value) => {
                  if (code !== undefined) value.u32(2, code)
                })
            })
        }),
      )
      body.sub(2, (outer) =>
        outer.sub(1, (list) => {
          list.untagged((out) => out.varuint(text.paragraphs.length))
          text.paragraphs.forEach((paragraph, index) => {
            list.rawId(starts[index] ?? noId).id(1, stamp)
            list.sub(2, (style) => {
              style.byte(1, paragraph.style)
              if (paragraph.nesting) style.byte(2, paragraph.nesting.baseStyle).u32(3, paragraph.nesting.properties)
            })
          })
        }),
      )
    })
    fields.sub(3, (place) => place.untagged((out) => out.f64(text.x).f64(text.y)))
    fields.f32(4, text.width)
    fields.sub(5, (outer) => outer.sub(1, (value) => value.id(1, stamp).f32(2, text.width)))
  })
}

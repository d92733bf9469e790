// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes a page as firmware 3 does. The options change how the scene is written, never what it shows.
import { concatenated } from './bytes.ts'
import { type Id, IdSource, placeInOrder, rootNode } from './crdt.ts'
import { Random } from './prng.ts'
import { imagesOf, plainText, type SceneAnchor, type SceneGroup, type SceneItem, type ScenePage } from './scene.ts'
import {
  authorIds,
  type Block,
  endingInFiller,
  filler,
  glyphItem,
  groupItem,
  imageInfo,
  imageItem,
  lineItem,
  migrationInfo,
  type NodeAnchor,
  type PointBytes,
  pageInfo,
  sceneInfo,
  sceneTree,
  type Trailing,
  tombstone,
  treeNode,
  writeBlocks,
} from './v6-blocks.ts'
import { FieldWriter } from './v6-fields.ts'
import { encodeText } from './v6-text.ts'

export interface V6Options {
  /** Indexes of the authors that took part, local to the file. */
  authors?: number[]
  firstCounter?: number
  /** Decides the order of insertion and of the blocks, and who wrote what; without it everything is in order. */
  seed?: number
  /** Erased items to leave in every sequence. */
  erased?: number
  /** Of the erased items, write this share as blocks that forgot what they were. */
  tombstones?: number
  deletedTextSpans?: number
  pointBytes?: PointBytes
  /** Which fields the firmware knew; 'none' leaves the block out, as 3.0 to 3.2 did. */
  sceneInfo?: 'none' | 'short' | 'full'
  unknownBlocks?: number
  /** Fields newer than any known firmware, in every stroke. */
  trailing?: 'block' | 'sub-block'
  /** Bytes that are not fields, at the end of every block or of what strokes say of themselves. */
  filler?: 'block' | 'sub-block'
  /** Layers and groups are nodes; their ids start here. */
  firstNode?: number
}

export function writeV6(page: ScenePage, options: V6Options = {}): Uint8Array {
  return writeBlocks(new V6Encoder(page, options).blocks())
}

const textStart: Id = { author: 0, counter: 281474976710654 }
const textEnd: Id = { author: 0, counter: 281474976710655 }

class V6Encoder {
  readonly #page: ScenePage
  readonly #options: V6Options
  readonly #random: Random | undefined
  readonly #ids: IdSource
  readonly #trees: Block[] = []
  readonly #nodes: Block[] = []
  readonly #groups: Block[] = []
  readonly #items: Block[] = []
  #characterIds: Id[] = []
  #nextNode: number

  constructor(page: ScenePage, options: V6Options) {
    this.#page = page
    this.#options = options
    this.#random = options.seed === undefined ? undefined : new Random(options.seed)
    this.#ids = new IdSource(options.authors ?? [1], options.firstCounter ?? 16, this.#random)
    this.#nextNode = options.firstNode ?? 11
  }

  blocks(): Block[] {
    const { text } = this.#page
    const encoded =
      text && encodeText(text, this.#ids, { splitting: this.#random, deletedSpans: this.#options.deletedTextSpans })
    this.#characterIds = encoded?.characterIds ?? []
    this.#nodes.push(treeNode(rootNode, '', true, { author: 0, counter: 0 }))
    this.#addLayers()
    const body = [
      ...(encoded ? [encoded.block] : []),
      ...this.#nodes,
      ...this.#groups,
      ...this.#items,
      ...this.#unknownBlocks(),
    ]
    const blocks = [...this.#opening(), ...this.#trees, ...(this.#random ? this.#random.shuffled(body) : body)]
    return this.#options.filler === 'block' ? blocks.map(endingInFiller) : blocks
  }

  #opening(): Block[] {
    const uuids = new Random(7)
    const authors = (this.#options.authors ?? [1]).map((index) => ({ index, uuid: uuids.uuid() }))
    const paragraphs = this.#page.text?.paragraphs ?? []
    const characters = paragraphs.reduce((sum, paragraph) => sum + [...plainText(paragraph)].length, 0)
    const generation = this.#options.sceneInfo ?? 'full'
    const images = this.#page.layers.flatMap((layer) => imagesOf(layer.items))
    return [
      authorIds(authors),
      migrationInfo(),
      pageInfo(1, characters, paragraphs.length),
      ...(generation === 'none' ? [] : [sceneInfo(this.#page, generation, this.#ids.next())]),
      ...(images.length > 0 ? [imageInfo(images, this.#ids.next())] : []),
    ]
  }

  #addLayers(): void {
    const nodes = this.#page.layers.map((layer) => ({ layer, node: this.#takeNode() }))
    for (const { layer, node } of nodes) {
      this.#trees.push(sceneTree(node, rootNode))
      this.#nodes.push(treeNode(node, layer.name, layer.visible, this.#ids.next()))
    }
    for (const placed of placeInOrder(
      nodes.map(({ node }) => node),
      this.#ids,
      this.#random,
    ))
      this.#groups.push(groupItem(rootNode, placed))
    for (const { layer, node } of nodes) this.#addItems(node, layer.items)
  }

  #addItems(parent: Id, items: readonly SceneItem[]): void {
    const placedItems = placeInOrder(items, this.#ids, this.#random, this.#options.erased)
    let erased = 0
    for (const placed of placedItems) {
      const { value } = placed
      if (value === undefined) {
        const forgotten = erased++ < (this.#options.tombstones ?? 0)
        const empty = { ...placed, value: undefined }
        this.#items.push(forgotten ? tombstone(parent, empty) : lineItem(parent, empty, this.#pointBytes()))
      } else if (value.kind === 'stroke') this.#items.push(this.#line(parent, { ...placed, value }))
      else if (value.kind === 'highlight') this.#items.push(glyphItem(parent, { ...placed, value }, this.#characterIds))
      else if (value.kind === 'image') this.#items.push(imageItem(parent, { ...placed, value }))
      else this.#groups.push(groupItem(parent, { ...placed, value: this.#addGroup(parent, value) }))
    }
  }

  #line(parent: Id, placed: Parameters<typeof lineItem>[1]): Block {
    const line = lineItem(parent, placed, this.#pointBytes(), this.#insideStrokes())
    if (this.#options.trailing !== 'block') return line
    const more = new FieldWriter()
    appendUnknownFields(more)
    return { ...line, payload: concatenated([line.payload, more.bytes()]) }
  }

  #insideStrokes(): Trailing | undefined {
    if (this.#options.trailing === 'sub-block') return appendUnknownFields
    return this.#options.filler === 'sub-block' ? (value) => value.untagged((out) => out.raw(filler)) : undefined
  }

  #addGroup(parent: Id, group: SceneGroup): Id {
    const node = this.#takeNode()
    const { anchor } = group
    const nodeAnchor: NodeAnchor | undefined = anchor && {
      id: this.#anchorId(anchor.at),
      type: anchor.type,
      threshold: anchor.threshold,
      originX: anchor.originX,
    }
    this.#trees.push(sceneTree(node, parent))
    this.#nodes.push(treeNode(node, '', true, this.#ids.next(), nodeAnchor))
    this.#addItems(node, group.items)
    return node
  }

  #anchorId(at: SceneAnchor['at']): Id {
    if (at === 'text-start') return textStart
    if (at === 'text-end') return textEnd
    if (at === 'nowhere') return { author: 1, counter: 1_000_000 }
    const id = this.#characterIds[at]
    if (!id) throw new Error(`The text has no character ${at} to anchor to`)
    return id
  }

  #takeNode(): Id {
    return { author: 0, counter: this.#nextNode++ }
  }

  #pointBytes(): PointBytes {
    return this.#options.pointBytes ?? 14
  }

  #unknownBlocks(): Block[] {
    return Array.from({ length: this.#options.unknownBlocks ?? 0 }, (_, index) => ({
      type: 200 + index,
      minVersion: 1,
      version: 1,
      payload: new Uint8Array(5 + index).fill(0xee),
    }))
  }
}

/** One field of each kind, with indexes far beyond the known ones. */
export function appendUnknownFields(fields: FieldWriter): void {
  fields.byte(40, 1).u32(41, 2).f64(42, 3).id(43, { author: 1, counter: 4 })
  fields.sub(44, (inside) => inside.untagged((out) => out.raw([1, 2, 3])))
}

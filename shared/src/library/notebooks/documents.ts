// SPDX-License-Identifier: AGPL-3.0-or-later
// Groups files into documents by their names; reads no file.
import type { CollectedFiles, PlacedFile } from '../files/collected-files.ts'
import { baseName, joinPath, nameParts } from '../files/paths.ts'
import type { Problem, SourceFile } from '../model/types.ts'

/** The files of one document, not yet read. Pages and their sidecar files are keyed by the page's stem. */
export interface DocumentDraft {
  /** Path without extension; identifies a document that has no uuid. */
  path: string
  /** Name of its file or folder. */
  name: string
  /** Set if no description exists: the document is all pages of a folder and is named after it. */
  isFolderOfPages?: true
  content?: PlacedFile
  metadata?: PlacedFile
  pagedata?: PlacedFile
  pdf?: PlacedFile
  epub?: PlacedFile
  lines?: PlacedFile
  /** Set if the document is a template. */
  template?: PlacedFile
  pages: Map<string, PlacedFile>
  layerMetadata: Map<string, PlacedFile>
  highlights: Map<string, PlacedFile>
  /** Pictures in the document's own folder, by lower-case name. */
  pictures: Map<string, SourceFile>
  /** Pictures in the folders of its pages, by page stem and lower-case name. */
  picturesOfPages: Map<string, Map<string, SourceFile>>
}

export interface Grouping {
  drafts: DocumentDraft[]
  problems: Problem[]
  ignored: number
}

const partKinds = ['content', 'metadata', 'pagedata', 'pdf', 'epub', 'lines', 'template'] as const

export function groupDocuments(intake: CollectedFiles): Grouping {
  const grouping = new Grouper(intake)
  const parts = intake.files.filter((placed) => !grouping.takeDescription(placed))
  const others = parts.filter((placed) => !grouping.takePageInFolder(placed))
  for (const placed of others) grouping.takePart(placed)
  return grouping.finish()
}

class Grouper {
  readonly #archives: Set<string>
  readonly #drafts = new Map<string, DocumentDraft>()
  /** Documents described in each folder. */
  readonly #described = new Map<string, DocumentDraft[]>()
  readonly #withFolder = new Set<DocumentDraft>()
  readonly #looseJson: PlacedFile[] = []
  readonly #problems: Problem[] = []
  #ignored = 0

  constructor(intake: CollectedFiles) {
    this.#archives = intake.archives
  }

  /** `.content` and `.metadata` define a document. */
  takeDescription(placed: PlacedFile): boolean {
    if (placed.kind !== 'content' && placed.kind !== 'metadata') return false
    const { folder, stem } = nameParts(placed.path)
    const neighbours = this.#described.get(folder) ?? []
    const known = this.#drafts.has(joinPath(folder, stem))
    const draft = this.#draft(joinPath(folder, stem), stem)
    draft[placed.kind] = placed
    if (!known) neighbours.push(draft)
    this.#described.set(folder, neighbours)
    return true
  }

  /** The tablet's layout: pages in a folder named like their document. */
  takePageInFolder(placed: PlacedFile): boolean {
    const { folder, stem } = nameParts(placed.path)
    const owner = this.#drafts.get(folder)
    if (placed.kind !== 'page' || !owner) return false
    addPage(owner, stem, placed)
    this.#withFolder.add(owner)
    return true
  }

  takePart(placed: PlacedFile): void {
    const { folder, stem } = nameParts(placed.path)
    const owner = this.#drafts.get(joinPath(folder, stem))
    if (placed.kind === 'page') addPage(this.#ownerOfLoosePage(folder, stem, placed.path), stem, placed)
    else if (placed.kind === 'lines') (owner ?? this.#draft(joinPath(folder, stem), stem)).lines = placed
    else if (placed.kind === 'json') this.#looseJson.push(placed)
    else if (placed.kind === 'picture') this.#takePicture(placed)
    else if (owner) owner[placed.kind] = placed
    else if (placed.kind === 'template') this.#draft(joinPath(folder, stem), stem).template = placed
    else this.#leave(placed)
  }

  finish(): Grouping {
    for (const placed of this.#looseJson) this.#takeSidecar(placed)
    for (const draft of this.#drafts.values()) this.#nameAfterArchive(draft)
    return { drafts: [...this.#drafts.values()], problems: this.#problems, ignored: this.#ignored }
  }

  #draft(path: string, name: string): DocumentDraft {
    const draft = this.#drafts.get(path) ?? {
      path,
      name,
      pages: new Map(),
      layerMetadata: new Map(),
      highlights: new Map(),
      pictures: new Map(),
      picturesOfPages: new Map(),
    }
    this.#drafts.set(path, draft)
    return draft
  }

  /**
   * The single document beside the page that has no pages elsewhere; else the folder shared with other pages; at the
   * top, the page itself.
   */
  #ownerOfLoosePage(folder: string, stem: string, path: string): DocumentDraft {
    const [beside, another] = this.#described.get(folder) ?? []
    if (beside && !another && !this.#withFolder.has(beside)) return beside
    if (folder === '') return this.#draft(this.#freePath(path), stem)
    if (this.#archives.has(folder)) return this.#draft(folder, nameParts(folder).stem)
    return Object.assign(this.#draft(folder, baseName(folder)), { isFolderOfPages: true as const })
  }

  /** Two pages of the same name, given individually, are two notebooks. */
  #freePath(path: string): string {
    let free = path
    for (let copy = 2; this.#drafts.has(free); copy++) free = `${path} (${copy})`
    return free
  }

  #takeSidecar(placed: PlacedFile): void {
    const { folder, stem } = nameParts(placed.path)
    const highlighted = /\.highlights$/i.test(folder)
      ? this.#drafts.get(folder.replace(/\.highlights$/i, ''))
      : undefined
    const page = stem.replace(/-metadata$/, '')
    const layered = page === stem ? undefined : this.#ownerOfSidecar(folder, page)
    if (highlighted) highlighted.highlights.set(stem, placed)
    else if (layered) layered.layerMetadata.set(page, placed)
    else this.#ignored++
  }

  #takePicture({ path, file }: PlacedFile): void {
    const { folder } = nameParts(path)
    const pictures = this.#drafts.get(folder)?.pictures ?? this.#picturesOfPage(folder)
    if (pictures) pictures.set(baseName(path).toLowerCase(), file)
    else this.#ignored++
  }

  /** The capture tool stores pictures in a folder named like the page, beside the page's file. */
  #picturesOfPage(folder: string): Map<string, SourceFile> | undefined {
    const page = baseName(folder)
    const owner = this.#drafts.get(nameParts(folder).folder)
    if (!owner?.pages.has(page)) return undefined
    const pictures = owner.picturesOfPages.get(page) ?? new Map<string, SourceFile>()
    owner.picturesOfPages.set(page, pictures)
    return pictures
  }

  #ownerOfSidecar(folder: string, page: string): DocumentDraft | undefined {
    const candidates = [
      this.#drafts.get(folder),
      this.#drafts.get(joinPath(folder, `${page}.rm`)),
      ...(this.#described.get(folder) ?? []),
    ]
    return candidates.find((draft) => draft?.pages.has(page))
  }

  #leave(placed: PlacedFile): void {
    if (placed.path.includes('/') || placed.kind === 'pagedata') this.#ignored++
    else
      this.#problems.push({
        path: placed.path,
        code: 'unknown-file',
        detail: `This ${placed.kind.toUpperCase()} isn't from a reMarkable: its .content and .metadata files are missing`,
      })
  }

  /** An `.rmdoc` holds one document, and its file name says more than a uuid. */
  #nameAfterArchive(draft: DocumentDraft): void {
    const { folder } = nameParts(draft.path)
    if (this.#archives.has(folder) && this.#described.get(folder)?.length === 1 && (draft.content ?? draft.metadata))
      draft.name = nameParts(folder).stem
  }
}

/** Keeps both of two pages with one stem, such as "1.rm" and "1.RM". */
function addPage({ pages }: DocumentDraft, stem: string, placed: PlacedFile): void {
  let free = stem
  for (let copy = 2; pages.has(free); copy++) free = `${stem} (${copy})`
  pages.set(free, placed)
}

/** All files of a draft, except its pictures. */
export function filesOf(draft: DocumentDraft): PlacedFile[] {
  const parts = partKinds.map((kind) => draft[kind]).filter((part) => part !== undefined)
  return [...parts, ...draft.pages.values(), ...draft.layerMetadata.values(), ...draft.highlights.values()]
}

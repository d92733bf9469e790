// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook of the library, wherever it's kept: in this browser, on the server, or in both.

import type { LiveNotebook } from '../local/live-notebook.ts'
import { plainText } from './found-words.ts'
import type { ServerNotebook, ShownFacts } from './server-shelf.ts'

/** "here" is this browser, "there" the server. */
export type Side = 'here' | 'there'

/** Immutable: when one of its copies is replaced, so is the notebook. */
export class Notebook {
  readonly here: LiveNotebook | null
  readonly there: ServerNotebook | null
  /** The side with the newer copy; if both are equally new, this browser, because only its copy has the ink. */
  readonly shows: Side
  /** Of the copy that is shown. */
  readonly facts: ShownFacts
  #searchText: string | undefined
  #allTags: ReadonlySet<string> | undefined

  /** At least one copy is required. */
  constructor(here: LiveNotebook | null, there: ServerNotebook | null) {
    const facts = newerOf(here?.facts, there?.facts)
    if (!facts) throw new Error('A notebook has at least one copy')
    this.here = here
    this.there = there
    this.shows = facts === here?.facts ? 'here' : 'there'
    this.facts = facts
  }

  get uuid(): string {
    return this.facts.uuid
  }

  get name(): string {
    return this.facts.name
  }

  /** It has one page without ink, which was written here, and no tablet knows it. */
  get isNote(): boolean {
    return this.facts.isNote ?? false
  }

  /** The server doesn't know it yet. */
  get isUnsent(): boolean {
    return this.there?.isUnsent ?? false
  }

  /** A guest's note, which is in this browser only. */
  get isLocal(): boolean {
    return this.there?.isLocal ?? false
  }

  /** The shared workspace that it is in, by its id; null if it is in its person's own. */
  get workspace(): string | null {
    return this.there?.workspace ?? null
  }

  /** It belongs to another person; its uuid is the server's id. */
  get isOthers(): boolean {
    return this.there?.isOthers ?? false
  }

  /** The folder that contains it: "" for the root, "trash", or a folder's uuid. */
  get parent(): string {
    return this.facts.parent
  }

  get tags(): string[] {
    return this.facts.tags
  }

  /** Its own and those of its pages. */
  get allTags(): ReadonlySet<string> {
    const { here, there, shows, tags } = this
    this.#allTags ??= new Set([
      ...tags,
      ...(shows === 'here' && here ? here.pages.flatMap((page) => page.tags) : (there?.pageTags ?? [])),
    ])
    return this.#allTags
  }

  /** Its name and tags, normalized by `plainText`. */
  get searchText(): string {
    this.#searchText ??= plainText([this.name, ...this.tags].join('\n'))
    return this.#searchText
  }

  /** null for a document that was never opened on the tablet, until its pages are counted. */
  get pageCount(): number | null {
    const { here, there, shows } = this
    if (shows === 'there' || !here) return there?.pageCount ?? null
    return here.facts.unopened && here.pages.length === 0 ? null : here.pages.length
  }
}

function newerOf(here: ShownFacts | undefined, there: ShownFacts | undefined): ShownFacts | undefined {
  if (!here || !there) return here ?? there
  return there.lastModified > here.lastModified ? there : here
}

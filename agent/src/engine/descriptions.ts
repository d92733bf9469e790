// SPDX-License-Identifier: AGPL-3.0-or-later
// Caches descriptions of notebooks from earlier rounds, so that a library of ten thousand is scanned within a second.
import { createHash } from 'node:crypto'
import type { DocumentFacts } from '@rmirror/shared/core'
import type { DescriptionFiles, KnownDescriptions, SourceFile } from '@rmirror/shared/library'
import { version } from '../../package.json'
import type { DiskFile } from '../sources/folder.ts'
import type { Memory } from './memory.ts'

/**
 * Younger files may be written again within the same tick of their file system's clock, which on a network drive isn't
 * ours.
 */
export const settledAfterMs = 60_000

/** The cache during one scan of a source. */
export class Descriptions implements KnownDescriptions {
  readonly #source: string
  readonly #memory: Memory
  readonly #startedAt: number
  readonly #met = new Set<string>()
  readonly #fresh: { path: string; signature: string; facts: string }[] = []

  /** `startedAt`: milliseconds since 1970, from before the files were listed. */
  constructor(source: string, memory: Memory, startedAt: number) {
    this.#source = source
    this.#memory = memory
    this.#startedAt = startedAt
  }

  recall(files: DescriptionFiles): DocumentFacts | undefined {
    this.#met.add(files.path)
    const known = this.#memory.description(this.#source, files.path)
    if (!known || known.signature !== signatureOf(files)) return undefined
    return JSON.parse(known.facts) as DocumentFacts
  }

  keep(files: DescriptionFiles, facts: DocumentFacts): void {
    const signature = signatureOf(files)
    if (signature === undefined || !partsOf(files).every((part) => this.#isSettled(part))) return
    this.#fresh.push({ path: files.path, signature, facts: JSON.stringify(facts) })
  }

  /** Call once the whole source was read. */
  finish(): void {
    const [source, memory] = [this.#source, this.#memory]
    memory.transact(() => {
      for (const each of this.#fresh) memory.keepDescription(source, each)
      if (memory.descriptionCount(source) > this.#met.size) memory.forgetDescriptionsBesides(source, [...this.#met])
    })
  }

  #isSettled(part: SourceFile | undefined): boolean {
    return !part || (isOnDisk(part) && this.#startedAt - part.touched >= settledAfterMs)
  }
}

/**
 * Undefined if a file has no version to compare. Includes the program's version: another one may read more from the
 * files.
 */
function signatureOf(files: DescriptionFiles): string | undefined {
  const parts = partsOf(files)
  if (!parts.every((part) => !part || isOnDisk(part))) return undefined
  const versions = parts.map((part) => (part && isOnDisk(part) ? part.version : null))
  return createHash('sha256')
    .update(JSON.stringify([version, ...versions, ...files.pageFiles]))
    .digest('base64url')
}

const partsOf = ({ content, metadata, pagedata }: DescriptionFiles) => [content, metadata, pagedata]

function isOnDisk(file: SourceFile): file is DiskFile {
  return 'version' in file
}

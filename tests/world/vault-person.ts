// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person does to the notes of a vault, at random.
import { collisionKey } from '@rmirror/shared/library'
import type { Random } from '../generator/prng.ts'

/** What a person sees of a vault. */
export interface EditedVault {
  /** Of its notes. */
  paths(): string[]
  text(path: string): string
  write(path: string, text: string): void
  rename(from: string, to: string): void
}

/** A person who edits, moves and copies notes at random, and writes no words twice. */
export class Person {
  readonly #vault: EditedVault
  readonly #random: Random
  readonly #mayRename: (path: string) => boolean
  #count = 0

  constructor(vault: EditedVault, random: Random, mayRename: (path: string) => boolean = () => true) {
    this.#vault = vault
    this.#random = random
    this.#mayRename = mayRename
  }

  edit(): void {
    const paths = this.#vault.paths()
    if (paths.length === 0 || this.#random.chance(0.05)) {
      const path = this.#random.pick(['Idea.md', 'Own.md', 'Work/own.md', 'CON_.md'])
      if (!paths.some((each) => isOneFile(each, path))) this.#vault.write(path, `${this.words()}\n`)
      return
    }
    const path = this.#random.pick(paths)
    const text = this.#vault.text(path)
    const next = this.#random.chance(0.75) ? this.#typed(text) : this.#mangled(text)
    this.#vault.write(path, next)
    if (this.#random.chance(0.15)) this.#handle(path)
  }

  /** Words that are nowhere else. */
  words(): string {
    return `theirs:${++this.#count}:`
  }

  #typed(text: string): string {
    const words = this.#random.pick([
      this.words(),
      `\n${this.words()}\n`,
      `\n- [ ] ${this.words()}`,
      ` ${this.words()} `,
    ])
    const edges = [...text.matchAll(/<!-- rmirror:|-->|\n## |\n---\n|$/g)].map(({ index, 0: found }) => {
      return index + (found === '-->' || this.#random.chance(0.2) ? found.length : 0)
    })
    const at = this.#random.chance(0.6) ? this.#random.pick(edges) : this.#random.integer(text.length + 1)
    return text.slice(0, at) + words + text.slice(at)
  }

  #mangled(text: string): string {
    const markers = text.match(/<!-- rmirror:[^\n]*? -->/g) ?? []
    const marker = markers.length > 0 ? this.#random.pick(markers) : '\n'
    const lines = text.split('\n')
    const at = this.#random.integer(lines.length)
    const mangles: (() => string)[] = [
      () => text.replace(marker, ''),
      () => text.replace(marker, () => marker + marker),
      () => text.replace(/(<!-- rmirror:begin[^\n]*)([\s\S]*)(<!-- rmirror:end[^\n]*)/, '$3$2$1'),
      () => text.replaceAll(/\r?\n/g, '\r\n'),
      () => text.replaceAll('\r\n', '\n'),
      () => lines.toSpliced(at, 1).join('\n'),
      () => lines.toSpliced(at, 0, lines[this.#random.integer(lines.length)] ?? '').join('\n'),
      () => (text.length < 10_000 ? `${text}\n${text}` : text),
      () => text.replace(/^---\n[\s\S]*?\n---\n/, ''),
      () => text.replace('tags:', `aliases: ${this.words()}\ntags:`),
      () => text.replace(/^( *- )\[ \]/m, '$1[x]'),
      () => text.normalize('NFD'),
      () => text.replace(/ {2}- "(.*)"\n/, `  - $1\n  - ${this.words().replaceAll(':', '-')}\n`),
      () => text.replace(/[ \t]+$/gm, ''),
    ]
    return this.#random.pick(mangles)()
  }

  /** What people and their sync programs do with files. */
  #handle(path: string): void {
    const stem = path.replace(/\.md$/, '')
    const to = this.#random.pick([
      `${stem} (conflicted copy).md`,
      `Kept/${this.#random.integer(9)}.md`,
      `${stem}.sync-conflict-20261129.md`,
      path.normalize('NFD'),
    ])
    const text = this.#vault.text(path)
    const isTaken = this.#vault.paths().some((each) => each !== path && isOneFile(each, to))
    if (isTaken || (isOneFile(path, to) && path === to)) return
    if (this.#random.chance(0.5) && !isOneFile(path, to)) this.#vault.write(to, text)
    else if (this.#mayRename(path)) this.#vault.rename(path, to)
  }
}

const isOneFile = (path: string, other: string) => collisionKey(path) === collisionKey(other)

/** What a person wrote. */
export function theirsIn(texts: Iterable<string>): Set<string> {
  return new Set([...texts].join('\0').match(/theirs[:-]\d+[:-]/g) ?? [])
}

/** How often words are in texts. */
export function countOf(words: string, texts: Iterable<string>): number {
  return [...texts].join('\0').split(words).length - 1
}

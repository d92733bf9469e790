// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server's JavaScript engine (SpiderMonkey 102) lacks of the language and of browsers, as far as vaults need it.

/** Provided by the server: where the graphemes of a text end, in UTF-16 units. */
declare const graphemeEnds: ((text: string) => number[]) | undefined

function define(target: object, members: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(members))
    if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true })
}

define(Array.prototype, {
  toSorted<T>(this: T[], compare?: (a: T, b: T) => number): T[] {
    return [...this].sort(compare)
  },
  toReversed<T>(this: T[]): T[] {
    return [...this].reverse()
  },
  findLastIndex<T>(this: T[], isWanted: (item: T, index: number) => boolean): number {
    for (let at = this.length - 1; at >= 0; at--) if (isWanted(this[at] as T, at)) return at
    return -1
  },
})

define(globalThis, {
  TextEncoder: class {
    encode(text: string): Uint8Array {
      const bytes = unescape(encodeURIComponent(text.replace(loneSurrogates, '\ufffd')))
      return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))
    }
  },
})

define(Intl, {
  Segmenter: class {
    *segment(text: string): Generator<{ segment: string }> {
      let from = 0
      for (const to of graphemeEnds?.(text) ?? []) {
        yield { segment: text.slice(from, to) }
        from = to
      }
    }
  },
})

const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export {}

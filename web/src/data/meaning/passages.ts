// SPDX-License-Identifier: AGPL-3.0-or-later
// Cuts a text into passages, each of which gets a vector of its own: the same as server/src/meaning/passages.cpp.

/** In characters. */
const maxPassage = 1000
const maxPassages = 100
/** A passage of at least this many characters ends where a paragraph ends, and before a heading. */
const enough = 400
const enoughBeforeHeading = 150

const blanks = /^[ \t\r\v\f]+|[ \t\r\v\f]+$/g
/** Any character beyond ASCII counts as a letter. */
const hasWords = (text: string) => /[\u0080-\uffff0-9A-Za-z]/.test(text)
const lengthOf = (text: string) => [...text].length

export function passagesOf(text: string): string[] {
  const passages: string[] = []
  let current = ''
  const endIf = (letters: number) => {
    if (lengthOf(current) < letters) return
    if (hasWords(current) && passages.length < maxPassages) passages.push(current)
    current = ''
  }
  const put = (line: string) => {
    if (line !== '') current = current === '' ? line : `${current}\n${line}`
  }
  for (const given of text.split('\n')) {
    let line = given.replace(blanks, '')
    if (line === '') {
      endIf(enough)
      continue
    }
    if (line.startsWith('#')) endIf(enoughBeforeHeading)
    while (lengthOf(line) > maxPassage) {
      endIf(1)
      const room = [...line].slice(0, maxPassage).join('')
      const cut = Math.max(...[' ', '\t', '\r', '\v', '\f'].map((blank) => room.lastIndexOf(blank)))
      const head = cut < 0 ? room : room.slice(0, cut)
      put(head.replace(blanks, ''))
      endIf(1)
      line = line.slice(head.length).replace(blanks, '')
    }
    if (lengthOf(current) + 1 + lengthOf(line) > maxPassage) endIf(1)
    put(line)
    if (passages.length === maxPassages) break
  }
  endIf(1)
  return passages
}

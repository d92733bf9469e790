// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes tests/vectors.json: what every build of the hashing code must answer. The expected values are
// computed here with Node's own SHA-256 and JSON.stringify, from the definition in
// shared/cpp/text_fingerprint.hpp, and share no code with what they test.
// Run: node tests/make-vectors.mjs
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'

const sha256 = (data) => createHash('sha256').update(data).digest('hex')

/** Byte i of the pattern is (i * 31 + 7) mod 251: a prime, so that no block equals its neighbour. */
function pattern(size) {
  return Uint8Array.from({ length: size }, (_, i) => (i * 31 + 7) % 251)
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

function normalise(text) {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(/[ \t]+$/, ''))
  while (lines.at(-1) === '') lines.pop()
  return lines.join('\n')
}

function fingerprint(request) {
  const text = (name) => normalise(request[name] ?? '')
  const fields = {
    page_text: () => ({ text: text('text') }),
    todo: () => ({ text: text('text'), completed: request.completed }),
    highlight: () => ({
      original_text: text('original_text'),
      corrected_text: text('corrected_text'),
      note: text('note'),
      source_title: text('source_title'),
    }),
    notebook: () => ({
      title: text('title'),
      path: text('path'),
      pages: request.pages.map(({ page_uuid, text_hash }) => ({ page_uuid, text_hash })),
    }),
  }
  return sha256(canonical({ kind: request.kind, ...fields[request.kind]() }))
}

const smallSizes = [0, 1, 3, 31, 32, 54, 55, 56, 57, 62, 63, 64, 65, 111, 119, 120, 127, 128, 129, 1000, 4096]
const fileHashes = [...smallSizes, 1 << 20].map((size) => ({
  name: size === 0 ? 'no bytes' : `${size} bytes of the pattern`,
  size,
  expected: sha256(pattern(size)),
}))

const canonicalTexts = [
  ['an empty object', '{}'],
  ['an empty list', ' [ ] '],
  ['null, true and false', '[null, true, false]'],
  ['keys in another order, with white space', '{ "b" : 1,\n "a" : 2, "B": 3 }'],
  ['nested objects', '{"z":{"y":[{"b":1,"a":2}],"x":0},"a":[]}'],
  ['the largest and smallest whole numbers JavaScript counts in ones', '[9007199254740991,-9007199254740991,0,-1]'],
  ['controls, quotes and backslashes', '["\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\"\\\\\\/\\u007f"]'],
  ['escapes that need not be', '["\\u0041\\u00e4\\u2028\\ud83d\\ude00"]'],
  ['astral characters', '["😀𝔘"]'],
  ['keys beyond ASCII, one of them astral', '{"é":1,"z":2,"～":3,"😀":4}'],
  ['an empty key', '{"":1,"a":{}}'],
].map(([name, json]) => ({ name, json, expected: canonical(JSON.parse(json)) }))

const canonicalRefused = [
  ['a fraction', '[1.5]'],
  ['an exponent', '{"a":1e3}'],
  ['a number beyond 64 bits', '[18446744073709551616]'],
].map(([name, json]) => ({ name, json }))

const hashA = fingerprint({ kind: 'page_text', text: 'first' })
const hashB = fingerprint({ kind: 'page_text', text: 'second' })
const uuidA = '11111111-2222-4333-8444-555555555555'
const uuidB = '66666666-7777-4888-9999-aaaaaaaaaaaa'
const pageA = { page_uuid: uuidA, text_hash: hashA }
const pageB = { page_uuid: uuidB, text_hash: hashB }

const requests = [
  ['a page without text', { kind: 'page_text', text: '' }],
  ['a page of blanks and empty lines is a page without text', { kind: 'page_text', text: ' \t\r\n\n  \r' }],
  ['one line', { kind: 'page_text', text: 'Buy milk' }],
  ['one line and its line end', { kind: 'page_text', text: 'Buy milk\n' }],
  ['lines that end in \\n', { kind: 'page_text', text: 'one\ntwo\n\nthree' }],
  ['lines that end in \\r\\n', { kind: 'page_text', text: 'one\r\ntwo\r\n\r\nthree' }],
  ['lines that end in \\r', { kind: 'page_text', text: 'one\rtwo\r\rthree\r' }],
  ['mixed line ends', { kind: 'page_text', text: 'one\n\rtwo\r\r\nthree' }],
  ['blanks before line ends', { kind: 'page_text', text: 'one \t\ntwo\t \r\n\t\nthree  ' }],
  ['blanks before and between words stay', { kind: 'page_text', text: '\n  one  two\tthree' }],
  ['a no-break space is no trailing blank', { kind: 'page_text', text: 'one\u00a0\n\u3000' }],
  ['a soft line break is no line end', { kind: 'page_text', text: 'one \u2028two\u2028' }],
  ['accents in NFC', { kind: 'page_text', text: 'Crème brûlée à la façon d’Ångström'.normalize('NFC') }],
  ['accents in NFD are another text: the caller composes them', { kind: 'page_text', text: 'Crème'.normalize('NFD') }],
  ['several scripts', { kind: 'page_text', text: 'Ελληνικά русский עברית العربية 日本語 한국어 हिन्दी' }],
  ['astral characters', { kind: 'page_text', text: '😀 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧 𠮷' }],
  ['controls, quotes and backslashes', { kind: 'page_text', text: '\u0000\u0001\b\f\u001f"\\/\u007f' }],
  ['a long text', { kind: 'page_text', text: 'The quick brown fox.  \r\n'.repeat(200) }],
  ['a todo', { kind: 'todo', text: 'Call Anna', completed: false }],
  ['the same todo, done', { kind: 'todo', text: 'Call Anna', completed: true }],
  ['a todo with blanks after it', { kind: 'todo', text: 'Call Anna \r\n', completed: false }],
  ['a todo with the same words in another order', { kind: 'todo', text: 'Anna Call', completed: false }],
  ['a todo without text', { kind: 'todo', text: '', completed: false }],
  ['a todo beyond ASCII', { kind: 'todo', text: '☑ Überweisung 50 € 🧾', completed: true }],
  ['a highlight', { kind: 'highlight', original_text: 'a soft hy\u00adphen' }],
  [
    'a highlight, its empty members said',
    { kind: 'highlight', original_text: 'a soft hy\u00adphen', corrected_text: '', note: null, source_title: '' },
  ],
  [
    'a highlight with everything',
    {
      kind: 'highlight',
      original_text: 'tlie quick',
      corrected_text: 'the quick',
      note: 'p. 3?\r\nask ',
      source_title: 'Foxes',
    },
  ],
  [
    'a highlight, note and title exchanged',
    {
      kind: 'highlight',
      original_text: 'tlie quick',
      corrected_text: 'the quick',
      note: 'Foxes',
      source_title: 'p. 3?\nask',
    },
  ],
  ['a highlight without text', { kind: 'highlight', original_text: '' }],
  ['a highlight across lines', { kind: 'highlight', original_text: 'first \r\nsecond\n', source_title: 'Book 📖' }],
  ['a notebook without pages', { kind: 'notebook', title: 'Empty', path: '', pages: [] }],
  ['a notebook', { kind: 'notebook', title: 'Journal', path: 'Work/2024', pages: [pageA, pageB] }],
  ['a notebook, its pages exchanged', { kind: 'notebook', title: 'Journal', path: 'Work/2024', pages: [pageB, pageA] }],
  [
    'a notebook, members in another order',
    { pages: [{ text_hash: hashA, page_uuid: uuidA }, pageB], path: 'Work/2024', title: 'Journal', kind: 'notebook' },
  ],
  ['a notebook, moved', { kind: 'notebook', title: 'Journal', path: 'Home', pages: [pageA, pageB] }],
  ['a notebook, renamed', { kind: 'notebook', title: 'Tagebuch', path: 'Work/2024', pages: [pageA, pageB] }],
  [
    'a notebook with a page whose text is not known',
    { kind: 'notebook', title: 'Journal', path: '', pages: [{ page_uuid: uuidA, text_hash: '' }] },
  ],
  ['a notebook beyond ASCII', { kind: 'notebook', title: '日記 ✍️', path: 'Büro/日本', pages: [pageB] }],
].map(([name, request]) => ({ name, request, expected: fingerprint(request) }))

const refused = [
  ['no object', []],
  ['no kind', { text: 'x' }],
  ['an unknown kind', { kind: 'page', text: 'x' }],
  ['a kind that is no text', { kind: 1, text: 'x' }],
  ['a page without its text', { kind: 'page_text' }],
  ['a text that is null', { kind: 'page_text', text: null }],
  ['a text that is a number', { kind: 'page_text', text: 7 }],
  ['a page number', { kind: 'page_text', text: 'x', page_number: 1 }],
  ['a confidence', { kind: 'todo', text: 'x', completed: false, confidence: 1 }],
  ['a todo that does not say whether it is done', { kind: 'todo', text: 'x' }],
  ['a todo that is done by a number', { kind: 'todo', text: 'x', completed: 1 }],
  ['a misspelt member', { kind: 'highlight', original_text: 'x', notes: 'y' }],
  ['a notebook without pages', { kind: 'notebook', title: 'x', path: '' }],
  ['pages that are no list', { kind: 'notebook', title: 'x', path: '', pages: {} }],
  ['a page that is no object', { kind: 'notebook', title: 'x', path: '', pages: [uuidA] }],
  ['a page without its hash', { kind: 'notebook', title: 'x', path: '', pages: [{ page_uuid: uuidA }] }],
  ['a page with a number', { kind: 'notebook', title: 'x', path: '', pages: [{ ...pageA, number: 1 }] }],
  [
    'a hash in capitals',
    { kind: 'notebook', title: 'x', path: '', pages: [{ page_uuid: uuidA, text_hash: hashA.toUpperCase() }] },
  ],
].map(([name, request]) => ({ name, request }))

const vectors = {
  about: 'Written by make-vectors.mjs. Byte i of a file of the pattern is (i * 31 + 7) mod 251.',
  file_hash: fileHashes,
  canonical_json: canonicalTexts,
  canonical_json_refused: canonicalRefused,
  text_fingerprint: requests,
  text_fingerprint_refused: refused,
}
// The formatter wants a list of one text on one line.
const json = JSON.stringify(vectors, null, 2).replace(/\[\n\s+("[^"\n]*")\n\s+\]/g, '[$1]')
writeFileSync(new URL('vectors.json', import.meta.url), `${json}\n`)

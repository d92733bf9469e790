// SPDX-License-Identifier: AGPL-3.0-or-later
// How the C++ of a checkout is laid out, in figures: `tsx tests/architecture/figures.ts [CHECKOUT]`. A room is a folder
// of server/src or wasm-core/src, whatever the table of rooms says, so that checkouts of any age compare.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileIncluded, includesOf } from './cpp-rules.ts'
import { root } from './sources.ts'

const checkout = process.argv[2] ?? root
const programs = ['server/src', 'wasm-core/src', 'shared/cpp']

function filesBelow(folder: string): string[] {
  return readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[ch]pp$/.test(entry.name))
    .map((entry) => posix.relative(checkout, join(entry.parentPath, entry.name)))
}

const read = (path: string) => readFileSync(join(checkout, path), 'utf8')
const sources = programs.flatMap(filesBelow).map((path) => ({ path, text: read(path) }))
const ofServer = sources.filter(({ path }) => path.startsWith('server/'))
const baseline = 'server/migrations/0001_baseline'
const migrations = readdirSync(join(checkout, baseline)).map((name) => `${baseline}/${name}`)

const linesOf = (text: string) => text.trimEnd().split('\n').length
const codeOf = (text: string) => text.replace(/\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/g, '')
const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]

function matches(pattern: RegExp, among = sources): string[] {
  return among.flatMap(({ text }) => [...codeOf(text).matchAll(pattern)].map((match) => match[1] ?? match[0]))
}

function arrows(): { rooms: string[]; between: string[]; inCircles: string[] } {
  const files = new Set(sources.map(({ path }) => path))
  const roomOf = (path: string) =>
    programs.includes(posix.dirname(path)) ? `${posix.dirname(path)}/*` : posix.dirname(path)
  const found = sources.flatMap(({ path, text }) =>
    includesOf(text).flatMap(({ ours, path: name }) => {
      const to = ours ? fileIncluded(path, name, files) : undefined
      return to && roomOf(to) !== roomOf(path) ? [`${roomOf(path)} -> ${roomOf(to)}`] : []
    }),
  )
  const between = [...new Set(found)].sort()
  const inCircles = between.filter((arrow) =>
    reaches(arrow.split(' -> ')[1] ?? '', arrow.split(' -> ')[0] ?? '', between),
  )
  return { rooms: [...new Set(sources.map(({ path }) => roomOf(path)))], between, inCircles }
}

function reaches(from: string, to: string, among: string[], seen = new Set<string>()): boolean {
  if (from === to) return true
  if (seen.has(from)) return false
  seen.add(from)
  return among.some(
    (arrow) => arrow.startsWith(`${from} -> `) && reaches(arrow.slice(from.length + 4), to, among, seen),
  )
}

const lengths = sources.map(({ text }) => linesOf(text))
const short = lengths.filter((length) => length <= 30).length
const handlers = matches(/\busing (\w*Handler) =/g, ofServer)
const queue = [...ofServer, ...migrations.map((path) => ({ path, text: read(path) }))].filter(({ text }) =>
  /\bsync_queue\b/.test(text),
)
const { rooms, between, inCircles } = arrows()

const figures: [string, string | number | undefined][] = [
  ['files', sources.length],
  ['  of the server', ofServer.length],
  ['lines', lengths.reduce((sum, length) => sum + length, 0)],
  ['median of lines a file', median(lengths)],
  ['files of at most 30 lines', `${short} (${percent(short, sources.length)})`],
  [
    'types (class, struct, enum, with a body)',
    matches(/\b(?:class|struct|enum(?: class)?)\s+(\w+)[^;(){}=]*\{/g).length,
  ],
  ['handler types', `${handlers.length} (${handlers.join(', ')})`],
  [
    'std::function members',
    matches(/^ {4}(?:const )?std::function<[^;=]*?>\s+\w+(?:_|)(?:\{[^;]*\}|\s*=[^;]*)?;/gm).length,
  ],
  ['std::function anywhere', matches(/\bstd::function</g).length],
  ['files of server/src that name sync_queue', queue.filter(({ path }) => path.startsWith('server/src/')).length],
  [
    '  rooms they are in',
    new Set(queue.filter(({ path }) => path.startsWith('server/src/')).map(({ path }) => posix.dirname(path))).size,
  ],
  ['rooms', rooms.length],
  ['arrows between rooms', between.length],
  ['  of them in circles', inCircles.length],
]
for (const [name, figure] of figures) console.log(`${name.padEnd(44)}${figure}`)
if (inCircles.length > 0) console.log(`\nIn circles:\n${inCircles.join('\n')}`)

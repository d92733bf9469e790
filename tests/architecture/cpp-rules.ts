// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may include whom in C++. Each rule takes sources and answers with one sentence per breach.
import { posix } from 'node:path'
import { type Arrow, isLibrary, mayUse, mayUseLibrary, roomOf } from './floor-plan.ts'
import { librariesInTests, rooms } from './rooms/index.ts'
import type { Room } from './rooms/room.ts'
import { isCpp, type Source } from './sources.ts'

interface Include {
  path: string
  /** In quotes: ours. In angle brackets: the system's. */
  ours: boolean
}

export function includesOf(text: string): Include[] {
  return [...text.matchAll(/^\s*#\s*include\s*([<"])([^>"]+)[>"]/gm)].map(([, bracket, path = '']) => ({
    path,
    ours: bracket === '"',
  }))
}

/** Breaches of the table of rooms in `sources`; `files` are all there are, to find what an include means. */
export function breachesOfIncludes(sources: Source[], files = pathsOf(sources)): string[] {
  return sources.filter(isCpp).flatMap((source) => {
    return includesOf(source.text).flatMap((include) => {
      const why = includeBreach(source.path, include, files)
      return why ? [`${source.path} includes ${include.path}: ${why}`] : []
    })
  })
}

export function arrowsOfIncludes(sources: Source[]): Arrow[] {
  const files = pathsOf(sources)
  return sources.filter(isCpp).flatMap(({ path, text }) =>
    includesOf(text)
      .filter(({ ours }) => ours)
      .flatMap((include) => {
        const to = fileIncluded(path, include.path, files)
        return to ? [{ from: path, to }] : []
      }),
  )
}

const pathsOf = (sources: Source[]) => new Set(sources.map(({ path }) => path))

function includeBreach(path: string, include: Include, files: Set<string>): string | undefined {
  const room = roomOf(path)
  if (!room) return `${posix.dirname(path)} has no row in the table of rooms`
  if (!include.ours) return libraryBreach(path, room, include.path)
  const file = fileIncluded(path, include.path, files)
  const other = file && roomOf(file)
  if (!other) return 'it is in no room'
  return mayUse(room, other) ? undefined : `${room.path} may use only ${room.uses.join(', ') || 'itself'}`
}

/** Where the headers of each program are looked for, its own first. */
const roots = ['server/src', 'wasm-core/src', 'shared/cpp', 'tests', 'tests/server', 'tests/core']

/** The file that an include means. Files of other programs are found too, so that an include of them is reported. */
export function fileIncluded(path: string, name: string, files: Set<string>): string | undefined {
  const own = roots.filter((root) => path.startsWith(`${root}/`))
  const places = [posix.dirname(path), ...own, ...roots].map((root) => posix.join(root, name))
  return places.find((place) => files.has(place))
}

function libraryBreach(path: string, room: Room, name: string): string | undefined {
  const rule = Object.entries(librariesInTests).find(([library]) => isLibrary(name, library))?.[1]
  const isTest = path.startsWith('tests/')
  if (isTest && rule) return rule === 'all' ? undefined : 'no test uses this library itself'
  const owner =
    (isTest && rooms.find((each) => each.path === path.replace(/^tests\/(server)\/(\w+)\/.*/, '$1/src/$2'))) || room
  const owners = rooms.filter((each) => mayUseLibrary(each, name)).map((each) => each.path)
  const isFree = isStandard(name) || (!path.startsWith('wasm-core/') && !path.startsWith('shared/') && isOfSystem(name))
  if (isFree || owners.includes(owner.path)) return undefined
  if (isTest && owners.length === 0) return undefined
  return owners.length > 0 ? `only ${owners.join(', ')} may use this library` : 'no room may use this library'
}

/** The standard library has no folder in its names. */
const isStandard = (name: string) => /^[a-z_]+$/.test(name)
/** Of POSIX and glibc. */
const isOfSystem = (name: string) =>
  /^(arpa|netinet|sys)\/|^(fcntl|malloc|poll|pthread|signal|spawn|unistd)\.h$/.test(name)

/** TRY returns early; inside a braced initialiser the members already built would leak (GCC 12, Clang 14). */
export function breachesOfTry(sources: Source[]): string[] {
  return sources.filter(isCpp).flatMap((source) => {
    return linesWithBracedTry(source.text).map((line) => `${source.path}:${line}: TRY inside a braced list`)
  })
}

function linesWithBracedTry(text: string): number[] {
  const code = withoutCommentsAndStrings(text)
  const isInitialiser: boolean[] = []
  const lines: number[] = []
  for (const { 0: token, index } of code.matchAll(/[{}]|\bTRY\(/g)) {
    if (token === '{') isInitialiser.push(opensInitialiser(code.slice(0, index)))
    else if (token === '}') isInitialiser.pop()
    else if (isInitialiser.at(-1)) lines.push(code.slice(0, index).split('\n').length)
  }
  return lines
}

/** Whether a brace after this text begins a list of values rather than statements or members. */
function opensInitialiser(before: string): boolean {
  const statement = before.slice(Math.max(...[';', '{', '}'].map((end) => before.lastIndexOf(end))) + 1).trimEnd()
  if (/\b(class|struct|enum|union|namespace)\b[^=()]*$/.test(statement)) return false
  if (/->\s*[\w:<>,&*\s]+$/.test(statement)) return false
  return (
    /(\breturn|[\w>,(=[])$/.test(statement) && !/\b(else|do|try|const|noexcept|override|mutable|final)$/.test(statement)
  )
}

function withoutCommentsAndStrings(text: string): string {
  const skipped = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|^[ \t]*#(?:\\\n|[^\n])*/gm
  return text.replace(skipped, (part) => part.replace(/[^\n]/g, ' '))
}

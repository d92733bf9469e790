// SPDX-License-Identifier: AGPL-3.0-or-later
// Who may include whom in C++. Each rule takes sources and answers with one sentence per breach.
import { isCpp, type Source } from './sources.ts'

/** A folder of wasm-core/src and the folders it may include; itself, base and shared/cpp are always allowed. */
const coreFolders: Record<string, string[]> = {
  base: [],
  scene: [],
  pens: ['scene'],
  document: ['scene'],
  format: ['scene', 'pens'],
  background: ['scene', 'document'],
  typeset: ['scene', 'document'],
  raster: ['scene', 'pens', 'document', 'background', 'typeset'],
  // pens alone knows which tools leave no ink, and what leaves no ink must not change a fingerprint.
  fingerprint: ['scene', 'pens'],
  export: ['scene', 'pens', 'document', 'background', 'typeset', 'raster', 'fingerprint'],
}

/** Libraries of the server that one of its folders knows, and the tests of that folder. */
const libraryRooms: Record<string, string> = {
  curl: 'upstream',
  hiredis: 'rates',
  openssl: 'crypto',
  'sodium.h': 'crypto',
}

/** The folders of server/src that speak to the database; each but db and queue owns the SQL of one noun. */
const databaseFolders = ['db', 'queue', 'reading', 'routes', 'auth', 'quota', 'blobs', 'library', 'search', 'proxy']

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

export function breachesOfIncludes(sources: Source[]): string[] {
  return sources.filter(isCpp).flatMap((source) => {
    return includesOf(source.text).flatMap((include) => {
      const why = includeBreach(source.path, include)
      return why ? [`${source.path} includes ${include.path}: ${why}`] : []
    })
  })
}

function includeBreach(path: string, include: Include): string | undefined {
  if (path === 'wasm-core/src/bindings.cpp') return undefined
  if (include.path.startsWith('emscripten')) return 'only wasm-core/src/bindings.cpp knows Emscripten'
  if (isHttpLibrary(include) && !/^server\/src\/(wire|http)\//.test(path))
    return 'only server/src/wire and server/src/http know HTTP libraries'
  const room = include.ours ? undefined : libraryRooms[include.path.split('/')[0] ?? '']
  if (room && !path.startsWith(`server/src/${room}/`) && !path.startsWith(`tests/server/${room}/`))
    return `only server/src/${room} knows this library`
  if (isDatabaseLibrary(include) && path.startsWith('server/') && !databaseFolders.includes(path.split('/')[2] ?? ''))
    return `of the server only ${databaseFolders.join(', ')} speak SQL`
  if (path.startsWith('wasm-core/src/')) return coreBreach(path, include)
  if (path.startsWith('shared/cpp/')) return sharedBreach(include)
  if (path.startsWith('server/')) return serverBreach(path, include)
  return undefined
}

function coreBreach(path: string, include: Include): string | undefined {
  const folder = path.split('/')[2] ?? ''
  const allowed = coreFolders[folder]
  if (!allowed) return `wasm-core/src/${folder} has no row in the table of folders`
  if (!include.ours) return libraryBreach(include.path)
  const [target, ...rest] = include.path.split('/')
  const isShared = rest.length === 0
  if (isShared || target === folder || target === 'base' || allowed.includes(target ?? '')) return undefined
  return `${folder} may include only ${['base', ...allowed, 'shared/cpp'].join(', ')}`
}

function sharedBreach(include: Include): string | undefined {
  if (!include.ours) return libraryBreach(include.path)
  return include.path.includes('/') ? 'shared/cpp stands alone' : undefined
}

/** The standard library has no folder in its names; of other libraries the core takes Boost and stb's font reader alone. */
function libraryBreach(path: string): string | undefined {
  const isIntrinsics = path === 'wasm_simd128.h' || path === 'emmintrin.h' || path === 'arm_neon.h'
  const isStandard = /^[a-z_]+$/.test(path)
  const isLibrary = path.startsWith('boost/') || path === 'stb/stb_truetype.h'
  return isStandard || isIntrinsics || isLibrary ? undefined : 'the core depends on Boost and stb only'
}

function isHttpLibrary(include: Include): boolean {
  return !include.ours && /^(pistache|boost\/(beast|asio))\//.test(include.path)
}

function isDatabaseLibrary(include: Include): boolean {
  return !include.ours && (include.path.startsWith('pqxx/') || include.path === 'libpq-fe.h')
}

/** What is about requests and knows nothing of what is served. */
const requestFolders = ['wire', 'http', 'input']

/** base and crypto serve all folders of server/src; wire, http and input stand below the others. */
function serverBreach(path: string, include: Include): string | undefined {
  if (!include.ours) return undefined
  const target = include.path.split('/')[0] ?? ''
  if ((target in coreFolders && target !== 'base') || include.path.includes('wasm-core'))
    return 'the server never sees a page file'
  const folder = path.split('/')[2] ?? ''
  const isDeep = include.path.includes('/') && !['base', 'crypto', ...requestFolders].includes(target)
  const isTop = include.path === 'services.hpp' || include.path === 'command.hpp'
  if (requestFolders.includes(folder) && (isDeep || isTop)) return `${folder} knows nothing of what is served`
  if (folder === 'db' && include.path.includes('/') && !['base', 'db'].includes(target))
    return 'db knows nothing of who uses it'
  return undefined
}

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

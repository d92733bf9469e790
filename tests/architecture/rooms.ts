// SPDX-License-Identifier: AGPL-3.0-or-later
// Every room of the house: what lives there, which rooms it may use, and which libraries of others. The architecture
// tests compare it with the sources in both directions; the table in docs/architecture.md is made from it (`make fix`).

export interface Room {
  /** From the top of the checkout: a folder, or files of one name without what follows the dot. */
  path: string
  /** One line of Markdown for docs/architecture.md; links are relative to docs/. */
  holds: string
  /** Rooms that its files may include or import; a folder of rooms means all of them. Only what is used is named. */
  uses: string[]
  /** Arrows that are wrong and stand until somebody takes them away. They are left out of the search for cycles. */
  strays?: string[]
  /**
   * Libraries that it may use, by how their headers or packages begin. Nobody else may but who lists them too.
   * In C++ the standard library needs no mention, nor does POSIX in the server.
   */
  libraries?: string[]
  /** Paths, as above, of files that belong to it and do not lie in it yet. */
  also?: string[]
}

/** Rows whose paths are relative to a folder, and so are names in `uses` that are among them. */
function inside(folder: string, rows: Room[]): Room[] {
  const names = new Set(rows.map(({ path }) => path))
  const whole = (name: string) => (name === '.' ? folder : names.has(name) ? `${folder}/${name}` : name)
  return rows.map((row) => ({
    ...row,
    path: whole(row.path),
    uses: row.uses.map(whole),
    ...(row.strays && { strays: row.strays.map(whole) }),
    ...(row.also && { also: row.also.map((path) => `${folder}/${path}`) }),
  }))
}

const common: Room[] = [
  {
    path: 'shared/cpp',
    holds: 'SHA-256, canonical JSON, text fingerprints: what core and server share',
    uses: [],
    libraries: ['boost/json'],
  },
]

const core = inside('wasm-core/src', [
  {
    path: 'base',
    holds: '`Result`, bounded reading of bytes',
    uses: ['shared/cpp'],
    libraries: ['emmintrin.h', 'wasm_simd128.h'],
  },
  {
    path: 'scene',
    holds: 'a page as plain values: layers, strokes, text, highlights, images',
    uses: ['base'],
  },
  {
    path: 'pens',
    holds:
      'every pen and colour, one row each; how wide ink is the file says ([decision 16](decisions/0016-the-tablet-states-widths.md))',
    uses: ['scene'],
  },
  {
    path: 'document',
    holds: '`.content`, `.metadata`, `.pagedata` to ordered live pages',
    uses: ['base', 'scene', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'format',
    holds: '`.rm` and `.lines` files to scenes, one table of versions',
    uses: ['base', 'scene', 'shared/cpp'],
  },
  {
    path: 'background',
    holds: "the tablet's templates, by name, as patterns of our own: one row each",
    uses: ['scene', 'document'],
  },
  {
    path: 'typeset',
    holds: 'typed text to lines, with the places strokes hang on; the letters of the fonts that the caller brings',
    uses: ['base', 'scene'],
    libraries: ['stb'],
  },
  {
    path: 'display',
    holds: 'what of a page is drawn, where and in which order, whatever it is drawn as',
    uses: ['base', 'scene', 'pens', 'document', 'background', 'typeset'],
  },
  {
    path: 'raster',
    holds: 'a page to pixels: flatten, coverage, blend',
    uses: ['base', 'scene', 'pens', 'background', 'typeset', 'display'],
    libraries: ['emmintrin.h', 'wasm_simd128.h'],
  },
  {
    path: 'reading',
    holds: 'the pictures that a reading model gets, and where a page is cut for them',
    uses: ['base', 'scene', 'pens', 'display', 'raster'],
  },
  {
    path: 'png',
    holds: 'pictures to PNG files, by an encoder of our own ([decision 2](decisions/0002-own-png-encoder.md))',
    uses: ['base', 'raster'],
  },
  {
    path: 'fingerprint',
    // pens alone knows which tools leave no ink, and what leaves no ink must not change a fingerprint.
    holds: 'a scene to its hash',
    uses: ['scene', 'pens', 'shared/cpp'],
  },
  {
    path: 'export',
    holds: 'SVG, PDF content, text, Markdown, facts as JSON',
    uses: ['base', 'scene', 'pens', 'typeset', 'display', 'fingerprint'],
    libraries: ['boost/json'],
  },
  {
    path: 'requests',
    holds: 'the JSON requests that JavaScript sends, read strictly: what is misspelt is refused by its name',
    uses: ['base', 'scene', 'display', 'typeset', 'shared/cpp'],
  },
  {
    path: 'bindings',
    holds: 'the border to JavaScript, the only file that knows Emscripten',
    uses: ['wasm-core/src', 'shared/cpp'],
    libraries: ['emscripten'],
  },
])

const server = inside('server/src', [
  {
    path: 'base',
    holds:
      'settings in one table ([all of them](configuration.md)), secrets, the ids of rows, and the log, which nobody waits for',
    uses: ['shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'input',
    holds: 'what strangers send, read strictly: the fields of a JSON object, ids, times, lengths',
    uses: ['base', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'wire',
    holds:
      "sockets on Pistache's reactor and Boost.Beast's parser: connections, their deadlines and buffers ([decision 9](decisions/0009-an-http-front-of-our-own.md))",
    uses: ['base', 'http'],
    libraries: ['boost/asio', 'boost/beast', 'pistache'],
  },
  {
    path: 'http',
    holds: 'what handlers see: requests, replies, routing, problems, static files; it knows no sockets',
    uses: ['base', 'crypto', 'input', 'shared/cpp'],
    libraries: ['boost/json', 'pistache/http_defs.h'],
  },
  {
    path: 'db',
    holds: 'pool of connections, transactions as one user or as the system, applying migrations',
    uses: ['base', 'shared/cpp'],
    libraries: ['pqxx'],
  },
  {
    path: 'upstream',
    holds:
      'HTTP to other services: one thread on curl, deadlines, bounded answers, whole or piece by piece; one row and one gateway for each service, where calls take turns, are asked again and wait while it cools down',
    uses: ['base'],
    libraries: ['curl'],
  },
  {
    path: 'crypto',
    holds: "passwords by libsodium's Argon2id, JSON Web Tokens by OpenSSL, random tokens",
    uses: ['base', 'shared/cpp'],
    libraries: ['boost/json', 'openssl', 'sodium.h'],
  },
  {
    path: 'quota',
    holds: 'how many pages may be read: promised, charged, given back, each by one function of the database',
    uses: ['base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'rates',
    holds: 'how many requests a minute somebody may make; counts shared through Redis, on a thread of its own',
    uses: ['base', 'http'],
    libraries: ['hiredis'],
  },
  {
    path: 'blobs',
    holds:
      'page images as files or objects, by the hash of their content under their user; what a PNG must be to be taken',
    uses: ['base', 'crypto', 'upstream', 'shared/cpp'],
    libraries: ['zlib.h'],
  },
  {
    path: 'ocr',
    holds:
      "reading handwriting: one interface, Claude and any service that speaks OpenAI's chat completions behind it; what their answers and failures mean; finding what is to be done in a text, and recognising it",
    uses: ['base', 'crypto', 'queue', 'upstream', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'auth',
    holds: 'who is asking: accounts, sessions, agents, the tokens of a sign-in service',
    uses: ['input', 'base', 'crypto', 'db', 'http', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'library',
    holds:
      "what a user's devices hold: manifests, pictures of pages, what was read of them, what is to be done, what has changed since",
    uses: ['input', 'base', 'blobs', 'db', 'ocr', 'queue', 'quota', 'shared/cpp'],
    libraries: ['boost/json', 'pqxx', 'utf8proc.h'],
  },
  {
    path: 'search',
    holds:
      'finding words in pages, names, tags, todos and highlights, with snippets ([decision 13](decisions/0013-search-in-postgresql.md))',
    uses: ['base', 'db', 'input'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'queue',
    holds:
      'what is to be done: every statement on `sync_queue`, turns and leases, retries, a pool of workers for each kind of job, the scheduler',
    uses: ['base', 'db'],
    libraries: ['pqxx'],
  },
  {
    path: 'reading',
    holds: 'the job that reads pages: alone, in groups, in Message Batches',
    uses: ['base', 'blobs', 'db', 'library', 'ocr', 'queue', 'quota'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy',
    holds:
      "other services' APIs for programs, with the server's key: the way there and back, and the ledger of what it costs, for whichever service ([add another](guides/add-a-proxy.md))",
    uses: ['auth', 'base', 'db', 'http', 'quota', 'upstream'],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: 'proxy/claude',
    holds: 'what is particular to Claude: what a call may ask for, what it costs, errors in its words',
    uses: ['proxy', 'input', 'auth', 'base', 'http', 'upstream'],
    libraries: ['boost/json'],
  },
  {
    path: 'periodic_tasks',
    holds: 'what is due by the clock in a database that nobody does anything in',
    uses: ['db', 'queue', 'quota', 'reading'],
    libraries: ['pqxx'],
  },
  {
    path: 'metrics',
    holds: 'what this process has answered, counted for Prometheus',
    uses: ['base', 'http'],
  },
  {
    path: 'app',
    holds: 'what handlers and jobs work with, opened as a whole or not at all',
    uses: [
      ...['auth', 'base', 'blobs', 'db', 'library', 'metrics', 'ocr', 'proxy', 'proxy/claude', 'quota', 'upstream'],
      'wire',
    ],
  },
  {
    path: 'routes',
    holds: 'one file per resource: handlers, and the table of its routes',
    uses: [
      ...[
        'auth',
        'base',
        'blobs',
        'crypto',
        'db',
        'http',
        'input',
        'library',
        'proxy/claude',
        'queue',
        'quota',
        'reading',
        'search',
        'app',
      ],
      'shared/cpp',
    ],
    libraries: ['boost/json', 'pqxx'],
  },
  {
    path: '.',
    holds: 'the program: its command line, and what is started in which order',
    uses: ['server/src'],
    libraries: ['boost/json'],
  },
])

const shared = inside('shared/src', [
  {
    path: 'core',
    holds: 'loading the core in browser and Node, and asking it; what it answers as types',
    uses: ['wasm-core/src/bindings'],
  },
  {
    path: 'api/schema.gen',
    holds: 'the contract as types ([decision 10](decisions/0010-calls-typed-by-the-contract.md))',
    uses: [],
  },
  {
    path: 'library',
    holds: 'files, folders and archives to notebooks and their pages; manifests; what was read, as Markdown',
    uses: ['core', 'api/schema.gen'],
    libraries: ['@zip.js/zip.js', 'uuid'],
  },
  {
    path: 'api',
    holds: 'calling the server by types made of the contract; pushing a library to it',
    uses: ['api/schema.gen', 'core', 'library'],
    libraries: ['openapi-fetch'],
  },
  {
    path: 'pdf',
    holds:
      'making PDFs with MuPDF, drawing the PDF or EPUB page and the images of a page for the core to lay below and between its ink ([decision 7](decisions/0007-pdf-through-mupdf.md))',
    uses: ['core'],
    libraries: ['mupdf'],
  },
])

const web = inside('web/src', [
  { path: 'i18n', holds: 'what the dashboard says, in every language', uses: [], libraries: ['@preact/signals'] },
  { path: 'styles', holds: 'how it looks', uses: [] },
  {
    path: 'render',
    holds:
      'a pool of workers around the core; one more with MuPDF for PDFs and for pages on their source, ended when it is not needed',
    uses: ['shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/pdf'],
    libraries: ['@expo-google-fonts/ibm-plex-sans'],
  },
  {
    path: 'components',
    holds: 'what is shown and given: components that know no API, no data and no screens',
    uses: ['i18n', 'render', 'shared/src/core', 'shared/src/library', 'shared/src/pdf'],
    libraries: ['@preact/signals', 'preact', 'wouter-preact'],
  },
  {
    path: 'data',
    holds: 'what outlives a screen, one file for each resource: the library of this browser, the account, the server',
    uses: ['i18n', 'render', 'shared/src/api', 'shared/src/library', 'shared/src/pdf'],
    libraries: ['@preact/signals', 'idb', 'mupdf-wasm-file', 'preact'],
  },
  {
    path: 'screens',
    holds: 'one for each address, put together of data and components',
    uses: ['components', 'data', 'i18n', 'render', 'shared/src/api', 'shared/src/library'],
    libraries: ['@preact/signals', 'preact', 'wouter-preact'],
  },
  {
    path: 'testing',
    holds: 'what tests of the dashboard share; for tests alone',
    uses: ['render', 'shared/src/core', 'shared/src/pdf'],
    libraries: ['node:'],
  },
  {
    path: '.',
    holds: 'the dashboard: where it begins, which screen an address shows, the panels beside the screens',
    uses: ['components', 'data', 'i18n', 'render', 'screens', 'styles'],
    libraries: ['@preact/signals', 'preact', 'virtual:pwa-register', 'wouter-preact'],
  },
])

const agent = inside('agent/src', [
  { path: 'ui', holds: 'progress on a terminal', uses: [] },
  {
    path: 'sources',
    holds: 'files and folders as they lie on a disk',
    uses: ['shared/src/library'],
    libraries: ['node:'],
  },
  {
    path: '.',
    holds: 'what commands share: inputs, outcomes, settings, the core',
    uses: ['sources', 'ui', 'shared/src/core', 'shared/src/library'],
    libraries: ['node:'],
  },
  {
    path: 'account',
    holds: 'servers, and the tokens by which they know this machine',
    uses: ['.', 'shared/src/api'],
    libraries: ['node:'],
  },
  {
    path: 'workers',
    holds: 'worker threads around the core and MuPDF',
    uses: ['.', 'shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/pdf'],
    libraries: ['node:'],
  },
  {
    path: 'export',
    holds: 'notebooks to files of every format',
    uses: ['.', 'account', 'workers', 'shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/pdf'],
  },
  {
    path: 'push',
    holds: 'what a push tells the terminal',
    uses: ['.', 'account', 'ui', 'shared/src/api', 'shared/src/library'],
  },
  {
    path: 'commands',
    holds: 'one file a command',
    uses: [
      ...['.', 'account', 'export', 'push', 'sources', 'ui', 'workers'],
      ...['shared/src/api', 'shared/src/core', 'shared/src/library'],
    ],
    libraries: ['node:'],
  },
  {
    path: 'testing',
    holds: 'what tests of the command line share; for tests alone',
    uses: ['tests', 'shared/src/api', 'shared/src/library'],
    libraries: ['node:', 'vite', 'vitest'],
  },
  {
    path: 'main',
    holds: 'the command line: which command is meant',
    uses: ['.', 'commands', 'ui'],
    libraries: ['node:'],
  },
])

/** These may use any library that package.json names: they check the product and are no part of it. */
const around: Room[] = [
  { path: 'server/migrations', holds: 'the schema, forward only; embedded into the program', uses: [] },
  { path: 'e2e/emulators', holds: 'other services, strict: Claude, a bucket, a sign-in service', uses: [] },
  { path: 'e2e/chromium', holds: 'how Chromium is started', uses: [] },
  {
    path: 'tests',
    holds: 'generator, fixtures, goldens, fuzzers, and tests of more than one room',
    uses: ['wasm-core', 'shared', 'server', 'e2e/emulators', 'e2e/chromium'],
  },
  {
    path: 'e2e',
    holds: 'what flows share: a person, a dashboard, a server',
    uses: ['tests', 'e2e/chromium', 'shared/src/core'],
  },
  {
    path: 'e2e/flows',
    holds: "a user's promises in a real browser, which know the product only from outside",
    uses: ['e2e', 'tests'],
  },
]

export const rooms: Room[] = [...common, ...core, ...server, ...shared, ...web, ...agent, ...around]

/** Which tests in C++ may use a library; where nothing is said, those of the room that may. */
export const librariesInTests: Record<string, 'all' | 'none'> = {
  'boost/json': 'all',
  pqxx: 'all',
  stb: 'all',
  'zlib.h': 'all',
  emscripten: 'none',
  // A client that shared the server's parser would share its faults.
  'boost/asio': 'none',
  'boost/beast': 'none',
  pistache: 'none',
}

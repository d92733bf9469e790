// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms of the TypeScript that browser and Node share, of the dashboard and of the command line.
import { inside } from './room.ts'

export const shared = inside('shared/src', [
  {
    path: 'core',
    holds: 'loading the core in browser and Node, and asking it; what it answers as types',
    uses: ['wasm-core/src/bindings'],
  },
  {
    path: 'api/schema.gen',
    holds: 'the contract as types ([decision 10](decisions/0010-own-code-or-a-library.md))',
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
    path: 'local-page',
    holds: 'what the page that a watch shows on its own computer is told and may ask, as types',
    uses: ['api/schema.gen', 'library'],
  },
  {
    path: 'pdf',
    holds:
      'making PDFs with MuPDF, drawing the PDF or EPUB page and the images of a page for the core to lay below and between its ink ([decision 7](decisions/0007-pdf-through-mupdf.md))',
    uses: ['core'],
    libraries: ['fflate', 'mupdf'],
  },
  {
    path: 'workshop',
    holds:
      'from page to picture and export: the orders that workers do, the pool that gives them out, formats and exports ([decision 38](decisions/0038-one-workshop.md))',
    uses: ['api', 'core', 'library', 'pdf'],
  },
])

export const web = inside('web/src', [
  { path: 'i18n', holds: 'what the dashboard says, in every language', uses: [], libraries: ['@preact/signals'] },
  { path: 'styles', holds: 'how it looks', uses: [] },
  {
    path: 'components',
    holds: 'what is shown and given: components that know no API, no data and no screens',
    uses: [
      ...['i18n', 'shell/actions', 'shared/src/core', 'shared/src/library', 'shared/src/pdf', 'shared/src/workshop'],
    ],
    libraries: ['@preact/signals', 'preact', 'wouter-preact'],
  },
  {
    path: 'ai',
    holds:
      "asking a transcription service with a person's own key ([decision 69](decisions/0069-a-worker-with-a-policy-of-its-own.md))",
    uses: ['shared/src/api'],
  },
  {
    path: 'data',
    holds: 'what outlives a screen, one file for each resource: the library of this browser, the account, the server',
    uses: ['ai', 'i18n', 'shared/src/api', 'shared/src/library', 'shared/src/pdf', 'shared/src/workshop'],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'idb', 'mupdf-wasm-file', 'preact'],
  },
  {
    path: 'screens',
    holds: 'one for each address, put together of data and components',
    uses: [
      ...[
        'ai',
        'components',
        'data',
        'i18n',
        'shell/actions',
        'shared/src/api',
        'shared/src/library',
        'shared/src/workshop',
      ],
    ],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'preact', 'wouter-preact'],
  },
  {
    path: 'testing',
    holds: 'what tests of the dashboard share; for tests alone',
    uses: ['data', 'shared/src/api', 'tests'],
    libraries: ['@tanstack/preact-query', '@testing-library/preact', 'node:', 'preact', 'vitest'],
  },
  {
    path: 'agent',
    holds: 'the page that "rmirror watch" shows on its own computer: a second entry, built into the command line',
    uses: ['components', 'i18n', 'shared/src/library', 'shared/src/local-page'],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'preact'],
  },
  { path: 'shell/actions', holds: 'what keys do, one row for each action', uses: ['i18n'] },
  { path: 'shell/routes', holds: 'every address of the dashboard, one row each', uses: [] },
  {
    path: 'shell',
    holds: 'the frame around the screens: which screen an address shows, header, menu, panels',
    uses: ['components', 'data', 'i18n', 'screens', 'shell/routes'],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'preact', 'virtual:pwa-register', 'wouter-preact'],
  },
  {
    path: '.',
    holds: 'the dashboard: where it and its workers begin',
    uses: ['ai', 'data', 'i18n', 'shell', 'styles', 'shared/src/core', 'shared/src/workshop'],
    libraries: [
      '@expo-google-fonts/ibm-plex-sans',
      '@expo-google-fonts/playfair-display',
      '@tanstack/preact-query',
      'preact',
    ],
  },
])

export const agent = inside('agent/src', [
  { path: 'ui', holds: 'progress on a terminal, pages in a browser', uses: [], libraries: ['node:'] },
  {
    path: 'sources',
    holds: 'where notebooks come from, one file each: folders, an inbox, a tablet by USB or SSH',
    uses: ['shared/src/api', 'shared/src/library'],
    libraries: ['node:', 'ssh2'],
  },
  {
    path: '.',
    holds: 'what commands share: options, settings, inputs, outcomes, help, the core, worker threads',
    uses: ['sources', 'ui', 'shared/src/core', 'shared/src/library', 'shared/src/workshop'],
    libraries: ['node:', 'yaml'],
  },
  {
    path: 'account',
    holds: 'servers, the tokens by which they know this machine, and the tablets that it may read',
    uses: ['.', 'sources', 'shared/src/api'],
    libraries: ['@napi-rs/keyring', 'node:', 'undici'],
  },
  {
    path: 'export',
    holds: 'what an export takes of a library, and what it tells the terminal',
    uses: ['.', 'account', 'ui', 'shared/src/api', 'shared/src/library', 'shared/src/pdf', 'shared/src/workshop'],
  },
  {
    path: 'push',
    holds: 'what a push tells the terminal',
    uses: ['.', 'account', 'ui', 'shared/src/api', 'shared/src/library', 'shared/src/workshop'],
  },
  {
    path: 'engine',
    holds: 'rounds: what changed in the sources, what the server was told, what it wants',
    uses: [
      ...['.', 'account', 'sources'],
      ...['shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/local-page', 'shared/src/workshop'],
    ],
    libraries: ['node:'],
  },
  {
    path: 'update',
    holds:
      'from one version to the next: what is offered, what may be trusted, trying it ([decision 63](decisions/0063-updates-beside-what-is-installed.md))',
    uses: ['.', 'account', 'engine', 'shared/src/api', 'shared/src/local-page'],
    libraries: ['@zip.js/zip.js', 'node:', 'tar'],
  },
  {
    path: 'page',
    holds: "the computer's own page of a watch: who may ask, what is told, what is done",
    uses: ['.', 'engine', 'shared/src/api', 'shared/src/library', 'shared/src/local-page'],
    libraries: ['node:'],
  },
  {
    path: 'tray',
    holds:
      'the icon in the tray and its menu, by a program beside this one ([decision 62](decisions/0062-packages-of-the-agent.md))',
    uses: ['engine', 'shared/src/local-page'],
    libraries: ['node:'],
  },
  {
    path: 'doctor',
    holds: 'what a sync needs, checked one by one',
    uses: ['.', 'account', 'engine', 'sources', 'shared/src/api', 'shared/src/library'],
    libraries: ['node:'],
  },
  {
    path: 'selection',
    holds: 'what is synced, chosen by names',
    uses: ['.', 'shared/src/library'],
  },
  { path: 'service', holds: 'what each system is told to keep a watch running', uses: [], libraries: ['node:'] },
  {
    path: 'commands',
    holds: 'one file a command, and the table of them',
    uses: [
      ...[
        '.',
        'account',
        'doctor',
        'engine',
        'export',
        'page',
        'push',
        'selection',
        'service',
        'sources',
        'tray',
        'ui',
        'update',
      ],
      ...['shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/local-page', 'shared/src/workshop'],
    ],
    libraries: ['node:'],
  },
  {
    path: 'program',
    holds: 'the command line: which command is meant',
    uses: ['.', 'account', 'commands', 'ui', 'update'],
    libraries: ['node:'],
  },
  { path: 'main', holds: 'the command line as a process', uses: ['program'] },
  {
    path: 'testing',
    holds: 'what tests of the command line share; for tests alone',
    uses: ['program', 'tests', 'shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/local-page'],
    libraries: ['node:', 'tar', 'vite', 'vitest'],
  },
])

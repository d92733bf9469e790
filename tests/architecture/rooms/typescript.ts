// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms of the TypeScript that browser and Node share, of the dashboard and of the command line.
import { inside } from './room.ts'

export const shared = inside('shared/src', [
  {
    path: 'core',
    holds: 'loading and calling the core in browser and Node; types of its answers',
    uses: ['wasm-core/src/bindings'],
  },
  {
    path: 'api/schema.gen',
    holds: 'the contract as types ([decision 10](decisions/0010-own-code-or-a-library.md))',
    uses: [],
  },
  {
    path: 'library',
    holds:
      'files, folders and archives to notebooks and their pages; manifests; transcriptions as Markdown; an inner folder each',
    uses: ['core', 'api/schema.gen'],
    libraries: ['@zip.js/zip.js', 'uuid'],
  },
  {
    path: 'api',
    holds: 'calling the server with types generated from the contract; pushing a library to it',
    uses: ['api/schema.gen', 'core', 'library'],
    libraries: ['openapi-fetch'],
  },
  {
    path: 'backup',
    holds:
      'encrypted backups of raw files: the wrapped key, chunks cut and sealed, restoring them, and the server as their store ([decision 100](decisions/0100-backups-that-the-server-cant-open.md))',
    uses: ['api', 'library'],
    libraries: ['libsodium-wrappers-sumo', 'uuid'],
  },
  {
    path: 'formulas',
    holds: 'LaTeX formulas to MathML by KaTeX ([decision 104](decisions/0104-formulas-as-mathml.md))',
    uses: [],
    libraries: ['katex'],
  },
  {
    path: 'local-page',
    holds: 'types of the requests and answers of the local page that a watch serves',
    uses: ['api/schema.gen', 'library'],
  },
  {
    path: 'pdf',
    holds:
      'making PDFs with MuPDF, rendering the PDF or EPUB page and the images of a page, which the core puts below and between its ink ([decision 7](decisions/0007-pdf-through-mupdf.md))',
    uses: ['core'],
    libraries: ['bidi-js', 'fflate', 'mupdf'],
  },
  {
    path: 'repair',
    holds:
      'matching highlights whose text is broken to the words that are printed there ([decision 103](decisions/0103-broken-highlights-get-the-printed-text.md))',
    uses: [],
    libraries: ['approx-string-match'],
  },
  {
    path: 'templates/placeholders',
    holds: 'what templates can show, and the templates that rMirror itself would need',
    uses: [],
  },
  {
    path: 'templates',
    holds:
      "a person's templates and steps: checked, and applied within limits ([decision 96](decisions/0096-templates-and-steps.md))",
    uses: ['templates/placeholders'],
    libraries: ['mustache', 're2js'],
  },
  {
    path: 'vault',
    holds: 'a library as Markdown notes beside what people write into them: library and vault in, files and moves out',
    uses: ['library', 'templates'],
  },
  {
    path: 'vault/account',
    holds: "reading an account's library for a vault, with what was read last time; saving corrections in it",
    uses: ['api', 'library', 'vault'],
  },
  {
    path: 'vault/embedded',
    holds:
      "the vault's writer for one notebook of a vault behind a network, texts by templates, and WebDAV's listings; bundled into the server",
    uses: ['api', 'library', 'templates', 'vault'],
  },
  {
    path: 'workshop',
    holds:
      'from pages to images and exports: the requests to workers, the worker pool, formats and exports ([decision 38](decisions/0038-one-workshop.md))',
    uses: ['api', 'core', 'formulas', 'library', 'pdf', 'repair'],
    libraries: ['@noble/hashes'],
  },
])

export const web = inside('web/src', [
  { path: 'i18n', holds: 'the texts of the dashboard, in every language', uses: [], libraries: ['@preact/signals'] },
  { path: 'styles', holds: 'style sheets, those of screens in a folder of their own', uses: [] },
  {
    path: 'components',
    holds:
      'components that know no API, no data and no screens: controls, forms, and what shows libraries, page sheets, notes, exports, accounts, deliveries',
    uses: [
      ...['i18n', 'shell/actions', 'shared/src/core', 'shared/src/formulas', 'shared/src/library', 'shared/src/pdf'],
      'shared/src/workshop',
    ],
    libraries: ['@preact/signals', 'preact', 'wouter-preact'],
  },
  {
    path: 'editor',
    holds: 'the editor of texts, a file of its own that is loaded when a text is edited',
    uses: ['i18n', 'shared/src/core'],
    libraries: [
      ...['@codemirror/commands', '@codemirror/lang-markdown', '@codemirror/language', '@codemirror/search'],
      ...['@codemirror/state', '@codemirror/view', '@lezer/highlight', '@preact/signals', 'preact'],
    ],
  },
  {
    path: 'ai',
    holds:
      "calling an AI service with a user's own key ([decision 69](decisions/0069-a-worker-with-a-policy-of-its-own.md))",
    uses: ['shared/src/api'],
  },
  {
    path: 'data',
    holds:
      'state that outlives a screen: the account, the server as queries and what is built on them, the library of this browser, both as one library, search, exports, transcription with an own key, questions to an AI',
    uses: [
      ...['ai', 'i18n', 'shared/src/api', 'shared/src/backup', 'shared/src/library', 'shared/src/pdf'],
      'shared/src/workshop',
    ],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'idb', 'mupdf-wasm-file', 'preact'],
  },
  {
    path: 'screens',
    holds: 'a folder for each part of the dashboard, its screens put together of data and components',
    uses: [
      ...[
        'ai',
        'components',
        'data',
        'editor',
        'i18n',
        'shell/actions',
        'shared/src/api',
        'shared/src/backup',
        'shared/src/library',
        'shared/src/templates/placeholders',
        'shared/src/workshop',
      ],
    ],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'preact', 'wouter-preact'],
  },
  {
    path: 'testing',
    holds: 'what tests of the dashboard share; only for tests',
    uses: ['data', 'shared/src/api', 'shared/src/workshop', 'tests'],
    libraries: ['@tanstack/preact-query', '@testing-library/preact', 'node:', 'preact', 'vitest'],
  },
  {
    path: 'agent',
    holds: 'the local page of "rmirror watch": a second entry, built into the command line',
    uses: ['components', 'i18n', 'shared/src/library', 'shared/src/local-page'],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'preact'],
  },
  { path: 'shell/actions', holds: 'keyboard shortcuts, one row per action', uses: ['i18n'] },
  { path: 'shell/routes', holds: 'every address of the dashboard, one row each', uses: [] },
  {
    path: 'shell',
    holds: 'the frame around the screens: which screen an address shows, header, menu, panels',
    uses: ['components', 'data', 'i18n', 'screens', 'shell/routes'],
    libraries: ['@preact/signals', '@tanstack/preact-query', 'preact', 'virtual:pwa-register', 'wouter-preact'],
  },
  {
    path: '.',
    holds: 'the entry points of the dashboard and its workers',
    uses: ['ai', 'components', 'data', 'i18n', 'shell', 'styles', 'shared/src/core', 'shared/src/workshop'],
    libraries: [
      '@expo-google-fonts/ibm-plex-sans',
      '@expo-google-fonts/playfair-display',
      '@tanstack/preact-query',
      'mermaid',
      'preact',
    ],
  },
])

export const agent = inside('agent/src', [
  { path: 'ui', holds: 'progress on a terminal, opening pages in a browser', uses: [], libraries: ['node:'] },
  {
    path: 'sources',
    holds: 'sources of notebooks, one file each: folders, an inbox, a tablet by USB or SSH',
    uses: ['shared/src/api', 'shared/src/library'],
    libraries: ['node:', 'ssh2'],
  },
  {
    path: '.',
    holds: 'what commands share: inputs, outcomes, errors, the version, what is printed',
    uses: ['sources', 'shared/src/library'],
    libraries: ['node:'],
  },
  {
    path: 'options',
    holds: 'the command line as words: commands, their options and help, the settings file',
    uses: ['.', 'sources', 'ui', 'shared/src/library', 'shared/src/workshop'],
    libraries: ['node:', 'yaml'],
  },
  {
    path: 'workers',
    holds: 'the core, and worker threads that run it',
    uses: ['shared/src/core', 'shared/src/library', 'shared/src/workshop'],
    libraries: ['node:'],
  },
  {
    path: 'account',
    holds: 'servers and the tokens of this machine for them, and the tablets that it may read',
    uses: ['.', 'options', 'sources', 'shared/src/api'],
    libraries: ['@napi-rs/keyring', 'node:', 'undici'],
  },
  {
    path: 'export',
    holds: 'what an export reads of a library, and what it prints',
    uses: [
      '.',
      'options',
      'account',
      'ui',
      'shared/src/api',
      'shared/src/library',
      'shared/src/pdf',
      'shared/src/workshop',
    ],
    libraries: ['node:'],
  },
  {
    path: 'vault',
    holds: 'a vault as a folder, and what its notes are made of: files of a tablet, or an account',
    uses: [
      ...['.', 'export', 'shared/src/api', 'shared/src/library', 'shared/src/vault', 'shared/src/vault/account'],
      'shared/src/workshop',
    ],
    libraries: ['node:'],
  },
  {
    path: 'mcp',
    holds: 'notes for assistants by the Model Context Protocol: tools, and the files or the account that they read',
    uses: ['.', 'account', 'shared/src/api', 'shared/src/library', 'shared/src/workshop'],
    libraries: ['@modelcontextprotocol/sdk', 'node:'],
  },
  {
    path: 'import',
    holds: 'sending an account that was exported to another one',
    uses: ['.', 'shared/src/api', 'shared/src/library'],
    libraries: ['@zip.js/zip.js', 'node:'],
  },
  {
    path: 'push',
    holds: 'what a push prints',
    uses: ['.', 'options', 'account', 'ui', 'shared/src/api', 'shared/src/library', 'shared/src/workshop'],
  },
  {
    path: 'backup',
    holds: 'encrypted backups on this computer: the passphrase, the files to back up, the folder to restore into',
    uses: ['.', 'account', 'engine', 'options', 'sources', 'shared/src/backup', 'shared/src/library'],
    libraries: ['node:'],
  },
  {
    path: 'engine',
    holds:
      'rounds of a sync: what changed in the sources, what was announced to the server, what it requested; vaults that follow the account or the sources',
    uses: [
      ...['.', 'workers', 'account', 'export', 'sources', 'vault'],
      ...['shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/local-page', 'shared/src/vault'],
      'shared/src/workshop',
    ],
    libraries: ['node:'],
  },
  {
    path: 'update',
    holds:
      'updates: finding a newer version, verifying it, trying it ([decision 63](decisions/0063-updates-beside-what-is-installed.md))',
    uses: ['.', 'workers', 'account', 'engine', 'shared/src/api', 'shared/src/local-page'],
    libraries: ['@zip.js/zip.js', 'node:', 'tar'],
  },
  {
    path: 'page',
    holds: 'the local page of a watch: access checks, what it shows, what it does',
    uses: ['.', 'engine', 'shared/src/api', 'shared/src/library', 'shared/src/local-page'],
    libraries: ['node:'],
  },
  {
    path: 'tray',
    holds:
      'the tray icon and its menu, shown by a separate program ([decision 62](decisions/0062-packages-of-the-agent.md))',
    uses: ['engine', 'shared/src/local-page'],
    libraries: ['node:'],
  },
  {
    path: 'doctor',
    holds: 'checks of everything that a sync needs',
    uses: ['.', 'options', 'workers', 'account', 'engine', 'sources', 'vault', 'shared/src/api', 'shared/src/library'],
    libraries: ['node:'],
  },
  {
    path: 'selection',
    holds: 'choosing by name what is synced',
    uses: ['.', 'shared/src/library'],
  },
  {
    path: 'mark',
    holds: 'marks of pages on a tablet: which, where in a file, and writing it',
    uses: ['sources', 'shared/src/api', 'shared/src/library', 'shared/src/workshop'],
    libraries: ['node:'],
  },
  {
    path: 'service',
    holds: 'the service definitions that keep a watch running, per system',
    uses: [],
    libraries: ['node:'],
  },
  {
    path: 'commands',
    holds: 'one file per command, in folders by what they work on (files, the account, a sync), and their table',
    uses: [
      ...[
        '.',
        'options',
        'workers',
        'account',
        'backup',
        'doctor',
        'engine',
        'export',
        'import',
        'mark',
        'mcp',
        'page',
        'push',
        'selection',
        'service',
        'sources',
        'tray',
        'ui',
        'update',
        'vault',
      ],
      ...['shared/src/api', 'shared/src/backup', 'shared/src/core', 'shared/src/library', 'shared/src/local-page'],
      ...['shared/src/vault', 'shared/src/workshop'],
    ],
    libraries: ['node:'],
  },
  {
    path: 'program',
    holds: 'the command line: picks the command',
    uses: ['.', 'options', 'account', 'commands', 'ui', 'update'],
    libraries: ['node:'],
  },
  { path: 'main', holds: 'the command line as a process', uses: ['program'] },
  {
    path: 'testing',
    holds: 'what tests of the command line share; only for tests',
    uses: ['program', 'tests', 'shared/src/api', 'shared/src/core', 'shared/src/library', 'shared/src/local-page'],
    libraries: ['@modelcontextprotocol/sdk', '@zip.js/zip.js', 'node:', 'tar', 'vite', 'vitest'],
  },
])

export const plugins = inside('plugins/obsidian/src', [
  {
    path: '.',
    holds:
      'the Obsidian plugin: settings, sign-in, what it syncs and when, what it says ([decision 91](decisions/0091-a-plugin-for-obsidian.md))',
    uses: ['texts', 'shared/src/api', 'shared/src/vault', 'shared/src/vault/account'],
    libraries: ['obsidian'],
  },
  { path: 'texts', holds: 'the texts of the plugin, in every language', uses: [], libraries: ['obsidian'] },
  {
    path: 'testing',
    holds: "a strict stand-in for Obsidian's API, in memory; only for tests",
    uses: ['.'],
    libraries: ['jsdom', 'node:'],
  },
])

// SPDX-License-Identifier: AGPL-3.0-or-later
// Every option of every command, one row each: parsing, help and errors use it.
import type { PageNumbers } from '@rmirror/shared/library'
import { formats } from '@rmirror/shared/workshop'
import { appFormats } from '@rmirror/shared/workshop/app-formats'
import {
  dayOption,
  listed,
  nameOption,
  oneOf,
  pagesOption,
  tabletAddress,
  webAddress,
  wholeNumber,
} from './option-values.ts'

export interface Option<Value = unknown> {
  short?: string
  /** Placeholder for its value in the help. A switch has none. */
  value?: string
  /** A command can replace it where the option has a special meaning. */
  help: string
  /** Default value, as shown in the help. */
  default?: string
  /** Can also be set by RMIRROR_AGENT_… and in config.yaml. */
  isSetting?: true
  /** Environment variable, for options with one of their own. */
  variable?: { name: `RMIRROR_${string}`; help: string }
  /** Throws a UsageError that names the option by its flag. */
  read(text: string, flag: string): Value
}

const row = <Value>(option: Option<Value>): Option<Value> => option
const isGiven = () => true
const asGiven = (text: string) => text

const purposes = ['ocr', 'display'] as const
const onOff = ['on', 'off'] as const
const existingOptions = ['keep', 'delete'] as const
const perOptions = ['notebook', 'page'] as const
const deletionOptions = ['ask', 'keep'] as const
const formatNames = [...Object.values(formats), ...Object.values(appFormats)].map(({ name }) => name)
const maxWidthPx = 20_000

/** In the order of the help. */
export const options = {
  output: row({ short: 'o', value: 'OUT', help: 'the file to write', read: asGiven }),
  as: row({
    value: 'FORMAT',
    help: `the format, where the extension doesn't say it, or that of the files in a .zip:\n${listed(formatNames)}`,
    default: 'png',
    read: (text, flag) => oneOf(formatNames, text, flag, listed(formatNames)),
  }),
  for: row({
    value: purposes.join('|'),
    help: 'for transcription, or the page as it looks',
    default: 'display',
    read: (text, flag) => oneOf(purposes, text, flag),
  }),
  width: row({
    value: 'PX',
    help: 'width of the image in pixels',
    default: 'one pixel per page unit',
    read: (text, flag) => wholeNumber(text, flag, maxWidthPx),
  }),
  page: row({
    value: 'N',
    help: 'the page of a notebook',
    default: '1',
    read: (text, flag) => wholeNumber(text, flag),
  }),
  pages: row<PageNumbers>({
    value: '2-5,8',
    help: 'only these pages of one notebook',
    default: 'all',
    read: pagesOption,
  }),
  folder: row({
    value: 'NAME',
    help: 'only notebooks in this folder of the tablet, by name or path: Work/Meetings',
    read: nameOption,
  }),
  tag: row({
    value: 'NAME',
    help: 'only notebooks with this tag, and pages with it from other notebooks',
    read: nameOption,
  }),
  since: row({
    value: 'DAY',
    help: 'only notebooks modified on this day or later: 2026-11-30',
    read: (text, flag) => dayOption(text, flag),
  }),
  until: row({
    value: 'DAY',
    help: 'only notebooks modified on this day or before',
    // The day itself is included.
    read: (text, flag) => dayOption(text, flag, 1),
  }),
  background: row({
    value: onOff.join('|'),
    help: 'with or without templates and the pages of PDFs and EPUBs',
    default: 'on',
    read: (text, flag) => oneOf(onOff, text, flag) === 'on',
  }),
  'no-text': row({ help: "without transcriptions; the server isn't contacted", read: isGiven }),
  notes: row({
    help: 'notes, which were written in the dashboard: all of them, or those whose name PATH is',
    read: isGiven,
  }),
  from: row({
    value: 'PATH',
    help: 'files of the tablet, as for export: a notebook, or a folder or an archive of them',
    read: asGiven,
  }),
  root: row({
    value: 'NAME',
    help: 'only this folder or notebook, by name or path: Work/Meetings',
    read: nameOption,
  }),
  http: row({
    value: 'PORT',
    help: 'serve at http://127.0.0.1:PORT/mcp instead, with the token in RMIRROR_MCP_TOKEN; 0: a free port',
    variable: { name: 'RMIRROR_MCP_TOKEN', help: 'The token that assistants must send to "rmirror mcp --http".' },
    read: (text, flag) => (text === '0' ? 0 : wholeNumber(text, flag, 65_535)),
  }),
  'allow-todos': row({ help: 'the assistant may mark to-dos as done or open', read: isGiven }),
  'allow-notes': row({ help: 'the assistant may write new notes', read: isGiven }),
  per: row({
    value: perOptions.join('|'),
    help: 'a note for each notebook, or for each page',
    default: 'as it was, at first notebook',
    read: (text, flag) => oneOf(perOptions, text, flag),
  }),
  pictures: row({
    value: onOff.join('|'),
    help: 'with or without pictures of pages, their PDFs and attachments',
    default: 'as it was, at first on',
    read: (text, flag) => oneOf(onOff, text, flag) === 'on',
  }),
  'delete-removed': row({
    help: 'delete notes of notebooks that are gone or in the trash, unless you wrote into them',
    read: isGiven,
  }),
  'put-back': row({
    value: 'NOTE',
    help: "write rMirror's text into this note, also where you changed it",
    read: asGiven,
  }),
  take: row({
    value: 'NOTE',
    help: 'make what you wrote inside this note the text of its pages in your account',
    read: asGiven,
  }),
  templates: row({
    value: 'FILE',
    help: 'use the templates in this JSON file, now and later: it is copied to .rmirror/templates.json',
    read: asGiven,
  }),
  whole: row({
    help: "PATH is the whole library: notebooks that aren't in it are deleted on the server",
    read: isGiven,
  }),
  wait: row({
    help: "wait until all pages are transcribed, also those of earlier pushes, and list those that couldn't be",
    read: isGiven,
  }),
  inbox: row({
    isSetting: true,
    value: 'FOLDER',
    help: 'also send the notebooks in its .rmdoc and .zip archives',
    read: asGiven,
  }),
  usb: row({
    isSetting: true,
    value: 'URL',
    help: 'also send what is on a tablet whose USB web interface is turned on: http://10.11.99.1',
    read: webAddress,
  }),
  ssh: row({
    isSetting: true,
    value: '[USER@]HOST[:PORT]',
    help: 'also send what is on a tablet that "rmirror connect ssh" has made known: 10.11.99.1',
    read: tabletAddress,
  }),
  'ssh-key': row({
    isSetting: true,
    value: 'FILE',
    help: 'the private key that opens the tablet',
    default: 'those of ~/.ssh and ssh-agent',
    read: asGiven,
  }),
  'host-key': row({ value: 'SHA256:…', help: 'accept this host key without being asked', read: asGiven }),
  folders: row({
    isSetting: true,
    value: 'FOLDER',
    help: 'the folder where no PATH is given; in config.yaml also a list of them',
    read: (text) => text.split('\n'),
  }),
  vault: row({
    isSetting: true,
    value: 'FOLDER',
    help: 'also keep this vault up to date; in config.yaml also a list of them',
    read: (text) => text.split('\n'),
  }),
  deletions: row({
    isSetting: true,
    value: deletionOptions.join('|'),
    help: 'ask before deleting more than half on the server, or keep what is gone here',
    default: 'ask',
    read: (text, flag) => oneOf(deletionOptions, text, flag),
  }),
  'allow-deletions': row({
    help: 'delete on the server what is gone here, also if it is more than half of all notebooks',
    read: isGiven,
  }),
  'dry-run': row({ help: 'say what would be sent and deleted, and do nothing of it', read: isGiven }),
  remove: row({ help: 'undo it', read: isGiven }),
  existing: row({
    value: existingOptions.join('|'),
    help: 'what becomes of what is excluded and on the server already',
    default: 'keep',
    read: (text, flag) => oneOf(existingOptions, text, flag),
  }),
  port: row({
    isSetting: true,
    value: 'PORT|off',
    help: 'where this computer\'s own page is, which "rmirror open" opens',
    default: '9090',
    read: (text, flag) => (text === 'off' ? 0 : wholeNumber(text, flag, 65_535)),
  }),
  tray: row({
    isSetting: true,
    value: onOff.join('|'),
    help: 'an icon in the tray that says how it is doing',
    default: 'on',
    read: (text, flag) => oneOf(onOff, text, flag) === 'on',
  }),
  foreground: row({ help: 'without a page of its own and an icon in the tray, as in a container', read: isGiven }),
  debug: row({ help: 'tell every page and every look', read: isGiven }),
  'memory-mb': row({
    isSetting: true,
    value: 'MB',
    help: 'about how much memory to use at most',
    default: '512',
    read: (text, flag) => wholeNumber(text, flag, 1_000_000),
  }),
  ca: row({
    isSetting: true,
    value: 'FILE',
    help: 'certificates (PEM) to trust beside the usual ones, such as those of a company',
    read: asGiven,
  }),
  proxy: row({
    isSetting: true,
    value: 'URL',
    help: 'the proxy through which https: addresses are reached: http://proxy.example.org:3128',
    read: webAddress,
  }),
  server: row({
    value: 'URL',
    help: 'the server',
    default: 'the one of the last login',
    variable: { name: 'RMIRROR_SERVER', help: 'Address of the server, unless --server is given.' },
    read: asGiven,
  }),
  token: row({
    help: "read a device's token from standard input instead, or from RMIRROR_TOKEN",
    variable: { name: 'RMIRROR_TOKEN', help: "A device's token, used instead of the one that login stored." },
    read: isGiven,
  }),
  keychain: row({
    isSetting: true,
    value: onOff.join('|'),
    help: 'store what is secret in the keychain, or in a file that only you can read',
    default: 'on',
    read: (text, flag) => oneOf(onOff, text, flag) === 'on',
  }),
  'auto-update': row({
    isSetting: true,
    value: onOff.join('|'),
    help: 'install newer versions that the server offers without being asked',
    default: 'off',
    read: (text, flag) => oneOf(onOff, text, flag) === 'on',
  }),
  'passphrase-file': row({
    value: 'FILE',
    help: 'read the passphrase of backups from the first line of FILE, instead of asking for it',
    variable: {
      name: 'RMIRROR_BACKUP_PASSPHRASE',
      help: 'Passphrase or recovery key of backups, if no file is named.',
    },
    read: asGiven,
  }),
  backup: row({
    value: 'ID',
    help: 'this backup, by its id or the beginning of it',
    default: 'the latest',
    read: asGiven,
  }),
  check: row({ help: 'say whether there is a newer version, and change nothing', read: isGiven }),
  'no-browser': row({ help: 'open no browser', read: isGiven }),
  json: row({ help: 'one JSON object per page and line', read: isGiven }),
  strokes: row({ help: 'with --json: every stroke in draw order', read: isGiven }),
}

export type OptionName = keyof typeof options

export type OptionValues = { [Name in OptionName]?: ReturnType<(typeof options)[Name]['read']> }

/** Value of the environment variable; undefined if it is unset or empty. */
export function environment(name: 'server' | 'token' | 'http' | 'passphrase-file'): string | undefined {
  const { variable } = options[name]
  return variable && (process.env[variable.name]?.trim() || undefined)
}

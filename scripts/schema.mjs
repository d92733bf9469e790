// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes a dump of `pg_dump --schema-only` readable: what belongs to a table stands with it, nothing says which version
// dumped it or who owns what the owner of the database owns. `pg_dump --schema-only URL | node scripts/schema.mjs`.
import { readFileSync } from 'node:fs'

const heading = /^--\n-- Name: (.*); Type: (.*); Schema: .*; Owner: .*\n--\n/m

/** What was said of one thing, each with its kind: table, index, privileges … */
function entriesOf(dump) {
  const [, ...parts] = dump.replace(/^--\n-- PostgreSQL database dump complete[\s\S]*/m, '').split(heading)
  return Array.from({ length: parts.length / 3 }, (_, at) => {
    const [name, kind, text] = parts.slice(3 * at, 3 * at + 3)
    return { name, kind, text: readable(text) }
  })
}

function readable(text) {
  return text
    .replace(/^SET default_\w+ = .*;\n/gm, '')
    .replace(/^ALTER .* OWNER TO rmirror;\n/gm, '')
    .replace(/\bpublic\./g, '')
    .replace(/\btimestamp with time zone\b/g, 'timestamptz')
    .replace(/ = ANY \(ARRAY\[(.*?)\]\)/g, ' IN ($1)')
    .replace(/^(?: {4}CONSTRAINT| {4}\w+ \w+(?:\[\])? DEFAULT|CREATE (?:UNIQUE )?INDEX) .*$/gm, (line) =>
      line.replace(/'::[a-z]+(\[\])?/g, "'"),
    )
    .replace(/^ALTER TABLE ONLY (\w+)\n +ADD/gm, 'ALTER TABLE $1 ADD')
    .replace(/ALTER TABLE ONLY/g, 'ALTER TABLE')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

/** The table that an index, a trigger, a right … is about. */
function tableOf({ kind, name, text }) {
  if (kind === 'TABLE' || kind === 'ROW SECURITY') return name
  if (/^(FK )?CONSTRAINT|TRIGGER|POLICY$/.test(kind)) return name.split(' ')[0]
  if (kind === 'INDEX') return / ON (\w+) USING /.exec(text)?.[1]
  if (kind === 'ACL') return /^TABLE (\w+)/.exec(name)?.[1]
  return undefined
}

/** One line for all kinds of words that are treated alike, of nineteen. */
function withFewerMappings(text) {
  const words = new Map()
  const mapping = /^ALTER TEXT SEARCH CONFIGURATION (\w+)\n +ADD MAPPING FOR (\S+) WITH (.*);$/gm
  const rest = text.replace(mapping, (_, configuration, word, dictionaries) => {
    const key = `${configuration} ${dictionaries}`
    const mapped = words.get(key) ?? { configuration, dictionaries, words: [] }
    words.set(key, { ...mapped, words: [...mapped.words, word.replaceAll('"', '')] })
    return ''
  })
  const lines = [...words.values()].map(
    (each) =>
      `ALTER TEXT SEARCH CONFIGURATION ${each.configuration}\n    ADD MAPPING FOR ${each.words.join(', ')} WITH ${each.dictionaries};`,
  )
  return [rest.trim(), ...lines].join('\n')
}

const entries = entriesOf(readFileSync(0, 'utf8')).filter(({ kind }) => kind !== 'COMMENT')
const tables = entries
  .filter(({ kind }) => kind === 'TABLE')
  .map(({ name }) => name)
  .sort()
const order = ['TABLE', 'CONSTRAINT', 'FK CONSTRAINT', 'INDEX', 'TRIGGER', 'ROW SECURITY', 'POLICY', 'ACL']
const ofKind = (...kinds) =>
  entries.filter((entry) => kinds.includes(entry.kind) && !tableOf(entry)).map(({ text }) => text)

function table(name) {
  const parts = entries.filter((entry) => tableOf(entry) === name)
  return order.flatMap((kind) => parts.filter((part) => part.kind === kind).map(({ text }) => text)).join('\n')
}

/** Configurations that differ in nothing but their name are said once. */
function configurations() {
  const alike = new Map()
  for (const { name, kind, text } of entries) {
    if (kind !== 'TEXT SEARCH CONFIGURATION') continue
    const example = withFewerMappings(text).replaceAll(name, 'search_*')
    alike.set(example, [...(alike.get(example) ?? []), name])
  }
  return [...alike].map(([text, names]) =>
    names.length === 1 ? text.replaceAll('search_*', names[0]) : `-- Each of ${names.join(', ')}:\n${text}`,
  )
}

const chapters = {
  Extensions: ofKind('EXTENSION').join('\n'),
  'Tables, each with what holds for it': tables.map(table).join('\n\n'),
  Functions: ofKind('FUNCTION').join('\n\n'),
  'Who may what': ofKind('ACL').join('\n'),
  'How words are made alike': [ofKind('TEXT SEARCH DICTIONARY').join('\n'), ...configurations()].join('\n\n'),
}
const known = new Set(['COMMENT', 'EXTENSION', 'FUNCTION', 'TEXT SEARCH DICTIONARY', 'TEXT SEARCH CONFIGURATION'])
const lost = entries.filter(
  (entry) => !known.has(entry.kind) && entry.kind !== 'ACL' && !tables.includes(tableOf(entry)),
)
if (lost.length > 0) throw new Error(`No place for ${lost.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`)

process.stdout.write(`-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The schema as all migrations together make it, to be read: \`scripts/schema\` writes it, a test compares.
${Object.entries(chapters)
  .map(([title, text]) => `\n-- ${title}\n\n${text}\n`)
  .join('')}`)

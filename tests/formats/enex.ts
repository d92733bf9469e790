// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads ENEX files with libxml2, which validates them and the notes in them.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DtdValidator, XmlDocument, XmlDtd, type XmlElement, XmlText } from 'libxml2-wasm'

export interface ReadNote {
  title: string
  /** The ENML between the tags of en-note. */
  content: string
  /** Texts of the content, in order. */
  texts: string[]
  links: string[]
  todos: { checked: boolean; text: string }[]
  created: string | undefined
  tags: string[]
  author: string | undefined
  resources: { name: string; type: string; bytes: Buffer }[]
}

/** Rejects what the DTDs don't allow, and images in the text that aren't in the note. */
export function readEnex(file: string): ReadNote[] {
  using document = XmlDocument.fromString(file)
  validate(document, 'enex.dtd')
  return document.root.find('note').map((note) => readNote(note as XmlElement))
}

function validate(document: XmlDocument, name: string): void {
  using validator = new DtdValidator(XmlDtd.fromString(readFileSync(new URL(name, import.meta.url), 'utf8')))
  validator.validate(document)
}

function readNote(note: XmlElement): ReadNote {
  const all = (path: string) => note.find(path).map((node) => node.content)
  const [title = '', enml = ''] = [...all('title'), ...all('content')]
  using document = XmlDocument.fromString(enml)
  validate(document, 'enml.dtd')
  const { root } = document
  if (root.name !== 'en-note') throw new Error(`${root.name} instead of en-note`)
  const resources = note.find('resource').map((resource) => ({
    name: resource.find('resource-attributes/file-name')[0]?.content ?? '',
    type: resource.find('mime')[0]?.content ?? '',
    bytes: Buffer.from(resource.find('data')[0]?.content ?? '', 'base64'),
  }))
  const known = new Set(resources.map(({ bytes }) => createHash('md5').update(bytes).digest('hex')))
  for (const media of root.find('//en-media') as XmlElement[])
    if (!known.has(media.attr('hash')?.value ?? '')) throw new Error('An image is missing in the note')
  return {
    title,
    content: enml.replace(/^[\s\S]*?<en-note>\n?/, '').replace(/<\/en-note>$/, ''),
    texts: root.find('.//text()').flatMap((node) => (node instanceof XmlText && node.content.trim()) || []),
    links: root.find('//a').map((node) => (node as XmlElement).attr('href')?.value ?? ''),
    todos: root.find('//en-todo').map((node) => ({
      checked: (node as XmlElement).attr('checked')?.value === 'true',
      text: node.parent?.content ?? '',
    })),
    created: all('created')[0],
    tags: all('tag'),
    author: all('note-attributes/author')[0],
    resources,
  }
}

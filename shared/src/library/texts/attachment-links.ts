// SPDX-License-Identifier: AGPL-3.0-or-later
// Links to attachments in a Markdown text: `![sketch.png](attachment:ID)` shows an image, `[minutes.pdf](attachment:ID)`
// leads to any other file. An address is the attachment's id alone, so a text can't make a reader load anything else.

export interface AttachmentLink {
  /** The server's id of the attachment. */
  id: string
  /** What the brackets hold: the file's name, unless a person has changed it. */
  name: string
  isImage: boolean
}

/** By id: the paths of files beside an exported document, encoded as in an address. */
export type AttachmentPaths = ReadonlyMap<string, string>

/** The groups are: "!" of an image, the name as it is written, the id. Without nested brackets, so it is linear. */
export const attachmentLink = String.raw`(!?)\[((?:\\.|[^\\[\]\n])*)\]\(attachment:([\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12})\)`

/** An escaped character is passed over, because an escaped bracket begins no link. */
const inText = new RegExp(String.raw`\\[^]|${attachmentLink}`, 'g')

export function attachmentsIn(markdown: string): AttachmentLink[] {
  return [...markdown.matchAll(inText)].flatMap((match) => linkOf(match) ?? [])
}

export function mentionsAttachment(markdown: string, id: string): boolean {
  return attachmentsIn(markdown).some((link) => link.id === id.toLowerCase())
}

/** The text with each link replaced by what `written` makes of it. */
export function replaceAttachments(markdown: string, written: (link: AttachmentLink) => string): string {
  return markdown.replace(inText, (whole: string, ...groups) => {
    const link = linkOf([whole, ...groups])
    return link ? written(link) : whole
  })
}

/** The text for a document that has these files beside it. Other attachments are named in words. */
export function withAttachmentPaths(markdown: string, paths: AttachmentPaths): string {
  return replaceAttachments(markdown, (link) => {
    const path = paths.get(link.id)
    if (path === undefined) return escapedName(attachmentWords(link))
    return `${link.isImage ? '!' : ''}[${escapedName(link.name)}](${path})`
  })
}

export function attachmentMarkdown({ id, name, isImage }: AttachmentLink): string {
  return `${isImage ? '!' : ''}[${escapedName(name)}](attachment:${id})`
}

/** For a line that is shown apart from its text. The server's to-dos are made by the same rule. */
export function withAttachmentNames(markdown: string): string {
  return replaceAttachments(markdown, ({ name }) => name)
}

/** For formats that can't hold the file. */
export function attachmentWords({ name }: Pick<AttachmentLink, 'name'>): string {
  return `${name} (attachment)`
}

/** A name in brackets. The marks of emphasis would otherwise form pairs with others in the line. */
export function escapedName(name: string): string {
  return name.replace(/[\\`*_[\]<>$~|]/g, '\\$&')
}

function linkOf([, mark, name, id]: readonly (string | undefined)[]): AttachmentLink | undefined {
  if (name === undefined || id === undefined) return undefined
  return { id: id.toLowerCase(), name: unescapedName(name), isImage: mark === '!' }
}

export function unescapedName(name: string): string {
  return name.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}

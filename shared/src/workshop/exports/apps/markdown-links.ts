// SPDX-License-Identifier: AGPL-3.0-or-later
// Links in a text that another app will show.

/**
 * An image that isn't an attachment; a link that leads neither to the web, nor to mail, nor to an attachment; the colon
 * of a link's definition.
 */
const unsafe =
  /(\\[\s\S])|!(?=\[(?!(?:\\.|[^\\[\]\n])*\]\(attachment:))|\]\((?!\s*<?(?:https?:\/\/|mailto:|attachment:))|\]:/gi

/** Escapes links to `javascript:` and files, and images elsewhere, which apps would load. */
export function withSafeLinks(markdown: string): string {
  return markdown.replace(unsafe, (found, escaped) => escaped ?? `${found.slice(0, -1)}\\${found.slice(-1)}`)
}

// SPDX-License-Identifier: AGPL-3.0-or-later

/**
 * Converts tags to those of Obsidian and other Markdown readers: letters, digits, "_", "-", "/" and emoji, with at
 * least one character that isn't a digit. Other characters, above all blanks, become "-". A tag of only such characters
 * is dropped. Source: help.obsidian.md/tags, "Tag format".
 */
export function markdownTags(tags: string[]): string[] {
  return tags.map(markdownTag).filter((tag) => tag !== '')
}

const forbidden = /[^\p{Letter}\p{Mark}\p{Number}\p{Extended_Pictographic}\p{Join_Control}_/-]+/gu

function markdownTag(tag: string): string {
  const name = tag
    .normalize('NFC')
    .replace(forbidden, '-')
    .replace(/^[-/]+|[-/]+$/g, '')
  return /^[\p{Number}/]+$/u.test(name) ? `_${name}` : name
}

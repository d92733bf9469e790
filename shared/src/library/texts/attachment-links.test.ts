// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from 'vitest'
import { attachmentMarkdown, attachmentsIn, mentionsAttachment, withAttachmentPaths } from './attachment-links.ts'
import { readAsPlain, readBlocks } from './read-markdown.ts'

const id = '01931f3c-8f00-7000-8000-000000000401'
const other = '01931f3c-8f00-7000-8000-000000000402'
const linesOf = (markdown: string) => readBlocks(markdown).map((block) => ('line' in block ? block.line : []))

describe('a link to an attachment', () => {
  it.each(['sketch.png', 'a [b] (c).png', '*_`~$|<\\.png', 'Ünï çødé 🖍️.png', '](attachment:x)', ''])(
    'has any name: %j',
    (name) => {
      const markdown = attachmentMarkdown({ id, name, isImage: true })
      expect(attachmentsIn(markdown)).toEqual([{ id, name, isImage: true }])
      expect(linesOf(`See ${markdown}.`)).toEqual([
        [
          { text: 'See ', as: 'plain' },
          { text: name, as: 'image', attachment: id },
          { text: '.', as: 'plain' },
        ],
      ])
    },
  )

  it('is found wherever it is, for images and other files', () => {
    const markdown = `![a](attachment:${id})\n- [ ] Read [b](attachment:${other.toUpperCase()}) and ![a](attachment:${id})`
    expect(attachmentsIn(markdown).map(({ name, isImage }) => [name, isImage])).toEqual([
      ['a', true],
      ['b', false],
      ['a', true],
    ])
    expect(mentionsAttachment(markdown, other)).toBe(true)
    expect(mentionsAttachment('Nothing', other)).toBe(false)
  })

  it.each([
    '![x](https://example.org/x.png)',
    '![x](attachment:x)',
    `![x](attachment:${id}/../other)`,
    `![x](javascript:attachment:${id})`,
    `\\[x](attachment:${id})`,
    `[x] (attachment:${id})`,
    `![x](data:image/png;base64,AAAA)`,
  ])('is nothing else: %s', (markdown) => {
    expect(attachmentsIn(markdown)).toEqual([])
    expect(linesOf(markdown)[0]?.every(({ as }) => as === 'plain')).toBe(true)
  })

  it('is a name in words, as plain text', () => {
    expect(readAsPlain(`See [a.pdf](attachment:${id})`)).toBe('See a.pdf (attachment)')
  })

  it('leads to a file beside the document, if there is one', () => {
    const markdown = `![a\\]b](attachment:${id}) [c_d](attachment:${other}) ![x](https://example.org/x.png)`
    expect(withAttachmentPaths(markdown, new Map([[id, '../attachments/a%5Db.png']]))).toBe(
      '![a\\]b](../attachments/a%5Db.png) c\\_d (attachment) ![x](https://example.org/x.png)',
    )
  })

  it('is looked for in linear time', () => {
    const long = 200_000
    for (const part of ['[', '![', '[a](attachment:', '\\', '[\\', '](']) {
      const text = part.repeat(long / part.length)
      expect(attachmentsIn(text)).toEqual([])
    }
  })
})

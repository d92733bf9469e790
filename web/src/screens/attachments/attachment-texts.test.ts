// SPDX-License-Identifier: AGPL-3.0-or-later
import { ApiProblem, NotReached } from '@rmirror/shared/api'
import { expect, it } from 'vitest'
import { DamagedFile, UnsuitableFile } from '../../data/attachments/attach-file.ts'
import { attachProblem } from './attachment-texts.ts'

const problem = (status: number, type = 'about:blank') =>
  new ApiProblem(new Response(null, { status }), { type, detail: 'No.' })

it.each([
  [new UnsuitableFile('too-large'), /^It has 30 MB\. Files may have up to 25 MB\.$/],
  [new UnsuitableFile('empty'), /empty/],
  [new DamagedFile(), /damaged/],
  [new NotReached('http://nowhere', undefined), /needs a connection\. The text is kept/],
  [problem(413, 'storage_full'), /storage on this server is full/],
  [problem(507), /disk space/],
  [problem(401), /signed out/],
  [problem(404), /no longer exists/],
  [new DOMException('gone', 'NotReadableError'), /“film\.mp4” can’t be read/],
])('why a file could not be attached is said plainly: %o', (error, words) => {
  expect(attachProblem(error, { name: 'film.mp4', size: 30_000_000 })).toMatch(words)
})

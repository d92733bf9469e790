// SPDX-License-Identifier: AGPL-3.0-or-later
// How large files may be, judged by their sizes before a byte is read.
import { SourceError } from './source-error.ts'
import type { SourceFile } from './types.ts'

const mebibyte = 1024 * 1024

/** No file is read as a whole beyond this, nor a part of one: Node ends the process at 2 GiB. */
export const maxFileBytes = 512 * mebibyte

/** The largest pages of real tablets have 10 MB; the core needs three to four times a page's size to read it. */
export const maxPageBytes = 64 * mebibyte

/** Templates that people wrote have some kilobytes; the core reads no larger ones. */
export const maxTemplateBytes = mebibyte

/** `file`, or one that can't be read where it is larger than `limit`. */
export function withinLimit(file: SourceFile, limit: number): SourceFile {
  if (file.size <= limit) return file
  const { blob: _blob, readRange: _readRange, ...rest } = file
  return { ...rest, read: () => Promise.reject(tooLarge(file.size, limit)) }
}

/** Without reading anything. */
export function refuseTooLarge(size: number, limit = maxFileBytes): void {
  if (size > limit) throw tooLarge(size, limit)
}

function tooLarge(size: number, limit: number): SourceError {
  const [stated, most] = [size, limit].map((bytes) => Math.ceil(bytes / mebibyte))
  return new SourceError('too-large', `This file is ${stated} MB; the limit is ${most} MB`)
}

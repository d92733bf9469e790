// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits for file sizes, checked before a byte is read.

import type { SourceFile } from '../model/types.ts'
import { SourceError } from './source-error.ts'

const mebibyte = 1024 * 1024

/** Limit for reading a file, or a part of one, into memory: Node aborts the process at 2 GiB. */
export const maxFileBytes = 512 * mebibyte

/** The largest pages of real tablets are 10 MB; the core needs three to four times a page's size to read it. */
export const maxPageBytes = 64 * mebibyte

/** Templates written by users are some kilobytes; the core refuses larger ones. */
export const maxTemplateBytes = mebibyte

/** Returns `file`, or a copy whose read() rejects if the file is larger than `limit`. */
export function withinLimit(file: SourceFile, limit: number): SourceFile {
  if (file.size <= limit) return file
  const { blob: _blob, readRange: _readRange, ...rest } = file
  return { ...rest, read: () => Promise.reject(tooLarge(file.size, limit)) }
}

/** Throws a SourceError if `size` is above `limit`. */
export function refuseTooLarge(size: number, limit = maxFileBytes): void {
  if (size > limit) throw tooLarge(size, limit)
}

function tooLarge(size: number, limit: number): SourceError {
  const [stated, max] = [size, limit].map((bytes) => Math.ceil(bytes / mebibyte))
  return new SourceError('too-large', `This file is ${stated} MB; the limit is ${max} MB`)
}

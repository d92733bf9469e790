// SPDX-License-Identifier: AGPL-3.0-or-later
// From page to picture: the interface between a program and its workers. Workers run worker.ts; exports.ts is separate.
export type {
  ExportedLibrary,
  ExportReport,
  ExportTools,
  KeptPicture,
  PagesWithoutFiles,
  Sink,
} from './exports/export-tools.ts'
export {
  archiveOf,
  type Format,
  type FormatName,
  formatOfNotes,
  formats,
  type PictureFormatName,
  pictureFormats,
} from './exports/formats.ts'
export { inkHashesOf } from './handwriting.ts'
export { failureOf, isOfAllWork, loadPart, NotLoaded, OrderError } from './orders/failure.ts'
export { inOrder } from './orders/in-order.ts'
export type * from './orders/orders.ts'
export { partsOf } from './orders/parts.ts'
export { type Orderable, type OrderOptions, Pool, type WorkerLike } from './orders/pool.ts'
export { repairsOf } from './orders/source-repairs.ts'
export { readBookOf } from './source-books.ts'
export { countPagesOf } from './source-pages.ts'
export { uploadTools } from './upload.ts'

// SPDX-License-Identifier: AGPL-3.0-or-later
// What the tests drop: written by the generator into the test's own folder, so that nothing is shared between tests.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TestInfo } from '@playwright/test'
import { nestedZip, zipBomb, zipped, zipWithUnsafeNames } from '../tests/generator/archive.ts'
import { type NotebookFiles, notebookFiles, type WrittenFile } from '../tests/generator/document.ts'
import { libraryFiles, longNotebook } from '../tests/generator/library-files.ts'
import { sampleFiles, sampleNotebook } from '../tests/generator/sample-notebook.ts'
import { onePage } from '../tests/generator/scene.ts'
import { writeV6 } from '../tests/generator/v6.ts'
import { image, redDot } from '../tests/pdf/fixtures.ts'

export const sample = sampleNotebook()

/** A page file of the sample, for whatever needs some honest bytes. */
export const somePage: Uint8Array = writeV6(sample.pages[0]?.scene ?? { layers: [] })

/** Another notebook of the same pages; the file of the first is no page. */
export const halfBroken = { ...sample, uuid: 'd0d5a7c2-5b1e-4a52-9f6e-0f4f3a1b2c3d', name: 'Half broken' }

/** A notebook with ink on a PDF; the caller provides the PDF. */
export const annotated: NotebookFiles = {
  uuid: '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f11',
  name: 'Minutes',
  fileType: 'pdf',
  pages: [0, 1, undefined].map((sourcePage, index) => ({
    uuid: `5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f2${index}`,
    scene: onePage([redDot(0, 600, 60)]),
    ...(sourcePage !== undefined && { sourcePage }),
  })),
}

const illustrated: NotebookFiles = {
  uuid: '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f12',
  name: 'Illustrated',
  pages: [{ uuid: '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f30', scene: onePage([redDot(0, 900, 60), image]) }],
}

function halfBrokenFiles(): WrittenFile[] {
  const first = halfBroken.pages[0]?.uuid ?? ''
  const noPage = new TextEncoder().encode('this is not a page')
  return notebookFiles(halfBroken).map((file) => (file.path.includes(first) ? { ...file, bytes: noPage } : file))
}

export class Given {
  readonly #info: TestInfo

  constructor(info: TestInfo) {
    this.#info = info
  }

  async sampleArchive(name = 'notebook.rmdoc'): Promise<string> {
    return this.file(name, await zipped(sampleFiles()))
  }

  async brokenPageArchive(): Promise<string> {
    return this.file('half broken.rmdoc', await zipped(halfBrokenFiles()))
  }

  /** The desktop app's folder: five notebooks in folders and trash, one of them of `pages` pages. */
  libraryFolder(pages = 50): string {
    return this.folder('library', libraryFiles({ pages }))
  }

  longNotebookFolder(pages = 50): string {
    return this.folder('diary', notebookFiles(longNotebook(pages)))
  }

  /** Three pages written on a PDF of two: the third was inserted. */
  async annotatedPdf(source: Uint8Array): Promise<string> {
    const files = notebookFiles(annotated)
    return this.file('annotated.rmdoc', await zipped([...files, { path: `${annotated.uuid}.pdf`, bytes: source }]))
  }

  /** One page with ink and an image, and the picture that the image shows, if it came along. */
  async illustrated(picture?: Uint8Array): Promise<string> {
    const files = notebookFiles(illustrated)
    const beside = picture ? [{ path: `${illustrated.uuid}/picture.png`, bytes: picture }] : []
    return this.file('illustrated.rmdoc', await zipped([...files, ...beside]))
  }

  /** Two pages, each with a picture of its own that the capture tool put into the page's folder; both have one name. */
  async captured(...pictures: Uint8Array[]): Promise<string> {
    const pages = pictures.map((_, index) => ({
      uuid: `5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f4${index}`,
      scene: onePage([redDot(0, 900, 60), image]),
    }))
    const captures = pictures.map((bytes, index) => ({
      path: `${illustrated.uuid}/${pages[index]?.uuid}/picture.png`,
      bytes,
    }))
    return this.file('captured.rmdoc', await zipped([...notebookFiles({ ...illustrated, pages }), ...captures]))
  }

  /** A document that was sent to the tablet and never opened there: nothing says which pages it has. */
  async unopened(source: Uint8Array, fileType: 'pdf' | 'epub' = 'pdf'): Promise<string> {
    const uuid = '5a1d0c6e-8f0b-4b5e-9a53-0d5b5b0e6f13'
    const files = notebookFiles({ uuid, name: 'Manual', fileType, formatVersion: 1, pages: [] })
    return this.file('manual.rmdoc', await zipped([...files, { path: `${uuid}.${fileType}`, bytes: source }]))
  }

  async zipBomb(): Promise<string> {
    return this.file('bomb.zip', await zipBomb(40))
  }

  async nestedArchive(): Promise<string> {
    return this.file('russian doll.zip', await nestedZip({ path: 'page.rm', bytes: somePage }, 10))
  }

  async unsafeArchive(): Promise<string> {
    return this.file('escape.zip', await zipWithUnsafeNames(somePage))
  }

  file(name: string, bytes: Uint8Array): string {
    return this.#write(this.#info.outputPath('given', name), bytes)
  }

  folder(name: string, files: WrittenFile[]): string {
    const root = this.#info.outputPath('given', name)
    for (const { path, bytes } of files) this.#write(join(root, path), bytes)
    return root
  }

  /** For a file that the browser saves. */
  path(name: string): string {
    return this.#info.outputPath('given', name)
  }

  #write(path: string, bytes: Uint8Array): string {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    return path
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// What other people's programs make of our PDFs: poppler's and qpdf's, from Debian.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GreyPicture, readPgm } from './likeness.ts'

/** A PDF on disk for as long as the test runs; `using` removes it. */
export class PdfFile implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'rmirror-pdf-'))
  readonly path = join(this.#folder, 'it.pdf')

  constructor(bytes: Uint8Array) {
    writeFileSync(this.path, bytes)
  }

  /** What qpdf complains about; empty when the file is sound. */
  complaints(): string {
    const { status, stdout, stderr } = spawnSync('qpdf', ['--check', this.path], { encoding: 'utf8' })
    return status === 0 ? '' : stdout + stderr
  }

  /** Nothing in it is lost on qpdf, though it may have had to mend something. */
  isReadable(): boolean {
    return spawnSync('qpdf', ['--check', this.path]).status !== 2
  }

  /** Width, height and turn of each page, in points and degrees. */
  sizes(): { width: number; height: number; turn: number }[] {
    const report = execFileSync('pdfinfo', ['-f', '1', '-l', '-1', this.path], { encoding: 'utf8' })
    const turns = [...report.matchAll(/^Page\s+\d+ rot:\s+(\d+)/gm)].map((match) => Number(match[1]))
    return [...report.matchAll(/^Page\s+\d+ size:\s+([\d.e+]+) x ([\d.e+]+) pts/gm)].map((match, index) => ({
      width: Number(match[1]),
      height: Number(match[2]),
      turn: turns[index] ?? 0,
    }))
  }

  info(): string {
    return execFileSync('pdfinfo', [this.path], { encoding: 'utf8' })
  }

  text(): string {
    return execFileSync('pdftotext', [this.path, '-'], { encoding: 'utf8' })
  }

  /** Words of a page with their boxes in points, from the top left corner. */
  words(page = 1): { text: string; left: number; top: number; right: number; bottom: number }[] {
    const numbered = ['-f', String(page), '-l', String(page)]
    const report = execFileSync('pdftotext', ['-bbox', '-cropbox', ...numbered, this.path, '-'], { encoding: 'utf8' })
    const word = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g
    return [...report.matchAll(word)].map(([, left, top, right, bottom, text = '']) => ({
      text,
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
    }))
  }

  /** How many images it holds, masks aside, however often they are shown. */
  imageObjects(): number {
    const report = execFileSync('pdfimages', ['-list', this.path], { encoding: 'utf8' })
    const objects = [...report.matchAll(/^ *\d+ +\d+ +image +.*? (\d+) +\d+ +\d+ +\d+ +\S+ +\S+$/gm)]
    return new Set(objects.map((match) => match[1])).size
  }

  /** A page in grey, as large as asked. */
  picture(page: number, width: number, height: number): GreyPicture {
    const size = ['-scale-to-x', String(width), '-scale-to-y', String(height)]
    return readPgm(this.#draw(page, ['-gray', ...size]))
  }

  /** A page in colour, one pixel to the point. */
  colours(page = 1): { width: number; height: number; at(x: number, y: number): [number, number, number] } {
    const bytes = this.#draw(page, ['-r', '72', '-cropbox'])
    const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 64)))
    if (!head) throw new Error('This is no binary PPM of 8 bits')
    const [width, height] = [Number(head[1]), Number(head[2])]
    return {
      width,
      height,
      at(x, y) {
        const start = head[0].length + 3 * (y * width + x)
        return [bytes[start] ?? 0, bytes[start + 1] ?? 0, bytes[start + 2] ?? 0]
      },
    }
  }

  #draw(page: number, options: string[]): Uint8Array {
    const numbered = ['-f', String(page), '-l', String(page), '-singlefile']
    execFileSync('pdftoppm', [...numbered, ...options, this.path, join(this.#folder, 'page')])
    return readFileSync(join(this.#folder, options.includes('-gray') ? 'page.pgm' : 'page.ppm'))
  }

  /** As qpdf writes it when only who knows the password may read it. */
  encrypted(password: string): Uint8Array {
    const target = join(this.#folder, 'encrypted.pdf')
    execFileSync('qpdf', ['--encrypt', password, 'owner', '256', '--', this.path, target])
    return readFileSync(target)
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true })
  }
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// The rooms of the C++ core.
import { inside } from './room.ts'

export const core = inside('wasm-core/src', [
  {
    path: 'base',
    holds: '`Result`, bounded reading of bytes',
    uses: ['shared/cpp'],
    libraries: ['emmintrin.h', 'wasm_simd128.h'],
  },
  {
    path: 'scene',
    holds: 'a page as plain values: layers, strokes, text, highlights, images',
    uses: ['base'],
  },
  {
    path: 'pens',
    holds:
      'every pen and colour, one row each; the drawn width is the one stored in the file ([decision 43](decisions/0043-strokes-at-full-size.md))',
    uses: ['scene'],
  },
  {
    path: 'document',
    holds: '`.content`, `.metadata`, `.pagedata` to pages in order, without deleted ones',
    uses: ['base', 'scene', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'format',
    holds: '`.rm` and `.lines` files to scenes, one table of versions',
    uses: ['base', 'scene', 'shared/cpp'],
  },
  {
    path: 'background',
    holds: "the tablet's templates by name, one row each of measured lines and dots; templates that are files",
    uses: ['base', 'scene', 'document', 'typeset', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'typeset',
    holds:
      'typed text to lines, with the positions that strokes are anchored to; glyphs come from fonts that the caller provides',
    uses: ['base', 'scene'],
    libraries: ['stb'],
  },
  {
    path: 'display',
    holds: 'which parts of a page are drawn, where and in which order, for every output',
    uses: ['base', 'scene', 'pens', 'document', 'background', 'typeset'],
  },
  {
    path: 'raster',
    holds: 'a page to pixels: flatten, coverage, blend',
    uses: ['base', 'scene', 'pens', 'background', 'typeset', 'display', 'raster/coverage'],
  },
  {
    path: 'raster/coverage',
    holds: 'how much of a pixel a stroke covers, four and eight pixels at once',
    uses: ['display', 'pens'],
    libraries: ['emmintrin.h', 'wasm_simd128.h'],
  },
  {
    path: 'reading',
    holds: 'the images for transcription, and where a page is cut into them',
    uses: ['base', 'scene', 'pens', 'display', 'raster', 'raster/coverage', 'shared/cpp'],
  },
  {
    path: 'png',
    holds: 'images to PNG files, with our own encoder ([decision 10](decisions/0010-own-code-or-a-library.md))',
    uses: ['base', 'raster'],
  },
  {
    path: 'fingerprint',
    // pens alone knows which tools leave no ink, and what leaves no ink must not change a fingerprint.
    holds: 'a scene to its hash',
    uses: ['scene', 'pens', 'shared/cpp'],
  },
  {
    path: 'export',
    holds: 'SVG, PDF content, text, Markdown, facts as JSON',
    uses: ['base', 'scene', 'pens', 'typeset', 'display', 'fingerprint'],
    libraries: ['boost/json'],
  },
  {
    path: 'marks',
    holds:
      'pen marks over printed and typed words: their words, sentence and heading ([decision 102](decisions/0102-pen-marks-become-highlights.md))',
    uses: ['base', 'scene', 'pens', 'typeset', 'display', 'shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'texts',
    holds: 'merging and comparing texts by lines, as JSON',
    uses: ['shared/cpp'],
    libraries: ['boost/json'],
  },
  {
    path: 'requests',
    holds: 'the JSON requests that JavaScript sends, parsed strictly: an unknown name is an error that names it',
    uses: ['base', 'scene', 'display', 'typeset', 'shared/cpp'],
  },
  {
    path: 'bindings',
    holds: 'the interface to JavaScript, the only file that includes Emscripten',
    uses: ['wasm-core/src', 'shared/cpp'],
    libraries: ['emscripten'],
  },
])

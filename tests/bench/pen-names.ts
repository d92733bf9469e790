// SPDX-License-Identifier: AGPL-3.0-or-later

/** By the file's own tool number. */
export const penNames: Record<number, string> = {
  0: 'paintbrush',
  1: 'pencil',
  2: 'ballpoint',
  3: 'marker',
  4: 'fineliner',
  5: 'highlighter',
  6: 'eraser',
  7: 'mechanical pencil',
  8: 'erase area',
  12: 'paintbrush',
  13: 'mechanical pencil',
  14: 'pencil',
  15: 'ballpoint',
  16: 'marker',
  17: 'fineliner',
  18: 'highlighter',
  21: 'calligraphy pen',
  23: 'shader',
}

// SPDX-License-Identifier: AGPL-3.0-or-later
/** Our own drawing: a written page slides out of a tablet and becomes a sheet of paper. */
export function TabletDrawing() {
  return (
    <svg class="drawing" viewBox="0 0 420 230" aria-hidden="true" focusable="false">
      <g class="drawing-tablet">
        <path class="drawing-body" d="M62 26q0-10 10-10h122q10 0 10 10v176q0 10-10 10H72q-10 0-10-10z" />
        <path class="drawing-screen" d="M74 30h118v160H74z" />
        <path class="drawing-edge" d="M123 201h20" />
        <path class="drawing-line" d="M88 52c5-7 8 7 13 0s8 7 13 0 8 7 13 0 7 4 10 1" />
        <path class="drawing-line" d="M88 74c5-7 8 7 13 0s8 7 13 0 8 7 13 0 8 7 13 0 8 5 12 1" />
        <path class="drawing-line" d="M88 96c5-7 8 7 13 0s8 7 13 0" />
        <path class="drawing-line drawing-faint" d="M88 130h88M88 150h88M88 170h60" />
      </g>
      <g class="drawing-flow">
        <path d="M214 112c14-9 26-9 40 0" />
        <path d="M247 104l8 9-12 2" />
      </g>
      <g class="drawing-sheet drawing-sheet-back">
        <path class="drawing-paper" d="M283 47l92 12-19 139-92-13z" />
      </g>
      <g class="drawing-sheet">
        <path class="drawing-paper" d="M270 36h94v142h-94z" />
        <path class="drawing-line" d="M284 60c4-6 7 6 11 0s7 6 11 0 7 6 11 0 6 3 9 1" />
        <path class="drawing-line" d="M284 80c4-6 7 6 11 0s7 6 11 0 7 6 11 0 7 6 11 0 5 3 8 1" />
        <path class="drawing-marker" d="M284 100h46" />
        <path class="drawing-line" d="M284 100c4-6 7 6 11 0s7 6 11 0 7 5 11 1" />
        <path class="drawing-sketch" d="M290 150c8-26 18-26 24-8s14 12 18-6c3-12 8-14 14-8" />
        <path class="drawing-line drawing-faint" d="M284 164h66" />
      </g>
      <g class="drawing-pen">
        <path d="M392 18l-42 70-5 15 13-9 42-70q2-6-3-8-4-1-5 2z" />
        <path d="M350 88l8 6" />
      </g>
    </svg>
  )
}

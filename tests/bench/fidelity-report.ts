// SPDX-License-Identifier: AGPL-3.0-or-later
// One HTML page with each thumbnail of the tablet beside our picture and where the two differ.
import { writePng } from '../world/png.ts'
import type { PageFidelity } from './fidelity.ts'
import type { Darkness } from './fidelity-measure.ts'
import { dataUrl } from './thumbnails.ts'

export function reportHtml(pages: PageFidelity[]): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>Our pages beside the tablet's</title>
<style>
body { font: 14px system-ui, sans-serif; margin: 1rem }
section { break-inside: avoid; margin-bottom: 2rem }
figure { display: inline-block; margin: 0 1rem 0 0 }
img { width: 420px; border: 1px solid #ccc; image-rendering: pixelated }
img.fine { image-rendering: auto }
</style>
<h1>Our pages beside the tablet's</h1>
<p>Left the tablet's thumbnail, then ours at its size, then the difference (red: only on the tablet, blue: only ours), then ours in full.</p>
${pages.map(section).join('\n')}`
}

function section(page: PageFidelity): string {
  const { thumbnail, ours, ssim, f1, inkRatio } = page
  const figures = `SSIM ${ssim.toFixed(3)}, F1 ${f1.toFixed(3)}, ink ${inkRatio.toFixed(2)}`
  return `<section><h2>${thumbnail.name} (v${page.version}, ${page.kind}): ${figures}</h2>
${figure('the tablet', dataUrl(thumbnail.pictureFile))}
${figure(
  'ours',
  pngUrl(ours, (a) => [a, a, a], ours),
)}
${figure(
  'difference',
  pngUrl(ours, (a, b) => [a, Math.max(a, b), b], thumbnail.picture),
)}
${figure('ours in full', `data:image/png;base64,${Buffer.from(page.png).toString('base64')}`, 'fine')}
</section>`
}

function figure(caption: string, url: string, kind = ''): string {
  return `<figure><img class="${kind}" alt="" src="${url}"><figcaption>${caption}</figcaption></figure>`
}

/** `paint` gives how much of red, green and blue is missing for the darknesses of both pictures. */
function pngUrl(a: Darkness, paint: (a: number, b: number) => number[], b: Darkness): string {
  const rows = Buffer.alloc(a.height * (1 + 3 * a.width))
  a.values.forEach((value, index) => {
    const at = Math.floor(index / a.width) * (1 + 3 * a.width) + 1 + 3 * (index % a.width)
    paint(value, b.values[index] ?? 0).forEach((missing, channel) => {
      rows[at + channel] = Math.round(255 * (1 - missing))
    })
  })
  const png = writePng({ width: a.width, height: a.height, rows, colors: 'rgb' })
  return `data:image/png;base64,${png.toString('base64')}`
}

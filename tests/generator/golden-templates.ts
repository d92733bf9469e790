// SPDX-License-Identifier: AGPL-3.0-or-later
// Templates of the user's, as files, on the paper of every tablet.
import { utf8Bytes } from './bytes.ts'
import type { GoldenPage } from './golden-pages.ts'
import { ballpoint, straight } from './ink.ts'
import { onePage } from './scene.ts'
import { type TemplateSheet, templateJson, templateSheets } from './template-files.ts'
import { writeV6 } from './v6.ts'

const papers = {
  'remarkable-2': { width: 1404, height: 1872 },
  'paper-pro': { width: 1620, height: 2160 },
  'paper-pro-move': { width: 820, height: 1458 },
}

export function goldenTemplateFiles(): GoldenPage[] {
  return Object.entries(templateSheets).flatMap(([name, sheet]: [string, TemplateSheet]) =>
    Object.entries(papers).map(([tablet, paper]): GoldenPage => {
      const landscape = sheet.orientation === 'landscape'
      const request = {
        width: landscape ? 342 : 256,
        template: name,
        ...(landscape && { orientation: 'landscape' as const }),
      }
      const stroke = straight({ x: -200, y: 700 }, { x: 200, y: 760 }, { ...ballpoint, width: 12 })
      return {
        ...{ name: `template-files/${name}-${tablet}`, request },
        bytes: writeV6(onePage([stroke], { paper })),
        templateFile: utf8Bytes(`${JSON.stringify(templateJson(name, sheet), null, 1)}\n`),
      }
    }),
  )
}

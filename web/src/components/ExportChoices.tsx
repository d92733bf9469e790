// SPDX-License-Identifier: AGPL-3.0-or-later
// What a menu offers to export as, made of the table of formats.
import { type FormatName, formats, type PictureFormatName, pictureFormats } from '@rmirror/shared/workshop'
import { t } from '../i18n/index.ts'
import { MenuAction } from './Menu.tsx'

const formatNames = Object.keys(formats) as FormatName[]
const pictureNames = Object.keys(pictureFormats) as PictureFormatName[]

interface NotebookChoicesProps {
  pageCount: number
  onChoose: (format: FormatName) => void
}

export function NotebookChoices({ pageCount, onChoose }: NotebookChoicesProps) {
  const offered = formatNames.filter((name) => pageCount > 0 || !formats[name].isPaged)
  return (
    <>
      {offered.map((name) => (
        <MenuAction key={name} hint={t(formats[name].hint)} onClick={() => onChoose(name)}>
          {t(formats[name].title)}
        </MenuAction>
      ))}
    </>
  )
}

interface PageChoicesProps {
  onFormat: (format: FormatName) => void
  onPicture: (format: PictureFormatName) => void
}

export function PageChoices({ onFormat, onPicture }: PageChoicesProps) {
  return (
    <>
      {formatNames.map((name) => {
        const format = formats[name]
        return (
          'pageHint' in format && (
            <MenuAction key={name} hint={t(format.pageHint)} onClick={() => onFormat(name)}>
              {t(format.title)}
            </MenuAction>
          )
        )
      })}
      {pictureNames.map((name) => (
        <MenuAction key={name} hint={t(pictureFormats[name].hint)} onClick={() => onPicture(name)}>
          {t(pictureFormats[name].title)}
        </MenuAction>
      ))}
    </>
  )
}

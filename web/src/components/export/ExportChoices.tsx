// SPDX-License-Identifier: AGPL-3.0-or-later
// Export menu items, generated from the table of formats.
import { type FormatName, formats, type PictureFormatName, pictureFormats } from '@rmirror/shared/workshop'
import { t } from '../../i18n/index.ts'
import { MenuAction } from '../controls/Menu.tsx'

const formatNames = Object.keys(formats) as FormatName[]
const pictureNames = Object.keys(pictureFormats) as PictureFormatName[]

interface HandOverProps {
  /** Which alternatives to saving a file the format has. */
  optionsOf?: (format: FormatName) => { copy: boolean; share: boolean }
  onHandOver?: (format: FormatName, way: 'copy' | 'share') => void
}

/** Copying and sharing take one document, so `pictures`, which makes a file for each image, is left out. */
function HandOvers({ optionsOf = () => ({ copy: false, share: false }), onHandOver = () => {} }: HandOverProps) {
  const names = formatNames.filter((name) => name !== 'pictures')
  return (
    <>
      {names
        .filter((name) => optionsOf(name).copy)
        .map((name) => (
          <MenuAction key={`copy ${name}`} icon="copy" onClick={() => onHandOver(name, 'copy')}>
            {t('export.copyAs', { format: t(formats[name].title) })}
          </MenuAction>
        ))}
      {names
        .filter((name) => optionsOf(name).share)
        .map((name) => (
          <MenuAction key={`share ${name}`} icon="share" onClick={() => onHandOver(name, 'share')}>
            {t('export.shareAs', { format: t(formats[name].title) })}
          </MenuAction>
        ))}
    </>
  )
}

interface NotebookChoicesProps extends HandOverProps {
  pageCount: number
  onChoose: (format: FormatName) => void
  /** Opens the dialog that asks for the pages and the format. */
  onSomePages?: () => void
  /** Opens the dialog with the formats for other apps. */
  onForApps?: () => void
}

export function NotebookChoices({ pageCount, onChoose, onSomePages, onForApps, ...handing }: NotebookChoicesProps) {
  const offered = formatNames.filter((name) => pageCount > 0 || !formats[name].isPaged)
  return (
    <>
      {offered.map((name) => (
        <MenuAction key={name} hint={t(formats[name].hint)} onClick={() => onChoose(name)}>
          {t(formats[name].title)}
        </MenuAction>
      ))}
      {onForApps && (
        <MenuAction hint={t('appExport.menuHint')} onClick={onForApps}>
          {t('appExport.title')}
        </MenuAction>
      )}
      {onSomePages && pageCount > 1 && (
        <MenuAction hint={t('export.somePagesHint')} onClick={onSomePages}>
          {t('export.somePages')}
        </MenuAction>
      )}
      <HandOvers {...handing} />
    </>
  )
}

interface PageChoicesProps extends HandOverProps {
  onFormat: (format: FormatName) => void
  onPicture: (format: PictureFormatName) => void
}

export function PageChoices({ onFormat, onPicture, ...handing }: PageChoicesProps) {
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
      <HandOvers {...handing} />
    </>
  )
}

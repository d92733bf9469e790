// SPDX-License-Identifier: AGPL-3.0-or-later
import { useRef } from 'preact/hooks'
import { t } from '../../i18n/index.ts'
import { Icon } from '../controls/Icon.tsx'

interface AddFilesProps {
  onFiles: (files: File[]) => void
  kind: 'files' | 'folder'
  primary?: boolean
  label?: string
}

/** Button that opens the browser's file picker, for files or for a whole folder. */
export function AddFiles({ onFiles, kind, primary = false, label }: AddFilesProps) {
  const input = useRef<HTMLInputElement>(null)
  const take = () => {
    const chosen = Array.from(input.current?.files ?? [])
    if (input.current) input.current.value = ''
    if (chosen.length > 0) onFiles(chosen)
  }
  return (
    <>
      <button type="button" class={`button ${primary ? 'button-primary' : ''}`} onClick={() => input.current?.click()}>
        <Icon name={kind === 'folder' ? 'folder' : 'add'} />
        <span>{label ?? t(kind === 'folder' ? 'add.folder' : 'add.files')}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        data-testid={kind === 'folder' ? 'choose-folder' : 'choose-files'}
        {...(kind === 'folder' && { webkitdirectory: true })}
        onChange={take}
      />
    </>
  )
}

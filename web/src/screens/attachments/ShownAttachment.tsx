// SPDX-License-Identifier: AGPL-3.0-or-later
// An attachment in a text: an image is shown from its bytes, any other file is downloaded by a button. Nothing is loaded
// from an address that a text names.
import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import type { ComponentChildren } from 'preact'
import { Icon } from '../../components/controls/Icon.tsx'
import { useObjectUrl } from '../../components/controls/use-object-url.ts'
import { useOnScreen } from '../../components/controls/use-on-screen.ts'
import type { ShownAttachmentProps } from '../../components/notes/attachment-view.ts'
import { isImage } from '../../data/attachments/attachment-calls.ts'
import type { AttachmentSource } from '../../data/attachments/attachment-source.ts'
import { t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'
import { useAttachmentSource } from './use-attachment-source.ts'
import { useDownload } from './use-download.ts'

export function ShownAttachment(attached: ShownAttachmentProps) {
  const source = useAttachmentSource(attached.id)
  if (!source) return <Note text={t('attachments.needsAccount', { name: attached.name })} />
  return attached.isImage ? <Image {...attached} source={source} /> : <FileLink {...attached} source={source} />
}

type Attached = Pick<ShownAttachmentProps, 'id' | 'name'> & { source: AttachmentSource }

/** Pixels. */
interface Size {
  width: number
  height: number
}

/** Fetched when it comes into view. Its bytes are let go when it leaves it; its place stays. */
function Image({ id, name, source }: Attached) {
  const isNear = useSignal(false)
  const size = useSignal<Size | null>(null)
  const isBroken = useSignal(false)
  const element = useOnScreen<HTMLSpanElement>((isOnScreen) => (isNear.value = isOnScreen))
  const { data, error, refetch } = useQuery(source.image(isNear.value ? id : null))
  const blob = data?.[0]?.picture ?? null
  const isShowable = blob === null || (isImage({ content_type: blob.type }) && !isBroken.value)
  const url = useObjectUrl(isShowable ? blob : null)
  return (
    <span
      ref={element}
      class="attached-image"
      style={size.value && data !== null && isShowable ? placeOf(size.value) : {}}
    >
      {data === null && <Note text={t('attachments.gone', { name })} />}
      {!isShowable && <FileLink id={id} name={name} source={source} />}
      {error && !blob && (
        <Note text={`${name}: ${serverText(error)}`}>
          <button type="button" class="button button-small" onClick={() => void refetch()}>
            {t('error.again')}
          </button>
        </Note>
      )}
      {url && (
        <img
          src={url}
          alt={name || t('reading.drawing')}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            size.value = { width: naturalWidth, height: naturalHeight }
          }}
          onError={() => (isBroken.value = true)}
        />
      )}
    </span>
  )
}

/** As large as the image is, but not larger than the text is wide, nor higher than most of the screen. */
function placeOf({ width, height }: Size) {
  return { aspectRatio: `${width} / ${height}`, width: `min(${width}px, 100%, 80vh * ${width / height})` }
}

function FileLink({ id, name, source }: Attached) {
  const download = useDownload()
  if (!source.canDownload) return <Note text={t('attachments.inWords', { name })} />
  if (download.isMissing) return <Note text={t('attachments.gone', { name })} />
  return (
    // A double click on the text opens the editor.
    // biome-ignore lint/a11y/noStaticElementInteractions: the button in it is what is used.
    <span class="attached-file" onDblClick={(event) => event.stopPropagation()}>
      <button
        type="button"
        class="link-button"
        aria-disabled={download.isBusy}
        title={t('attachments.download', { name })}
        onClick={() => download.start({ id, name })}
      >
        <Icon name="download" />
        <span>{name}</span>
      </button>
      {download.problem && <span role="alert"> {download.problem}</span>}
    </span>
  )
}

function Note({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <span class="attachment-note">
      <Icon name="file" />
      <span>{text}</span>
      {children}
    </span>
  )
}

// SPDX-License-Identifier: AGPL-3.0-or-later
import type { LayerFacts, PageFacts } from '@rmirror/shared/core'
import type { PdfNote } from '@rmirror/shared/pdf'
import type { PageDetails } from '@rmirror/shared/workshop'
import type { ComponentChildren } from 'preact'
import { formatNumber, t } from '../../i18n/index.ts'
import { CopyText } from '../controls/CopyText.tsx'
import { Icon } from '../controls/Icon.tsx'
import { Tags } from '../library/Tags.tsx'
import { certain, Highlights, type LocalHighlight } from './Highlights.tsx'
import { NotesSection as Section } from './NotesSection.tsx'
import { noteTexts } from './note-texts.ts'
import { TypedText } from './TypedText.tsx'
import { UnreadableParts } from './UnreadableParts.tsx'

interface PageNotesProps {
  details: PageDetails | null
  /** The notebook's files include image files. */
  hasPictures: boolean
  tags: string[]
  template: string
  unreadable: boolean
  /** What is shown instead of the highlights in the page's file: those of the server, which a person can correct. */
  highlightsInstead?: ComponentChildren
  /** Links to the highlights at other services, shown beside their title. */
  highlightLinks?: ComponentChildren
  /** The handwriting transcription. */
  children?: ComponentChildren
}

/** Panel beside a page: transcription, tags, typed text, highlights, layers, and facts about the page. */
export function PageNotes({ details, hasPictures, tags, template, unreadable, ...more }: PageNotesProps) {
  const { highlightsInstead, highlightLinks, children } = more
  const facts = details?.facts
  const highlights = details ? highlightsOf(details) : []
  const hasText = facts?.text.some((paragraph) => paragraph.text.trim() !== '') ?? false
  return (
    <>
      {facts && <UnreadableParts count={facts.unreadable} />}
      {details && [...missing(details, hasPictures)].map((code) => <Missing key={code} code={code} />)}
      {children}
      {tags.length > 0 && (
        <Section title={t('tags.label')}>
          <Tags tags={tags} />
        </Section>
      )}
      <Section title={t('text.title')} action={hasText && details ? <CopyText text={details.plainText} /> : undefined}>
        {hasText && facts ? <TypedText paragraphs={facts.text} /> : <p class="quiet">{textHint(facts, unreadable)}</p>}
      </Section>
      {highlightsInstead ?? <Highlights highlights={highlights} links={highlightLinks} />}
      {facts && facts.layers.length > 0 && (
        <Section title={t('layers.title')}>
          <Layers layers={facts.layers} />
        </Section>
      )}
      {facts && details && (
        <Section title={t('facts.title')}>
          <PageTable facts={facts} template={template} known={details.templateKnown} />
        </Section>
      )}
    </>
  )
}

/** With the printed texts of those that the tablet lost or broke. */
function highlightsOf({ facts, repairs = [] }: PageDetails): LocalHighlight[] {
  return facts.highlights.map(({ text, css_color: color }, nth) => {
    const repair = repairs[nth]
    return repair
      ? { text: repair.text, color, original: text, isUncertain: repair.confidence < certain }
      : { text, color }
  })
}

/**
 * Codes for what the rendered page lacks, without duplicates. If the notebook has no image files, rendering didn't
 * look for them, so `image-missing` is added here.
 */
function missing({ facts, notes }: PageDetails, hasPictures: boolean): Set<PdfNote['code']> {
  const codes = new Set(notes.map(({ code }) => code))
  if (facts.lost_strokes > 0) codes.add('ink-without-place')
  if (!hasPictures && facts.image_files.some(({ visible }) => visible)) codes.add('image-missing')
  return codes
}

function Missing({ code }: { code: PdfNote['code'] }) {
  return (
    <p class="note">
      <Icon name="warning" />
      <span>{t(noteTexts[code])}</span>
    </p>
  )
}

function textHint(facts: PageFacts | undefined, unreadable: boolean): string {
  if (unreadable) return t('text.unreadable')
  if (!facts) return t('text.waiting')
  return t(facts.blank ? 'text.blank' : 'text.none')
}

function Layers({ layers }: { layers: LayerFacts[] }) {
  return (
    <ol class="layers">
      {layers.map((layer, position) => (
        <li key={position} class={layer.visible ? '' : 'layer-hidden'}>
          <span>{layer.name || t('layers.unnamed', { number: position + 1 })}</span>
          <span class="quiet">
            {t('layers.strokes', { count: layer.strokes })}
            {!layer.visible && ` · ${t('layers.hidden')}`}
          </span>
        </li>
      ))}
    </ol>
  )
}

function PageTable({ facts, template, known }: { facts: PageFacts; template: string; known: boolean }) {
  const { width, height } = facts.paper
  return (
    <dl class="fact-table">
      <dt>{t('facts.paper')}</dt>
      <dd>{t('facts.size', { width: Math.round(width), height: Math.round(height) })}</dd>
      <dt>{t('facts.strokes')}</dt>
      <dd>{strokeCount(facts.strokes)}</dd>
      {template !== '' && (
        <>
          <dt>{t('facts.template')}</dt>
          <dd>{known ? template : t('facts.templateUnknown', { name: shortened(template) })}</dd>
        </>
      )}
      <dt>{t('facts.version')}</dt>
      <dd>{facts.version === 0 ? t('facts.versionOld') : facts.version}</dd>
    </dl>
  )
}

/** Limits a template's name to 80 characters: in files it can have any length. */
function shortened(name: string): string {
  const letters = [...name]
  return letters.length > 80 ? `${letters.slice(0, 80).join('')}…` : name
}

function strokeCount({ total, visible }: PageFacts['strokes']): string {
  return total === visible ? formatNumber(total) : t('facts.strokesVisible', { total, visible })
}

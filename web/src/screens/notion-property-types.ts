// SPDX-License-Identifier: AGPL-3.0-or-later
// What the types of a database's properties are called.
import { type TextKey, t } from '../i18n/index.ts'

const propertyTypes: Record<string, TextKey | undefined> = {
  checkbox: 'notionMirror.typeCheckbox',
  date: 'notionMirror.typeDate',
  title: 'notionMirror.typeTitle',
  rich_text: 'notionMirror.typeText',
  multi_select: 'notionMirror.typeMultiSelect',
  number: 'notionMirror.typeNumber',
  select: 'notionMirror.typeSelect',
  url: 'notionMirror.typeUrl',
}

/** One that Notion has beside these is called as its API calls it. */
export function propertyType(type: string): string {
  return propertyTypes[type] ? t(propertyTypes[type]) : type
}

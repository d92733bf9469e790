// SPDX-License-Identifier: AGPL-3.0-or-later
// Display names for the types of Notion's database properties.
import { type TextKey, t } from '../../i18n/index.ts'

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

/** Display name of a type; for other types, the API's name. */
export function propertyType(type: string): string {
  return propertyTypes[type] ? t(propertyTypes[type]) : type
}

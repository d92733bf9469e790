// SPDX-License-Identifier: AGPL-3.0-or-later
// What the template of each kind can show, and what rMirror writes without templates, as templates to begin with.

export const templateKinds = ['note', 'page', 'todo', 'highlight', 'highlight_note', 'file_name'] as const
export type TemplateKind = (typeof templateKinds)[number]

export const placeholders = {
  note: ['title', 'path', 'folders', 'tags', 'hashtags', 'modified', 'pages'],
  page: [
    ...['notebook', 'path', 'number', 'pages', 'tags', 'hashtags', 'tag_line', 'text', 'typed', 'highlights'],
    ...['pictures', 'source'],
  ],
  todo: ['text', 'done', 'marker', 'notebook', 'path', 'page', 'tags', 'hashtags'],
  highlight: ['text', 'note', 'note_lines', 'notebook', 'path', 'page', 'tags', 'hashtags', 'source'],
  highlight_note: ['text', 'note', 'note_lines', 'notebook', 'path', 'page', 'tags', 'hashtags', 'source'],
  file_name: ['name', 'page', 'number'],
} as const satisfies Record<TemplateKind, readonly string[]>

/** Of notes in a vault. */
const vaultTemplates = {
  note: '# {{title}}',
  page: `{{#pictures}}
{{.}}

{{/pictures}}
{{#source}}
{{source}}

{{/source}}
{{#tag_line}}
{{tag_line}}

{{/tag_line}}
{{#text}}
{{text}}

{{/text}}
{{#typed}}
{{typed}}

{{/typed}}
{{#highlights}}
{{.}}

{{/highlights}}
`,
  todo: '{{marker}} [{{#done}}x{{/done}}{{^done}} {{/done}}] {{text}}',
  highlight: `> [!quote] {{#source}}{{source}}{{/source}}{{^source}}Page {{page}}{{/source}}
> {{text}}
{{#note}}
>
{{/note}}
{{#note_lines}}
> {{.}}
{{/note_lines}}
{{#hashtags}}
> {{hashtags}}
{{/hashtags}}
`,
  file_name: '{{name}}{{#page}} {{page}}{{/page}}',
}

/** Of items that are sent by themselves. */
const itemTemplates = { todo: '{{text}}', highlight: '{{text}}', highlight_note: '{{note}}' }

/** `isVault`: whether the target writes notes. */
export function shippedTemplate(kind: TemplateKind, isVault: boolean): string {
  const templates: Partial<Record<TemplateKind, string>> = isVault ? vaultTemplates : itemTemplates
  return templates[kind] ?? ''
}

// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports a notebook as one self-contained HTML page for reading and printing, with the content of the Markdown export.

import { folderPath, isInTrash } from '../model/tree.ts'
import type { Folder, Notebook } from '../model/types.ts'
import { isRightToLeft } from './direction.ts'
import { modifiedAt } from './front-matter.ts'
import { blocksAsHtml, escapeHtml, type FormulaMarkup, linkedHtml } from './html.ts'
import { style } from './html-style.ts'
import { readBlocks } from './read-markdown.ts'
import { isUntranscribed, type PageText, pagesCalled, type TextWriter } from './text-export.ts'
import { splitTyped, typedBlocks } from './typed-markdown.ts'

/** Each document holds a single notebook; several notebooks become several files. */
export function htmlWriter(formula: FormulaMarkup): TextWriter {
  return writerFor("'self' file:", formula)
}

/** For documents whose images are in the document itself. */
export function selfContainedHtmlWriter(formula: FormulaMarkup): TextWriter {
  return writerFor('data:', formula)
}

function writerFor(imageSources: string, formula: FormulaMarkup): TextWriter {
  return {
    withHighlights: true,
    opening: (notebook, folders) => opening(notebook, folders, imageSources),
    section: (page) => section(page, formula),
    closing,
  }
}

/** `imageSources`: where images may come from, as content policies state it. */
function opening(notebook: Notebook, folders: Folder[], imageSources: string): string {
  const title = titleOf(notebook.name)
  const keywords = [...new Set([...notebook.tags, ...notebook.pages.flatMap(({ tags }) => tags)])].map(oneLine)
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src ${imageSources}; style-src 'unsafe-inline'">
<meta name="generator" content="rMirror">
${keywords.length > 0 ? `<meta name="keywords" content="${escapeHtml(keywords.join(', '))}">\n` : ''}<title>${title}</title>
<style>
${style}</style>
</head>
<body>
<header>
${pathLine(notebook, folders)}<h1 dir="auto">${title}</h1>
${tagList(notebook.tags)}${modifiedLine(notebook)}${isInTrash(folders, notebook) ? note('This notebook is in the trash.') : ''}</header>
<main>
${notebook.pages.length === 0 ? note('This notebook has no pages.') : ''}`
}

/** Readers show no title if it is blank. */
function titleOf(name: string): string {
  return escapeHtml(oneLine(name)) || 'Untitled'
}

function pathLine(notebook: Notebook, folders: Folder[]): string {
  const path = folderPath(folders, notebook).map(({ name }) => `<bdi>${titleOf(name)}</bdi>`)
  return path.length > 0 ? `<p class="path">${path.join(' / ')}</p>\n` : ''
}

function modifiedLine({ lastModified }: Notebook): string {
  const time = modifiedAt(lastModified)
  return time === null ? '' : `<p class="facts">Modified <time datetime="${time}">${time.slice(0, 10)}</time></p>\n`
}

/** "" for a page without text; closing() lists those pages together. */
function section(result: PageText, formula: FormulaMarkup): string {
  const { number, tags } = result.page
  const isLost = 'failure' in result
  const parts = [
    isLost ? '' : tagList(tags),
    pictureOf(result),
    isUntranscribed(result) ? note('Not transcribed yet.') : textOf(result, formula),
    isLost ? note(`This page couldn't be read: ${result.failure}.`) : typedOf(result.text),
  ].filter((part) => part !== '')
  if (parts.length === 0) return ''
  if (result.noteIn) return `<section>\n${parts.join('')}</section>\n`
  const heading = `<h2 id="page-${number}">Page ${number}</h2>\n`
  return `<section aria-labelledby="page-${number}">\n${heading}${parts.join('')}</section>\n`
}

function pictureOf({ picture, page: { number } }: PageText): string {
  return picture === undefined ? '' : `<p class="picture"><img src="${escapeHtml(picture)}" alt="Page ${number}"></p>\n`
}

/** `language` comes from the server and is used only if it is a well-formed language tag. */
function textOf({ read = '', language, attachments }: PageText, formula: FormulaMarkup): string {
  const html = blocksAsHtml(readBlocks(read), 2, { paths: attachments, formula })
  if (html === '') return ''
  const isTag = language !== undefined && language !== 'und' && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language)
  const attributes = isTag ? ` lang="${language}"${isRightToLeft(language) ? ' dir="rtl"' : ''}` : ''
  return `<div${attributes}>\n${html}\n</div>\n`
}

function typedOf(markdown: string): string {
  const { typed, highlights } = splitTyped(markdown)
  const html = [
    blocksAsHtml(typedBlocks(typed), 2),
    ...highlights.map((text) => `<blockquote>\n${blocksAsHtml(typedBlocks(text), 2)}\n</blockquote>`),
  ].filter((part) => part !== '')
  return html.length > 0 ? `<div>\n${html.join('\n')}\n</div>\n` : ''
}

function closing(silent: number[], isRead: boolean): string {
  const silence = silent.length > 0 ? note(`No ${isRead ? '' : 'typed '}text on ${pagesCalled(silent)}.`) : ''
  return `${silence}</main>\n</body>\n</html>\n`
}

function tagList(tags: readonly string[]): string {
  const items = tags.map(oneLine).filter((tag) => tag !== '')
  if (items.length === 0) return ''
  return `<ul class="tags" aria-label="Tags">\n${items.map((tag) => `<li dir="auto">${escapeHtml(tag)}</li>\n`).join('')}</ul>\n`
}

function note(sentence: string): string {
  return `<p class="note">${linkedHtml(oneLine(sentence))}</p>\n`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

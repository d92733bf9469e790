// SPDX-License-Identifier: AGPL-3.0-or-later
/** Of a database in Notion that takes notebooks: what a person has made, or the server for them. */
export const notebookProperties = {
  ...{ Name: { title: {} }, UUID: { rich_text: {} }, Path: { rich_text: {} }, Tags: { multi_select: {} } },
  ...{ Pages: { number: {} }, Type: { select: {} }, 'Last Opened': { date: {} }, 'Last Modified': { date: {} } },
  ...{ 'Synced At': { date: {} }, Status: { select: {} } },
}

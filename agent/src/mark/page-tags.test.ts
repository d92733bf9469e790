// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, test } from 'vitest'
import { markedPages, Unmarkable, withMarksOn } from './page-tags.ts'

const time = 1_760_000_000_000
const marksOn = (pages: string[], content: string) => withMarksOn(new Set(pages), content, time)
const marked = (pageId: string) => ({ name: 'rMirror', pageId, timestamp: time })

/** As a tablet writes it: indented, with numbers that JavaScript would write otherwise. */
const content = `{
    "cPages": {
        "lastOpened": { "timestamp": "1:1", "value": "a" },
        "pages": [ { "id": "a" }, { "id": "b", "note": "\\"pageTags\\": [" } ]
    },
    "customZoomScale": 1.0,
    "big": 12345678901234567890,
    "pageTags": [
        { "name": "todo, \\"really\\" ]", "pageId": "b", "timestamp": 1 },
        {"name": "idea", "pageId": "a"}
    ],
    "tags": [ ]
}
`

describe('a mark', () => {
  test('is added to the tags, and all else keeps its text', () => {
    const [before = '', after = ''] = content.split(/"pageTags": \[[\s\S]*?\n {4}\]/)
    const changed = marksOn(['a', 'b'], content)
    expect(changed.startsWith(before)).toBe(true)
    expect(changed.endsWith(after)).toBe(true)
    expect(JSON.parse(changed).pageTags).toEqual([...JSON.parse(content).pageTags, marked('a'), marked('b')])
    expect(markedPages(changed)).toEqual(['a', 'b'])
  })

  test('is taken off again, and set but once', () => {
    const changed = marksOn(['a', 'b'], content)
    expect(withMarksOn(new Set(['b', 'a']), changed, time + 1)).toBe(changed)
    const one = marksOn(['b'], changed)
    expect(JSON.parse(one).pageTags).toEqual([...JSON.parse(content).pageTags, marked('b')])
    expect(JSON.parse(marksOn([], changed))).toEqual(JSON.parse(content))
    expect(marksOn([], content)).toBe(content)
  })

  test.each([
    ['an empty list', '{"pageTags":[],"cPages":{}}'],
    ['an empty list with space', '{"cPages":{},"pageTags" : [ \n ] }'],
    ['no list', '{"cPages":{}}'],
    ['two lists, of which the last counts', '{"pageTags":[{"name":"x","pageId":"a"}],"cPages":{},"pageTags":[]}'],
    ['a list with an escaped name', '{"cPages":{},"page\\u0054ags":[]}'],
    ['elements of other kinds', '{"cPages":{},"pageTags":[null,7,"[",[1,[2]],{"a":{"b":[]}}]}'],
  ])('is set and removed with %s', (_, text) => {
    const tags = JSON.parse(text).pageTags ?? []
    const changed = marksOn(['a'], text)
    expect(JSON.parse(changed)).toEqual({ ...JSON.parse(text), pageTags: [...tags, marked('a')] })
    expect(JSON.parse(marksOn([], changed))).toEqual({ ...JSON.parse(text), pageTags: tags })
  })

  test.each([
    ['no JSON', '{"pageTags":[', "can't be read"],
    ['no object', '[]', "can't be read"],
    ['null', 'null', "can't be read"],
    ['tags of another kind', '{"cPages":{},"pageTags":{}}', 'without tags on pages'],
    ['the files of old software', '{"pages":["a"]}', 'without tags on pages'],
  ])('is not set in %s', (_, text, why) => {
    expect(() => marksOn(['a'], text)).toThrow(Unmarkable)
    expect(() => marksOn(['a'], text)).toThrow(why)
  })
})

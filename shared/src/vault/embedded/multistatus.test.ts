// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from 'vitest'
import { entriesIn } from './multistatus.ts'

const file = (href: string, size = '3') =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:resourcetype/><D:getcontentlength>${size}</D:getcontentlength></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>`
const folder = (href: string) =>
  `<D:response><D:href>${href}</D:href><D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop></D:propstat></D:response>`
const answer = (...responses: string[]) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:">${responses.join('\n')}</D:multistatus>`

it('lists what is in a folder', () => {
  const xml = answer(folder('/dav/Notes/'), file('/dav/Notes/A%20%C3%BC.md'), folder('/dav/Notes/Work/'))
  expect(entriesIn({ xml, path: '/dav/Notes/' })).toEqual({
    isFolder: true,
    entries: [
      { name: 'A ü.md', isFolder: false, size: 3 },
      { name: 'Work', isFolder: true, size: null },
    ],
  })
})

it('reads any prefix, the default namespace and addresses with their server', () => {
  const xml = `<multistatus xmlns="DAV:" xmlns:x="urn:x"><response><href>https://example.org/dav/</href><propstat><prop>
    <resourcetype><collection/></resourcetype><x:getcontentlength>9</x:getcontentlength></prop></propstat></response>
    <z:response xmlns:z="DAV:"><z:href><![CDATA[/dav/R&D.md]]></z:href></z:response>
    <response><href>/dav/a&amp;b&#x2d;&#45;.md</href></response></multistatus>`
  expect(entriesIn({ xml, path: '/dav/' })?.entries.map(({ name }) => name)).toEqual(['R&D.md', 'a&b--.md'])
})

it('takes the shortest address for the folder if the server calls it otherwise', () => {
  const xml = answer(file('/inner/Notes/A.md'), folder('/inner/Notes'))
  expect(entriesIn({ xml, path: '/outer/Notes/' })).toMatchObject({ isFolder: true, entries: [{ name: 'A.md' }] })
})

it('leaves out what is deeper, elsewhere or not well-formed', () => {
  const odd = ['/dav/a/b.md', '/other/c.md', '/dav/%zz.md', '/dav/%2e%2e/d.md', '/dav/%2Fetc.md', '/dav/..']
  const xml = answer(folder('/dav/'), ...odd.map((href) => file(href)), file('/dav/ok.md', 'many'))
  expect(entriesIn({ xml, path: '/dav/' })?.entries).toEqual([{ name: 'ok.md', isFolder: false, size: null }])
})

it.for([
  '',
  'no XML',
  '<html><body>Sign in</body></html>',
  '<multistatus><response/></multistatus>',
  '<D:multistatus xmlns:D="DAV:">',
  '<D:multistatus xmlns:D="DAV:"></D:other>',
  '<D:multistatus xmlns:D="DAV:"/><more/>',
  '<D:multistatus xmlns:D="DAV:"></D:multistatus></D:multistatus>',
])('refuses %s', (xml) => {
  expect(entriesIn({ xml, path: '/dav/' })).toBeNull()
})

it('expands no entities of a document', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
  const xml = `${bomb}${answer(folder('/dav/'), file('/dav/&a;.md'))}`
  expect(entriesIn({ xml, path: '/dav/' })?.entries.map(({ name }) => name) ?? []).not.toContain('aaaaaaaaaa.md')
})

it('reads deep nesting and long runs of signs without trouble', () => {
  const deep = '<D:x>'.repeat(100_000)
  expect(entriesIn({ xml: `<D:multistatus xmlns:D="DAV:">${deep}`, path: '/' })).toBeNull()
  for (const signs of ['<', '&', '<!--', '<![CDATA[', ' xmlns:a=', '<?'])
    expect(entriesIn({ xml: signs.repeat(50_000), path: '/' })).toBeNull()
})

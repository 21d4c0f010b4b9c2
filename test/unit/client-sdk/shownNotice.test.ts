import { expect, test } from 'vitest'
import { ownPath, shownFor } from '../../../client-sdk/apps/diner/push/shown.ts'

const icon = '/icon-192.png'

test('a message is shown with its words, its language and its name, and leads to its booking', () => {
  const notification = {
    title: '곧 뵙겠습니다',
    body: '메종 해, 오늘 19:00',
    tag: 'key',
    lang: 'ko',
    image: 'https://a.example',
  }
  const message = { notification, data: { path: '/r/v_20261205_c', collapseKey: 'key' }, from: '1', fcmMessageId: '2' }
  expect(shownFor(message)).toEqual({
    title: notification.title,
    options: { body: notification.body, tag: 'key', lang: 'ko', icon, data: { path: '/r/v_20261205_c' } },
  })
})

test.each([
  ['nothing', null],
  ['a text', 'hello'],
  ['a message without a notification', { data: { path: 7 } }],
  ['words that are none', { notification: { title: '', body: {}, tag: 3 }, data: [] }],
])('%s still shows something that leads to where one is told', (_, message) => {
  expect(shownFor(message)).toEqual({ title: 'Couvert', options: { icon, data: { path: '/notices' } } })
})

test.each([
  'https://elsewhere.example/r/1',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'r/1',
  '/r/1?next=//x',
  undefined,
])('a tap never leads to %s', (path) => {
  expect(ownPath(path)).toBe('/notices')
})

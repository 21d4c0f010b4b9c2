import { expect, test } from 'vitest'
import { demoReplies } from '../../../../../server/core/demo/cannedReplies.ts'
import { newId } from '../../../../../server/core/infra/ids.ts'
import { operations } from '../../../../../shared/contract/index.ts'
import { unknownVariables } from '../../../../../shared/domain/concierge/canned.ts'

test('each canned reply of the demo could have been saved by a manager, in all three languages, each under its own shortcut', () => {
  const { input } = operations['canned.save']
  for (const reply of demoReplies) {
    expect(input.parse({ deskId: newId(), ...reply })).toMatchObject(reply)
    const texts = Object.values(reply.texts)
    expect(texts.every((text) => text !== null)).toBe(true)
    expect(unknownVariables(texts.join(' '))).toEqual([])
  }
  expect(new Set(demoReplies.map(({ shortcut }) => shortcut)).size).toBe(demoReplies.length)
})

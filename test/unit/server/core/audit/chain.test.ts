import { expect, it } from 'vitest'
import { type Block, blockAfter, entryOf, linkProblems } from '../../../../../server/core/audit/chain.ts'

const at = new Date('2030-05-01T10:00:00.000Z')
const record = { _id: 'r1', at, action: 'session.opened', by: 'account:a', to: 'account:a' }
const [one, two] = [entryOf('audit', record), entryOf('events', { _id: 'v:2030-05-01:1:0' })]

function chainOf(length: number): Block[] {
  const blocks: Block[] = []
  for (let n = 0; n < length; n++) blocks.push(blockAfter(blocks.at(-1) ?? null, [one, two], at))
  return blocks
}

function problemsIn(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block, i) => linkProblems(blocks[i - 1] ?? null, block))
}

/** The block in this place, as somebody left it. */
function withBlock(blocks: readonly Block[], index: number, change: Partial<Block>): Block[] {
  return blocks.map((block, i) => (i === index ? { ...block, ...change } : block))
}

it('a chain as it was made has no problems, from the first block on', () => {
  expect(problemsIn([])).toEqual([])
  expect(problemsIn(chainOf(1))).toEqual([])
  expect(problemsIn(chainOf(5))).toEqual([])
})

it('an entry is the same in whatever order its fields come, and whatever the relay has marked', () => {
  const { _id, ...fields } = record
  const turned = Object.fromEntries(Object.entries({ ...fields, _id }).reverse()) as typeof record
  expect(entryOf('audit', turned)).toEqual(one)
  expect(entryOf('audit', { ...record, waiting: true, block: 7, done: true } as never)).toEqual(one)
})

it.each([
  ['a field changed', { ...record, by: 'account:b' }],
  ['a field added', { ...record, note: 'x' }],
  ['an instant moved by a millisecond', { ...record, at: new Date(at.getTime() + 1) }],
  ['another id', { ...record, _id: 'r2' }],
])('an entry tells of %s', (_what, changed) => {
  expect(entryOf('audit', changed).hash).not.toBe(one.hash)
})

it('the same document in the other collection is another entry', () => {
  expect(entryOf('events', record).hash).not.toBe(one.hash)
})

it.each<readonly [string, (blocks: Block[]) => Block[], readonly string[]]>([
  ['an entry changed', (it) => withBlock(it, 2, { entries: [one] }), ['block 3 was changed']],
  ['a time changed', (it) => withBlock(it, 2, { at: new Date(0) }), ['block 3 was changed']],
  ['the first one gone', (it) => it.slice(1), ['block 1 is missing']],
  ['one in the middle gone', (it) => it.toSpliced(2, 1), ['block 3 is missing']],
  ['several gone', (it) => it.toSpliced(1, 3), ['blocks 2 to 4 are missing']],
  [
    'two changed places',
    (it) => withBlock(withBlock(it, 1, { ...it[2], _id: 2 }), 2, { ...it[1], _id: 3 }),
    [
      'block 2 does not follow block 1',
      'block 2 was changed',
      'block 3 does not follow block 2',
      'block 3 was changed',
      'block 4 does not follow block 3',
    ],
  ],
  [
    'one made anew with the hash that fits it',
    (it) => withBlock(it, 2, blockAfter(it[1] as Block, [two], at)),
    ['block 4 does not follow block 3'],
  ],
])('%s is found, and nothing else', (_what, change, problems) => {
  expect(problemsIn(change(chainOf(5)))).toEqual(problems)
})

import type { Grant } from '../../shared/contract/policy.ts'
import type { TableSettings } from '../../shared/domain/tables/settings.ts'
import { saveVenue } from './commands/saveVenue.ts'
import { idOfReply } from './commands/talk/canned.ts'
import { demoReplies } from './demo/cannedReplies.ts'
import { drawPictures } from './demo/drawPictures.ts'
import { askHouseDesk, demoHouseDesk } from './demo/houseDesk.ts'
import { type DemoRestaurant, demoRestaurants } from './demo/restaurants.ts'
import type { Deps } from './deps.ts'
import { saveDemoAccount } from './identity/saveAccount.ts'
import { idOf } from './infra/ids.ts'
import type { DeskDocument } from './talk/documents.ts'

const dinner = {
  id: 'dinner',
  name: 'Dinner',
  opens: '17:30',
  lastSeating: '21:30',
  slotMinutes: 30,
  pacing: {
    intervalMinutes: 30,
    maxParties: null,
    maxCovers: 24,
    maxOnlineParties: null,
    maxOnlineCovers: 20,
    maxPresentCovers: null,
  },
}
const lunch = { ...dinner, id: 'lunch', name: 'Lunch', opens: '12:00', lastSeating: '14:00' }

/** A room of fourteen tables, open every day but Monday lunch. */
const settings: Omit<TableSettings, 'zone'> = {
  version: 1,
  dayBoundary: '05:00',
  tables: [
    ...['1', '2', '3', '4', '5', '6'].map((n) => ({
      id: `T${n}`,
      minParty: 1,
      maxParty: 2,
      area: 'room',
      channel: 'online' as const,
    })),
    ...['7', '8', '9', '10'].map((n) => ({
      id: `T${n}`,
      minParty: 2,
      maxParty: 4,
      area: 'room',
      channel: 'online' as const,
    })),
    { id: 'T11', minParty: 4, maxParty: 6, area: 'room', channel: 'online' },
    { id: 'T12', minParty: 4, maxParty: 6, area: 'terrace', channel: 'in_house' },
    { id: 'T13', minParty: 2, maxParty: 4, area: 'terrace', channel: 'concierge' },
    { id: 'T14', minParty: 1, maxParty: 2, area: 'counter', channel: 'walk_in' },
  ],
  combinations: [
    { id: 'T7+T8', tableIds: ['T7', 'T8'], minParty: 5, maxParty: 8 },
    { id: 'T9+T10', tableIds: ['T9', 'T10'], minParty: 5, maxParty: 8 },
  ],
  weekly: [[dinner], ...Array.from({ length: 6 }, () => [lunch, dinner])],
  exceptions: [],
  turnTimes: [
    { upTo: 2, minutes: 90 },
    { upTo: 4, minutes: 105 },
    { upTo: 100, minutes: 120 },
  ],
  minParty: 1,
  maxParty: 8,
  oversizeCap: 2,
  bookingWindowDays: 60,
  leadMinutes: 30,
  holdMs: 300_000,
  repacking: true,
}

const idOfDemo = ({ name, city }: DemoRestaurant): string => idOf(`demo ${name} ${city}`)

const idOfPerson = (login: string): string => idOf(`demo ${login}@demo.couvert`)

/**
 * Demo restaurants, each with a desk, one of the house for all of them at which somebody waits, and an account of each
 * role, all with the generated password. Safe to run by every node at each start.
 */
export async function seedDemo(deps: Deps): Promise<void> {
  const password = deps.config.secrets.demoPassword
  if (password === undefined) throw new Error('SEED_DEMO needs demoPassword among the secrets')
  for (const restaurant of demoRestaurants) {
    const { zone, palette: _palette, pictures: _pictures, ...told } = restaurant
    await saveVenue(deps.collections, { ...told, venueId: idOfDemo(restaurant), settings: { ...settings, zone } })
    const { name, localNames } = restaurant
    const _id = idOfDemo(restaurant)
    const language = zone === 'Asia/Tokyo' ? 'ja' : 'ko'
    // A restaurant's own, under its id and its name.
    await saveDesk(deps, { _id, name, localNames, venueIds: [_id], language })
  }
  const ids = demoRestaurants.map(idOfDemo)
  const { deskId, ...names } = demoHouseDesk
  await saveDesk(deps, { _id: deskId, ...names, venueIds: ids, house: true, language: 'en' })
  const people: readonly { login: string; name: string; grants: readonly Grant[] }[] = [
    ...(['host', 'manager', 'concierge'] as const).map((role) => ({
      login: role,
      name: role,
      grants: ids.map((venueId) => ({ role, venueId })),
    })),
    {
      login: 'house',
      name: 'Min-ji Park',
      grants: [
        { role: 'concierge', venueId: deskId },
        { role: 'manager', venueId: deskId },
      ],
    },
    { login: 'guest', name: 'Hana Seo', grants: [] },
    { login: 'admin', name: 'admin', grants: [{ role: 'admin', venueId: null }] },
  ]
  for (const { login, ...told } of people) {
    const email = `${login}@demo.couvert`
    await saveDemoAccount(deps, { accountId: idOfPerson(login), email, ...told, password, language: 'en' })
  }
  await askHouseDesk(deps, idOfPerson('guest'))
  // Some seconds of drawing, the first time: nobody waits for it.
  drawAll(deps).catch((err: unknown) => deps.log.warn({ err }, 'demo restaurants without pictures'))
}

async function saveDesk({ collections }: Deps, { _id, ...told }: DeskDocument): Promise<void> {
  // Before the desk, so that they come with it once, and stay as whoever tries it leaves them.
  if ((await collections.desks.countDocuments({ _id })) === 0) await saveReplies({ collections }, _id)
  await collections.desks.updateOne({ _id }, { $set: told }, { upsert: true })
}

async function saveReplies({ collections }: Pick<Deps, 'collections'>, deskId: string): Promise<void> {
  for (const [slot, { shortcut, ...told }] of demoReplies.entries()) {
    const _id = idOfReply(deskId, shortcut)
    await collections.cannedReplies.updateOne({ _id }, { $set: { deskId, slot, shortcut, ...told } }, { upsert: true })
  }
}

async function drawAll(deps: Deps): Promise<void> {
  for (const restaurant of demoRestaurants) await drawPictures(deps, idOfDemo(restaurant), restaurant)
}

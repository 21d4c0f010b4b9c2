import { security } from './en/security.ts'
import type { MailWords } from './vocabulary.ts'

export const en: MailWords = {
  person: (name) => name,
  guests: (n) => (n === 1 ? '1 guest' : `${n} guests`),
  comma: ', ',
  span: (from, to, city) => `${from} until about ${to}, ${city} time`,
  labels: {
    venue: 'Restaurant',
    date: 'Date',
    time: 'Time',
    party: 'Party',
    guest: 'Name',
    bookedBy: 'Booked by',
    address: 'Address',
    phone: 'Phone',
    before: 'Before',
    when: 'When',
    device: 'Device',
    newAddress: 'New address',
  },
  reservation: {
    confirmed: {
      subject: ({ venue, day, time }) => `Booked: ${venue}, ${day}, ${time}`,
      preview: ({ party }) => `A table for ${party}. You can change or cancel it from here.`,
      heading: ({ guest }) => `Your table is booked, ${guest}`,
      text: () => 'The restaurant expects you. You can cancel free of charge until your visit begins.',
    },
    changed: {
      subject: ({ venue, day, time }) => `Changed: ${venue}, ${day}, ${time}`,
      preview: ({ party }) => `Now for ${party}. What you had before no longer counts.`,
      heading: ({ guest }) => `Your table was changed, ${guest}`,
      text: () => 'The restaurant expects you at the time below, and no longer at the one before.',
    },
    cancelledBy: {
      guest: {
        subject: ({ venue, day, time }) => `Cancelled: ${venue}, ${day}, ${time}`,
        preview: () => 'It cost nothing. The table is free again.',
        heading: ({ guest }) => `Your reservation is cancelled, ${guest}`,
        text: () => 'It cost nothing, and the table is free again. You are welcome another time.',
      },
      restaurant: {
        subject: ({ venue, day, time }) => `Cancelled by the restaurant: ${venue}, ${day}, ${time}`,
        preview: () => 'We are sorry: the table you booked cannot be kept for you.',
        heading: ({ guest }) => `The restaurant had to cancel, ${guest}`,
        text: () =>
          'We are sorry. The restaurant had to cancel the reservation below. It costs you nothing. There may be a table at another time.',
      },
    },
    dayBefore: {
      subject: ({ venue, day, time }) => `Tomorrow: ${venue}, ${day}, ${time}`,
      preview: ({ party }) => `A table for ${party}. If your plans have changed, please say so in time.`,
      heading: ({ guest }) => `See you tomorrow, ${guest}`,
      text: ({ day, time, party }) =>
        `A table for ${party} waits for you on ${day} at ${time}. If your plans have changed, please change or cancel in time. You can cancel free of charge until your visit begins.`,
    },
    sameDay: {
      subject: ({ venue, day, time }) => `Today: ${venue}, ${day}, ${time}`,
      preview: ({ party }) => `A table for ${party}. Please call if you run late.`,
      heading: ({ guest }) => `See you today, ${guest}`,
      text: ({ time, party }) =>
        `A table for ${party} waits for you today at ${time}. Running late? Please call the restaurant, so that the table is kept.`,
    },
    ranOut: {
      subject: ({ venue, day, time }) => `Not booked: ${venue}, ${day}, ${time}`,
      preview: () => 'The payment was not confirmed in time, so the table was let go.',
      heading: ({ guest }) => `The hold ran out, ${guest}`,
      text: () =>
        'The payment was not confirmed in time, so the table was let go. Nothing was booked. If the table is still free, you can hold it again.',
    },
    late: {
      subject: ({ venue, time }) => `Are you on your way? ${venue}, ${time}`,
      preview: ({ time }) => `Your table was booked for ${time}.`,
      heading: ({ guest }) => `You are expected, ${guest}`,
      text: ({ time, phone }) =>
        `Your table was booked for ${time}. If you come later, please ${phone === null ? 'tell the restaurant' : `call the restaurant (${phone})`}, so that it is kept. If you cannot come any more, please cancel.`,
    },
    manage: 'Change or cancel',
    bookAgain: 'See other times',
    note: (venue) =>
      `You get this because your address was given for a booking at ${venue}. If you have not booked anything, you can ignore it.`,
    linkNote: 'Whoever has the link can change or cancel the booking, so think of that before you pass this on.',
    unsubscribe: 'Stop reminders by e-mail',
  },
  staff: {
    made: {
      subject: ({ venue, day, time }) => `New booking: ${venue}, ${day}, ${time}`,
      preview: ({ party }) => `For ${party}.`,
      heading: () => 'A new booking',
      text: ({ guest, party }) => `${guest} has booked for ${party}.`,
    },
    changed: {
      subject: ({ venue, day, time }) => `Booking changed: ${venue}, ${day}, ${time}`,
      preview: ({ party }) => `Now for ${party}.`,
      heading: () => 'A booking was changed',
      text: ({ guest }) => `The booking of ${guest} is now as below.`,
    },
    cancelledBy: {
      guest: {
        subject: ({ venue, day, time }) => `Booking cancelled: ${venue}, ${day}, ${time}`,
        preview: ({ party }) => `A table for ${party} is free again.`,
        heading: () => 'A booking was cancelled',
        text: ({ guest }) => `${guest} has cancelled. The table is free again.`,
      },
      restaurant: {
        subject: ({ venue, day, time }) => `Booking cancelled: ${venue}, ${day}, ${time}`,
        preview: ({ party }) => `A table for ${party} is free again.`,
        heading: () => 'A booking was cancelled',
        text: ({ guest }) => `The restaurant has cancelled the booking of ${guest}. The table is free again.`,
      },
    },
    digest: {
      subject: ({ venue, total }) => `${updates(total)}: ${venue}`,
      preview: () => 'What was booked, changed and cancelled of late.',
      heading: ({ total }) => updates(total),
      text: ({ venue }) => `What was booked, changed and cancelled at ${venue}. All times are the restaurant’s.`,
    },
    groups: {
      made: (count) => `New (${count})`,
      changed: (count) => `Changed (${count})`,
      cancelled: (count) => `Cancelled (${count})`,
    },
    before: (what) => `before: ${what}`,
    more: (count) => `And ${count} more.`,
    choose: 'Choose how you are told',
    note: (venue) => `You get this because of your role at ${venue}.`,
  },
  talk: {
    unread: {
      subject: ({ desk, count }) => (count === 1 ? `${desk} has answered you` : `${desk}: ${count} new messages`),
      preview: () => 'Read it here, and answer in the app.',
      heading: ({ desk }) => `${desk} has written to you`,
      text: () => 'This was said while you were away.',
    },
    more: (count) => (count === 1 ? 'One earlier message' : `${count} earlier messages`),
    open: 'Open the conversation',
    note: (desk) =>
      `You get this because you wrote to ${desk} and have not read the answer. Please answer in the app: replies to this mail are not read.`,
    choose: 'Choose how you are told',
    unsubscribe: 'Stop answers by e-mail',
    transcript: {
      subject: ({ desk }) => `Your conversation with ${desk}`,
      preview: () => 'All that was said, to keep.',
      heading: ({ desk }) => `Your conversation with ${desk}`,
      text: () => 'This is what was said, the oldest first. Files are named here; they stay in the conversation.',
    },
    transcriptNote: (desk) =>
      `You get this because you or ${desk} asked for it. Please answer in the app: replies to this mail are not read.`,
  },
  security,
}

function updates(total: number): string {
  return total === 1 ? '1 update on bookings' : `${total} updates on bookings`
}

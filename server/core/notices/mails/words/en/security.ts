import type { SecurityWords } from '../vocabulary.ts'

export const security: SecurityWords = {
  codes: {
    register: {
      subject: () => 'Your code for a Couvert account',
      preview: () => 'Type it in, and the account is made.',
      heading: () => 'Your code',
      text: () => 'Type these six digits in where you were making your account.',
    },
    reset: {
      subject: () => 'Your code for a new Couvert password',
      preview: () => 'Type it in, and set a new password.',
      heading: () => 'Set a new password',
      text: () => 'Type these six digits in where you asked for a new password.',
    },
    email: {
      subject: () => 'Your code for a new address at Couvert',
      preview: () => 'Type it in, and this address counts.',
      heading: () => 'Confirm this address',
      text: () => 'Type these six digits in where you were changing your address. Until then the old one stays.',
    },
  },
  codeNote: (minutes) =>
    `The code works for ${minutes} minutes from when you asked for it. Tell it to nobody. If you have not asked for it, you can ignore this: nothing changes.`,
  registered: {
    subject: () => 'You have a Couvert account already',
    preview: () => 'There is an account with this address.',
    heading: () => 'You have an account already',
    text: () =>
      'Somebody asked to use this address for an account, but it has one already. Log in to it. If you forgot your password, you can set a new one there.',
  },
  nobody: {
    subject: () => 'No Couvert account with this address',
    preview: () => 'You may have used another address.',
    heading: () => 'There is no account with this address',
    text: () =>
      'Somebody asked for a new password, but no account has this address. You may have used another one, or you can make an account.',
  },
  notYouNote: 'If you have not asked for this, you can ignore it: nothing changes.',
  invitation: {
    subject: ({ venue }) => `An invitation from ${venue}`,
    preview: ({ role }) => `To work with them as ${role}.`,
    heading: ({ venue }) => `${venue} invites you`,
    text: ({ venue, role }) =>
      `${venue} invites you to work with it as ${role}. Log in or make an account, then you can accept.`,
  },
  invitationNote: (days) =>
    `The invitation works once, within ${days} days. Whoever has this message could accept it, so do not pass it on.`,
  roles: { host: 'host', manager: 'manager', concierge: 'concierge' },
  notices: {
    passwordChanged: {
      subject: () => 'Your Couvert password was changed',
      preview: () => 'Every other device was logged out.',
      heading: () => 'Your password was changed',
      text: ({ name }) => `${name}, the password of your account was changed. Every other device was logged out.`,
    },
    emailChanged: {
      subject: () => 'Your address at Couvert was changed',
      preview: () => 'From now on we write to the new one.',
      heading: () => 'Your address was changed',
      text: ({ name }) => `${name}, the address of your account was changed. From now on we write to the new one.`,
    },
    factorOn: {
      subject: () => 'The second factor of your Couvert account is on',
      preview: () => 'At each login on a new device a code of your authenticator is asked for.',
      heading: () => 'The second factor is on',
      text: ({ name }) => `${name}, at each login on a new device a code of your authenticator is now asked for.`,
    },
    factorOff: {
      subject: () => 'The second factor of your Couvert account is off',
      preview: () => 'The password alone is enough again.',
      heading: () => 'The second factor is off',
      text: ({ name }) => `${name}, the second factor was switched off. The password alone is enough again.`,
    },
    newDevice: {
      subject: () => 'A new device logged in to your Couvert account',
      preview: () => 'If that was not you, look at it now.',
      heading: () => 'A new device logged in',
      text: ({ name }) => `${name}, a device we had not seen before logged in to your account.`,
    },
  },
  webhookOff: {
    gone: {
      subject: ({ venue }) => `A webhook was switched off: ${venue}`,
      preview: () => 'Its address answered that it is gone.',
      heading: () => 'A webhook was switched off',
      text: ({ venue, host }) =>
        `${host} answered that the address is gone (410), so the webhook of ${venue} was switched off. Nothing is sent there any more.`,
    },
    failing: {
      subject: ({ venue }) => `A webhook was switched off: ${venue}`,
      preview: () => 'For three days nothing arrived there.',
      heading: () => 'A webhook was switched off',
      text: ({ venue, host }) =>
        `For three days nothing arrived at ${host}, so the webhook of ${venue} was switched off. Nothing is sent there any more.`,
    },
  },
  webhookOffNote:
    'What happens while it is off is not sent later. When the address answers again, switch the webhook on, and send what did not arrive again from its log.',
  noticeNote:
    'If it was you, there is nothing to do. If not, set a new password at once, and log out what you do not recognise in your account.',
  device: (browser, system) =>
    browser === null ? (system ?? 'Unknown device') : system === null ? browser : `${browser} on ${system}`,
  login: 'Log in',
  register: 'Make an account',
  accept: 'See the invitation',
  resetPassword: 'Set a new password',
  account: 'Open your account',
}

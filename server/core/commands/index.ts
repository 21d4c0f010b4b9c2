import type { Input, OperationName, Output } from '../../../shared/contract/index.ts'
import { alsoByColleagues } from '../companies/colleagues.ts'
import type { Context } from '../context.ts'
import { explainAvailability } from '../queries/explainAvailability.ts'
import { getSettings } from '../queries/getSettings.ts'
import { reservationCalendar } from '../queries/reservationCalendar.ts'
import { reservationHost } from '../queries/reservationHost.ts'
import { reservationLink } from '../queries/reservationLink.ts'
import { searchMessages } from '../queries/searchMessages.ts'
import { searchVenues } from '../queries/searchVenues.ts'
import { getVenue, listVenues } from '../queries/venues.ts'
import { beginEmailChange, finishEmailChange } from './account/email.ts'
import { eraseAccount } from './account/erase.ts'
import { exportAccount } from './account/export.ts'
import { beginFactor, confirmFactor, removeFactor } from './account/factor.ts'
import { changePassword } from './account/password.ts'
import { changeProfile, getProfile } from './account/profile.ts'
import { register, verifyAccount } from './account/register.ts'
import { beginReset, finishReset } from './account/reset.ts'
import { advanceReservation, cancelReservation, moveReservation, releaseHold } from './actOnReservation.ts'
import { createBlock, releaseBlock } from './blocks.ts'
import { bookByHand } from './bookByHand.ts'
import { changeReservation } from './changeReservation.ts'
import { changeSettings } from './changeSettings.ts'
import { companyBookings, createCompany, getCompany, listCompanies } from './companies/companies.ts'
import { changeCompanyRole, inviteToCompany, joinCompany, leaveCompany, removeFromCompany } from './companies/people.ts'
import { confirmReservation } from './confirmReservation.ts'
import { createHold } from './createHold.ts'
import { beginExternalLogin, finishExternalLogin } from './externalLogin.ts'
import {
  changeByLink,
  changeByTalkLink,
  changeOwnPreferences,
  getByLink,
  getByTalkLink,
  getPreferences,
} from './noticePreferences.ts'
import { readAllNotices, readNotices } from './notices.ts'
import { eraseOwnWords, exportWords } from './ownWords.ts'
import { createKey, listKeys, revokeKey } from './partnerKeys.ts'
import { forgetDevice, getPushSource, registerDevice } from './push.ts'
import { seatWalkIn } from './seatWalkIn.ts'
import {
  listSessions,
  login,
  logout,
  openGuestSession,
  openLinkSession,
  renew,
  revokeOtherSessions,
  revokeSession,
} from './sessions.ts'
import { acceptInvitation, inviteStaff, listStaff, removeStaff } from './staff.ts'
import { changeStaffAlerts, getStaffAlerts } from './staffAlerts.ts'
import { fillIn, listCanned, removeCanned, saveCanned } from './talk/canned.ts'
import {
  markDelivered,
  markRead,
  openConversation,
  reopenConversation,
  resolveConversation,
  snoozeConversation,
  tellTyping,
} from './talk/conversations.ts'
import { bePresent, getDesk, getDeskWork, saveDesk, saveDeskMember } from './talk/desks.ts'
import { deskFigures, listOwnDesks, listResolved, tablesFor } from './talk/deskViews.ts'
import { describeGuest, whoIs } from './talk/guestFile.ts'
import { releaseConversation, saveGuest, takeConversation, transferConversation } from './talk/handling.ts'
import { mailTranscript } from './talk/mailTranscript.ts'
import { editMessage, reactToMessage, sendMessage, withdrawMessage } from './talk/messages.ts'
import { addNote, listMessages, listNotes } from './talk/notes.ts'
import { acceptOffer, declineOffer, makeOffer, withdrawOffer } from './talk/offers.ts'
import { resendDelivery, webhookLog } from './webhookDeliveries.ts'
import { changeWebhook, createWebhook, listWebhooks, removeWebhook } from './webhooks.ts'
import { dropDeadLetter, listDeadLetters, retryDeadLetter, workState } from './work.ts'

type Commands = { readonly [N in OperationName]: (ctx: Context, input: Input<N>) => Promise<Output<N>> }

/** What each operation of the contract does. A name without a command does not compile. */
export const commands: Commands = {
  'session.guest': openGuestSession,
  'session.login': login,
  'session.renew': renew,
  'session.link': openLinkSession,
  'session.external.begin': beginExternalLogin,
  'session.external.finish': finishExternalLogin,
  'session.logout': logout,
  'session.list': listSessions,
  'session.revoke': revokeSession,
  'session.revokeAll': revokeOtherSessions,
  'account.register': register,
  'account.verify': verifyAccount,
  'account.get': getProfile,
  'account.change': changeProfile,
  'account.email.begin': beginEmailChange,
  'account.email.finish': finishEmailChange,
  'account.password.change': changePassword,
  'account.reset.begin': beginReset,
  'account.reset.finish': finishReset,
  'account.factor.begin': beginFactor,
  'account.factor.confirm': confirmFactor,
  'account.factor.remove': removeFactor,
  'account.export': exportAccount,
  'account.erase': eraseAccount,
  'push.source': getPushSource,
  'push.register': registerDevice,
  'push.remove': forgetDevice,
  'venue.list': listVenues,
  'venue.search': searchVenues,
  'venue.get': getVenue,
  'availability.explain': explainAvailability,
  'settings.get': getSettings,
  'settings.change': changeSettings,
  'hold.create': createHold,
  'hold.release': releaseHold,
  'reservation.confirm': confirmReservation,
  'reservation.change': alsoByColleagues(changeReservation),
  'reservation.cancel': alsoByColleagues(cancelReservation),
  'reservation.link': reservationLink,
  'reservation.calendar': alsoByColleagues(reservationCalendar),
  'reservation.host': alsoByColleagues(reservationHost),
  'reservation.words.export': exportWords,
  'reservation.words.erase': eraseOwnWords,
  'reservation.book': bookByHand,
  'walkIn.seat': seatWalkIn,
  'reservation.move': moveReservation,
  'reservation.advance': advanceReservation,
  'block.create': createBlock,
  'block.release': releaseBlock,
  'staff.invite': inviteStaff,
  'staff.accept': acceptInvitation,
  'staff.list': listStaff,
  'staff.remove': removeStaff,
  'staff.alerts': getStaffAlerts,
  'staff.alerts.change': changeStaffAlerts,
  'key.create': createKey,
  'key.list': listKeys,
  'key.revoke': revokeKey,
  'notice.read': readNotices,
  'notice.readAll': readAllNotices,
  'notice.preferences.get': getPreferences,
  'notice.preferences.change': changeOwnPreferences,
  'notice.link.get': getByLink,
  'notice.link.change': changeByLink,
  'notice.talk.get': getByTalkLink,
  'notice.talk.change': changeByTalkLink,
  'webhook.create': createWebhook,
  'webhook.list': listWebhooks,
  'webhook.change': changeWebhook,
  'webhook.remove': removeWebhook,
  'webhook.log': webhookLog,
  'webhook.resend': resendDelivery,
  'work.state': workState,
  'deadLetter.list': listDeadLetters,
  'deadLetter.retry': retryDeadLetter,
  'deadLetter.drop': dropDeadLetter,
  'company.create': createCompany,
  'company.list': listCompanies,
  'company.get': getCompany,
  'company.invite': inviteToCompany,
  'company.join': joinCompany,
  'company.leave': leaveCompany,
  'company.remove': removeFromCompany,
  'company.role': changeCompanyRole,
  'company.bookings': companyBookings,
  'desk.save': saveDesk,
  'desk.get': getDesk,
  'desk.work': getDeskWork,
  'desk.present': bePresent,
  'desk.member.save': saveDeskMember,
  'desk.mine': listOwnDesks,
  'desk.resolved': listResolved,
  'desk.tables': tablesFor,
  'desk.figures': deskFigures,
  'conversation.open': openConversation,
  'conversation.read': markRead,
  'conversation.delivered': markDelivered,
  'conversation.typing': tellTyping,
  'conversation.mail': mailTranscript,
  'conversation.resolve': resolveConversation,
  'conversation.snooze': snoozeConversation,
  'conversation.reopen': reopenConversation,
  'conversation.take': takeConversation,
  'conversation.transfer': transferConversation,
  'conversation.release': releaseConversation,
  'conversation.guest': saveGuest,
  'message.send': sendMessage,
  'message.edit': editMessage,
  'message.withdraw': withdrawMessage,
  'message.react': reactToMessage,
  'message.list': listMessages,
  'message.search': searchMessages,
  'note.add': addNote,
  'note.list': listNotes,
  'conversation.who': whoIs,
  'conversation.describe': describeGuest,
  'canned.list': listCanned,
  'canned.save': saveCanned,
  'canned.remove': removeCanned,
  'canned.fill': fillIn,
  'offer.make': makeOffer,
  'offer.accept': acceptOffer,
  'offer.decline': declineOffer,
  'offer.withdraw': withdrawOffer,
}

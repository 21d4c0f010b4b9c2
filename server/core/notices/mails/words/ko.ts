import { security } from './ko/security.ts'
import type { MailWords } from './vocabulary.ts'

export const ko: MailWords = {
  person: (name) => `${name} 님`,
  guests: (n) => `${n}명`,
  comma: ', ',
  span: (from, to, city) => `${from} (${to}경까지), ${city} 현지 시간`,
  labels: {
    venue: '레스토랑',
    date: '날짜',
    time: '시간',
    party: '인원',
    guest: '예약자',
    bookedBy: '대리 예약',
    address: '주소',
    phone: '전화',
    before: '이전 예약',
    when: '일시',
    device: '기기',
    newAddress: '새 주소',
  },
  reservation: {
    confirmed: {
      subject: ({ venue, day, time }) => `예약 확정: ${venue}, ${day} ${time}`,
      preview: ({ party }) => `${party} 자리를 준비하겠습니다. 변경과 취소도 이 메일에서 하실 수 있습니다.`,
      heading: ({ guest }) => `${guest}, 예약이 확정되었습니다`,
      text: () => '레스토랑에서 기다리겠습니다. 방문 시간 전까지 무료로 취소하실 수 있습니다.',
    },
    changed: {
      subject: ({ venue, day, time }) => `예약 변경: ${venue}, ${day} ${time}`,
      preview: ({ party }) => `${party} 자리로 변경되었습니다. 이전 예약은 더 이상 유효하지 않습니다.`,
      heading: ({ guest }) => `${guest}, 예약이 변경되었습니다`,
      text: () => '이전 예약 대신 아래 시간에 레스토랑에서 기다리겠습니다.',
    },
    cancelledBy: {
      guest: {
        subject: ({ venue, day, time }) => `예약 취소: ${venue}, ${day} ${time}`,
        preview: () => '취소 수수료는 없습니다. 자리가 다시 열렸습니다.',
        heading: ({ guest }) => `${guest}, 예약이 취소되었습니다`,
        text: () => '취소 수수료는 없습니다. 자리가 다시 열렸습니다. 다음에 다시 뵙기를 바랍니다.',
      },
      restaurant: {
        subject: ({ venue, day, time }) => `레스토랑 사정으로 취소: ${venue}, ${day} ${time}`,
        preview: () => '죄송합니다. 예약하신 자리를 드릴 수 없게 되었습니다.',
        heading: ({ guest }) => `${guest}, 레스토랑에서 예약을 취소했습니다`,
        text: () =>
          '죄송합니다. 레스토랑 사정으로 아래 예약이 취소되었습니다. 취소 수수료는 없습니다. 다른 시간에 자리가 있는지 확인해 보실 수 있습니다.',
      },
    },
    dayBefore: {
      subject: ({ venue, day, time }) => `내일 예약: ${venue}, ${day} ${time}`,
      preview: ({ party }) => `${party} 자리를 준비하겠습니다. 일정이 바뀌셨다면 미리 알려 주세요.`,
      heading: ({ guest }) => `${guest}, 내일 뵙겠습니다`,
      text: ({ day, time, party }) =>
        `${day} ${time}에 ${party} 자리를 준비하겠습니다. 일정이 바뀌셨다면 미리 변경하거나 취소해 주세요. 방문 시간 전까지 무료로 취소하실 수 있습니다.`,
    },
    sameDay: {
      subject: ({ venue, day, time }) => `오늘 예약: ${venue}, ${day} ${time}`,
      preview: ({ party }) => `${party} 자리를 준비하겠습니다. 늦으실 것 같으면 전화해 주세요.`,
      heading: ({ guest }) => `${guest}, 오늘 뵙겠습니다`,
      text: ({ time, party }) =>
        `오늘 ${time}에 ${party} 자리를 준비하겠습니다. 늦으실 것 같으면 레스토랑에 전화해 주세요. 자리를 지켜 드립니다.`,
    },
    ranOut: {
      subject: ({ venue, day, time }) => `예약되지 않았습니다: ${venue}, ${day} ${time}`,
      preview: () => '결제가 제때 확인되지 않아 잡아 두신 자리를 놓아주었습니다.',
      heading: ({ guest }) => `${guest}, 잡아 둔 시간이 끝났습니다`,
      text: () =>
        '결제가 제때 확인되지 않아 잡아 두신 자리를 놓아주었습니다. 예약되지 않았습니다. 자리가 남아 있으면 다시 잡으실 수 있습니다.',
    },
    late: {
      subject: ({ venue, time }) => `오고 계신가요? ${venue}, ${time}`,
      preview: ({ time }) => `예약하신 시간(${time})이 지났습니다.`,
      heading: ({ guest }) => `${guest}, 기다리고 있습니다`,
      text: ({ time, phone }) =>
        `예약하신 시간(${time})이 지났습니다. 늦으실 것 같으면 자리를 지켜 드릴 수 있도록 레스토랑에 ${phone === null ? '알려 주세요' : `전화해 주세요(${phone})`}. 오실 수 없게 되었다면 취소해 주시기 바랍니다.`,
    },
    manage: '예약 변경 또는 취소',
    bookAgain: '다른 시간 보기',
    note: (venue) =>
      `${venue} 예약에 이 주소가 적혀 있어 보내 드리는 메일입니다. 예약하신 적이 없다면 무시하셔도 됩니다.`,
    linkNote: '링크를 가진 분은 누구나 예약을 변경하거나 취소할 수 있으니, 이 메일을 전달하실 때 주의해 주세요.',
    unsubscribe: '예약 알림 메일 그만 받기',
  },
  staff: {
    made: {
      subject: ({ venue, day, time }) => `새 예약: ${venue}, ${day} ${time}`,
      preview: ({ party }) => `${party} 예약이 들어왔습니다.`,
      heading: () => '새 예약이 들어왔습니다',
      text: ({ guest, party }) => `${guest}, ${party} 예약입니다.`,
    },
    changed: {
      subject: ({ venue, day, time }) => `예약 변경: ${venue}, ${day} ${time}`,
      preview: ({ party }) => `이제 ${party} 예약입니다.`,
      heading: () => '예약이 변경되었습니다',
      text: ({ guest }) => `${guest} 예약이 아래와 같이 변경되었습니다.`,
    },
    cancelledBy: {
      guest: {
        subject: ({ venue, day, time }) => `예약 취소: ${venue}, ${day} ${time}`,
        preview: ({ party }) => `${party} 자리가 다시 열렸습니다.`,
        heading: () => '예약이 취소되었습니다',
        text: ({ guest }) => `${guest}께서 예약을 취소하셨습니다. 자리가 다시 열렸습니다.`,
      },
      restaurant: {
        subject: ({ venue, day, time }) => `예약 취소: ${venue}, ${day} ${time}`,
        preview: ({ party }) => `${party} 자리가 다시 열렸습니다.`,
        heading: () => '예약이 취소되었습니다',
        text: ({ guest }) => `레스토랑에서 ${guest} 예약을 취소했습니다. 자리가 다시 열렸습니다.`,
      },
    },
    digest: {
      subject: ({ venue, total }) => `예약 소식 ${total}건: ${venue}`,
      preview: () => '새로 들어오거나 바뀐 예약을 모았습니다.',
      heading: ({ total }) => `예약 소식 ${total}건`,
      text: ({ venue }) => `${venue}에 새로 들어오거나 바뀐 예약입니다. 시간은 모두 레스토랑 현지 시간입니다.`,
    },
    groups: {
      made: (count) => `새 예약 ${count}건`,
      changed: (count) => `변경 ${count}건`,
      cancelled: (count) => `취소 ${count}건`,
    },
    before: (what) => `이전: ${what}`,
    more: (count) => `그 밖에 ${count}건이 더 있습니다.`,
    choose: '알림 방식 설정하기',
    note: (venue) => `${venue}에서 맡으신 역할에 따라 보내 드리는 메일입니다.`,
  },
  talk: {
    unread: {
      subject: ({ desk, count }) => (count === 1 ? `${desk}에서 답변을 보냈습니다` : `${desk}: 새 메시지 ${count}건`),
      preview: () => '내용을 확인하시고 앱에서 답장하실 수 있습니다.',
      heading: ({ desk }) => `${desk}에서 메시지를 보냈습니다`,
      text: () => '자리를 비우신 동안 도착한 메시지입니다.',
    },
    more: (count) => `이전 메시지 ${count}건`,
    open: '대화 열기',
    note: (desk) =>
      `${desk}에 문의하신 뒤 답변을 아직 읽지 않으셔서 보내 드립니다. 이 메일에 답장하시면 전달되지 않으니 앱에서 답장해 주세요.`,
    choose: '알림 설정',
    unsubscribe: '답변 메일 그만 받기',
    transcript: {
      subject: ({ desk }) => `${desk}와(과) 나눈 대화`,
      preview: () => '보관하실 수 있도록 대화 내용을 보내 드립니다.',
      heading: ({ desk }) => `${desk}와(과) 나눈 대화`,
      text: () =>
        '주고받은 메시지를 오래된 순서로 담았습니다. 파일은 이름만 표시되며, 파일 자체는 대화에서 확인하실 수 있습니다.',
    },
    transcriptNote: (desk) =>
      `고객님 또는 ${desk}의 요청으로 보내 드립니다. 이 메일에 답장하시면 전달되지 않으니 앱에서 답장해 주세요.`,
  },
  security,
}

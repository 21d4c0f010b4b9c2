import type { SecurityWords } from '../vocabulary.ts'

export const security: SecurityWords = {
  codes: {
    register: {
      subject: () => 'Couvert 계정 만들기: 인증 코드',
      preview: () => '인증 코드를 입력하시면 계정이 만들어집니다.',
      heading: () => '인증 코드를 입력해 주세요',
      text: () => '계정을 만드시던 화면에 아래 숫자 6자리를 입력해 주세요.',
    },
    reset: {
      subject: () => 'Couvert 비밀번호 다시 정하기: 인증 코드',
      preview: () => '인증 코드를 입력하시면 새 비밀번호를 정하실 수 있습니다.',
      heading: () => '비밀번호를 다시 정해 주세요',
      text: () => '비밀번호를 다시 정하시던 화면에 아래 숫자 6자리를 입력해 주세요.',
    },
    email: {
      subject: () => 'Couvert 이메일 변경: 인증 코드',
      preview: () => '인증 코드를 입력하시면 이 주소로 바뀝니다.',
      heading: () => '새 이메일을 확인해 주세요',
      text: () => '이메일을 변경하시던 화면에 아래 숫자 6자리를 입력해 주세요. 그때까지 지금 주소가 유지됩니다.',
    },
  },
  codeNote: (minutes) =>
    `코드는 요청하신 때부터 ${minutes}분 동안 쓸 수 있습니다. 누구에게도 알려 주지 마세요. 요청하신 적이 없다면 무시하셔도 됩니다. 바뀌는 것은 없습니다.`,
  registered: {
    subject: () => 'Couvert: 이미 계정이 있습니다',
    preview: () => '이 주소로 만든 계정이 이미 있습니다.',
    heading: () => '이미 계정이 있습니다',
    text: () =>
      '이 주소를 새로 등록하려는 요청이 있었지만, 이 주소로 만든 계정이 이미 있습니다. 로그인하시거나, 비밀번호를 잊으셨다면 로그인 화면에서 다시 정하실 수 있습니다.',
  },
  nobody: {
    subject: () => 'Couvert: 이 주소로 만든 계정이 없습니다',
    preview: () => '다른 주소로 가입하셨을 수 있습니다.',
    heading: () => '이 주소로 만든 계정이 없습니다',
    text: () =>
      '비밀번호를 다시 정하려는 요청이 있었지만, 이 주소로 만든 계정이 없습니다. 다른 주소로 가입하셨을 수 있습니다. 새로 만드실 수도 있습니다.',
  },
  notYouNote: '요청하신 적이 없다면 무시하셔도 됩니다. 바뀌는 것은 없습니다.',
  invitation: {
    subject: ({ venue }) => `초대: ${venue}`,
    preview: ({ role }) => `${role} 역할로 함께 일하자는 초대입니다.`,
    heading: ({ venue }) => `${venue}에서 초대했습니다`,
    text: ({ venue, role }) =>
      `${venue}에서 ${role} 역할로 함께 일하자고 초대했습니다. 로그인하거나 계정을 만드신 뒤에 수락하실 수 있습니다.`,
  },
  invitationNote: (days) =>
    `초대는 ${days}일 동안, 한 번만 쓸 수 있습니다. 이 메일을 가진 분은 누구나 수락할 수 있으니 전달하지 마세요.`,
  roles: { host: '호스트', manager: '매니저', concierge: '컨시어지' },
  notices: {
    passwordChanged: {
      subject: () => 'Couvert 비밀번호가 변경되었습니다',
      preview: () => '다른 모든 기기에서 로그아웃되었습니다.',
      heading: () => '비밀번호가 변경되었습니다',
      text: ({ name }) => `${name}, 계정의 비밀번호가 변경되었고 다른 모든 기기에서 로그아웃되었습니다.`,
    },
    emailChanged: {
      subject: () => 'Couvert 이메일이 변경되었습니다',
      preview: () => '앞으로의 안내는 새 주소로 보내 드립니다.',
      heading: () => '이메일이 변경되었습니다',
      text: ({ name }) => `${name}, 계정의 이메일이 변경되었습니다. 앞으로의 안내는 새 주소로 보내 드립니다.`,
    },
    factorOn: {
      subject: () => 'Couvert 2단계 인증이 켜졌습니다',
      preview: () => '새 기기에서 로그인할 때마다 인증 앱의 코드를 확인합니다.',
      heading: () => '2단계 인증이 켜졌습니다',
      text: ({ name }) => `${name}, 이제 새 기기에서 로그인하실 때마다 인증 앱의 코드를 확인합니다.`,
    },
    factorOff: {
      subject: () => 'Couvert 2단계 인증이 꺼졌습니다',
      preview: () => '이제 비밀번호만으로 로그인합니다.',
      heading: () => '2단계 인증이 꺼졌습니다',
      text: ({ name }) => `${name}, 2단계 인증이 꺼졌습니다. 이제 비밀번호만으로 로그인합니다.`,
    },
    newDevice: {
      subject: () => 'Couvert 새 기기에서 로그인되었습니다',
      preview: () => '본인이 아니라면 바로 확인해 주세요.',
      heading: () => '새 기기에서 로그인되었습니다',
      text: ({ name }) => `${name}, 계정에 처음 보는 기기에서 로그인되었습니다.`,
    },
  },
  webhookOff: {
    gone: {
      subject: ({ venue }) => `웹훅이 꺼졌습니다: ${venue}`,
      preview: () => '받는 주소가 더 이상 없다고 응답했습니다.',
      heading: () => '웹훅이 꺼졌습니다',
      text: ({ venue, host }) =>
        `${host}에서 주소가 더 이상 없다고 응답하여(410) ${venue} 웹훅을 껐습니다. 이제 이 주소로는 아무것도 보내지 않습니다.`,
    },
    failing: {
      subject: ({ venue }) => `웹훅이 꺼졌습니다: ${venue}`,
      preview: () => '사흘 동안 전달된 것이 없습니다.',
      heading: () => '웹훅이 꺼졌습니다',
      text: ({ venue, host }) =>
        `사흘 동안 ${host}에 아무것도 전달되지 않아 ${venue} 웹훅을 껐습니다. 이제 이 주소로는 아무것도 보내지 않습니다.`,
    },
  },
  webhookOffNote:
    '꺼져 있는 동안의 일은 나중에 보내지 않습니다. 주소가 다시 응답하면 웹훅을 켜고, 전달되지 않은 것은 기록에서 다시 보내 주세요.',
  noticeNote:
    '본인이 하신 일이라면 그대로 두셔도 됩니다. 아니라면 바로 비밀번호를 바꾸고, 내 계정의 로그인된 기기에서 모르는 기기를 로그아웃해 주세요.',
  device: (browser, system) =>
    browser === null ? (system ?? '알 수 없는 기기') : system === null ? browser : `${system}의 ${browser}`,
  login: '로그인',
  register: '계정 만들기',
  accept: '초대 보기',
  resetPassword: '비밀번호 다시 정하기',
  account: '내 계정 열기',
}

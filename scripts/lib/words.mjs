// The few sentences that are said before anything is built; all others stand in src/words.
const sentences = {
  en: {
    oldNode: (have, need) => `Ringside needs Node ${need} or newer; this is ${have}.`,
    oldNodeRemedy:
      'Install a newer one from https://nodejs.org or with your version manager, then run it again.',
    installing: 'Set-up: installing the npm packages (npm ci)',
    installFailed: 'npm ci failed: look at what it said above, then run it again.',
    building: 'Set-up: building',
    buildFailed: 'The build failed: the compiler said why above.',
  },
  ko: {
    oldNode: (have, need) => `Ringside에는 Node ${need} 이상이 필요합니다. 지금 버전은 ${have}입니다.`,
    oldNodeRemedy: 'https://nodejs.org 또는 사용하는 버전 관리자로 새 버전을 설치한 뒤 다시 실행하세요.',
    installing: '준비: npm 패키지를 설치하는 중 (npm ci)',
    installFailed: 'npm ci가 실패했습니다. 위의 메시지를 확인한 뒤 다시 실행하세요.',
    building: '준비: 빌드하는 중',
    buildFailed: '빌드에 실패했습니다. 이유는 위의 컴파일러 메시지에 있습니다.',
  },
};

/** The sentences in the language of the environment; `--lang` is the command line's, not known here yet. */
export function words(environment = process.env) {
  const wanted = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return wanted.startsWith('ko') ? sentences.ko : sentences.en;
}

export const languages = sentences;

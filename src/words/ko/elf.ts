import type { elf as english } from '../en/elf.ts';
import type { InOtherWords } from '../in-other-words.ts';

/** `ringside elf`. */
export const elf: InOtherWords<typeof english> = {
  'elf.about': 'ELF 파일에 든 것: 프로그램, 라이브러리, 모듈, 덤프, 또는 게스트가 부팅하는 커널',
  'elf.file': '파일(압축된 것도 된다). "kernel"은 게스트의 바로 그 vmlinux다(이름이 같은 파일은 ./kernel)',
  'elf.symbol': '이 심볼의 코드를 역어셈블한다. 예: main, start_kernel',
  'elf.symbols': '심볼도 모두 보인다',
  'elf.code': p => `${p.name}, ${p.source}${p.section === '' ? '' : `의 ${p.section}`}에서 ${p.size}바이트`,
  'elf.cannot-read': p => `${p.path}: ${p.reason}`,
  'elf.cannot-read.remedy':
    '프로그램, 라이브러리, 오브젝트 파일, 모듈, 코어 덤프 가운데 하나나 kernel이라는 낱말을 주세요.',
  'elf.no-file': '파일이 아닙니다',
  'elf.no-symbol': p => `${p.source}에 심볼 ${p.symbol}이(가) 없습니다`,
  'elf.no-symbol.remedy': '어떤 심볼이 있는지는 --symbols로 볼 수 있습니다.',
  'elf.no-symbols.remedy':
    '심볼이 하나도 없습니다. strip으로 지운 것입니다. 디버그 패키지를 설치하거나 strip 없이 빌드하세요.',
  'elf.no-code': p => `${p.source}에 ${p.symbol}의 바이트가 없습니다`,
  'elf.no-code.remedy': '0으로 시작하는 메모리이거나 파일 밖에 있습니다.',
  'elf.disassemble': '코드 역어셈블',
  'elf.no-disassembler': p => `여기의 역어셈블러는 ${p.machine} 코드를 모릅니다`,
  'elf.no-disassembler.remedy':
    'x86과 arm64 코드는 역어셈블할 수 있습니다. 나머지는 심볼 없이 볼 수 있습니다.',
};

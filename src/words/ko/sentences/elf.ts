/** What `ringside elf` shows, and what may be wrong with a file. */
export const elf: Readonly<Record<string, string>> = {
  'What the file says of itself.': '파일이 스스로에 대해 말하는 것.',
  'Program headers: what the kernel and the loader map, each with the sections in it.':
    '프로그램 헤더: 커널과 로더가 매핑하는 것과 그 안에 든 섹션.',
  'Sections: the parts of the file as the linker sees them.': '섹션: 링커가 보는 파일의 부분.',
  'What the dynamic loader is told.': '동적 로더에게 알리는 것.',
  'Notes of compilers, distributions and the kernel.': '컴파일러, 배포판, 커널이 남긴 노트.',
  'Names for places in the program.': '프로그램 안의 자리에 붙인 이름.',
  'Functions and data of the kernel, by the addresses that it is linked at.':
    '커널의 함수와 데이터. 링크된 주소 순서다.',

  'The table of program headers does not lie in the file: what lies in it was read.':
    '프로그램 헤더 표가 파일 안에 다 있지 않다. 파일 안에 있는 것만 읽었다.',
  'The table of sections does not lie in the file: what lies in it was read.':
    '섹션 표가 파일 안에 다 있지 않다. 파일 안에 있는 것만 읽었다.',
  'A table says that its entries are smaller than the format has them: it was left out.':
    '항목의 크기가 형식보다 작다고 적힌 표가 있다. 그 표는 뺐다.',
  'Segments end behind the file: it was cut off.': '세그먼트가 파일 뒤에서 끝난다. 파일이 잘렸다.',
  'Sections end behind the file: it was cut off.': '섹션이 파일 뒤에서 끝난다. 파일이 잘렸다.',
  'Sections share bytes of the file.': '섹션들이 파일의 같은 바이트를 나누어 쓴다.',
  'Names do not lie in their table, or have no end.': '이름이 표 안에 없거나 끝이 없다.',
  'A table of symbols is longer than what was read of it.': '심볼 표가 읽은 것보다 길다.',
  'The dynamic section has no end, or does not lie in the file.':
    '동적 섹션에 끝이 없거나 파일 안에 있지 않다.',
  'A note is longer than what holds it.': '노트가 그것을 담은 곳보다 길다.',
  'The section that should hold the names of sections is none.':
    '섹션 이름을 담아야 할 섹션이 그런 섹션이 아니다.',
};

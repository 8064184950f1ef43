import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demangle } from './index.ts';

// What c++filt 2.40 answers with -p -i, and with -i.
test.each([
  [
    '_ZZ4mainENKUliE_clEi',
    'main::{lambda(int)#1}::operator()',
    'main::{lambda(int)#1}::operator()(int) const',
  ],
  ['_Z3foov.cold', 'foo', 'foo() [clone .cold]'],
  ['_Z3foov.constprop.0.isra.1', 'foo', 'foo() [clone .constprop.0] [clone .isra.1]'],
  ['_ZZ1fiE1x', 'f(int)::x', 'f(int)::x'],
  ['_ZTVN1aE', 'vtable for a', 'vtable for a'],
  ['_ZGVZ1fiE1x', 'guard variable for f(int)::x', 'guard variable for f(int)::x'],
  [
    '_ZThn8_N7ServiceD0Ev',
    'non-virtual thunk to Service::~Service()',
    'non-virtual thunk to Service::~Service()',
  ],
  ['_ZN1AIiEcvT_IcEEv', 'A<int>::operator char<char>', 'A<int>::operator char<char>()'],
  ['_ZN1AC1B5cxx11Ev', 'A::A[abi:cxx11]', 'A::A[abi:cxx11]()'],
  ['_ZNSs6appendEv', 'std::string::append', 'std::string::append()'],
  [
    '_ZNSsC1Ev',
    'std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string',
    'std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string()',
  ],
  ['_Z1fIJicEEvDpT_', 'f<int, char>', 'void f<int, char>(int, char)'],
  ['_Z1fIJEiEvv', 'f<, int>', 'void f<, int>()'],
  ['_Z1fI1AIiEJEEvv', 'f<A<int>>', 'void f<A<int>>()'],
  ['_Z1fIiEvPFT_RA3_KS0_E', 'f<int>', 'void f<int>(int (*)(int const (&) [3]))'],
  ['_Z1gM1AKFvvE', 'g', 'g(void (A::*)() const)'],
  ['_Z1hRKA3_i', 'h', 'h(int const (&) [3])'],
  ['_Z1fIXadL_ZN1A1gEvEEEvv', 'f<&A::g>', 'void f<&A::g>()'],
  [
    '_ZNK1AUlTyT_E_clIiEEDaS_',
    'A::{lambda<typename $T0>($T0)#1}::operator()<int>',
    'auto A::{lambda<typename $T0>($T0)#1}::operator()<int>(A) const',
  ],
  ['_GLOBAL__I_main', 'global constructors keyed to main', 'global constructors keyed to main'],
  [
    '_ZN40_$LT$T$u20$as$u20$core..fmt..Display$GT$3fmt17h0123456789abcdefE',
    '<T as core::fmt::Display>::fmt',
    '<T as core::fmt::Display>::fmt',
  ],
  ['_RNvC6_123foo3bar', '123foo::bar', '123foo::bar'],
])('%s', (mangled, bare, full) => {
  expect(demangle(mangled)).toBe(bare);
  expect(demangle(mangled, { parameters: true })).toBe(full);
});

test('what follows no rule has no readable name', () => {
  for (const name of [
    'main',
    '_Z',
    '_ZN',
    '_Z99x',
    '_ZN3abc',
    '_Z!',
    '_ZTX',
    '_ZS_',
    '_R',
    '_GLOBAL__sub_I_x',
  ])
    expect(demangle(name)).toBeUndefined();
  expect(demangle('_Z3fooGARBAGE', { parameters: true })).toBeUndefined();
});

test('128 bits of a constant of Rust are all there', () => {
  expect(demangle('_RINvC1a1fKo80000000000000000000000000000001_E')).toBe(
    'a::f::<0x80000000000000000000000000000001>',
  );
});

describe('no name takes long, or throws', () => {
  const hostile = [
    // Each pair is twice as long as the one before it.
    `_Z1fSt4pairIiiE${'S_IS0_S0_E'.repeat(1)}${Array.from({ length: 35 }, (_, at) => {
      const id = (at + 1).toString(36).toUpperCase();
      return `S_IS${id}_S${id}_E`;
    }).join('')}`,
    `_Z1f${'P'.repeat(1019)}`,
    `_Z1f${'N'.repeat(1019)}`,
    `_Z1fIX${'ng'.repeat(500)}E`,
    `_Z1f${'DpT_'.repeat(250)}`,
    `_RNvC1a${'TBa_Ba_'.repeat(5000)}`,
    `_RIC0${'TB_'.repeat(30_000)}`,
    `_RNvMC0${'R'.repeat(100_000)}`,
  ];
  test.each(hostile)('%.30s…', name => {
    const start = performance.now();
    const found = demangle(name, { parameters: true });
    expect(found === undefined || found.length <= 1 << 16).toBe(true);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('random names', () => {
    const letters = fc.stringMatching(/^[_ZNSTIELXDFAMUPRKVlitcrvpdfs0-9]{0,80}$/);
    const start = fc.constantFrom('_Z', '_ZN', '_Z1fI', '_Z1f', '_R', '_RNvC1a', '_RIC1a');
    fc.assert(
      fc.property(start, letters, fc.boolean(), (head, text, parameters) => {
        const found = demangle(head + text, { parameters });
        return found === undefined || found.length <= 1 << 16;
      }),
      { numRuns: 5000 },
    );
  });
});

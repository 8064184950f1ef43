import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demangle } from './demangle.ts';

test.each([
  ['normal', 'normal'],
  ['_ZN3ABC3fooEv', 'ABC::foo'],
  ['_ZN3ABCC1Ei', 'ABC::ABC'],
  ['_ZN3ABCD2Ev', 'ABC::~ABC'],
  ['_Znwm', 'operator new'],
  ['_ZdaPv', 'operator delete[]'],
  ['_ZN2ns3BoxIiEplERKS1_', 'ns::Box::operator+'],
  ['_ZNK2ns3BoxIiEcvbEv', 'ns::Box::operator(cast)'],
  ['_ZNSaIcEC1Ev', 'std::allocator::allocator'],
  ['_ZNSt8ios_base4InitC1Ev', 'std::ios_base::Init::Init'],
  ['_ZSt4moveIRiEONSt16remove_referenceIT_E4typeEOS2_', 'std::move'],
  ['_Z41__static_initialization_and_destruction_0ii', '__static_initialization_and_destruction_0'],
  ['_GLOBAL__sub_I__ZN3abc3defE', '_GLOBAL__sub_I_abc::def'],
  ['_ZThn8_N7ServiceD0Ev', 'Service::~Service'],
  ['_ZZ4mainENKUliE_clEi', 'main::$_0::operator()'],
  ['_ZZN1a1bEvENKUlvE0_clEv', 'a::b::$_1::operator()'],
  ['_ZNSt6vectorIiSaIiEE9push_backEOi', 'std::vector::push_back'],
  ['_ZN12_GLOBAL__N_16hiddenEi', '_GLOBAL__N_1::hidden'],
  ['_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE7_M_dataEPc', 'std::__cxx11::basic_string::_M_data'],
  ['_ZTVN10__cxxabiv117__class_type_infoE', '__vtable____cxxabiv1::__class_type_info'],
  ['_ZN4core3fmt9Formatter3pad17h0123456789abcdefE', 'core::fmt::Formatter::pad'],
  [
    '_ZN40_$LT$T$u20$as$u20$core..fmt..Display$GT$3fmt17h0123456789abcdefE',
    '_<T as core..fmt..Display>::fmt',
  ],
])('%s', (mangled, readable) => {
  expect(demangle(mangled)).toBe(readable);
});

test('what is not understood stays as it is', () => {
  for (const name of ['_Z', '_ZN', '_Z99x', '_ZN3abc', '_Z!', '_ZTX', '_RNvC1a1b']) {
    expect(demangle(name)).toBe(name);
  }
});

test('no name hangs or throws', () => {
  const letters = fc.stringMatching(/^[_ZNSTIELXDFAMUPRKVlitcrvp0-9]{0,60}$/);
  fc.assert(
    fc.property(letters, text => typeof demangle(`_Z${text}`) === 'string'),
    { numRuns: 3000 },
  );
});

import type { OperatorNode } from './nodes.ts';

/** Codes of operators in names and expressions by their number of operands (Itanium C++ ABI, 5.1.4 and 5.1.6). */
const byOperands: readonly (readonly [operands: number, codes: string])[] = [
  [0, 'tr throw'],
  [
    1,
    'ad &|at alignof |aw co_await |az alignof |co ~|da delete[] |de *|dl delete |gs ::|li operator"" |mm --|ng -|nt !|' +
      'nx noexcept|pp ++|ps +|sP sizeof...|sZ sizeof...|st sizeof |sz sizeof |tw throw ',
  ],
  [
    2,
    'aN &=|aS =|aa &&|an &|cc const_cast|cl ()|cm ,|dV /=|dc dynamic_cast|di =|ds .*|dt .|dv /|dx ]=|eO ^=|eo ^|eq ==|' +
      'fl ...|fr ...|ge >=|gt >|ix []|lS <<=|le <=|ls <<|lt <|mI -=|mL *=|mi -|ml *|ne !=|oR |=|oo |||or ||pL +=|pl +|' +
      'pm ->*|pt ->|rM %=|rS >>=|rc reinterpret_cast|rm %|rs >>|sc static_cast|ss <=>',
  ],
  [3, 'dX [...]=|fL ...|fR ...|na new[]|nw new|qu ?'],
];

const operators: ReadonlyMap<string, OperatorNode> = new Map(
  byOperands.flatMap(([operands, codes]) =>
    codes.split(/\|(?=[a-z][a-zA-Z] )/).map(entry => {
      const code = entry.slice(0, 2);
      return [code, { kind: 'operator', code, text: entry.slice(3), operands }] as const;
    }),
  ),
);

/** The operator of a two-letter code. */
export function operatorOf(code: string): OperatorNode | undefined {
  return operators.get(code);
}

import type { Node } from './nodes.ts';

/** The parts of a pattern that a pack expands: names and other expansions within it count as whole. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.parts.filter(part => typeof part !== 'string');
    case 'qualified':
      return [node.scope, node.name];
    case 'local':
      return node.prefix === '' ? [node.within, node.name] : [node.within];
    case 'template':
      return [node.name, node.arguments];
    case 'pack':
    case 'list':
      return node.items;
    case 'conversion':
      return [node.type];
    case 'typed':
      return [node.name, node.type];
    case 'function':
      return node.returns === undefined ? node.parameters : [node.returns, ...node.parameters];
    case 'this':
    case 'qualified-type':
    case 'pointer':
    case 'reference':
      return [node.of];
    case 'marked':
      return [node.of, ...node.mark.filter(part => typeof part !== 'string')];
    case 'member-pointer':
      return [node.class, node.of];
    case 'array':
      return node.size === undefined ? [node.of] : [node.size, node.of];
    case 'initializer':
      return node.type === undefined ? node.items : [node.type, ...node.items];
    case 'literal':
      return [node.type];
    case 'cast':
      return [node.type, node.operand];
    case 'unary':
      return [node.operator, node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return node.operands;
    case 'designated':
      return node.end === undefined ? [node.start, node.value] : [node.start, node.end, node.value];
    case 'fold':
      return node.second === undefined ? [node.first] : [node.first, node.second];
    case 'new':
      return [...node.placement, node.type, ...(node.initializer === undefined ? [] : [node.initializer])];
    default:
      return [];
  }
}

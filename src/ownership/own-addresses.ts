import type { TSESTree } from '@typescript-eslint/utils';

import { OWN_ADDRESSES } from '../catalog/hosts.ts';
import { type Node, propertyName, unwrap } from '../lang/nodes.ts';
import { onlyWrite } from '../lang/scopes.ts';
import type { Call } from './context.ts';
import type { OwnershipSource } from './ownership.ts';

const DEEP = 5;
const HERE = new RegExp(OWN_ADDRESSES.host);
const NAMED = new RegExp(OWN_ADDRESSES.variable);

/**
 * Whether a call goes to the machine on which it runs, or to the service itself by the address under which that is deployed:
 *
 *     fetch(`http://localhost:${port}/health`)
 *     fetch(`${process.env.APP_URL}/api/revalidate`)
 *
 * An address that only falls back to this machine (`process.env.API ?? 'http://localhost:4000'`) is somebody else's once it is deployed.
 */
export function isForItself(call: Call, source: OwnershipSource, isListenedOn: (host: string) => boolean): boolean {
  const [first] = call.arguments;
  if (!first || first.type === 'SpreadElement') return false;
  return leadsHere(first, { source, isListenedOn }, 0);
}

interface Asking {
  readonly source: OwnershipSource;
  /** Whether the project has a server listen on the host that an expression is. */
  readonly isListenedOn: (host: string) => boolean;
}

/** `http://${config.jobs.host}:…`: a setting by whose name the host can be found again. */
function isOurHost({ quasis, expressions }: TSESTree.TemplateLiteral, { source, isListenedOn }: Asking): boolean {
  const [host] = expressions;
  if (host?.type !== 'MemberExpression' || !/^https?:\/\/$/.test(quasis[0]?.value.cooked ?? '')) return false;
  return quasis[1]?.value.cooked?.startsWith(':') === true && isListenedOn(source.textOf(host));
}

function leadsHere(node: Node, asking: Asking, depth: number): boolean {
  const { source } = asking;
  const inner = unwrap(node);
  if (depth > DEEP) return false;
  const of = (each: Node | undefined): boolean => each !== undefined && leadsHere(each, asking, depth + 1);
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' && HERE.test(inner.value);
    case 'TemplateLiteral': {
      const [head] = inner.quasis;
      const start = head?.value.cooked ?? '';
      return start === '' ? of(inner.expressions[0]) : HERE.test(start) || isOurHost(inner, asking);
    }
    case 'BinaryExpression':
      return inner.operator === '+' && of(inner.left);
    case 'Identifier': {
      const variable = source.scopes.variableOf(inner);
      return of(variable && onlyWrite(variable));
    }
    case 'MemberExpression':
      return NAMED.test(propertyName(inner) ?? '') && /(?:^|\.)env$/.test(source.textOf(inner.object));
    case 'NewExpression':
      return source.textOf(inner.callee) === 'URL' && of(inner.arguments.at(-1));
    case 'ObjectExpression':
      return inner.properties.some(
        (each) =>
          each.type === 'Property' &&
          OWN_ADDRESSES.options.some((name) => name === propertyName(each)) &&
          (of(each.value) ||
            (each.value.type === 'Literal' && /^(?:localhost|127\.0\.0\.1|::1)$/.test(String(each.value.value)))),
      );
    default:
      return false;
  }
}

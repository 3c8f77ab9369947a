import type { Leak } from '../ownership/model.ts';
import type { File } from './services.ts';

type Disposed = Leak['obligation']['ref'];

/**
 * The method that a report names as what ends something: the one that the code calls on another path (`client.quit()`), or else the
 * first that the catalog knows, later versions' only where such a one is installed.
 */
export function disposerNamed({ type, library }: Disposed, file: File, disposals: Leak['disposals'] = []): string {
  const known = Object.entries(type.dispose ?? {});
  const called = disposals.map(calledMethod);
  const said = known.find(([method]) => called.includes(method));
  const [method = 'close'] =
    said ??
    known.find(
      ([, { forced, since }]) => !forced && (since === undefined || file.hasVersion(library.package, since)),
    ) ??
    known.find(([, { forced }]) => !forced) ??
    [];
  return method;
}

function calledMethod(node: Leak['disposals'][number]): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { property } = node.callee;
  return property.type === 'Identifier' ? property.name : undefined;
}

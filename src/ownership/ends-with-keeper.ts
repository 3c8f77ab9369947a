import { own } from '../catalog/index.ts';
import { walk } from '../lang/census.ts';
import { outside, propertyName, unwrap } from '../lang/nodes.ts';
import { ownerOfThis } from './field-places.ts';
import { endsOthers, isAlike } from './kept-clients.ts';
import { closerOf } from './lifetimes.ts';
import type { Leak } from './model.ts';
import type { OwnershipSource } from './ownership.ts';

/**
 * Whether a client that nobody ends was taken from one that its class keeps and ends, which ends it, too:
 *
 *     class Renderer {
 *       async shoot(url) { const page = await this.browser.newPage(); … }
 *       async close() { await this.browser.close(); }        // and all its pages with it
 *     }
 *
 * Between the two it stays open all the same: whether that matters depends on how long the class lives.
 */
export function endsWithKeeper({ obligation, disposals }: Leak, source: OwnershipSource): boolean {
  const { acquisition, ref } = obligation;
  const callee =
    acquisition.type === 'CallExpression' || acquisition.type === 'NewExpression'
      ? unwrap(acquisition.callee)
      : acquisition;
  const keeper = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  if (disposals.length > 0 || keeper?.type !== 'MemberExpression' || keeper.object.type !== 'ThisExpression')
    return false;
  const owner = ownerOfThis(keeper.object);
  const closer = owner && closerOf(owner);
  const field = propertyName(keeper);
  const on = source.origin.denote(keeper);
  if (!closer || field === undefined || (on?.kind === 'instance' && (isAlike(on.ref, ref) || !endsOthers(on.ref))))
    return false;
  let ends = false;
  walk(closer.fn, source.visitorKeys ?? {}, (node) => {
    const { parent, child } = outside(node);
    const isField = node.type === 'MemberExpression' && propertyName(node) === field;
    const name =
      isField && parent?.type === 'MemberExpression' && parent.object === child ? propertyName(parent) : undefined;
    ends ||=
      name !== undefined && (on?.kind === 'instance' ? own(on.ref.type.dispose, name) !== undefined : name === 'close');
    return !ends;
  });
  return ends;
}

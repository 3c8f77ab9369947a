import { type FunctionNode, boundIdentifier, outside, propertyName, unwrap } from '../lang/nodes.ts';
import { saidOfParameter } from '../origin/contracts.ts';
import type { OwnershipContext } from './context.ts';
import { type Obligation, ofParameter } from './model.ts';

/** Parameters through which a helper takes a response over: `function check(response) { if (!response.ok) throw …; return response; }`. */
export function parametersOf(context: OwnershipContext): Obligation[] {
  const found: Obligation[] = [];
  for (const fn of context.census.functions) {
    for (const parameter of fn.params) {
      const name = boundIdentifier(parameter);
      const of = name && context.origin.denote(name);
      if (
        !name ||
        of?.kind !== 'instance' ||
        of.promise ||
        of.ref.type.kind !== 'response' ||
        of.ref.type.owedByAnnotation !== undefined
      )
        continue;
      if (isHandler(fn)) continue;
      const variable = context.variableOf(name);
      const graph = variable && context.graphOf(fn);
      if (!graph) continue;
      const { ref } = of;
      found.push(
        ofParameter(variable, { kind: 'response', ref, place: name, home: fn, graph, needsProof: true, given: true }),
      );
    }
  }
  return found;
}

/** Parameters of which the comment of a function says that it takes them over: `@owns client`. */
export function takenOver(context: OwnershipContext): Obligation[] {
  return context.census.functions.flatMap((fn) =>
    fn.params.flatMap((parameter, position) => {
      const role = saidOfParameter(fn, position, undefined, context.origin);
      const name = role === undefined || role === 'borrows' ? undefined : boundIdentifier(parameter);
      const of = name && context.origin.denote(name);
      const variable = name && context.variableOf(name);
      const graph = variable && of?.kind === 'instance' && !of.promise ? context.graphOf(fn) : undefined;
      if (!name || of?.kind !== 'instance' || of.ref.type.kind === 'plain' || !graph || !variable) return [];
      const { ref } = of;
      const own = { kind: of.ref.type.kind, ref, place: name, home: fn, graph, needsProof: false, given: false };
      return [{ ...ofParameter(variable, own), heldAs: name.name }];
    }),
  );
}

/** Whether a function literal is a handler of a promise chain, whose response is judged where it was acquired. */
function isHandler(fn: FunctionNode): boolean {
  const { parent } = outside(fn);
  const callee = parent?.type === 'CallExpression' ? unwrap(parent.callee) : undefined;
  return callee?.type === 'MemberExpression' && ['then', 'catch', 'finally'].includes(propertyName(callee) ?? '');
}

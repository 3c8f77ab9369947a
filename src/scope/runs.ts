import type { TSESTree } from '@typescript-eslint/utils';

import { walk } from '../lang/census.ts';
import {
  type ClassNode,
  type FunctionNode,
  type Node,
  contains,
  enclosingClass,
  enclosingFunction,
  isClass,
  isFunction,
  isFunctionLiteral,
  outside,
  propertyName,
  unwrap,
} from '../lang/nodes.ts';
import { functionOf } from '../lang/scopes.ts';
import { functionsGiven, nameOf } from './functions.ts';
import { handlersOf } from './handlers.ts';
import { isGuarded } from './guards.ts';
import { type Lifetimes, givesKept, isKept } from './lasting.ts';
import { memberFunctions } from './member-functions.ts';
import type { Outward, Run, Runs, ScopeSource, Seed } from './model.ts';

/** How many calls a way may have. */
const FAR = 12;

/**
 * What runs again and again in a file, and why: handlers, and from there whatever they call or construct, callbacks that are called at
 * once included. It follows no value that is kept, and refuses to guess: a callback that is handed to code it does not know, or an
 * exported function that nothing in the file calls, does not run again and again.
 *
 *     app.get('/users', async (req, res) => res.json(await getUser(req.query.id)));   // a handler
 *     async function getUser(id) { const db = connect(); … }                           // runs for each request
 *     function connect() { return new Pool(); }                                        // and so does this
 */
export function runsOf(program: TSESTree.Program, source: ScopeSource, seeds: readonly Seed[] = []): Runs & Lifetimes {
  const handlers = [...handlersOf(program, source)]
    .filter(([fn]) => !source.isImporter || contains(program, fn))
    .map(([of, handler]) => ({ of, run: { handler, way: [] } }));
  return runsFrom([...handlers, ...seeds], source);
}

/** What runs again and again in a file because these do, whatever else does. */
export function runsFrom(seeds: readonly Seed[], source: ScopeSource): Runs & Lifetimes {
  return new FileRuns(seeds, source);
}

/** Callees that call a function literal while they run, or once for what the surrounding code does. */
const CALLING =
  /^(?:forEach|map|filter|flatMap|some|every|find|findLast|reduce|reduceRight|sort|from|then|catch|finally|setTimeout|setImmediate|nextTick|queueMicrotask|on|once|addListener|addEventListener|run|transaction|\$transaction|withTransaction|executeRead|executeWrite|readTransaction|writeTransaction|startActiveSpan)$/;

class FileRuns implements Runs, Lifetimes {
  readonly scopes: ScopeSource['scopes'];
  readonly visitorKeys: ScopeSource['visitorKeys'];
  readonly #source: ScopeSource;
  readonly #runs = new Map<FunctionNode, Run>();
  readonly #built = new Map<ClassNode, Run>();
  readonly #pending: (readonly [Node, Run])[] = [];
  readonly outward: Outward[] = [];

  constructor(seeds: readonly Seed[], source: ScopeSource) {
    this.#source = source;
    this.scopes = source.scopes;
    this.visitorKeys = source.visitorKeys;
    for (const { of, run } of seeds) {
      if (isClass(of)) this.#build(of, run);
      else this.#add(of, run);
    }
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) this.#follow(...next);
  }

  runAt(node: Node): Run | undefined {
    const fn = enclosingFunction(node);
    if (fn) return this.#runs.get(fn);
    const owner = enclosingClass(node);
    return owner && this.#built.get(owner);
  }

  builtBy(owner: ClassNode): Run | undefined {
    return this.#built.get(owner);
  }

  isRunning(fn: FunctionNode): boolean {
    return this.#runs.has(fn);
  }

  isBuilt(owner: ClassNode): boolean {
    return this.#built.has(owner);
  }

  #add(fn: FunctionNode, run: Run): void {
    if (this.#runs.has(fn) || run.way.length > FAR) return;
    this.#runs.set(fn, run);
    this.#pending.push([fn, run]);
  }

  #follow(root: Node, run: Run): void {
    walk(root, this.visitorKeys, (node) => {
      if (node !== root && isFunction(node)) {
        if (isFunctionLiteral(node) && this.#isCalledHere(node)) this.#add(node, run);
        return false;
      }
      if (node !== root && isClass(node)) return false;
      if (node.type === 'CallExpression' || node.type === 'NewExpression') this.#call(node, run);
      return undefined;
    });
  }

  #call(call: TSESTree.CallExpression | TSESTree.NewExpression, run: Run): void {
    const { origin, census } = this.#source;
    if (isGuarded(call, this) || isKept(call, this)) return;
    const of = origin.denote(call.callee);
    if (call.type === 'NewExpression' && of?.kind === 'class') {
      this.#build(of.node, { ...run, way: [...run.way, { name: nameOf(of.node), call, scopes: this.scopes }] });
      return;
    }
    const known = origin.functionOf(call);
    const called = known ? [known] : [...memberFunctions(call, this.#source), ...this.#handed(call)];
    if (called.length === 0) this.outward.push({ call, run });
    for (const fn of called) {
      if (givesKept(fn, census.returnsOf(fn), this)) continue;
      this.#add(fn, { ...run, way: [...run.way, { name: nameOf(fn), call, scopes: this.scopes }] });
    }
  }

  /** `ids.map(load)`: what is named instead of written. */
  #handed(call: TSESTree.CallExpression | TSESTree.NewExpression): readonly FunctionNode[] {
    const callee = unwrap(call.callee);
    const isEach =
      callee.type === 'MemberExpression' && /^(?:forEach|map|flatMap|then)$/.test(propertyName(callee) ?? '');
    const [first] = call.arguments;
    return isEach && first?.type === 'Identifier' ? functionsGiven(first, this.#source) : [];
  }

  #build(owner: ClassNode, run: Run): void {
    if (this.#built.has(owner) || run.way.length > FAR) return;
    this.#built.set(owner, run);
    for (const member of owner.body.body) {
      if (member.type === 'MethodDefinition' && member.kind === 'constructor' && isFunction(member.value))
        this.#add(member.value, run);
      if (member.type === 'PropertyDefinition' && !member.static && member.value)
        this.#pending.push([member.value, run]);
    }
    const base = owner.superClass ? this.#source.origin.denote(owner.superClass) : undefined;
    if (base?.kind === 'class') this.#build(base.node, run);
  }

  /** Whether a function literal is called where it stands, or for what is done there. */
  #isCalledHere(fn: FunctionNode): boolean {
    const { parent, child } = outside(fn);
    if (parent?.type !== 'CallExpression' && parent?.type !== 'NewExpression') return false;
    const callee = unwrap(parent.callee);
    if (parent.callee === child) return true;
    if (callee.type === 'Identifier') {
      if (callee.name === 'Promise' && parent.type === 'NewExpression') return true;
      const variable = this.scopes.variableOf(callee);
      const local = variable && functionOf(variable);
      return local
        ? callsParameter(local, parent.arguments.indexOf(child as TSESTree.Expression), this.#source)
        : CALLING.test(callee.name);
    }
    return callee.type === 'MemberExpression' && CALLING.test(propertyName(callee) ?? '');
  }
}

/** Whether a function of the file calls its parameter of that position. */
function callsParameter(fn: FunctionNode, position: number, { scopes }: ScopeSource): boolean {
  const parameter = fn.params[position];
  const variable = parameter?.type === 'Identifier' ? scopes.variableOf(parameter) : undefined;
  return (
    variable?.references.some(({ identifier }) => {
      const call = identifier.parent as Node | undefined;
      return call?.type === 'CallExpression' && call.callee === identifier && enclosingFunction(call) === fn;
    }) === true
  );
}

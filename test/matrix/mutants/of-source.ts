import ts from 'typescript';

/** One change of a few characters. */
export interface Change {
  /** By which it is switched on; unique among all that were made with one counter. */
  readonly number: number;
  /** The function it lies in, or the constant. */
  readonly within: string;
  readonly from: string;
  readonly to: string;
}

/**
 * A file in which every change waits to be switched on: `globalThis.mutant` is the number of the one that is. With none on,
 * `globalThis.told` and `globalThis.thrown` hear of each place what it came to, and what its changes would have made of it.
 */
export interface Instrumented {
  readonly text: string;
  readonly changes: readonly Change[];
}

interface Place {
  readonly target: ts.Node;
  readonly start: number;
  readonly end: number;
  readonly changes: Change[];
}

/** Every change of the functions, methods and constants of these names in a JavaScript file; of all without names. */
export function instrumented(text: string, names: readonly string[], next: () => number): Instrumented {
  const file = ts.createSourceFile('file.js', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const places = new Map<string, Place>();
  const note = (target: ts.Node, to: string, within: string): void => {
    const [start, end] = [target.getStart(), target.getEnd()];
    const place = places.get(`${start} ${end}`) ?? { target, start, end, changes: [] };
    places.set(`${start} ${end}`, place);
    if (to === target.getText() || place.changes.some((one) => one.to === to)) return;
    place.changes.push({ number: next(), within, from: target.getText(), to });
  };
  const visit = (node: ts.Node, isInside: boolean, around: string): void => {
    // What the compiler wrote for decorators decides nothing.
    if (isOfCompiler(node)) return;
    const name = nameOf(node);
    const inside = isInside || names.length === 0 || names.includes(name ?? '');
    const within = around === '' || !ts.isVariableDeclaration(node) ? (name ?? around) : around;
    if (inside) for (const [target, to] of mutationsOf(node)) note(target, to, within);
    node.forEachChild((child) => visit(child, inside, within));
  };
  file.forEachChild((node) => visit(node, false, ''));
  const all = [...places.values()]
    .filter(({ changes }) => changes.length > 0)
    .sort((one, other) => one.start - other.start || other.end - one.end);
  return { text: written(text, 0, text.length, all), changes: all.flatMap(({ changes }) => changes) };
}

/** The text from start to end with the switches of these places, which lie in it, each within or beside the others. */
function written(text: string, start: number, end: number, places: readonly Place[]): string {
  let at = start;
  let out = '';
  for (let i = 0; i < places.length; ) {
    const place = places[i];
    if (!place) break;
    const inner = places.slice(i + 1).filter((one) => one.start < place.end);
    const original = written(text, place.start, place.end, inner);
    out += text.slice(at, place.start) + switched(place, original);
    at = place.end;
    i += 1 + inner.length;
  }
  return out + text.slice(at, end);
}

function switched({ target, changes }: Place, original: string): string {
  const is = ({ number }: Change) => `globalThis.mutant === ${number}`;
  if (ts.isExpressionStatement(target))
    return changes
      .map(
        (one) =>
          `if (!(${is(one)})) try { ${original} } catch (error) { throw globalThis.thrown(${one.number}, error); }`,
      )
      .join('');
  const others = changes.map(({ number, to }) => `[${number}, ${isPure(to) ? `() => (${to})` : 'undefined'}]`);
  const told = `globalThis.told((${original}), ${isTested(target)}, globalThis.probing && [${others}])`;
  return `(${changes.map((one) => `${is(one)} ? (${one.to}) : `).join('')}${told})`;
}

/** Whether it may be tried out beside the original without doing anything. */
function isPure(text: string): boolean {
  return !/\bawait\b|\bthis\.\w+\(/.test(text);
}

/** Whether nothing but its truth counts. */
function isTested(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isConditionalExpression(parent))
    return node === (ts.isIfStatement(parent) ? parent.expression : parent.condition);
  if (ts.isPrefixUnaryExpression(parent)) return true;
  return (ts.isParenthesizedExpression(parent) || isLogical(parent)) && isTested(parent);
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isVariableDeclaration(node) && node.initializer && ts.isClassExpression(node.initializer)) return undefined;
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isVariableDeclaration(node))
    return node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
  return undefined;
}

function isOfCompiler(node: ts.Node): boolean {
  if (ts.isVariableStatement(node)) return /^var __(decorate|metadata|param)/.test(node.getText());
  return /^(\w+ = )?__decorate\(/.test(node.getText()) || ts.isImportDeclaration(node);
}

type Mutation = readonly [target: ts.Node, to: string];

/** Conditions made always true or false, halves dropped, filters and refusals left out, nothing made everything. */
function mutationsOf(node: ts.Node): Mutation[] {
  if (ts.isIfStatement(node)) return certain(node.expression);
  if (ts.isConditionalExpression(node))
    return [
      [node, node.whenTrue.getText()],
      [node, node.whenFalse.getText()],
    ];
  if (ts.isBinaryExpression(node)) return ofOperator(node);
  if (ts.isReturnStatement(node) && node.expression) return ofReturned(node.expression);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return ofReturned(node.body);
  if (ts.isCallExpression(node)) return ofCall(node);
  if (ts.isExpressionStatement(node) && isRefusal(node.expression)) return [[node, ';']];
  return [];
}

/** A chain of && is always true no sooner than with one of its links dropped, and one of || always false: `ofOperator`. */
function certain(condition: ts.Expression): Mutation[] {
  const operator = operatorOf(condition);
  return [
    ...(operator === ts.SyntaxKind.AmpersandAmpersandToken ? [] : [[condition, 'true'] as const]),
    ...(operator === ts.SyntaxKind.BarBarToken ? [] : [[condition, 'false'] as const]),
  ];
}

function operatorOf(node: ts.Node): ts.SyntaxKind | undefined {
  if (ts.isParenthesizedExpression(node)) return operatorOf(node.expression);
  return ts.isBinaryExpression(node) ? node.operatorToken.kind : undefined;
}

function isLogical(node: ts.Node): boolean {
  return (
    ts.isBinaryExpression(node) &&
    [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(node.operatorToken.kind)
  );
}

/** The operands of a chain of one operator. */
function linksOf(node: ts.Expression, operator: ts.SyntaxKind): ts.Expression[] {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === operator
    ? [...linksOf(node.left, operator), ...linksOf(node.right, operator)]
    : [node];
}

function ofOperator(node: ts.BinaryExpression): Mutation[] {
  const { operatorToken, parent } = node;
  const operator = operatorToken.kind;
  switch (operator) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken: {
      // Once for the whole chain.
      if (operatorOf(parent) === operator && !ts.isParenthesizedExpression(parent)) return [];
      const links = linksOf(node, operator);
      return links.map((one) => {
        const rest = links.filter((other) => other !== one).map((other) => other.getText());
        return [node, rest.join(` ${operatorToken.getText()} `)];
      });
    }
    default:
      return [];
  }
}

/** By name, as policy.ts calls them: nothing becomes everything. */
const everything: Readonly<Record<string, string>> = { none: 'whole', "'nothing'": "'all'", '[]': 'parts' };

function ofReturned(value: ts.Expression): Mutation[] {
  const all = everything[value.getText()];
  if (all !== undefined) return [[value, all]];
  if (ts.isTemplateExpression(value)) return [[value, "'true'"]];
  return isCondition(value) ? certain(value) : [];
}

function isCondition(value: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(value)) return isCondition(value.expression);
  if (ts.isCallExpression(value)) return /\.(some|every|includes)\(/.test(value.getText());
  if (ts.isPrefixUnaryExpression(value)) return value.operator === ts.SyntaxKind.ExclamationToken;
  return (
    ts.isBinaryExpression(value) &&
    [
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.EqualsEqualsEqualsToken,
      ts.SyntaxKind.ExclamationEqualsEqualsToken,
    ].includes(value.operatorToken.kind)
  );
}

function ofCall(node: ts.CallExpression): Mutation[] {
  if (!ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  return name.text === 'filter' ? [[node, expression.getText()]] : [];
}

/** A call that is there to refuse. */
function isRefusal(node: ts.Expression): boolean {
  const call = ts.isAwaitExpression(node) ? node.expression : node;
  return ts.isCallExpression(call) && /(^|\.)assert\w*\(/.test(call.getText());
}

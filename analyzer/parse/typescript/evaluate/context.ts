import type { ts } from 'ts-morph';
import type { Declaration } from '../source/scope.js';
import type { Module } from '../source/module.js';
import type { FunctionNode } from '../source/syntax.js';
import type { Resolved } from '../resolve.js';
import type { Frame, Value } from './value.js';

/** What the parts of the evaluator need of each other and of the tree. */
export interface Context {
  readonly root: Frame;
  value(node: ts.Expression, frame: Frame): Value;
  declared(node: Declaration, frame: Frame, at: ts.Node): Value;
  /** An export of a file of the tree, re-exports followed. */
  exported(path: string, name: string): Value;
  module(path: string): Module | undefined;
  resolve(from: string, specifier: string): Resolved;
  /** Calls of a function in the files that were read. Undefined: too many to follow. */
  callsOf(node: FunctionNode): readonly (ts.CallExpression | ts.NewExpression)[] | undefined;
  /** The class that stands behind an interface or injection token of the tree, when there is one only. */
  implementation(node: ts.InterfaceDeclaration | ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined;
  /** Factory or value provided for an injection token. */
  provided(token: string, from: string): Value | undefined;
  /** The value of a configuration key that a framework's configuration service is asked for. */
  configured(key: string, from: string): Value | undefined;
}

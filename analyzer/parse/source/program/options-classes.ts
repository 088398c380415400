import type { Template } from '../../../facts/template.js';
import { textOf, type SourceNode } from '../node.js';
import type { Dialect } from './dialect.js';
import { lookUp, type Module } from './module.js';

const WRAPPED = /^(?:this )?(?:[\w.]*\.)?IOptions(?:Monitor|Snapshot)?<\s*([\w.]+)\s*>\??$/;
const BOUND = /\.Get<\s*([\w.]+)\s*>\(\)|^new\s+([\w.]+)/;
const MAX_STEPS = 5;

/** `_settings.Cart` where `_settings` is of a class that the configuration fills. */
export function optionsReader(dialect: Dialect, texts: readonly { readonly text: string }[]): (object: SourceNode, name: string, module: Module) => Template | undefined {
  let read: ((type: string, member: string) => Template | undefined) | undefined;
  const typeOf = (name: string, at: SourceNode, module: Module, steps = 0): string | undefined => {
    const variables = steps > MAX_STEPS ? [] : lookUp(module, dialect, name, at);
    const declared = variables.map(({ type }) => type).find((type) => type !== undefined && type !== 'var');
    if (declared !== undefined) return WRAPPED.exec(declared)?.[1] ?? declared.replace(/\?$/, '');
    const value = variables.find((v) => v.value !== undefined)?.value;
    const text = value && textOf(value);
    const bound = text === undefined ? null : BOUND.exec(text);
    if (bound) return bound[1] ?? bound[2];
    const other = /^(\w+)(?:\.(?:Value|CurrentValue))?$/.exec(text ?? '');
    return other && value ? typeOf(other[1]!, value, module, steps + 1) : undefined;
  };
  return (object, name, module) => {
    if (!dialect.options) return undefined;
    const [first, ...path] = textOf(object).replace(/\s|[?!]/g, '').replace(/^this\./, '').split('.').filter((step) => step !== 'Value' && step !== 'CurrentValue');
    const type = first === undefined || !/^\w+$/.test(first) || path.some((step) => !/^\w+$/.test(step)) ? undefined : typeOf(first, object, module);
    if (type === undefined) return undefined;
    read ??= dialect.options(texts.map(({ text }) => text));
    return read(type.slice(type.lastIndexOf('.') + 1), [...path, name].join(':'));
  };
}

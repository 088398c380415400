import { describe, expect, it } from 'vitest';
import { parseYaml } from '../yaml/index.js';
import { implications } from './conditions.js';

const implied = (conditions: string, parameters = 'Parameters:\n  Stage: {Type: String}\n  Size: {Type: String}\n') =>
  Object.fromEntries(implications(parseYaml('t.yaml', `${parameters}Conditions:\n${conditions}`).documents[0]!.root!));

describe('which conditions hold whenever another does', () => {
  it('follows values that exclude each other, and, or and not', () => {
    const rows = '  Prod: !Equals [!Ref Stage, prod]\n  Test: !Equals [test, !Ref Stage]\n  Large: !Equals [!Ref Size, large]\n  NotTest: !Not [!Condition Test]\n  Both: !And [!Condition Prod, !Condition Large]\n  Either: !Or [!Condition Prod, !Condition Test]\n';
    expect(implied(rows)).toEqual({
      Prod: ['Prod', 'NotTest', 'Either'], Test: ['Test', 'Either'], Large: ['Large'], NotTest: ['NotTest'], Both: ['Prod', 'Large', 'NotTest', 'Both', 'Either'], Either: ['Either'],
    });
  });

  it('knows that no other values are allowed', () => {
    const parameters = 'Parameters:\n  Stage: {Type: String, AllowedValues: [dev, prod]}\n';
    expect(implied('  Prod: !Equals [!Ref Stage, prod]\n  NotDev: !Not [!Equals [!Ref Stage, dev]]\n', parameters)).toEqual({ Prod: ['Prod', 'NotDev'], NotDev: ['Prod', 'NotDev'] });
  });

  it('says nothing of what asks for more than parameters', () => {
    expect(implied('  Mapped: !Equals [!FindInMap [A, !Ref Stage, B], x]\n  Prod: !Equals [!Ref Stage, prod]\n')).toEqual({ Prod: ['Prod'] });
  });

  it('says nothing where there are more cases than anybody looks at', () => {
    const names = Array.from({ length: 13 }, (_, at) => `P${at}`);
    expect(implied(names.map((name) => `  C${name}: !Equals [!Ref ${name}, x]\n`).join(''), `Parameters:\n${names.map((name) => `  ${name}: {Type: String}\n`).join('')}`)).toEqual({});
  });

  it('ends for conditions that name each other, and for those that double at each step', () => {
    expect(implied('  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n')).toEqual({});
    const doubling = Array.from({ length: 60 }, (_, at) => `  C${at}: !And [!Condition C${at + 1}, !Condition C${at + 1}]\n`).join('');
    expect(Object.keys(implied(`${doubling}  C60: !Equals [!Ref Stage, x]\n`))).not.toContain('C0');
  });
});

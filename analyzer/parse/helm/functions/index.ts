import type { GoFunction } from '../template/evaluate.js';
import { builtinFunctions } from './builtin.js';
import { dataFunctions } from './data.js';
import { dateFunctions } from './dates.js';
import { defaultFunctions } from './defaults.js';
import { dictFunctions } from './dicts.js';
import { encodingFunctions } from './encoding.js';
import { helmFunctions } from './helm.js';
import { listFunctions } from './lists.js';
import { numberFunctions } from './numbers.js';
import { regexFunctions } from './regex.js';
import { standInFunctions } from './stand-ins.js';
import { stringFunctions } from './strings.js';
import { versionFunctions } from './versions.js';

/** Everything a chart may call; `and` and `or` are the evaluator's, since they do not evaluate all that they are given. */
export const functions: ReadonlyMap<string, GoFunction> = new Map(
  [builtinFunctions, stringFunctions, listFunctions, dictFunctions, defaultFunctions, numberFunctions, dateFunctions, standInFunctions, encodingFunctions, regexFunctions, versionFunctions, dataFunctions, helmFunctions].flatMap((family) =>
    Object.entries(family),
  ),
);

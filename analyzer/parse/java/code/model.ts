import type { Place } from '../../../facts/place.js';
import type { SourceNode } from '../../source/index.js';

/** What a source file declares, the same for Java and Kotlin. */
export interface CodeFile {
  readonly path: string;
  /** Root of the module that it belongs to. */
  readonly module: string;
  readonly text: string;
  readonly root: SourceNode;
  /** Simple names to qualified ones. */
  readonly imports: ReadonlyMap<string, string>;
  /** What is imported with `.*`: packages, and types whose constants are. */
  readonly wildcards: readonly string[];
  readonly types: readonly TypeDeclaration[];
}

export interface TypeDeclaration {
  readonly name: string;
  readonly node: SourceNode;
  readonly file: CodeFile;
  readonly isInterface: boolean;
  readonly annotations: readonly Annotation[];
  readonly supertypes: readonly string[];
  readonly fields: ReadonlyMap<string, Variable>;
  readonly methods: readonly Method[];
}

export interface Annotation {
  readonly name: string;
  readonly at: Place;
  /** Attributes; a lone value is `value`. */
  readonly values: ReadonlyMap<string, SourceNode>;
}

/** A field, parameter or local variable. */
export interface Variable {
  readonly name: string;
  /** Simple name of the type, without type arguments. */
  readonly type: string;
  readonly value: SourceNode | undefined;
  readonly annotations: readonly Annotation[];
  readonly at: Place;
}

export interface Method {
  readonly name: string;
  readonly node: SourceNode;
  readonly type: TypeDeclaration;
  readonly returns: string;
  readonly parameters: readonly Variable[];
  readonly annotations: readonly Annotation[];
  readonly isConstructor: boolean;
  readonly body: SourceNode | undefined;
}

export const annotationOf = (annotations: readonly Annotation[], ...names: readonly string[]): Annotation | undefined => annotations.find(({ name }) => names.includes(name));

/** An expression that Go would refuse: its value is unknown, the rest of the chart still counts. */
export class TemplateError extends Error {}

/** A limit was hit: rendering of this chart stops. Never caught inside the template engine. */
export class LimitError extends Error {}

/** A template file that does not parse. `at` is an offset into its text. */
export class TemplateSyntaxError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}
